"""From the network's scores to attributions: Viterbi, spans, links."""

import jax
import numpy as np

import network
from data import CUES, LABELS, PIECES, SOURCES

FORBIDDEN = -1e9
BATCH = 32


def allowed():
    """I-x may follow B-x and I-x only."""
    table = np.zeros((len(LABELS), len(LABELS)))
    for before in range(len(LABELS)):
        for inside in (2, 4, 6):
            if before not in (inside - 1, inside):
                table[before, inside] = FORBIDDEN
    return table


def viterbi(emissions, transitions):
    score = emissions[0].copy()
    score[[2, 4, 6]] = FORBIDDEN
    back = []
    for emission in emissions[1:]:
        paths = score[:, None] + transitions
        back.append(paths.argmax(0))
        score = paths.max(0) + emission
    labels = [int(score.argmax())]
    for step in reversed(back):
        labels.append(int(step[labels[-1]]))
    return labels[::-1]


def spans(labels):
    """First and last token of each span, by the label that opens it."""
    found, at = {1: [], 3: [], 5: []}, 0
    while at < len(labels):
        end = at
        if labels[at] in found:
            while end + 1 < len(labels) and labels[end + 1] == labels[at] + 1:
                end += 1
            found[labels[at]].append((at, end))
        at = end + 1
    return found


@jax.jit
def forward(params, vectors, batch):
    states, _ = network.encode(params, vectors, batch)
    return states, states @ params["roles"][0] + params["roles"][1]


link_scores = jax.jit(network.link_scores)


def attributions(params, vectors, arrays, meta):
    """By document: (source, cue, pieces), each a range of tokens or None."""
    transitions = np.asarray(params["transitions"]) + allowed()
    found = {}
    for start in range(0, len(meta), BATCH):
        # The last batch is filled up, so that one compiled program serves all.
        rows = np.minimum(np.arange(start, start + BATCH), len(meta) - 1)
        batch = {name: values[rows] for name, values in arrays.items()}
        states, emissions = forward(params, vectors, batch)
        emissions, lengths = np.asarray(emissions), batch["mask"].sum(1)
        found_spans = [spans(viterbi(e[:n], transitions)) for e, n in zip(emissions, lengths)]
        for name, label, most in (("cues", 3, CUES), ("pieces", 5, PIECES), ("sources", 1, SOURCES)):
            table = np.full((BATCH, most, 2), -1, np.int32)
            for row, by_label in enumerate(found_spans):
                for index, span in enumerate(by_label[label][:most]):
                    table[row, index] = span
            batch[name] = table
        of_piece, of_cue = (np.asarray(s) for s in link_scores(params, states, batch))
        for row in range(min(BATCH, len(meta) - start)):
            document, first, _ = meta[start + row]
            shift = lambda span: (first + span[0], first + span[1] + 1)
            by_label = found_spans[row]
            groups = {}
            for index, piece in enumerate(by_label[5][:PIECES]):
                groups.setdefault(int(of_piece[row, index].argmax()) if by_label[3] else None, []).append(shift(piece))
            for cue, pieces in groups.items():
                source = None
                if cue is not None:
                    choice = int(of_cue[row, cue].argmax())
                    source = shift(by_label[1][choice]) if choice < len(by_label[1]) else None
                cue = shift(by_label[3][cue]) if cue is not None else None
                found.setdefault(document, []).append((source, cue, pieces))
    return found
