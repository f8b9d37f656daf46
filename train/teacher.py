"""The teacher: all-MiniLM-L6-v2 or all-mpnet-base-v2 (both Apache-2.0), fine-tuned to find attributions.

It is far too large for a web page. What it says about the training texts, and
about texts that nobody annotated, teaches the small network.
"""

import dataclasses
import json
import math

import numpy as np
import torch
from safetensors.torch import load_file
from tokenizers import Tokenizer
from torch import nn
from torch.nn import functional as F

from data import CONVENTIONS, FEATURES
from heads import Heads

PIECES_A_WORD = 6
"""Word pieces of one token at most: only web addresses have more."""
PIECES = 448
"""Word pieces of a chunk at most."""
MASKED = 0.06
"""Share of word pieces that are hidden in training."""
NEVER = -1e4
"""What is added to the score of a piece that attention must not look at."""


@dataclasses.dataclass
class Kind:
    """Where the two kinds of encoders differ: the names of their weights, and pieces with a meaning of their own."""

    attention: str
    """Query, key and value maps of a layer, in this order, are `attention.format(…)`."""
    qkv: tuple
    out: str
    after_attention: str
    start: str
    end: str
    hidden: str
    first_word: str
    """The first piece of the vocabulary that is a word: those before it are not hidden."""
    rate: float
    """The highest learning rate of what is pre-trained."""
    first_position: int = 0
    """The number of the first position."""


KINDS = {
    "bert": Kind("attention.self.{}", ("query", "key", "value"), "attention.output.dense", "attention.output.LayerNorm",
                 "[CLS]", "[SEP]", "[MASK]", "!", 1.5e-4),
    "mpnet": Kind("attention.attn.{}", ("q", "k", "v"), "attention.attn.o", "attention.LayerNorm", "<s>", "</s>", "<mask>", "!", 7e-5, 2),
}
UNKNOWN = "[UNK]"
FARTHEST = 128
"""From this distance on, in pieces, MPNet's attention makes no difference of distance."""


def kind_of(config):
    return KINDS[config.get("model_type", "bert")]


def distances(length, buckets):
    """MPNet's bucket for the distance from each piece to each other: exact when near, then in logarithmic steps."""
    at = torch.arange(length)
    away = at[:, None] - at[None, :]
    half, exact = buckets // 2, buckets // 4
    size = away.abs()
    far = exact + (torch.log(size.clamp(min=1) / exact) / math.log(FARTHEST / exact) * (half - exact)).long()
    return half * (away < 0) + torch.where(size < exact, size, far.clamp(max=half - 1))


class Layer(nn.Module):
    """A layer of BERT or MPNet."""

    def __init__(self, width, heads, inner, dropout, eps):
        super().__init__()
        self.heads, self.dropout = heads, dropout
        self.qkv = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)
        self.after_attention = nn.LayerNorm(width, eps=eps)
        self.up, self.down = nn.Linear(width, inner), nn.Linear(inner, width)
        self.after_inner = nn.LayerNorm(width, eps=eps)

    def forward(self, x, mask):
        batch, length, width = x.shape
        q, k, v = self.qkv(x).view(batch, length, 3, self.heads, -1).permute(2, 0, 3, 1, 4)
        y = F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        y = self.out(y.transpose(1, 2).reshape(batch, length, width))
        drop = lambda t: F.dropout(t, self.dropout, self.training)
        x = self.after_attention(x + drop(y))
        return self.after_inner(x + drop(self.down(F.gelu(self.up(x)))))


class Teacher(nn.Module):
    """A pre-trained encoder over word pieces, and heads over the first piece of each token.

    With `depth`, only so many of the encoder's first layers are used.
    """

    def __init__(self, folder, feature_sizes, field_learned=False, depth=None, dropout=0.1):
        super().__init__()
        config = json.loads((folder / "config.json").read_text())
        width, eps = config["hidden_size"], config.get("layer_norm_eps", 1e-12)
        self.dropout, self.kind = dropout, kind_of(config)
        special = WordPieces(folder).numbers
        self.hidden, self.first_word = special(self.kind.hidden), special(self.kind.first_word)
        self.word = nn.Embedding(config["vocab_size"], width)
        self.position = nn.Embedding(config["max_position_embeddings"], width)
        self.norm = nn.LayerNorm(width, eps=eps)
        self.layers = nn.ModuleList(
            Layer(width, config["num_attention_heads"], config["intermediate_size"], dropout, eps)
            for _ in range(depth or config["num_hidden_layers"]))
        buckets = config.get("relative_attention_num_buckets")
        self.distance = buckets and nn.Embedding(buckets, config["num_attention_heads"])
        self.seen = {name: FEATURES.index(name) for name in ("shape", "quotation", "place")}
        self.extra = nn.ModuleDict({name: nn.Embedding(feature_sizes[name], width) for name in self.seen})
        if field_learned:
            self.extra["convention"] = nn.Embedding(len(CONVENTIONS), width)
        for table in self.extra.values():
            nn.init.normal_(table.weight, std=0.01)
        self.heads = Heads(width, field_learned)
        self.loss = self.heads.loss
        self.load(load_file(folder / "model.safetensors"))

    def load(self, weights):
        get = lambda name: weights[name].float()
        with torch.no_grad():
            self.word.weight.copy_(get("embeddings.word_embeddings.weight"))
            self.position.weight.copy_(get("embeddings.position_embeddings.weight"))
            if "embeddings.token_type_embeddings.weight" in weights:
                self.position.weight.add_(get("embeddings.token_type_embeddings.weight")[:1])
            if self.distance:
                self.distance.weight.copy_(get("encoder.relative_attention_bias.weight"))
            copy = lambda module, name: (module.weight.copy_(get(name + ".weight")), module.bias.copy_(get(name + ".bias")))
            copy(self.norm, "embeddings.LayerNorm")
            for index, layer in enumerate(self.layers):
                at = f"encoder.layer.{index}."
                for part in ("weight", "bias"):
                    three = [get(f"{at}{self.kind.attention.format(name)}.{part}") for name in self.kind.qkv]
                    getattr(layer.qkv, part).copy_(torch.cat(three))
                copy(layer.out, at + self.kind.out)
                copy(layer.after_attention, at + self.kind.after_attention)
                copy(layer.up, at + "intermediate.dense")
                copy(layer.down, at + "output.dense")
                copy(layer.after_inner, at + "output.LayerNorm")

    @torch.autocast("cpu", dtype=torch.bfloat16)
    def forward(self, batch):
        """States [B, T, W] of the tokens."""
        pieces, first = batch["word_pieces"], batch["first_piece"]
        if self.training:
            hidden = (torch.rand(pieces.shape) < MASKED) & (pieces >= self.first_word)
            pieces = pieces.masked_fill(hidden, self.hidden)
        length = pieces.shape[1]
        x = self.word(pieces) + self.position.weight[self.kind.first_position :][:length]
        for name, column in self.seen.items():
            x = x + self.extra[name](batch["piece_features"][..., column])
        if "convention" in self.extra:
            x = x + self.extra["convention"](batch["convention"])[:, None]
        x = F.dropout(self.norm(x), self.dropout, self.training)
        mask = batch["piece_mask"][:, None, None, :]
        if self.distance:
            near = self.distance(distances(length, self.distance.num_embeddings)).permute(2, 0, 1)
            mask = torch.where(mask, near[None], NEVER)
        for layer in self.layers:
            x = layer(x, mask)
        x = x.gather(1, first[..., None].expand(-1, -1, x.shape[-1]))
        return F.dropout(x.float(), self.dropout, self.training)


class WordPieces:
    """Cuts tokens into an encoder's word pieces."""

    def __init__(self, folder):
        self.kind = kind_of(json.loads((folder / "config.json").read_text()))
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.tokenizer.no_truncation()
        self.tokenizer.no_padding()
        self.numbers = self.tokenizer.token_to_id
        self.start, self.unknown = self.numbers(self.kind.start), self.numbers(UNKNOWN)
        self.known = {}

    def of(self, word):
        found = self.known.get(word)
        if found is None:
            ids = self.tokenizer.encode(word, add_special_tokens=False).ids[:PIECES_A_WORD]
            found = self.known[word] = ids or [self.unknown]
        return found

    def add(self, batch, rows):
        """Adds the pieces of chunks [(document, start, end)] to their batch."""
        cut = []
        for document, start, end in rows:
            pieces, owner, first = [self.start], [-1], []
            for token in range(start, end):
                first.append(min(len(pieces), PIECES - 1))
                for piece in self.of(document.raw[token]):
                    pieces.append(piece)
                    owner.append(token - start)
            cut.append((pieces[:PIECES], owner[:PIECES], first))
        longest = max(len(pieces) for pieces, _, _ in cut)
        word_pieces = np.zeros((len(rows), longest), np.int64)
        mask = np.zeros((len(rows), longest), bool)
        firsts = np.zeros((len(rows), batch["mask"].shape[1]), np.int64)
        features = np.zeros((len(rows), longest, len(FEATURES)), np.int64)
        for row, (pieces, owner, first) in enumerate(cut):
            word_pieces[row, : len(pieces)] = pieces
            mask[row, : len(pieces)] = True
            firsts[row, : len(first)] = first
            document, start, _ = rows[row]
            features[row, 1 : len(pieces)] = document.features[start + np.array(owner[1:])]
        batch |= {"word_pieces": torch.from_numpy(word_pieces), "piece_mask": torch.from_numpy(mask),
                  "first_piece": torch.from_numpy(firsts), "piece_features": torch.from_numpy(features)}
        return batch


def groups(model, rate=1e-3):
    """Parameters with their learning rates: low for what is pre-trained, none for word pieces and distances."""
    model.word.weight.requires_grad_(False)
    if model.distance:
        model.distance.weight.requires_grad_(False)
    fresh = ("heads.", "extra.")
    named = [(name, p) for name, p in model.named_parameters() if p.requires_grad]
    return [{"params": [p for name, p in named if not name.startswith(fresh)], "lr": model.kind.rate, "weight_decay": 0.01},
            {"params": [p for name, p in named if name.startswith(fresh)], "lr": rate, "weight_decay": 0.01}]
