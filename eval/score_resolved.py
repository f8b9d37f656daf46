#!/usr/bin/env python3
"""Is the right name found for each speaker?

    score_resolved.py GOLD.jsonl[.gz] RESOLVED.jsonl PRED.jsonl

RESOLVED: {"id","resolved":[{"attribution_index":i,"name":"..."|null}]}, indices into
GOLD's attributions.  The predicted name is speaker_name, or else the text of the
speaker span.  It is right when, without stop words and regardless of case, it contains
the last word of the gold name, or all words of one name are in the other.  Given over
the detected (IoU >= 0.5) attributions with a gold name, by what the text has as source,
and over all of them (an attribution that is not detected counts as wrong).
"""
import re
import sys
from collections import Counter

import score_quotes as score
from analyze_quotes import src_kind


def words(s):
    s = re.sub(r"['\u2019]s\b", "", s.lower())
    return [w for w in re.findall(r"\w+", s) if w not in score.STOP]


def same(gold, pred):
    if isinstance(gold, list):  # a joint source: everybody has to be named
        return all(same(name, pred) for name in gold)
    g, p = words(gold), words(pred)
    if not g or not p:
        return False
    return g[-1] in p or set(p) <= set(g) or set(g) <= set(p)


def count(golds, resolved, preds):
    """Counters over kinds of source ("all" for the sum): names in gold, detected, right."""
    n, hit, ok = Counter(), Counter(), Counter()
    for res in resolved:
        rec = golds[res["id"]]
        gold, pred, m, _ = score.match_article(rec, preds.get(rec["id"], []))
        back = {g: p for p, g in m.items()}
        for r in res["resolved"]:
            if r["name"] is None:
                continue
            i = r["attribution_index"]
            k = src_kind(score.span_text(rec["text"], gold[i]["raw"]["source"]))
            for key in (k, "all"):
                n[key] += 1
                if i in back:
                    hit[key] += 1
                    q = pred[back[i]]["raw"]
                    name = q.get("speaker_name") or score.span_text(rec["text"], q.get("speaker"))
                    ok[key] += same(r["name"], name)
    return n, hit, ok


def main():
    golds = {r["id"]: r for r in score.load_jsonl(sys.argv[1])}
    n, hit, ok = count(golds, score.load_jsonl(sys.argv[2]), score.load_pred(sys.argv[3]))
    for k in ("name", "nominal", "pronoun", "all"):
        print(f"{k:8s} n {n[k]:4d}  detected {hit[k]:4d}  name right {ok[k]:4d}  "
              f"given detection {100 * ok[k] / max(1, hit[k]):5.1f}  of all {100 * ok[k] / max(1, n[k]):5.1f}")


if __name__ == "__main__":
    main()
