"""The converters, on made-up lines in the published formats."""

import gzip
import json
import pathlib
import tempfile
import unittest

import convert
import data
import gum
import pronouns
import smoke_data

TEXT = "Ann Lee said the bridge was closed. It was denied."
BRAT = (
    "T1\tSource 0 7\tAnn Lee\nT2\tCue 8 12\tsaid\nT3\tContent 13 23;24 34\tthe bridge was closed\n"
    "T4\tAttribution 8 12\tsaid\nE1\tAttribution:T4 Content:T3 Cue:T2 Source:T1\n"
    "T5\tCue 43 49\tdenied\nT6\tContent 36 38\tIt\nT7\tAttribution-no-source 43 49\tdenied\n"
    "E2\tAttribution-no-source:T7 Content:T6 Cue:T5\n"
    "T8\tDiscuss 13 23\tthe bridge\nT9\tAttribution 0 3\tAnn\nE3\tAttribution:T9 Source:T1\n")
COLUMNS = ("word", "lemma", "CharacterOffsetBegin", "CharacterOffsetEnd", "POS", "NER")


def xml(sentences, chains):
    found = ""
    for rows in sentences:
        cells = ["".join(f"<{name}>{value}</{name}>" for name, value in zip(COLUMNS, row)) for row, _, _ in rows]
        tokens = "".join(f'<token id="{i}">{inner}</token>' for i, inner in enumerate(cells, 1))
        relations = "".join(f'<dep type="{kind}"><governor idx="{head}">x</governor><dependent idx="{i}">y</dependent></dep>'
                            for i, (_, head, kind) in enumerate(rows, 1))
        found += (f'<sentence><tokens>{tokens}</tokens><dependencies type="basic-dependencies">{relations}</dependencies>'
                  '<dependencies type="collapsed-dependencies"/></sentence>')
    mentions = ""
    for chain in chains:
        inner = ""
        for sentence, start, end, first in chain:
            inner += ('<mention representative="true">' if first else "<mention>") + (
                f"<sentence>{sentence}</sentence><start>{start}</start><end>{end}</end></mention>")
        mentions += f"<coreference>{inner}</coreference>"
    return f"<root><document><sentences>{found}</sentences><coreference>{mentions}</coreference></document></root>"


class PolNeAR(unittest.TestCase):
    def test_attributions_have_cue_and_content_and_stand_in_order(self):
        self.assertEqual(convert.attributions(BRAT), [
            {"source": [[0, 7]], "cue": [[8, 12]], "content": [[13, 23], [24, 34]]},
            {"source": [], "cue": [[43, 49]], "content": [[36, 38]]}])

    def test_numbered_arguments_are_joined(self):
        brat = "T1\tCue 0 2\tx\nT2\tContent 9 12\tx\nT3\tContent 4 6\tx\nE1\tAttribution:T9 Cue:T1 Content:T2 Content2:T3\n"
        self.assertEqual(convert.attributions(brat)[0]["content"], [[4, 6], [9, 12]])

    def test_corenlp_has_a_line_per_token(self):
        rows = [[(("Ann", "Ann", 0, 3, "NNP", "PERSON"), 2, "compound"), (("Lee", "Lee", 4, 7, "NNP", "PERSON"), 3, "nsubj"),
                 (("said", "say", 8, 12, "VBD", "O"), 0, "root")],
                [(("She", "she", 14, 17, "PRP", "O"), 0, "root")]]
        lines = "".join(convert.corenlp(xml(rows, [[(1, 1, 3, True), (1, 2, 3, False), (2, 1, 2, False)]]))).split("\n")
        self.assertEqual(lines, [
            "0\t3\tAnn\tAnn\tNNP\tPERSON\t2\tcompound\t0(*", "4\t7\tLee\tLee\tNNP\tPERSON\t3\tnsubj\t0)*|0()",
            "8\t12\tsaid\tsay\tVBD\tO\t0\troot\t_", "", "14\t17\tShe\tshe\tPRP\tO\t0\troot\t0()", "", ""])

    def test_a_repository_becomes_what_the_trainers_read(self):
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name)
            smoke_data.write_polnear(folder / "PolNeAR")
            convert.main(["polnear", str(folder / "PolNeAR"), "--out", str(folder / "out")])
            articles = data.read_jsonl(folder / "out/train.jsonl.gz")
            layers = data.corenlp(folder / "out/train.corenlp.tsv.gz")
            _, chains = pronouns.polnear_chains(folder / "out", "train")
        bridge = next(a for a in articles if a["id"] == "bridge")
        first = bridge["attributions"][0]
        said = lambda role: [bridge["text"][s:e] for s, e in first[role]]
        self.assertEqual((said("source"), said("cue"), said("content")),
                         (["Ann Lee"], ["said"], ["that the old bridge would stay shut until March"]))
        start = first["source"][0][0]
        self.assertEqual(layers["bridge"][start][1], "PERSON")
        self.assertIn("Ann Lee", [bridge["text"][s:e] for s, e, _ in chains["bridge"]])

    def test_the_first_annotator_counts(self):
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name)
            for part in ("train", "dev"):
                for kind in ("text", "attributions"):
                    (folder / "data" / part / kind).mkdir(parents=True)
            (folder / "data/dev/text/a_b.txt").write_text(TEXT)
            (folder / "data/dev/attributions/a_b_9f.ann").write_text("")
            (folder / "data/dev/attributions/a_b_1c.ann").write_text(BRAT)
            convert.polnear(folder, folder)
            article, = data.read_jsonl(folder / "dev.jsonl.gz")
        self.assertEqual((article["annotator"], article["annotators"]), ("1c", ["1c", "9f"]))
        self.assertEqual(len(article["attributions"]), 2)


class Conllu(unittest.TestCase):
    def test_genres_are_chosen_by_document(self):
        lines = "".join(f"# newdoc id = GUM_{genre}_x\n# text = Hi\n1\tHi\thi\tINTJ\tUH\t_\t0\troot\t_\t_\n\n"
                        for genre in ("news", "fiction", "bio"))
        with tempfile.TemporaryDirectory() as name:
            file, out = pathlib.Path(name) / "a.conllu", pathlib.Path(name) / "a.conllu.gz"
            file.write_text(lines)
            convert.conllu([file, file], out, ["news", "bio"])
            records, _ = gum.read(out)
            self.assertEqual([r["id"] for r in records], ["GUM_news_x", "GUM_bio_x"] * 2)
            convert.conllu([file], out, [])
            self.assertEqual(len(gum.read(out)[0]), 3)


class Sets(unittest.TestCase):
    def converted(self, corpus, files):
        """The records of what a converter makes of files, by set and part."""
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name)
            for file, text in files.items():
                (folder / file).write_text(text, encoding="utf8")
            given = folder if len(files) > 1 else folder / next(iter(files))
            convert.main([corpus, str(given), "--out", str(folder / "out")])
            return {file.name.removesuffix(".jsonl.gz"): data.read_jsonl(file) for file in (folder / "out").iterdir()}

    def test_vader(self):
        nyt = "".join(f"3_{i}\t{rating}\tSentence  {i}.\n" for i, rating in enumerate((2, -1, 0.5, 3, -4, 1, 2), 1))
        found = self.converted("vader", {"nytEditorialSnippets_GroundTruth.txt": nyt + "1_1\t1\tKept for tests.\n",
                                         "amazonReviewSnippets_GroundTruth.txt": "12_1\t-3.3\tit broke.\n"})
        self.assertEqual(found.keys(), {"nyt.train", "nyt_par.train", "amazon.dev"})
        self.assertEqual(found["amazon.dev"], [{"id": "12_1", "text": "it broke.", "label": -0.825, "cls": "neg",
                                                "set": "amazon", "split": "dev", "group": "12"}])
        self.assertEqual([r["label"] for r in found["nyt.train"]], [0.5, -0.25, 0.125, 0.75, -1, 0.25, 0.5])
        self.assertEqual([r["cls"] for r in found["nyt.train"]][:3], ["pos", "neg", "neu"])
        # The seventh sentence is left over alone.
        self.assertEqual([(r["id"], r["text"], r["label"]) for r in found["nyt_par.train"]], [
            ("3_0", "Sentence 1. Sentence 2. Sentence 3.", 0.125), ("3_3", "Sentence 4. Sentence 5. Sentence 6.", 0.0)])

    def test_affect(self):
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name)
            (folder / "trial").mkdir()
            (folder / "trial/affectivetext_trial.xml").write_text(
                '<corpus task="affective text">\n<instance id="1">Storm &amp; flood hit</instance>\n'
                '<instance id="2">Team wins</instance>\n</corpus>\n')
            (folder / "trial/affectivetext_trial.valence.gold").write_text("1 -80\n2 20\n")
            found = list(convert.affect(folder))
        self.assertEqual([(r["text"], r["label"], r["cls"], r["split"]) for r in found],
                         [("Storm & flood hit", -0.8, "neg", "dev"), ("Team wins", 0.2, "neu", "dev")])

    def test_newsmtsc(self):
        line = json.dumps({"primary_gid": "a", "sentence_normalized": "Lee praised  Ek.", "targets": [
            {"Input.gid": "a", "from": 0, "to": 3, "mention": "Lee", "polarity": 4.0},
            {"Input.gid": "b", "from": 13, "to": 15, "mention": "Ek", "polarity": 6.0}]}) + "\n"
        found = self.converted("newsmtsc", {"train.jsonl": line, "devtest_rw.jsonl": line.replace("6.0", "2.0")})
        self.assertEqual([(r["id"], r["label"], r["target"]) for r in found["newsmtsc_rw.train"]],
                         [("a", 0.0, [0, 3]), ("b", 1.0, [13, 15])])
        self.assertEqual(found["newsmtsc_rw.dev"][1]["cls"], "neg")

    def test_persent(self):
        found = self.converted("persent", {"train.csv":
                               "DOCUMENT_INDEX,TITLE,TARGET_ENTITY,DOCUMENT,MASKED_DOCUMENT,TRUE_SENTIMENT,"
                               "Paragraph0,Paragraph1,Paragraph2\n"
                               '7,T,Ann Lee,"Ann Lee won.\nIt rained.\nShe lost.",M,Positive,Positive,,Negative\n'})
        self.assertEqual([(r["id"], r["text"], r["label"], r["group"]) for r in found["persent.train"]],
                         [("7_0", "Ann Lee won.", 1.0, "7"), ("7_2", "She lost.", -1.0, "7")])

    def test_sentfin(self):
        titles = [f"Company {n} rises" for n in range(40)]
        rows = "".join(f'{n},{title},"{{""Company {n}"": ""positive""}}",3\n' for n, title in enumerate(titles))
        mixed = '90,Ek up Lee down,"{""Ek"": ""positive"", ""Lee"": ""negative""}",4\n91,Broken,no dictionary,1\n'
        found = self.converted("sentfin", {"a.csv": "S No.,Title,Decisions,Words\n" + rows + mixed})
        for part in ("train", "dev"):
            wanted = [title for title in titles if convert.part_of(title.lower()) == part]
            self.assertEqual([r["text"] for r in found[f"sentfin.{part}"]], wanted)
            self.assertEqual({r["label"] for r in found[f"sentfin.{part}"]}, {1.0})

    def test_gne(self):
        def line(n, emotion):
            annotations = {"dominant_emotion": {"gold": emotion}}
            return json.dumps({"id": f"{n:x}", "headline": f"Headline  {n}", "annotations": annotations}) + "\n"

        emotions = [("joy", 1.0), ("negative_surprise", -1.0), ("trust", 1.0), ("annoyance", -1.0)]
        lines = [line(n, emotions[n % 4][0]) for n in range(60)] + [line(60, "none")]
        found = self.converted("gne", {"gne.jsonl": "".join(lines)})
        texts = {r["text"]: r["label"] for part in found.values() for r in part}
        for text, label in texts.items():
            self.assertEqual(label, emotions[int(text.split()[1]) % 4][1])
        self.assertEqual({name.split(".")[1] for name in found}, {"train", "dev"})
        self.assertNotIn("Headline 60", texts)

    def test_files_have_the_same_bytes_each_time(self):
        with tempfile.TemporaryDirectory() as name:
            files = [pathlib.Path(name) / each for each in ("a.gz", "b.gz")]
            for file in files:
                convert.write(file, ["a\n", "é\n"])
            self.assertEqual(files[0].read_bytes(), files[1].read_bytes())
            self.assertEqual(gzip.decompress(files[0].read_bytes()).decode(), "a\né\n")

    def test_parts(self):
        parts = [convert.part_of(str(n)) for n in range(2000)]
        shares = [parts.count(part) / len(parts) for part in ("train", "dev", "test")]
        for share, wanted in zip(shares, (0.5, 0.1, 0.4)):
            self.assertAlmostEqual(share, wanted, delta=0.05)


if __name__ == "__main__":
    unittest.main()
