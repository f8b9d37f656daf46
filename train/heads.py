"""What is predicted from an encoder's states: roles of tokens, and links between spans.

Each token has one role and each attribution one cue. So a linear chain over
LABELS finds the spans; each piece of content then chooses its cue, and each
cue its source or nobody.
"""

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

from data import LABELS

LINK = 48
"""Numbers in a span's vector when it is compared with another."""
DISTANCES = 64
SENTENCES = 8
FORBIDDEN = -1e4
SURE, DRAWN_BACK = 12, 1e-3
"""Scores of labels beyond SURE, either way, are drawn back; nothing else keeps those of certain labels from growing."""


def legal_transitions():
    """0 where one label may follow another, FORBIDDEN elsewhere: I-x follows B-x or I-x."""
    table = torch.zeros(len(LABELS), len(LABELS))
    for inside in range(2, len(LABELS), 2):
        for before in range(len(LABELS)):
            if before not in (inside - 1, inside):
                table[before, inside] = FORBIDDEN
    return table


def bucket(distance):
    """Signed buckets of a distance in tokens: exact up to 8, then four for each doubling."""
    size = distance.abs()
    far = torch.floor(torch.log2(size.clamp(min=8).float() / 8) * 4).long()
    return (DISTANCES // 2 + distance.sign() * (size.clamp(max=8) + far)).clamp(0, DISTANCES - 1)


class Roles(nn.Module):
    """A linear chain over the labels."""

    def __init__(self, width):
        super().__init__()
        self.emit = nn.Linear(width, len(LABELS))
        self.transitions = nn.Parameter(torch.zeros(len(LABELS), len(LABELS)))
        self.register_buffer("legal", legal_transitions())

    def chain(self):
        return self.transitions + self.legal


def first_labels(like):
    """Scores of the first label: a sequence cannot begin inside a span."""
    row = torch.zeros(len(LABELS), device=like.device)
    row[2::2] = FORBIDDEN
    return row


def chain_loss(emissions, table, mask, unary, pairs):
    """Cross entropy per token from a distribution of label sequences to the chain.

    `unary` [B, T, L] and `pairs` [B, T-1, L, L] are the distribution's
    marginals: ones and zeros for a person's labels, a teacher's probabilities,
    or a mixture.
    """
    score = (unary * emissions).sum((1, 2)) + torch.einsum("btij,ij->b", pairs, table.clamp(min=FORBIDDEN))
    return (log_partition(emissions, table, mask) - score).sum() / mask.sum()


def forward_backward(scores, table, mask):
    """Log of the sum over all label sequences, and the probabilities of labels and of pairs of neighbouring labels.

    Arrays [B, T, L], [L, L] or [B, T-1, L, L], and [B, T]. Probabilities are scaled at each step; they are zero where
    the mask is. In 64 bits: scores that differ by more than 88 would leave no path at all in 32.
    """
    kind, scores = scores.dtype, scores.astype(np.float64)
    highest = scores.max(-1, keepdims=True)
    weights = np.exp(scores - highest)
    weights[:, 0] *= np.exp(first_labels(torch.zeros(1)).numpy())
    count, length, labels = scores.shape
    factors = np.broadcast_to(np.exp(table), (count, length - 1, labels, labels))
    sums = lambda x, axes=-1: np.maximum(x.sum(axes, keepdims=True), 1e-300)
    before, scale = np.empty_like(weights), np.ones((count, length))
    scale[:, :1] = sums(weights[:, 0])
    before[:, 0] = weights[:, 0] / scale[:, :1]
    for t in range(1, length):
        step = np.einsum("bi,bij->bj", before[:, t - 1], factors[:, t - 1]) * weights[:, t]
        total, known = sums(step), mask[:, t, None]
        scale[:, t : t + 1] = np.where(known, total, 1.0)
        before[:, t] = np.where(known, step / total, before[:, t - 1])
    unary, pairs = np.zeros_like(weights), np.zeros((count, length - 1, labels, labels), weights.dtype)
    after = np.ones((count, labels), weights.dtype)
    for t in range(length - 1, 0, -1):
        both = factors[:, t - 1] * (weights[:, t] * after)[:, None]
        pairs[:, t - 1] = before[:, t - 1, :, None] * both
        unary[:, t] = before[:, t] * after
        back = both.sum(2)
        after = np.where(mask[:, t, None], back / sums(back), after)
    unary[:, 0] = before[:, 0] * after
    unary *= mask[..., None] / sums(unary)
    pairs *= mask[:, 1:, None, None] / sums(pairs, (2, 3))
    return (found.astype(kind) for found in (np.log(scale).sum(1) + (highest[..., 0] * mask).sum(1), unary, pairs))


class LogPartition(torch.autograd.Function):
    """The log of the sum over all label sequences; its gradients are the probabilities."""

    @staticmethod
    def forward(context, emissions, table, mask):
        total, unary, pairs = forward_backward(emissions.numpy(), table.numpy(), mask.numpy())
        context.save_for_backward(torch.from_numpy(unary), torch.from_numpy(pairs))
        return torch.from_numpy(total).to(emissions.dtype)

    @staticmethod
    def backward(context, gradient):
        unary, pairs = context.saved_tensors
        return gradient[:, None, None] * unary, torch.einsum("b,btij->ij", gradient, pairs), None


def log_partition(emissions, table, mask):
    """Log of the sum over all label sequences. emissions [B, T, L]; table [L, L]."""
    return LogPartition.apply(emissions, table, mask)


def marginals(emissions, table, mask):
    """Probabilities of labels and of pairs of neighbouring labels; one table or [B, T-1, L, L]."""
    _, unary, pairs = forward_backward(emissions.detach().float().numpy(), table.detach().float().numpy(), mask.numpy())
    return torch.from_numpy(unary), torch.from_numpy(pairs)


class Links(nn.Module):
    """Scores of pairs of spans: a bilinear form of their ends, their distance in tokens and in sentences."""

    def __init__(self, width, nobody=False):
        super().__init__()
        self.left = nn.Linear(2 * width, LINK)
        self.right = nn.Linear(2 * width, LINK)
        self.distance = nn.Parameter(torch.zeros(DISTANCES))
        self.sentences = nn.Parameter(torch.zeros(SENTENCES))
        self.nobody = nn.Linear(2 * width, 1) if nobody else None

    def forward(self, states, lefts, rights, sentence):
        """states [B, T, W]; lefts [B, L, 2] and rights [B, R, 2]: first and last token, -1 for none."""
        a, b = ends(states, lefts), ends(states, rights)
        scores = torch.einsum("bld,brd->blr", self.left(a), self.right(b)) * LINK**-0.5
        gap = rights[:, None, :, 0] - lefts[:, :, None, 0]
        of = lambda spans: sentence.gather(1, spans[..., 0].clamp(min=0))
        apart = (of(rights)[:, None, :] - of(lefts)[:, :, None] + SENTENCES // 2).clamp(0, SENTENCES - 1)
        scores = scores + self.distance[bucket(gap)] + self.sentences[apart]
        scores = scores.masked_fill(rights[:, None, :, 0] < 0, FORBIDDEN)
        if self.nobody is None:
            return scores
        return torch.cat([scores, self.nobody(a)], -1)


def ends(states, spans):
    """The states of a span's first and last token, side by side."""
    batch, count = spans.shape[:2]
    at = spans.clamp(min=0).reshape(batch, -1, 1).expand(-1, -1, states.shape[-1])
    return states.gather(1, at).reshape(batch, count, -1)


def choice_loss(scores, target):
    """Mean cross entropy to distributions [B, L, R]; rows of zeros do not count."""
    given = target.sum(-1)
    loss = -(target * torch.log_softmax(scores.float(), -1)).sum()
    return loss / given.sum().clamp(min=1)


class Heads(nn.Module):
    """Roles and links together.

    What is labelled by the field's convention alone, pieces without a cue and
    cues of thoughts, has heads only if a corpus of it is `learned`.
    """

    def __init__(self, width, field_learned=False):
        super().__init__()
        self.roles = Roles(width)
        self.cue_of_piece = Links(width, nobody=field_learned)
        self.source_of_cue = Links(width, nobody=True)
        self.thought = nn.Linear(2 * width, 1) if field_learned else None

    def links(self, states, batch):
        of_piece = self.cue_of_piece(states, batch["pieces"], batch["cues"], batch["sentence"])
        of_cue = self.source_of_cue(states, batch["cues"], batch["sources"], batch["sentence"])
        return of_piece, of_cue

    def thoughts(self, states, cues):
        """Log odds that cues [B, L, 2] are those of thoughts."""
        return self.thought(ends(states, cues))[..., 0]

    def loss(self, states, batch, link_weight=0.1):
        emissions = self.roles.emit(states)
        roles = chain_loss(emissions.float(), self.roles.chain(), batch["mask"], batch["unary"], batch["pairs"])
        beyond = (emissions.float().abs() - SURE).clamp(min=0).square().sum(-1)
        roles = roles + DRAWN_BACK * (beyond * batch["mask"]).sum() / batch["mask"].sum()
        of_piece, of_cue = self.links(states, batch)
        target = batch["cue_of_piece"][..., : of_piece.shape[-1]]
        links = choice_loss(of_piece, target) + choice_loss(of_cue, batch["source_of_cue"])
        total, parts = roles + link_weight * links, {"roles": roles.item(), "links": links.item()}
        if self.thought is not None:
            known = batch["thoughts"] >= 0
            scores = self.thoughts(states, batch["cues"])[known]
            thoughts = F.binary_cross_entropy_with_logits(scores, batch["thoughts"][known].float(), reduction="sum")
            thoughts = thoughts / max(1, int(known.sum()))
            total = total + link_weight * thoughts
            parts["thoughts"] = thoughts.item()
        return total, parts
