"""Draws pairs that mean the same: a title and its text, a text and its translation, a sentence and the rest of its text."""
import numpy as np

from aligned import LANGUAGES
from texts import Texts

SHARES = {
    "sections": 0.2, "descriptions": 0.2, "help": 0.1, "books": 0.1, "messages": 0.08, "prose": 0.12, "dictionary": 0.12, "synonyms": 0.08,
}
CUT = 128


class Pairs:
    def __init__(self, texts: Texts, stops: np.ndarray, seed: int):
        self.texts, self.stops = texts, stops
        self.generator = np.random.default_rng(seed)
        count = len(LANGUAGES)
        self.row_of = {}
        for is_title in (False, True):
            chosen = np.flatnonzero(texts.title == is_title)
            table = np.full((int(texts.group.max()) + 1, count), -1, np.int32)
            table[texts.group[chosen], texts.language[chosen]] = chosen
            self.row_of[is_title] = table
        source_of = np.full(len(self.row_of[False]), -1, np.int32)
        source_of[texts.group] = texts.source
        self.groups = {name: np.flatnonzero(source_of == row) for row, name in enumerate(texts.sources)}
        self.names = [name for name in SHARES if name in self.groups]
        shares = np.array([SHARES[name] for name in self.names])
        self.shares = shares / shares.sum()

    def draw(self, size: int):
        """One source and one pair of languages a batch, so that no language gives its texts away."""
        while True:
            name = self.names[self.generator.choice(len(self.names), p=self.shares)]
            one = int(self.generator.integers(1, len(LANGUAGES)))
            kind = self.generator.random()
            if name == "synonyms":
                other = one
            elif name == "dictionary" or kind < 0.45:
                other = 0
            else:
                other = one if kind < 0.75 else int(self.generator.integers(len(LANGUAGES)))
            left, right = self._pairs(self.groups[name], one, other, size)
            if len(left) >= size // 4:
                return name, one, other, left, right

    def _pairs(self, groups, one, other, size):
        body, title = self.row_of[False], self.row_of[True]
        if one != other:
            good = groups[(body[groups, one] >= 0) & (body[groups, other] >= 0)]
        else:
            good = groups[body[groups, one] >= 0]
        chosen = good[self.generator.permutation(len(good))[:size * 2]]
        left, right, seen = [], [], set()
        for group in chosen:
            a, b = (one, other) if self.generator.random() < 0.5 else (other, one)
            pair = self._pair(int(title[group, a]), int(body[group, a]), int(body[group, b]), a == b)
            if pair is None:
                continue
            key = pair[0].tobytes()
            if key not in seen:
                seen.add(key)
                left.append(pair[0][:CUT])
                right.append(pair[1][:CUT])
            if len(left) == size:
                break
        return left, right

    def _pair(self, title: int, body: int, translated: int, same: bool):
        texts = self.texts
        if title >= 0 and (same or self.generator.random() < 0.5):
            if not same or self.generator.random() < 0.5 or len(texts.text(body)) < 30:
                return texts.text(title), texts.text(translated)
        if not same:
            return texts.text(body), texts.text(translated)
        whole = texts.text(body)
        stops = np.flatnonzero(np.isin(whole, self.stops))
        if len(stops) < 2:
            return None
        pick = self.generator.integers(len(stops))
        begin, end = (stops[pick - 1] + 1 if pick else 0), stops[pick]
        return (whole[begin:end], np.concatenate([whole[:begin], whole[end:]])) if end - begin > 3 else None
