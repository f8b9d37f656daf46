"""Development scores: attributions matched one to one by overlap of content."""

from data import CONVENTIONS, FIELD


def tokens(spans):
    return {token for start, end in spans for token in range(start, end)}


def matched(gold, predicted):
    """Pairs with at least half of their tokens in common, best first."""
    pairs = []
    for p, attribution in enumerate(predicted):
        mine = tokens(attribution[2])
        for g, (_, _, content) in enumerate(gold):
            theirs = tokens(content)
            if mine & theirs and len(mine & theirs) * 2 >= len(mine | theirs):
                pairs.append((-len(mine & theirs) / len(mine | theirs), g, p))
    used_gold, used_predicted, out = set(), set(), []
    for _, g, p in sorted(pairs):
        if g not in used_gold and p not in used_predicted:
            used_gold.add(g)
            used_predicted.add(p)
            out.append((g, p))
    return out


def right_source(gold, predicted):
    if gold is None or predicted is None:
        return gold == predicted
    return bool(tokens([gold]) & tokens([predicted]))


def f1(hits, predicted, gold):
    return 2 * hits / max(1, predicted + gold)


def scores(documents, predicted):
    """Scores in per cent of the documents of each convention; the names of all but the first's have the convention."""
    found = {}
    for number, convention in enumerate(CONVENTIONS):
        if part := [document for document in documents if document.convention == number]:
            given = basic(part, predicted) | (of_speech(part, predicted) if number == FIELD else {})
            found |= {f"{convention} {name}" if number else name: value for name, value in given.items()}
    return found


def basic(documents, predicted):
    """Content tokens, detect and joint F1 in per cent."""
    n = dict.fromkeys(("gold", "predicted", "detect", "joint", "gold tokens", "tokens", "shared"), 0)
    for document in documents:
        gold, found = document.attributions, predicted.get(document.name, [])
        pairs = matched(gold, found)
        theirs = set().union(*(tokens(content) for _, _, content in gold))
        mine = set().union(*(tokens(attribution[2]) for attribution in found))
        n["gold"] += len(gold)
        n["predicted"] += len(found)
        n["detect"] += len(pairs)
        n["joint"] += sum(right_source(gold[g][0], found[p][0]) for g, p in pairs)
        n["gold tokens"] += len(theirs)
        n["tokens"] += len(mine)
        n["shared"] += len(mine & theirs)
    return {
        "content": 100 * f1(n["shared"], n["tokens"], n["gold tokens"]),
        "detect": 100 * f1(n["detect"], n["predicted"], n["gold"]),
        "joint": 100 * f1(n["joint"], n["predicted"], n["gold"]),
    }


def of_speech(documents, predicted):
    """Detect and joint F1 of what is said, and the share of attributions that are rightly called said or thought.

    An attribution that matches a thought is neither right nor wrong.
    """
    n = dict.fromkeys(("gold", "predicted", "detect", "joint", "called", "pairs"), 0)
    for document in documents:
        found = predicted.get(document.name, [])
        pairs = matched(document.attributions, found)
        said = [(g, p) for g, p in pairs if not document.thoughts[g]]
        n["gold"] += document.thoughts.count(False)
        n["predicted"] += len(found) - (len(pairs) - len(said))
        n["detect"] += len(said)
        n["joint"] += sum(right_source(document.attributions[g][0], found[p][0]) for g, p in said)
        n["pairs"] += len(pairs)
        n["called"] += sum((found[p][4] > 0.5) == document.thoughts[g] for g, p in pairs)
    return {
        "speech detect": 100 * f1(n["detect"], n["predicted"], n["gold"]),
        "speech joint": 100 * f1(n["joint"], n["predicted"], n["gold"]),
        "said or thought": 100 * n["called"] / max(1, n["pairs"]),
    }
