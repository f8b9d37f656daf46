"""Sentences with a tone of our own, articles as paragraphs, stretches for the teacher, and the network of tone."""

import pathlib
import types
import unittest

import numpy as np
import torch

import tone
import tone_network
import tone_own
import tone_teacher
import tone_texts
import tone_varied
import words

COMMITTED = pathlib.Path(__file__).resolve().parent.parent / "src"


def paragraph(text, name="nyt", **labels):
    raw = text.split()
    n = len(raw)
    zeros = lambda kind: np.zeros(n, kind)
    return tone_texts.Paragraph(name, text, raw, [word.lower() for word in raw], zeros(bool), zeros(np.float32), zeros(np.float32),
                                np.ones(n, bool), zeros(bool), **labels)


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


class Articles(unittest.TestCase):
    def test_lines_are_paragraphs(self):
        text = "One day\n\n Two days \nthree"
        self.assertEqual([text[slice(*line["span"])] for line in tone_texts.lines(text)], ["One day", " Two days ", "three"])

    def test_a_paragraph_knows_what_is_quoted(self):
        text = "“We lost,” Ann Lee said."
        spans = [(0, 1), (1, 3), (4, 8), (8, 9), (9, 10), (11, 14), (15, 18), (19, 23), (23, 24)]
        tokens = [[start, end, text[start:end].lower(), start in (11, 15), 0, 0] for start, end in spans]
        found = tone_texts.paragraph("field", text, tokens, quoted=[[0, 10]], label=-0.45)
        self.assertEqual([raw for raw, quoted in zip(found.raw, found.quoted) if quoted], ["“", "We", "lost", ",", "”"])
        self.assertEqual([raw for raw, speaks in zip(found.raw, found.speaks) if speaks], ["We", "lost", "said"])

    def test_sentences_end_with_their_marks(self):
        found = paragraph("He left . “ It rained . ” We stayed").sentences()
        self.assertEqual(found.tolist(), [0, 0, 0, 1, 1, 1, 1, 1, 2, 2])

    def test_texts_that_figures_are_measured_on_are_left_out(self):
        words_ = [f"w{i}" for i in range(30)]
        article = [paragraph(" ".join(part)) for part in (words_[:12], [*words_[12:20], "other"], ["A", *words_[20:29]])]
        left = tone_texts.apart([article, [paragraph("w1 w2")]], [" ".join(words_[3:11]), f"“{' '.join(words_[20:29]).upper()}!”"])
        self.assertEqual([[part.text[:3] for part in each] for each in left], [["w0 ", "w12"], ["w1 "]])

    def test_each_item_is_in_one_batch(self):
        sizes = [1 + i % 17 for i in range(103)]
        found = tone_texts.batches(sizes, 40, np.random.default_rng(1))
        self.assertEqual(sorted(i for batch in found for i in batch), list(range(103)))
        self.assertTrue(all(len(batch) * max(sizes[i] for i in batch) <= 40 for batch in found))

    def test_scores_are_correlations_or_areas(self):
        labels = [("nyt", -0.5), ("nyt", 0.1), ("nyt", 0.7), ("gne", -1.0), ("gne", 1.0), ("gne", 1.0)]
        rows = [(paragraph("a", name, label=label), score, 0, 0, 0)
                for (name, label), score in zip(labels, [-1, 0.2, 1.4, 0, 0, 1])]
        found = tone_texts.scores(rows)
        self.assertAlmostEqual(found["nyt"], 1)
        self.assertAlmostEqual(found["gne"], 0.75)

    def test_the_field_has_voices_and_mixed(self):
        rows = [(paragraph("a", "field", label=label, narrator=label, sources=-label, mixed=label == 0), label, label, label, -abs(label))
                for label in (-0.45, 0.0, 0.9, 0.4)]
        found = tone_texts.scores(rows)
        for name, wanted in (("field", 1), ("narrator", 1), ("sources", -1), ("mixed", 1)):
            self.assertAlmostEqual(found[name], wanted, msg=name)


class Stretches(unittest.TestCase):
    """What the teacher reads at once, with one piece a word."""

    def setUp(self):
        self.cutter = tone_teacher.Cutter.__new__(tone_teacher.Cutter)
        self.cutter.pieces = types.SimpleNamespace(of=lambda word: [int(word)], start=-1)
        self.cutter.name, self.cutter.end = -3, -2

    def of(self, *sizes):
        article = [paragraph(" ".join(str(1000 * number + i) for i in range(size))) for number, size in enumerate(sizes)]
        return self.cutter.stretches(article)

    def test_every_token_is_judged_once(self):
        sizes = (12, 200, 130, 90, 280, 3)
        found = [(owner, token) for _, owners, tokens in self.of(*sizes) for owner, token in zip(owners, tokens) if owner >= 0]
        self.assertEqual(sorted(found), [(number, i) for number, size in enumerate(sizes) for i in range(size)])
        self.assertTrue(all(len(pieces) <= tone_teacher.PIECES for pieces, _, _ in self.of(*sizes)))

    def test_heading_and_neighbours_are_in_view(self):
        last = self.of(12, 200, 130, 90, 280, 3)[-1]
        pieces, owners, _ = last
        first = next(owner for owner in owners if owner >= 0)
        seen = {piece // 1000 for piece, owner in zip(pieces, owners) if owner < 0 <= piece}
        self.assertEqual(seen, {0, first - 1})

    def test_a_name_is_one_piece(self):
        part = paragraph("1 2")
        part.named[0] = True
        self.assertEqual(self.cutter.of(part), ([-3, 2], [0, 1]))


class Varied(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.known = words.exported((COMMITTED / "model/weights.bin").read_bytes())
        cls.texts = ["Ann Lee was happy with the quick victory. The bridge was not closed. “They could lose their houses,” she said.",
                     "Angry farmers will sell their small farms", "Two"]
        cls.tags = {"happy": "JJ", "quick": "JJ", "small": "JJ", "angry": "JJ", "sad": "JJ", "victory": "NN", "bridge": "NN",
                    "defeat": "NN", "closed": "VBN", "opened": "VBN", "lose": "VB", "sell": "VB", "houses": "NNS", "farms": "NNS"}

    def varier(self, seed=1):
        found = tone_varied.Varier(self.texts, self.known, self.tags, seed)
        return found

    def exchanging(self):
        """A varier for which no word is too frequent."""
        before, tone_varied.FREQUENT = tone_varied.FREQUENT, 0
        try:
            return self.varier()
        finally:
            tone_varied.FREQUENT = before

    def test_a_word_is_exchanged_for_one_of_the_same_part_of_speech(self):
        varier, seen = self.exchanging(), set()
        varier.denied = varier.cut = lambda text: text
        for _ in range(200):
            words_, other = self.texts[1].split(), varier.one([self.texts[1]])
            varier.paragraphs = [other]
            for was, now in zip(words_, varier.paragraph().split(), strict=True):
                self.assertEqual(self.tags.get(was), self.tags.get(now) if was in self.tags else None, (was, now))
                seen.add((was, now))
        self.assertTrue({("sell", "lose"), ("small", "happy"), ("farms", "houses")} <= seen)
        self.assertFalse([pair for pair in seen if pair[0] == "Angry" and pair[1] != "Angry"], "capitals stay")

    def test_something_is_denied_or_no_longer_denied(self):
        varier = self.varier()
        found = {varier.denied(self.texts[0]) for _ in range(400)}
        self.assertIn(self.texts[0], found)
        self.assertTrue(any("The bridge was closed" in text for text in found))
        self.assertTrue(any("was not happy" in text for text in found))
        self.assertFalse(any("not not" in text for text in found))

    def test_it_may_be_cut_to_a_sentence_or_a_phrase(self):
        varier = self.varier()
        found = {varier.cut(self.texts[0]) for _ in range(600)}
        self.assertTrue({self.texts[0], "The bridge was not closed.", "“They could lose their houses,” she said."} <= found)
        self.assertTrue(all(text in self.texts[0] for text in found))

    def test_the_same_seed_gives_the_same_paragraphs(self):
        first, second, other = (self.varier(seed) for seed in (1, 1, 2))
        drawn = [[each.paragraph() for _ in range(20)] for each in (first, second, other)]
        self.assertEqual(drawn[0], drawn[1])
        self.assertNotEqual(drawn[0], drawn[2])
        self.assertNotIn("Two", first.paragraphs)


class States(unittest.TestCase):
    def test_directions_are_those_in_which_states_vary_most(self):
        random = torch.Generator().manual_seed(1)
        states = torch.randn((500, 40), generator=random) * torch.linspace(3, 0.1, 40) + 5
        directions = tone_teacher.Directions()
        found = directions.of(states)
        self.assertEqual(found.shape, (500, tone_teacher.DIRECTIONS))
        np.testing.assert_allclose(found.std(0), 1, atol=0.02)
        self.assertGreater(abs(np.corrcoef(found[:, 0], states[:, 0])[0, 1]), 0.8)
        np.testing.assert_allclose(directions.of(states[:9]), found[:9], atol=1e-4)

    def test_pieces_add_up_to_their_token(self):
        found = tone_teacher.by_token(np.array([1.0, 2.0, 4.0]), np.array([0, 2, 2]), 4)
        self.assertEqual(found.tolist(), [1, 0, 6, 0])


class Network(unittest.TestCase):
    @classmethod
    def setUpClass(cls):
        cls.known = words.exported((COMMITTED / "model/weights.bin").read_bytes())

    def setUp(self):
        torch.manual_seed(3)
        self.model = tone_network.Network(self.known)
        torch.nn.init.normal_(self.model.out.weight, std=0.05)

    def added(self, *paragraphs):
        """What the tokens of each paragraph add."""
        self.model.eval()
        batch, owner, *_ = tone_network.tensors([[paragraph(text) for text in paragraphs]], self.model.vocabulary)
        with torch.no_grad():
            values = self.model(batch)[0].flatten()
        return [values[owner == number] for number in range(len(paragraphs))]

    def test_a_paragraph_sees_what_stood_before_and_not_what_comes(self):
        alone, = self.added("a wonderful success")
        first, after = self.added("a wonderful success", "it was over")
        torch.testing.assert_close(first, alone)
        other, later = self.added("a terrible failure", "it was over")
        self.assertFalse(torch.allclose(after, later))

    def test_padding_changes_nothing(self):
        short, long = [paragraph("a wonderful success")], [paragraph("it was over , and nobody knew why")]
        for part in (*short, *long):
            part.taught = tone_teacher.Taught(0.0, 0.0, np.zeros(1), np.zeros(2))
        self.model.eval()
        with torch.no_grad():
            together = tone_network.judged(self.model, [short, long]).whole
            apart = torch.cat([tone_network.judged(self.model, [each]).whole for each in (short, long)])
        torch.testing.assert_close(together, apart)

    def test_what_tokens_add_and_the_teachers_states_are_learned(self):
        part = paragraph("a wonderful success")
        part.taught = tone_teacher.Taught(0.0, 0.0, np.zeros(1), np.zeros(2))
        self.model.eval()
        with torch.no_grad():
            loss = lambda: float(tone_network.loss_of_tokens(self.model, tone_network.judged(self.model, [[part]])))
            self.assertEqual(loss(), 0)
            found = tone_network.judged(self.model, [[part]])
            part.taught.tokens = found.added.numpy()
            part.taught.states = np.round(self.model.told(found.states).numpy() * tone_teacher.STEPS)
            self.assertLess(loss(), 1e-3)
            part.taught.tokens = part.taught.tokens + 1
            self.assertGreater(loss(), 1)
            part.taught.tokens, part.taught.states = found.added.numpy(), part.taught.states + 50
            self.assertGreater(loss(), 0.5)

    def test_own_numbers_begin_with_what_the_teacher_says_of_words_alone(self):
        random = np.random.default_rng(1)
        alone = random.normal(size=(len(self.known["vocabulary"]) + 1, 33)).astype(np.float32)
        self.model.begin(alone)
        own = self.model.own.weight.detach().numpy()
        self.assertFalse(own[0].any(), "an unknown word has none")
        self.assertGreater(np.corrcoef(own[1:, 0], alone[1:, 0])[0, 1], 0.99)
        self.assertLessEqual(abs(own).max(), tone_network.OWN_MOST + 1e-6)

    def test_it_learns_good_from_bad(self):
        articles = [[paragraph(text, "field", label=score, mixed=False)] for text, score in
                    (("a wonderful success", 0.9), ("a terrible failure", -0.9)) for _ in range(20)]
        for part, in articles:
            part.taught = tone_teacher.Taught(float(np.arctanh(part.label)), -3.0, np.full(1, np.arctanh(part.label)), np.zeros(2))
        dev = [[paragraph(text, "nyt", label=score)] for text, score in (("a wonderful success", 0.9), ("a terrible failure", -0.9))]
        weights, history = tone_network.fit(self.model, articles, dev, 1, 12)
        self.assertLess(history[-1]["loss"], history[0]["loss"])
        self.model.load_state_dict(weights)
        found = {" ".join(row[0].raw): row[1] for row in tone_network.predicted(self.model, dev)}
        self.assertGreater(found["a wonderful success"], found["a terrible failure"])

    def test_the_weights_file_has_what_the_engine_reads(self):
        arrays = tone.export.arrays_of(tone.weights_file(self.model.state_dict()))
        self.assertEqual(arrays["out"].shape, (3, tone_network.WIDTH))
        self.assertEqual((arrays["mixed"].size, arrays["least"].size), (3, 1))
        np.testing.assert_allclose(arrays["out.bias"].ravel() - [1, 0, 0], self.model.out.bias.detach().numpy(), atol=1e-6)


if __name__ == "__main__":
    unittest.main()
