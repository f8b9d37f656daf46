"""The training loop that teacher and student share."""

import collections
import json
import math
import time

import numpy as np
import torch

import decode
import score
from data import chunks


POOL = 16
"""Batches whose chunks are sorted by length, so that little is padded."""
SAVED = 100
"""Steps after which the state of the training is kept."""


def dev_scores(model, documents, prepare):
    rows = [(d, start, end) for d in documents for start, end in chunks(d)]
    return score.scores(documents, decode.read(model, rows, prepare))


def epoch_batches(documents, size, seed):
    """Chunks of all documents, cut at other places in each epoch, in batches of similar length in random order."""
    random = np.random.default_rng(seed)
    rows = [(d, s, e) for d in documents for _ in range(d.times) for s, e in chunks(d, int(random.integers(0, 128)))]
    order = random.permutation(len(rows))
    found = []
    for pool in (order[at : at + POOL * size] for at in range(0, len(order), POOL * size)):
        alike = sorted(pool, key=lambda row: rows[row][2] - rows[row][1])
        found += [[rows[row] for row in alike[at : at + size]] for at in range(0, len(alike), size)]
    return [found[index] for index in random.permutation(len(found))]


def schedule(step, steps, warm_up):
    """Share of the full learning rate: it rises in a line, then falls along half a cosine to a fiftieth."""
    if step < warm_up:
        return (step + 1) / warm_up
    return 0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * (step - warm_up) / max(1, steps - warm_up)))


class Averaged:
    """An exponential average of a model's parameters."""

    def __init__(self, model, decay):
        self.decay, self.steps = decay, 0
        self.values = {name: value.detach().clone() for name, value in model.state_dict().items()}

    def update(self, model):
        self.steps += 1
        keep = min(self.decay, (1 + self.steps) / (10 + self.steps))
        for name, value in model.named_parameters():
            if value.requires_grad:
                self.values[name].lerp_(value.detach(), 1 - keep)


def fit(model, groups, documents, dev, prepare_train, prepare, out, *, epochs, size, seed, average=0.998, warm_up=0.06,
        each_step=lambda share: None):
    """Trains; returns the averaged weights. Continues from `out`, also within an epoch, if an earlier run stopped.

    Beside `out`, a JSON file has the losses and the dev scores of each epoch.
    """
    partial = out.with_suffix(".partial")

    def save(epoch, index, losses):
        torch.save({"model": model.state_dict(), "optimizer": optimizer.state_dict(), "average": averaged.values,
                    "steps": averaged.steps, "epoch": epoch, "index": index, "losses": losses, "history": history}, partial)
        partial.replace(out)

    torch.manual_seed(seed)
    optimizer = torch.optim.AdamW(groups, betas=(0.9, 0.98), fused=True)
    full = [group["lr"] for group in optimizer.param_groups]
    averaged, first, at, losses, history = Averaged(model, average), 0, 0, collections.Counter(), []
    if out.exists():
        state = torch.load(out, weights_only=False)
        model.load_state_dict(state["model"])
        optimizer.load_state_dict(state["optimizer"])
        averaged.values, averaged.steps, first = state["average"], state["steps"], state["epoch"]
        at, losses, history = state["index"], state["losses"], state["history"]
    steps = epochs * -(-sum(d.times for d in documents for _ in chunks(d)) // size)
    for epoch in range(first, epochs):
        torch.manual_seed(seed * 1000 + epoch)
        began, before = time.time(), at
        rows = epoch_batches(documents, size, [seed, epoch])
        count = len(rows)
        for index in range(at, count):
            share = min(1.0, (epoch + index / count) / epochs)
            each_step(share)
            tensors = prepare_train(rows[index])
            for group, rate in zip(optimizer.param_groups, full):
                group["lr"] = rate * schedule(int(share * steps), steps, int(warm_up * steps))
            model.train()
            optimizer.zero_grad(set_to_none=True)
            states = model(tensors)
            total, parts = model.loss(states, tensors)
            total.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            averaged.update(model)
            losses.update(parts)
            if index % 20 == 19:
                each = (time.time() - began) / (index + 1 - before)
                shown = "  ".join(f"{name} {value / (index + 1):.3f}" for name, value in losses.items())
                print(f"\repoch {epoch + 1} of {epochs}: {index + 1} of {count}, {each:.2f} s each  {shown}",
                      end="", flush=True)
            if index % SAVED == SAVED - 1:
                save(epoch, index + 1, losses)
        kept = {name: value.clone() for name, value in model.state_dict().items()}
        model.load_state_dict(averaged.values)
        shown = {name: value / count for name, value in losses.items()} | dev_scores(model, dev, prepare)
        history.append(shown)
        line = "  ".join(f"{name} {value:.3f}" for name, value in shown.items())
        print(f"\repoch {epoch + 1} of {epochs}: {time.time() - began:.0f} s  {line}" + " " * 30, flush=True)
        model.load_state_dict(kept)
        at, losses = 0, collections.Counter()
        save(epoch + 1, at, losses)
        out.with_suffix(".json").write_text(json.dumps(history, indent=1) + "\n")
    return averaged.values
