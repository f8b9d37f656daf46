#!/usr/bin/env python3
"""Score the tone of texts against people's labels.

    whosaid analyze --jsonl --offsets chars < GOLD.jsonl > REPORTS.jsonl
    score_tone.py GOLD.jsonl[.gz] REPORTS.jsonl [--voice narrator|quoted]
    score_tone.py --selftest

GOLD: lines {"id","text","label"} with label a number, and "cls" neg|neu|pos where the
set has classes (else the sign of label).  A report's score is the mean of its
paragraphs' tone scores, weighted by their length in words; its class is the label of
its only paragraph, or, with several, the sign of that mean (neutral within +-0.05).

--voice scores that field against GOLD's field of the same name, over the texts where
GOLD has one; a report without that voice counts as 0, neutral.

r      Pearson between score and label
auc    how often a positive text scores above a negative one (a tie counts half)
acc    share of texts with the right class of the three
f1     macro-F1 over the classes that occur in GOLD
"""
import gzip
import json
import sys

CLASS = {"neg": -1, "neu": 0, "pos": 1, "negative": -1, "neutral": 0, "mixed": 0, "positive": 1}


def lines(path):
    opener = gzip.open if path.endswith(".gz") else open
    with opener(path, "rt", encoding="utf8") as f:
        return [json.loads(x) for x in f if x.strip()]


def pearson(x, y):
    n = len(x)
    mx, my = sum(x) / n, sum(y) / n
    sxy = sum((a - mx) * (b - my) for a, b in zip(x, y))
    sxx = sum((a - mx) ** 2 for a in x)
    syy = sum((b - my) ** 2 for b in y)
    return sxy / (sxx * syy) ** 0.5 if sxx and syy else 0.0


def auc(score, cls):
    pos = [s for s, c in zip(score, cls) if c > 0]
    neg = [s for s, c in zip(score, cls) if c < 0]
    if not pos or not neg:
        return float("nan")
    ranked = sorted([(s, 1) for s in pos] + [(s, 0) for s in neg])
    total = i = 0
    while i < len(ranked):
        j = i
        while j < len(ranked) and ranked[j][0] == ranked[i][0]:
            j += 1
        total += (i + j + 1) / 2 * sum(k for _, k in ranked[i:j])
        i = j
    return (total - len(pos) * (len(pos) + 1) / 2) / (len(pos) * len(neg))


def macro_f1(gold, pred):
    out = []
    for c in sorted(set(gold)):
        tp = sum(g == c == p for g, p in zip(gold, pred))
        out.append(2 * tp / (sum(g == c for g in gold) + sum(p == c for p in pred)))
    return sum(out) / len(out)


def tone_of(report, text, voice="tone"):
    parts = [dict(p, tone=p[voice]) for p in report["paragraphs"] if p.get(voice)]
    if not parts:
        return 0.0, 0
    weight = [max(1, len(text[p["span"][0]:p["span"][1]].split())) for p in parts]
    score = sum(w * p["tone"]["score"] for w, p in zip(weight, parts)) / sum(weight)
    if len(parts) == 1:
        return score, CLASS[parts[0]["tone"]["label"]]
    return score, (score > 0.05) - (score < -0.05)


def evaluate(gold, reports, voice=None):
    if voice:
        gold = [dict(g, label=g[voice]) for g in gold if g[voice] is not None]
    by_id = {r["id"]: r["report"] for r in reports}
    missing = [g["id"] for g in gold if g["id"] not in by_id]
    if missing:
        sys.exit(f"{len(missing)} texts have no report, the first is {missing[0]}")
    label = [g["label"] for g in gold]
    cls = [CLASS[g["cls"]] if "cls" in g else (g["label"] > 0) - (g["label"] < 0) for g in gold]
    got = [tone_of(by_id[g["id"]], g["text"], voice or "tone") for g in gold]
    score, pred = [s for s, _ in got], [c for _, c in got]
    return {
        "n": len(gold),
        "r": pearson(score, label),
        "auc": auc(score, cls),
        "acc": sum(a == b for a, b in zip(cls, pred)) / len(gold),
        "f1": macro_f1(cls, pred),
    }


def selftest():
    def report(score, label):
        return {"paragraphs": [{"span": [0, 3], "tone": {"score": score, "label": label}}]}
    gold = [{"id": i, "text": "a b", "label": x, "cls": c} for i, (x, c) in
            enumerate([(-1, "neg"), (0, "neu"), (1, "pos"), (1, "pos")])]
    pred = [(-0.5, "negative"), (0.0, "positive"), (0.2, "positive"), (-0.6, "neutral")]
    m = evaluate(gold, [{"id": i, "report": report(*p)} for i, p in enumerate(pred)])
    assert m["n"] == 4 and m["acc"] == 0.5, m
    assert abs(m["auc"] - 0.5) < 1e-9, m          # 0.2 beats -0.5, -0.6 does not
    assert abs(m["f1"] - (1 + 0 + 0.5) / 3) < 1e-9, m
    assert abs(pearson([1, 2, 3], [2, 4, 6]) - 1) < 1e-9
    print("selftest ok")


if __name__ == "__main__":
    if sys.argv[1:] == ["--selftest"]:
        selftest()
    else:
        voice = sys.argv[4] if sys.argv[3:4] == ["--voice"] else None
        m = evaluate(lines(sys.argv[1]), lines(sys.argv[2]), voice)
        print("  ".join(f"{k} {v:.3f}" if isinstance(v, float) else f"{k} {v}" for k, v in m.items()))
