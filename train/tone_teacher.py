"""The teacher of tone: all-mpnet-base-v2, fine-tuned so that word pieces add up to readers' labels.

It reads a stretch of an article at once, with the article's heading, the end of
the paragraph before and the beginning of the one after in view. What the pieces
of a paragraph add makes its score; those in quotations and those outside make
the scores of both voices.
"""

import dataclasses

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

import teacher
import tone_texts
from tone_texts import FACET, FACETS

EASE = 8.0
"""A text's score is what its tokens add, divided by √(their number + EASE)."""
EPOCHS, RATE, HEAD_RATE, SIZE = 3, 5e-5, 2e-3, 2400
"""Epochs, highest learning rates of the encoder and of the new maps, word pieces of a batch."""
FROZEN = 3
"""The encoder's first layers, which are not trained."""
PIECES, PARAGRAPH = 384, 294
"""Word pieces of a stretch and of a paragraph at most."""
HEADING, BEFORE, AFTER = 30, 50, 40
"""Word pieces in view of the heading, of the paragraph before and of the one after."""
DIRECTIONS, STEPS, SIDE = 24, 25, 127
"""The directions in which the teacher's states vary most, which are kept for each token; steps of their numbers,
whose standard deviation is 1; and steps at most, either way."""
SHARE = {"field": 1.0, "nyt": 0.8, "gne": 0.5, "amazon": 0.3, "sentfin": 0.25, "newsmtsc_rw": 0.2}
"""The share of each set that is read in an epoch; `nyt_par` repeats `nyt`."""
WEIGHT = {"field": 4.0, "nyt": 5.0, "newsmtsc_rw": 0.6, "sentfin": 0.6, "gne": 0.6, "amazon": 0.8}
"""The weight of an error in each set: labels of nyt are means of many raters, and small."""
VOICE, MIXED, MIXED_WEIGHT, FACET_DECAY = 0.6, 0.08, 3.0, 2e-3
"""The weights of an error of a voice and of “mixed”, how much a mixed paragraph counts, and a decay of what only
one facet is given."""


class Teacher(nn.Module):
    """Each word piece adds a number for all facets together, one for each of them, and one for “mixed”."""

    def __init__(self, folder, feature_sizes, depth=None):
        super().__init__()
        encoder = teacher.Teacher(folder, feature_sizes, depth=depth)
        self.kind, self.hidden, self.first_word = encoder.kind, encoder.hidden, encoder.first_word
        self.dropout = encoder.dropout
        for name in ("word", "position", "norm", "layers", "distance"):
            setattr(self, name, getattr(encoder, name))
        self.score = nn.Linear(self.word.embedding_dim, 2 + len(FACETS))
        nn.init.normal_(self.score.weight, std=0.02)
        nn.init.zeros_(self.score.bias)
        self.scale = nn.Parameter(torch.ones(len(FACETS)))
        self.shift = nn.Parameter(torch.zeros(len(FACETS)))
        self.mix = nn.Parameter(torch.tensor([1.0, -1.0, -2.0]))
        frozen = [self.word, self.position, self.norm, self.distance, *self.layers[:FROZEN]]
        for parameter in (p for module in frozen if module for p in module.parameters()):
            parameter.requires_grad_(False)

    @torch.autocast("cpu", dtype=torch.bfloat16)
    def states(self, pieces, there):
        """The encoder's last states of word pieces."""
        if self.training:
            hidden = (torch.rand(pieces.shape) < teacher.MASKED) & (pieces >= self.first_word)
            pieces = pieces.masked_fill(hidden, self.hidden)
        length = pieces.shape[1]
        x = self.word(pieces) + self.position.weight[self.kind.first_position :][:length]
        x = F.dropout(self.norm(x), self.dropout, self.training)
        mask = there[:, None, None, :]
        if self.distance:
            near = self.distance(teacher.distances(length, self.distance.num_embeddings)).permute(2, 0, 1)
            mask = torch.where(mask, near[None], teacher.NEVER)
        for layer in self.layers:
            x = layer(x, mask)
        return x

    def forward(self, states):
        """What each piece adds: [pieces, all facets, mixed, each facet]."""
        return self.score(F.dropout(states.float(), self.dropout, self.training))

    def scores(self, added, owner, count):
        """Scores of paragraphs (or of other parts) before squashing, [parts, facets], and the logit of “mixed”.

        `owner` is the part that each piece belongs to.
        """
        total = torch.zeros(count, added.shape[1]).index_add_(0, owner, added)
        size = torch.zeros(count).index_add_(0, owner, torch.ones(len(owner)))
        root = torch.sqrt(size + EASE)
        score = (total[:, :1] + total[:, 2:]) / root[:, None] * self.scale + self.shift
        side = lambda sign: torch.zeros(count).index_add_(0, owner, (sign * shared(added)).clamp(min=0)) / root
        good, bad = side(1), side(-1)
        mixed = total[:, 1] / root + self.mix[0] * torch.minimum(good, bad) + self.mix[1] * (good - bad).abs() + self.mix[2]
        return score, mixed


class Cutter:
    """Cuts articles into stretches of word pieces."""

    def __init__(self, folder):
        self.pieces = teacher.WordPieces(folder)
        self.name, self.end = map(self.pieces.numbers, (self.pieces.kind.hidden, self.pieces.kind.end))

    def of(self, part):
        """A paragraph's pieces, and the token of each; every name is the same piece."""
        pieces, owner = [], []
        for index, (raw, named) in enumerate(zip(part.raw, part.named)):
            cut = [self.name] if named else self.pieces.of(raw)
            pieces += cut
            owner += [index] * len(cut)
        return pieces[:PARAGRAPH], owner[:PARAGRAPH]

    def stretches(self, article):
        """Stretches [(pieces, paragraph of each or -1, token of each)] of an article."""
        cut, found, at = [self.of(part) for part in article], [], 0
        while at < len(cut):
            pieces = [self.pieces.start]
            if at:
                pieces += cut[0][0][:HEADING] + [self.end]
            if at > 1:
                pieces += cut[at - 1][0][-BEFORE:] + [self.end]
            owner, token, first = [-1] * len(pieces), [-1] * len(pieces), at
            while at < len(cut) and (at == first or len(pieces) + len(cut[at][0]) < PIECES):
                pieces += cut[at][0] + [self.end]
                owner += [at] * len(cut[at][0]) + [-1]
                token += cut[at][1] + [-1]
                at += 1
            if at < len(cut):
                after = cut[at][0][: max(0, min(AFTER, PIECES - len(pieces)))]
                pieces += after
                owner += [-1] * len(after)
                token += [-1] * len(after)
            found.append((pieces, owner, token))
        return found


@dataclasses.dataclass
class Read:
    """What a batch of stretches is made of, piece by piece of its paragraphs."""

    paragraphs: list
    states: torch.Tensor
    added: torch.Tensor
    owner: torch.Tensor
    """The number, in the batch, of each piece's paragraph."""
    token: list
    quoted: torch.Tensor


def read(model, batch):
    """The pieces of stretches [(article, (pieces, owner, token))]."""
    longest = max(len(pieces) for _, (pieces, _, _) in batch)
    table, there = np.ones((len(batch), longest), np.int64), np.zeros((len(batch), longest), bool)
    paragraphs, at, owners, tokens = [], [], [], []
    for row, (article, (pieces, owner, token)) in enumerate(batch):
        table[row, : len(pieces)], there[row, : len(pieces)] = pieces, True
        inside = [i for i, number in enumerate(owner) if number >= 0]
        first = owner[inside[0]]
        at += [row * longest + i for i in inside]
        owners += [len(paragraphs) + owner[i] - first for i in inside]
        tokens += [token[i] for i in inside]
        paragraphs += article[first : owner[inside[-1]] + 1]
    states = model.states(torch.from_numpy(table), torch.from_numpy(there)).flatten(0, 1)[at]
    quoted = torch.tensor([bool(paragraphs[o].quoted[t]) for o, t in zip(owners, tokens)])
    return Read(paragraphs, states, model(states), torch.tensor(owners), tokens, quoted)


def judged(model, found):
    """Scores of paragraphs before squashing, by facet; of both voices; and the logits of “mixed”."""
    count = len(found.paragraphs)
    whole, mixed = model.scores(found.added, found.owner, count)
    voices, _ = model.scores(found.added, 2 * found.owner + found.quoted, 2 * count)
    return whole, voices[0::2, 0], voices[1::2, 0], mixed


def loss_of(model, batch):
    found = read(model, batch)
    whole, narrator, sources, mixed = judged(model, found)
    parts = found.paragraphs
    facet = torch.tensor([FACET[part.set] for part in parts])
    weight = torch.tensor([WEIGHT[part.set] * part.trust for part in parts])
    wrong = weight * (torch.tanh(whole[range(len(parts)), facet]) - torch.tensor([part.label for part in parts])) ** 2
    loss = wrong.sum()
    rows = [i for i, part in enumerate(parts) if part.narrator is not None and part.sources is not None]
    for score, voice in ((narrator, "narrator"), (sources, "sources")):
        labels = torch.tensor([getattr(parts[i], voice) for i in rows])
        loss = loss + VOICE * (weight[rows] * (torch.tanh(score[rows]) - labels) ** 2).sum()
    rows = [i for i, part in enumerate(parts) if part.mixed is not None]
    if rows:
        labels = torch.tensor([float(parts[i].mixed) for i in rows])
        logits = F.binary_cross_entropy_with_logits(mixed[rows], labels, pos_weight=torch.tensor(MIXED_WEIGHT), reduction="none")
        loss = loss + MIXED * (weight[rows] * logits).sum()
    return loss / len(parts) + FACET_DECAY * found.added[:, 2:].square().sum(1).mean()


def drawn(articles, random):
    """The articles that are read in one epoch: of each set as many as SHARE says."""
    return [article for article in articles if random.random() < SHARE.get(article[0].set, 0)]


def stretched(articles, cutter):
    return [(article, stretch) for article in articles for stretch in cutter.stretches(article)]


def fit(model, train, dev, cutter, seed, epochs=EPOCHS):
    """Fine-tunes on the articles that have labels. Returns the loss and the dev scores of each epoch."""
    torch.manual_seed(seed)
    random = np.random.default_rng(seed)
    courses = []
    for _ in range(epochs):
        items = stretched(drawn(train, random), cutter)
        courses.append([[items[i] for i in rows]
                        for rows in tone_texts.batches([len(item[1][0]) for item in items], SIZE, random)])
    fresh = ("score", "scale", "shift", "mix")
    named = [(name, p) for name, p in model.named_parameters() if p.requires_grad]
    groups = [[p for name, p in named if name.startswith(fresh) == new] for new in (False, True)]
    optimizer = torch.optim.AdamW([{"params": group} for group in groups], betas=(0.9, 0.98), weight_decay=0.01)
    steps, step, history = sum(map(len, courses)), 0, []
    for epoch, course in enumerate(courses):
        model.train()
        losses = []
        for batch in course:
            step += 1
            share = min(1, step / (0.08 * steps)) * max(0.02, 1 - step / steps)
            for group, rate in zip(optimizer.param_groups, (RATE, HEAD_RATE)):
                group["lr"] = rate * share
            loss = loss_of(model, batch)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_([p for _, p in named], 1.0)
            optimizer.step()
            losses.append(loss.item())
        found = {"loss": float(np.mean(losses))} | tone_texts.scores(predicted(model, dev, cutter))
        history.append(found)
        print(f"teacher, epoch {epoch + 1}:", "  ".join(f"{name} {score:.3f}" for name, score in found.items()), flush=True)
    return history


@torch.no_grad()
def each_batch(model, articles, cutter):
    """What a batch of stretches is made of, batch by batch, with the places (article, paragraph) of its paragraphs."""
    model.eval()
    items = [(number, article, stretch) for number, article in enumerate(articles) for stretch in cutter.stretches(article)]
    for rows in tone_texts.batches([len(stretch[0]) for _, _, stretch in items], SIZE, np.random.default_rng(0)):
        batch = [items[i] for i in rows]
        places = [(number, paragraph) for number, _, (_, owner, _) in batch
                  for paragraph in sorted(set(owner) - {-1})]
        yield places, read(model, [item[1:] for item in batch])


def predicted(model, articles, cutter):
    """[(paragraph, score, narrator's, sources', logit of “mixed”)], in any order."""
    found = []
    with torch.no_grad():
        for _, batch in each_batch(model, articles, cutter):
            whole, narrator, sources, mixed = judged(model, batch)
            squashed = [torch.tanh(each).tolist() for each in (whole[:, 0], narrator, sources)]
            found += zip(batch.paragraphs, *squashed, mixed.tolist())
    return found


@dataclasses.dataclass
class Taught:
    """What the teacher says of a paragraph."""

    score: float
    """Before squashing, as are the others."""
    mixed: float
    sentences: np.ndarray
    voices: np.ndarray
    tokens: np.ndarray = None
    """What each token adds."""
    states: np.ndarray = None
    """The numbers of each token's state in some directions, in STEPS; bytes."""


class Directions:
    """The directions in which states vary most, by the first states that it sees."""

    mean = None

    def of(self, states):
        """The numbers of states in these directions; their standard deviation is 1."""
        states = states.float().numpy()
        if self.mean is None:
            self.mean = states.mean(0)
            apart = states - self.mean
            variances, directions = np.linalg.eigh(apart.T @ apart / len(apart))
            most = np.argsort(-variances)[:DIRECTIONS]
            self.map = directions[:, most] / np.sqrt(variances[most])
        return (states - self.mean) @ self.map


def taught(model, articles, cutter):
    """What the teacher says of every paragraph of articles, article by article."""
    found, directions = [[None] * len(article) for article in articles], Directions()
    with torch.no_grad():
        for places, batch in each_batch(model, articles, cutter):
            whole, narrator, sources, mixed = judged(model, batch)
            tone, states = (shared(batch.added) * model.scale[0]).numpy(), directions.of(batch.states)
            owner, at = batch.owner.numpy(), 0
            for number, (article, paragraph) in enumerate(places):
                here = slice(at, at + int((owner == number).sum()))
                at = here.stop
                part, tokens = batch.paragraphs[number], np.array(batch.token[here])
                sentence = torch.from_numpy(part.sentences()[tokens])
                scores, _ = model.scores(batch.added[here], sentence, int(part.sentences()[-1]) + 1)
                pieces = np.maximum(np.bincount(tokens, minlength=len(part)), 1)
                steps = np.round(by_token(states[here], tokens, len(part)) / pieces[:, None] * STEPS)
                found[article][paragraph] = Taught(
                    whole[number, 0].item(), mixed[number].item(), scores[:, 0].numpy(),
                    np.array([narrator[number].item(), sources[number].item()]),
                    by_token(tone[here], tokens, len(part)).astype(np.float16), np.clip(steps, -SIDE, SIDE).astype(np.int8))
    return found


def shared(added):
    """What pieces add to the tone of a paragraph of an article, before it is scaled."""
    return added[:, 0] + added[:, 2]


def by_token(values, tokens, count):
    """The sums of pieces' values for each token."""
    found = np.zeros((count, *values.shape[1:]), np.float32)
    np.add.at(found, tokens, values)
    return found


@torch.no_grad()
def alone(model, vocabulary, cutter, size=256):
    """What the teacher says of each word without others: what it adds, and its state, [words + 1, 1 + numbers]."""
    model.eval()
    found = np.zeros((len(vocabulary) + 1, 1 + model.word.embedding_dim), np.float32)
    words = sorted(vocabulary, key=lambda word: (len(cutter.pieces.of(word)), word))
    for at in range(0, len(words), size):
        cut = [[cutter.pieces.start, *cutter.pieces.of(word), cutter.end] for word in words[at : at + size]]
        table = torch.ones((len(cut), max(map(len, cut))), dtype=torch.long)
        there = torch.zeros_like(table, dtype=torch.bool)
        for row, pieces in enumerate(cut):
            table[row, : len(pieces)], there[row, : len(pieces)] = torch.tensor(pieces), True
        states = model.states(table, there)
        for word, pieces, row in zip(words[at : at + size], cut, states):
            inner = row[1 : len(pieces) - 1].float()
            found[vocabulary[word]] = torch.cat([(shared(model(inner)) * model.scale[0]).sum()[None], inner.mean(0)]).numpy()
    return found
