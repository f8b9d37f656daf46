"""GUM and EWT, the openly licensed corpora, as records like those of PolNeAR.

GUM divides texts into discourse units and says which unit attributes another
to somebody ("Lee said") and who that is. Such a unit is made an attribution:
its source is the tokens named, its cue the words around the unit's verb, its
content the attributed unit with all that hangs on it in the same sentence.
"""

import gzip
import re

import data

NAMED = re.compile(r"\(?(\d+)-(person|organization|place)-")
SOURCE = re.compile(r"sem-atsrc-([\d,-]+)-")
UNIT = re.compile(r"Discourse=([^:|]+):(\d+)(?:->(\d+))?")


def corpus(folder, features):
    """Documents of train and dev, and the layers of their helpers."""
    found, layers = {}, {}
    for part in ("train", "dev"):
        records, tags = read(folder / f"{part}.conllu.gz")
        found[part] = data.documents(records, features)
        layers |= tags
    return found, layers


def texts(file):
    """(group, text) of each paragraph of a CoNLL-U file."""
    for record in read(file)[0]:
        for paragraph in record["text"].split("\n\n"):
            yield record["id"], paragraph


def read(file):
    """Records {"id", "text", "attributions"} and, by id, tags of HELPERS by token start."""
    records, layers = [], {}
    for name, sentences in documents(file):
        text, tokens = "", []
        for number, (paragraph, rows) in enumerate(sentences):
            if text:
                text = text.rstrip() + ("\n\n" if paragraph else " ")
            text = add_sentence(rows, number, text, tokens)
        layers[name] = {t["start"]: (t["xpos"], t["entity"], t["relation"]) for t in tokens}
        records.append({"id": name, "text": text.rstrip(), "attributions": attributions(tokens)})
    return records, layers


def documents(file):
    """(name, [(whether a paragraph starts, rows)]) of a CoNLL-U file."""
    name, sentences, paragraph, rows = None, [], True, []
    with gzip.open(file, "rt", encoding="utf8") as lines:
        for line in lines:
            if line.startswith("# newdoc id"):
                if sentences:
                    yield name, sentences
                name, sentences, paragraph = line.split("=", 1)[1].strip(), [], True
            elif line.startswith("# newpar"):
                paragraph = True
            elif line[0].isdigit():
                rows.append(line.rstrip("\n").split("\t"))
            elif not line.strip() and rows:
                sentences.append((paragraph, rows))
                paragraph, rows = False, []
    if sentences:
        yield name, sentences


def add_sentence(rows, number, text, tokens):
    """Appends a sentence's tokens; returns the text with its words."""
    first, joined_until, open_entities = len(tokens), None, []
    for row in rows:
        index, word, misc = row[0], row[1], row[9]
        space = "" if "SpaceAfter=No" in misc else " "
        if "-" in index:  # the surface of several tokens: "don't"
            joined_until = int(index.split("-")[1]), space
            continue
        if "." in index:
            continue
        if joined_until:
            space = ""
            if int(index) == joined_until[0]:
                space, joined_until = joined_until[1], None
        entity = re.search(r"Entity=([^|]*)", misc)
        opened = NAMED.findall(entity[1]) if entity and row[3] == "PROPN" else []
        open_entities += opened
        unit = UNIT.search(misc)
        source = SOURCE.search(misc)
        tokens.append({
            "start": len(text), "end": len(text) + len(word), "word": word, "xpos": row[4], "upos": row[3],
            "relation": row[7].split(":")[0], "head": first + int(row[6]) - 1 if row[6] not in ("0", "_") else None,
            "entity": open_entities[-1][1].upper() if open_entities and row[3] == "PROPN" else "O",
            "sentence": number, "unit": unit and (unit[1], unit[2], unit[3]), "source": source and source[1]})
        if entity:
            closed = set(re.findall(r"(?<![-\d])(\d+)\)", entity[1]))
            open_entities = [e for e in open_entities if e[0] not in closed]
        text += word + space
    return text


def attributions(tokens):
    """What discourse units attribute, as lists of offsets."""
    units, order = {}, []
    for index, token in enumerate(tokens):
        if token["unit"]:
            relation, number, head = token["unit"]
            units[number] = {"relation": relation, "head": head, "tokens": [], "source": token["source"]}
            order.append(number)
        if order:
            units[order[-1]]["tokens"].append(index)
    below = {}
    for number in order:
        below.setdefault(units[number]["head"], []).append(number)

    def subtree(number, without):
        if number == without:
            return []
        return units[number]["tokens"] + [t for child in below.get(number, []) for t in subtree(child, without)]

    found, taken = [], set()
    for number in order:
        unit = units[number]
        if not unit["relation"].startswith("attribution") or unit["head"] not in units:
            continue
        sentence = tokens[units[unit["head"]]["tokens"][0]]["sentence"]
        content = [t for t in subtree(unit["head"], number) if tokens[t]["sentence"] == sentence and t not in taken]
        source, cue = with_name(source_tokens(unit), cue_tokens(unit, tokens, source_tokens(unit)), tokens)
        source, content = [t for t in source if t not in taken], trimmed(sorted(set(content) - set(source)), tokens)
        if not cue or not content or taken.intersection(cue):
            continue
        taken.update(source, cue, content)
        spans = lambda chosen: [[tokens[a]["start"], tokens[b]["end"]] for a, b in runs(chosen)]
        found.append({"source": spans(source)[:1], "cue": spans(cue)[:1], "content": spans(content)})
    return found


def source_tokens(unit):
    """The tokens named as the source, counted from 1 in the document: "107" or "218-219"."""
    if not unit["source"]:
        return []
    first, *rest = unit["source"].split(",")[0].split("-")
    numbers = [int(n) for n in (first, *rest) if n]
    return [t for t in range(numbers[0] - 1, numbers[-1]) if t in unit["tokens"]]


def cue_tokens(unit, tokens, source):
    """The run of words around the unit's head, without the source."""
    own = set(unit["tokens"])
    heads = [t for t in own if tokens[t]["head"] not in own]
    words = [t for t in sorted(own - set(source)) if tokens[t]["upos"] not in ("PUNCT", "SCONJ")]
    for first, last in runs(words):
        if any(first <= t <= last for t in heads):
            return list(range(first, last + 1))
    return []


def with_name(source, cue, tokens):
    """Moves what stands between a named source and its verb: "Prime Minister | Najib Razak said"."""
    name = 0
    while source and name < len(cue) - 1 and tokens[cue[name]]["upos"] in {"PROPN", "NOUN", "ADJ", "DET"}:
        name += 1
    return (source + cue[:name], cue[name:]) if source and cue and cue[0] == source[-1] + 1 else (source, cue)


def trimmed(chosen, tokens):
    """Without commas and full stops at the end of each run."""
    out = []
    for first, last in runs(chosen):
        while last > first and tokens[last]["word"] in {".", ",", ";", ":"}:
            last -= 1
        out += range(first, last + 1)
    return out


def runs(numbers):
    """First and last of each run of neighbouring numbers."""
    found = []
    for number in sorted(numbers):
        if found and number == found[-1][1] + 1:
            found[-1][1] = number
        else:
            found.append([number, number])
    return found
