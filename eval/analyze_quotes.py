#!/usr/bin/env python3
"""Error analysis: what a prediction file misses, adds and attributes to the wrong speaker.

    analyze_quotes.py GOLD.jsonl[.gz] PRED.jsonl [--examples N]

Every gold attribution without a match (IoU >= 0.5) gets one category, the first that
fits; so does every prediction without a match and every match with a wrong speaker.
The small lexicons serve this report only.
"""
import argparse
import random
import re
from collections import Counter, defaultdict

import score_quotes as score

MIND = """want believe think plan hope expect know seek feel fear worry consider intend try
decide agree disagree prefer support oppose doubt wish need aim look like love hate
remember forget learn realize see understand view regard prepare refuse decline fail
vote favor favour choose concern confident sure aware afraid willing hoping thought knew known felt sought saw
seen understood chose chosen""".split()
EVID = """show find suggest reveal indicate prove demonstrate confirm poll study report
estimate project rank found showed shown""".split()
NOUN = """plan promise comment statement remark claim call view opinion belief criticism
support attack pledge vow proposal message accusation allegation warning question answer
hope fear concern idea argument decision effort demand threat position desire rhetoric
response defense praise outreach ambition intention interest speech tweet letter""".split()
PRON = set("i we he she they it you who which that him her his their its".split())


def lex(words, cue):
    stems = [w[:-1] if w.endswith("e") and len(w) > 4 else w for w in words]
    return any(t == w or (len(w) > 2 and t.startswith(w)) for w in stems
               for t in re.findall(r"\w+", cue.lower()))


def cue_kind(cue):
    c = cue.lower().strip()
    if not re.search(r"\w", c):
        return "punctuation cue (: \u2014 in headlines, tweets, lists)"
    if "according" in c:
        return "according to"
    if score.is_speech(c):
        return "speech verb"
    if lex(MIND, c):
        return "mind or intention (want, believe, plan, expect)"
    if lex(EVID, c):
        return "evidence (show, find, indicate)"
    if lex(NOUN, c):
        return "noun cue (comments, promise, attack on)"
    return "other cue (mocked, applauded, backs, in)"


def content_kind(txt):
    t = txt.strip().lower()
    if any(m in txt for m in score.MARKS):
        return "quoted"
    if t.startswith("that "):
        return "that-clause"
    if t.startswith("to "):
        return "to-infinitive"
    if re.match(r"(if|whether|how|why|what|where|when|who)\b", t):
        return "wh/if-clause"
    if len(re.findall(r"\w+", t)) <= 4:
        return "short phrase (up to 4 words)"
    return "other clause or phrase"


def src_kind(txt):
    w = re.findall(r"\w+", txt.lower())
    if not w:
        return "none"
    if len(w) == 1 and w[0] in PRON:
        return "pronoun"
    if re.search(r"\b[A-Z]\w+", re.sub(r"^\W*\w+", "", txt)) or txt[:1].isupper() and len(w) == 1:
        return "name"
    return "nominal"


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("gold")
    ap.add_argument("pred")
    ap.add_argument("--examples", type=int, default=0)
    a = ap.parse_args()
    golds, preds = score.load_jsonl(a.gold), score.load_pred(a.pred)
    miss, miss2, spur, spk, spk_src = Counter(), Counter(), Counter(), Counter(), Counter()
    tot, tot2, hit2 = Counter(), Counter(), Counter()
    src_tot, src_hit, src_ok = Counter(), Counter(), Counter()
    ex = defaultdict(list)
    for rec in golds:
        text = rec["text"]
        gold, pred, m, toks = score.match_article(rec, preds.get(rec["id"], []))
        got = set(m.values())
        pt = set().union(*[p["content"] for p in pred]) if pred else set()
        T = score.span_text
        for i, g in enumerate(gold):
            r = g["raw"]
            cue, con, src = T(text, r["cue"]), T(text, r["content"]), T(text, r["source"])
            k, c, s = cue_kind(cue), content_kind(con), src_kind(src)
            tot[k] += 1
            tot2[c] += 1
            src_tot[s] += 1
            if i in got:
                hit2[c] += 1
                src_hit[s] += 1
                continue
            cov = g["content"] & pt
            if cov:
                best = max((p for p in pred if p["content"] & g["content"]),
                           key=lambda p: len(p["content"] & g["content"]))
                b = len(best["content"] & g["content"])
                if b >= 0.8 * len(best["content"]):
                    cat = "found, but span too short or in pieces"
                elif b >= 0.8 * len(g["content"]):
                    cat = "found, but span too long (merged with more)"
                else:
                    cat = "found, overlapping badly"
            else:
                cat = "nothing found: " + k
            miss[cat] += 1
            if not cov:
                miss2[(k, c)] += 1
            ex[cat].append(f"[{src}] <{cue}> {con[:70]!r}")
        for pi, p in enumerate(pred):
            if pi in m:
                g = gold[m[pi]]
                s = src_kind(T(text, g["raw"]["source"]))
                if score.speaker_ok(g["source"], p["source"], toks):
                    src_ok[s] += 1
                else:
                    ps = T(text, p["raw"].get("speaker"))
                    cat = ("no speaker given" if not ps else
                           "speaker given, gold has none" if s == "none" else
                           "other mention (" + src_kind(ps) + ")") + f"; gold is {s}"
                    spk[cat] += 1
                    ex["S " + cat].append(f"gold [{T(text, g['raw']['source'])}] got [{ps}]")
                continue
            best = max((len(p["content"] & g["content"]) for g in gold), default=0)
            n = len(p["content"])
            if best >= 0.8 * n:
                cat = "inside a gold content (fragment or second piece)"
            elif best:
                cat = "overlaps gold content badly"
            else:
                hits_cue = any(p["content"] & score.cover(
                    g["raw"]["cue"] + g["raw"]["source"], toks, [t[0] for t in toks],
                    [t[1] for t in toks]) for g in gold)
                cat = "no gold there" + (" (touches a gold source or cue)" if hits_cue else "")
            spur[cat] += 1
            ex["P " + cat].append(f"[{T(text, p['raw'].get('speaker'))}] "
                                  f"<{T(text, p['raw'].get('cue'))}> {T(text, p['raw']['content'])[:70]!r}")
    n = sum(tot.values())
    print(f"gold {n}, missed {sum(miss.values())}")
    for k, v in miss.most_common():
        extra = ""
        kk = k.removeprefix("nothing found: ")
        if kk in tot:
            extra = f"  ({100 * v / tot[kk]:.0f} % of the {tot[kk]} of that kind)"
        print(f"{v:5d} {100 * v / n:5.1f} %  {k}{extra}")
    print("of those with nothing found, the commonest cue x content:")
    for (k, c), v in miss2.most_common(8):
        print(f"{v:5d}  {k} x {c}")
    print("detection recall by kind of content:")
    for k, v in tot2.most_common():
        print(f"      {k:32s} n {v:5d} recall {100 * hit2[k] / v:5.1f}")
    print("by kind of source: n, detection recall, speaker right given a match")
    for k, v in src_tot.most_common():
        print(f"      {k:10s} n {v:5d} {100 * src_hit[k] / v:5.1f} "
              f"{100 * src_ok[k] / max(1, src_hit[k]):5.1f}")
    print("unmatched predictions", sum(spur.values()))
    for k, v in spur.most_common():
        print(f"{v:5d}  {k}")
    print("wrong speakers", sum(spk.values()))
    for k, v in spk.most_common(12):
        print(f"{v:5d}  {k}")
    if a.examples:
        rnd = random.Random(1)
        for k in sorted(ex):
            print("==", k)
            for e in rnd.sample(ex[k], min(a.examples, len(ex[k]))):
                print("    ", e.replace("\n", " / "))


if __name__ == "__main__":
    main()
