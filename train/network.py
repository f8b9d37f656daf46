"""The network that the page runs: a small encoder, heads for roles, links and helpers.

Eight layers of width WIDTH. The number after a layer's kind is its distance: a
layer looks at a token and at those this many before and after it, with 0 at
the token alone; without a number it is 1. A second number says how many numbers
of a neighbour's state it looks at, those in the middle, instead of all. A
convolution adds what it makes of them; a recurrence carries it along the text,
half of its numbers forward and half backward, so that the middle of a state has
some of both. Both map what they look at to 2 × WIDTH numbers.

Where two conventions are learned, a vector of the document's is added to what
the first layer gets. The weights file has the field's added to the bias of the
input, so the page's engine knows nothing of conventions.
"""

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

import batches
from data import CONVENTIONS, FEATURES, HELPERS, IGNORE
from heads import Heads

WIDTH = 128
LAYERS = ("conv 1 48", "recur 0") * 4
HELPER_LAYER = 4
EMBEDDED = {"common": 24, "prefix": 20, "suffix": 24, "shape": 12, "quotation": 8, "place": 6}
"""Numbers for each value of a feature; `common` stands for the COMMON most frequent words."""
COMMON = 4096
WEIGHT_LEVELS, EMBEDDING_LEVELS = 15, 7
"""Weights are whole numbers up to these either way, times a factor per row: 31 and 15 values."""


def rounded(weight, levels):
    """Each row in whole multiples of its largest number over `levels`; gradients pass through unchanged."""
    scale = weight.detach().abs().amax(-1, keepdim=True).clamp(min=1e-8) / levels
    return weight + (torch.round(weight / scale) * scale - weight).detach()


class Rounded(nn.Linear):
    """A linear map whose weights are rounded once `rounds` is set."""

    rounds = False

    def forward(self, x):
        weight = rounded(self.weight, WEIGHT_LEVELS) if self.rounds else self.weight
        return F.linear(x, weight, self.bias)


class RoundedEmbedding(nn.Embedding):
    rounds = False

    def forward(self, index):
        return F.embedding(index, rounded(self.weight, EMBEDDING_LEVELS) if self.rounds else self.weight)


class Recurrence(torch.autograd.Function):
    """h[t] = keep[t] · h[t-1] + new[t] along the first axis."""

    @staticmethod
    def forward(context, keep, new):
        states = torch.empty_like(new)
        states[0] = new[0]
        for t in range(1, len(new)):
            torch.addcmul(new[t], keep[t], states[t - 1], out=states[t])
        context.save_for_backward(keep, states)
        return states

    @staticmethod
    def backward(context, gradient):
        keep, states = context.saved_tensors
        total = gradient.contiguous().clone()
        for t in range(len(total) - 2, -1, -1):
            total[t].addcmul_(keep[t + 1], total[t + 1])
        of_keep = torch.zeros_like(keep)
        of_keep[1:] = total[1:] * states[:-1]
        return of_keep, total


class Layer(nn.Module):
    def __init__(self, kind, width=WIDTH):
        super().__init__()
        self.width = width
        self.kind, *numbers = kind.split()
        self.dilation, self.seen = [*map(int, numbers), *(1, width)[len(numbers):]]
        inputs = width + (2 * self.seen if self.dilation else 0)
        self.gain = nn.Parameter(torch.ones(width))
        self.map = Rounded(inputs, 2 * width)
        nn.init.normal_(self.map.weight, std=inputs**-0.5)
        nn.init.zeros_(self.map.bias)
        if self.kind == "recur":
            # Memories of different lengths: gates start between a half and 0.95.
            half = torch.linspace(0, 3, width // 2)
            self.map.bias.data[width:] = torch.cat([half, half])

    def kept(self, gate, mask):
        """The share of a memory that each token keeps; outside the text nothing is new and nothing is forgotten."""
        return torch.where(mask > 0, gate, 1.0)

    def forward(self, x, mask, dropout):
        y = x * torch.rsqrt(x.square().mean(-1, keepdim=True) + 1e-6) * self.gain * mask
        y = F.dropout(y, dropout, self.training)
        d = self.dilation
        if d:
            start = (self.width - self.seen) // 2
            middle = y[..., start : start + self.seen]
            y = torch.cat([F.pad(middle, (0, 0, d, 0))[:, :-d], y, F.pad(middle, (0, 0, 0, d))[:, d:]], -1)
        value, gate = self.map(y).split(self.width, -1)
        gate = torch.sigmoid(gate)
        if self.kind == "conv":
            return x + value * gate
        keep = self.kept(gate, mask).transpose(0, 1)
        new = (value * (1 - gate) * mask).transpose(0, 1)
        half = self.width // 2
        both = lambda t: torch.cat([t[..., :half], t[..., half:].flip(0)], -1).contiguous()
        states = Recurrence.apply(both(keep), both(new))
        states = torch.cat([states[..., :half], states[..., half:].flip(0)], -1)
        return x + states.transpose(0, 1)


class Network(nn.Module):
    def __init__(self, rows, vectors, pieces, feature_sizes, tags, field_learned=False, dropout=0.2, word_dropout=0.08,
                 helper_weight=0.03):
        super().__init__()
        self.dropout, self.word_dropout, self.helper_weight = dropout, word_dropout, helper_weight
        self.register_buffer("rows", torch.as_tensor(rows))
        self.register_buffer("vectors", rounded(torch.as_tensor(vectors), EMBEDDING_LEVELS))
        self.register_buffer("pieces", rounded(torch.as_tensor(pieces), EMBEDDING_LEVELS))
        sizes = {"common": COMMON} | feature_sizes
        self.tables = nn.ModuleDict({name: RoundedEmbedding(sizes[name], size) for name, size in EMBEDDED.items()})
        for table in self.tables.values():
            nn.init.normal_(table.weight, std=0.3)
        fixed = self.vectors.shape[1] + self.pieces.shape[1]
        self.input = Rounded(fixed + sum(EMBEDDED.values()), WIDTH)
        self.convention = nn.Embedding(len(CONVENTIONS), WIDTH) if field_learned else None
        if field_learned:
            nn.init.zeros_(self.convention.weight)
        self.layers = nn.ModuleList(Layer(kind) for kind in LAYERS)
        self.helpers = nn.ModuleDict({name: Rounded(WIDTH, len(tags[name])) for name in HELPERS})
        self.heads = Heads(WIDTH, field_learned)
        self.helper_states = None

    def round_weights(self, on):
        for module in self.modules():
            if isinstance(module, (Rounded, RoundedEmbedding)):
                module.rounds = on

    def forward(self, batch):
        """States [B, T, WIDTH] of the tokens."""
        word = batch["word"]
        parts = {"vector": self.vectors[self.rows[word]], "piece": self.pieces[word],
                 "common": self.tables["common"](batch["common"])}
        for column, name in enumerate(FEATURES):
            if name in self.tables:
                parts[name] = self.tables[name](batch["features"][..., column])
        known = ~batch["named"]
        if self.training:
            known = known & (torch.rand(word.shape) > self.word_dropout)
        for name in ("vector", "piece", "common", "prefix", "suffix"):
            parts[name] = parts[name] * known[..., None]
        x = torch.cat([parts[name] for name in ("vector", "piece", *EMBEDDED)], -1)
        x = self.input(F.dropout(x, self.dropout / 2, self.training))
        if self.convention is not None:
            x = x + self.convention(batch["convention"])[:, None]
        mask = batch["mask"][..., None].float()
        for depth, layer in enumerate(self.layers):
            x = layer(x, mask, self.dropout / 2)
            if depth + 1 == HELPER_LAYER:
                self.helper_states = x
        return F.dropout(x, self.dropout, self.training)

    def loss(self, states, batch):
        total, parts = self.heads.loss(states, batch)
        helpers = 0
        for column, name in enumerate(HELPERS):
            scores = self.helpers[name](self.helper_states).flatten(0, 1)
            target = batch["helpers"][..., column].flatten()
            if (target != IGNORE).any():
                helpers = helpers + F.cross_entropy(scores, target, ignore_index=IGNORE)
        if isinstance(helpers, torch.Tensor):
            total = total + self.helper_weight * helpers
            parts["helpers"] = helpers.item()
        return total, parts


def tensors(known, rows, taught=None, trust=0.0):
    """Tensors for chunks [(document, start, end)]; `known` is what `words.known` returns.

    `named` marks names: of these the network sees no word, and one shape that all share.
    """
    out = batches.batch(rows, len(HELPERS), taught, trust)
    shape, name = (out["features"][..., FEATURES.index(column)] for column in ("shape", "name"))
    named = np.zeros(out["mask"].shape, bool)
    for row, (document, start, end) in enumerate(rows):
        named[row, : end - start] = [word not in known["ordinary"] for word in document.words[start:end]]
    out["named"] = torch.from_numpy(named) & (name >= 0)
    shape.copy_(torch.where(out["named"], name, shape))
    for name, numbers in (("word", known["vocabulary"]), ("common", known["common"])):
        filled = np.zeros(out["mask"].shape, np.int64)
        for row, (document, start, end) in enumerate(rows):
            filled[row, : end - start] = [numbers.get(word, 0) for word in document.words[start:end]]
        out[name] = torch.from_numpy(filled)
    return out
