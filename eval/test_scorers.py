"""Tests of the scorers, of gold.py and of check.py, with small texts made by hand.

    python3 -m unittest discover -s eval
"""
import contextlib
import copy
import io
import json
import os
import subprocess
import sys
import tempfile
import unittest
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

import check  # noqa: E402
import confidence  # noqa: E402
import from_reports  # noqa: E402
import gold  # noqa: E402
import run_cases  # noqa: E402
import score_coreference  # noqa: E402
import score_field  # noqa: E402
import score_pages  # noqa: E402
import score_quotes  # noqa: E402
import score_resolved  # noqa: E402
import score_roles  # noqa: E402
import score_tone  # noqa: E402

TEXT = ("Ann Lee said that the bridge would stay closed. “We have no money left,” the mayor added.\n\n"
        "Bo Ash wants a new ferry before winter.")


def span(text, wanted, nth=0):
    start = -1
    for _ in range(nth + 1):
        start = text.index(wanted, start + 1)
    return [start, start + len(wanted)]


def gold_row(content, cue, source, speakers, kind, core=True, text=TEXT):
    at = lambda wanted: [span(text, wanted)] if wanted else []
    return {"content": [span(text, c) for c in content], "cue": at(cue), "source": at(source),
            "speakers": speakers, "kind": kind, "core": core}


def gold_line():
    cut = TEXT.index("\n\n")
    return {"id": "01-town", "text": TEXT, "attributions": [
        gold_row(["that the bridge would stay closed"], "said", "Ann Lee", ["Ann Lee"], "indirect"),
        gold_row(["“We have no money left,”"], "added", "the mayor", ["Ann Lee"], "direct"),
        gold_row(["a new ferry before winter"], "wants", "Bo Ash", ["Bo Ash"], "indirect", core=False)],
        "paragraphs": [{"span": [0, cut], "label": -1, "mixed": False, "narrator": 0, "quoted": -1},
                       {"span": [cut + 2, len(TEXT)], "label": 1, "mixed": False, "narrator": None, "quoted": 1}]}


def tone(score):
    return {"score": score, "label": "positive" if score > 0 else "negative" if score < 0 else "neutral",
            "evidence": []}


def perfect_report(line):
    """The report that agrees with a gold line in everything."""
    names = sorted({n for a in line["attributions"] for n in a["speakers"]})
    voice = lambda v: None if v is None else tone(v / 2)
    return {"schema": 2,
            "paragraphs": [{"span": p["span"], "kind": "body", "tone": tone(p["label"] / 2), "narrator": voice(p["narrator"]),
                            "quoted": voice(p["quoted"])} for p in line["paragraphs"]],
            "quotes": [{"id": i, "kind": a["kind"], "content": a["content"], "cue": a["cue"], "source": a["source"],
                        "speakers": [names.index(n) for n in a["speakers"]], "confidence": 0.9}
                       for i, a in enumerate(line["attributions"])],
            "speakers": [{"id": i, "name": n} for i, n in enumerate(names)]}


def field(report):
    line = gold_line()
    return score_field.evaluate([line], [{"id": line["id"], "report": report}])


class Field(unittest.TestCase):
    """score_field.py: two core rows, one row of a wish, two paragraphs."""

    def setUp(self):
        self.report = perfect_report(gold_line())

    def test_perfect(self):
        got = field(self.report)
        self.assertEqual((got["core"], got["rows"]), (2, 3))
        for key in ("found", "direct_found", "direct_right", "row_right", "all_right", "f1", "name", "sure_right"):
            self.assertEqual(got[key], 100, key)
        for key in ("tone_r", "tone_f1", "quoted_r"):
            self.assertAlmostEqual(got[key], 1, msg=key)

    def test_missed(self):
        del self.report["quotes"][1]
        got = field(self.report)
        self.assertEqual((got["found"], got["direct_found"], got["all_right"], got["row_right"]), (50, 0, 50, 100))
        self.assertAlmostEqual(got["f1"], 2 * 50 * 100 / 150)

    def test_a_wish_may_be_missing(self):
        del self.report["quotes"][2]
        self.assertEqual((field(self.report)["f1"], field(self.report)["rows"]), (100, 2))

    def test_spurious(self):
        self.report["quotes"].append(dict(self.report["quotes"][0], content=[span(TEXT, "the mayor added")]))
        got = field(self.report)
        self.assertEqual((got["rows"], got["rows_matched"], got["row_right"], got["all_right"]), (4, 75, 75, 100))

    def test_wrong_name(self):
        self.report["quotes"][1]["speakers"] = self.report["quotes"][2]["speakers"]
        got = field(self.report)
        self.assertEqual((got["found"], got["name"], got["all_right"], got["direct_right"]), (100, 50, 50, 0))
        self.assertEqual((got["name_name"], got["name_nominal"]), (100, 0))
        self.assertAlmostEqual(got["row_right"], 200 / 3)

    def test_unknown_is_wrong_where_gold_knows(self):
        self.report["quotes"][0]["speakers"] = []
        self.assertEqual(field(self.report)["name"], 50)

    def test_half_overlap(self):
        # "that the bridge would stay closed" has six tokens.
        content = self.report["quotes"][0]["content"]
        content[0][:] = span(TEXT, "would stay closed")
        self.assertEqual(field(self.report)["found"], 100)
        content[0][:] = span(TEXT, "stay closed")
        self.assertEqual((field(self.report)["found"], field(self.report)["rows_matched"]), (50, 100 * 2 / 3))

    def test_tone_of_the_wrong_sign(self):
        self.report["paragraphs"][0]["tone"], self.report["paragraphs"][1]["tone"] = tone(0.5), tone(-0.5)
        got = field(self.report)
        self.assertAlmostEqual(got["tone_r"], -1)
        self.assertEqual(got["tone_f1"], 0)
        self.assertAlmostEqual(got["quoted_r"], 1)

    def test_mixed_tone(self):
        line = gold_line()
        line["paragraphs"][0]["mixed"] = True
        judge = lambda: score_field.evaluate([line], [{"id": line["id"], "report": self.report}])["mixed_f1"]
        self.assertEqual(judge(), 0)
        self.report["paragraphs"][0]["tone"]["label"] = "mixed"
        self.assertEqual(judge(), 1)
        self.report["paragraphs"][1]["tone"]["label"] = "mixed"
        self.assertAlmostEqual(judge(), 2 / 3)

    def test_headings(self):
        for paragraph in self.report["paragraphs"]:
            paragraph["kind"] = "heading"
        self.assertAlmostEqual(field(self.report)["heading_r"], 1)

    def test_nothing_shown(self):
        self.report["quotes"] = []
        got = field(self.report)
        self.assertEqual((got["found"], got["all_right"], got["rows"]), (0, 0, 0))

    def test_names(self):
        for a, b in (("United States", "US"), ("Kristi Noem", "Noem"), ("New York Times", "The New York Times")):
            self.assertTrue(score_field.alike(a, b) and score_field.alike(b, a), (a, b))
        self.assertFalse(score_field.alike("Kristi Noem", "Bryon Hall"))
        self.assertTrue(score_field.names_right(["Ann Lee", "Bo Ash"], ["Bo Ash", "Lee"]))
        self.assertFalse(score_field.names_right(["Ann Lee", "Bo Ash"], ["Bo Ash"]))
        self.assertFalse(score_field.names_right(["Ann Lee"], ["Ann Lee", "Bo Ash"]))
        self.assertTrue(score_field.names_right([], []))
        self.assertFalse(score_field.names_right([], ["Ann Lee"]))


class Quotes(unittest.TestCase):
    def score(self, quotes):
        return score_quotes.score([gold_line()], {"01-town": quotes})

    def predicted(self):
        return from_reports.prediction({"id": "01-town", "report": perfect_report(gold_line())})["quotes"]

    def test_selftests(self):
        with contextlib.redirect_stdout(io.StringIO()):
            score_quotes.selftest()
            score_tone.selftest()

    def test_perfect(self):
        got = self.score(self.predicted())
        for key in ("content", "detect", "exact", "joint", "lenient"):
            self.assertEqual(got[key]["f1"], 1, key)
        self.assertEqual({k: v["n"] for k, v in got["subsets"].items()},
                         {"quoted": 1, "direct": 1, "indirect": 2, "speech": 2, "other": 1})

    def test_missed_and_spurious(self):
        quotes = self.predicted()
        quotes[0]["content"] = [span(TEXT, "before winter")]  # misses the first, adds a part of the third
        got = self.score(quotes)
        self.assertAlmostEqual(got["detect"]["p"], 2 / 3)
        self.assertAlmostEqual(got["detect"]["r"], 2 / 3)

    def test_wrong_source(self):
        quotes = self.predicted()
        quotes[0]["speaker"] = [span(TEXT, "Bo Ash")]
        got = self.score(quotes)
        self.assertEqual(got["detect"]["f1"], 1)
        self.assertAlmostEqual(got["joint"]["f1"], 2 / 3)
        self.assertAlmostEqual(got["speaker_acc"], 2 / 3)

    def test_half_overlap(self):
        quotes = self.predicted()
        quotes[0]["content"] = [span(TEXT, "would stay closed")]
        got = self.score(quotes)
        self.assertEqual(got["detect"]["f1"], 1)
        self.assertAlmostEqual(got["exact"]["f1"], 2 / 3)

    def test_an_article_without_predictions_counts(self):
        got = score_quotes.score([gold_line()], {})
        self.assertEqual((got["detect"]["r"], got["pred"]), (0, 0))

    def test_names_after_resolution(self):
        line, preds = gold_line(), {"01-town": self.predicted()}
        resolved = [{"id": "01-town", "resolved": [{"attribution_index": 0, "name": "Ann Lee"},
                                                   {"attribution_index": 1, "name": "Ann Lee"},
                                                   {"attribution_index": 2, "name": None}]}]
        n, hit, ok = score_resolved.count({"01-town": line}, resolved, preds)
        self.assertEqual((n["all"], hit["all"], ok["all"], n["name"], n["nominal"]), (2, 2, 2, 1, 1))
        preds["01-town"][1]["speaker_name"] = None  # then the words of the source count: "the mayor"
        self.assertEqual(score_resolved.count({"01-town": line}, resolved, preds)[2]["all"], 1)
        del preds["01-town"][0]
        _, hit, ok = score_resolved.count({"01-town": line}, resolved, preds)
        self.assertEqual((hit["all"], ok["all"]), (1, 0))

    def test_joint_speakers_in_one_name(self):
        report = perfect_report(gold_line())
        report["quotes"][0]["speakers"] = [0, 1]
        got = from_reports.prediction({"id": "x", "report": report})
        self.assertEqual(got["quotes"][0]["speaker_name"], "Ann Lee and Bo Ash")


class Tone(unittest.TestCase):
    def evaluate(self, scores, voice=None):
        labels = (-2, -1, 0, 1, 2)
        golds = [{"id": i, "text": "a b", "label": x, "narrator": x if x else None} for i, x in enumerate(labels)]
        reports = [{"id": i, "report": {"paragraphs": [{"span": [0, 3], "tone": tone(s), "narrator": tone(s)}]}}
                   for i, s in enumerate(scores)]
        return score_tone.evaluate(golds, reports, voice)

    def test_perfect(self):
        got = self.evaluate([-1, -0.5, 0, 0.5, 1])
        self.assertEqual((got["n"], got["auc"], got["acc"], got["f1"]), (5, 1, 1, 1))
        self.assertAlmostEqual(got["r"], 1)

    def test_reversed(self):
        got = self.evaluate([1, 0.5, 0, -0.5, -1])
        self.assertEqual((got["auc"], got["acc"]), (0, 0.2))
        self.assertAlmostEqual(got["r"], -1)
        self.assertAlmostEqual(got["f1"], 1 / 3)

    def test_all_neutral(self):
        got = self.evaluate([0] * 5)
        self.assertEqual((got["r"], got["auc"], got["acc"]), (0, 0.5, 0.2))

    def test_a_voice_counts_only_where_gold_has_it(self):
        self.assertEqual(self.evaluate([-1, -0.5, 0, 0.5, 1], "narrator")["n"], 4)

    def test_paragraphs_weigh_by_their_words(self):
        report = {"paragraphs": [{"span": [0, 5], "tone": tone(1)}, {"span": [6, 7], "tone": tone(-1)}]}
        score, cls = score_tone.tone_of(report, "a b c d")
        self.assertAlmostEqual(score, 0.5)
        self.assertEqual(cls, 1)

    def test_a_missing_report_ends_the_program(self):
        with self.assertRaises(SystemExit):
            score_tone.evaluate([{"id": "x", "text": "a", "label": 1}], [])


class Pages(unittest.TestCase):
    def test_shingles(self):
        self.assertEqual(score_pages.one("a b c d e", "a b c d e"), (1, 1))
        precision, recall = score_pages.one("a b c d e", "a b c d e f g")
        self.assertEqual((precision, recall), (0.5, 1))
        self.assertEqual(score_pages.one("a b c d", ""), (0, 0))


class Cases(unittest.TestCase):
    case = {"id": "1", "kind": "k", "text": TEXT, "expect": [
        {"speaker": "Ann Lee", "content": "that the bridge would stay closed", "kind": "indirect"},
        {"speaker": "Ann Lee|the mayor", "content": "We have no money left", "kind": "direct"},
        {"speaker": "Bo Ash", "content": "a new ferry before winter", "kind": "indirect"}]}

    def setUp(self):
        self.report = perfect_report(gold_line())

    def wrong(self, **more):
        return run_cases.check(dict(self.case, **more), self.report)[0]

    def test_passes(self):
        self.assertEqual(run_cases.check(self.case, self.report), ([], []))

    def test_missing_wrong_speaker_and_too_many(self):
        self.report["quotes"][0]["content"] = [span(TEXT, "before winter")]
        self.report["quotes"][1]["speakers"] = []
        self.assertEqual([w.split(":")[0] for w in self.wrong()], ["missing", "speaker", "row too many"])

    def test_a_wrong_kind_is_no_failure(self):
        self.report["quotes"][0]["kind"] = "mixed"
        wrong, told = run_cases.check(self.case, self.report)
        self.assertEqual((wrong, len(told)), ([], 1))

    def test_forbidden(self):
        self.assertEqual(self.wrong(forbid=["“We have no money left”"]), ["forbidden: «“We have no money left”»"])

    def test_tone(self):
        self.assertEqual(self.wrong(tone=[{"paragraph": 0, "label": "neutral|negative"}]), [])
        self.assertEqual(len(self.wrong(tone=[{"paragraph": 1, "label": "negative"}])), 1)

    def test_our_cases_are_well_formed(self):
        cases = run_cases.load(HERE / "cases.jsonl")
        self.assertEqual(len({c["id"] for c in cases}), len(cases))
        for c in cases:
            self.assertTrue(c["text"] and ("expect" in c or "tone" in c), c["id"])


class GoldFolder(unittest.TestCase):
    """gold.py on an article in a folder of its own."""

    filler = "The ferry runs at dawn and at dusk, and the queue is long. " * 10
    paragraphs = ["Town counts the cost",
                  "“It was a long night,” Marta Lind said. “We stayed calm.” She told him that he was right.",
                  "The neighbours called it “a disgrace” and left.", filler.strip(), filler.strip(), filler.strip()]
    labels = {"title": "Town counts the cost", "attributions": [
        {"p": 1, "content": ["“It was a long night,”", "“We stayed calm.”"], "cue": "said", "source": "Marta Lind",
         "speakers": ["Marta Lind"], "kind": "direct", "core": True},
        {"p": 1, "content": ["that he was right"], "cue": "told", "source": "She", "speakers": ["Marta Lind"],
         "kind": "indirect", "core": True},
        {"p": 2, "content": ["it “a disgrace”"], "cue": "called", "source": "The neighbours",
         "speakers": ["neighbours"], "kind": "mixed", "core": True}],
        "tone": [{"p": i, "label": 0, "mixed": False, "narrator": 0, "quoted": -1 if i in (1, 2) else None}
                 for i in range(6)]}

    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.given, self.text = copy.deepcopy(self.labels), "\n\n".join(self.paragraphs) + "\n"

    def read(self, name="07-town"):
        folder = Path(self.folder.name)
        (folder / f"{name}.txt").write_bytes(self.text.encode("utf-8"))
        (folder / f"{name}.json").write_text(json.dumps(self.given), encoding="utf-8")
        return gold.read(folder)

    def fault(self, wanted):
        """There is just one fault, and it says this."""
        _, faults, _ = self.read()
        self.assertEqual(len(faults), 1, faults)
        self.assertIn(wanted, faults[0])
        self.assertIn("07-town", faults[0])

    def row(self, i=0):
        return self.given["attributions"][i]

    def test_good(self):
        lines, faults, looks = self.read()
        self.assertEqual((faults, looks, len(lines)), ([], [], 1))
        line = lines[0]
        self.assertEqual((line["id"], line["key"], line["text"]), ("07-town", "Town counts the cost", self.text[:-1]))
        taken = [[line["text"][s:e] for s, e in line["attributions"][0][f]] for f in ("content", "cue", "source")]
        self.assertEqual(taken, [["“It was a long night,”", "“We stayed calm.”"], ["said"], ["Marta Lind"]])
        self.assertEqual([line["text"][s:e] for s, e in (p["span"] for p in line["paragraphs"])], self.paragraphs)
        self.assertEqual(set(line["attributions"][0]), {"content", "cue", "source", "speakers", "kind", "core"})

    def test_spans_are_code_points(self):
        self.text = "\U0001F600 " + self.text
        line = self.read()[0][0]
        s, e = line["attributions"][0]["cue"][0]
        self.assertEqual(line["text"][s:e], "said")

    def test_a_string_that_is_not_there(self):
        self.row()["source"] = "Marta Linden"
        self.fault("row 0: source 'Marta Linden' is not in its paragraph")

    def test_a_string_that_occurs_twice(self):
        self.text = self.text.replace("She told him", "She then told him, she said,")
        self.fault("row 0: cue 'said' occurs 2 times")
        self.row()["n"] = {"cue": 0}
        self.assertEqual(self.read()[1], [])
        self.row()["n"] = {"cue": 2}
        self.fault("cannot be 2")

    def test_occurrences_are_whole_words(self):
        self.assertEqual(gold.occurrences("then he left the shed, he said", "he"), [5, 23])

    def test_a_number_that_may_count_parts_of_words_is_worth_a_look(self):
        self.text = self.text.replace("She told him that he was right", "Then he told the men, he said, that he was right")
        self.row(1).update(source="he", n={"source": 1})
        self.row().update(n={"cue": 0})
        _, faults, looks = self.read()
        self.assertEqual((faults, len(looks)), ([], 1))
        self.assertIn("the men, [he] said", looks[0])

    def test_other_paragraphs(self):
        self.row(2).update(sp=1, source="Marta Lind", cp=2)
        line = self.read()[0][0]
        s, e = line["attributions"][2]["source"][0]
        self.assertEqual((line["text"][s:e], s), ("Marta Lind", self.text.index("Marta Lind")))
        self.row(2)["sp"] = 6
        self.fault('"sp" is 6')

    def test_kind_and_marks(self):
        for i, kind, wrong in ((0, "direct", "mixed"), (1, "indirect", "direct"), (2, "mixed", "indirect")):
            self.row(i)["kind"] = wrong
            self.fault(f"row {i}: kind is {wrong}")
            self.row(i)["kind"] = kind

    def test_notes_on_the_marks(self):
        self.row(1).update(kind="direct", note="post")
        self.row(2).update(kind="indirect", note="title")
        self.assertEqual(self.read()[1], [])
        self.row(1)["note"] = "tweet"
        self.fault("note")

    def test_transcripts_need_no_marks(self):
        self.row(1)["kind"] = self.row(2)["kind"] = "direct"
        self.assertEqual(len(self.read("07-town")[1]), 2)
        (Path(self.folder.name) / "07-town.txt").unlink()
        (Path(self.folder.name) / "07-town.json").unlink()
        self.assertEqual(self.read("08-transcript")[1], [])

    def test_marks_belong_to_the_content(self):
        self.row()["content"][1] = "We stayed calm.”"
        self.fault("the opening mark before")
        self.row()["content"][1] = "“We stayed calm"
        self.fault("the closing mark after")

    def test_pieces_in_order(self):
        self.row()["content"].reverse()
        self.fault("out of order")

    def test_fields(self):
        self.row()["speakers"] = [""]
        self.fault("speakers has to be a list of names")
        self.row()["speakers"] = ["the police"]
        self.fault("without an article")
        self.row()["speakers"] = []
        self.assertEqual(self.read()[1], [])
        self.row()["core"] = "yes"
        self.fault("core has to be true or false")
        del self.row()["core"]
        self.fault("missing: core")
        self.row().update(core=True, quote="x")
        self.fault("unknown field: quote")

    def test_twice_the_same_row(self):
        self.given["attributions"].append(self.row(1))
        self.assertTrue(any("stands here twice" in f for f in self.read()[1]))

    def test_no_rows(self):
        self.given["attributions"] = []
        for t in self.given["tone"]:
            t["quoted"] = None
        self.fault("at least one attribution")
        self.given["rows"] = "none"
        self.assertEqual(self.read()[1], [])

    def test_tone(self):
        tones = self.given["tone"]
        tones[3]["label"] = 3
        self.fault("tone 3: label 3")
        tones[3].update(label=0, mixed=0)
        self.fault("tone 3: mixed")
        tones[3].update(mixed=False, narrator=None)
        self.fault("tone 3: narrator and quoted are both null")
        tones[3].update(narrator=0.5)
        self.fault("tone 3: narrator 0.5")
        del tones[3]
        self.fault("one entry for each")

    def test_quoted_without_a_row_is_worth_a_look(self):
        self.given["tone"][3]["quoted"] = 1
        _, faults, looks = self.read()
        self.assertEqual((faults, len(looks)), ([], 1))

    def test_text(self):
        self.text = self.text.replace("\n\nThe neighbours", "\nThe neighbours")
        self.assertTrue(any("line break inside" in f for f in self.read()[1]))
        self.text = "\n\n".join(self.paragraphs[:3] + ["One.", "Two.", "Three."]) + "\n"
        self.fault("an article has 250 to 700")
        self.text = "\n\n".join(self.paragraphs)
        self.fault("end with one line break")

    def test_files(self):
        self.read()
        (Path(self.folder.name) / "07-town.json").unlink()
        self.assertIn("07-town.json is missing", gold.read(self.folder.name)[1][0])
        (Path(self.folder.name) / "07-town.json").write_text("{", encoding="utf-8")
        self.assertIn("no JSON", gold.read(self.folder.name)[1][0])
        self.assertIn("two digits", self.read("town")[1][-1])

    def test_the_command_rejects_a_bad_file(self):
        command = [sys.executable, "-B", str(HERE / "gold.py"), self.folder.name]
        run = lambda *more: subprocess.run(command + list(more), stdout=subprocess.PIPE, stderr=subprocess.PIPE,
                                           encoding="utf-8", env=dict(os.environ, PYTHONIOENCODING="utf-8"))
        self.read()
        good = run("--check")
        self.assertEqual((good.returncode, good.stdout.strip()), (0, "1 articles, 3 rows, 6 paragraphs, 0 fault(s)"))
        self.assertEqual(json.loads(run().stdout)["id"], "07-town")
        self.row()["cue"] = "cried"
        self.read()
        bad = run("--check")
        self.assertEqual(bad.returncode, 1)
        self.assertIn("07-town: row 0: cue 'cried' is not in its paragraph", bad.stdout)
        self.assertEqual((run().returncode, run().stdout), (1, ""))


class Marks(unittest.TestCase):
    def marked(self, paragraph):
        return [paragraph[o:c + 1] for o, c in gold.mark_pairs(paragraph)]

    def test_pairs(self):
        for paragraph, wanted in (
                ("“One,” he said. “Two", ["“One,”", "“Two"]),
                ('"One," he said. "Two."', ['"One,"', '"Two."']),
                ("„Eins“, sagte er. «Deux», »Drei«", ["„Eins“", "«Deux»", "»Drei«"]),
                ("‘The players’ tent,’ he said, isn’t ours", ["‘The players’ tent,’"]),
                ("'It's ours,' he said of the dogs' home", ["'It's ours,'"]),
                ("the 6\" pipe and the boys' 1990s, rock 'n' roll", []),
                ("“He called it ‘odd’,” she said", ["“He called it ‘odd’,”", "‘odd’"])):
            self.assertEqual(self.marked(paragraph), wanted, paragraph)


class Floors(unittest.TestCase):
    figures = {"rows.f1": 70.04, "rows.name": 88.0, "tone.tone_r": 0.7005, "kind.court": 65.0, "cases.rows": 40}

    def setUp(self):
        self.floors = check.floors_for(self.figures)

    def test_margins(self):
        self.assertEqual(self.floors, {"rows.f1": 69.0, "rows.name": 87.0, "tone.tone_r": 0.69, "kind.court": 55.0,
                                       "cases.rows": 40})

    def test_what_was_measured_passes(self):
        self.assertEqual(check.below(self.figures, self.floors), [])

    def test_each_fall_is_named(self):
        for figure, fallen in (("rows.f1", 68.9), ("rows.name", 86.9), ("tone.tone_r", 0.689), ("kind.court", 54.9),
                               ("cases.rows", 39), ("rows.f1", float("nan"))):
            faults = check.below(dict(self.figures, **{figure: fallen}), self.floors)
            self.assertEqual(len(faults), 1, figure)
            self.assertTrue(faults[0].startswith(f"{figure}: ") and "below its floor" in faults[0], faults)

    def test_figures_and_floors_are_the_same_set(self):
        fewer = {k: v for k, v in self.figures.items() if k != "rows.name"}
        self.assertIn("not measured any more", check.below(fewer, self.floors)[0])
        self.assertIn("has no floor", check.below(dict(self.figures, **{"kind.sport": 50.0}), self.floors)[0])


@unittest.skipIf(os.name == "nt", "the stand-in for the program is a script")
class Check(unittest.TestCase):
    """check.py from end to end, with a stand-in that repeats prepared reports."""

    def setUp(self):
        folder = tempfile.TemporaryDirectory()
        self.addCleanup(folder.cleanup)
        self.at = Path(folder.name)
        (self.at / "gold").mkdir()
        (self.at / "gold" / "07-town.txt").write_text("\n\n".join(GoldFolder.paragraphs) + "\n", encoding="utf-8")
        (self.at / "gold" / "07-town.json").write_text(json.dumps(GoldFolder.labels), encoding="utf-8")
        (self.at / "cases.jsonl").write_text(json.dumps(Cases.case) + "\n", encoding="utf-8")
        line = gold.load(self.at / "gold")[0]
        self.reports = {line["id"]: perfect_report(line), "1": perfect_report(gold_line())}
        self.program = self.at / "whosaid"
        self.program.write_text(f"#!{sys.executable} -B\nimport json, sys\n"
                                f"reports = json.load(open({str(self.at / 'reports.json')!r}))\n"
                                "for line in sys.stdin:\n"
                                "    name = json.loads(line)['id']\n"
                                "    print(json.dumps({'id': name, 'report': reports[name]}))\n", encoding="utf-8")
        self.program.chmod(0o755)

    def run_check(self, *more):
        (self.at / "reports.json").write_text(json.dumps(self.reports), encoding="utf-8")
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            status = check.main([str(self.program), "--gold", str(self.at / "gold"), "--cases",
                                 str(self.at / "cases.jsonl"), "--floors", str(self.at / "floors.json"), *more])
        return status, out.getvalue()

    def test_a_fall_fails_and_is_named(self):
        status, out = self.run_check("--update")
        self.assertEqual(status, 0, out)
        self.assertEqual(self.run_check()[0], 0)
        self.reports["07-town"]["quotes"][0]["speakers"] = []
        self.reports["1"]["quotes"].pop()
        status, out = self.run_check()
        self.assertEqual(status, 1)
        for named in ("FAIL rows.f1: 66.7 is below its floor, 99.0", "FAIL rows.name: ", "FAIL kind.town: ",
                      "FAIL cases.rows: 0 is below its floor, 1", "failing: 1"):
            self.assertIn(named, out)
        self.assertNotIn("FAIL tone", out)
        self.assertIn("LOWERED", self.run_check("--update")[1])
        self.assertEqual(self.run_check()[0], 0)

    def test_nothing_shown_fails(self):
        self.run_check("--update")
        self.reports["07-town"]["quotes"] = []
        status, out = self.run_check()
        self.assertEqual(status, 1)
        self.assertIn("FAIL rows.row_right: has a floor (99.0) but is not measured any more", out)
        self.assertIn("FAIL kind.town: 0.0 is below", out)

    def test_a_program_that_breaks_off_fails(self):
        self.run_check("--update")
        self.program.write_text(f"#!{sys.executable} -B\nraise SystemExit(1)\n", encoding="utf-8")
        with self.assertRaises(SystemExit) as ended:
            self.run_check()
        self.assertIn("0 reports for 1 texts", str(ended.exception))



class Confidence(unittest.TestCase):
    def test_wrong_rows_are_counted_below_thresholds(self):
        rows = [(0.95, True), (0.9, True), (0.45, False), (0.42, True)]
        lines = list(confidence.tables(rows))
        self.assertIn("0.9 to 1.0       2   92.5  100.0", lines)
        self.assertIn("0.4 to 0.5       2   43.5   50.0", lines)
        self.assertTrue(any(line.split() == ["0.50", "2", "100.0", "50.0"] for line in lines), lines)


class Roles(unittest.TestCase):
    text = "South Alma Gov. Ann Lee left. Bo Ash, a former judge in Alma, stayed. Mayor Cy Dunn slept."

    def evaluate(self, *told):
        """The figures for the speakers Lee and Ash, given the roles that a report tells."""
        roles = [{"id": "1", "name": span(self.text, name), "role": [span(self.text, role)]}
                 for name, role in (("Ann Lee", "South Alma Gov."), ("Bo Ash", "former judge in Alma"), ("Cy Dunn", "Mayor"))]
        speakers = [{"mentions": [span(self.text, name)], "role": role} for name, role in zip(("Lee", "Bo Ash"), told)]
        return score_roles.evaluate(roles, [{"id": "1", "text": self.text}], [{"id": "1", "report": {"speakers": speakers}}])

    def test_only_speakers_are_judged(self):
        self.assertEqual(self.evaluate("South Alma Governor", "former judge in Alma"),
                         {"names": 3, "shown": 2, "with_role": 100.0, "right": 100.0})

    def test_a_role_is_mostly_whole(self):
        self.assertEqual(self.evaluate("Governor", "judge in Alma")["right"], 50.0)
        self.assertEqual(self.evaluate(None, "the former judge")["with_role"], 50.0)

    def test_abbreviations_and_articles(self):
        self.assertEqual(score_roles.f1("U.S. Sen.", "the US Senator"), 1.0)
        self.assertEqual(score_roles.f1("Brill's chair", "chair"), 2 / 3)
        self.assertEqual(score_roles.f1("mayor", "major"), 0.0)


class Coreference(unittest.TestCase):
    def test_the_example_of_the_reference_scorer(self):
        # Pradhan et al. 2014, figure 1.
        key = [set("abc"), set("defg")]
        response = [set("ab"), set("cd"), set("fghi")]
        found = score_coreference.figures([(key, response)])
        for name, wanted in (("muc", (40, 40, 40)), ("b3", (50, 41.67, 45.45)), ("ceaf", (43.33, 65, 52))):
            for value, expected in zip(found[name], wanted):
                self.assertAlmostEqual(value, expected, places=2, msg=name)
        self.assertAlmostEqual(found["conll"], (40 + 45.4545 + 52) / 3, places=3)

    def test_the_same_clusters_are_all_right(self):
        key = [set("abc"), set("de")]
        self.assertEqual(score_coreference.figures([(key, key)])["conll"], 100.0)
        self.assertEqual(score_coreference.figures([(key, [])])["conll"], 0.0)

    def test_the_best_pairing_is_no_greedy_one(self):
        self.assertEqual(score_coreference.best_pairing([[5, 4], [4, 0]]), 8)
        self.assertEqual(score_coreference.best_pairing([[1, 3, 2]]), 3)
        self.assertEqual(score_coreference.best_pairing([[2], [7]]), 7)
        self.assertEqual(score_coreference.best_pairing([]), 0)

    def test_mentions_meet_by_their_heads(self):
        rows = [("The", "(1-person-new-n-cf1-2-coref"), ("mayor", "1)"), ("met", ""), ("Ann", "(2-person-new-n-cf2-1,2-coref"),
                ("Lee", "2)"), ("in", ""), ("Alma", "(3-place-new-n-cf3-1-coref)"), (".", ""),
                ("She", "(2-person-giv-n-cf1-1-ana)"), ("thanked", ""), ("him", "(1-person-giv-n-cf2-1-ana)"), (".", "")]
        lines = ["# newdoc id = one", "# newpar"]
        lines += [f"{i}\t{word}\t_\t_\t_\t_\t0\t_\t_\t{'Entity=' + mark if mark else '_'}"
                  for i, (word, mark) in enumerate(rows, 1)]
        with tempfile.TemporaryDirectory() as folder:
            file = Path(folder) / "one.conllu"
            file.write_text("\n".join(lines) + "\n", encoding="utf-8")
            doc, = score_coreference.documents(file)
        text = doc["text"]
        self.assertEqual(text, "The mayor met Ann Lee in Alma . She thanked him .")
        found = [[span(text, "Lee"), span(text, "She"), span(text, "thanked")], [span(text, "The mayor"), span(text, "him")],
                 [span(text, "Alma"), span(text, "in")]]
        key, response = score_coreference.key_and_response(doc["mentions"], found)
        self.assertEqual(sorted(map(len, key)), [2, 2])
        # "Alma" is a place, and what is left of its cluster is one mention.
        self.assertEqual(sorted(map(len, response)), [2, 3])
        self.assertEqual(score_coreference.figures([(key, response)])["muc"][1], 100.0)


if __name__ == "__main__":
    unittest.main()
