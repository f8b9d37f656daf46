"""The network: one encoder of gated convolutions, heads for roles and links.

Every function takes the parameters first and works on a batch of chunks.
"""

import jax
import jax.numpy as jnp

from data import CUES, LABELS, LENGTH, PIECES, SOURCES

WIDTH = 128
DILATIONS = (1, 2, 4, 8, 1, 2, 4, 8)
HELPER_LAYER = 4
LINK = 48
DISTANCES = 64
SIZES = {"common": (4096, 32), "prefix": (2048, 20), "suffix": (2048, 24), "shape": (128, 12),
         "quotation": (6, 8), "place": (12, 6)}
HELPERS = ("pos", "entity", "relation")
MINUS = -1e9


def initial(key, vectors, tags):
    """Random parameters; `vectors` are fixed and no parameters."""
    keys = iter(jax.random.split(key, 64))

    def dense(rows, columns, scale=1.0):
        return jax.random.normal(next(keys), (rows, columns)) * scale * rows**-0.5

    params = {"embed": {name: jax.random.normal(next(keys), size) * 0.3 for name, size in SIZES.items()}}
    width = vectors.shape[1] + sum(size[1] for size in SIZES.values())
    params["input"] = (dense(width, WIDTH), jnp.zeros(WIDTH))
    params["layers"] = [(dense(3 * WIDTH, 2 * WIDTH), jnp.zeros(2 * WIDTH), jnp.ones(WIDTH)) for _ in DILATIONS]
    params["roles"] = (dense(WIDTH, len(LABELS)), jnp.zeros(len(LABELS)))
    params["transitions"] = jnp.zeros((len(LABELS), len(LABELS)))
    params["helpers"] = {name: (dense(WIDTH, len(tags[name])), jnp.zeros(len(tags[name]))) for name in HELPERS}
    for name in ("piece", "cue"):
        params[name] = {"from": dense(2 * WIDTH, LINK), "to": dense(2 * WIDTH, LINK),
                        "distance": jnp.zeros(DISTANCES), "sentences": jnp.zeros(8)}
    params["nobody"] = jnp.zeros(2 * WIDTH)
    return params


def dropped(x, rate, key):
    if key is None:
        return x
    keep = jax.random.bernoulli(key, 1 - rate, x.shape)
    return jnp.where(keep, x / (1 - rate), 0)


def norm(x, gain):
    return x * jax.lax.rsqrt(jnp.mean(x * x, -1, keepdims=True) + 1e-6) * gain


def shifted(x, by):
    """Row t holds row t + by; zeros come in at the ends."""
    if by > 0:
        return jnp.pad(x[:, by:], ((0, 0), (0, by), (0, 0)))
    return jnp.pad(x[:, :by], ((0, 0), (-by, 0), (0, 0)))


def encode(params, vectors, batch, key=None, word_dropout=0.08, dropout=0.3):
    """States of the last layer and of the helper layer."""
    keys = iter(jax.random.split(key, 16)) if key is not None else iter([None] * 16)
    parts = {name: params["embed"][name][batch[name]] for name in SIZES}
    parts["word"] = vectors[batch["word"]]
    if key is not None:
        known = jax.random.bernoulli(next(keys), 1 - word_dropout, batch["word"].shape)[..., None]
        for name in ("word", "common", "prefix", "suffix"):
            parts[name] = parts[name] * known
    x = jnp.concatenate([parts[name] for name in ("word", *SIZES)], -1)
    x = dropped(x, dropout / 2, next(keys))
    x = x @ params["input"][0] + params["input"][1]
    mask = batch["mask"][..., None].astype(x.dtype)
    helper = None
    for depth, (dilation, (weight, bias, gain)) in enumerate(zip(DILATIONS, params["layers"])):
        y = norm(x, gain) * mask
        y = dropped(y, dropout / 2, next(keys))
        y = jnp.concatenate([shifted(y, -dilation), y, shifted(y, dilation)], -1) @ weight + bias
        value, gate = jnp.split(y, 2, -1)
        x = x + value * jax.nn.sigmoid(gate)
        if depth + 1 == HELPER_LAYER:
            helper = x
    return x, helper


def bucket(distance):
    """Signed log buckets: exact up to 8 tokens, then coarser."""
    size = jnp.abs(distance)
    far = jnp.floor(jnp.log2(jnp.maximum(size, 8) / 8) * 4)
    code = jnp.minimum(size, 8) + far
    return jnp.clip(DISTANCES // 2 + jnp.sign(distance) * code, 0, DISTANCES - 1).astype(jnp.int32)


def spans(x, ends):
    """First and last state of each span."""
    at = jnp.maximum(ends, 0).reshape(ends.shape[0], -1)
    states = jnp.take_along_axis(x, at[..., None], 1)
    return states.reshape(ends.shape[0], ends.shape[1], -1)


def pair_scores(params, left, right, left_ends, right_ends, sentence):
    scores = jnp.einsum("bld,brd->blr", left @ params["from"], right @ params["to"]) * LINK**-0.5
    gap = right_ends[:, None, :, 0] - left_ends[:, :, None, 0]
    place = lambda ends: jnp.take_along_axis(sentence, jnp.maximum(ends[..., 0], 0), 1)
    sentences = jnp.clip(place(right_ends)[:, None, :] - place(left_ends)[:, :, None] + 4, 0, 7)
    return scores + params["distance"][bucket(gap)] + params["sentences"][sentences]


def link_scores(params, x, batch):
    """Each piece against each cue; each cue against each source or nobody."""
    cue, piece, source = (spans(x, batch[name]) for name in ("cues", "pieces", "sources"))
    of_piece = pair_scores(params["piece"], piece, cue, batch["pieces"], batch["cues"], batch["sentence"])
    of_piece = jnp.where(batch["cues"][:, None, :, 0] >= 0, of_piece, MINUS)
    of_cue = pair_scores(params["cue"], cue, source, batch["cues"], batch["sources"], batch["sentence"])
    of_cue = jnp.where(batch["sources"][:, None, :, 0] >= 0, of_cue, MINUS)
    nobody = (cue @ params["cue"]["from"]) @ (params["nobody"] @ params["cue"]["to"]) * LINK**-0.5
    return of_piece, jnp.concatenate([of_cue, nobody[..., None]], -1)


def crf_loss(emissions, labels, transitions):
    """Negative log-likelihood of a linear chain, a token."""
    mask, label = labels >= 0, jnp.maximum(labels, 0)
    score = jnp.where(mask, jnp.take_along_axis(emissions, label[..., None], -1)[..., 0], 0).sum(1)
    score += jnp.where(mask[:, 1:], transitions[label[:, :-1], label[:, 1:]], 0).sum(1)

    def step(alpha, now):
        emission, alive = now
        after = jax.nn.logsumexp(alpha[:, :, None] + transitions[None], 1) + emission
        return jnp.where(alive[:, None], after, alpha), None

    alpha, _ = jax.lax.scan(step, emissions[:, 0], (emissions[:, 1:].transpose(1, 0, 2), mask[:, 1:].T))
    return (jax.nn.logsumexp(alpha, -1) - score).sum() / mask.sum()


def chosen(scores, targets):
    """Mean cross entropy over the targets that are given."""
    given = targets >= 0
    log = jnp.take_along_axis(jax.nn.log_softmax(scores), jnp.maximum(targets, 0)[..., None], -1)[..., 0]
    return -jnp.where(given, log, 0).sum() / jnp.maximum(given.sum(), 1)


def loss(params, vectors, batch, key, helper_weight=0.3, link_weight=0.1):
    first, second = jax.random.split(key)
    x, helper = encode(params, vectors, batch, first)
    x = dropped(x, 0.3, second)
    roles = crf_loss(x @ params["roles"][0] + params["roles"][1], batch["label"], params["transitions"])
    of_piece, of_cue = link_scores(params, x, batch)
    links = chosen(of_piece, batch["cue_of"]) + chosen(of_cue, batch["source_of"])
    helpers = sum(chosen(helper @ w + b, batch[name]) for name, (w, b) in params["helpers"].items())
    total = roles + link_weight * links + helper_weight * 0.1 * helpers
    return total, {"roles": roles, "links": links, "helpers": helpers}
