"""Frequency weights and common components: what is folded into the rows before and after the contrastive training."""
import numpy as np

from evaluate import bag, normalise
from prepare import Passages
from wordpiece import SPECIAL

SAMPLE = 20_000


def starting_rows(idf: np.ndarray, dimensions: int, seed: int) -> np.ndarray:
    """
    Random directions, weighted by inverse document frequency: their sums already compare texts by the words they share
    (a random projection of tf-idf vectors). Training moves related pieces together from there.
    """
    rows = np.random.default_rng(seed).standard_normal((len(idf), dimensions), dtype=np.float32)
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    rows *= idf[:, None]
    rows[:len(SPECIAL)] = 0
    return rows / np.sqrt(np.mean(rows ** 2))


def remove_components(rows: np.ndarray, passages: Passages, count: int, seed: int) -> np.ndarray:
    """
    Takes the first components of passage vectors out of every row (Arora, Liang and Ma 2017). A projection is linear, so
    doing it once to the rows equals doing it to each text's sum.
    """
    chosen = np.random.default_rng(seed).choice(len(passages), min(SAMPLE, len(passages)), replace=False)
    vectors = normalise(bag([passages.text(int(row)) for row in chosen], len(rows)) @ rows)
    _, directions = np.linalg.eigh((vectors.T @ vectors).astype(np.float64))
    top = directions[:, ::-1][:, :count].astype(np.float32)
    return rows - (rows @ top) @ top.T


def sharpen(rows: np.ndarray, idf: np.ndarray, power: float) -> np.ndarray:
    """Weighs rare pieces up once more: the training batches see frequent pieces more often than queries depend on them."""
    return rows * np.maximum(idf, 0.1)[:, None] ** power
