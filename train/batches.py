"""Chunks of documents as tensors."""

import dataclasses

import numpy as np
import torch

from data import IGNORE, LABELS, labels

CUES, PIECES, SOURCES = 32, 44, 32
"""Spans of each role in a chunk at most; the corpora have no more."""
NOBODY, NO_CUE = SOURCES, CUES
"""The choice of a cue without a source, and of a piece of content without a cue."""


@dataclasses.dataclass
class Teaching:
    """What a teacher says about a document, in addition to a person's labels or instead of them."""

    unary: np.ndarray
    """Probability of each label, [tokens, labels]."""
    pairs: np.ndarray
    """Probability of the labels of each token and the next, [tokens, labels, labels]."""


def inside(span, start, end):
    return span is not None and start <= span[0] and span[1] <= end


def local(span, start):
    """First and last token, counted from the chunk's start."""
    return span[0] - start, span[1] - 1 - start


@dataclasses.dataclass
class ChunkLinks:
    """Spans of a chunk by their first and last token, and their links."""

    cues: list = dataclasses.field(default_factory=list)
    pieces: list = dataclasses.field(default_factory=list)
    sources: list = dataclasses.field(default_factory=list)
    cue_of_piece: list = dataclasses.field(default_factory=list)
    """The index of the cue, or NO_CUE."""
    source_of_cue: list = dataclasses.field(default_factory=list)
    """The index of the source, or NOBODY; IGNORE if it is outside the chunk."""
    thoughts: list = dataclasses.field(default_factory=list)
    """For each cue 1 if it is one of a thought, 0 if of what is said, IGNORE if unknown."""


def chunk_links(document, start, end):
    thoughts = document.thoughts or [IGNORE] * len(document.attributions)
    rows = list(zip(document.attributions, thoughts))
    known = [(a, thought) for a, thought in rows if inside(a[1], start, end)][:CUES]
    sources = sorted({a[0] for a, _ in known if inside(a[0], start, end)})[:SOURCES]
    found = ChunkLinks(sources=[local(source, start) for source in sources])

    def add(content, cue):
        for piece in content:
            if inside(piece, start, end) and len(found.pieces) < PIECES:
                found.pieces.append(local(piece, start))
                found.cue_of_piece.append(cue)

    for index, ((source, cue, content), thought) in enumerate(known):
        found.cues.append(local(cue, start))
        found.source_of_cue.append(NOBODY if source is None else sources.index(source) if source in sources else IGNORE)
        found.thoughts.append(int(thought))
        add(content, index)
    for (_, cue, content), _ in rows:
        if cue is None:
            add(content, NO_CUE)
    return found


def one_hot(label):
    """Marginals of a certain sequence of labels."""
    unary = np.eye(len(LABELS), dtype=np.float32)[label]
    return unary, unary[:-1, :, None] * unary[1:, None, :]


def batch(rows, helper_columns=0, taught=None, trust=0.0):
    """Tensors for chunks [(document, start, end)], as long as the longest of them.

    With `taught`, a Teaching by document name, the distribution of labels is a
    mixture: the teacher's share is `trust`, or all if no person annotated the
    document.
    """
    count, length = len(rows), max(end - start for _, start, end in rows)
    out = {
        "mask": np.zeros((count, length), bool),
        "sentence": np.zeros((count, length), np.int64),
        "features": np.zeros((count, length, rows[0][0].features.shape[1]), np.int64),
        "unary": np.zeros((count, length, len(LABELS)), np.float32),
        "pairs": np.zeros((count, length - 1, len(LABELS), len(LABELS)), np.float32),
        "cues": np.full((count, CUES, 2), -1), "pieces": np.full((count, PIECES, 2), -1),
        "sources": np.full((count, SOURCES, 2), -1),
        "cue_of_piece": np.zeros((count, PIECES, CUES + 1), np.float32),
        "source_of_cue": np.zeros((count, CUES, SOURCES + 1), np.float32),
        "thoughts": np.full((count, CUES), IGNORE),
        "convention": np.array([document.convention for document, _, _ in rows]),
        "helpers": np.full((count, length, helper_columns), IGNORE),
    }
    for row, (document, start, end) in enumerate(rows):
        n = end - start
        out["mask"][row, :n] = True
        out["sentence"][row, :n] = document.sentence[start:end] - document.sentence[start]
        out["features"][row, :n] = document.features[start:end]
        if helper_columns and document.helpers is not None:
            out["helpers"][row, :n] = document.helpers[start:end]
        if document.attributions is not None:
            unary, pairs = one_hot(labels(document)[start:end])
            if taught and document.name in taught:
                teaching = taught[document.name]
                part = 1.0 if document.taught else trust
                unary = (1 - part) * unary + part * teaching.unary[start:end]
                pairs = (1 - part) * pairs + part * teaching.pairs[start : end - 1]
            out["unary"][row, :n], out["pairs"][row, : n - 1] = unary, pairs
            links = chunk_links(document, start, end)
            for name in ("cues", "pieces", "sources"):
                if spans := getattr(links, name):
                    out[name][row, : len(spans)] = spans
            out["thoughts"][row, : len(links.thoughts)] = links.thoughts
            for index, cue in enumerate(links.cue_of_piece):
                out["cue_of_piece"][row, index, cue] = 1
            for index, source in enumerate(links.source_of_cue):
                if source != IGNORE:
                    out["source_of_cue"][row, index, source] = 1
    return {name: torch.from_numpy(values) for name, values in out.items()}
