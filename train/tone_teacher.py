"""The teacher of tone: all-MiniLM-L6-v2, fine-tuned so that word pieces add up to readers' labels."""

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

import teacher
import tone_texts
from tone_texts import FACET, FACETS, WEIGHT

MASK = 103
"""The word piece that stands for every name, and for pieces hidden in training."""
EASE = 8.0
"""A text's score is what its tokens add, divided by √(their number + EASE)."""
SIZE, EPOCHS, ENCODER_RATE, RATE = 24, 4, 1e-4, 2e-3
PIECES = 200


class Teacher(teacher.Teacher):
    """Each word piece adds one number for all facets together and one for each of them."""

    def __init__(self, folder, feature_sizes):
        super().__init__(folder, feature_sizes)
        del self.heads, self.extra
        self.loss = None
        self.score = nn.Linear(self.word.embedding_dim, 1 + len(FACETS))
        nn.init.normal_(self.score.weight, std=0.02)
        nn.init.zeros_(self.score.bias)
        self.scale = nn.Parameter(torch.ones(len(FACETS)))
        self.shift = nn.Parameter(torch.zeros(len(FACETS)))

    def forward(self, pieces):
        """Scores of texts, [texts, facets], before squashing, and what each piece adds."""
        there = pieces > 0
        if self.training:
            pieces = pieces.masked_fill((torch.rand(pieces.shape) < 0.08) & (pieces >= 999), MASK)
        x = self.word(pieces) + self.position.weight[: pieces.shape[1]]
        x = F.dropout(self.norm(x), self.dropout, self.training)
        for layer in self.layers:
            x = layer(x, there[:, None, None, :])
        inner = there.clone()
        inner[:, 0] = False
        added = self.score(F.dropout(x.float(), self.dropout, self.training)) * inner[..., None]
        total = added.sum(1)
        score = (total[:, :1] + total[:, 1:]) / torch.sqrt(inner.sum(1, keepdim=True) + EASE)
        return score * self.scale + self.shift, added


def tensor(texts, cutter):
    """Word pieces of texts, padded with zeros."""
    cut = []
    for text in texts:
        pieces = [101]  # [CLS]
        for raw, named in zip(text.raw, text.named):
            pieces += [MASK] if named else cutter.of(raw)
        cut.append(pieces[:PIECES])
    out = np.zeros((len(cut), max(map(len, cut))), np.int64)
    for row, pieces in zip(out, cut):
        row[: len(pieces)] = pieces
    return torch.from_numpy(out)


def taught(model, texts, cutter, size=48):
    """The teacher's scores of texts, before squashing."""
    model.eval()
    with torch.autocast("cpu", dtype=torch.bfloat16):
        return tone_texts.by_length(texts, size, lambda batch: model(tensor(batch, cutter))[0])


def fit(model, train, dev, cutter, seed, epochs=EPOCHS):
    """Fine-tunes on the texts that have labels; `nyt_par` repeats `nyt` and is left out.

    Returns the loss and the dev scores of each epoch.
    """
    torch.manual_seed(seed)
    random = np.random.default_rng(seed)
    train = [text for text in train if text.label is not None and text.set != "nyt_par"]
    model.word.weight.requires_grad_(False)
    fresh = ("score", "scale", "shift")
    named = [(name, p) for name, p in model.named_parameters() if p.requires_grad]
    encoder = [p for name, p in named if not name.startswith(fresh)]
    heads = [p for name, p in named if name.startswith(fresh)]
    optimizer = torch.optim.AdamW([{"params": encoder}, {"params": heads}], betas=(0.9, 0.98), weight_decay=0.01)
    steps, step, history = epochs * -(-len(train) // SIZE), 0, []
    for epoch in range(epochs):
        losses = []
        for rows in tone_texts.batches(train, SIZE, random):
            step += 1
            share = min(1, step / (0.08 * steps)) * max(0.02, 1 - step / steps)
            for group, rate in zip(optimizer.param_groups, (ENCODER_RATE, RATE)):
                group["lr"] = rate * share
            model.train()
            texts = [train[i] for i in rows]
            with torch.autocast("cpu", dtype=torch.bfloat16):
                score, added = model(tensor(texts, cutter))
            facet = torch.tensor([FACET[text.set] for text in texts])
            label = torch.tensor([text.label for text in texts])
            weight = torch.tensor([WEIGHT[text.set] for text in texts])
            error = torch.tanh(score[torch.arange(len(texts)), facet]) - label
            loss = (weight * error**2).mean() + 1e-4 * added[..., 1:].square().sum(1).mean()
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(encoder + heads, 1.0)
            optimizer.step()
            losses.append(loss.item())
        found = {"loss": float(np.mean(losses))} | tone_texts.scores(taught(model, dev, cutter)[:, 0], dev)
        history.append(found)
        print(f"teacher, epoch {epoch + 1}:", "  ".join(f"{name} {score:.3f}" for name, score in found.items()), flush=True)
    return history
