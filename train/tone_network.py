"""The network that weighs words, and its training.

It sees the word vectors of the network that finds attributions, a few numbers
of its own for each word, and what the lexicon and the rules say. A text's score
is the sum of what its tokens add.
"""

import dataclasses

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F

import export
import network
import tone_texts
from tone_teacher import EASE
from tone_texts import FACET, FACETS, WEIGHT

WIDTH = 96
LAYERS = ("conv 1", "recur 0", "conv 0")
OWN = 8
"""Numbers for each word that are learned here."""
LEAST = 0.04
"""What a token adds is moved towards 0 by this much."""
STRONGEST = 1.4
"""What a token adds at most, either way."""
SIZE, AVERAGE = 32, 0.998
TAUGHT = torch.tensor([1.6, 0.6, 0.6, 0.6, 0.4])
"""The weight of an error against the teacher, by facet."""


@dataclasses.dataclass(frozen=True)
class Course:
    epochs: int
    rate: float
    dropout: float
    labelled: float
    """The weight of an error against a reader's label, if one against the teacher counts 1."""
    rounds_from: float
    """The share of the steps after which weights are rounded."""


FIRST = Course(epochs=9, rate=2e-3, dropout=0.2, labelled=0.3, rounds_from=0.6)
REFINED = Course(epochs=6, rate=7e-4, dropout=0.1, labelled=0, rounds_from=0)
"""For a network that was trained before."""


class Network(nn.Module):
    def __init__(self, known, width=WIDTH, layers=LAYERS):
        super().__init__()
        self.vocabulary, self.dropout = known["vocabulary"], FIRST.dropout
        self.register_buffer("rows", torch.as_tensor(known["rows"]))
        self.register_buffer("vectors", network.rounded(torch.as_tensor(known["table"]), network.EMBEDDING_LEVELS))
        self.register_buffer("pieces", network.rounded(torch.as_tensor(known["pieces"]), network.EMBEDDING_LEVELS))
        self.own = nn.Embedding(len(known["vocabulary"]) + 1, OWN)
        nn.init.zeros_(self.own.weight)
        self.input = network.Rounded(self.vectors.shape[1] + self.pieces.shape[1] + OWN + 3, width)
        self.layers = nn.ModuleList(network.Layer(kind, width) for kind in layers)
        self.out = nn.Linear(width, 2 * len(FACETS))
        nn.init.normal_(self.out.weight, std=0.01)
        nn.init.zeros_(self.out.bias)

    def forward(self, batch):
        """What each token adds, [texts, tokens, facets]."""
        word, known = batch["word"], ~batch["named"]
        own = self.own(word)
        if self.training:
            known = known & (torch.rand(word.shape) > 0.08)
            own = own * (torch.rand(word.shape) > 0.15)[..., None]
        seen = torch.cat([self.vectors[self.rows[word]], self.pieces[word], own], -1) * known[..., None]
        said = torch.stack([batch["named"].float(), batch["valence"] / 2, batch["ruled"] / 2], -1)
        x = self.input(F.dropout(torch.cat([seen, said], -1), self.dropout / 2, self.training))
        mask = batch["mask"][..., None].float()
        for layer in self.layers:
            x = layer(x, mask, self.dropout / 2)
        share, rest = self.out(F.dropout(x, self.dropout, self.training)).chunk(2, -1)
        added = batch["ruled"][..., None] / 4 * (1 + share) + rest
        return F.softshrink(added * batch["speaks"][..., None], LEAST).clamp(-STRONGEST, STRONGEST)

    def scores(self, batch):
        """Scores of texts before squashing, [texts, facets]."""
        return self(batch).sum(1) / torch.sqrt(batch["mask"].sum(1, keepdim=True) + EASE)


def tensors(texts, vocabulary):
    size = (len(texts), max(map(len, texts)))
    out = {"word": np.zeros(size, np.int64), "named": np.zeros(size, bool), "mask": np.zeros(size, bool),
           "speaks": np.zeros(size, bool), "valence": np.zeros(size, np.float32), "ruled": np.zeros(size, np.float32)}
    for row, text in enumerate(texts):
        n = len(text)
        out["word"][row, :n] = [vocabulary.get(word, 0) for word in text.words]
        out["mask"][row, :n] = True
        for name in ("named", "speaks", "valence", "ruled"):
            out[name][row, :n] = getattr(text, name)
    return {name: torch.from_numpy(values) for name, values in out.items()}


def exported(file, known, layers=None):
    """The network of a weights file; each of its facets is the one that the file has.

    A layer of `layers` that sees one token keeps the middle of what it saw in the file.
    """
    arrays = export.arrays_of(file)
    model = Network(known, arrays["input"].shape[0], layers or arrays["layers"].split(","))
    weights = model.state_dict()
    fill = lambda name, values: weights[name].copy_(torch.from_numpy(np.array(values)).reshape(weights[name].shape))
    fill("own.weight", arrays["own"].T)
    for name in ("input.weight", "input.bias"):
        fill(name, arrays[name.removesuffix(".weight")])
    for index, layer in enumerate(model.layers):
        wide, inputs = arrays[f"layer.{index}"], layer.map.in_features
        outer = (wide.shape[1] - inputs) // 2
        fill(f"layers.{index}.map.weight", wide[:, outer : outer + inputs])
        for name, values in (("gain", ".gain"), ("map.bias", ".bias")):
            fill(f"layers.{index}.{name}", arrays[f"layer.{index}{values}"])
    fill("out.weight", np.repeat(arrays["out"], len(FACETS), 0))
    fill("out.bias", np.repeat(arrays["out.bias"][0] - [1, 0], len(FACETS)))
    return model


def taught(models, texts, vocabulary):
    """The mean of networks' scores of texts before squashing, [texts, 1]."""
    scores = [np.arctanh(np.clip(predicted(model, texts, vocabulary)[:, :1], -0.9999, 0.9999)) for model in models]
    return np.mean(scores, 0)


def predicted(model, texts, vocabulary, size=64):
    """The network's scores of texts, -1 to 1."""
    model.eval()
    return tone_texts.by_length(texts, size, lambda batch: torch.tanh(model.scores(tensors(batch, vocabulary))))


def fit(model, train, taught, dev, vocabulary, seed, course):
    """Learns from the teacher's scores of all texts, for as many facets as it gives, and a little from readers' labels.

    Returns averaged weights, and the loss and the dev scores of each epoch.
    """
    torch.manual_seed(seed)
    random, model.dropout = np.random.default_rng(seed), course.dropout
    words = [p for name, p in model.named_parameters() if name == "own.weight"]
    others = [p for name, p in model.named_parameters() if name != "own.weight"]
    optimizer = torch.optim.AdamW([{"params": others, "weight_decay": 0.02}, {"params": words, "weight_decay": 0.05}],
                                  lr=course.rate, betas=(0.9, 0.98))
    average = {name: value.clone() for name, value in model.state_dict().items()}
    steps, step, history = course.epochs * -(-len(train) // SIZE), 0, []
    for epoch in range(course.epochs):
        losses = []
        for rows in tone_texts.batches(train, SIZE, random):
            step += 1
            for group in optimizer.param_groups:
                group["lr"] = course.rate * min(1, step / (0.05 * steps)) * max(0.01, 1 - step / steps)
            for module in model.modules():
                if isinstance(module, network.Rounded):
                    module.rounds = step > course.rounds_from * steps
            model.train()
            texts = [train[i] for i in rows]
            score = torch.tanh(model.scores(tensors(texts, vocabulary)))
            facets = taught.shape[1]
            error = score[:, :facets] - torch.tanh(torch.from_numpy(taught[rows]))
            loss = (TAUGHT[:facets] * error**2).sum(1).mean()
            labelled = [i for i, text in enumerate(texts) if text.label is not None]
            if labelled:
                asked = [texts[i] for i in labelled]
                error = score[labelled, [FACET[text.set] for text in asked]] - torch.tensor([t.label for t in asked])
                loss = loss + course.labelled * (torch.tensor([WEIGHT[t.set] for t in asked]) * error**2).sum() / len(texts)
            optimizer.zero_grad()
            loss.backward()
            torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            losses.append(loss.item())
            kept = min(AVERAGE, step / (step + 10))
            for name, value in model.named_parameters():
                if value.dtype.is_floating_point:
                    average[name].mul_(kept).add_(value.detach(), alpha=1 - kept)
        learned = {name: value.clone() for name, value in model.state_dict().items()}
        model.load_state_dict(average)
        found = {"loss": float(np.mean(losses))} | tone_texts.scores(predicted(model, dev, vocabulary)[:, 0], dev)
        history.append(found)
        print(f"epoch {epoch + 1}:", "  ".join(f"{name} {score:.3f}" for name, score in found.items()), flush=True)
        model.load_state_dict(learned)
    return average, history
