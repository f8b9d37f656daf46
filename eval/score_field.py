#!/usr/bin/env python3
"""How a reader would judge reports: the rows, names and tones of whole articles.

    whosaid analyze --jsonl --offsets chars < GOLD.jsonl > REPORTS.jsonl
    score_field.py GOLD.jsonl[.gz] REPORTS.jsonl [--json] [--show KIND [N]]

GOLD: lines {"id","text","attributions","paragraphs"}.  An attribution has spans (code
points) for source, cue and content, the resolved "speakers" ([] if a reader cannot tell),
"kind", and "core": true for what somebody says, writes, claims …; false for thoughts,
wishes and plans, which may be shown but need not be.  Every figure is in per cent, those
of tone are from -1 to 1.

found      core gold rows with a predicted row (content tokens, IoU >= 0.5, one to one)
direct     direct_found: the same for rows all inside quotation marks; direct_right: those
           found with the right speakers
rows       the number of predicted rows; rows_matched: those that match a gold row (core or not)
row_right  predicted rows that match and name the right speakers (unknown in both is right)
all_right  core gold rows that are found with the right speakers
f1         harmonic mean of row_right and all_right
name       right speakers, given that the row is found and gold has speakers; name_name,
           name_nominal, name_pronoun, name_none by what the text has as source (n_...: how many)
sure       share of predicted rows with a confidence of at least 0.8; sure_right: row_right
           among these
tone       paragraphs: tone_r (Pearson of score and label), tone_f1 (macro over the signs),
           narrator_r, quoted_r

--show missed|spurious|name|tone prints such cases, at most N (40).
"""
import json
import re
import sys
from collections import Counter

import score_quotes as score
import score_tone
from analyze_quotes import src_kind
from score_resolved import same


def initials(name):
    return "".join(w[0] for w in re.findall(r"\w+", name) if w[0].isupper()).lower()


def alike(gold, pred):
    """One name for the other: by words, letter for letter, or as its initials ("US")."""
    short = lambda name: re.sub(r"\W", "", name).lower()
    return (same(gold, pred) or short(gold) == short(pred)
            or (len(short(gold)) > 1 and short(gold) == initials(pred))
            or (len(short(pred)) > 1 and short(pred) == initials(gold)))


def names_right(gold, pred):
    """Everybody in gold is named and nobody else is."""
    if not gold:
        return not pred
    if not pred:
        return False
    return all(any(alike(g, p) for p in pred) for g in gold) and all(any(alike(g, p) for g in gold) for p in pred)


def spans(rows):
    return [{"content": r["content"], "cue": r["cue"], "speaker": r["source"]} for r in rows]


def evaluate(golds, reports, show=None, most=40):
    by_id = {r["id"]: r["report"] for r in reports}
    n, shown = Counter(), 0
    tones = {"label": [], "narrator": [], "quoted": [], "heading": []}

    def tell(kind, rec, text):
        nonlocal shown
        if show == kind and shown < most:
            shown += 1
            print(f"{rec['id']}: {text}")

    for rec in golds:
        rep, text = by_id[rec["id"]], rec["text"]
        name = {s["id"]: s["name"] for s in rep["speakers"]}
        quotes = [{"speaker": q.get("source"), "cue": q.get("cue"), "content": q["content"],
                   "names": [name[i] for i in q.get("speakers") or []], "confidence": q.get("confidence", 0)}
                  for q in rep["quotes"]]
        gold, pred, m, toks = score.match_article(rec, quotes)
        back = {g: p for p, g in m.items()}
        for g, row in enumerate(gold):
            raw = row["raw"]
            if not raw["core"]:
                continue
            direct = raw["kind"] == "direct"
            n["core"] += 1
            n["direct"] += direct
            if g not in back:
                tell("missed", rec, f"[{raw['kind']}] {score.span_text(text, raw['source'])} / "
                     f"{score.span_text(text, raw['cue'])} / {score.span_text(text, raw['content'])[:140]}")
                continue
            n["found"] += 1
            n["direct found"] += direct
            got = pred[back[g]]["raw"]["names"]
            right = names_right(raw["speakers"], got)
            n["all right"] += right
            n["direct right"] += direct and right
            if raw["speakers"]:
                kind = src_kind(score.span_text(text, raw["source"])) if raw["source"] else "none"
                n["named"] += 1
                n["name right"] += right
                n[f"named {kind}"] += 1
                n[f"name right {kind}"] += right
                if not right:
                    tell("name", rec, f"gold {raw['speakers']} got {got} source "
                         f"“{score.span_text(text, raw['source'])}”: {score.span_text(text, raw['content'])[:90]}")
        for p, row in enumerate(pred):
            raw = row["raw"]
            n["rows"] += 1
            sure = raw["confidence"] >= 0.8
            right = p in m and names_right(gold[m[p]]["raw"]["speakers"], raw["names"])
            n["rows matched"] += p in m
            n["rows right"] += right
            n["sure"] += sure
            n["sure right"] += sure and right
            if p not in m:
                tell("spurious", rec, f"{raw['names']} {score.span_text(text, raw['cue'])} {raw['confidence']}: "
                     f"{score.span_text(text, raw['content'])[:140]}")
        for par in rec["paragraphs"]:
            inside = [x for x in rep["paragraphs"] if x["span"][0] < par["span"][1] and par["span"][0] < x["span"][1]]
            for field, voice in (("label", "tone"), ("narrator", "narrator"), ("quoted", "quoted")):
                if par[field] is None:
                    continue
                value, cls = score_tone.tone_of({"paragraphs": inside}, text, voice)
                tones[field].append((value, cls, par[field]))
                if field == "label":
                    called = any(x["tone"] and x["tone"]["label"] == "mixed" for x in inside)
                    n["mixed gold"] += par["mixed"]
                    n["mixed called"] += called
                    n["mixed right"] += par["mixed"] and called
                    if inside and all(x["kind"] == "heading" for x in inside):
                        tones["heading"].append((value, cls, par[field]))
                sign = (par[field] > 0) - (par[field] < 0)
                if field == "label" and sign * cls < 0:
                    tell("tone", rec, f"gold {par['label']} got {value:.2f}: {text[par['span'][0]:par['span'][1]][:160]}")

    share = lambda a, b: 100 * n[a] / n[b] if n[b] else float("nan")
    r = lambda rows: score_tone.pearson([v for v, _, _ in rows], [g for _, _, g in rows]) if rows else float("nan")
    signs = [(g > 0) - (g < 0) for _, _, g in tones["label"]]
    precision, recall = share("rows right", "rows"), share("all right", "core")
    mixed = n["mixed gold"] + n["mixed called"]
    mixed_f1 = 2 * n["mixed right"] / mixed if mixed else float("nan")
    out = {"articles": len(golds), "core": n["core"], "rows": n["rows"],
           "found": share("found", "core"), "direct_found": share("direct found", "direct"),
           "direct_right": share("direct right", "direct"),
           "rows_matched": share("rows matched", "rows"), "row_right": precision, "all_right": recall,
           "f1": 2 * precision * recall / (precision + recall) if precision + recall else 0.0,
           "name": share("name right", "named"), "sure": share("sure", "rows"), "sure_right": share("sure right", "sure")}
    for kind in ("name", "nominal", "pronoun", "none"):
        if n[f"named {kind}"]:
            out[f"name_{kind}"] = share(f"name right {kind}", f"named {kind}")
            out[f"n_{kind}"] = n[f"named {kind}"]
    out |= {"tone_n": len(tones["label"]), "tone_r": r(tones["label"]),
            "tone_f1": score_tone.macro_f1(signs, [c for _, c, _ in tones["label"]]) if signs else float("nan"),
            "narrator_r": r(tones["narrator"]), "quoted_r": r(tones["quoted"]), "heading_r": r(tones["heading"]),
            "mixed_f1": mixed_f1}
    return out


if __name__ == "__main__":
    options = sys.argv[3:]
    show = options[options.index("--show") + 1] if "--show" in options else None
    most = int(options[options.index("--show") + 2]) if show and len(options) > options.index("--show") + 2 else 40
    found = evaluate(score.load_jsonl(sys.argv[1]), score.load_jsonl(sys.argv[2]), show, most)
    if show:
        sys.exit()
    if "--json" in options:
        print(json.dumps(found))
    else:
        for key, value in found.items():
            print(f"{key:13s} {value:.3f}" if key.startswith(("tone_r", "tone_f1", "narr", "quot")) else
                  f"{key:13s} {value:.1f}" if isinstance(value, float) else f"{key:13s} {value}")
