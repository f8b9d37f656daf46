#!/usr/bin/env python3
"""Whether confidences are honest, and what "to check" catches.

    whosaid analyze --jsonl --offsets chars < GOLD.jsonl > REPORTS.jsonl
    confidence.py GOLD.jsonl[.gz] REPORTS.jsonl

The gold is that of score_field.py, and so is what a right row is: it matches one of the
gold and names the right speakers.  The first table has the rows of each tenth of
confidence, the second, for thresholds, how many of the wrong rows lie below it and how
many of the rows below it are wrong.
"""
import sys

import score_field
import score_quotes


def judged(golds, reports):
    """(confidence, whether it is right) of every row."""
    by_id = {r["id"]: r["report"] for r in reports}
    for rec in golds:
        rep = by_id[rec["id"]]
        name = {s["id"]: s["name"] for s in rep["speakers"]}
        quotes = [{"speaker": q["source"], "cue": q["cue"], "content": q["content"], "confidence": q["confidence"],
                   "names": [name[i] for i in q["speakers"]]} for q in rep["quotes"]]
        gold, pred, match, _ = score_quotes.match_article(rec, quotes)
        for p, row in enumerate(pred):
            raw = row["raw"]
            yield raw["confidence"], p in match and score_field.names_right(
                gold[match[p]]["raw"]["speakers"], raw["names"])


def tables(rows):
    """The lines of both tables."""
    yield "confidence     rows   mean  right"
    for low in range(0, 100, 10):
        inside = [(c, right) for c, right in rows if low <= 100 * c < low + 10 or low == 90 and c == 1]
        if inside:
            mean = 100 * sum(c for c, _ in inside) / len(inside)
            share = 100 * sum(right for _, right in inside) / len(inside)
            yield f"{low / 100:.1f} to {low / 100 + 0.1:.1f}  {len(inside):6d}  {mean:5.1f}  {share:5.1f}"
    wrong = sum(not right for _, right in rows)
    yield ""
    yield "below   rows  wrong rows caught  wrong among them"
    for percent in range(30, 85, 5):
        below = [right for c, right in rows if 100 * c < percent]
        if below and wrong:
            bad = below.count(False)
            yield f"{percent / 100:.2f}  {len(below):6d}  {100 * bad / wrong:17.1f}  {100 * bad / len(below):16.1f}"


if __name__ == "__main__":
    for line in tables(list(judged(score_quotes.load_jsonl(sys.argv[1]), score_quotes.load_jsonl(sys.argv[2])))):
        print(line)
