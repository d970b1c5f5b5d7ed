"""
Contrastive training of the token rows. A text's vector is the normalised sum of its pieces' rows; a title (or a sentence)
must be closer to its own passage than to the other passages of the batch (InfoNCE, van den Oord et al. 2018).
The gradient of such a model is short enough to write by hand, so that NumPy and SciPy suffice.
"""
import zlib
from dataclasses import dataclass

import numpy as np

from evaluate import bag
from prepare import Passages


@dataclass
class Settings:
    steps: int = 450
    batch: int = 1024
    temperature: float = 0.04
    rate: float = 0.1
    # The share of a source among the batches grows with its number of passages to this power.
    source_power: float = 0.4
    text_pieces: int = 128
    seed: int = 7


class Pairs:
    """Draws (query, passage) pairs of one source: title and text, or a sentence and the rest of its passage."""

    def __init__(self, passages: Passages, stop_id: int, settings: Settings):
        self.passages, self.stop, self.settings = passages, stop_id, settings
        self.rows = [np.flatnonzero(passages.source_of == index) for index in range(len(passages.sources))]
        sizes = np.array([len(rows) for rows in self.rows], float) ** settings.source_power
        self.shares = sizes / sizes.sum()

    def draw(self, generator: np.random.Generator):
        queries, texts, keys = [], [], []
        while len(queries) < self.settings.batch:
            # Sources come in runs, since passages of the same subject are the harder negatives.
            rows = self.rows[generator.choice(len(self.rows), p=self.shares)]
            for row in generator.choice(rows, min(256, len(rows)), replace=False):
                pair = self._pair(int(row), generator)
                if pair:
                    queries.append(pair[0])
                    texts.append(pair[1])
                    keys.append(pair[2])
        size = self.settings.batch
        return queries[:size], texts[:size], np.array(keys[:size])

    def _pair(self, row: int, generator: np.random.Generator):
        title, text = self.passages.title(row), self.passages.text(row)
        stops = np.flatnonzero(text == self.stop)
        if len(title) >= 2 and (len(stops) < 2 or generator.random() < 0.5):
            return title, text[:self.settings.text_pieces], len(self.passages) + zlib.crc32(title.tobytes())
        if len(stops) < 2:
            return None
        pick = generator.integers(len(stops))
        start, end = (stops[pick - 1] + 1 if pick else 0), stops[pick]
        if not 5 <= end - start <= 80:
            return None
        rest = np.concatenate([text[:start], text[end:]])
        return text[start:end], rest[:self.settings.text_pieces], row


def unit(vectors: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    norms = np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-6)
    return vectors / norms, norms


def loss_gradients(queries, texts, keys, temperature):
    """Symmetric InfoNCE loss of summed rows and its gradients; pairs with the same key are not each other's negatives."""
    left, left_norms = unit(queries)
    right, right_norms = unit(texts)
    scores = left @ right.T / temperature
    same = keys[:, None] == keys[None, :]
    np.fill_diagonal(same, False)
    scores[same] = -1e9
    size = len(keys)
    diagonal = np.arange(size)
    gradient = np.zeros_like(scores)
    loss = 0.0
    for axis in (0, 1):
        shifted = np.exp(scores - scores.max(axis=axis, keepdims=True))
        shares = shifted / shifted.sum(axis=axis, keepdims=True)
        loss -= float(np.log(np.maximum(shares[diagonal, diagonal], 1e-12)).mean()) / 2
        gradient += shares
    gradient[diagonal, diagonal] -= 2
    gradient *= 0.5 / (size * temperature)
    left_gradient, right_gradient = gradient @ right, gradient.T @ left
    left_gradient -= left * (left_gradient * left).sum(axis=1, keepdims=True)
    right_gradient -= right * (right_gradient * right).sum(axis=1, keepdims=True)
    return loss, left_gradient / left_norms, right_gradient / right_norms


class RowAdam:
    """Adam (Kingma and Ba 2015) that touches only the rows of a batch."""

    def __init__(self, shape):
        self.mean = np.zeros(shape, np.float32)
        self.square = np.zeros(shape, np.float32)
        self.times = np.zeros(shape[0], np.float32)

    def step(self, rows: np.ndarray, touched: np.ndarray, gradient: np.ndarray, rate: float):
        # Block by block, so that a block's rows stay in the processor's cache through all the steps.
        for start in range(0, len(touched), 512):
            chosen = touched[start:start + 512]
            slope = gradient[start:start + 512]
            self.times[chosen] += 1
            times = self.times[chosen][:, None]
            mean = self.mean[chosen] * np.float32(0.9) + slope * np.float32(0.1)
            square = self.square[chosen] * np.float32(0.99) + np.float32(0.01) * slope * slope
            self.mean[chosen], self.square[chosen] = mean, square
            square /= 1 - np.float32(0.99) ** times
            np.sqrt(square, out=square)
            square += np.float32(1e-10)
            mean /= square
            rows[chosen] -= mean * (np.float32(rate) / (1 - np.float32(0.9) ** times))


def refine(rows: np.ndarray, passages: Passages, stop_id: int, settings: Settings, report=None) -> np.ndarray:
    """Trains a copy of `rows`; `report(step, loss)` is called now and then."""
    rows = rows.astype(np.float32)
    special = np.flatnonzero(~rows.any(axis=1))
    generator = np.random.default_rng(settings.seed)
    pairs = Pairs(passages, stop_id, settings)
    optimiser = RowAdam(rows.shape)
    for step in range(settings.steps):
        queries, texts, keys = pairs.draw(generator)
        bags = bag(queries + texts, len(rows))
        touched = np.unique(bags.indices)
        local = bags[:, touched]
        sums = local @ rows[touched]
        size = len(queries)
        loss, left, right = loss_gradients(sums[:size], sums[size:], keys, settings.temperature)
        gradient = local.T @ np.concatenate([left, right]).astype(np.float32)
        rate = settings.rate * min(1, (step + 1) / 50) * max(0.02, 1 - step / settings.steps)
        optimiser.step(rows, touched, gradient, rate)
        rows[special] = 0
        if report and (step % 100 == 0 or step + 1 == settings.steps):
            report(step, loss)
    return rows
