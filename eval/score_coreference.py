#!/usr/bin/env python3
"""Who is who in whole texts: the CoNLL score of persons and bodies on GUM.

    score_coreference.py GUM.conllu[.gz] --texts > TEXTS.jsonl
    cargo run --release --example mentions < TEXTS.jsonl > MENTIONS.jsonl
    score_coreference.py GUM.conllu[.gz] MENTIONS.jsonl

MENTIONS: lines {"id","clusters"}; a cluster is a list of spans in code points.  What is scored:

- gold mentions of persons and organizations by name, noun or third-person pronoun.  First and second
  persons are left out: who "I" and "you" are, the program does not ask.
- a mention found is the gold mention whose head (GUM's minimal span) it touches; of several, the one
  that it overlaps most.  So a name without its title is right, and no boundary of a phrase matters.
- a mention found that is gold of another type (a place, a thing) is left out; one that is none in gold counts.
- clusters of one mention are left out on both sides, as in CoNLL-2012.

muc, b3, ceaf (CEAF-phi4) have precision, recall and F1 over all texts, in per cent; conll is the mean
of the three F1.  See Pradhan et al. 2014, "Scoring coreference partitions of predicted mentions".
"""
import gzip
import json
import re
import sys
from collections import Counter

TYPES = ("person", "organization")
NOT_THIRD = set("i me my mine myself we us our ours ourselves you your yours yourself yourselves "
                "'s let's".split())
MARK = re.compile(r"\(([^()]+)(\))?|(\d+)\)")


# --- the scores, over clusters that are sets of mentions ------------------------------------------

def owners(clusters):
    return {mention: index for index, cluster in enumerate(clusters) for mention in cluster}


def muc(key, response):
    """Links of the key's clusters that the response has, and all: its recall."""
    owner = owners(response)
    hit = total = 0
    for cluster in key:
        parts = {owner.get(mention, ("alone", mention)) for mention in cluster}
        hit += len(cluster) - len(parts)
        total += len(cluster) - 1
    return hit, total


def b3(key, response):
    """Over the mentions of the key: the share of their cluster that shares their response cluster."""
    hit = 0.0
    for cluster in key:
        for other in response:
            hit += len(cluster & other) ** 2 / len(cluster)
    return hit, sum(map(len, key))


def ceaf(key, response):
    """The similarity of the best one-to-one pairing of clusters, and how many the key has."""
    phi = [[2 * len(k & r) / (len(k) + len(r)) for r in response] for k in key]
    return best_pairing(phi), len(key)


def best_pairing(weights):
    """The largest sum of weights that takes at most one of each row and column: the Hungarian
    algorithm with potentials, row by row."""
    if not weights or not weights[0]:
        return 0.0
    if len(weights) > len(weights[0]):
        weights = [list(column) for column in zip(*weights)]
    rows, columns = len(weights), len(weights[0])
    u, v = [0.0] * (rows + 1), [0.0] * (columns + 1)
    row_of, way = [0] * (columns + 1), [0] * (columns + 1)  # row 0 and column 0 are nobody
    for row in range(1, rows + 1):
        row_of[0], column = row, 0
        least, seen = [float("inf")] * (columns + 1), [False] * (columns + 1)
        while row_of[column]:
            seen[column], here, step, following = True, row_of[column], float("inf"), 0
            for c in range(1, columns + 1):
                if seen[c]:
                    continue
                slack = -weights[here - 1][c - 1] - u[here] - v[c]
                if slack < least[c]:
                    least[c], way[c] = slack, column
                if least[c] < step:
                    step, following = least[c], c
            for c in range(columns + 1):
                if seen[c]:
                    u[row_of[c]] += step
                    v[c] -= step
                else:
                    least[c] -= step
            column = following
        while column:
            row_of[column], column = row_of[way[column]], way[column]
    return sum(weights[row_of[c] - 1][c - 1] for c in range(1, columns + 1) if row_of[c])


def figures(pairs):
    """{"muc", "b3", "ceaf": (p, r, f1), "conll"} of (key, response) clusters of several texts."""
    found = {}
    for name, metric in (("muc", muc), ("b3", b3), ("ceaf", ceaf)):
        share = lambda each: (lambda t: t[0] / t[1] if t[1] else 0.0)([sum(x) for x in zip((0, 0), *each)])
        recall = share([metric(key, response) for key, response in pairs])
        precision = share([metric(response, key) for key, response in pairs])
        f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        found[name] = tuple(100 * x for x in (precision, recall, f1))
    found["conll"] = sum(found[name][2] for name in ("muc", "b3", "ceaf")) / 3
    return found


def linked(clusters):
    """Clusters of at least two mentions, as sets."""
    return [set(cluster) for cluster in clusters if len(set(cluster)) > 1]


# --- GUM ------------------------------------------------------------------------------------------

def documents(file):
    """{"id", "text", "mentions"} of each text; a mention has "entity", "type", "span", "head"."""
    opener = gzip.open if str(file).endswith(".gz") else open
    with opener(file, "rt", encoding="utf8") as lines:
        doc = None
        for line in lines:
            if line.startswith("# newdoc id"):
                if doc:
                    yield finished(doc)
                doc = {"id": line.split("=", 1)[1].strip(), "text": "", "tokens": [], "marks": []}
            elif line.startswith("# newpar"):
                doc["text"] = doc["text"].rstrip() + ("\n\n" if doc["text"] else "")
            elif line[0].isdigit():
                add_token(doc, line.rstrip("\n").split("\t"))
        if doc:
            yield finished(doc)


def add_token(doc, row):
    """Appends a token and its entity marks.  A range ("3-4") is written once, before its parts."""
    index, word, misc = row[0], row[1], row[9]
    if "." in index:
        return
    space = "" if "SpaceAfter=No" in misc else " "
    if "-" in index:
        first, last = map(int, index.split("-"))
        doc["joined"] = {"parts": last - first + 1, "span": [len(doc["text"]), len(doc["text"]) + len(word)]}
        doc["text"] += word + space
        return
    joined = doc.get("joined")
    if joined and joined["parts"]:
        joined["parts"] -= 1
        doc["tokens"].append({"word": word, "span": joined["span"]})
    else:
        doc["tokens"].append({"word": word, "span": [len(doc["text"]), len(doc["text"]) + len(word)]})
        doc["text"] += word + space
    entity = re.search(r"(?:^|\|)Entity=([^|]*)", misc)
    doc["marks"].append(entity[1] if entity else "")


def finished(doc):
    """The text and its mentions, from the marks of where entities open and close."""
    tokens, is_open, mentions = doc["tokens"], {}, []
    for index, marks in enumerate(doc["marks"]):
        for opened, closed_at_once, closed in MARK.findall(marks):
            if opened:
                entity, kind, _, _, _, head, *_ = opened.split("-")
                mention = {"entity": entity, "type": kind, "start": index, "head": head}
                is_open.setdefault(entity, []).append(mention)
                mentions.append(mention)
            if closed_at_once or closed:
                is_open[entity if opened else closed].pop()["end"] = index
    for mention in mentions:
        own = range(mention.pop("start"), mention.pop("end") + 1)
        heads = [own[int(i) - 1] for i in mention["head"].split(",") if int(i) <= len(own)]
        mention["span"] = [tokens[own[0]]["span"][0], tokens[own[-1]]["span"][1]]
        mention["head"] = [tokens[i]["span"] for i in heads]
        mention["words"] = [tokens[i]["word"].lower() for i in own]
    return {"id": doc["id"], "text": doc["text"].rstrip(), "mentions": mentions}


def iou(one, other):
    """How much of two overlapping spans is in both."""
    both = min(one[1], other[1]) - max(one[0], other[0])
    return both / (one[1] - one[0] + other[1] - other[0] - both)


def key_and_response(mentions, clusters):
    """Gold clusters and those found, over the indices of gold mentions; others are their span."""
    in_scope = {i for i, m in enumerate(mentions) if m["type"] in TYPES and not set(m["words"]) <= NOT_THIRD}
    key = {}
    for i in in_scope:
        key.setdefault(mentions[i]["entity"], []).append(i)
    taken, response = set(), []
    for cluster in clusters:
        kept = []
        for start, end in cluster:
            touches = lambda m: any(a < end and start < b for a, b in m["head"])
            here = [i for i, m in enumerate(mentions) if i not in taken and touches(m)]
            if not here:
                kept.append((start, end))
                continue
            best = max(here, key=lambda i: iou(mentions[i]["span"], (start, end)))
            taken.add(best)
            if best in in_scope:
                kept.append(best)
        response.append(kept)
    return linked(key.values()), linked(response)


def main():
    docs = list(documents(sys.argv[1]))
    if sys.argv[2] == "--texts":
        for doc in docs:
            print(json.dumps({"id": doc["id"], "text": doc["text"]}, ensure_ascii=False))
        return
    with open(sys.argv[2], encoding="utf8") as lines:
        found = {one["id"]: one["clusters"] for one in map(json.loads, lines)}
    pairs = [key_and_response(doc["mentions"], found[doc["id"]]) for doc in docs]
    n = Counter()
    for key, response in pairs:
        n.update({"key": len(key), "key mentions": sum(map(len, key)),
                  "response": len(response), "response mentions": sum(map(len, response))})
    print(f"texts {len(docs)}  gold {n['key mentions']} mentions of {n['key']}  "
          f"found {n['response mentions']} of {n['response']}")
    for name, value in figures(pairs).items():
        print(f"{name:6s} " + (f"P {value[0]:.1f}  R {value[1]:.1f}  F1 {value[2]:.1f}"
                               if isinstance(value, tuple) else f"{value:.1f}"))


if __name__ == "__main__":
    main()
