#!/usr/bin/env python3
"""Our own gold articles, as the lines that the scorers read.

    gold.py FOLDER > GOLD.jsonl      one JSON line per article
    gold.py FOLDER --check           every fault with its file and row; exit status 1 if there is one
    gold.py FOLDER --show [NN ...]   the rows as a person reads them, to compare with the text

FOLDER holds pairs of files; "NN" are two digits, "kind" says what sort of article it is.

NN-kind.txt   the article: one line per paragraph, one blank line between two paragraphs.
NN-kind.json  {"title": "...",
               "attributions": [{"p": 3, "content": ["\\"It was a long night,\\"", "\\"We stayed calm.\\""],
                                 "cue": "said", "source": "he", "speakers": ["Marta Lind"],
                                 "kind": "direct", "core": true}, ...],
               "tone": [{"p": 0, "label": 0, "mixed": false, "narrator": 0, "quoted": null}, ...]}

An attribution's strings are exact substrings of paragraph "p", counted from 0; "cp" and "sp" name
the paragraph of the content and of the source where it is another one.  "cue" and "source" may be
null.  A string that occurs more than once in its paragraph needs "n": {"source": k, "cue": k,
"content": [k, ...]}, the occurrence counted from 0; only occurrences as whole words count, so that
"he" is not found in "the".  In "n", "content" has one number per piece.

Two things cannot be seen from the marks, and "note" says them: "post" (a post, a block quotation,
a turn of a transcript: direct without quotation marks) and "title" (the marks enclose a title or a
nickname, and the content is indirect all the same).  Articles whose kind speaks of a transcript, an
interview, posts or a live blog need no "post".  An article without any row says "rows": "none".

A line that comes out: {"id": "NN-kind", "key": title, "text", "attributions": [{"content", "cue",
"source", "speakers", "kind", "core"}], "paragraphs": [{"span", "label", "mixed", "narrator",
"quoted"}]}; content, cue and source are lists of [start, end), span is one, all in code points.
"""
import json
import re
import sys
from pathlib import Path

FEWEST_WORDS, MOST_WORDS = 250, 700
NAME = re.compile(r"(\d\d)-([a-z][a-z0-9-]*)$")
UNMARKED_KINDS = re.compile(r"transcript|interview|q-?and-?a|post|tweet|social|live|blog|statement|letter|block")
KINDS = ("direct", "mixed", "indirect")
ROW_FIELDS = {"p", "cp", "sp", "n", "content", "cue", "source", "speakers", "kind", "core", "note"}
ROW_NEEDS = ("p", "content", "cue", "source", "speakers", "kind", "core")
TONE_FIELDS = {"p", "label", "mixed", "narrator", "quoted"}
ARTICLE_FIELDS = {"title", "attributions", "tone", "rows"}


class Fault(ValueError):
    """What is wrong with one row or file, in words for the person who wrote it."""


# --- paragraphs and where things stand in them --------------------------------------------------

def paragraphs_of(text):
    """[(start, end)] of the paragraphs of a text whose paragraphs are parted by blank lines."""
    out, at = [], 0
    for paragraph in text.split("\n\n"):
        out.append((at, at + len(paragraph)))
        at += len(paragraph) + 2
    return out


def occurrences(paragraph, wanted):
    """Starts of `wanted` in `paragraph`, as whole words: "he" is not found in "the"."""
    before = r"(?<!\w)" if wanted[0].isalnum() else ""
    after = r"(?!\w)" if wanted[-1].isalnum() else ""
    return [m.start() for m in re.finditer(f"(?={before}{re.escape(wanted)}{after})", paragraph)]


def around(paragraph, start, end):
    """The place with a few characters on either side, for messages."""
    left, right = paragraph[max(0, start - 18):start], paragraph[end:end + 18]
    return f"…{left}[{paragraph[start:end]}]{right}…"


def locate(paragraph, wanted, nth, what):
    """[start, end) of the string in its paragraph, or a Fault that says how to name it."""
    if not isinstance(wanted, str) or not wanted:
        raise Fault(f"{what} has to be a string that is not empty, not {wanted!r}")
    if wanted != wanted.strip():
        raise Fault(f"{what} {wanted!r} begins or ends with white space")
    found = occurrences(paragraph, wanted)
    if not found:
        inside = " (only inside a longer word)" if wanted in paragraph else ""
        raise Fault(f"{what} {wanted!r} is not in its paragraph{inside}: {paragraph[:60]!r}…")
    if nth is None:
        if len(found) > 1:
            places = "; ".join(f"{i}: {around(paragraph, s, s + len(wanted))}" for i, s in enumerate(found))
            raise Fault(f'{what} {wanted!r} occurs {len(found)} times, "n" has to say which: {places}')
        nth = 0
    if isinstance(nth, bool) or not isinstance(nth, int):
        raise Fault(f'{what}: "n" has to be a whole number, not {nth!r}')
    if not 0 <= nth < len(found):
        raise Fault(f'{what} {wanted!r} occurs {len(found)} time(s) as whole words, so "n" cannot be {nth}')
    return [found[nth], found[nth] + len(wanted)]


# --- quotation marks ----------------------------------------------------------------------------

def mark_pairs(paragraph):
    """[(open, close)] of the quotation marks; `close` is the paragraph's length where none follows.

    Knows “…”, "…", „…“, «…», »…«, ‘…’ and '…'.  An apostrophe is no mark: a single mark opens only
    before a word and after a space, a bracket or another mark, and closes only after something and
    before no letter.  After an "s" it may be a plural's ("the players’ tent"), so a later one before
    the next opening mark is preferred.
    """
    pairs, open_at, closers = [], None, ""
    for i, c in enumerate(paragraph):
        if open_at is not None and c in closers:
            pairs.append((open_at, i))
            open_at = None
        elif c in "“„«»" or (c == '"' and not paragraph[i - 1:i].isdigit()):
            if open_at is not None:
                if c != "“":  # another kind of mark inside a quotation belongs to the quotation
                    continue
                pairs.append((open_at, i - 1))
            open_at, closers = i, {"“": "”", "„": "“”", "«": "»", "»": "«", '"': '"'}[c]
    if open_at is not None:
        pairs.append((open_at, len(paragraph)))
    return sorted(pairs + single_pairs(paragraph))


def single_pairs(paragraph):
    before = lambda i: paragraph[i - 1:i] if i else ""
    after = lambda i: paragraph[i + 1:i + 2]
    starts_word = lambda i: (before(i) == "" or before(i) in " (—–[“\"") and after(i) not in ("", " ")
    elision = re.compile(r"['’](\d\ds?|[Tt]is|[Tt]was|[Cc]ause|[Ee]m|n)\b")
    pairs, i = [], 0
    while i < len(paragraph):
        c = paragraph[i]
        if c not in "‘'" or not starts_word(i) or elision.match(paragraph, i):
            i += 1
            continue
        closer = "’" if c == "‘" else "'"
        best = None
        for j in range(i + 2, len(paragraph)):
            if paragraph[j] == c and starts_word(j):
                break
            if paragraph[j] == closer and before(j) != " " and not after(j).isalnum():
                best = j
                if not (before(j) in "sS" and after(j) == " "):
                    break
        if best is None and c == "'":
            i += 1  # a lone straight mark is an apostrophe
            continue
        pairs.append((i, len(paragraph) if best is None else best))
        i = pairs[-1][1] + 1
    return pairs


def marked_share(paragraph, pieces, pairs):
    """How many words of the pieces stand inside the pairs of marks, and how many there are."""
    words = [m.start() for s, e in pieces for m in re.compile(r"\w+").finditer(paragraph, s, e)]
    return sum(any(o < w < c for o, c in pairs) for w in words), len(words)


# --- checks of one row --------------------------------------------------------------------------

def check_speakers(speakers):
    if not isinstance(speakers, list) or any(not isinstance(s, str) or not s.strip() for s in speakers):
        raise Fault(f"speakers has to be a list of names, [] if nobody can tell, not {speakers!r}")
    for name in speakers:
        if name != name.strip() or re.match(r"(the|a|an) ", name):
            raise Fault(f"speaker {name!r}: without an article and without white space around it")
    if len(set(speakers)) < len(speakers):
        raise Fault(f"a speaker is named twice: {speakers}")


def check_shape(row, count):
    """Fields and their types; `count` is the number of paragraphs."""
    if not isinstance(row, dict):
        raise Fault("a row has to be an object")
    missing = [f for f in ROW_NEEDS if f not in row]
    if missing:
        raise Fault(f"missing: {', '.join(missing)}")
    unknown = sorted(set(row) - ROW_FIELDS)
    if unknown:
        raise Fault(f"unknown field: {', '.join(unknown)}")
    for field in ("p", "cp", "sp"):
        p = row.get(field, 0)
        if isinstance(p, bool) or not isinstance(p, int) or not 0 <= p < count:
            raise Fault(f'"{field}" is {p!r}, the paragraphs are 0 to {count - 1}')
    if not isinstance(row["content"], list) or not row["content"]:
        raise Fault("content has to be a list of at least one piece")
    if row["kind"] not in KINDS:
        raise Fault(f"kind {row['kind']!r} is none of {', '.join(KINDS)}")
    if not isinstance(row["core"], bool):
        raise Fault("core has to be true or false")
    if row.get("note") not in (None, "post", "title"):
        raise Fault(f'note {row["note"]!r} is neither "post" nor "title"')
    check_n(row)
    check_speakers(row["speakers"])


def check_n(row):
    n = row.get("n", {})
    if not isinstance(n, dict) or set(n) - {"source", "cue", "content"}:
        raise Fault('"n" has the fields source, cue and content and no other')
    for field in ("source", "cue"):
        if field in n and row[field] is None:
            raise Fault(f'"n" counts the {field}, which is null')
    numbers = n.get("content")
    if "content" in n and (not isinstance(numbers, list) or len(numbers) != len(row["content"])):
        raise Fault('"n" of the content is a list with one number per piece')


def check_kind(row, paragraph, pieces, nested, unmarked_article):
    """The kind agrees with the quotation marks of the paragraph.

    Inside somebody else's quotation, the outer marks may be counted or not.
    """
    inside, total = marked_share(paragraph, pieces, mark_pairs(paragraph))
    if not total:
        raise Fault("the content has no word")
    seen = {"direct" if inside == total else "mixed" if inside else "indirect"}
    note = row.get("note")
    if nested:
        own = [(o, c) for o, c in mark_pairs(paragraph) if any(s <= o < e for s, e in pieces)]
        inside, _ = marked_share(paragraph, pieces, own)
        seen.add("direct" if inside == total else "mixed" if inside else "indirect")
    if note == "post" or unmarked_article:  # marks inside are somebody else's words
        seen.add("direct")
    if note == "title":
        seen.add("indirect")
    if row["kind"] not in seen:
        raise Fault(f"kind is {row['kind']}, but {inside} of {total} words stand inside quotation marks, "
                    f"which is {' or '.join(sorted(seen))}")


def check_edges(paragraph, pieces):
    """A mark that opens or closes a piece belongs to the piece."""
    for o, c in mark_pairs(paragraph):
        for s, e in pieces:
            if s == o + 1:
                raise Fault(f"the opening mark before {paragraph[s:s + 25]!r} belongs to the content")
            if s <= o < e <= c < len(paragraph) and not re.search(r"\w", paragraph[e:c]):
                raise Fault(f"the closing mark after {paragraph[max(s, e - 25):e]!r} belongs to the content")


def overlap(a, b):
    return any(s < y and x < e for s, e in a for x, y in b)


def place(row, paragraphs):
    """Spans of the row inside the text: {"content", "cue", "source"}, and those inside the paragraph."""
    n, p = row.get("n", {}), row["p"]
    cp, sp = row.get("cp", p), row.get("sp", p)
    numbers = n.get("content") or [None] * len(row["content"])
    pieces = [locate(paragraphs[cp][1], piece, k, "content") for piece, k in zip(row["content"], numbers)]
    for (_, end), (start, _) in zip(pieces, pieces[1:]):
        if start < end:
            raise Fault("the pieces of the content are out of order or overlap")
    shift = lambda q, spans: [[s + paragraphs[q][0], e + paragraphs[q][0]] for s, e in spans]
    spans = {"content": shift(cp, pieces), "cue": [], "source": []}
    for field, q in (("cue", p), ("source", sp)):
        if row[field] is not None:
            spans[field] = shift(q, [locate(paragraphs[q][1], row[field], n.get(field), field)])
    for a, b in (("content", "cue"), ("content", "source"), ("cue", "source")):
        if overlap(spans[a], spans[b]):
            raise Fault(f"{a} and {b} overlap")
    return spans, pieces


# --- one article --------------------------------------------------------------------------------

def check_text(text):
    faults = []
    body = text[:-1] if text.endswith("\n") else text
    if not text.endswith("\n") or text.endswith("\n\n"):
        faults.append("the file has to end with one line break")
    if "\r" in text or "\t" in text or "\ufeff" in text:
        faults.append("carriage returns, tabs and byte order marks are not allowed")
    for i, paragraph in enumerate(body.split("\n\n")):
        if not paragraph.strip():
            faults.append(f"paragraph {i} is empty: paragraphs are parted by exactly one blank line")
        elif "\n" in paragraph.strip("\n"):
            faults.append(f"paragraph {i} has a line break inside: one line per paragraph")
        elif paragraph != paragraph.strip():
            faults.append(f"paragraph {i} begins or ends with white space")
    words = len(body.split())
    if not FEWEST_WORDS <= words <= MOST_WORDS:
        faults.append(f"{words} words; an article has {FEWEST_WORDS} to {MOST_WORDS}")
    return faults


def check_tone(tone, count):
    if not isinstance(tone, list):
        return ["tone: has to be a list with one entry per paragraph"]
    faults = []
    if [t.get("p") if isinstance(t, dict) else None for t in tone] != list(range(count)):
        faults.append(f"tone: one entry for each of the paragraphs 0 to {count - 1}, in order")
    in_range = lambda v: isinstance(v, int) and not isinstance(v, bool) and -2 <= v <= 2
    for i, t in enumerate(tone):
        if not isinstance(t, dict) or set(t) != TONE_FIELDS:
            faults.append(f"tone {i}: the fields are {', '.join(sorted(TONE_FIELDS))}")
            continue
        if not in_range(t["label"]):
            faults.append(f"tone {i}: label {t['label']!r} is no whole number from -2 to 2")
        if not isinstance(t["mixed"], bool):
            faults.append(f"tone {i}: mixed has to be true or false")
        for voice in ("narrator", "quoted"):
            if t[voice] is not None and not in_range(t[voice]):
                faults.append(f"tone {i}: {voice} {t[voice]!r} is neither null nor a whole number from -2 to 2")
        if t["narrator"] is None and t["quoted"] is None:
            faults.append(f"tone {i}: narrator and quoted are both null, but somebody speaks in every paragraph")
    return faults


def article(path):
    """The line of one article, its faults, and what is only worth a second look."""
    faults, looks, kind = [], [], NAME.match(path.stem)[2]
    text = path.read_bytes().decode("utf-8")
    faults += check_text(text)
    text = text.rstrip("\n")
    try:
        given = json.loads(path.with_suffix(".json").read_text(encoding="utf-8"))
    except ValueError as e:
        return None, faults + [f"the labels are no JSON: {e}"], looks
    if not isinstance(given, dict) or set(given) - ARTICLE_FIELDS or {"title", "attributions", "tone"} - set(given):
        return None, faults + ['the labels have the fields title, attributions and tone, and "rows" if there are none'], looks
    if not isinstance(given["title"], str) or not given["title"].strip():
        faults.append("title has to be a string that is not empty")
    if not isinstance(given["attributions"], list):
        return None, faults + ["attributions has to be a list"], looks
    if bool(given["attributions"]) == (given.get("rows") == "none"):
        faults.append('at least one attribution, or "rows": "none" if the article has none')
    spans = paragraphs_of(text)
    paragraphs = [(s, text[s:e]) for s, e in spans]
    placed = []
    for i, row in enumerate(given["attributions"]):
        try:
            check_shape(row, len(paragraphs))
            placed.append((i, row, *place(row, paragraphs)))
        except Fault as e:
            faults.append(f"row {i}: {e}")
    for i, row, where, pieces in placed:
        paragraph = paragraphs[row.get("cp", row["p"])][1]
        nested = any(j != i and overlap(where["content"], other["content"]) for j, _, other, _ in placed)
        try:
            check_kind(row, paragraph, pieces, nested, UNMARKED_KINDS.search(kind))
            if not nested:
                check_edges(paragraph, pieces)
            if any(j < i and other == where for j, _, other, _ in placed):
                raise Fault("the same row stands here twice")
        except Fault as e:
            faults.append(f"row {i}: {e}")
        looks += [f"row {i}: {x}" for x in counted_otherwise(row, paragraphs)]
    tone_faults = check_tone(given["tone"], len(paragraphs))
    faults += tone_faults
    if tone_faults:
        return None, faults, looks
    spoken = {row.get("cp", row["p"]) for _, row, _, _ in placed}
    for t in given["tone"]:
        if (t["quoted"] is None) == (t["p"] in spoken):
            looks.append(f"tone {t['p']}: quoted is {t['quoted']}, but the paragraph has "
                         f"{'a' if t['p'] in spoken else 'no'} row")
    line = {"id": path.stem, "key": given["title"], "text": text,
            "attributions": [dict(where, speakers=row["speakers"], kind=row["kind"], core=row["core"])
                             for _, row, where, _ in placed],
            "paragraphs": [{"span": list(span), "label": t["label"], "mixed": t["mixed"],
                            "narrator": t["narrator"], "quoted": t["quoted"]}
                           for span, t in zip(spans, given["tone"])]}
    return line, faults, looks


def counted_otherwise(row, paragraphs):
    """Where "n" would name another place if occurrences inside longer words counted as well."""
    n, p = row.get("n", {}), row["p"]
    named = [("source", row["source"], n.get("source"), row.get("sp", p)), ("cue", row["cue"], n.get("cue"), p)]
    named += [("content", c, k, row.get("cp", p)) for c, k in zip(row["content"], n.get("content") or [])]
    for what, wanted, k, q in named:
        if k is None:
            continue
        paragraph = paragraphs[q][1]
        start = occurrences(paragraph, wanted)[k]
        anywhere = [m.start() for m in re.finditer(f"(?={re.escape(wanted)})", paragraph)][k]
        if start != anywhere and anywhere in occurrences(paragraph, wanted):
            yield f'"n" counts whole words only, {what} is {around(paragraph, start, start + len(wanted))}'


# --- the folder ---------------------------------------------------------------------------------

def read(folder):
    """(lines, faults, looks) of all articles of a folder, ordered by number."""
    folder = Path(folder)
    lines, faults, looks, numbers = [], [], [], {}
    stems = sorted({f.stem for f in folder.iterdir() if f.suffix in (".txt", ".json")}) if folder.is_dir() else []
    if not stems:
        faults.append(f"{folder}: no articles (NN-kind.txt with NN-kind.json)")
    for stem in stems:
        name = NAME.match(stem)
        if not name:
            faults.append(f"{stem}: a name is two digits, a hyphen and the kind in lower case")
            continue
        if name[1] in numbers:
            faults.append(f"{stem}: the number is taken by {numbers[name[1]]}")
        numbers.setdefault(name[1], stem)
        path = folder / f"{stem}.txt"
        absent = [f.name for f in (path, path.with_suffix(".json")) if not f.is_file()]
        if absent:
            faults.append(f"{stem}: {absent[0]} is missing")
            continue
        line, wrong, doubtful = article(path)
        faults += [f"{stem}: {w}" for w in wrong]
        looks += [f"{stem}: {d}" for d in doubtful]
        if line:
            lines.append(line)
    return lines, faults, looks


def load(folder):
    """The lines of a folder without faults; ends the program with the faults otherwise."""
    lines, faults, _ = read(folder)
    if faults:
        sys.exit("\n".join(faults + [f"{len(faults)} fault(s) in {folder}"]))
    return lines


def show(lines, wanted):
    text_of = lambda text, spans: " … ".join(text[s:e] for s, e in spans) or "–"
    for line in lines:
        if wanted and line["id"][:2] not in wanted:
            continue
        print(f"== {line['id']}  {line['key']}")
        for i, a in enumerate(line["attributions"]):
            who, cue, what = (text_of(line["text"], a[f]) for f in ("source", "cue", "content"))
            print(f"{i:3d} {a['kind']:8s} {'core' if a['core'] else '    '} {a['speakers']} | {who} | {cue} | {what}")
        for i, p in enumerate(line["paragraphs"]):
            s, e = p["span"]
            print(f"  p{i} {p['label']:+d}{' mixed' if p['mixed'] else ''} narrator {p['narrator']} "
                  f"quoted {p['quoted']} | {line['text'][s:e][:90]}")


def main(arguments):
    options = [a for a in arguments if a.startswith("--")]
    plain = [a for a in arguments if not a.startswith("--")]
    if not plain or len(options) > 1 or set(options) - {"--check", "--show"}:
        print("usage: gold.py FOLDER [--check | --show [NN ...]]", file=sys.stderr)
        return 2
    lines, faults, looks = read(plain[0])
    if options == ["--check"]:
        for look in looks:
            print(f"look: {look}")
        for fault in faults:
            print(fault)
        rows = sum(len(line["attributions"]) for line in lines)
        print(f"{len(lines)} articles, {rows} rows, {sum(len(x['paragraphs']) for x in lines)} paragraphs, "
              f"{len(faults)} fault(s)")
        return 1 if faults else 0
    for fault in faults:
        print(fault, file=sys.stderr)
    if options == ["--show"]:
        show(lines, plain[1:])
    elif not faults:
        for line in lines:
            print(json.dumps(line, ensure_ascii=False))
    return 1 if faults else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
