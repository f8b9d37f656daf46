"""Reading corpora, chunks and labels."""

import gzip
import json
import pathlib
import tempfile
import unittest

import numpy as np

import batches
import data
import gum
import train


def document(tokens, name="a", attributions=None, paragraphs=None, sentences=None):
    """A document of words, one code point apart, without features."""
    ends = np.cumsum([len(word) + 1 for word in tokens]) - 1
    starts = ends - [len(word) for word in tokens]
    zeros = np.zeros(len(tokens), int)
    return data.Document(name=name, words=[word.lower() for word in tokens], raw=tokens, spans=np.array([starts, ends]).T,
                         sentence=zeros if sentences is None else np.array(sentences),
                         paragraph=zeros if paragraphs is None else np.array(paragraphs),
                         features=np.zeros((len(tokens), len(data.FEATURES)), int), attributions=attributions)


class Ranges(unittest.TestCase):
    SPANS = np.array([[0, 3], [4, 7], [8, 12], [13, 20]])

    def ranges(self, **given):
        return data.ranges_of({"source": [], "cue": [], "content": []} | given, self.SPANS)

    def test_code_points_become_tokens(self):
        self.assertEqual(self.ranges(source=[[0, 7]], cue=[[8, 12]], content=[[13, 20]]), ((0, 2), (2, 3), [(3, 4)]))

    def test_a_token_counts_if_a_part_of_it_is_inside(self):
        self.assertEqual(self.ranges(cue=[[9, 14]])[1], (2, 4))

    def test_spaces_alone_are_no_token(self):
        self.assertEqual(self.ranges(source=[[3, 4]], content=[[12, 13], [0, 3]]), (None, None, [(0, 1)]))


class Labels(unittest.TestCase):
    def test_roles_begin_and_go_on(self):
        found = data.labels(document(["a"] * 6, attributions=[((0, 2), (2, 3), [(3, 5)])]))
        self.assertEqual([data.LABELS[i] for i in found], ["B-source", "I-source", "B-cue", "B-content", "I-content", "O"])


class Flat(unittest.TestCase):
    def kept(self, *attributions):
        one = document(["a"] * 12, attributions=list(attributions))
        one.thoughts = list(range(len(attributions)))
        found = data.flat(one)
        return found.attributions, found.thoughts

    def test_the_outer_of_nested_attributions_stays(self):
        outer, inner, after = ((0, 1), (1, 2), [(2, 8)]), ((2, 3), (3, 4), [(4, 8)]), (None, (9, 10), [(10, 12)])
        self.assertEqual(self.kept(inner, outer, after), ([outer, after], [1, 2]))

    def test_sources_are_shared_unless_they_lie_in_what_is_said(self):
        one, two = ((0, 1), (1, 2), [(2, 5)]), ((0, 1), (6, 7), [(7, 9)])
        self.assertEqual(self.kept(one, two)[0], [one, two])
        self.assertEqual(self.kept(one, ((3, 4), (6, 7), [(7, 9)]))[0], [one, (None, (6, 7), [(7, 9)])])

    def test_what_has_no_token_is_dropped(self):
        self.assertEqual(self.kept(((0, 1), None, [])), ([], []))


class Chunks(unittest.TestCase):
    def test_they_cover_the_document_and_are_short_enough(self):
        long = document(["a"] * 700, sentences=np.arange(700) // 9, paragraphs=np.arange(700) // 50)
        for shortened in (0, 100):
            found = list(data.chunks(long, shortened))
            self.assertEqual(found[0][0], 0)
            self.assertEqual(found[-1][1], 700)
            self.assertTrue(all(end == start for (_, end), (start, _) in zip(found, found[1:])))
            self.assertTrue(all(end - start <= data.LENGTH for start, end in found))
            self.assertTrue(all(end % 50 == 0 for _, end in found))

    def test_without_paragraphs_they_end_at_sentences_and_else_anywhere(self):
        self.assertEqual(next(data.chunks(document(["a"] * 300, sentences=np.arange(300) // 100)))[1], 200)
        self.assertEqual(next(data.chunks(document(["a"] * 300)))[1], data.LENGTH)


class Corpora(unittest.TestCase):
    def test_helpers_are_found_by_where_tokens_start(self):
        with tempfile.TemporaryDirectory() as name:
            file = pathlib.Path(name) / "a.tsv.gz"
            with gzip.open(file, "wt") as out:
                out.write("# a\n0\t3\tAnn\tAnn\tNNP\tPERSON\t2\tnmod:poss\t0()\n\n4\t8\tsaid\tsay\tVBD\tO\t0\troot\t_\n\n")
            layers = data.corenlp(file)
        found = document(["Ann", "said", "so"])
        data.set_helpers([found], layers, {"pos": {"NNP": 0, "VBD": 1}, "entity": {"O": 0}, "relation": {"nmod": 5}})
        none = data.IGNORE
        self.assertEqual(found.helpers.tolist(), [[0, none, 5], [1, 0, none], [none, none, none]])

    def test_documents_come_from_a_program(self):
        with tempfile.TemporaryDirectory() as name:
            program = pathlib.Path(name) / "program"
            program.write_text("#!/bin/sh\n"
                               "echo '{\"tokens\": [[0, 2, \"hi\", 0, 0, 1, 2, 3, 4, 5, -1]]}'\n"
                               "echo '{\"tokens\": []}'\n")
            program.chmod(0o755)
            one, = data.documents([{"id": "x", "text": "Hi"}, {"id": "empty", "text": ""}], program)
            with self.assertRaises(ValueError):
                data.documents([{"id": "x", "text": "Hi"}], program)
            given = {"id": "x", "text": "Hi", "attributions": [{"source": [], "cue": [], "content": [[0, 2]], "core": False}]}
            field, = data.documents([given, {"id": "empty", "text": ""}], program, data.FIELD)
        self.assertEqual((one.name, one.words, one.raw, one.features.tolist(), one.attributions, one.convention),
                         ("x", ["hi"], ["Hi"], [[1, 2, 3, 4, 5, -1]], None, data.POLNEAR))
        self.assertEqual((field.attributions, field.thoughts, field.convention),
                         ([(None, None, [(0, 1)])], [True], data.FIELD))

    def test_short_texts_are_packed_and_articles_stay_together(self):
        with tempfile.TemporaryDirectory() as name:
            file = pathlib.Path(name) / "a.jsonl"
            rows = [{"text": f"{group} " * 60, "group": group} for group in ("a", "b", "c")]
            rows.append({"text": "a last", "group": "a"})
            file.write_text("".join(json.dumps(row) + "\n" for row in rows))
            packs = [record["text"] for record in train.packed([file])]
        self.assertEqual(len(packs), 1)
        self.assertLess(packs[0].index("a last"), packs[0].index("b b"))


class Batches(unittest.TestCase):
    ATTRIBUTIONS = [((0, 1), (1, 2), [(2, 4), (6, 7)]), (None, (4, 5), [(5, 6)])]

    def test_links_are_those_inside_the_chunk(self):
        one = document(["a"] * 7, attributions=self.ATTRIBUTIONS)
        found = batches.chunk_links(one, 0, 6)
        self.assertEqual((found.cues, found.pieces, found.sources), ([(1, 1), (4, 4)], [(2, 3), (5, 5)], [(0, 0)]))
        self.assertEqual((found.cue_of_piece, found.source_of_cue), ([0, 1], [0, batches.NOBODY]))
        self.assertEqual(found.thoughts, [data.IGNORE] * 2)
        later = batches.chunk_links(one, 4, 7)
        self.assertEqual((later.cues, later.pieces), ([(0, 0)], [(1, 1)]))

    def test_a_piece_may_have_no_cue_and_a_cue_may_be_one_of_a_thought(self):
        one = document(["a"] * 9, attributions=[((0, 1), (1, 2), [(2, 4)]), (None, None, [(5, 7)])])
        one.thoughts, one.convention = [True, False], data.FIELD
        found = batches.chunk_links(one, 0, 9)
        self.assertEqual((found.pieces, found.cue_of_piece), ([(2, 3), (5, 6)], [0, batches.NO_CUE]))
        self.assertEqual(found.thoughts, [1])
        tensors = batches.batch([(one, 0, 9)])
        self.assertEqual(tensors["cue_of_piece"][0, 1].argmax(), batches.NO_CUE)
        self.assertEqual(tensors["thoughts"][0, :2].tolist(), [1, data.IGNORE])
        self.assertEqual(tensors["convention"].tolist(), [data.FIELD])

    def test_a_teacher_is_mixed_in(self):
        one = document(["a"] * 7, attributions=self.ATTRIBUTIONS)
        even = batches.Teaching(np.full((7, 7), 1 / 7, np.float32), np.full((7, 7, 7), 1 / 49, np.float32))
        found = batches.batch([(one, 0, 7)], taught={"a": even}, trust=0.5)
        self.assertAlmostEqual(float(found["unary"][0, 0, 1]), 0.5 + 0.5 / 7, places=5)
        np.testing.assert_allclose(found["unary"][0, :7].sum(-1), 1, atol=1e-5)
        np.testing.assert_allclose(found["pairs"][0, :6].sum((-1, -2)), 1, atol=1e-5)
        self.assertEqual(found["mask"][0].sum(), 7)


ROWS = """\
# newdoc id = GUM_news_a
# newpar
1\tLee\tLee\tPROPN\tNNP\t_\t2\tnsubj\t_\tDiscourse=attribution-positive:1->2:0:sem-atsrc-1-gold|Entity=(1-person-new-x)
2\tsaid\tsay\tVERB\tVBD\t_\t0\troot\t_\t_
3\tit\tit\tPRON\tPRP\t_\t4\tnsubj\t_\tDiscourse=context:2->3:1
4\train\train\tVERB\tVBZ\t_\t2\tccomp\t_\t_
5-6\tdon't\t_\t_\t_\t_\t_\t_\t_\tSpaceAfter=No
5\tdo\tdo\tAUX\tVB\t_\t4\taux\t_\t_
6\tn't\tnot\tPART\tRB\t_\t4\tadvmod\t_\t_
7\t.\t.\tPUNCT\t.\t_\t2\tpunct\t_\t_

# newpar
1\tYes\tyes\tINTJ\tUH\t_\t0\troot\t_\t_

"""


class Gum(unittest.TestCase):
    def setUp(self):
        with tempfile.TemporaryDirectory() as name:
            file = pathlib.Path(name) / "a.conllu.gz"
            with gzip.open(file, "wt") as out:
                out.write(ROWS)
            self.records, self.layers = gum.read(file)
            self.paragraphs = list(gum.texts(file))

    def test_text_has_spaces_and_paragraphs(self):
        self.assertEqual(self.records[0]["text"], "Lee said it rain don't.\n\nYes")
        self.assertEqual(self.paragraphs, [("GUM_news_a", "Lee said it rain don't."), ("GUM_news_a", "Yes")])

    def test_a_unit_that_attributes_becomes_an_attribution(self):
        self.assertEqual(self.records[0]["attributions"], [{"source": [[0, 3]], "cue": [[4, 8]], "content": [[9, 22]]}])

    def test_names_have_their_kind(self):
        self.assertEqual(self.layers["GUM_news_a"][0], ("NNP", "PERSON", "nsubj"))

    def test_runs(self):
        self.assertEqual(gum.runs([5, 1, 2, 6, 9]), [[1, 2], [5, 6], [9, 9]])


if __name__ == "__main__":
    unittest.main()
