#!/usr/bin/env python3
"""Has accuracy fallen?  Reads the gold articles and the cases with a program and compares.

    check.py WHOSAID             figures of the program; exit status 1 if one is below its floor
    check.py WHOSAID --update    rewrites floors.json from what is measured, and says what moved

    --gold FOLDER, --cases FILE, --floors FILE    to use others than those beside this script

The figures are those of score_field.py over all articles of the gold folder, the f1 of each kind
of article, and how many cases of cases.jsonl pass (run_cases.py).  A floor is a little below what
was measured when it was set (MARGIN), so that a harmless change passes and a fall does not.
"""
import argparse
import json
import math
import sys
from collections import defaultdict
from pathlib import Path

import gold
import run_cases
import score_field

HERE = Path(__file__).resolve().parent

# How far below the measured value a floor is set, by the kind of figure.  A kind of article is one
# or a few texts, where a single row moves f1 by several points: its floor catches a kind that has
# stopped working, no more.  Cases are counted exactly.
MARGIN = {"per cent": 1.0, "tone": 0.010, "kind": 10.0, "cases": 0}

# Figure of score_field.py, and what the table calls it.
ROWS = {"found": "what is said, found", "direct_found": "the same, direct", "rows_matched": "rows shown that are in gold",
        "row_right": "row right", "all_right": "all right", "f1": "f1", "direct_right": "direct right",
        "name": "right name, once found", "name_name": "  source is a name", "name_nominal": "  source is a description",
        "name_pronoun": "  source is a pronoun", "name_none": "  no source in the text"}
TONES = {"tone_r": "paragraphs, r", "tone_f1": "paragraphs, F1", "narrator_r": "narrator, r", "quoted_r": "quoted, r"}


def unit(figure):
    """The kind of figure that `figure` is, a key of MARGIN."""
    group, _, name = figure.partition(".")
    return {"rows": "per cent", "kind": "kind", "cases": "cases", "tone": "tone"}[group]


def text_of(figure, value):
    return {"tone": f"{value:.3f}", "cases": f"{value:.0f}"}.get(unit(figure), f"{value:.1f}")


# --- measuring ----------------------------------------------------------------------------------

def of_articles(lines, reports):
    """Figures over the gold articles, and the counts that the table shows beside them."""
    by_kind = defaultdict(list)
    for line in lines:
        by_kind[line["id"].partition("-")[2]].append(line)
    whole = score_field.evaluate(lines, reports)
    figures = {f"rows.{k}": whole[k] for k in ROWS if k in whole}
    figures.update({f"tone.{k}": whole[k] for k in TONES})
    kinds = {}
    for kind in sorted(by_kind):
        one = score_field.evaluate(by_kind[kind], reports)
        kinds[kind] = one
        if one["core"]:
            figures[f"kind.{kind}"] = one["f1"] if one["rows"] else 0.0
    return {k: v for k, v in figures.items() if not math.isnan(v)}, whole, kinds


def of_cases(cases, reports):
    """Figures of the cases, and the cases that fail: [(group, id, kind)]."""
    figures, failing = {f"cases.{run_cases.group_of(c)}": 0 for c in cases}, []
    for case, doc in zip(cases, reports):
        wrong, _ = run_cases.check(case, doc["report"])
        group = run_cases.group_of(case)
        figures[f"cases.{group}"] += not wrong
        if wrong:
            failing.append((group, case["id"], case["kind"]))
    return figures, failing


# --- floors -------------------------------------------------------------------------------------

def floors_for(figures):
    """Floors a margin below the figures, rounded down to the digits that are shown."""
    digits = {"tone": 1000, "cases": 1}
    floors = {}
    for figure, value in figures.items():
        step = digits.get(unit(figure), 10)
        floors[figure] = math.floor(round((value - MARGIN[unit(figure)]) * step, 6)) / step
    return floors


def below(figures, floors):
    """What is wrong with the figures by these floors, one message each."""
    faults = []
    for figure, floor in floors.items():
        if figure not in figures:
            faults.append(f"{figure}: has a floor ({text_of(figure, floor)}) but is not measured any more")
        elif not figures[figure] >= floor:
            faults.append(f"{figure}: {text_of(figure, figures[figure])} is below its floor, {text_of(figure, floor)}")
    faults += [f"{figure}: measured ({text_of(figure, figures[figure])}) but has no floor"
               for figure in figures if figure not in floors]
    return faults


def floors_in(path):
    return json.loads(path.read_text(encoding="utf8"))["floors"] if path.is_file() else {}


def update(path, figures):
    old, new = floors_in(path), floors_for(figures)
    written = {"margins": MARGIN, "floors": new}
    path.write_text(json.dumps(written, indent=1, ensure_ascii=False) + "\n", encoding="utf8")
    for figure in sorted(set(old) | set(new)):
        if old.get(figure) != new.get(figure):
            was, now = (text_of(figure, f[figure]) if figure in f else "none" for f in (old, new))
            lowered = figure in old and (figure not in new or new[figure] < old[figure])
            print(f"floor {figure}: {was} → {now}{'  LOWERED' if lowered else ''}")
    print(f"{len(new)} floors in {path.name}")


# --- the table ----------------------------------------------------------------------------------

def table(figures, floors, whole, kinds, failing):
    def line(figure, label, note=""):
        if figure in figures:
            floor = text_of(figure, floors[figure]) if figure in floors else "none"
            print(f"  {label:30s} {text_of(figure, figures[figure]):>7s}  floor {floor:>6s}  {note}".rstrip())

    print(f"{whole['articles']} articles, {whole['core']} core rows, {whole['rows']} rows shown, {whole['tone_n']} paragraphs")
    print("rows, per cent")
    for k, label in ROWS.items():
        count = whole.get(k.replace("name_", "n_")) if k.startswith("name_") else None
        line(f"rows.{k}", label, f"of {count}" if count is not None else "")
    print("tone")
    for k, label in TONES.items():
        line(f"tone.{k}", label)
    print("f1 of each kind of article, per cent")
    for kind, one in kinds.items():
        note = f"row right {one['row_right']:5.1f}  all right {one['all_right']:5.1f}  core rows {one['core']}"
        if one["core"]:
            line(f"kind.{kind}", kind, note)
        else:
            print(f"  {kind:30s} no rows in gold, {one['rows']} shown")
    print("cases that pass")
    for figure in (f for f in figures if f.startswith("cases.")):
        group = figure.partition(".")[2]
        fails = [name for g, name, _ in failing if g == group]
        line(figure, f"{group}, of {figures[figure] + len(fails)}", f"failing: {' '.join(fails)}" if fails else "")


def main(arguments=None):
    parser = argparse.ArgumentParser(description="Compare a program's accuracy with its floors.")
    parser.add_argument("whosaid", help="the program, for example target/release/whosaid")
    parser.add_argument("--update", action="store_true", help="rewrite the floors from what is measured")
    parser.add_argument("--gold", default=HERE / "gold", help="folder of the gold articles")
    parser.add_argument("--cases", type=Path, default=HERE / "cases.jsonl")
    parser.add_argument("--floors", type=Path, default=HERE / "floors.json")
    options = parser.parse_args(arguments)
    lines, cases = gold.load(options.gold), run_cases.load(options.cases)
    figures, whole, kinds = of_articles(lines, run_cases.analyze(lines, options.whosaid))
    of_these, failing = of_cases(cases, run_cases.analyze(cases, options.whosaid))
    figures.update(of_these)
    if options.update:
        update(options.floors, figures)
    if not options.floors.is_file():
        parser.error(f"there is no {options.floors}: --update makes it")
    floors = floors_in(options.floors)
    table(figures, floors, whole, kinds, failing)
    faults = below(figures, floors)
    for fault in faults:
        print(f"FAIL {fault}")
    if faults:
        print("If this is meant, say why in the commit and run eval/check.py WHOSAID --update.")
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main())
