"""Sentences with a tone of our own, sets of texts, and the network of tone."""

import pathlib
import unittest

import numpy as np
import torch

import export
import tone
import tone_network
import tone_own
import tone_texts
import words

COMMITTED = pathlib.Path(__file__).resolve().parent.parent / "src"


def text(words_, label=None, name="nyt"):
    n = len(words_)
    return tone_texts.Text(name, label, words_, words_, np.zeros(n, bool), np.zeros(n, np.float32), np.zeros(n, np.float32),
                           np.ones(n, bool))


class Own(unittest.TestCase):
    def setUp(self):
        self.sentences = tone_own.sentences(tone.SEED, 1500)

    def test_they_are_always_the_same_and_all_different(self):
        self.assertEqual(tone_own.sentences(tone.SEED, 200), self.sentences[:200])
        self.assertNotEqual(tone_own.sentences(tone.SEED + 1, 200), self.sentences[:200])
        self.assertEqual(len({sentence for sentence, _ in self.sentences}), 1500)

    def test_lists_do_not_overlap(self):
        self.assertFalse(set(tone_own.GOOD) & set(tone_own.BAD))
        self.assertFalse(set(tone_own.GOOD_SORTS) & set(tone_own.BAD_SORTS))
        self.assertFalse(set(tone_own.UP) & set(tone_own.DOWN))
        self.assertTrue(all(len(forms.split()) == 4 for forms in tone_own.UP + tone_own.DOWN))

    def test_whether_a_rise_is_good_depends_on_what_rises(self):
        writer = tone_own.Writer(1)
        for _ in range(300):
            what, move, tone_ = writer.change()
            good = any(what.startswith(word) for word in tone_own.GOOD)
            forms = [word for forms in tone_own.UP for word in forms.split()]
            up = any(word in forms or word == "up" for word in move.split())
            self.assertEqual(tone_ > 0, good == up, (what, move, tone_))

    def test_degrees_count(self):
        writer, found = tone_own.Writer(1), {}
        for _ in range(2000):
            _, move, tone_ = writer.change()
            found.setdefault(move.split()[-1], set()).add(round(abs(tone_), 2))
        self.assertEqual(found["dramatically"], {round(1.4 * tone_own.STEP, 2)})
        self.assertEqual(found["slightly"], {round(0.6 * tone_own.STEP, 2)})

    def test_announcements_have_no_tone_and_good_and_bad_are_balanced(self):
        for sentence, tone_ in self.sentences:
            if sentence.split()[0] in ("Parliament", "Senate", "Congress") or sentence in tone_own.PLAIN:
                self.assertEqual(tone_, 0, sentence)
            self.assertLess(abs(tone_), 4)
        self.assertLess(abs(np.mean([tone_ for _, tone_ in self.sentences])), 0.15)

    def test_headlines_have_capitals(self):
        self.assertEqual(tone_own.capped("jobs in the north fall by a third"), "Jobs in the North Fall by a Third")


class Sets(unittest.TestCase):
    def test_each_text_is_in_one_batch(self):
        texts = [text(["a"] * (1 + i % 17)) for i in range(103)]
        found = tone_texts.batches(texts, 8, np.random.default_rng(1))
        self.assertEqual(sorted(i for batch in found for i in batch), list(range(103)))
        self.assertTrue(all(len(batch) <= 8 for batch in found))

    def test_results_keep_the_order_of_the_texts(self):
        texts = [text(["a"] * n) for n in (3, 9, 1, 5)]
        found = tone_texts.by_length(texts, 2, lambda batch: torch.tensor([[float(len(t))] * 5 for t in batch]))
        self.assertEqual(found[:, 0].tolist(), [3, 9, 1, 5])

    def test_scores_are_correlations_or_areas(self):
        labels = [("nyt", -0.5), ("nyt", 0.1), ("nyt", 0.7), ("gne", -1.0), ("gne", 1.0), ("gne", 1.0)]
        texts = [text(["a"], label, name) for name, label in labels]
        found = tone_texts.scores(np.array([-1, 0.2, 1.4, 0, 0, 1]), texts)
        self.assertAlmostEqual(found["nyt"], 1)
        self.assertAlmostEqual(found["gne"], 0.75)


class Network(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.known = words.exported((COMMITTED / "model/weights.bin").read_bytes())
        cls.file = (COMMITTED / "tone/weights.bin").read_bytes()

    def test_a_weights_file_goes_through_the_network_unchanged(self):
        model = tone_network.exported(self.file, self.known)
        before, after = export.arrays_of(self.file), export.arrays_of(tone.weights_file(model.state_dict()))
        self.assertEqual(before.keys(), after.keys())
        for name, values in before.items():
            if isinstance(values, str):
                self.assertEqual(values, after[name])
            elif name != "least":
                np.testing.assert_allclose(after[name], values, atol=1e-5, err_msg=name)

    def test_good_is_better_than_bad(self):
        model = tone_network.exported(self.file, self.known)
        texts = [text("a wonderful success".split()), text("a terrible failure".split())]
        good, bad = tone_network.predicted(model, texts, self.known["vocabulary"])[:, 0]
        self.assertGreater(good, bad)

    def test_a_wide_layer_keeps_its_middle(self):
        model = tone_network.exported(self.file, self.known, ("conv 0", "recur 0", "conv 0"))
        wide, narrow = export.arrays_of(self.file)["layer.0"], model.layers[0].map.weight.detach().numpy()
        width = narrow.shape[1]
        np.testing.assert_array_equal(narrow, wide[:, width : 2 * width])


if __name__ == "__main__":
    unittest.main()
