"""The weights file that `src/model/weights.rs` describes and reads."""

import struct
import zlib

import numpy as np

import network
from data import FIELD
from decode import BEGINS

MAGIC, VERSION = b"WHOSAID", 1
FLOAT, ROUNDED, NUMBERS, TEXT = range(4)
FINE_LEVELS = 127
"""For small maps that are not rounded in training: all 8 bits."""


def arrays_of(file):
    """The arrays of a weights file by name; rounded ones as the numbers that they stand for.

    Raises ValueError if the file is of another version, damaged or cut short.
    """
    if file[: len(MAGIC) + 1] != MAGIC + bytes([VERSION]):
        raise ValueError(f"not a weights file of version {VERSION}")
    found, at = {}, len(MAGIC) + 5
    if struct.unpack_from("<I", file, at - 4)[0] != zlib.crc32(file[at:]):
        raise ValueError("the checksum of the weights file is wrong")
    while at < len(file):
        name = file[at + 1 : at + 1 + file[at]].decode()
        at += 1 + file[at]
        kind, rows, columns = struct.unpack_from("<BII", file, at)
        at += 9
        size = {FLOAT: rows * columns * 4, ROUNDED: rows * (columns + 4), NUMBERS: rows * columns * 2, TEXT: columns}[kind]
        data = file[at : at + size]
        at += size
        if kind == ROUNDED:
            whole = np.frombuffer(data, np.int8, offset=rows * 4).reshape(rows, columns)
            found[name] = whole * np.frombuffer(data, "<f4", rows)[:, None]
        elif kind == TEXT:
            found[name] = data.decode()
        else:
            found[name] = np.frombuffer(data, "<f4" if kind == FLOAT else "<u2").reshape(rows, columns)
    return found


class File:
    def __init__(self):
        self.arrays = bytearray()

    def put(self, name, kind, rows, columns, data):
        self.arrays += bytes([len(name)]) + name.encode() + bytes([kind]) + struct.pack("<II", rows, columns) + data

    def floats(self, name, values):
        values = np.asarray(values, "<f4")
        flat = values.reshape(1, -1) if values.ndim < 2 else values
        self.put(name, FLOAT, *flat.shape, flat.tobytes())

    def rounded(self, name, values, levels):
        """As `network.rounded`: whole multiples of each row's largest number over `levels`."""
        values = np.asarray(values, np.float32)
        factors = np.maximum(np.abs(values).max(1), 1e-8).astype("<f4") / np.float32(levels)
        whole = np.round(values / factors[:, None]).astype(np.int8)
        self.put(name, ROUNDED, *values.shape, factors.astype("<f4").tobytes() + whole.tobytes())

    def numbers(self, name, values):
        values = np.asarray(values, "<u2")
        self.put(name, NUMBERS, 1, len(values), values.tobytes())

    def text(self, name, value):
        data = value.encode()
        self.put(name, TEXT, 1, len(data), data)

    def stack(self, kinds, get):
        """The input map and the layers of these kinds after it; `get` returns a parameter by name."""
        self.rounded("input", get("input.weight"), network.WEIGHT_LEVELS)
        self.floats("input.bias", get("input.bias"))
        self.text("layers", ",".join(kinds))
        for index in range(len(kinds)):
            self.floats(f"layer.{index}.gain", get(f"layers.{index}.gain"))
            self.rounded(f"layer.{index}", get(f"layers.{index}.map.weight"), network.WEIGHT_LEVELS)
            self.floats(f"layer.{index}.bias", get(f"layers.{index}.map.bias"))

    def finished(self):
        return MAGIC + bytes([VERSION]) + struct.pack("<I", zlib.crc32(self.arrays)) + bytes(self.arrays)


def weights_file(weights, known, tags, calibration):
    """Bytes of the file.

    `weights` are the network's parameters and buffers by name; `known` is
    what `words.known` returns; `tags` are the helpers' tags with their
    numbers; `calibration` is what `calibrate.fitted` returns.
    """
    vocabulary, common = known["vocabulary"], known["common"]
    get = lambda name: weights[name].detach().float().numpy()
    out = File()
    # In the order of their bytes, as Rust compares them.
    words = sorted(set(vocabulary) | set(common), key=str.encode)
    out.text("vocabulary", "\n".join(words))
    number = np.array([vocabulary.get(w, 0) for w in words])
    rows = weights["rows"].numpy()
    pieces = get("pieces")
    whole = np.flatnonzero(np.abs(pieces).max(1) > 0)
    piece_row = np.zeros(len(pieces), int)
    piece_row[whole] = np.arange(len(whole)) + 1
    out.numbers("rows.vector", np.concatenate([[0], rows[number]]))
    out.numbers("rows.piece", np.concatenate([[0], piece_row[number]]))
    out.numbers("rows.common", np.concatenate([[0], [common.get(w, 0) for w in words]]))
    out.numbers("names", [1] + [word not in known["ordinary"] for word in words])
    none = np.zeros((1, pieces.shape[1]), np.float32)
    out.rounded("table.vector", get("vectors"), network.EMBEDDING_LEVELS)
    out.rounded("table.piece", np.concatenate([none, pieces[whole]]), network.EMBEDDING_LEVELS)
    for name in network.EMBEDDED:
        out.rounded(f"table.{name}", get(f"tables.{name}.weight"), network.EMBEDDING_LEVELS)
    out.stack(network.LAYERS, lambda name: bias_of(weights) if name == "input.bias" else get(name))
    out.rounded("roles", get("heads.roles.emit.weight"), FINE_LEVELS)
    begin, calibration = calibration
    bias = get("heads.roles.emit.bias").copy()
    bias[BEGINS] += begin
    out.floats("roles.bias", bias)
    out.floats("transitions", get("heads.roles.transitions"))
    for link in ("cue_of_piece", "source_of_cue"):
        for part in ("left", "right", "nobody"):
            name = f"heads.{link}.{part}"
            if f"{name}.weight" in weights:
                out.rounded(f"{link}.{part}", get(f"{name}.weight"), FINE_LEVELS)
                out.floats(f"{link}.{part}.bias", get(f"{name}.bias"))
        out.floats(f"{link}.distance", get(f"heads.{link}.distance"))
        out.floats(f"{link}.sentences", get(f"heads.{link}.sentences"))
    if "heads.thought.weight" in weights:
        out.rounded("thought", get("heads.thought.weight"), FINE_LEVELS)
        out.floats("thought.bias", get("heads.thought.bias"))
    for name, numbers in tags.items():
        out.text(f"tags.{name}.names", "\n".join(sorted(numbers, key=numbers.get)))
        out.rounded(f"tags.{name}", get(f"helpers.{name}.weight"), network.WEIGHT_LEVELS)
        out.floats(f"tags.{name}.bias", get(f"helpers.{name}.bias"))
    out.floats("calibration", calibration)
    return out.finished()


def bias_of(weights):
    """The bias of the input, with the field's convention in it: the page reads by no other."""
    bias = weights["input.bias"].detach().float()
    if "convention.weight" in weights:
        bias = bias + weights["convention.weight"][FIELD].detach().float()
    return bias.numpy()
