"""The rows that training starts from: the English model's, carried over to the other languages by what their pieces translate to."""
from pathlib import Path

import numpy as np
import onnx
from onnx import numpy_helper

from wordpiece import SPECIAL, Tokenizer


def english_model(folder: Path) -> tuple[list[str], np.ndarray]:
    """The pieces and the float rows of the English model's file."""
    parts = {part.name: numpy_helper.to_array(part) for part in onnx.load(folder / "model.onnx").graph.initializer}
    pieces = (folder / "vocab.txt").read_text("utf-8").splitlines()
    return pieces, parts["rows"].astype(np.float32) * parts["scales"].reshape(-1, 1)


def english_rows(pieces: list[str], model: tuple[list[str], np.ndarray]) -> np.ndarray:
    """Each piece as the English model would embed it; zeros for what it does not know."""
    tokenizer, rows = Tokenizer(model[0]), model[1]
    result = np.zeros((len(pieces), rows.shape[1]), np.float32)
    for place, piece in enumerate(pieces):
        if piece in tokenizer.ids:
            result[place] = rows[tokenizer.ids[piece]]
        elif not piece.startswith("##"):
            result[place] = rows[tokenizer.encode(piece)].sum(axis=0)
    return result


def inverse_frequency(rates: np.ndarray) -> np.ndarray:
    """ln(1 / rate) by the language that uses a piece most: 'die' says as little in English as in German."""
    return -np.log(np.maximum(rates.max(axis=0), 2e-6)).astype(np.float32)


def starting_rows(pieces: list[str], counts: np.ndarray, rates: np.ndarray, tables, model, noise: float, seed: int) -> np.ndarray:
    """
    A piece's direction is the mean of its translations' directions and a random one of its own, which keeps apart what has the
    same translation; its length follows the inverse frequency. Where English uses a piece as well, its row there has its share.
    """
    source = english_rows(pieces, model)
    lengths = np.linalg.norm(source, axis=1)
    idf = inverse_frequency(rates)
    known = (lengths > 0) & (counts[0] > 0)
    scale = float(np.median(lengths[known] / idf[known] ** 1.5))
    own = np.random.default_rng(seed).standard_normal(source.shape, dtype=np.float32)
    own /= np.linalg.norm(own, axis=1, keepdims=True)
    shares = counts / np.maximum(counts.sum(axis=1, keepdims=True), 1)
    shares = shares / np.maximum(shares.sum(axis=0), 1e-12)
    carried, weight = source * shares[0][:, None], lengths * shares[0]
    sure = shares[0].copy()
    for language, table in enumerate(tables, 1):
        mass = np.asarray(table.sum(axis=1)).ravel()
        mean = (table @ source) / np.maximum(mass, 1e-6)[:, None]
        found = shares[language] * (mass > 0)
        carried += found[:, None] * mean
        weight += found * np.asarray(table @ lengths).ravel() / np.maximum(mass, 1e-6)
        sure += found * mass / (mass + 1)
    direction = carried / np.maximum(np.linalg.norm(carried, axis=1, keepdims=True), 1e-9)
    share = noise + (1 - noise) * (1 - np.minimum(sure, 1))
    share[counts[1:].sum(axis=0) == 0] = 0
    mixed = np.sqrt(1 - share ** 2)[:, None] * direction + share[:, None] * own
    length = scale * idf ** 1.5
    english_only = (shares[0] > 0.9) & (lengths > 0)
    rows = mixed / np.maximum(np.linalg.norm(mixed, axis=1, keepdims=True), 1e-9) * length[:, None]
    rows[english_only] = source[english_only]
    unseen = counts.sum(axis=0) == 0
    rows[unseen] = source[unseen]
    rows[:len(SPECIAL)] = 0
    return rows / np.sqrt(np.mean(rows ** 2))
