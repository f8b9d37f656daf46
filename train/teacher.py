"""The teacher: all-MiniLM-L6-v2 (Apache-2.0), fine-tuned to find attributions.

It is far too large for a web page. What it says about the training texts, and
about texts that nobody annotated, teaches the small network.
"""

import json

import numpy as np
import torch
from safetensors.torch import load_file
from tokenizers import Tokenizer
from torch import nn
from torch.nn import functional as F

from data import FEATURES, LENGTH
from heads import Heads

PIECES_A_WORD = 6
"""Word pieces of one token at most: only web addresses have more."""
PIECES = 448
"""Word pieces of a chunk at most."""
MASKED = 0.06
"""Share of word pieces that are hidden in training."""


class Layer(nn.Module):
    """A layer of BERT."""

    def __init__(self, width, heads, inner, dropout):
        super().__init__()
        self.heads, self.dropout = heads, dropout
        self.qkv = nn.Linear(width, 3 * width)
        self.out = nn.Linear(width, width)
        self.after_attention = nn.LayerNorm(width, eps=1e-12)
        self.up, self.down = nn.Linear(width, inner), nn.Linear(inner, width)
        self.after_inner = nn.LayerNorm(width, eps=1e-12)

    def forward(self, x, mask):
        batch, length, width = x.shape
        q, k, v = self.qkv(x).view(batch, length, 3, self.heads, -1).permute(2, 0, 3, 1, 4)
        y = F.scaled_dot_product_attention(q, k, v, attn_mask=mask)
        y = self.out(y.transpose(1, 2).reshape(batch, length, width))
        drop = lambda t: F.dropout(t, self.dropout, self.training)
        x = self.after_attention(x + drop(y))
        return self.after_inner(x + drop(self.down(F.gelu(self.up(x)))))


class Teacher(nn.Module):
    """MiniLM over word pieces, and heads over the first piece of each token."""

    def __init__(self, folder, feature_sizes, dropout=0.1):
        super().__init__()
        config = json.loads((folder / "config.json").read_text())
        width = config["hidden_size"]
        self.dropout = dropout
        self.word = nn.Embedding(config["vocab_size"], width)
        self.position = nn.Embedding(config["max_position_embeddings"], width)
        self.norm = nn.LayerNorm(width, eps=1e-12)
        self.layers = nn.ModuleList(
            Layer(width, config["num_attention_heads"], config["intermediate_size"], dropout)
            for _ in range(config["num_hidden_layers"]))
        self.seen = {name: FEATURES.index(name) for name in ("shape", "quotation", "place")}
        self.extra = nn.ModuleDict({name: nn.Embedding(feature_sizes[name], width) for name in self.seen})
        for table in self.extra.values():
            nn.init.normal_(table.weight, std=0.01)
        self.heads = Heads(width)
        self.loss = self.heads.loss
        self.load(load_file(folder / "model.safetensors"))

    def load(self, weights):
        get = lambda name: weights[name].float()
        with torch.no_grad():
            self.word.weight.copy_(get("embeddings.word_embeddings.weight"))
            self.position.weight.copy_(get("embeddings.position_embeddings.weight")
                                       + get("embeddings.token_type_embeddings.weight")[:1])
            copy = lambda module, name: (module.weight.copy_(get(name + ".weight")), module.bias.copy_(get(name + ".bias")))
            copy(self.norm, "embeddings.LayerNorm")
            for index, layer in enumerate(self.layers):
                at = f"encoder.layer.{index}."
                for part in ("weight", "bias"):
                    three = [get(f"{at}attention.self.{n}.{part}") for n in ("query", "key", "value")]
                    getattr(layer.qkv, part).copy_(torch.cat(three))
                copy(layer.out, at + "attention.output.dense")
                copy(layer.after_attention, at + "attention.output.LayerNorm")
                copy(layer.up, at + "intermediate.dense")
                copy(layer.down, at + "output.dense")
                copy(layer.after_inner, at + "output.LayerNorm")

    def forward(self, batch):
        """States [B, LENGTH, W] of the tokens."""
        pieces, first = batch["word_pieces"], batch["first_piece"]
        if self.training:
            hidden = (torch.rand(pieces.shape) < MASKED) & (pieces >= 999)
            pieces = pieces.masked_fill(hidden, 103)  # [MASK]
        x = self.word(pieces) + self.position.weight[: pieces.shape[1]]
        for name, column in self.seen.items():
            x = x + self.extra[name](batch["piece_features"][..., column])
        x = F.dropout(self.norm(x), self.dropout, self.training)
        mask = batch["piece_mask"][:, None, None, :]
        for layer in self.layers:
            x = layer(x, mask)
        x = x.gather(1, first[..., None].expand(-1, -1, x.shape[-1]))
        return F.dropout(x.float(), self.dropout, self.training)


class WordPieces:
    """Cuts tokens into MiniLM's word pieces."""

    def __init__(self, folder):
        self.tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self.tokenizer.no_truncation()
        self.tokenizer.no_padding()
        self.known = {}

    def of(self, word):
        found = self.known.get(word)
        if found is None:
            ids = self.tokenizer.encode(word, add_special_tokens=False).ids[:PIECES_A_WORD]
            found = self.known[word] = ids or [100]  # [UNK]
        return found

    def add(self, batch, rows):
        """Adds the pieces of chunks [(document, start, end)] to their batch."""
        cut = []
        for document, start, end in rows:
            pieces, owner, first = [101], [-1], []  # [CLS]
            for token in range(start, end):
                first.append(min(len(pieces), PIECES - 1))
                for piece in self.of(document.raw[token]):
                    pieces.append(piece)
                    owner.append(token - start)
            cut.append((pieces[:PIECES], owner[:PIECES], first))
        longest = max(len(pieces) for pieces, _, _ in cut)
        word_pieces = np.zeros((len(rows), longest), np.int64)
        mask = np.zeros((len(rows), longest), bool)
        firsts = np.zeros((len(rows), LENGTH), np.int64)
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


def groups(model, encoder_rate=1.5e-4, rate=1e-3):
    """Parameters with their learning rates: low for what is pre-trained, none for the word pieces."""
    model.word.weight.requires_grad_(False)
    fresh = ("heads.", "extra.")
    named = [(name, p) for name, p in model.named_parameters() if p.requires_grad]
    return [{"params": [p for name, p in named if not name.startswith(fresh)], "lr": encoder_rate, "weight_decay": 0.01},
            {"params": [p for name, p in named if name.startswith(fresh)], "lr": rate, "weight_decay": 0.01}]
