#!/usr/bin/env python3
"""All figures on the development corpora, in one table.

    corpora.py DATA WHOSAID [--seed FOLDER] [--only NAME ...]

The corpora are not in the repository: their texts belong to their publishers.  DATA has

    field/dev.jsonl.gz                          rows, speakers and tones of whole articles
    polnear/dev.jsonl.gz, resolved_dev.jsonl    PolNeAR's attributions, and names for some articles
    sentiment/NAME.dev.jsonl.gz                 nyt, nyt_par, affect, newsmtsc_rw, sentfin, gne
    paragraphs/dev.jsonl                        news paragraphs with narrator and quoted apart

and the folder of --seed has one more article: summit.txt with summit.gold.json.  What is not there
is left out, and said.  The figures are explained at the head of each scorer.
"""
import argparse
import json
import sys
from pathlib import Path

import from_reports
import run_cases
import score_field
import score_quotes
import score_resolved
import score_roles
import score_tone

ROLES = Path(__file__).resolve().parent / "roles.jsonl"
SENTIMENT = ("nyt", "nyt_par", "affect", "newsmtsc_rw", "sentfin", "gne")


def load(path):
    return score_quotes.load_jsonl(str(path))


def field(data, whosaid):
    golds = load(data / "field" / "dev.jsonl.gz")
    reports = run_cases.analyze(golds, whosaid)
    found = score_field.evaluate(golds, reports)
    for key, value in found.items():
        decimals = 3 if key.startswith(("tone_r", "tone_f1", "narr", "quot", "heading", "mixed")) else 1
        yield key, f"{value:.{decimals}f}" if isinstance(value, float) else str(value)
    roles = score_roles.evaluate(load(ROLES), golds, reports)
    yield "roles", (f"names {roles['names']}  shown {roles['shown']}  with a role {roles['with_role']:.1f}  "
                    f"right {roles['right']:.1f}")


def predictions(golds, whosaid):
    return {p["id"]: p["quotes"] for p in map(from_reports.prediction, run_cases.analyze(golds, whosaid))}


def attributions(golds, preds):
    """Figures of score_quotes.py."""
    found = score_quotes.score(golds, preds)
    cent = lambda x: f"{100 * x:.1f}"
    yield "counts", f"articles {found['articles']}  gold {found['gold']}  predicted {found['pred']}"
    for key in ("content", "detect", "exact", "joint", "speech_view", "speech_view_joint", "lenient"):
        one = found[key]
        yield key, f"P {cent(one['p'])}  R {cent(one['r'])}  F1 {cent(one['f1'])}"
    yield "speaker", f"{cent(found['speaker_acc'])}  with source {cent(found['speaker_acc_with_source'])}"
    for subset, one in found["subsets"].items():
        yield f"recall {subset}", f"n {one['n']}  detect {cent(one['recall'])}  joint {cent(one['joint_recall'])}"


def polnear(data, whosaid):
    golds = load(data / "polnear" / "dev.jsonl.gz")
    preds = predictions(golds, whosaid)
    yield from attributions(golds, preds)
    resolved = data / "polnear" / "resolved_dev.jsonl"
    if not resolved.is_file():
        return
    n, hit, ok = score_resolved.count({r["id"]: r for r in golds}, load(resolved), preds)
    for kind in ("name", "nominal", "pronoun", "all"):
        yield f"resolved {kind}", (f"n {n[kind]}  detected {hit[kind]}  name right {ok[kind]}  "
                                   f"given detection {100 * ok[kind] / max(1, hit[kind]):.1f}  "
                                   f"of all {100 * ok[kind] / max(1, n[kind]):.1f}")


def tone_figures(found):
    return "  ".join(f"{k} {v:.3f}" if isinstance(v, float) else f"{k} {v}" for k, v in found.items())


def sentiment(data, whosaid):
    for name in SENTIMENT:
        path = data / "sentiment" / f"{name}.dev.jsonl.gz"
        if path.is_file():
            golds = load(path)
            yield name, tone_figures(score_tone.evaluate(golds, run_cases.analyze(golds, whosaid)))
        else:
            yield name, f"left out, there is no {path.name}"


def paragraphs(data, whosaid):
    golds = load(data / "paragraphs" / "dev.jsonl")
    reports = run_cases.analyze(golds, whosaid)
    yield "whole", tone_figures(score_tone.evaluate(golds, reports))
    for voice in ("narrator", "quoted"):
        yield voice, tone_figures(score_tone.evaluate(golds, reports, voice))


def seed(folder, whosaid):
    given = json.loads((folder / "summit.gold.json").read_text(encoding="utf8"))
    with open(folder / "summit.txt", encoding="utf8") as text:
        golds = [{"id": "summit", "text": text.read(), "attributions": given["attributions"]}]
    yield from attributions(golds, predictions(golds, whosaid))


PARTS = {"field": field, "polnear": polnear, "sentiment": sentiment, "paragraphs": paragraphs}


def main():
    parser = argparse.ArgumentParser(description="All figures on the development corpora.")
    parser.add_argument("data", type=Path)
    parser.add_argument("whosaid")
    parser.add_argument("--seed", type=Path, help="folder with summit.txt and summit.gold.json")
    parser.add_argument("--only", nargs="+", choices=[*PARTS, "seed"], help="only these parts")
    options = parser.parse_args()
    parts = [(name, part, options.data) for name, part in PARTS.items()]
    if options.seed:
        parts.append(("seed", seed, options.seed))
    shown = 0
    for name, part, folder in parts:
        if options.only and name not in options.only:
            continue
        needed = folder if name == "seed" else folder / name
        if not needed.is_dir():
            print(f"{name:12s} left out, there is no {needed}")
            continue
        for figure, values in part(folder, options.whosaid):
            print(f"{name:12s} {figure:18s} {values}", flush=True)
        shown += 1
    if not shown:
        print(f"nothing to measure in {options.data}", file=sys.stderr)
        return 2
    return 0


if __name__ == "__main__":
    sys.exit(main())
