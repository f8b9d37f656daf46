"""Articles as paragraphs of tokens, with the tone that readers gave them, if any was asked.

Tokens, and what the tone engine sees of them, come from the `tone` example of
the crate. A sentence or a headline of a set is an article of one paragraph.
"""

import dataclasses
import json
import pathlib
import re
import subprocess

import numpy as np

import data
import gum

FACETS = ("article", "text", "person", "company", "headline", "product")
"""What readers were asked for: how a paragraph of an article sounds, the feeling
of a text, the stance to a person in it, the effect on a company, a headline's
emotion, the verdict on a product."""
FACET = {"field": 0, "nyt": 1, "nyt_par": 1, "newsmtsc_rw": 2, "sentfin": 3, "gne": 4, "affect": 4, "amazon": 5}
"""The facet that each set with labels asked for; the labels of persent are too noisy and are not used."""
STEP = 0.45
"""The score of a paragraph whose label is 1, of −2 to 2."""
ENDS, CLOSING = {".", "!", "?"}, {"”", '"', "’"}
WORD = re.compile(r"\w+")
LONGEST = 400
"""Tokens of a paragraph at most; what follows is left out."""


@dataclasses.dataclass
class Paragraph:
    """A paragraph, and what readers said of it; None where nobody was asked, or the voice is absent."""

    set: str
    text: str
    raw: list
    words: list
    named: np.ndarray
    valence: np.ndarray
    ruled: np.ndarray
    speaks: np.ndarray
    """Which tokens may add to a tone: words that are not names, and emoji with a valence."""
    quoted: np.ndarray
    """Which tokens lie in what a source says."""
    label: float = None
    """-1 to 1, as are the other two."""
    narrator: float = None
    sources: float = None
    mixed: bool = None
    trust: float = 1.0
    """How much the labels count."""
    taught: object = None
    """What the teacher says."""

    def __len__(self):
        return len(self.words)

    def sentences(self):
        """The number of each token's sentence."""
        found, number = np.zeros(len(self), int), 0
        for index in range(1, len(self)):
            ends = self.raw[index - 1] in ENDS and self.raw[index] not in CLOSING
            closes = self.raw[index - 1] in CLOSING and self.raw[max(0, index - 2)] in ENDS
            number += ends or closes
            found[index] = number
        return found


def read(texts, program):
    """The tokens of texts: [start, end, word, whether it is a name, valence, valence by the rules] each."""
    lines = "".join(json.dumps({"id": i, "text": text}) + "\n" for i, text in enumerate(texts))
    out = subprocess.run([program], input=lines.encode(), stdout=subprocess.PIPE, check=True).stdout
    return [json.loads(line)["tokens"] for line in out.decode().splitlines()]


def paragraph(name, text, tokens, quoted=(), **labels):
    """A paragraph of these tokens; `quoted` are spans of the text."""
    tokens = tokens[:LONGEST]
    starts, ends, words, named, valence, ruled = zip(*tokens)
    named, valence = np.array(named, bool), np.array(valence, np.float32)
    letters = np.array([any(c.isalpha() for c in word) for word in words])
    begins = np.array(starts)
    inside = np.zeros(len(tokens), bool)
    for start, end in quoted:
        inside |= (start <= begins) & (begins < end)
    return Paragraph(name, text[starts[0] : ends[-1]], [text[start:end] for start, end in zip(starts, ends)], list(words), named, valence,
                     np.array(ruled, np.float32), (letters | (valence != 0)) & ~named, inside, **labels)


def single(name, records, program):
    """Texts (text, label), each an article of one paragraph."""
    tokens = read([text for text, _ in records], program)
    return [[paragraph(name, text, found, label=label)]
            for (text, label), found in zip(records, tokens, strict=True) if found]


def whole(name, records, program, trust=1.0):
    """Articles {text, attributions, paragraphs}; of the last two, those that there are."""
    found = []
    for record, tokens in zip(records, read([r["text"] for r in records], program), strict=True):
        text = record["text"]
        quoted = [span for row in record.get("attributions", ()) for span in row["content"]]
        article = []
        for part in record.get("paragraphs") or lines(text):
            start, end = part["span"]
            inside = [token for token in tokens if start <= token[0] and token[1] <= end]
            if inside:
                voices = {ours: None if part.get(theirs) is None else part[theirs] * STEP
                          for ours, theirs in (("label", "label"), ("narrator", "narrator"), ("sources", "quoted"))}
                article.append(paragraph(name, text, inside, quoted, mixed=part.get("mixed"), trust=trust, **voices))
        if article:
            found.append(article)
    return found


def lines(text):
    """The spans of a text's lines that are not empty."""
    at = 0
    for line in text.split("\n"):
        if line.strip():
            yield {"span": [at, at + len(line)]}
        at += len(line) + 1


def runs(words, size):
    return {tuple(words[at : at + size]) for at in range(len(words) - size + 1)}


RUN = 9
"""Words in a row that no text without labels may share with a text that figures are measured on."""


def apart(articles, texts):
    """The articles without the paragraphs that share RUN words in a row with one of the texts."""
    taken = set().union(*(runs(WORD.findall(text.lower()), RUN) for text in texts))
    found = ([part for part in article if not runs(WORD.findall(part.text.lower()), RUN) & taken] for article in articles)
    return [article for article in found if article]


QUICK = 0.5
"""How much the labels of articles that were read once and quickly are trusted."""


def corpora(options):
    """Articles of the parts train, dev, and plain, whose tone nobody was asked for."""
    program, found = options.inputs, {"train": [], "dev": [], "plain": []}
    for part in ("train", "dev"):
        for path in sorted(options.sets.glob(f"*.{part}.jsonl.gz")):
            name = path.name.split(".")[0]
            if name in FACET:
                records = [(record["text"], float(record["label"])) for record in data.read_jsonl(path)]
                found[part] += single(name, records, program)
    for file, part, trust in (("train", "train", 1.0), ("polnear", "train", QUICK), ("dev", "dev", 1.0)):
        path = options.field / f"{file}.jsonl.gz"
        found[part] += whole("field", list(data.read_jsonl(path)), program, trust)
    for path in map(pathlib.Path, options.articles):
        records = gum.read(path)[0] if path.name.endswith(".conllu.gz") else data.read_jsonl(path)
        records = [{"text": record["text"]} for record in records]
        found["plain"] += whole("plain", records, program)
    measured = [part.text for article in found["dev"] for part in article]
    for path in options.apart:
        measured += [record["text"] for record in data.read_jsonl(path)]
    found["plain"] = apart(found["plain"], measured)
    return found


def batches(sizes, most, random):
    """Indices of items in batches of similar size, none of more than `most` together with its padding, in random order."""
    order, cut = random.permutation(len(sizes)), []
    for at in range(0, len(order), BLOCK):
        rows = []
        for index in sorted(order[at : at + BLOCK], key=lambda i: sizes[i]):
            if rows and sizes[index] * (len(rows) + 1) > most:
                cut.append(rows)
                rows = []
            rows.append(int(index))
        cut.append(rows)
    return [cut[i] for i in random.permutation(len(cut))]


BLOCK = 1500
"""Items among which those of similar size are looked for."""


def correlation(pairs):
    left, right = map(np.array, zip(*pairs))
    return float(np.corrcoef(left, right)[0, 1])


def area(pairs):
    """The share of pairs of a good and a bad text in which the good one has the higher score."""
    score, label = map(np.array, zip(*pairs))
    good, bad = score[label > 0], score[label < 0]
    return float((good[:, None] > bad).mean() + (good[:, None] == bad).mean() / 2)


def best_f1(score, wanted):
    """The highest F1 with which a threshold of the score finds what is wanted."""
    order = np.argsort(-score)
    right = np.cumsum(wanted[order])
    return float((2 * right / (np.arange(1, len(score) + 1) + max(wanted.sum(), 1))).max())


def scores(found):
    """Figures by set from [(paragraph, score, narrator's score, sources' score, mixed)]: r with the labels, or the
    area under the curve where these are signs only; for the field also r of each voice and the best F1 of mixed."""
    figures = {}
    for name in sorted({part.set for part, *_ in found if part.label is not None}):
        rows = [row for row in found if row[0].set == name]
        pairs = [(row[1], row[0].label) for row in rows]
        signs = {label for _, label in pairs} <= {-1, 0, 1}
        figures[name] = area(pairs) if signs else correlation(pairs)
        if name == "field":
            for column, voice in ((2, "narrator"), (3, "sources")):
                figures[voice] = correlation([(row[column], getattr(row[0], voice)) for row in rows
                                              if getattr(row[0], voice) is not None])
            figures["mixed"] = best_f1(np.array([row[4] for row in rows]), np.array([row[0].mixed for row in rows]))
    return figures
