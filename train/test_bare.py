"""Quotations that lose their cue, and the weights by which somebody goes on speaking."""

import unittest

import numpy as np

import bare


class Changed(unittest.TestCase):
    TEXT = "It rained, Ann Lee said. “We left,” said Bo Ek, a baker. It was late."

    def record(self):
        span = lambda words: [[self.TEXT.index(words), self.TEXT.index(words) + len(words)]]
        rows = [("It rained", "said", "Ann Lee", "indirect"), ("“We left,”", "said Bo", "Bo Ek", "direct")]
        return {"id": "a", "text": self.TEXT, "attributions": [
            {"content": span(content), "cue": span(cue), "source": span(source), "speakers": [source], "kind": kind}
            for content, cue, source, kind in rows]}

    def test_a_new_speaker_is_introduced_in_other_ways(self):
        copies = list(bare.changed([self.record()]))
        self.assertEqual(len(copies), len(bare.FORMS))
        self.assertEqual(copies[0]["text"], "It rained, Ann Lee said. Bo Ek has moved out. “We left.” It was late.")
        for copy in copies:
            *before, row = copy["attributions"]
            (start, end), = row["content"]
            self.assertEqual(copy["text"][start:end], "“We left.”")
            self.assertFalse(row["cue"] or row["source"])
            self.assertAlmostEqual(sum(share for _, share in row["shares"]), 1)
            self.assertEqual(before[0], self.record()["attributions"][0])

    def test_the_marks_of_a_form_become_rows(self):
        text, rows = bare.unmarked("“Who?” <asked> [Ann Lee].\n\n“All,” <said> [Bo Ek].\n\n", 5)
        self.assertEqual(text, "“Who?” asked Ann Lee.\n\n“All,” said Bo Ek.\n\n")
        words = [[text[s - 5:e - 5] for (s, e), in row.values()] for row in rows]
        self.assertEqual(words, [["“Who?”", "asked", "Ann Lee"], ["“All,”", "said", "Bo Ek"]])


class Weights(unittest.TestCase):
    FOUND = [("a", np.array([[1.0, 0.0], [0.0, 1.0]]), np.array([0.9, 0.1])),
             ("b", np.array([[1.0, 0.0], [0.0, 1.0]]), np.array([0.0, 0.0]))]

    def test_fitting_prefers_what_is_likely(self):
        weights = bare.fitted([(self.FOUND, 1.0)])
        (likely, right, possible), other = bare.choices(weights, self.FOUND)
        self.assertAlmostEqual(likely, 0.9, places=2)
        self.assertEqual((right, possible), (0.9, True))
        self.assertFalse(other[2])


if __name__ == "__main__":
    unittest.main()
