"""Paragraphs in which words are exchanged for others, for the teacher to read.

The labelled texts have few words in many contexts. A word takes the place of one
of the same part of speech, near in meaning or not; now and then something is
denied, or is no longer; and a paragraph may be cut to a sentence or a phrase.
"""

import collections
import gzip
import re

import numpy as np

OPEN = {"NN", "NNS", "VB", "VBD", "VBG", "VBN", "VBP", "VBZ", "JJ", "JJR", "JJS", "RB"}
"""Parts of speech whose words are exchanged."""
FREQUENT = 170
"""The most frequent words, which are not exchanged."""
LENGTHS = range(3, 131)
"""Words of a paragraph that is varied."""
NEAR = 12
"""Words that count as near in meaning."""
SHARES, NEARS = (0.1, 0.2, 0.35, 0.5), (0.2, 0.5, 0.8)
"""How many of a paragraph's words are exchanged, and how many of these for a near one: one of each is drawn."""
WORD = re.compile(r"(?<![\w’'-])[a-z]+(?:-[a-z]+)*(?![\w’'-])")
SENTENCE = re.compile(r"(?:(?<=[.!?])|(?<=[.!?][\"”’])) (?=[A-Z“\"])")
AUXILIARY = re.compile(r"\b(?:is|are|was|were|will|can|could|would|should|has|have|had|may|must|did|does|do)\b(?! not)")
DENIAL = re.compile(r"\b(?:not|never|no longer|hardly) ")
DENIALS = (" not", " not", " never", " no longer", " hardly")


def parts_of_speech(files):
    """The part of speech that each word has most often, from `.conllu.gz` and PolNeAR's `.corenlp.tsv.gz`."""
    counts = collections.defaultdict(collections.Counter)
    for file in files:
        column = 1 if file.name.endswith(".conllu.gz") else 2
        with gzip.open(file, "rt", encoding="utf8") as lines:
            for line in lines:
                fields = line.split("\t")
                if len(fields) > 4 and fields[column].islower():
                    counts[fields[column]][fields[4]] += 1
    return {word: tags.most_common(1)[0][0] for word, tags in counts.items()}


class Varier:
    """Writes varied paragraphs, the same ones for the same seed."""

    def __init__(self, paragraphs, known, tags, seed):
        self.random = np.random.default_rng(seed)
        self.paragraphs = sorted({text for text in paragraphs if len(text.split()) in LENGTHS})
        counts = collections.Counter(word for text in self.paragraphs for word in WORD.findall(text))
        frequent = {word for word, _ in counts.most_common(FREQUENT)}
        self.tags = {word: tags[word] for word in known["vocabulary"]
                     if tags.get(word) in OPEN and len(word) > 2 and word not in frequent}
        self.words, self.chances, self.near = collections.defaultdict(list), {}, {}
        for word, tag in self.tags.items():
            self.words[tag].append(word)
        vectors = np.concatenate([np.asarray(known["table"])[np.asarray(known["rows"])], np.asarray(known["pieces"]) / 2], 1)
        vectors = vectors - vectors.mean(0)
        vectors /= np.linalg.norm(vectors, axis=1, keepdims=True) + 1e-9
        for tag, words in self.words.items():
            chances = np.sqrt([counts[word] for word in words]) + 1
            self.chances[tag] = np.cumsum(chances / chances.sum())
            ours = vectors[[known["vocabulary"][word] for word in words]]
            for word, row in zip(words, np.argsort(-ours @ ours.T, 1)[:, 1 : NEAR + 1]):
                self.near[word] = [words[i] for i in row]

    def one(self, choices):
        return choices[self.random.integers(len(choices))]

    def paragraph(self):
        text = self.denied(self.cut(self.one(self.paragraphs)))
        share, near = self.one(SHARES), self.one(NEARS)

        def exchanged(match):
            word = match[0]
            if word not in self.tags or self.random.random() > share:
                return word
            if self.near[word] and self.random.random() < near:
                return self.one(self.near[word])
            words = self.words[self.tags[word]]
            if self.random.random() < 0.5:
                return self.one(words)
            drawn = int(np.searchsorted(self.chances[self.tags[word]], self.random.random()))
            return words[min(drawn, len(words) - 1)]

        return WORD.sub(exchanged, text)

    def cut(self, text):
        drawn, sentences = self.random.random(), SENTENCE.split(text)
        if drawn < 0.35 and len(sentences) > 1:
            at = self.random.integers(len(sentences))
            return " ".join(sentences[at : at + 1 + (self.random.random() < 0.3)])
        if 0.35 <= drawn < 0.45:
            words, size = text.split(" "), self.random.integers(4, 17)
            at = self.random.integers(max(1, len(words) - size))
            return " ".join(words[at : at + size])
        return text

    def denied(self, text):
        drawn = self.random.random()
        if drawn < 0.12:
            return DENIAL.sub("", text)
        found = list(AUXILIARY.finditer(text)) if drawn < 0.3 else []
        if not found:
            return text
        at = self.one(found).end()
        return text[:at] + self.one(DENIALS) + text[at:]
