"""Chains, Viterbi, spans and links, compared with slow and obvious ways to do the same."""

import itertools
import unittest

import numpy as np
import torch

import batches
import calibrate
import data
import decode
import heads
import score
from data import FEATURES, LABELS
from test_data import document

L = len(LABELS)
LEGAL = heads.legal_transitions().numpy()
O, B_CONTENT, I_CONTENT = (LABELS.index(name) for name in ("O", "B-content", "I-content"))


def random_chain(length, seed=1):
    random = np.random.default_rng(seed)
    emissions, chain = random.standard_normal((length, L)), random.standard_normal((L, L)) + LEGAL
    return emissions.astype(np.float32), chain.astype(np.float32)


def total(sequence, emissions, chain):
    first = heads.first_labels(torch.zeros(1)).numpy()[sequence[0]]
    follows = sum(chain[a, b] for a, b in itertools.pairwise(sequence))
    return first + sum(emissions[t, label] for t, label in enumerate(sequence)) + follows


class Chain(unittest.TestCase):
    def test_inside_follows_begin_or_inside_of_the_same_role(self):
        for before, after in itertools.product(range(L), repeat=2):
            allowed = not LABELS[after].startswith("I-") or LABELS[before][2:] == LABELS[after][2:]
            self.assertEqual(LEGAL[before, after] == 0, allowed, (LABELS[before], LABELS[after]))

    def test_log_partition_sums_over_all_sequences(self):
        emissions, chain = random_chain(3)
        every = [total(sequence, emissions, chain) for sequence in itertools.product(range(L), repeat=3)]
        mask = torch.tensor([[True, True, True]])
        found = heads.log_partition(torch.from_numpy(emissions)[None], torch.from_numpy(chain), mask)
        self.assertAlmostEqual(float(found), float(np.logaddexp.reduce(every)), places=3)

    def test_padding_changes_nothing(self):
        emissions, chain = random_chain(5)
        table, some = torch.from_numpy(chain), torch.from_numpy(emissions)[None]
        whole = heads.log_partition(some[:, :3], table, torch.ones(1, 3, dtype=bool))
        padded = heads.log_partition(some, table, torch.tensor([[True, True, True, False, False]]))
        self.assertAlmostEqual(float(whole), float(padded), places=4)

    def test_marginals_are_probabilities(self):
        emissions, chain = random_chain(4)
        one, two = heads.marginals(torch.from_numpy(emissions)[None], torch.from_numpy(chain), torch.ones(1, 4, dtype=bool))
        torch.testing.assert_close(one.sum(-1), torch.ones(1, 4))
        torch.testing.assert_close(two.sum((-1, -2)), torch.ones(1, 3))
        torch.testing.assert_close(two.sum(-1), one[:, :3])

    def test_buckets_grow_with_the_distance(self):
        found = heads.bucket(torch.arange(-300, 301))
        self.assertTrue(bool((found.diff() >= 0).all()))
        self.assertEqual(found[300], heads.DISTANCES // 2)
        self.assertEqual(len(set(found[292:309].tolist())), 17)
        self.assertTrue(0 <= found.min() and found.max() < heads.DISTANCES)


class Viterbi(unittest.TestCase):
    def test_it_finds_the_best_of_all_sequences(self):
        for seed in range(5):
            emissions, chain = random_chain(4, seed)
            best = max(itertools.product(range(L), repeat=4), key=lambda sequence: total(sequence, emissions, chain))
            self.assertEqual(decode.viterbi(emissions, chain, np.zeros(4, int)), list(best))

    def test_what_is_certain_holds(self):
        emissions, chain = random_chain(6)
        certain = np.array([decode.STARTS, 0, decode.SAID, decode.OF_ONE_PIECE, decode.OF_ONE_PIECE, decode.STARTS])
        found = decode.viterbi(emissions, chain, certain)
        self.assertTrue(all(decode.CONTENT[found[2:5]]), found)
        self.assertEqual(found[3:5], [I_CONTENT, I_CONTENT])
        self.assertFalse(decode.GOES_ON[found[5]])
        certain[0] |= decode.SAID
        self.assertEqual(decode.viterbi(emissions, chain, certain)[0], B_CONTENT)

    def test_spans(self):
        names = "B-source I-source B-cue O B-content I-content B-content".split()
        self.assertEqual(decode.spans([LABELS.index(name) for name in names]), ([(0, 1)], [(2, 2)], [(4, 5), (6, 6)]))

    def test_a_long_quotation_with_a_comma_is_content(self):
        words = "“ We will all come back home , ” she said “ soon ”".split()
        one = document(words)
        state = one.features[:, FEATURES.index("quotation")]
        state[[0, 11]], state[[8, 13]] = 1, 3
        found = decode.certainties(one, 0, len(words))
        self.assertEqual(found[0], decode.STARTS | decode.SAID)
        self.assertTrue(all(found[1:9] == decode.OF_ONE_PIECE))
        self.assertEqual(found[9:11].tolist(), [0, 0])
        self.assertEqual(found[11:].tolist(), [0, decode.OF_ONE_PIECE, decode.OF_ONE_PIECE])


class Attributions(unittest.TestCase):
    def test_pieces_go_to_their_cue_and_cues_to_their_source(self):
        likely = np.full((10, L), 1 / L)
        found = ([(0, 0)], [(1, 1), (7, 7)], [(2, 3), (5, 6)])
        of_piece, of_cue = np.array([[0.9, 0.1], [0.8, 0.2]]), np.array([[0.7, 0.3], [0.1, 0.9]])
        one, = decode.attributions(found, of_piece, of_cue, likely, 100)
        self.assertEqual(one[:3], ((100, 101), (101, 102), [(102, 104), (105, 107)]))
        self.assertEqual([round(value, 3) for value in one[3]], [round(2 / L, 3), 0.8, round(1 / L, 3), 0.7])

    def test_nobody_is_a_choice_and_content_may_lack_a_cue(self):
        likely = np.full((5, L), 1 / L)
        one, = decode.attributions(([], [(0, 0)], [(1, 1)]), np.array([[1.0]]), np.array([[1.0]]), likely, 0)
        self.assertEqual(one[:3], (None, (0, 1), [(1, 2)]))
        one, = decode.attributions(([(0, 0)], [], [(1, 1)]), None, None, likely, 0)
        self.assertEqual(one[:3], (None, None, [(1, 2)]))

    def test_a_piece_may_choose_no_cue(self):
        likely, of_piece = np.full((9, L), 1 / L), np.zeros((2, batches.CUES + 1))
        of_piece[0, 0], of_piece[1, batches.NO_CUE] = 0.9, 0.8
        found = decode.attributions(([], [(0, 0)], [(1, 2), (5, 6)]), of_piece, np.array([[1.0]]), likely, 0, [0.7])
        self.assertEqual([one[:3] for one in found], [(None, None, [(5, 7)]), (None, (0, 1), [(1, 3)])])
        self.assertEqual([(round(one[3][1], 3), one[4]) for one in found], [(0.8, 0.0), (0.9, 0.7)])


class Score(unittest.TestCase):
    GOLD = [((0, 1), (1, 2), [(2, 6)]), (None, (8, 9), [(9, 11)])]

    def test_a_perfect_answer(self):
        one = document(["a"] * 12, attributions=self.GOLD)
        perfect = [(*gold, (1, 1, 1, 1)) for gold in self.GOLD]
        self.assertEqual(score.scores([one], {"a": perfect}), {"content": 100, "detect": 100, "joint": 100})

    def test_half_an_answer(self):
        one = document(["a"] * 12, attributions=self.GOLD)
        found = [((3, 4), None, [(2, 5)], ()), (None, None, [(6, 8)], ())]
        self.assertEqual({name: round(value, 1) for name, value in score.scores([one], {"a": found}).items()},
                         {"content": 54.5, "detect": 50, "joint": 0})
        self.assertEqual(score.scores([one], {}), {"content": 0, "detect": 0, "joint": 0})

    def test_thoughts_are_neither_right_nor_wrong_for_speech(self):
        one = document(["a"] * 12, attributions=self.GOLD)
        one.thoughts, one.convention = [False, True], data.FIELD
        found = [((0, 1), (1, 2), [(2, 6)], (), 0.1), (None, (8, 9), [(9, 11)], (), 0.2)]
        self.assertEqual(score.scores([one], {"a": found}), {
            "field content": 100, "field detect": 100, "field joint": 100, "field speech detect": 100,
            "field speech joint": 100, "field said or thought": 50})
        self.assertEqual(score.scores([one], {"a": found[1:]})["field speech joint"], 0)

    def test_each_attribution_is_matched_once(self):
        found = [(None, None, [(2, 6)], ()), (None, None, [(2, 5)], ())]
        self.assertEqual(score.matched(self.GOLD, found), [(0, 0)])


class Calibration(unittest.TestCase):
    def test_the_logistic_function_follows_the_evidence(self):
        random = np.random.default_rng(1)
        evidence = random.random((400, 4))
        right = random.random(400) < 1 / (1 + np.exp(6 * evidence[:, 0] - 3))
        weights = calibrate.logistic(evidence, right)
        self.assertLess(weights[0], -4)
        self.assertTrue(all(abs(weights[1:4]) < 1.5))

    def test_the_threshold_gives_the_best_f1(self):
        confidence, right = np.array([0.9, 0.2, 0.8, 0.1]), np.array([True, False, True, False])
        self.assertEqual(calibrate.threshold(confidence, right, 2), (0.8, 100.0))

    def test_a_network_that_finds_nothing(self):
        class Silent(torch.nn.Module):
            def __init__(self):
                super().__init__()
                self.heads = heads.Heads(4)
                torch.nn.init.zeros_(self.heads.roles.emit.weight)
                self.heads.roles.emit.bias.data = torch.tensor([100.0] + [0.0] * (L - 1))

            def forward(self, batch):
                return torch.zeros(*batch["mask"].shape, 4)

        one = document(["a"] * 4, attributions=[(None, (0, 1), [(1, 2)])])
        self.assertEqual(calibrate.fitted(Silent(), [one], batches.batch), (0.0, [0.0] * 6))


if __name__ == "__main__":
    unittest.main()
