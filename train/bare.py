#!/usr/bin/env python3
"""Fits the weights by which a quotation without a cue and a source gets its speaker.

    cargo build --release --example bare
    bare.py --field FOLDER [--program target/release/examples/bare]

The annotated rows without a cue and a source teach it. In these articles the last speaker
says nearly all of them; hardly anybody is introduced by one sentence and quoted in the
next. So quotations that have a cue lose it in ways of our own (`FORMS`): "“We left,” said
Ann Lee" becomes "Ann Lee disagrees. “We left.”" Each way has our guess of how likely a
reader would find each candidate. Rows of which no candidate is right, for instance because
a name is not seen, teach nothing. Prints how often the choice is right and how honest its
probability is, by cross-validation over articles and on dev, and the weights for
`src/people/resolution/goes_on.rs`.
"""

import argparse
import collections
import gzip
import itertools
import json
import pathlib
import re
import subprocess
import sys

import numpy as np
import torch

sys.path.insert(0, str(pathlib.Path(__file__).parent.parent / "eval"))
from score_field import names_right  # noqa: E402

QUICK = 0.5
"""The weight of a row of the articles that were read quickly."""
FORM = 0.1
"""The weight of a quotation that lost its cue."""
DECAY = 2e-4
LAST = 0
"""The sign of the last speaker."""
FOLDS = 10
UNSURE = 0.55
"""As in `goes_on.rs`: below this probability nobody is chosen."""

AFTER = 300
"""Characters that are kept after such a quotation."""

PREDICATES = (
    "has moved out.", "watched from the bridge.", "was among those waiting.", "remembers the night well.",
    "runs a shop nearby.", "came with two friends.", "was not convinced.", "disagrees.", "took another view.",
    "has worked there for years.", "lost a house in the flood.", "is less sure.")
FILLERS = (
    "The road was closed until noon.", "Prices rose a little in May.", "The match began an hour late.",
    "Two other towns have the same plan.", "The work will take until spring.", "It rained for most of the week.")

# How a quotation stands in the text without its cue, and how likely it is said by whoever said it ("named"), by
# the last speaker or by nobody who can be told. Other quotations have their sources in [] and their cues in <>.
FORMS = (
    ("{named} {predicate} {quotation}", {"named": 0.9, "last": 0.1}),
    ("{named} {predicate}\n\n{quotation}", {"named": 0.85, "last": 0.15}),
    ("For {named}, it was no surprise. {quotation}", {"named": 0.85, "last": 0.15}),
    ("{filler} But {named} {predicate} {quotation}", {"named": 0.9, "last": 0.1}),
    ("{last} {predicate} {quotation}", {"last": 0.95, "nobody": 0.05}),
    ("{filler} {last} {predicate}\n\n{quotation}", {"last": 0.9, "nobody": 0.1}),
    ("A neighbour {predicate} {quotation}", {"nobody": 0.8, "last": 0.2}),
    ("One woman {predicate}\n\n{quotation}", {"nobody": 0.8, "last": 0.2}),
    ("{filler}\n\n{filler}\n\n{filler} {quotation}", {"nobody": 0.7, "last": 0.3}),
    ("{filler} {filler} {filler}\n\n{filler} {filler}\n\n{quotation}", {"nobody": 0.7, "last": 0.3}),
    ("{last} met {named} in May. {quotation}", {"last": 0.6, "named": 0.2, "nobody": 0.2}),
    ("“Who was there?” <asked> [{last}].\n\n“Everybody came,” <said> [{named}].\n\n“And what did they see?” "
     "[{last}] <asked>.\n\n{quotation}", {"named": 0.75, "nobody": 0.15, "last": 0.1}),
)


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--field", type=pathlib.Path, required=True)
    parser.add_argument("--program", default="target/release/examples/bare")
    return parser.parse_args()


def read_jsonl(file):
    with gzip.open(file, "rt", encoding="utf8") as lines:
        return [json.loads(line) for line in lines]


def read(program, records):
    """What the program finds in each record, by id."""
    lines = "".join(json.dumps({key: r[key] for key in ("id", "text", "attributions")}) + "\n" for r in records)
    out = subprocess.run([program], input=lines.encode(), stdout=subprocess.PIPE, check=True).stdout
    return {document["id"]: document["bare"] for document in map(json.loads, out.decode().splitlines())}


def examples(program, records):
    """(article, signs of the candidates, how likely each is) for each row without cue and source.

    The likelihoods of a row of which no candidate is right are all zero.
    """
    by_id, found = {record["id"]: record for record in records}, []
    for name, rows in read(program, records).items():
        for index, candidates in rows:
            row = by_id[name]["attributions"][index]
            if "article" in by_id[name] and "shares" not in row:
                continue
            shares = row["shares"] if "shares" in row else [(row["speakers"], 1.0)]
            signs = np.array([signs for signs, _ in candidates])
            target = np.array([sum(share for speakers, share in shares if names_right(speakers, names))
                               for _, names in candidates])
            found.append((by_id[name].get("article", name), signs, target))
    return found


def unmarked(form, first):
    """A text without the marks of sources and cues, and its rows, at most one in a paragraph; it starts at `first`."""
    paragraphs, rows = [], []
    for paragraph in form.split("\n\n"):
        parts = {"content": [], "cue": [], "source": []}
        text = ""
        for words in re.findall(r"\[[^]]*\]|<[^>]*>|“[^”]*”|[^[<“]+", paragraph):
            kind = {"[": "source", "<": "cue", "“": "content"}.get(words[0])
            words = words.strip("[]<>")
            if kind:
                parts[kind].append([first + len(text), first + len(text) + len(words)])
            text += words
        rows += [parts] if parts["cue"] else []
        paragraphs.append(text)
        first += len(text) + 2
    return "\n\n".join(paragraphs), rows


def extent(row):
    """The first and the exclusive last character of a row."""
    parts = row["content"] + row["cue"] + row["source"]
    return min(part[0] for part in parts), max(part[1] for part in parts)


def newcomers(record):
    """(row, last speaker) for each quotation with a cue that starts a sentence and names a new speaker."""
    text, last = record["text"], None
    for row in sorted(record["attributions"], key=lambda row: row["content"]):
        (start, end), previous = extent(row), last
        one = len(row["speakers"]) == 1 and re.match(r"[A-Z]\S+ [A-Z]", row["speakers"][0])
        last = row["speakers"][0] if one else None
        if (last and previous and last != previous and row["kind"] == "direct" and row["cue"]
                and len(row["content"]) == 1 and last in text[start:end]
                and re.search(r"(^|[.!?\n][\"”’]?\s*)$", text[:start])):
            yield row, previous


def changed(records):
    """Copies of articles up to a quotation that has lost its cue, one for each of the `FORMS`."""
    predicates, fillers = itertools.cycle(PREDICATES), itertools.cycle(FILLERS)
    for record in records:
        for row, last in newcomers(record):
            text, (start, end), named = record["text"], extent(row), row["speakers"][0]
            before = [other for other in record["attributions"] if extent(other)[1] <= start]
            words = re.sub(r",([\"”])$", r".\1", text[slice(*row["content"][0])])
            rest = re.search(r"[.!?][\"”]?(?=\s|$)|\n|$", text[end - 1:]).end() + end - 1
            who = {"named": [named], "last": [last], "nobody": []}
            for number, (form, shares) in enumerate(FORMS):
                form = re.sub(r"\{filler\}", lambda _: next(fillers), form)
                form = form.format(named=named, last=last, predicate=next(predicates), quotation="")
                filled, inside = unmarked(form, start)
                at = start + len(filled)
                bare = {"content": [[at, at + len(words)]], "cue": [], "source": [],
                        "shares": [(who[one], share) for one, share in shares.items()]}
                yield {"id": f"{record['id']} {start} {number}", "article": record["id"],
                       "text": text[:start] + filled + words + text[rest:rest + AFTER],
                       "attributions": [*before, *inside, bare]}


def fitted(parts):
    """Weights from [(examples, the weight of each)]."""
    batches = [(torch.tensor(signs, dtype=torch.float64), torch.tensor(target, dtype=torch.float64), share)
               for found, share in parts for _, signs, target in found if target.sum()]
    weights = torch.zeros(batches[0][0].shape[1], dtype=torch.float64, requires_grad=True)
    optimizer = torch.optim.LBFGS([weights], max_iter=300)

    def loss():
        optimizer.zero_grad()
        total = sum(share * -(target / target.sum() * torch.log_softmax(signs @ weights, 0)).sum()
                    for signs, target, share in batches)
        value = total / sum(share for *_, share in batches) + DECAY * weights.square().sum()
        value.backward()
        return value

    optimizer.step(loss)
    return weights.detach().numpy()


def choices(weights, found):
    """(probability of the choice, how right it is, whether one candidate could be) for each example."""
    chosen = []
    for _, signs, target in found:
        scores = signs @ weights
        likely = np.exp(scores - scores.max())
        best = int(scores.argmax())
        chosen.append((float(likely[best] / likely.sum()), float(target[best]), bool(target.sum())))
    return chosen


def told(name, chosen, found):
    """Prints the share of right choices, also if the last speaker always goes on, and how many are right by tenths."""
    last = [right for _, right, possible in choices(np.eye(len(found[0][1][0]))[LAST], found) if possible]
    possible = [one for one in chosen if one[2]]
    sure = [one for one in possible if one[0] >= UNSURE]
    print(f"{name}: {len(chosen)} rows, {len(possible)} with a right candidate; right "
          f"{100 * np.mean([right for _, right, _ in possible]):.1f} % (always the last speaker "
          f"{100 * np.mean(last):.1f} %), sure {100 * len(sure) / len(possible):.1f} %")
    tenths = collections.defaultdict(list)
    for probability, right, _ in possible:
        tenths[min(int(probability * 10), 9)].append((probability, right))
    for tenth, ones in sorted(tenths.items()):
        print(f"  {tenth / 10:.1f}: {len(ones):4d} rows, said {np.mean([p for p, _ in ones]):.2f}, "
              f"right {np.mean([right for _, right in ones]):.2f}")


def main():
    options = arguments()
    part = {name: read_jsonl(options.field / f"{name}.jsonl.gz") for name in ("train", "polnear", "dev")}
    found = {name: examples(options.program, records) for name, records in part.items()}
    forms = examples(options.program, list(changed(part["train"] + part["polnear"])))
    parts = [(found["train"], 1.0), (found["polnear"], QUICK), (forms, FORM)]
    articles = sorted({article for some, _ in parts for article, *_ in some})
    fold = {article: index % FOLDS for index, article in enumerate(articles)}
    crossed = {"train": [], "polnear": [], "forms": []}
    for held in range(FOLDS):
        weights = fitted([([one for one in some if fold[one[0]] != held], share) for some, share in parts])
        for name, (some, _) in zip(crossed, parts, strict=True):
            crossed[name] += choices(weights, [one for one in some if fold[one[0]] == held])
    for name, chosen in crossed.items():
        told(f"{name}, cross-validated", chosen, found.get(name, forms))
    weights = fitted(parts)
    told("dev", choices(weights, found["dev"]), found["dev"])
    print("const WEIGHTS: BareSigns = [" + ", ".join(f"{w:.2f}" for w in weights) + "];")


if __name__ == "__main__":
    main()
