"""Chunks of documents as tensors."""

import dataclasses

import numpy as np
import torch

from data import IGNORE, LABELS, LENGTH, labels

CUES, PIECES, SOURCES = 32, 44, 32
"""Spans of each role in a chunk at most; the corpora have no more."""
NOBODY = SOURCES


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


def chunk_links(document, start, end):
    """Spans of a chunk and their links: (cues, pieces, sources, cue_of_piece, source_of_cue)."""
    known = [a for a in document.attributions if inside(a[1], start, end)][:CUES]
    sources = sorted({a[0] for a in known if inside(a[0], start, end)})[:SOURCES]
    cues, pieces, cue_of_piece, source_of_cue = [], [], [], []
    for index, (source, cue, content) in enumerate(known):
        cues.append(local(cue, start))
        source_of_cue.append(NOBODY if source is None else sources.index(source) if source in sources else IGNORE)
        for piece in content:
            if inside(piece, start, end) and len(pieces) < PIECES:
                pieces.append(local(piece, start))
                cue_of_piece.append(index)
    return cues, pieces, [local(s, start) for s in sources], cue_of_piece, source_of_cue


def one_hot(label):
    """Marginals of a certain sequence of labels."""
    unary = np.eye(len(LABELS), dtype=np.float32)[label]
    return unary, unary[:-1, :, None] * unary[1:, None, :]


def batch(rows, helper_columns=0, taught=None, trust=0.0):
    """Tensors for chunks [(document, start, end)].

    With `taught`, a Teaching by document name, the distribution of labels is a
    mixture: the teacher's share is `trust`, or all if no person annotated the
    document.
    """
    count = len(rows)
    out = {
        "mask": np.zeros((count, LENGTH), bool),
        "sentence": np.zeros((count, LENGTH), np.int64),
        "features": np.zeros((count, LENGTH, rows[0][0].features.shape[1]), np.int64),
        "unary": np.zeros((count, LENGTH, len(LABELS)), np.float32),
        "pairs": np.zeros((count, LENGTH - 1, len(LABELS), len(LABELS)), np.float32),
        "cues": np.full((count, CUES, 2), -1), "pieces": np.full((count, PIECES, 2), -1),
        "sources": np.full((count, SOURCES, 2), -1),
        "cue_of_piece": np.zeros((count, PIECES, CUES), np.float32),
        "source_of_cue": np.zeros((count, CUES, SOURCES + 1), np.float32),
        "helpers": np.full((count, LENGTH, helper_columns), IGNORE),
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
            cues, pieces, sources, cue_of_piece, source_of_cue = chunk_links(document, start, end)
            for name, spans in (("cues", cues), ("pieces", pieces), ("sources", sources)):
                if spans:
                    out[name][row, : len(spans)] = spans
            for index, cue in enumerate(cue_of_piece):
                out["cue_of_piece"][row, index, cue] = 1
            for index, source in enumerate(source_of_cue):
                if source != IGNORE:
                    out["source_of_cue"][row, index, source] = 1
    return {name: torch.from_numpy(values) for name, values in out.items()}
