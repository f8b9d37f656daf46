"""Chains of persons, and the weights by which pronouns choose."""

import contextlib
import io
import pathlib
import tempfile
import unittest

import numpy as np

import convert
import pronouns
import smoke_data


class Chains(unittest.TestCase):
    def test_mentions_of_gum(self):
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name)
            smoke_data.write_conllu(folder)
            with contextlib.redirect_stdout(io.StringIO()):
                convert.conllu([folder / "train.conllu"], folder / "a.conllu.gz", [])
            records, chains = pronouns.gum_chains(folder / "a.conllu.gz")
        articles = {f"GUM_news_{article.name}": article for article in smoke_data.articles()}
        for record in records:
            self.assertEqual(record["text"], articles[record["id"]].text)
        bridge = next(record for record in records if record["id"] == "GUM_news_bridge")
        found = [(bridge["text"][s:e], chain) for s, e, chain in chains["GUM_news_bridge"]]
        self.assertEqual(found[:4], [("Ann Lee", "1"), ("She", "1"), ("Bo Ek", "2"), ("He", "2")])

    def test_the_smallest_mention_counts_and_titles_may_precede(self):
        mentions = [(0, 40, "all"), (10, 25, "mayor"), (16, 25, "name")]
        self.assertEqual(pronouns.chain_of(mentions, 18, 25), "name")
        self.assertEqual(pronouns.chain_of(mentions, 11, 16), "mayor")
        self.assertIsNone(pronouns.chain_of([(0, 5, "x")], 8, 12))


class Weights(unittest.TestCase):
    DOCUMENTS = {"a": {"names": [[[0, 3]], [[10, 13]]],
                       "pronouns": [[[20, 22], [[[1.0, 0.0], 0], [[0.0, 1.0], 1]]], [[30, 32], []],
                                    [[40, 42], [[[1.0, 1.0], 1]]]]}}
    CHAINS = {"a": [(0, 3, "1"), (10, 13, "2"), (20, 22, "1"), (40, 42, "1")]}

    def test_examples_have_a_right_candidate(self):
        found, seen = pronouns.examples(self.DOCUMENTS, self.CHAINS)
        self.assertEqual(seen, 2)
        (signs, right), = found
        self.assertEqual((signs.tolist(), right.tolist()), ([[1, 0], [0, 1]], [True, False]))

    def test_fitting_prefers_what_is_right(self):
        found, _ = pronouns.examples(self.DOCUMENTS, self.CHAINS)
        weights = pronouns.fitted([(found, 1.0)])
        self.assertGreater(weights[0], weights[1])
        self.assertEqual(pronouns.chosen(weights, found), 1)
        self.assertEqual(pronouns.chosen(-weights, found), 0)

    def test_pairs(self):
        records = [{"id": "a", "text": "Ann ...... Bob ...... he ..."}]
        documents = {"a": {"names": [[[0, 3]], [[11, 14]]], "pronouns": [[[22, 24], [[[1.0], 0], [[2.0], 1]]]]}}
        chains = {"a": [(0, 3, "1"), (11, 14, "2"), (22, 24, "2")]}
        self.assertEqual(pronouns.joined(documents, chains, records, np.array([1.0])), [100, 100, 100])


if __name__ == "__main__":
    unittest.main()
