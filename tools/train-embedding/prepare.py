"""From passages to numbers: the vocabulary, and every passage as a row of piece ids."""
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from wordpiece import SPECIAL, Tokenizer, basic_tokens, choose_pieces

MAX_TITLE_PIECES = 48
MAX_TEXT_PIECES = 384


@dataclass
class Passages:
    """Titles and texts as flat id arrays with offsets, and the source number of each passage."""
    title_ids: np.ndarray
    title_offsets: np.ndarray
    text_ids: np.ndarray
    text_offsets: np.ndarray
    source_of: np.ndarray
    sources: list[str]

    def __len__(self) -> int:
        return len(self.source_of)

    def title(self, row: int) -> np.ndarray:
        return self.title_ids[self.title_offsets[row]:self.title_offsets[row + 1]]

    def text(self, row: int) -> np.ndarray:
        return self.text_ids[self.text_offsets[row]:self.text_offsets[row + 1]]


def lines(texts: Path):
    with texts.open(encoding="utf-8") as file:
        for line in file:
            yield line.rstrip("\n").split("\t")


def build_vocabulary(texts: Path, size: int, continuations: int) -> list[str]:
    """Counts words per source and weighs large sources down, so that one manual cannot fill the vocabulary."""
    counts: dict[str, Counter] = {}
    for source, title, text in lines(texts):
        counts.setdefault(source, Counter()).update(basic_tokens(title + " " + text))
    weighted: Counter = Counter()
    for _, words in sorted(counts.items()):
        total = sum(words.values())
        weight = (1e6 / total) ** 0.5 if total > 200_000 else 5 ** 0.5
        for word, count in words.items():
            # A word seen once is more often a typing error or a name than a word.
            if count > 1 or total < 200_000:
                weighted[word] += count * weight
    return choose_pieces(weighted, size, continuations)


def encode(texts: Path, tokenizer: Tokenizer) -> Passages:
    sources: dict[str, int] = {}
    source_of, titles, bodies = [], [], []
    for source, title, text in lines(texts):
        body = tokenizer.encode(text)[:MAX_TEXT_PIECES]
        if len(body) < 3:
            continue
        source_of.append(sources.setdefault(source, len(sources)))
        titles.append(np.array(tokenizer.encode(title)[:MAX_TITLE_PIECES], np.uint16))
        bodies.append(np.array(body, np.uint16))

    def flat(rows):
        offsets = np.zeros(len(rows) + 1, np.int64)
        np.cumsum([len(row) for row in rows], out=offsets[1:])
        return np.concatenate(rows), offsets

    return Passages(*flat(titles), *flat(bodies), np.array(source_of, np.int32), list(sources))


def inverse_document_frequency(passages: Passages, vocabulary_size: int) -> np.ndarray:
    """ln((N + 1) / (n + 1)) of the pieces among titles and texts; 0 for the special ones."""
    seen = np.zeros(vocabulary_size, np.int64)
    for row in range(len(passages)):
        seen[np.unique(np.concatenate([passages.title(row), passages.text(row)]))] += 1
    idf = np.log((len(passages) + 1) / (seen + 1)).astype(np.float32)
    idf[:len(SPECIAL)] = 0
    return idf
