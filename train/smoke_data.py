"""Small made-up stand-ins, in the published formats, for all that the trainers read.

The articles of `smoke/articles.txt` as a checkout of PolNeAR, as CoNLL-U and in
the field's form, the sentences of `smoke/texts.txt` as VADER's ground truth, and
wheels that look like the packages but hold random numbers for the words of these
articles.
"""

import dataclasses
import io
import itertools
import json
import pathlib
import re
import zipfile
from xml.sax.saxutils import escape

import msgpack
import numpy as np
import tokenizers
import torch
from safetensors.torch import save

import convert
import teacher
import vectors

FOLDER = pathlib.Path(__file__).parent / "smoke"
ROLES = {"{": "Source", "<": "Cue", "[": "Content"}
MARK = re.compile(r"\((\d+):|[{<\[\]>})]")
WORD = re.compile(r"\w+(?:[’'-]\w+)*|[^\w\s]")
ANNOTATOR = "a1"
THOUGHTS = {"believe", "doubts", "expects", "fears", "hopes", "thinks", "wants"}
"""Cues of the articles' thoughts."""
VECTOR, WIDTH, HEADS, INNER, BUCKETS = 300, 32, 2, 64, 32
"""Numbers for each word in the one wheel; sizes of the encoders of one layer in the others."""
FIRST_WORD = 999
"""The number of “!”, the first word piece that the teachers may hide, as in MiniLM's vocabulary."""


@dataclasses.dataclass
class Article:
    name: str
    part: str
    text: str = ""
    sentences: list = dataclasses.field(default_factory=list)
    """(whether it starts a paragraph, tokens as (start, end)), all offsets in code points of the text."""
    attributions: list = dataclasses.field(default_factory=list)
    """Spans by role."""
    persons: list = dataclasses.field(default_factory=list)
    """(sentence, first token, exclusive last token, person)."""

    def add(self, line, paragraph):
        if self.text:
            self.text += "\n\n" if paragraph else " "
        start, at, roles, opened, mentions = len(self.text), 0, {}, [], []
        for mark in MARK.finditer(line):
            self.text += line[at : mark.start()]
            at = mark.end()
            if mark[0] in "]>})":
                role, begin = opened.pop()
                (mentions if role.isdigit() else roles.setdefault(role, [])).append((begin, len(self.text), role))
            else:
                opened.append((mark[1] or ROLES[mark[0]], len(self.text)))
        self.text += line[at:]
        tokens = [(start + word.start(), start + word.end()) for word in WORD.finditer(self.text[start:])]
        for begin, end, person in mentions:
            inside = [index for index, (s, e) in enumerate(tokens) if begin <= s and e <= end]
            self.persons.append((len(self.sentences), inside[0], inside[-1] + 1, person))
        self.sentences.append((paragraph, tokens))
        if roles:
            self.attributions.append(roles)

    def word(self, token):
        return self.text[token[0] : token[1]]


def articles():
    """The articles of `smoke/articles.txt`."""
    found, paragraph = [], True
    for line in (FOLDER / "articles.txt").read_text(encoding="utf8").splitlines():
        if line.startswith("= "):
            found.append(Article(*line.split()[1:]))
        elif not line:
            paragraph = True
        elif found:
            found[-1].add(line, paragraph)
            paragraph = False
    return found


def write_polnear(folder):
    """A folder like PolNeAR's repository."""
    for article in articles():
        part = folder / "data" / article.part
        for name, end, text in (("text", ".txt", article.text), ("attributions", f"_{ANNOTATOR}.ann", brat(article)),
                                ("corenlp", ".txt.xml", corenlp(article))):
            (part / name).mkdir(parents=True, exist_ok=True)
            (part / name / (article.name + end)).write_text(text, encoding="utf8")


def write_field(folder):
    """`{train,dev,polnear}.jsonl.gz` with the same articles; the last has those of train once more."""
    for name, part in (("train", "train"), ("dev", "dev"), ("polnear", "train")):
        convert.write(folder / f"{name}.jsonl.gz", [
            json.dumps({"id": f"{name}-{article.name}", "text": article.text,
                        "attributions": [field_row(article.text, roles) for roles in article.attributions]}) + "\n"
            for article in articles() if article.part == part])


def write_toned(folder):
    """`{train,dev,polnear}.jsonl.gz` with the texts of `smoke/texts.txt`, their ratings as labels of paragraphs.

    In the second paragraph of each article somebody is quoted.
    """
    blocks = (FOLDER / "texts.txt").read_text(encoding="utf8").strip().split("\n\n")[1:]
    records = []
    for number, block in enumerate(blocks):
        text, paragraphs, rows = "", [], []
        for index, line in enumerate(block.split("\n")):
            rating, sentence = line.split("\t")
            start = len(text)
            text += sentence
            label = max(-2, min(2, round(float(rating) / 1.2)))
            quoted = index == 1
            paragraphs.append({"span": [start, len(text)], "label": label, "mixed": abs(float(rating)) < 0.3,
                               "narrator": label, "quoted": label if quoted else None})
            if quoted:
                rows.append({"content": [[start, start + len(sentence) // 2]]})
            text += "\n\n"
        records.append({"id": str(number), "text": text, "attributions": rows, "paragraphs": paragraphs})
    for name in ("train", "dev", "polnear"):
        convert.write(folder / f"{name}.jsonl.gz", [json.dumps(record) + "\n" for record in records])


def field_row(text, roles):
    """An attribution in the field's form."""
    spans = {name.lower(): [[s, e] for s, e, _ in roles.get(name, [])] for name in ROLES.values()}
    cues = {text[s:e] for s, e in spans["cue"]}
    return spans | {"core": not cues & THOUGHTS}


def brat(article):
    lines, number = [], itertools.count(1)
    for index, roles in enumerate(article.attributions, 1):
        arguments = []
        for role, spans in roles.items():
            name = f"T{next(number)}"
            arguments.append(f"{role}:{name}")
            lines.append(f"{name}\t{role} " + ";".join(f"{s} {e}" for s, e, _ in spans) + "\t"
                         + " ".join(article.text[s:e] for s, e, _ in spans))
        kind = "Attribution" if "Source" in roles else "Attribution-no-source"
        lines.append(f"E{index}\t{kind}:T0 " + " ".join(arguments))
    return "".join(line + "\n" for line in lines)


def corenlp(article):
    """As CoreNLP would write it: names are persons, all words hang on the second token of their sentence."""
    sentences = []
    for index, (_, tokens) in enumerate(article.sentences):
        named = {t for s, first, end, _ in article.persons if s == index for t in range(first, end)
                 if article.word(tokens[t]).istitle() and article.word(tokens[t]) not in ("He", "She")}
        rows, relations = [], []
        for number, token in enumerate(tokens, 1):
            word = article.word(token)
            tag = "NNP" if number - 1 in named else word if not word[0].isalnum() else "NN"
            entity = "PERSON" if number - 1 in named else "O"
            cells = {"word": word, "lemma": word.lower(), "CharacterOffsetBegin": token[0], "CharacterOffsetEnd": token[1],
                     "POS": tag, "NER": entity}
            inner = "".join(f"<{name}>{escape(str(value))}</{name}>" for name, value in cells.items())
            rows.append(f'<token id="{number}">{inner}</token>')
            head = 0 if number == 2 else 2
            relation = "root" if not head else "nsubj" if number < 2 else "punct" if tag == word else "dep"
            relations.append(f'<dep type="{relation}"><governor idx="{head}"/><dependent idx="{number}"/></dep>')
        sentences.append(f'<sentence id="{index + 1}"><tokens>{"".join(rows)}</tokens>'
                         f'<dependencies type="basic-dependencies">{"".join(relations)}</dependencies></sentence>')
    chains = {}
    for sentence, first, end, person in article.persons:
        star = "" if person in chains else ' representative="true"'
        chains.setdefault(person, []).append(f"<mention{star}><sentence>{sentence + 1}</sentence><start>{first + 1}</start>"
                                             f"<end>{end + 1}</end></mention>")
    coreference = "".join(f"<coreference>{''.join(mentions)}</coreference>" for mentions in chains.values())
    return (f"<root><document><sentences>{''.join(sentences)}</sentences>"
            f"<coreference>{coreference}</coreference></document></root>")


def write_conllu(folder):
    """`{train,dev}.conllu` with the persons as entities and the attributions as discourse units."""
    folder.mkdir(parents=True, exist_ok=True)
    lines = {"train": [], "dev": []}
    for article in articles():
        lines[article.part].append(f"# newdoc id = GUM_news_{article.name}")
        units, roots = discourse(article)
        for index, (paragraph, tokens) in enumerate(article.sentences):
            lines[article.part] += ["# newpar"] * paragraph
            for number, token in enumerate(tokens):
                here = [mention[1:] for mention in article.persons if mention[0] == index]
                entity = "".join(f"({person}-person-new" + ")" * (end == first + 1)
                                 for first, end, person in here if first == number)
                entity += "".join(f"{person})" for first, end, person in here if end == number + 1 != first + 1)
                misc = [f"{name}={value}" for name, value in (("Discourse", units.get(token)), ("Entity", entity)) if value]
                if article.text[token[1] : token[1] + 1].strip():
                    misc.append("SpaceAfter=No")
                word = article.word(token)
                tag = "X" if word[0].isalnum() else "PUNCT"
                lines[article.part].append("\t".join([str(number + 1), word, word.lower(), tag, tag, "_",
                                                      str(roots[index] if number + 1 != roots[index] else 0), "dep", "_",
                                                      "|".join(misc) or "_"]))
            lines[article.part].append("")
    for part, rows in lines.items():
        (folder / f"{part}.conllu").write_text("\n".join(rows) + "\n", encoding="utf8")


def discourse(article):
    """The discourse unit that begins at a token, and the number of the root in each sentence.

    The root is the first token of the cue, or the first of the sentence.
    """
    found, roots, number, before = {}, [], 0, 0
    for _, tokens in article.sentences:
        role_of = {token: role for roles in article.attributions for role, spans in roles.items() for s, e, _ in spans
                   for token in tokens if s <= token[0] and token[1] <= e}
        source = [before + i for i, token in enumerate(tokens, 1) if role_of.get(token) == "Source"]
        roots.append(next((i for i, token in enumerate(tokens, 1) if role_of.get(token) == "Cue"), 1))
        kinds = [role_of.get(token, "") == "Content" for token in tokens]
        starts = [i for i, kind in enumerate(kinds) if not i or kind != kinds[i - 1]]
        content = next((number + 1 + n for n, i in enumerate(starts) if kinds[i]), 0)
        for i in starts:
            number += 1
            attributes = content and not kinds[i] and any(role_of.get(t) == "Cue" for t in tokens[i:])
            named = f":0:sem-atsrc-{source[0]}-{source[-1]}-gold" if source else ":0:_"
            found[tokens[i]] = (f"attribution-positive:{number}->{content}{named}" if attributes
                                else f"same-unit:{number}->{content if number > content else 0}:0:_")
        before += len(tokens)
    return found, roots


def write_vader(folder):
    """A folder like VADER's ground truth. Articles get numbers by which none is kept for tests."""
    folder.mkdir(parents=True, exist_ok=True)
    blocks = (FOLDER / "texts.txt").read_text(encoding="utf8").strip().split("\n\n")[1:]
    for name, file in (("nyt", "nytEditorialSnippets"), ("amazon", "amazonReviewSnippets")):
        numbers = (n for n in itertools.count(1) if convert.part_of(f"{name}{n}") != "test")
        lines = [f"{number}_{index}\t{line}\n" for number, block in zip(numbers, blocks)
                 for index, line in enumerate(block.split("\n"), 1)]
        (folder / f"{file}_GroundTruth.txt").write_text("".join(lines), encoding="utf8")


def write_wheels(folder):
    """Wheels like those of `packages.txt`; returns their files, vectors first."""
    words = made_up_words()
    return vectors_wheel(folder / "vectors.whl", words), minilm_wheel(folder / "minilm.whl", words)


def vectors_wheel(file, words):
    table = np.random.default_rng(1).standard_normal((len(words), VECTOR)).astype(np.float32)
    data = io.BytesIO()
    np.save(data, table)
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("package/_model/vocab/vectors", data.getvalue())
        archive.writestr("package/_model/vocab/key2row", msgpack.packb({vectors.murmur(w): i for i, w in enumerate(words)}))
    return file


def made_up_words():
    texts = [article.text for article in articles()] + [(FOLDER / "texts.txt").read_text(encoding="utf8")]
    return sorted({word.lower() for text in texts for word in WORD.findall(text)})


def minilm_wheel(file, words):
    pieces = [f"[unused{i}]" for i in range(FIRST_WORD)]
    pieces[0], pieces[100:104] = "[PAD]", ["[UNK]", "[CLS]", "[SEP]", "[MASK]"]
    pieces += ["!", *(word for word in words if word != "!")]
    return encoder_archive(file, "package/model", "bert", pieces)


def write_mpnet_wheels(folder):
    """Two wheels, each with a part of a zip archive that looks like all-mpnet-base-v2."""
    pieces = ["<s>", "<pad>", "</s>", "[UNK]", "<mask>", "!", *(word for word in made_up_words() if word != "!")]
    whole = encoder_archive(folder / "mpnet.zip", "mpnet", "mpnet", pieces).read_bytes()
    half, wheels = len(whole) // 2, []
    for number, part in enumerate((whole[:half], whole[half:]), 1):
        wheels.append(folder / f"mpnet_part_00{number}.whl")
        with zipfile.ZipFile(wheels[-1], "w") as archive:
            archive.writestr(f"part_00{number}/input/mpnet.zip.00{number}", part)
    return wheels


def encoder_archive(file, folder, model_type, pieces):
    """A zip archive with an encoder of one layer."""
    cutter = tokenizers.Tokenizer(tokenizers.models.WordPiece({p: i for i, p in enumerate(pieces)}, unk_token="[UNK]"))
    cutter.normalizer = tokenizers.normalizers.BertNormalizer()
    cutter.pre_tokenizer = tokenizers.pre_tokenizers.BertPreTokenizer()
    config = {"hidden_size": WIDTH, "vocab_size": len(pieces), "max_position_embeddings": 512, "num_attention_heads": HEADS,
              "intermediate_size": INNER, "num_hidden_layers": 1, "model_type": model_type}
    if model_type == "mpnet":
        config["relative_attention_num_buckets"] = BUCKETS
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(f"{folder}/config.json", json.dumps(config))
        archive.writestr(f"{folder}/vocab.txt", "\n".join(pieces))
        archive.writestr(f"{folder}/tokenizer.json", cutter.to_str())
        archive.writestr(f"{folder}/model.safetensors", save(encoder(model_type, len(pieces))))
    return file


def encoder(model_type, pieces):
    """Random weights with the names that MiniLM's or MPNet's have."""
    generator, kind = torch.Generator().manual_seed(2), teacher.KINDS[model_type]
    random = lambda *size: torch.randn(*size, generator=generator) * 0.1
    found = {"embeddings.word_embeddings.weight": random(pieces, WIDTH),
             "embeddings.position_embeddings.weight": random(512, WIDTH)}
    if model_type == "mpnet":
        found["encoder.relative_attention_bias.weight"] = random(BUCKETS, HEADS)
    else:
        found["embeddings.token_type_embeddings.weight"] = random(2, WIDTH)
    maps = {kind.attention.format(name): (WIDTH, WIDTH) for name in kind.qkv} | {
        kind.out: (WIDTH, WIDTH), "intermediate.dense": (INNER, WIDTH), "output.dense": (WIDTH, INNER)}
    for name, (rows, columns) in maps.items():
        found[f"encoder.layer.0.{name}.weight"] = torch.randn(rows, columns, generator=generator) * columns**-0.5
        found[f"encoder.layer.0.{name}.bias"] = torch.zeros(rows)
    for name in ("embeddings.LayerNorm", f"encoder.layer.0.{kind.after_attention}", "encoder.layer.0.output.LayerNorm"):
        found[f"{name}.weight"], found[f"{name}.bias"] = torch.ones(WIDTH), torch.zeros(WIDTH)
    return found
