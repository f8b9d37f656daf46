"""From scores to attributions: Viterbi, spans, links."""

import numpy as np
import torch

from batches import CUES, NO_CUE, PIECES, SOURCES
from data import FEATURES, LABELS
from heads import FORBIDDEN, first_labels, marginals


STATEMENT_WORDS = 6
"""As in `src/quotes`: a quotation of this many words or more that ends in punctuation is content."""
CONTENT = np.array([label.endswith("content") for label in LABELS])
BEGINS = [index for index, label in enumerate(LABELS) if label.startswith("B-")]
GOES_ON = np.array([label.startswith("I-") for label in LABELS])
STARTS, SAID, OF_ONE_PIECE = 1, 2, 4
"""What may be certain of a token: it starts a paragraph, it is content, it is content if the token before it is."""


def certainties(document, start, end):
    """For each token of a chunk, the sum of STARTS, SAID and OF_ONE_PIECE where they hold."""
    paragraph = document.paragraph[start:end]
    certain = np.where(np.concatenate([[True], paragraph[1:] != paragraph[:-1]]), STARTS, 0)
    state = document.features[start:end, FEATURES.index("quotation")]
    for first in np.flatnonzero(state == 1):
        closing = first + int(np.argmax(state[first:] == 3))
        if state[closing] != 3:
            continue
        certain[first + 1 : closing + 1] = OF_ONE_PIECE
        raw = document.raw[start + first : start + closing + 2]
        words = sum(any(c.isalnum() for c in word) for word in raw[1 : closing - first])
        last, after = raw[closing - first - 1], raw[closing - first + 1 :]
        if words >= STATEMENT_WORDS and (last[-1] in ",.!?—…" or after == [","]):
            certain[first] |= SAID
    return certain


def tables(chain):
    """The chain's scores for each of these sums."""
    found = []
    for certain in range(8):
        table = np.array(chain)
        if certain & STARTS:
            table[:, GOES_ON] = FORBIDDEN
        if certain & SAID:
            table[:, ~CONTENT] = FORBIDDEN
        if certain & OF_ONE_PIECE:
            table[CONTENT[None, :] != CONTENT[:, None]] = FORBIDDEN
            table[:, LABELS.index("B-content")] = FORBIDDEN
        found.append(table)
    return found


def viterbi(emissions, table, certain):
    """The best sequence of labels; arrays [T, L], [L, L] and [T]."""
    score = emissions[0] + first_labels(torch.zeros(1)).numpy()
    if certain[0] & SAID:
        score = np.where(CONTENT, score, FORBIDDEN)
    back, choices = [], tables(table)
    for emission, sure in zip(emissions[1:], certain[1:]):
        paths = score[:, None] + choices[sure]
        back.append(paths.argmax(0))
        score = paths.max(0) + emission
    best = [int(score.argmax())]
    for step in reversed(back):
        best.append(int(step[best[-1]]))
    return best[::-1]


def spans(sequence):
    """First and last token of each span of each role, in three lists."""
    found, at = ([], [], []), 0
    while at < len(sequence):
        end = at
        if sequence[at] % 2 == 1:
            while end + 1 < len(sequence) and sequence[end + 1] == sequence[at] + 1:
                end += 1
            found[sequence[at] // 2].append((at, end))
        at = end + 1
    return found


def read(model, rows, prepare, size=16, begin=0.0):
    """Attributions by document name, [(source, cue, pieces, evidence, probability that it is a thought or None)].

    `prepare` turns chunks into tensors. `begin` is added to the scores of labels that begin a span.
    The evidence is four probabilities, as `src/model` has them.
    """
    model.eval()
    found = {row[0].name: [] for row in rows}
    order = sorted(range(len(rows)), key=lambda r: rows[r][2] - rows[r][1])
    results = [None] * len(rows)
    with torch.no_grad():
        chain = model.heads.roles.chain()
        choices = torch.from_numpy(np.stack(tables(chain.numpy()))).float()
        for at in range(0, len(order), size):
            part = order[at : at + size]
            tensors = prepare([rows[r] for r in part])
            states = model(tensors)
            emissions = model.heads.roles.emit(states).float()
            emissions[..., BEGINS] += begin
            certain = torch.zeros(emissions.shape[:2], dtype=torch.long)
            for index, r in enumerate(part):
                certain[index, : rows[r][2] - rows[r][1]] = torch.from_numpy(certainties(*rows[r]))
            likely, _ = marginals(emissions, choices[certain[:, 1:]], tensors["mask"])
            by_row = []
            for index, r in enumerate(part):
                n = rows[r][2] - rows[r][1]
                by_row.append(spans(viterbi(emissions[index, :n].numpy(), chain.numpy(), certain[index, :n].numpy())))
            of_piece, of_cue = linked(model, states, tensors, by_row)
            thoughts = thought_of(model, states, tensors)
            for index, r in enumerate(part):
                results[r] = attributions(by_row[index], of_piece[index], of_cue[index], likely[index], rows[r][1],
                                          thoughts[index])
    for row, result in zip(rows, results):
        found[row[0].name] += result
    return found


def linked(model, states, tensors, by_row):
    """Probabilities of links between found spans."""
    for role, (name, most) in enumerate((("sources", SOURCES), ("cues", CUES), ("pieces", PIECES))):
        ends = np.full((len(by_row), most, 2), -1)
        for row, found in enumerate(by_row):
            if found[role]:
                ends[row, : len(found[role])] = found[role][:most]
        tensors[name] = torch.from_numpy(ends)
    return (torch.softmax(scores.float(), -1).numpy() for scores in model.heads.links(states, tensors))


def thought_of(model, states, tensors):
    """Probabilities that cues are those of thoughts, by row; None if the model does not know."""
    if model.heads.thought is None:
        return [None] * len(states)
    return torch.sigmoid(model.heads.thoughts(states, tensors["cues"]).float()).numpy()


def attributions(found, of_piece, of_cue, likely, start, thoughts=None):
    """Joins the spans of one chunk; `likely` are the labels' probabilities, `thoughts` the cues'.

    A piece without a cue is said, not thought, and an attribution by itself.
    """
    shift = lambda span: (start + span[0], start + span[1] + 1)
    content_labels = np.flatnonzero(CONTENT)

    def said(pieces):
        tokens = [t for first, last in pieces for t in range(first, last + 1)]
        return float(likely[tokens][:, content_labels].sum(1).mean())

    sources, cues, pieces = found
    alone = lambda piece, likely: (None, None, [shift(piece)], (said([piece]), likely, 0.0, 0.0), 0.0)
    if not cues:
        return [alone(piece, 1.0) for piece in pieces]
    groups, out = {}, []
    for index, piece in enumerate(pieces[:PIECES]):
        cue = int(of_piece[index].argmax())
        if cue == NO_CUE:
            out.append(alone(piece, float(of_piece[index][cue])))
        else:
            groups.setdefault(cue, []).append((piece, float(of_piece[index][cue])))
    for cue, members in groups.items():
        content = [piece for piece, _ in members]
        choice = int(of_cue[cue].argmax())
        source = shift(sources[choice]) if choice < len(sources) else None
        evidence = (said(content), min(p for _, p in members),
                    float(likely[cues[cue][0], LABELS.index("B-cue")]), float(of_cue[cue][choice]))
        thought = None if thoughts is None else float(thoughts[cue])
        out.append((source, shift(cues[cue]), [shift(piece) for piece in content], evidence, thought))
    return out
