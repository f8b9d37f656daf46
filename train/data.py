"""Corpora as documents of tokens, and documents as chunks for a network.

Tokens and their features come from the `features` example of the crate, so
the network sees in training what it sees in use. An attribution is a cue, a
source and pieces of content, each a range of tokens; what a network learns
from has no token in two (`flat`).

Corpora differ in what they count as an attribution. A document says which
convention its labels follow, a network learns all at once, and reads any text
by the one that is asked for.
"""

import dataclasses
import gzip
import json
import subprocess

import numpy as np

LENGTH = 256
"""Tokens in a chunk at most. A chunk starts at the start of a paragraph if possible."""
LABELS = ["O", "B-source", "I-source", "B-cue", "I-cue", "B-content", "I-content"]
ROLES = ("source", "cue", "content")
FEATURES = ("prefix", "suffix", "shape", "quotation", "place", "name")
HELPERS = ("pos", "entity", "relation")
IGNORE = -1
CONVENTIONS = ("polnear", "field")
"""Guidelines by which texts are labelled. By the field's, only what is said or thought is an attribution; it has
quotations without a cue, and whether each attribution is a thought."""
POLNEAR, FIELD = range(len(CONVENTIONS))


@dataclasses.dataclass
class Document:
    """A text in tokens. Arrays have one row per token."""

    name: str
    words: list
    """Normalized words."""
    raw: list
    """Words as the text has them."""
    spans: np.ndarray
    """Start and exclusive end of each token, in code points."""
    sentence: np.ndarray
    paragraph: np.ndarray
    features: np.ndarray
    """A column for each of FEATURES; `name` is -1 for what cannot be a name, else the shape that all names share."""
    attributions: list = None
    """(source, cue, pieces of content): ranges of tokens; source and cue may be None. None: nobody annotated the text."""
    thoughts: list = None
    """For each attribution, whether it is thought and not said. None: nobody said which."""
    convention: int = POLNEAR
    """The index in CONVENTIONS of the guideline by which the text is labelled, or is to be read."""
    times: int = 1
    """How often an epoch of training has the document."""
    taught: bool = False
    """Whether the attributions come from a teacher and not from a person."""
    helpers: np.ndarray = None
    """A column for each of HELPERS: indices of tags, IGNORE if unknown."""

    def __len__(self):
        return len(self.words)


def read_jsonl(path):
    opener = gzip.open if str(path).endswith(".gz") else open
    with opener(path, "rt", encoding="utf8") as lines:
        return [json.loads(line) for line in lines]


def documents(records, program, convention=POLNEAR, times=1):
    """Records {"id", "text", "attributions"} as documents, cut into tokens by the crate's example."""
    lines = "".join(json.dumps({"id": r["id"], "text": r["text"]}) + "\n" for r in records)
    out = subprocess.run([program], input=lines.encode(), stdout=subprocess.PIPE, check=True).stdout
    found = []
    for record, line in zip(records, out.decode().splitlines(), strict=True):
        tokens = json.loads(line)["tokens"]
        if not tokens:
            continue
        columns = list(zip(*tokens))
        spans = np.array(columns[:2]).T
        attributions = thoughts = None
        if "attributions" in record:
            attributions = [ranges_of(a, spans) for a in record["attributions"]]
            if convention == FIELD:
                thoughts = [not a["core"] for a in record["attributions"]]
        found.append(Document(
            name=record["id"], words=list(columns[2]), raw=[record["text"][s:e] for s, e in spans], spans=spans,
            sentence=np.array(columns[3]), paragraph=np.array(columns[4]),
            features=np.array(columns[5:]).T, attributions=attributions, thoughts=thoughts,
            convention=convention, times=times))
    return found


def ranges_of(attribution, spans):
    def ranges(given):
        found = [(int(np.searchsorted(spans[:, 1], s, "right")), int(np.searchsorted(spans[:, 0], e, "left")))
                 for s, e in given]
        return [r for r in found if r[0] < r[1]]

    cue, source = ranges(attribution["cue"]), ranges(attribution["source"])
    return (source[0] if source else None, cue[0] if cue else None, ranges(attribution["content"]))


def flat(document):
    """The document without attributions whose cue or content shares a token with a longer one's.

    Of nested attributions PolNeAR's annotators, too, mostly marked the outer one alone. Sources may be shared; one
    that lies inside a cue or content is forgotten.
    """
    spans = [[span for span in (cue, *pieces) if span] for _, cue, pieces in document.attributions]
    sizes = [sum(end - start for start, end in found) for found in spans]
    taken, kept = set(), []
    for index in sorted(range(len(spans)), key=lambda index: -sizes[index]):
        tokens = {token for start, end in spans[index] for token in range(start, end)}
        if tokens and not tokens & taken:
            taken |= tokens
            kept.append(index)
    kept.sort()
    attributions = [document.attributions[index] for index in kept]
    attributions = [(source and (None if taken & set(range(*source)) else source), cue, pieces)
                    for source, cue, pieces in attributions]
    return dataclasses.replace(document, attributions=attributions,
                               thoughts=document.thoughts and [document.thoughts[index] for index in kept])


def corenlp(path):
    """The corpus's automatic layer: tags of HELPERS by document and token start."""
    layers, current = {}, None
    with gzip.open(path, "rt", encoding="utf8") as lines:
        for line in lines:
            if line.startswith("# "):
                current = layers.setdefault(line[2:].strip(), {})
            elif "\t" in line:
                field = line.rstrip("\n").split("\t")
                current[int(field[0])] = (field[4], field[5], field[7].split(":")[0])
    return layers


def set_helpers(found, layers, tags):
    for document in found:
        layer = layers.get(document.name, {})
        rows = [layer.get(int(start)) for start in document.spans[:, 0]]
        document.helpers = np.array([
            [tags[name].get(row[i], IGNORE) if row else IGNORE for i, name in enumerate(HELPERS)] for row in rows])


def labels(document):
    """The role of each token as an index into LABELS."""
    found = np.zeros(len(document), np.int64)
    for source, cue, pieces in document.attributions:
        for role, spans in enumerate(([source], [cue], pieces)):
            for span in spans:
                if span:
                    found[span[0]] = 2 * role + 1
                    found[span[0] + 1 : span[1]] = 2 * role + 2
    return found


def chunks(document, shortened=0):
    """Ranges of tokens, at most LENGTH long, that end at a paragraph or at least a sentence.

    The first is at most LENGTH - shortened long: each `shortened` cuts the
    document at other places.
    """
    start, total, most = 0, len(document), LENGTH - shortened
    while start < total:
        end = min(start + most, total)
        if end < total:
            for unit in (document.paragraph, document.sentence):
                edges = np.flatnonzero(unit[start + 1 : end + 1] != unit[start:end])
                if len(edges):
                    end = start + 1 + int(edges[-1])
                    break
        yield start, end
        start, most = end, LENGTH
