"""Development scores: attributions matched one to one by overlap of content."""


def tokens(spans):
    return {token for start, end in spans for token in range(start, end)}


def matched(gold, predicted):
    """Pairs with at least half of their tokens in common, best first."""
    pairs = []
    for p, (_, _, pieces, _) in enumerate(predicted):
        mine = tokens(pieces)
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
    """Content tokens, detect and joint F1 in per cent."""
    n = dict.fromkeys(("gold", "predicted", "detect", "joint", "gold tokens", "tokens", "shared"), 0)
    for document in documents:
        gold, found = document.attributions, predicted.get(document.name, [])
        pairs = matched(gold, found)
        theirs = set().union(*(tokens(content) for _, _, content in gold))
        mine = set().union(*(tokens(pieces) for _, _, pieces, _ in found))
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
