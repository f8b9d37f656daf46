#!/usr/bin/env python3
"""Score who said what: extraction of attributions and their sources.

    score_quotes.py GOLD.jsonl[.gz] PRED.jsonl [--json] [--iou 0.5]
    score_quotes.py --selftest

GOLD: lines {"id","text","attributions":[{"source","cue","content"}]}, each a list
of spans.  PRED: lines {"id","quotes":[{"speaker":[[s,e],..]|null,
"cue":[[s,e],..]|null,"content":[[s,e],..],"speaker_name":optional}]}.
Spans are [start,end) in Unicode code points of GOLD's text.  A gold article
without a PRED line counts as having no predictions.

Tokens are the matches of \\w+|[^\\w\\s]; a span covers a token when they share
a character.  All figures are micro over the file.

content    P/R/F1 of the tokens inside any content (per article, as a set).
detect     attributions matched one to one, greedily from the highest IoU (tokens
           in both contents / tokens in either) down to 0.5; ties in file order.
exact      as detect, but the word tokens must be equal, without punctuation and
           without a leading "that".
joint      matches of detect whose speaker is right as well (see speaker_ok).
lenient    no one-to-one: P = predictions with >= 80 % of their content tokens in
           ONE gold content; R = gold contents with >= 50 % of their tokens covered
           by predictions together.  Shows what fragments cost in detect.
speaker    joint / detect, and the same over gold with a source only.
recall_*   detection (and joint) recall on subsets of gold:
  quoted     content has one of the marks \u201c \u201d \" (direct and mixed)
  direct     quoted, and the word tokens all lie between the marks
  indirect   content has none of the marks
  speech     a cue word is a form of SPEECH (or "according")
  other      everything else (want, believe, plan, nouns, ...)
speech_view  R: speech gold only; P: every prediction that matches any gold is right.
"""
import argparse
import gzip
import json
import re
import sys
from collections import Counter, defaultdict

TOKEN = re.compile(r"\w+|[^\w\s]")
MARKS = "\u201c\u201d\""

# Lemmas; inflect() adds the regular forms, IRREGULAR the others.
SPEECH = """
accuse acknowledge add admit advise affirm allege announce answer argue ask
assert assure blast boast brag call caution charge chide cite claim comment
complain concede conclude confess confirm contend counter criticize criticise
decry declare demand denounce deny describe detail disclose discuss dismiss
emphasize emphasise exclaim explain express highlight imply inform insist joke
lament lash maintain mention mock mutter note object observe opine order
outline plead pledge point post praise predict proclaim promise pronounce
propose question quip quote rail reaffirm recall recommend recount refer
reiterate relate relay remark remind repeat reply report request respond retort
retweet reveal say scoff shout sign slam speak specify state stress suggest
swear talk tell testify threaten tout tweet urge vow warn whisper write yell
""".split()
IRREGULAR = {
    "say": "said", "tell": "told", "speak": "spoke spoken", "write": "wrote written",
    "swear": "swore sworn", "plead": "pled", "quip": "quipped quipping",
    "quote": "", "admit": "admitted admitting", "brag": "bragged bragging",
    "refer": "referred referring", "slam": "slammed slamming", "sign": "",
    "accord": "",
}
DROP = {"sign"}  # too ambiguous after all


def inflect(lemma):
    f = {lemma}
    if lemma.endswith("e"):
        f |= {lemma + "s", lemma + "d", lemma[:-1] + "ing"}
    elif re.search(r"[^aeiou]y$", lemma):
        f |= {lemma[:-1] + "ies", lemma[:-1] + "ied", lemma + "ing"}
    elif re.search(r"(s|sh|ch|x|z)$", lemma):
        f |= {lemma + "es", lemma + "ed", lemma + "ing"}
    else:
        f |= {lemma + "s", lemma + "ed", lemma + "ing"}
    return f | set(IRREGULAR.get(lemma, "").split())


SPEECH_FORMS = {"according", "tweeting", "retweeting"}
for _l in SPEECH:
    if _l not in DROP:
        SPEECH_FORMS |= inflect(_l)

STOP = set("""a an the this that these those his her its their our my your and or of
in on at to for from by with as who whom which he she it they we i you him them us me
himself herself themselves one some many most several other another also both all
any each not no is was were are be been s t""".split())


def tokenize(text):
    return [(m.start(), m.end(), m[0]) for m in TOKEN.finditer(text)]


def cover(spans, toks, starts, ends):
    """Set of token indices that the spans touch."""
    from bisect import bisect_left, bisect_right
    out = set()
    for s, e in spans or []:
        lo = bisect_right(ends, s)      # first token that ends after s
        hi = bisect_left(starts, e)     # first token that starts at or after e
        out.update(range(lo, hi))
    return out


def is_word(t):
    return t[0].isalnum() or t[0] == "_"


def core(idx, toks):
    w = sorted(i for i in idx if is_word(toks[i][2]))
    while w and toks[w[0]][2].lower() == "that":
        w.pop(0)
    return frozenset(w)


def is_speech(cue_text):
    return any(t.lower() in SPEECH_FORMS for t in re.findall(r"\w+", cue_text))


def span_text(text, spans):
    return " ".join(text[s:e] for s, e in spans or [])


def quoted_tokens(toks):
    """Token indices between double quote marks.  Straight marks toggle; an opening
    curly mark while one is open (next paragraph of the same quote) restarts."""
    out, open_ = set(), None
    for i, (_, _, t) in enumerate(toks):
        if t == "\u201c" or (t == '"' and open_ is None):
            open_ = i
        elif t in ("\u201d", '"'):
            if open_ is not None:
                out.update(range(open_, i + 1))
            open_ = None
    return out


def speaker_ok(gold_src, pred_spk, toks):
    """Both sets of token indices."""
    if not gold_src:
        return not pred_spk
    if not pred_spk:
        return False
    if gold_src == pred_spk:
        return True
    return any(is_word(toks[i][2]) and toks[i][2].lower() not in STOP
               for i in gold_src & pred_spk)


def greedy(gold, pred, iou_min):
    """Lists of token sets -> {pred index: gold index}."""
    cand = []
    for p, ps in enumerate(pred):
        for g, gs in enumerate(gold):
            inter = len(ps & gs)
            if inter:
                iou = inter / len(ps | gs)
                if iou >= iou_min:
                    cand.append((-iou, g, p))
    used_p, used_g, out = set(), set(), {}
    for _, g, p in sorted(cand):
        if p not in used_p and g not in used_g:
            used_p.add(p)
            used_g.add(g)
            out[p] = g
    return out


def features(rec, toks, starts, ends):
    """Per gold attribution: token sets and the subsets it belongs to."""
    inq = quoted_tokens(toks)
    out = []
    for a in rec["attributions"]:
        c = cover(a["content"], toks, starts, ends)
        txt = span_text(rec["text"], a["content"])
        quoted = any(m in txt for m in MARKS)
        words = {i for i in c if is_word(toks[i][2])}
        sub = {"quoted" if quoted else "indirect"}
        if quoted and words and words <= inq:
            sub.add("direct")
        sub.add("speech" if is_speech(span_text(rec["text"], a["cue"])) else "other")
        out.append({"content": c, "source": cover(a["source"], toks, starts, ends),
                    "core": core(c, toks), "sub": sub, "raw": a})
    return out


def match_article(rec, quotes, iou_min=0.5):
    """-> gold features, predicted features, matches {pred: gold}, toks."""
    toks = tokenize(rec["text"])
    starts = [t[0] for t in toks]
    ends = [t[1] for t in toks]
    gold = features(rec, toks, starts, ends)
    pred = []
    for q in quotes:
        c = cover(q["content"], toks, starts, ends)
        if not c:
            continue
        pred.append({"content": c, "source": cover(q.get("speaker"), toks, starts, ends),
                     "core": core(c, toks), "raw": q})
    m = greedy([g["content"] for g in gold], [p["content"] for p in pred], iou_min)
    return gold, pred, m, toks


def prf(tp, np_, ng, tpr=None):
    p = tp / np_ if np_ else 0.0
    r = (tp if tpr is None else tpr) / ng if ng else 0.0
    return {"p": p, "r": r, "f1": 2 * p * r / (p + r) if p + r else 0.0}


def score(golds, preds, iou_min=0.5):
    n = Counter()
    sub_n, sub_tp, sub_joint = Counter(), Counter(), Counter()
    for rec in golds:
        gold, pred, m, toks = match_article(rec, preds.get(rec["id"], []), iou_min)
        gt = set().union(*[g["content"] for g in gold]) if gold else set()
        pt = set().union(*[p["content"] for p in pred]) if pred else set()
        n["gold_tok"] += len(gt)
        n["pred_tok"] += len(pt)
        n["tok_tp"] += len(gt & pt)
        n["gold"] += len(gold)
        n["pred"] += len(pred)
        n["match"] += len(m)
        n["contained"] += sum(
            any(len(p["content"] & g["content"]) >= 0.8 * len(p["content"]) for g in gold)
            for p in pred)
        n["covered"] += sum(len(g["content"] & pt) >= 0.5 * len(g["content"]) for g in gold)
        # exact: one to one over equal word-token sets
        pool = defaultdict(int)
        for g in gold:
            pool[g["core"]] += 1
        for p in pred:
            if p["core"] and pool[p["core"]] > 0:
                pool[p["core"]] -= 1
                n["exact"] += 1
        hit, joint = set(), set()
        for p, g in m.items():
            hit.add(g)
            ok = speaker_ok(gold[g]["source"], pred[p]["source"], toks)
            if ok:
                joint.add(g)
            if gold[g]["source"]:
                n["match_src"] += 1
                n["match_src_ok"] += ok
        n["joint"] += len(joint)
        for i, g in enumerate(gold):
            for s in g["sub"]:
                sub_n[s] += 1
                sub_tp[s] += i in hit
                sub_joint[s] += i in joint
    res = {
        "articles": len(golds), "gold": n["gold"], "pred": n["pred"],
        "content": prf(n["tok_tp"], n["pred_tok"], n["gold_tok"]),
        "detect": prf(n["match"], n["pred"], n["gold"]),
        "exact": prf(n["exact"], n["pred"], n["gold"]),
        "joint": prf(n["joint"], n["pred"], n["gold"]),
        "lenient": prf(n["contained"], n["pred"], n["gold"], n["covered"]),
        "speaker_acc": n["joint"] / n["match"] if n["match"] else 0.0,
        "speaker_acc_with_source": n["match_src_ok"] / n["match_src"] if n["match_src"] else 0.0,
        "speech_view": prf(n["match"], n["pred"], sub_n["speech"], sub_tp["speech"]),
        "speech_view_joint": prf(n["joint"], n["pred"], sub_n["speech"], sub_joint["speech"]),
        "subsets": {s: {"n": sub_n[s], "recall": sub_tp[s] / sub_n[s],
                        "joint_recall": sub_joint[s] / sub_n[s]}
                    for s in ("quoted", "direct", "indirect", "speech", "other") if sub_n[s]},
    }
    return res


def load_jsonl(path):
    opener = gzip.open if path.endswith(".gz") else open
    with opener(path, "rt", encoding="utf-8") as f:
        return [json.loads(line) for line in f if line.strip()]


def load_pred(path):
    out = {}
    for r in load_jsonl(path):
        out[r["id"]] = r["quotes"]
    return out


def pct(x):
    return f"{100 * x:5.1f}"


def show(res):
    print(f"articles {res['articles']}  gold {res['gold']}  predicted {res['pred']}")
    for k in ("content", "detect", "exact", "joint", "speech_view", "speech_view_joint", "lenient"):
        r = res[k]
        print(f"{k:18s} P {pct(r['p'])}  R {pct(r['r'])}  F1 {pct(r['f1'])}")
    print(f"speaker accuracy given a match {pct(res['speaker_acc'])}"
          f"  (gold with source: {pct(res['speaker_acc_with_source'])})")
    for s, r in res["subsets"].items():
        print(f"recall {s:9s} n {r['n']:5d}  detect {pct(r['recall'])}  joint {pct(r['joint_recall'])}")


def selftest():
    #         0         1         2         3         4         5
    #         0123456789012345678901234567890123456789012345678901234567
    text = 'Ann Lee said that it rains. "We left," he added. Bo wants tea.'
    f = text.index

    def sp(s):
        return [[f(s), f(s) + len(s)]]
    gold = {"id": "x", "text": text, "attributions": [
        {"source": sp("Ann Lee"), "cue": sp("said"), "content": sp("that it rains")},   # 3 tok
        {"source": sp("he"), "cue": sp("added"), "content": sp('"We left,"')},          # 5 tok
        {"source": sp("Bo"), "cue": sp("wants"), "content": sp("tea")}]}                # 1 tok

    def near(a, b):
        assert abs(a - b) < 1e-9, (a, b)
    # 1. perfect
    r = score([gold], {"x": [{"speaker": a["source"], "cue": a["cue"], "content": a["content"]}
                             for a in gold["attributions"]]})
    for k in ("content", "detect", "exact", "joint", "speech_view"):
        near(r[k]["f1"], 1)
    assert r["subsets"]["quoted"]["n"] == 1 and r["subsets"]["direct"]["n"] == 1
    assert r["subsets"]["indirect"]["n"] == 2
    assert r["subsets"]["speech"]["n"] == 2 and r["subsets"]["other"]["n"] == 1
    # 2. content without "that" and with the full stop: tokens it rains . -> IoU 2/4 = .5
    #    matched, exact (that and . dropped); speaker "Lee" ok.
    #    quote 2: We left (2 of 5 tokens, IoU .4): no match but exact; speaker Ann Lee
    #    one spurious: "tea." with IoU 1/2 matched; speaker None -> joint false
    p2 = [{"speaker": sp("Lee"), "cue": None, "content": sp("it rains.")},
          {"speaker": sp("Ann Lee"), "cue": None, "content": sp("We left")},
          {"speaker": None, "cue": None, "content": sp("tea.")}]
    r = score([gold], {"x": p2})
    # gold tokens 3+5+1 = 9; predicted 3+2+2 = 7; shared 2+2+1 = 5
    near(r["content"]["p"], 5 / 7)
    near(r["content"]["r"], 5 / 9)
    near(r["detect"]["p"], 2 / 3)
    near(r["detect"]["r"], 2 / 3)
    near(r["exact"]["p"], 1)
    near(r["joint"]["p"], 1 / 3)
    near(r["joint"]["r"], 1 / 3)
    near(r["speaker_acc"], 1 / 2)
    near(r["lenient"]["p"], 1 / 3)      # We left; the two with a full stop are 2/3 and 1/2
    near(r["lenient"]["r"], 2 / 3)      # 2/3 of the first, 2/5 of the second, all of the third
    near(r["subsets"]["quoted"]["recall"], 0)
    near(r["subsets"]["speech"]["recall"], 1 / 2)
    near(r["speech_view"]["p"], 2 / 3)
    near(r["speech_view"]["r"], 1 / 2)
    near(r["speech_view"]["f1"], 2 * (2 / 3) * .5 / (2 / 3 + .5))
    # 3. one to one: two predictions on the same gold, the better one wins
    p3 = [{"speaker": sp("Ann Lee"), "cue": None, "content": sp("that it rains.")},
          {"speaker": sp("Bo"), "cue": None, "content": sp("that it rains")}]
    r = score([gold], {"x": p3})
    near(r["detect"]["p"], 1 / 2)
    near(r["joint"]["p"], 0)
    near(r["exact"]["p"], 1 / 2)
    # 4. pronoun: same span needed; overlap in a stop word only is wrong
    t2 = "The man of the year said yes."
    g2 = {"id": "y", "text": t2, "attributions": [
        {"source": [[0, 19]], "cue": [[20, 24]], "content": [[25, 28]]}]}
    ok = [{"speaker": [[4, 7]], "cue": None, "content": [[25, 28]]}]
    bad = [{"speaker": [[0, 3]], "cue": None, "content": [[25, 28]]}]
    near(score([g2], {"y": ok})["joint"]["f1"], 1)
    near(score([g2], {"y": bad})["joint"]["f1"], 0)
    near(score([g2], {"y": bad})["detect"]["f1"], 1)
    # 5. gold without source: right when nothing is predicted
    g3 = {"id": "z", "text": t2, "attributions": [
        {"source": [], "cue": [[20, 24]], "content": [[25, 28]]}]}
    near(score([g3], {"z": [{"speaker": None, "content": [[25, 28]]}]})["joint"]["f1"], 1)
    near(score([g3], {"z": ok})["joint"]["f1"], 0)
    # 6. no predictions
    r = score([gold], {})
    near(r["detect"]["f1"], 0)
    # 7. code points, not UTF-16 units; discontiguous content
    t4 = "\U0001F600 \u201cA b,\u201d says Z. \u201cC d.\u201d"
    g4 = {"id": "w", "text": t4, "attributions": [
        {"source": [[14, 15]], "cue": [[9, 13]], "content": [[2, 8], [17, 23]]}]}
    assert t4[9:13] == "says" and t4[14] == "Z" and t4[17:23] == "\u201cC d.\u201d", t4[17:23]
    near(score([g4], {"w": [{"speaker": [[14, 15]], "content": [[3, 6], [18, 21]]}]})["exact"]["f1"], 1)
    # tokens: gold 5 + 5 = 10; predicted A b C d = 4 -> IoU .4, not matched
    near(score([g4], {"w": [{"speaker": [[14, 15]], "content": [[3, 6], [18, 21]]}]})["detect"]["f1"], 0)
    for w in ("said", "tells", "wrote", "adding", "denied", "admitted", "noting", "According to"):
        assert is_speech(w), w
    for w in ("wants", "believed", "plan", "address", "not"):
        assert not is_speech(w), w
    print("selftest ok")


def main():
    ap = argparse.ArgumentParser()
    ap.add_argument("gold", nargs="?")
    ap.add_argument("pred", nargs="?")
    ap.add_argument("--json", action="store_true")
    ap.add_argument("--iou", type=float, default=0.5)
    ap.add_argument("--selftest", action="store_true")
    a = ap.parse_args()
    if a.selftest:
        return selftest()
    if not a.pred:
        ap.error("GOLD.jsonl and PRED.jsonl are needed")
    res = score(load_jsonl(a.gold), load_pred(a.pred), a.iou)
    if a.json:
        json.dump(res, sys.stdout, indent=1)
        print()
    else:
        show(res)


if __name__ == "__main__":
    main()
