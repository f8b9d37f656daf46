"""Corpora as arrays: chunks of at most LENGTH tokens that start at a paragraph.

Tokens and their features come from the `features` example of the crate, so
the network sees in training what it sees in use. Roles are token labels
(B/I for source, cue and content); structure is two kinds of links, from each
piece of content to its cue and from each cue to its source.
"""

import collections
import gzip
import json
import subprocess

import numpy as np

LENGTH = 256
CUES, PIECES, SOURCES = 28, 40, 28
LABELS = ["O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content"]
FEATURES = ["prefix", "suffix", "shape", "quotation", "place"]
NO_SOURCE = SOURCES
IGNORE = -1


def read_jsonl(path):
    opener = gzip.open if str(path).endswith(".gz") else open
    with opener(path, "rt", encoding="utf8") as lines:
        return [json.loads(line) for line in lines]


def tokens_of(documents, program):
    """The tokens and features of each document, by the crate's own example."""
    lines = "".join(json.dumps({"id": d["id"], "text": d["text"]}) + "\n" for d in documents)
    out = subprocess.run([program], input=lines.encode(), stdout=subprocess.PIPE, check=True).stdout
    return [json.loads(line)["tokens"] for line in out.decode().splitlines()]


def layer(path):
    """CoreNLP's part of speech, entity type and relation by token start."""
    layers, current = {}, None
    with gzip.open(path, "rt", encoding="utf8") as lines:
        for line in lines:
            if line.startswith("# "):
                current = layers.setdefault(line[2:].strip(), {})
            elif "\t" in line:
                field = line.rstrip("\n").split("\t")
                current[int(field[0])] = (field[4], field[5], field[7].split(":")[0])
    return layers


def role_spans(document, starts, ends):
    """Attributions as token ranges: source and cue one range or None, content a list."""

    def ranges(spans):
        found = [(int(np.searchsorted(ends, s, "right")), int(np.searchsorted(starts, e, "left"))) for s, e in spans]
        return [r for r in found if r[0] < r[1]]

    out = []
    for attribution in document.get("attributions", []):
        cue, source = ranges(attribution["cue"]), ranges(attribution["source"])
        out.append({"cue": cue[0] if cue else None, "source": source[0] if source else None,
                    "content": ranges(attribution["content"])})
    return out


def cuts(paragraph, sentence):
    """Ends of chunks: at a paragraph if one fits, else at a sentence."""
    start, total = 0, len(paragraph)
    while start < total:
        end = min(start + LENGTH, total)
        if end < total:
            for unit in (paragraph, sentence):
                edges = [i for i in range(start + 1, end + 1) if unit[i] != unit[i - 1]]
                if edges:
                    end = edges[-1]
                    break
        yield start, end
        start = end


def build(documents, tokens_by_document, vocabulary, common, layers, tags):
    """Arrays for training; where each chunk stands; attributions by document."""
    arrays, meta, gold = collections.defaultdict(list), [], {}
    for document, tokens in zip(documents, tokens_by_document):
        if not tokens:
            continue
        columns = list(zip(*tokens))
        starts, ends = np.array(columns[0]), np.array(columns[1])
        gold[document["id"]] = attributions = role_spans(document, starts, ends)
        labels = np.zeros(len(tokens), np.int8)
        for attribution in attributions:
            for role, base in (("source", 1), ("cue", 3)):
                if attribution[role]:
                    mark(labels, attribution[role], base)
            for piece in attribution["content"]:
                mark(labels, piece, 5)
        words = np.array([vocabulary.get(w, 0) for w in columns[2]])
        commons = np.array([common.get(w, 0) for w in columns[2]])
        extra = layers.get(document["id"], {})
        triples = [extra.get(int(s)) for s in starts]
        for start, end in cuts(columns[4], columns[3]):
            n = end - start
            put(arrays, "word", words[start:end], 0)
            put(arrays, "common", commons[start:end], 0)
            put(arrays, "mask", np.ones(n, np.int8), 0)
            put(arrays, "label", labels[start:end], IGNORE)
            put(arrays, "sentence", np.array(columns[3][start:end]) - columns[3][start], 0)
            for index, name in enumerate(FEATURES):
                put(arrays, name, np.array(columns[5 + index][start:end]), 0)
            for index, name in enumerate(tags):
                ids = [tags[name].get(t[index], IGNORE) if t else IGNORE for t in triples[start:end]]
                put(arrays, name, np.array(ids), IGNORE)
            links(arrays, attributions, start, end)
            meta.append((document["id"], start, end))
    stacked = {name: np.stack(rows) for name, rows in arrays.items()}
    return {"arrays": stacked, "meta": meta, "gold": gold}


def mark(labels, span, base):
    labels[span[0]] = base
    labels[span[0] + 1 : span[1]] = base + 1


def put(arrays, name, values, fill):
    row = np.full(LENGTH, fill, np.int32)
    row[: len(values)] = values
    arrays[name].append(row)


def links(arrays, attributions, start, end):
    """Spans in a chunk as [first, last] and whom each piece and cue belongs to."""
    inside = lambda span: span is not None and start <= span[0] and span[1] <= end
    cues = [a for a in attributions if inside(a["cue"])][:CUES]
    sources = sorted({a["source"] for a in attributions if inside(a["source"])})[:SOURCES]
    cue_rows, source_of = np.full((CUES, 2), -1, np.int32), np.full(CUES, IGNORE, np.int32)
    piece_rows, cue_of = np.full((PIECES, 2), -1, np.int32), np.full(PIECES, IGNORE, np.int32)
    source_rows = np.full((SOURCES, 2), -1, np.int32)
    for index, source in enumerate(sources):
        source_rows[index] = (source[0] - start, source[1] - 1 - start)
    piece = 0
    for index, attribution in enumerate(cues):
        cue_rows[index] = (attribution["cue"][0] - start, attribution["cue"][1] - 1 - start)
        if attribution["source"] is None:
            source_of[index] = NO_SOURCE
        elif attribution["source"] in sources:
            source_of[index] = sources.index(attribution["source"])
        for span in attribution["content"]:
            if inside(span) and piece < PIECES:
                piece_rows[piece] = (span[0] - start, span[1] - 1 - start)
                cue_of[piece] = index
                piece += 1
    for name, row in (("cues", cue_rows), ("source_of", source_of), ("pieces", piece_rows),
                      ("cue_of", cue_of), ("sources", source_rows)):
        arrays[name].append(row)
