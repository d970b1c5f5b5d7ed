"""From aligned groups to numbers: words, the shared vocabulary, and every text as a row of piece ids."""
import json
from array import array
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from aligned import LANGUAGES
from wordpiece import SPECIAL, basic_tokens, is_chinese, is_punctuation, split_word

MAX_PIECES = 192
LONGEST_WORD = 25


@dataclass
class Texts:
    """All texts as flat id arrays with offsets; `group`, `language` and `source` number each text's own, `title` marks titles."""
    ids: np.ndarray
    offsets: np.ndarray
    group: np.ndarray
    language: np.ndarray
    source: np.ndarray
    title: np.ndarray
    sources: list[str]

    def __len__(self) -> int:
        return len(self.group)

    def text(self, row: int) -> np.ndarray:
        return self.ids[self.offsets[row]:self.offsets[row + 1]]


def read_words(path: Path) -> tuple[Texts, list[str]]:
    """Every text as word numbers, and the words. A group of one language is kept: it counts words and gives pairs of its own."""
    known: dict[str, list[int]] = {}
    numbers: dict[str, int] = {}
    flat, lengths, columns, sources = array("i"), [], array("i"), {}

    def numbered(text: str) -> list[int]:
        out = []
        for part in text.split():
            found = known.get(part)
            if found is None:
                found = [numbers.setdefault(word, len(numbers)) for word in basic_tokens(part)]
                if len(part) < 20:
                    known[part] = found
            out.extend(found)
        return out[:MAX_PIECES]

    with path.open(encoding="utf-8") as file:
        for place, line in enumerate(file):
            found = json.loads(line)
            if list(found["texts"]) == ["en"]:
                continue
            source = sources.setdefault(found["source"], len(sources))
            for is_title, side in ((False, found["texts"]), (True, found["titles"])):
                for language, text in side.items():
                    words = numbered(text)
                    if words:
                        flat.extend(words)
                        lengths.append(len(words))
                        columns.extend((place, LANGUAGES.index(language), source, is_title))
    table = np.array(columns, np.int32).reshape(-1, 4)
    offsets = np.concatenate([[0], np.cumsum(lengths)])
    return Texts(np.array(flat, np.int32), offsets, *table[:, :3].T, table[:, 3] > 0, list(sources)), list(numbers)


def word_counts(texts: Texts, size: int, chosen: np.ndarray | None = None) -> np.ndarray:
    """How often each language has each word, in all texts or in chosen ones: [language, word]."""
    language = np.repeat(texts.language if chosen is None else np.where(chosen, texts.language, -1), np.diff(texts.offsets))
    return np.stack([np.bincount(texts.ids[language == index], minlength=size) for index in range(len(LANGUAGES))])


def is_listed(texts: Texts) -> np.ndarray:
    """Which texts come from dictionaries rather than from prose."""
    return np.isin(texts.source, [row for row, name in enumerate(texts.sources) if name in ("dictionary", "synonyms")])


def vocabulary(texts: Texts, words: list[str], english: list[str], size: int, continuations: int) -> list[str]:
    """
    The English model's frequent pieces, then the words of every other language in turn: by the root of their share in prose, which is
    about programs, and of their share in dictionaries, which are about everything. Then word endings and stems by what they save, as in
    wordpiece.choose_pieces. A sign that occurs is never unknown.
    """
    listed = is_listed(texts)
    scores = np.zeros((len(LANGUAGES), len(words)))
    for chosen in (listed, ~listed):
        counts = word_counts(texts, len(words), chosen)
        scores += np.sqrt(counts / np.maximum(counts.sum(axis=1, keepdims=True), 1))
    counts = word_counts(texts, len(words)).sum(axis=0)
    signs: Counter = Counter()
    for word, count in zip(words, counts):
        for sign in set(word):
            signs[sign] += int(count)
    kept_signs = sorted({sign for sign, count in signs.items() if count >= 4} | {sign for sign in english if len(sign) == 1})
    fixed = SPECIAL + kept_signs + ["##" + sign for sign in kept_signs if not is_punctuation(sign) and not is_chinese(ord(sign))]
    known = set(fixed)
    fixed += [piece for piece in english if piece not in known]
    known = set(fixed)
    ranked = [[int(row) for row in np.argsort(-scores[language], kind="stable")[:80_000] if scores[language, row] > 0 and counts[row] > 1
               and 1 < len(words[row]) <= LONGEST_WORD and not words[row].isdigit()] for language in range(1, len(LANGUAGES))]
    room, kept = size - len(fixed) - continuations, []
    for turn in range(max(map(len, ranked))):
        for rows in ranked:
            if turn < len(rows) and words[rows[turn]] not in known and len(kept) < room:
                known.add(words[rows[turn]])
                kept.append(words[rows[turn]])
    savings: Counter = Counter()
    for language, rows in enumerate(ranked, 1):
        for row in rows[:40_000]:
            word, score = words[row], float(scores[language, row])
            for start in range(1, len(word) - 1) if word not in known else ():
                for end in range(start + 2, min(len(word), start + 9) + 1):
                    savings["##" + word[start:end]] += score * (end - start - 1) * (2 if end == len(word) else 1)
    endings = [piece for piece, _ in sorted(savings.items(), key=lambda item: (-item[1], item[0])) if piece not in known]
    return fixed + kept + endings[:continuations]


def encode(texts: Texts, words: list[str], pieces: list[str]) -> Texts:
    """The texts as piece ids, each cut to MAX_PIECES."""
    ids = {piece: row for row, piece in enumerate(pieces)}
    split = [[ids[piece] for piece in split_word(word, ids)] for word in words]
    sizes = np.array([len(parts) for parts in split])
    starts = np.concatenate([[0], np.cumsum(sizes)])
    flat_split = np.concatenate([np.array(parts, np.int32) for parts in split])
    repeats = sizes[texts.ids]
    ends = np.cumsum(repeats)
    flat = flat_split[np.repeat(starts[texts.ids], repeats) + np.arange(ends[-1]) - np.repeat(ends - repeats, repeats)]
    bounds = np.concatenate([[0], ends])[texts.offsets]
    lengths = np.minimum(np.diff(bounds), MAX_PIECES)
    offsets = np.concatenate([[0], np.cumsum(lengths)])
    chosen = np.arange(offsets[-1]) + np.repeat(bounds[:-1] - offsets[:-1], lengths)
    return Texts(flat[chosen], offsets, texts.group, texts.language, texts.source, texts.title, texts.sources)


def document_rates(texts: Texts, size: int) -> np.ndarray:
    """[language, piece]: the share of a language's texts, dictionaries aside, that hold the piece."""
    rates = np.zeros((len(LANGUAGES), size), np.float32)
    prose = ~is_listed(texts)
    row_of = np.repeat(np.arange(len(texts)), np.diff(texts.offsets))
    for language in range(len(LANGUAGES)):
        chosen = (texts.language == language) & prose
        pairs = np.unique(row_of[chosen[row_of]].astype(np.int64) * size + texts.ids[chosen[row_of]])
        rates[language] = np.bincount(pairs % size, minlength=size) / max(1, chosen.sum())
    return rates
