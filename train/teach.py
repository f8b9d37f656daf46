"""What a teacher says about texts, for the small network to learn from."""

import dataclasses

import numpy as np
import torch

import decode
from batches import Teaching
from data import LABELS, chunks
from heads import marginals


def read(model, documents, prepare, size=16):
    """Label distributions by document name; documents without annotations get the teacher's.

    Returns the texts that nobody annotated, now with the teacher's attributions, and a
    Teaching for each document of all.
    """
    rows = [(d, start, end) for d in documents for start, end in chunks(d)]
    rows.sort(key=lambda row: row[2] - row[1])
    unary = {d.name: np.zeros((len(d), len(LABELS)), np.float16) for d in documents}
    pairs = {d.name: np.zeros((len(d), len(LABELS), len(LABELS)), np.float16) for d in documents}
    model.eval()
    table = model.heads.roles.chain().detach()
    for at in range(0, len(rows), size):
        part = rows[at : at + size]
        tensors = prepare(part)
        with torch.no_grad():
            emissions = model.heads.roles.emit(model(tensors))
        one, two = (m.numpy() for m in marginals(emissions, table, tensors["mask"]))
        for row, (document, start, end) in enumerate(part):
            unary[document.name][start:end] = one[row, : end - start]
            pairs[document.name][start : end - 1] = two[row, : end - start - 1]
        print(f"\rteacher reads: {at + len(part)} of {len(rows)} chunks", end="", flush=True)
    print()
    for d in documents:
        u, p = unary[d.name].astype(np.float32), pairs[d.name]
        # Nothing is known about the pair of tokens where two chunks meet: take them as independent.
        for _, end in chunks(d):
            if end < len(d):
                p[end - 1] = u[end - 1][:, None] * u[end][None]
    plain = [d for d in documents if d.attributions is None]
    found = decode.read(model, [(d, s, e) for d in plain for s, e in chunks(d)], prepare) if plain else {}
    told = [dataclasses.replace(d, attributions=[a[:3] for a in found[d.name]], taught=True,
                                thoughts=None if model.heads.thought is None else [a[4] > 0.5 for a in found[d.name]])
            for d in plain]
    return told, {d.name: Teaching(unary[d.name], pairs[d.name]) for d in documents}
