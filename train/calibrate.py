"""Fits, on dev, what turns the network's probabilities into a confidence.

An attribution's confidence is the probability that its content is right: a
logistic function of √(1 − p) for four probabilities p. Whether its speaker is
right is another question, which the program answers (`src/people`). Two more
numbers are chosen for the best F1: what is added to the scores of labels
that begin a span, which trades missed attributions for false ones, and the
confidence below which an attribution is left out.
"""

import numpy as np
import torch

import decode
import score
from data import chunks

BEGIN = np.arange(0.0, 1.01, 0.125)


def fitted(model, documents, prepare):
    """(what to add to the scores of labels that begin a span, [four weights, bias, least confidence]).

    A network that finds nothing at all has no confidence: all are zeros.
    """
    rows = [(d, start, end) for d in documents for start, end in chunks(d)]
    best = None
    for begin in BEGIN:
        found = decode.read(model, rows, prepare, begin=float(begin))
        evidence, right = judged(documents, found)
        if not len(right):
            continue
        weights = logistic(evidence, right)
        confidence = 1 / (1 + np.exp(-(evidence @ weights[:-1] + weights[-1])))
        least, f1 = threshold(confidence, right, sum(len(d.attributions) for d in documents))
        print(f"begin {begin:+.3f}: F1 {f1:.2f} leaving out what is below {least:.2f}", flush=True)
        if best is None or f1 > best[0]:
            best = f1, float(begin), [*map(float, weights), least], confidence, right
    if best is None:
        print("nothing was found on dev, so nothing is calibrated")
        return 0.0, [0.0] * 6
    f1, begin, calibration, confidence, right = best
    print(f"chosen: begin {begin:+.3f}, F1 {f1:.2f}, calibration {calibration}")
    for low in np.arange(0, 1, 0.1):
        inside = (confidence >= low) & (confidence < low + 0.1)
        if inside.any():
            print(f"  confidence {low:.1f} to {low + 0.1:.1f}: {inside.sum()} attributions, "
                  f"{100 * right[inside].mean():.0f} % right")
    return begin, calibration


def judged(documents, found):
    """√(1 − p) for the evidence of all attributions, and whether their content is right."""
    evidence, right = [], []
    for document in documents:
        predicted = found[document.name]
        hits = {p for _, p in score.matched(document.attributions, predicted)}
        evidence += [attribution[3] for attribution in predicted]
        right += [p in hits for p in range(len(predicted))]
    return np.sqrt(np.clip(1 - np.array(evidence), 0, 1)), np.array(right)


def logistic(evidence, right, decay=1e-3, steps=300):
    """Weights and bias of a logistic regression."""
    x = torch.tensor(np.hstack([evidence, np.ones((len(evidence), 1))]), dtype=torch.float64)
    y = torch.tensor(right, dtype=torch.float64)
    weights = torch.zeros(x.shape[1], dtype=torch.float64, requires_grad=True)
    optimizer = torch.optim.LBFGS([weights], max_iter=steps)

    def loss():
        optimizer.zero_grad()
        value = torch.nn.functional.binary_cross_entropy_with_logits(x @ weights, y) + decay * weights.square().sum()
        value.backward()
        return value

    optimizer.step(loss)
    return weights.detach().numpy()


def threshold(confidence, right, gold):
    """The confidence below which leaving out gives the best F1, and that F1 in per cent."""
    order = np.argsort(-confidence)
    hits = np.cumsum(right[order])
    f1 = 200 * hits / (np.arange(1, len(order) + 1) + gold)
    best = int(f1.argmax())
    return float(confidence[order[best]]), float(f1[best])
