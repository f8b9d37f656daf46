#!/usr/bin/env python3
"""Fits the weights by which "he" and "she" choose among the persons named before.

    cargo build --release --example pronouns
    pronouns.py --gum FOLDER [--polnear FOLDER] [--program target/release/examples/pronouns]

People annotated GUM's coreference; PolNeAR's layer comes from a program and
counts less. A pronoun is used if one of its candidates is in its chain. Prints
the share of right choices and how well names and pronouns are joined, for
comparison also with always choosing the nearest person, and the weights for
`src/people/resolution/pronoun.rs`.
"""

import argparse
import collections
import functools
import gzip
import itertools
import json
import pathlib
import re
import subprocess

import numpy as np
import torch

import data
import gum

WEAK = 0.5
"""The weight of a pronoun of the automatic layer."""
DECAY = 1e-3
TITLES = 25
"""Characters at most between the start of a mention and the name in it, for titles."""


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--gum", type=pathlib.Path, required=True)
    parser.add_argument("--polnear", type=pathlib.Path)
    parser.add_argument("--program", default="target/release/examples/pronouns")
    return parser.parse_args()


def gum_chains(file):
    """Records, and the mentions of persons by record id, as (start, end, chain)."""
    records, chains = [], {}
    for name, sentences in gum.documents(file):
        text, tokens, mentions, open_ids = "", [], [], []
        for number, (paragraph, rows) in enumerate(sentences):
            if text:
                text = text.rstrip() + ("\n\n" if paragraph else " ")
            first = len(tokens)
            text = gum.add_sentence(rows, number, text, tokens)
            whole = [row for row in rows if "-" not in row[0] and "." not in row[0]]
            for row, token in zip(whole, tokens[first:], strict=True):
                entity = re.search(r"Entity=([^|]*)", row[9])
                # "(5-person-…)" is a mention of one token, "(5-person-…" opens one, "5)" closes it.
                for opened, chain, kind, single, closed in re.findall(
                        r"(\()(\d+)-(\w+)[^()]*(\))?|(\d+)\)", entity[1] if entity else ""):
                    if closed:
                        index = next((i for i in range(len(open_ids) - 1, -1, -1) if open_ids[i][1] == closed), None)
                        if index is not None:
                            start, chain, kind = open_ids.pop(index)
                            mentions.append((start, token["end"], chain, kind))
                    elif single:
                        mentions.append((token["start"], token["end"], chain, kind))
                    else:
                        open_ids.append((token["start"], chain, kind))
        records.append({"id": name, "text": text.rstrip()})
        chains[name] = [mention[:3] for mention in mentions if mention[3] == "person"]
    return records, chains


def polnear_chains(folder, part):
    """The same for PolNeAR's automatic layer, in which mentions of all kinds are kept."""
    records = data.read_jsonl(folder / f"{part}.jsonl.gz")
    chains, mentions, open_at = {}, None, None
    with gzip.open(folder / f"{part}.corenlp.tsv.gz", "rt", encoding="utf8") as lines:
        for line in lines:
            if line.startswith("# "):
                mentions, open_at = chains.setdefault(line[2:].strip(), []), collections.defaultdict(list)
            elif "\t" in line:
                field = line.rstrip("\n").split("\t")
                # "5(" opens a mention of chain 5, "5)" closes it, "5()" is one of one token.
                for chain, opens, closes in re.findall(r"(\d+)(\(?)(\)?)", field[8] if len(field) > 8 else ""):
                    if opens:
                        open_at[chain].append(int(field[0]))
                    if closes and open_at[chain]:
                        mentions.append((open_at[chain].pop(), int(field[1]), chain))
    return [r for r in records if r["id"] in chains], chains


def chain_of(mentions, start, end):
    """The chain of the smallest mention around a name; it may start at most TITLES characters before the name."""
    around = [(e - s, chain) for s, e, chain in mentions if start - TITLES <= s <= start and e >= end]
    return min(around)[1] if around else None


def read(program, records):
    """What the program finds in each record, by id."""
    lines = "".join(json.dumps({"id": r["id"], "text": r["text"]}) + "\n" for r in records)
    out = subprocess.run([program], input=lines.encode(), stdout=subprocess.PIPE, check=True).stdout
    return {document["id"]: document for document in map(json.loads, out.decode().splitlines())}


def examples(documents, chains):
    """(signs of the candidates, which are right) for each pronoun with a right candidate, and the number of all pronouns."""
    found, seen = [], 0
    for name, document in documents.items():
        of_pronoun = {(start, end): chain for start, end, chain in chains[name]}
        of_name = [{chain_of(chains[name], *mention) for mention in named} for named in document["names"]]
        for span, candidates in document["pronouns"]:
            chain = of_pronoun.get(tuple(span))
            if chain is None or not candidates:
                continue
            seen += 1
            right = [chain in of_name[entity] for _, entity in candidates]
            if any(right):
                found.append((np.array([signs for signs, _ in candidates]), np.array(right)))
    return found, seen


def joined(documents, chains, records, weights):
    """Precision, recall and F1, in per cent, of pairs of mentions that are one person.

    Mentions are the pronouns and names that the program or the annotation marks;
    an annotated name that the program does not see stands alone.
    """
    both = of_program = of_people = 0
    for record in records:
        name, document, ours, theirs = record["id"], documents[record["id"]], {}, {}
        of_pronoun = {(start, end): chain for start, end, chain in chains[name]}
        for entity, named in enumerate(document["names"]):
            for start, end in named:
                if chain := chain_of(chains[name], start, end):
                    ours[start, end], theirs[start, end] = entity, chain
        for span, candidates in document["pronouns"]:
            if chain := of_pronoun.get(tuple(span)):
                best = int((np.array([signs for signs, _ in candidates]) @ weights).argmax()) if candidates else None
                ours[tuple(span)] = tuple(span) if best is None else candidates[best][1]
                theirs[tuple(span)] = chain
        for start, end, chain in chains[name]:
            seen = any(s < end and start < e for s, e in ours)
            if not seen and re.fullmatch(r"[A-Z]\w+(?: [A-Z]\w+){0,3}", record["text"][start:end]):
                ours[start, end], theirs[start, end] = (start, end), chain
        pairs = list(itertools.combinations(ours, 2))
        of_program += sum(ours[a] == ours[b] for a, b in pairs)
        of_people += sum(theirs[a] == theirs[b] for a, b in pairs)
        both += sum(ours[a] == ours[b] and theirs[a] == theirs[b] for a, b in pairs)
    precision, recall = both / of_program, both / of_people
    return [100 * value for value in (precision, recall, 2 * precision * recall / (precision + recall))]


def chosen(weights, found):
    return np.mean([right[int((signs @ weights).argmax())] for signs, right in found])


def fitted(parts):
    """Weights from [(examples, the weight of each)]."""
    width = parts[0][0][0][0].shape[1]
    weights = torch.zeros(width, dtype=torch.float64, requires_grad=True)
    optimizer = torch.optim.LBFGS([weights], max_iter=200)
    batches = [(torch.tensor(s, dtype=torch.float64), torch.tensor(r), share)
               for found, share in parts for s, r in found if len(s) > 1]

    def loss():
        optimizer.zero_grad()
        total = sum(share * (torch.logsumexp(s @ weights, 0) - torch.logsumexp((s @ weights)[r], 0))
                    for s, r, share in batches)
        value = total / sum(share for *_, share in batches) + DECAY * weights.square().sum()
        value.backward()
        return value

    optimizer.step(loss)
    return weights.detach().numpy()


def main():
    options = arguments()
    def corpus(records, chains):
        documents = read(options.program, records)
        return *examples(documents, chains), functools.partial(joined, documents, chains, records)

    gold = {part: corpus(*gum_chains(options.gum / f"{part}.conllu.gz")) for part in ("train", "dev")}
    weak = {}
    if options.polnear:
        weak = {part: corpus(*polnear_chains(options.polnear, part)) for part in ("train", "dev")}
    parts = [(gold["train"][0], 1.0)] + ([(weak["train"][0], WEAK)] if weak else [])
    weights = fitted(parts)
    nearest = np.array([4.0, 2.0, 0.0, -1.0] + [0.0] * (len(weights) - 4))
    for name, parts in (("GUM", gold), ("PolNeAR, automatic", weak)):
        for part, (found, seen, score) in parts.items():
            several = [one for one in found if len(one[1]) > 1]
            print(f"{name} {part}: {seen} pronouns, {len(found)} with a right candidate, {len(several)} with several; "
                  f"nearest {100 * chosen(nearest, found):.1f} %, fitted {100 * chosen(weights, found):.1f} % "
                  f"(of several {100 * chosen(nearest, several):.1f}, {100 * chosen(weights, several):.1f})")
            for choice, by in (("nearest", nearest), ("fitted", weights)):
                print(f"  pairs of mentions, {choice}: P {{:.1f}} R {{:.1f}} F1 {{:.1f}}".format(*score(by)))
    print("const WEIGHTS: Signs = [" + ", ".join(f"{w:.2f}" for w in weights) + "];")


if __name__ == "__main__":
    main()
