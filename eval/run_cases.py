#!/usr/bin/env python3
"""Small texts with a known answer.   run_cases.py CASES.jsonl WHOSAID [ID...]

A case has a "text" and either "expect" (all the rows it should give: speaker, content, kind)
or "tone" (paragraph, label; "a|b" allows either), and it may "forbid" contents.  A speaker is
null for unknown, "A+B" for both, "A|B" for either spelling.  A case passes when every expected
row is there (at least seven tenths of its words, in one row or in one piece of a row, and at
least half of what is shown) with the right speaker, and there is no forbidden row and no row
that was not expected.  A wrong kind is reported but does not fail the case.  With IDs, only
those cases are printed, passed or not.  The exit status is 0 unless the program fails; the last line has the count.
"""
import json
import re
import subprocess
import sys
from collections import Counter


def words(s):
    return re.findall(r"\w+", s.lower().replace("’", "").replace("'", ""))


def same_speaker(wanted, names):
    if wanted is None:
        return not names
    got = sorted(" ".join(words(n)) for n in names)
    return any(sorted(" ".join(words(x)) for x in alt.split("+")) == got for alt in wanted.split("|"))


def rows(text, report):
    name = {s["id"]: s["name"] for s in report["speakers"]}
    for q in report["quotes"]:
        yield {"names": [name[i] for i in q["speakers"]], "pieces": [text[a:b] for a, b in q["content"]], "kind": q["kind"]}


def overlap(wanted, got):
    a, b = words(wanted), words(got)
    n = sum((Counter(a) & Counter(b)).values())
    return n / max(1, len(a)), n / max(1, len(b))


def check(case, report):
    """(what is wrong, what is only worth knowing), each a list of messages."""
    got, used, wrong, told = list(rows(case["text"], report)), set(), [], []
    for e in case.get("expect") or []:
        best = None
        for i, row in enumerate(got):
            for piece in [" … ".join(row["pieces"]), *row["pieces"]]:
                recall, precision = overlap(e["content"], piece)
                key = (recall >= 0.7, same_speaker(e["speaker"], row["names"]), recall * precision)
                if recall >= 0.7 and (best is None or key > best[0]):
                    best = (key, i, precision)
        if best is None:
            wrong.append(f"missing: {e['speaker']} «{e['content']}»")
            continue
        row = got[best[1]]
        used.add(best[1])
        if not same_speaker(e["speaker"], row["names"]):
            wrong.append(f"speaker: {e['speaker']} wanted, {row['names']} shown for «{' … '.join(row['pieces'])}»")
        if best[2] < 0.5:
            wrong.append(f"too long: «{' … '.join(row['pieces'])}»")
        if e["kind"] != row["kind"]:
            told.append(f"kind: {e['kind']} wanted, {row['kind']} shown")
    for f in case.get("forbid", []):
        wrong += [f"forbidden: «{f}»" for row in got if words(f) and words(" ".join(row["pieces"])) == words(f)]
    if "expect" in case:
        wrong += [f"row too many: {row['names']} «{' … '.join(row['pieces'])}»" for i, row in enumerate(got) if i not in used]
    for t in case.get("tone", []):
        tone = report["paragraphs"][t["paragraph"]]["tone"]
        label = tone["label"] if tone else None
        if label not in t["label"].split("|"):
            wrong.append(f"tone of paragraph {t['paragraph']}: {t['label']} wanted, {label} {tone and tone['score']} shown")
    return wrong, told


def load(path):
    with open(path, encoding="utf8") as lines:
        return [json.loads(x) for x in lines]


def analyze(docs, whosaid):
    """One line {"id", "report"} per document, as the program at `whosaid` writes them."""
    given = "".join(json.dumps({"id": d["id"], "text": d["text"]}, ensure_ascii=False) + "\n" for d in docs)
    done = subprocess.run([whosaid, "analyze", "--jsonl", "--offsets", "chars"], input=given,
                          stdout=subprocess.PIPE, encoding="utf8")
    reports = [json.loads(line) for line in done.stdout.split("\n") if line]
    if done.returncode or [r["id"] for r in reports] != [d["id"] for d in docs]:
        sys.exit(f"{whosaid} ended with status {done.returncode} and {len(reports)} reports for {len(docs)} texts")
    return reports


def group_of(case):
    return "tone" if "tone" in case and "expect" not in case else "rows"


def main():
    cases = load(sys.argv[1])
    passed = Counter()
    for case, doc in zip(cases, analyze(cases, sys.argv[2])):
        wrong, told = check(case, doc["report"])
        passed[group_of(case), not wrong] += 1
        if case["id"] in sys.argv[3:] or (wrong and len(sys.argv) == 3):
            print(f"{case['id']}  {case['kind']}: {case['text']!r}", *(f"    {x}" for x in wrong + told), sep="\n")
    shown = ", ".join(f"{g} {passed[g, True]} of {passed[g, True] + passed[g, False]}" for g in ("rows", "tone"))
    print(f"passed: {shown}")


if __name__ == "__main__":
    main()
