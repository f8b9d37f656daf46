#!/usr/bin/env python3
"""The right role for each speaker whose name has one beside it.

    whosaid analyze --jsonl --offsets chars < GOLD.jsonl > REPORTS.jsonl
    score_roles.py ROLES.jsonl GOLD.jsonl[.gz] REPORTS.jsonl [--show]

ROLES: lines {"id","name","role"}: a name in an article of GOLD as a span of code points, and every
way in which the text beside some mention of this person tells a role, whole and without its article
("Alma Boats executive" before the name, "judge in Alma" after it).  roles.jsonl beside this script has
100 from the development articles of field/, and no text: up to four persons an article and whoever
else of its speakers has a role, chosen and marked by reading, in order, before any report was read.

A report lists those who say something, so people who are only written about are not in it:

names      the names in ROLES
shown      those that are a mention of a speaker of the report
with_role  shown with some role, in per cent of those shown
right      shown with the right role, in per cent of those shown

A role is right if its words and those of one way to tell it have a token F1 of at least 0.6;
articles, case and punctuation do not count, and an abbreviation stands for its word ("Gov.").
--show prints the roles that are not right.
"""
import re
import sys
from collections import Counter

import score_quotes

LEAST_F1 = 0.6
ARTICLES = {"a", "an", "the"}


def words(role):
    """The words of a role; an abbreviation keeps its full stop."""
    found = re.findall(r"(?:\w\.){2,}|[\w&-]+\.?", re.sub(r"['’]s?\b", "", role.lower()))
    plain = [w.replace(".", "") if w.count(".") > 1 else w for w in found]
    return [w for w in plain if w not in ARTICLES]


def stands_for(short, word):
    """Whether a word is the other one, or its abbreviation: "gov." for "governor"."""
    if short.rstrip(".") == word.rstrip("."):
        return True
    letters = iter(word)
    return short.endswith(".") and short[0] == word[0] and all(c in letters for c in short[:-1])


def f1(gold, pred):
    """Token F1 of two roles."""
    left, right = words(gold), words(pred)
    common = 0
    for word in left:
        match = next((w for w in right if stands_for(word, w) or stands_for(w, word)), None)
        if match is not None:
            right.remove(match)
            common += 1
    total = len(left) + len(words(pred))
    return 2 * common / total if total else 0.0


def speaker_of(report, name):
    """The speaker of a report who is mentioned where a name stands, or None."""
    overlaps = lambda span: span[0] < name[1] and name[0] < span[1]
    return next((s for s in report["speakers"] if any(map(overlaps, s["mentions"]))), None)


def evaluate(roles, golds, reports, show=False):
    texts = {g["id"]: g["text"] for g in golds}
    by_id = {r["id"]: r["report"] for r in reports}
    n = Counter(names=len(roles))
    for row in roles:
        text = texts[row["id"]]
        speaker = speaker_of(by_id[row["id"]], row["name"])
        if speaker is None:
            continue
        n["shown"] += 1
        told = speaker["role"]
        gold = [text[a:b] for a, b in row["role"]]
        right = told is not None and max(f1(role, told) for role in gold) >= LEAST_F1
        n["told"] += told is not None
        n["right"] += right
        if show and not right:
            print(f"{row['id']}: {text[slice(*row['name'])]}: gold {gold} got {told!r}")
    share = lambda key: 100 * n[key] / n["shown"] if n["shown"] else float("nan")
    return {"names": n["names"], "shown": n["shown"], "with_role": share("told"), "right": share("right")}


if __name__ == "__main__":
    found = evaluate(*map(score_quotes.load_jsonl, sys.argv[1:4]), show="--show" in sys.argv[4:])
    for key, value in found.items():
        print(f"{key:10s} {value:.1f}" if isinstance(value, float) else f"{key:10s} {value}")
