"""Texts with a reader's tone, and texts without, as tokens.

Tokens and what the tone engine sees of them come from the `tone` example of
the crate.
"""

import dataclasses
import json
import subprocess

import numpy as np
import torch

import data

FACETS = ("text", "person", "company", "headline", "product")
"""What readers were asked for: the feeling of a text, the stance to a person
in it, the effect on a company, a headline's emotion, the verdict on a product."""
FACET = {"nyt": 0, "nyt_par": 0, "newsmtsc_rw": 1, "sentfin": 2, "gne": 3, "amazon": 4}
"""The facet that each set with labels asked for; the labels of persent are too noisy and are not used."""
WEIGHT = {"nyt": 6.0, "nyt_par": 6.0, "newsmtsc_rw": 0.7, "sentfin": 0.7, "gne": 0.7, "amazon": 1.0}
"""The weight of an error in each set: labels of nyt are means of many raters, and small."""
LONGEST = 160
"""Tokens of a text at most; longer texts are left out."""


@dataclasses.dataclass
class Text:
    set: str
    label: float
    """-1 to 1; None: no reader was asked."""
    raw: list
    words: list
    named: np.ndarray
    valence: np.ndarray
    ruled: np.ndarray
    speaks: np.ndarray
    """Which tokens may add to a tone: words that are not names, and emoji with a valence."""

    def __len__(self):
        return len(self.words)


def read(records, program):
    """Records (set, text, label) as Texts."""
    lines = "".join(json.dumps({"id": i, "text": text}) + "\n" for i, (_, text, _) in enumerate(records))
    out = subprocess.run([program], input=lines.encode(), stdout=subprocess.PIPE, check=True).stdout
    found = []
    for (name, text, label), line in zip(records, out.decode().splitlines(), strict=True):
        tokens = json.loads(line)["tokens"]
        if not 0 < len(tokens) <= LONGEST:
            continue
        starts, ends, words, named, valence, ruled = zip(*tokens)
        named, valence = np.array(named, bool), np.array(valence, np.float32)
        letters = np.array([any(c.isalpha() for c in word) for word in words])
        found.append(Text(name, label, [text[s:e] for s, e in zip(starts, ends)], list(words), named, valence,
                          np.array(ruled, np.float32), (letters | (valence != 0)) & ~named))
    return found


def corpora(folder, articles, program):
    """The train and dev parts of the sets in `folder`, and the paragraphs of `articles`, whose tone nobody was asked for."""
    records = {"train": [], "dev": []}
    for part, found in records.items():
        for path in sorted(folder.glob(f"*.{part}.jsonl.gz")):
            name = path.name.split(".")[0]
            for record in data.read_jsonl(path):
                asked = part == "dev" or name in FACET
                found.append((name, record["text"], float(record["label"]) if asked else None))
    for path in articles:
        for article in data.read_jsonl(path):
            paragraphs = (paragraph.strip() for paragraph in article["text"].split("\n"))
            records["train"] += [("articles", p, None) for p in paragraphs if 4 <= len(p.split()) <= 140]
    return {part: read(found, program) for part, found in records.items()}


def batches(texts, size, random):
    """Indices of texts in batches of similar length, in random order."""
    order = random.permutation(len(texts))
    blocks = [sorted(order[at : at + 20 * size], key=lambda i: len(texts[i])) for at in range(0, len(order), 20 * size)]
    cut = [block[at : at + size] for block in blocks for at in range(0, len(block), size)]
    return [cut[i] for i in random.permutation(len(cut))]


@torch.no_grad()
def by_length(texts, size, function):
    """What a function of batches returns for each text, [texts, facets]; texts of similar length share a batch."""
    out = np.zeros((len(texts), len(FACETS)), np.float32)
    order = sorted(range(len(texts)), key=lambda i: len(texts[i]))
    for at in range(0, len(order), size):
        rows = order[at : at + size]
        out[rows] = function([texts[i] for i in rows]).float().numpy()
    return out


def scores(predicted, texts):
    """For each set, Pearson's r with the labels, or the area under the curve where these are signs only."""
    found = {}
    for name in sorted({text.set for text in texts}):
        rows = [i for i, text in enumerate(texts) if text.set == name]
        score, label = predicted[rows], np.array([texts[i].label for i in rows])
        if set(label) <= {-1, 0, 1}:
            good, bad = score[label > 0], score[label < 0]
            found[name] = (good[:, None] > bad).mean() + (good[:, None] == bad).mean() / 2
        else:
            found[name] = np.corrcoef(score, label)[0, 1]
    return found
