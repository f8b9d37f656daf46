#!/usr/bin/env python3
"""Turns public corpora, as their authors publish them, into the files that the trainers read.

    convert.py polnear REPOSITORY --out polnear
    convert.py conllu FILE... --out gum/train.conllu.gz [--genres news interview ...]
    convert.py vader FOLDER --out sentiment
    convert.py affect FOLDER --out sentiment
    convert.py newsmtsc FOLDER --out sentiment
    convert.py persent train.csv --out sentiment
    convert.py sentfin SEntFiN-v1.1.csv --out sentiment
    convert.py gne gne-release-v1.0.jsonl --out sentiment

`SOURCES.md` says where each is published and under which terms. Every function
below says in its first lines what the published files look like, and how we
know. `README.md` lists where the committed weights had other data than these
converters give.
"""

import argparse
import csv
import gzip
import hashlib
import html
import json
import pathlib
import re
import xml.etree.ElementTree

TRAIN_BELOW, DEV_BELOW = 50, 60
"""Hundredths of the sets that come without parts: half is for training, a tenth for dev, the rest for tests."""
SENTENCES = 3
"""Sentences in a paragraph of nyt_par."""
SMALL = {"nyt": 0.125, "nyt_par": 0.125, "amazon": 0.125, "affect": 0.2}
"""Up to this a label counts as neutral, either way; 0 in the other sets, whose labels are signs."""
GENRES = ("academic", "bio", "court", "interview", "news", "voyage")
"""What we take from GUM: written English by one author, and interviews."""
GOOD = {"joy", "love_including_like", "positive_anticipation_including_optimism", "positive_surprise", "pride", "trust"}
BAD = {"anger", "annoyance", "disgust", "fear", "guilt", "negative_anticipation_including_pessimism",
       "negative_surprise", "sadness", "shame"}
"""Emotions of GoodNewsEveryone by sign."""
ATTRIBUTION_COLUMNS = ("source", "cue", "content")


# Parts and files

def part_of(key):
    """train, dev or, for the rest, test; always the same for the same key."""
    hundredth = int(hashlib.md5(key.encode()).hexdigest()[:8], 16) % 100
    return "train" if hundredth < TRAIN_BELOW else "dev" if hundredth < DEV_BELOW else "test"


def record(name, part, number, text, label, group, **more):
    """A line of a set: a text, a reader's label from -1 to 1, and its class."""
    small = SMALL.get(name, 0)
    sign = "pos" if label > small else "neg" if label < -small else "neu"
    return {"id": number, "text": text, "label": label, "cls": sign, "set": name, "split": part, "group": group, **more}


def one_line(text):
    """The text with single spaces."""
    return " ".join(text.split())


def write(path, lines):
    """Writes a gzip file that has the same bytes whenever it is written."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "wb") as raw, gzip.GzipFile("", "wb", 9, raw, mtime=0) as file:
        file.writelines(line.encode() for line in lines)


def write_sets(folder, records):
    """Writes `{set}.{part}.jsonl.gz` for train and dev; what is for tests is left out."""
    parts = {}
    for each in records:
        parts.setdefault((each["set"], each["split"]), []).append(json.dumps(each, ensure_ascii=False) + "\n")
    for (name, part), lines in sorted(parts.items()):
        if part != "test":
            write(folder / f"{name}.{part}.jsonl.gz", lines)
            print(f"{name}.{part}: {len(lines)} texts")


# PolNeAR

def polnear(repository, out):
    """PolNeAR 1.0, a checkout of its repository.

    `data/{train,dev}/text/NAME.txt`, `attributions/NAME_ANNOTATOR.ann` and
    `corenlp/NAME.txt.xml`. Checked against the repository's files and its own
    reader. Where several people annotated one article, which happens 18 times,
    the first in alphabetical order counts.
    """
    for part in ("train", "dev"):
        folder = repository / "data" / part
        articles, layer = [], []
        for file in sorted((folder / "text").glob("*.txt")):
            with open(file, encoding="utf8", newline="") as opened:
                text = opened.read()
            annotators = sorted(annotator_of(path) for path in (folder / "attributions").glob(f"{file.stem}_*.ann"))
            if not annotators:
                raise SystemExit(f"{folder}: no annotations of {file.stem}")
            brat = (folder / "attributions" / f"{file.stem}_{annotators[0]}.ann").read_text(encoding="utf8")
            articles.append(json.dumps({"id": file.stem, "text": text, "annotator": annotators[0],
                                        "annotators": annotators, "attributions": attributions(brat)},
                                       ensure_ascii=False) + "\n")
            parsed = folder / "corenlp" / f"{file.name}.xml"
            if parsed.exists():
                layer += [f"# {file.stem}\n", *corenlp(parsed.read_text(encoding="utf8"))]
        write(out / f"{part}.jsonl.gz", articles)
        write(out / f"{part}.corenlp.tsv.gz", layer)
        print(f"polnear {part}: {len(articles)} articles")


def annotator_of(path):
    return path.stem.rsplit("_", 1)[1]


def attributions(brat):
    """Attributions of a file in BRAT's standoff format, by where their content begins.

    `T3<tab>Content 11 72;80 92<tab>words` is a span in code points, in
    pieces where it is broken; `E1<tab>Attribution:T4 Content:T3 Cue:T2
    Source:T1` joins spans, `Attribution-no-source` without the last.
    """
    spans, found = {}, []
    for line in brat.splitlines():
        field = line.split("\t")
        if field[0].startswith("T"):
            pieces = field[1].split(" ", 1)[1].split(";")
            spans[field[0]] = [[int(offset) for offset in piece.split()] for piece in pieces]
        elif field[0].startswith("E") and field[1].startswith("Attribution"):
            found.append([argument.split(":") for argument in field[1].split()[1:]])
    out = []
    for arguments in found:
        attribution = {role: [] for role in ATTRIBUTION_COLUMNS}
        for role, span in arguments:
            role = role.rstrip("0123456789").lower()
            if role in attribution:
                attribution[role] = sorted(attribution[role] + spans[span])
        if attribution["cue"] and attribution["content"]:
            out.append(attribution)
    return sorted(out, key=lambda attribution: attribution["content"][0])


def corenlp(text):
    """Lines of the tab-separated layer: start, end, word, lemma, POS, NER, head, relation, coreference.

    CoreNLP's XML: tokens, basic dependencies, and coreference whose mentions
    are numbered by sentence and token from 1, with an exclusive end. Its offsets count UTF-16
    units; no article has a character beyond the first plane, so these are code points.
    """
    document = xml.etree.ElementTree.fromstring(text).find("document")
    sentences = [sentence_rows(sentence) for sentence in document.find("sentences")]
    chains = document.find("coreference")
    for number, chain in enumerate([] if chains is None else chains):
        for mention in chain:
            sentence, start, end = (int(mention.find(name).text) for name in ("sentence", "start", "end"))
            star = "*" if mention.get("representative") == "true" else ""
            for token in range(start, end):
                edges = "(" * (token == start) + ")" * (token == end - 1)
                sentences[sentence - 1][token - 1]["chains"].append(f"{number}{edges}{star}")
    for rows in sentences:
        for row in rows:
            yield "\t".join([*row["columns"], "|".join(row["chains"]) or "_"]) + "\n"
        yield "\n"


def sentence_rows(sentence):
    relations = {}
    for relation in sentence.find("dependencies[@type='basic-dependencies']"):
        relations[relation.find("dependent").get("idx")] = relation.find("governor").get("idx"), relation.get("type")
    names = ("CharacterOffsetBegin", "CharacterOffsetEnd", "word", "lemma", "POS", "NER")
    return [{"columns": [*(token.find(name).text for name in names), *relations.get(token.get("id"), ("_", "_"))],
             "chains": []} for token in sentence.find("tokens")]


# GUM and EWT

def conllu(files, out, genres):
    """Files of Universal Dependencies (`en_gum-ud-train.conllu` …), in one part or several, as one file.

    With genres, only documents named `GUM_GENRE_…` are kept. `gum.py` and
    `pronouns.py` read `Entity=` and `Discourse=… sem-atsrc-…` in the last column, which GUM's
    releases of the last years have. EWT has neither; its texts alone are used.
    """
    kept = []
    for file in files:
        wanted = not genres
        for line in file.read_text(encoding="utf8").splitlines(keepends=True):
            if line.startswith("# newdoc id"):
                wanted = not genres or genre_of(line.split("=", 1)[1].strip()) in genres
            if wanted:
                kept.append(line)
        if kept and kept[-1].strip():
            kept.append("\n")
    write(out, kept)
    print(f"{out}: {sum(line.startswith('# newdoc id') for line in kept)} documents")


def genre_of(name):
    """The genre in the name of a document of GUM; of others an empty string."""
    corpus, _, rest = name.partition("_")
    return rest.partition("_")[0] if corpus == "GUM" else ""


# Texts with a reader's tone

def vader(folder):
    """The ground truth of VADER: `nytEditorialSnippets_GroundTruth.txt` and `amazonReviewSnippets_GroundTruth.txt`.

    Tab-separated: ARTICLE_SENTENCE, the mean of 20 ratings from -4 to 4, the sentence
    (their README; the Amazon file was looked at). An article has one part.
    """
    for name, file in (("nyt", "nytEditorialSnippets_GroundTruth.txt"), ("amazon", "amazonReviewSnippets_GroundTruth.txt")):
        found = []
        for line in decoded(folder / file).splitlines():
            if line.strip():
                number, rating, text = line.split("\t", 2)
                group = number.split("_")[0]
                found.append(record(name, part_of(name + group), number, one_line(text), round(float(rating) / 4, 4), group))
        yield from found
        if name == "nyt":
            yield from paragraphs(found)


def decoded(file):
    """The text of a file that may be older than UTF-8."""
    data = file.read_bytes()
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def paragraphs(sentences):
    """nyt_par: an article's sentences by threes, with the mean of their labels; a single one left over is dropped."""
    articles = {}
    for sentence in sentences:
        articles.setdefault(sentence["group"], []).append(sentence)
    for group, rows in articles.items():
        for at in range(0, len(rows), SENTENCES):
            chosen = rows[at : at + SENTENCES]
            if len(chosen) > 1:
                label = round(sum(row["label"] for row in chosen) / len(chosen), 4)
                text = " ".join(row["text"] for row in chosen)
                yield record("nyt_par", rows[0]["split"], f"{group}_{at}", text, label, group)


def affect(folder):
    """SemEval-2007 task 14, the trial part: `affectivetext_trial.xml` and `affectivetext_trial.valence.gold`.

    `<instance id="1">headline</instance>`, one a line, and lines of a number
    and a valence from -100 to 100 (known from two programs that read them; the
    files themselves were not at hand). All 250 are dev.
    """
    file, = folder.rglob("affectivetext_trial.xml")
    rows = file.with_name("affectivetext_trial.valence.gold").read_text().splitlines()
    gold = dict(row.split() for row in rows if row.strip())
    for number, text in re.findall(r'<instance id="(\d+)">(.*?)</instance>', decoded(file), re.DOTALL):
        yield record("affect", "dev", number, one_line(html.unescape(text)), int(gold[number]) / 100, number)


def newsmtsc(folder):
    """NewsMTSC: `train.jsonl`, and `devtest_rw.jsonl` for dev.

    A line: `sentence_normalized` and `targets`, each with `Input.gid`, `from`,
    `to` and a `polarity` of 2, 4 or 6 (their README).
    """
    for part, file in (("train", "train.jsonl"), ("dev", "devtest_rw.jsonl")):
        for line in (folder / file).read_text(encoding="utf8").splitlines():
            sentence = json.loads(line)
            for target in sentence["targets"]:
                text = sentence["sentence_normalized"]
                yield record("newsmtsc_rw", part, target["Input.gid"], text, (float(target["polarity"]) - 4) / 2, text,
                             target=[target["from"], target["to"]])


def persent(file):
    """PerSenT's `train.csv`.

    Columns are DOCUMENT_INDEX, DOCUMENT, and Paragraph0 to Paragraph15 with
    Positive, Neutral or Negative (known from its dataset card). That a line of DOCUMENT is a
    paragraph is our reading of its preprocessing and was not checked against the file.
    """
    labels = {"positive": 1.0, "neutral": 0.0, "negative": -1.0}
    for row in rows_of(file):
        texts = [one_line(line) for line in row["DOCUMENT"].split("\n") if line.strip()]
        for index, text in enumerate(texts):
            label = labels.get((row.get(f"Paragraph{index}") or "").strip().lower())
            if label is not None:
                group = row["DOCUMENT_INDEX"]
                yield record("persent", "train", f"{group}_{index}", text, label, group)


def sentfin(file):
    """SEntFiN 1.1: `SEntFiN-v1.1.csv` with S No., Title, Decisions, Words.

    Decisions is a dictionary in JSON from a company to positive, neutral or
    negative (known from its description and several programs that read it). A
    headline that is good for one company and bad for another is left out.
    """
    labels = {"positive": 1.0, "neutral": 0.0, "negative": -1.0}
    for row in rows_of(file):
        try:
            found = {labels[value] for value in json.loads(row["Decisions"]).values()}
        except (json.JSONDecodeError, KeyError):
            continue
        if len(found) == 1:
            number, title = row["S No."], row["Title"]
            yield record("sentfin", part_of(title.lower()), number, one_line(title), found.pop(), number)


def rows_of(file):
    with open(file, encoding="utf-8-sig", newline="") as opened:
        yield from csv.DictReader(opened)


def gne(file):
    """GoodNewsEveryone 1.0: `gne-release-v1.0.jsonl`.

    A line has `id`, `headline` and `annotations.dominant_emotion.gold` (its
    README). Which emotions are good is our choice (`GOOD`, `BAD`).
    """
    for line in file.read_text(encoding="utf8").splitlines():
        headline = json.loads(line)
        emotion = headline["annotations"]["dominant_emotion"]["gold"]
        if emotion in GOOD | BAD:
            number, text = headline["id"], headline["headline"]
            label = 1.0 if emotion in GOOD else -1.0
            yield record("gne", part_of(text.lower()), number, one_line(text), label, number)


SETS = {"vader": vader, "affect": affect, "newsmtsc": newsmtsc, "persent": persent, "sentfin": sentfin, "gne": gne}


def main(arguments=None):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    corpora = parser.add_subparsers(dest="corpus", required=True)
    for name in ("polnear", *SETS):
        corpus = corpora.add_parser(name)
        corpus.add_argument("given", type=pathlib.Path, help="folder or file, as published")
        corpus.add_argument("--out", type=pathlib.Path, required=True, help="folder")
    corpus = corpora.add_parser("conllu")
    corpus.add_argument("given", type=pathlib.Path, nargs="+")
    corpus.add_argument("--genres", nargs="*", default=[], metavar="GENRE", help=f"of GUM; we use {' '.join(GENRES)}")
    corpus.add_argument("--out", type=pathlib.Path, required=True, help="a .conllu.gz file")
    options = parser.parse_args(arguments)
    if options.corpus == "polnear":
        polnear(options.given, options.out)
    elif options.corpus == "conllu":
        conllu(options.given, options.out, options.genres)
    else:
        write_sets(options.out, SETS[options.corpus](options.given))


if __name__ == "__main__":
    main()
