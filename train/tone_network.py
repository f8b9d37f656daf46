"""The network that weighs words, and its training.

It sees the word vectors of the network that finds attributions, a few numbers
of its own for each word, and what the lexicon and the rules say. It reads an
article paragraph by paragraph: the half of each memory that runs forward is
carried on into the next paragraph, so that what stood before is in view. A
paragraph's score is the sum of what its tokens add.
"""

import dataclasses

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

import network
import tone_texts
from tone_teacher import DIRECTIONS, EASE
from tone_teacher import STEPS as STATE_STEPS

WIDTH = 96
LAYERS = ("conv 1 24", "recur 0") * 2
OWN, OWN_START, OWN_MOST, OWN_DECAY = 12, 0.35, 1.2, 0.01
"""Numbers for each word that are learned here; they start as what the teacher says of the word alone, with this
standard deviation and this size at most."""
LEAST = 0.04
"""What a token adds is moved towards 0 by this much."""
STRONGEST = 1.4
"""What a token adds at most, either way."""
EPOCHS, RATE, DROPOUT, AVERAGE, SIZE = 5, 2.5e-3, 0.12, 0.998, 1500
"""SIZE: tokens of a batch."""
ROUNDS_FROM = 0.6
"""The share of the steps after which weights are rounded."""
STRETCH = 260
"""Tokens of the paragraphs that are read together in training, at least where there are so many."""
PARAGRAPH, SENTENCES, VOICE, MIXED = 1.6, 0.8, 0.5, 0.1
"""The weights of errors against the teacher: of a paragraph of an article (one of a set counts 1), of the mean of its
sentences, of a voice, of “mixed”."""
TOKENS, STATES, NEIGHBOURS = 40.0, 1.0, (0.25, 0.5, 0.25)
"""The weights of errors of what tokens add, as a mean of a token and its neighbours, and of the teacher's states."""
LABEL, LABEL_VOICE, LABEL_MIXED, MIXED_WEIGHT, LABEL_OF_MANY = 0.9, 0.54, 0.09, 3.0, 2.0
"""The same for errors against readers; how much a mixed paragraph counts; and for labels that are means of many."""
OF_MANY = {"nyt", "nyt_par"}


class Layer(network.Layer):
    """A layer that knows where paragraphs end: tokens outside the text stand between them."""

    def kept(self, gate, mask):
        half = self.width // 2
        backward = torch.where(mask > 0, gate[..., half:], 0.0)
        return torch.cat([super().kept(gate[..., :half], mask), backward], -1)


class Network(nn.Module):
    def __init__(self, known, width=WIDTH, layers=LAYERS):
        super().__init__()
        self.vocabulary, self.dropout = known["vocabulary"], DROPOUT
        self.register_buffer("rows", torch.as_tensor(known["rows"]))
        self.register_buffer("vectors", network.rounded(torch.as_tensor(known["table"]), network.EMBEDDING_LEVELS))
        self.register_buffer("pieces", network.rounded(torch.as_tensor(known["pieces"]), network.EMBEDDING_LEVELS))
        self.own = nn.Embedding(len(known["vocabulary"]) + 1, OWN)
        nn.init.zeros_(self.own.weight)
        self.input = network.Rounded(self.vectors.shape[1] + self.pieces.shape[1] + OWN + 3, width)
        self.layers = nn.ModuleList(Layer(kind, width) for kind in layers)
        self.out = nn.Linear(width, 3)
        nn.init.normal_(self.out.weight, std=0.01)
        nn.init.zeros_(self.out.bias)
        self.mix = nn.Parameter(torch.tensor([2.0, -1.0, -1.5]))
        self.told = nn.Linear(width, DIRECTIONS)
        """The teacher's states, for training only."""

    def begin(self, alone):
        """Starts words' own numbers as what the teacher says of each word alone."""
        tone, states = torch.as_tensor(alone[1:, :1]), torch.as_tensor(alone[1:, 1:])
        _, _, directions = torch.linalg.svd(states - states.mean(0), full_matrices=False)
        found = torch.cat([tone, (states - states.mean(0)) @ directions[: OWN - 1].T], 1)
        with torch.no_grad():
            self.own.weight[1:] = (OWN_START * found / found.std(0)).clamp(-OWN_MOST, OWN_MOST)

    def forward(self, batch):
        """What each token adds to a tone, and to its being mixed, [articles, tokens] each, and the layers' output."""
        word, known = batch["word"], ~batch["named"]
        own = self.own(word)
        if self.training:
            known = known & (torch.rand(word.shape) > 0.06)
            own = own * (torch.rand(word.shape) > 0.1)[..., None]
        seen = torch.cat([self.vectors[self.rows[word]], self.pieces[word], own], -1) * known[..., None]
        said = torch.stack([batch["named"].float(), batch["valence"] / 2, batch["ruled"] / 2], -1)
        x = self.input(F.dropout(torch.cat([seen, said], -1), self.dropout / 2, self.training))
        mask = batch["mask"][..., None].float()
        for layer in self.layers:
            x = layer(x, mask, self.dropout / 2)
        share, rest, mixed = self.out(F.dropout(x, self.dropout, self.training)).unbind(-1)
        added = (batch["ruled"] / 4 * (1 + share) + rest) * batch["speaks"]
        return F.softshrink(added, LEAST).clamp(-STRONGEST, STRONGEST), mixed * batch["speaks"], x


def tensors(articles, vocabulary):
    """Articles as rows of tokens, with one outside the text after each paragraph."""
    size = (len(articles), max(length(article) for article in articles))
    out = {"word": np.zeros(size, np.int64), "named": np.zeros(size, bool), "mask": np.zeros(size, bool),
           "speaks": np.zeros(size, bool), "valence": np.zeros(size, np.float32), "ruled": np.zeros(size, np.float32)}
    owner, sentence, quoted = np.full(size, -1), np.full(size, -1), np.zeros(size, bool)
    paragraphs, sentences = [], 0
    for row, article in enumerate(articles):
        at = 0
        for part in article:
            here = np.s_[row, at : at + len(part)]
            out["word"][here] = [vocabulary.get(word, 0) for word in part.words]
            out["mask"][here] = True
            for name in ("named", "speaks", "valence", "ruled"):
                out[name][here] = getattr(part, name)
            owner[here], quoted[here] = len(paragraphs), part.quoted
            sentence[here] = part.sentences() + sentences
            sentences += part.sentences()[-1] + 1
            paragraphs.append(part)
            at += len(part) + 1
    flat = lambda values: torch.from_numpy(values.ravel())
    return ({name: torch.from_numpy(values) for name, values in out.items()}, flat(owner), flat(sentence), flat(quoted),
            paragraphs)


def length(article):
    return sum(len(part) + 1 for part in article)


def stretches(article):
    """Pieces of an article of whole paragraphs, each with at least STRETCH tokens if there are so many."""
    found = []
    for part in article:
        if not found or length(found[-1]) + len(part) > STRETCH:
            found.append([])
        found[-1].append(part)
    return found


def summed(values, owner, count):
    """The score of each part before squashing."""
    inside = owner >= 0
    total = torch.zeros(count).index_add_(0, owner[inside], values[inside])
    size = torch.zeros(count).index_add_(0, owner[inside], torch.ones(int(inside.sum())))
    return total / torch.sqrt(size + EASE)


@dataclasses.dataclass
class Judged:
    """What the network says of the paragraphs of a batch: scores before squashing and the logits of “mixed”."""

    paragraphs: list
    whole: torch.Tensor
    narrator: torch.Tensor
    sources: torch.Tensor
    sentences: torch.Tensor
    mixed: torch.Tensor
    added: torch.Tensor
    """What each token of the paragraphs adds."""
    states: torch.Tensor
    owner: torch.Tensor
    """The paragraph of each token."""


def judged(model, articles):
    batch, owner, sentence, quoted, paragraphs = tensors(articles, model.vocabulary)
    added, mixed, states = (each.flatten(0, 1) for each in model(batch))
    count = len(paragraphs)
    voice = summed(added, torch.where(owner >= 0, 2 * owner + quoted, owner), 2 * count)
    good, bad = (summed((sign * added).clamp(min=0), owner, count) for sign in (1, -1))
    logit = summed(mixed, owner, count) + model.mix[0] * torch.minimum(good, bad) + model.mix[1] * (good - bad).abs() + model.mix[2]
    inside = owner >= 0
    return Judged(paragraphs, summed(added, owner, count), voice[0::2], voice[1::2],
                  summed(added, sentence, int(sentence.max()) + 1), logit, added[inside], states[inside], owner[inside])


def loss_of(model, articles):
    """How far off the teacher and the readers the network is; a paragraph's `taught` is what the teacher says."""
    found = judged(model, articles)
    paragraphs, whole, mixed = found.paragraphs, found.whole, found.mixed
    numbers = lambda values: torch.tensor(np.array(list(values), np.float32))
    error = lambda score, wanted: (torch.tanh(score) - wanted) ** 2
    told = [part.taught for part in paragraphs]
    weight = numbers(PARAGRAPH if part.set in ("field", "plain") else 1.0 for part in paragraphs)
    loss = (weight * error(whole, torch.tanh(numbers(each.score for each in told)))).sum()
    share = numbers(1 / len(each.sentences) for each in told for _ in each.sentences)
    wanted = torch.tanh(numbers(np.concatenate([each.sentences for each in told])))
    loss = loss + SENTENCES * (share * error(found.sentences, wanted)).sum()
    logits = lambda rows, wanted, **more: F.binary_cross_entropy_with_logits(mixed[rows], wanted, reduction="sum", **more)
    loss = loss + MIXED * logits(range(len(told)), torch.sigmoid(numbers(each.mixed for each in told)))
    rows = [i for i, part in enumerate(paragraphs) if part.mixed is not None]
    if rows:
        trust = numbers(paragraphs[i].trust for i in rows)
        loss = loss + LABEL * (trust * error(whole[rows], numbers(paragraphs[i].label for i in rows))).sum()
        weigh = torch.tensor(MIXED_WEIGHT)
        loss = loss + LABEL_MIXED * logits(rows, numbers(paragraphs[i].mixed for i in rows), pos_weight=weigh, weight=trust)
    rows = [i for i in rows if paragraphs[i].narrator is not None and paragraphs[i].sources is not None]
    for column, (score, voice) in enumerate(((found.narrator, "narrator"), (found.sources, "sources"))):
        trust = numbers(paragraphs[i].trust for i in rows)
        loss = loss + LABEL_VOICE * (trust * error(score[rows], numbers(getattr(paragraphs[i], voice) for i in rows))).sum()
        loss = loss + VOICE * error(score[rows], torch.tanh(numbers(told[i].voices[column] for i in rows))).sum()
    rows = [i for i, part in enumerate(paragraphs) if part.set in OF_MANY]
    loss = loss + LABEL_OF_MANY * error(whole[rows], numbers(paragraphs[i].label for i in rows)).sum()
    return (loss + loss_of_tokens(model, found)) / len(paragraphs)


def loss_of_tokens(model, found):
    """How far off the teacher is what each token adds, and its state; a paragraph with more tokens counts no more."""
    told = [(number, part.taught) for number, part in enumerate(found.paragraphs) if part.taught.tokens is not None]
    if not told:
        return 0.0
    size = torch.bincount(found.owner)
    rows = torch.isin(found.owner, torch.tensor([number for number, _ in told]))
    share = 1 / (size[found.owner[rows]] + EASE)
    wrong = found.added[rows] - torch.from_numpy(np.concatenate([each.tokens for _, each in told])).float()
    wrong = F.conv1d(wrong[None, None], torch.tensor(NEIGHBOURS)[None, None], padding=len(NEIGHBOURS) // 2)[0, 0]
    states = torch.from_numpy(np.concatenate([each.states for _, each in told])) / STATE_STEPS
    apart = (model.told(found.states[rows]) - states).square().mean(-1)
    return TOKENS * (share * wrong**2).sum() + STATES * (share * apart).sum()


@torch.no_grad()
def predicted(model, articles):
    """[(paragraph, score, narrator's, sources', logit of “mixed”)], in any order."""
    model.eval()
    found = []
    for rows in tone_texts.batches([length(article) for article in articles], SIZE, np.random.default_rng(0)):
        said = judged(model, [articles[i] for i in rows])
        scores = (torch.tanh(each).tolist() for each in (said.whole, said.narrator, said.sources))
        found += zip(said.paragraphs, *scores, said.mixed.tolist())
    return found


def fit(model, train, dev, seed, epochs):
    """Learns from the teacher, and from readers' labels where there are any.

    Returns averaged weights, and the loss and the dev scores of each epoch.
    """
    torch.manual_seed(seed)
    random = np.random.default_rng(seed)
    train = [stretch for article in train for stretch in stretches(article)]
    sizes = [length(stretch) for stretch in train]
    words = [p for name, p in model.named_parameters() if name == "own.weight"]
    others = [p for name, p in model.named_parameters() if name != "own.weight"]
    optimizer = torch.optim.AdamW([{"params": others, "weight_decay": 0.02}, {"params": words, "weight_decay": OWN_DECAY}],
                                  lr=RATE, betas=(0.9, 0.98))
    average = {name: value.clone() for name, value in model.state_dict().items()}
    courses = [tone_texts.batches(sizes, SIZE, random) for _ in range(epochs)]
    steps, step, history = sum(map(len, courses)), 0, []
    for epoch, course in enumerate(courses):
        losses = []
        for rows in course:
            step += 1
            for group in optimizer.param_groups:
                group["lr"] = RATE * min(1, step / (0.04 * steps)) * max(0.01, 1 - step / steps)
            for module in model.modules():
                if isinstance(module, network.Rounded):
                    module.rounds = step > ROUNDS_FROM * steps
            model.train()
            loss = loss_of(model, [train[i] for i in rows])
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            losses.append(loss.item())
            kept = min(AVERAGE, step / (step + 10))
            for name, value in model.named_parameters():
                average[name].mul_(kept).add_(value.detach(), alpha=1 - kept)
        learned = {name: value.clone() for name, value in model.state_dict().items()}
        model.load_state_dict(average)
        found = {"loss": float(np.mean(losses))} | tone_texts.scores(predicted(model, dev))
        history.append(found)
        print(f"epoch {epoch + 1}:", "  ".join(f"{name} {score:.3f}" for name, score in found.items()), flush=True)
        model.load_state_dict(learned)
    return average, history
