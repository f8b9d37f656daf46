#!/usr/bin/env python3
"""Turn Whosaid's reports into the predictions that score_quotes.py and score_resolved.py read.

    whosaid analyze --jsonl --offsets chars < GOLD.jsonl > REPORTS.jsonl
    from_reports.py REPORTS.jsonl > PRED.jsonl

REPORTS has lines {"id", "report"}, with spans in code points.
"""
import json
import sys


def prediction(doc):
    """{"id", "quotes"} of one line of reports."""
    report = doc["report"]
    names = {s["id"]: s["name"] for s in report["speakers"]}
    quotes = []
    for q in report["quotes"]:
        who = [names[i] for i in q.get("speakers") or []]
        quotes.append({
            "speaker": q.get("source") or None,
            "cue": q.get("cue") or None,
            "content": q["content"],
            "speaker_name": " and ".join(who) or None,
        })
    return {"id": doc["id"], "quotes": quotes}


def main():
    with open(sys.argv[1], encoding="utf8") as reports:
        for line in reports:
            print(json.dumps(prediction(json.loads(line)), ensure_ascii=False))


if __name__ == "__main__":
    main()
