"""BERT's basic tokenization and WordPiece, and a simple way to choose the pieces from word counts."""
import re
import unicodedata
from collections import Counter

SPECIAL = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"]
MAX_WORD_CHARACTERS = 100


def is_punctuation(character: str) -> bool:
    code = ord(character)
    return 33 <= code <= 47 or 58 <= code <= 64 or 91 <= code <= 96 or 123 <= code <= 126 \
        or unicodedata.category(character).startswith("P")


def is_chinese(code: int) -> bool:
    return 0x4E00 <= code <= 0x9FFF or 0x3400 <= code <= 0x4DBF or 0xF900 <= code <= 0xFAFF or 0x20000 <= code <= 0x2FA1F


_ASCII = re.compile(r"[a-z0-9]+|[!-/:-@\[-`{-~]")


class _Separated(dict):
    """What each character of decomposed text becomes: nothing, a space, itself, or itself between spaces. Filled as characters occur."""

    def __missing__(self, code: int) -> str:
        character = chr(code)
        category = unicodedata.category(character)
        if category == "Mn" or category in ("Cc", "Cf", "Co", "Cs") and character not in "\t\n\r" or character == "\ufffd":
            result = ""
        elif character.isspace():
            result = " "
        elif is_punctuation(character) or is_chinese(code):
            result = f" {character} "
        else:
            result = character
        self[code] = result
        return result


_SEPARATED = _Separated()


def basic_tokens(text: str) -> list[str]:
    """Lower-cased words and punctuation marks, accents stripped, as BERT's uncased tokenizer splits them."""
    text = text.lower()
    if text.isascii():
        return _ASCII.findall(text)
    return unicodedata.normalize("NFD", text).translate(_SEPARATED).split()


def split_word(word: str, vocabulary) -> list[str]:
    """Greedy longest match first; [UNK] when a part is missing."""
    if len(word) > MAX_WORD_CHARACTERS:
        return ["[UNK]"]
    pieces, start = [], 0
    while start < len(word):
        for end in range(len(word), start, -1):
            piece = word[start:end] if start == 0 else "##" + word[start:end]
            if piece in vocabulary:
                pieces.append(piece)
                break
        else:
            return ["[UNK]"]
        start = end
    return pieces


def alphabet() -> list[str]:
    """Single characters that are never unknown: ASCII, Latin-1, Greek, Cyrillic, and common signs."""
    codes = list(range(33, 127)) + list(range(0xA1, 0x180)) + list(range(0x391, 0x3CA)) + list(range(0x400, 0x460)) \
        + list(range(0x2010, 0x2027)) + list(range(0x2030, 0x203B)) + [0x20AC, 0x2122] + list(range(0x2190, 0x2194)) \
        + [0x2200, 0x2202, 0x2208, 0x2211, 0x2212, 0x221A, 0x221E, 0x2248, 0x2260, 0x2264, 0x2265]
    signs = set()
    for code in codes:
        signs.update(basic_tokens(chr(code)))
    return sorted(sign for sign in signs if len(sign) == 1)


def choose_pieces(words: Counter, size: int, continuations: int) -> list[str]:
    """
    Whole words by count, then word endings and stems by how often they occur in the words that did not fit.
    A piece's score is its count times its length without one, the characters that it saves (as in byte-pair merging).
    """
    signs = alphabet()
    fixed = SPECIAL + signs + ["##" + sign for sign in signs if not is_punctuation(sign)]
    room = size - len(fixed) - continuations
    ranked = [word for word, _ in sorted(words.items(), key=lambda item: (-item[1], item[0]))
              if len(word) > 1 and len(word) < 26 and not (word.isdigit() and len(word) > 4)]
    kept = ranked[:room]
    scores: Counter = Counter()
    for word in ranked[room:]:
        count = words[word]
        for start in range(1, len(word) - 1):
            for end in range(start + 2, min(len(word), start + 10) + 1):
                # An ending is worth more than a middle: it leaves a stem in front of it.
                scores["##" + word[start:end]] += count * (end - start - 1) * (2 if end == len(word) else 1)
    chosen = sorted(scores.items(), key=lambda item: (-item[1], item[0]))[:continuations]
    known = set(fixed)
    return fixed + [piece for piece in kept + [piece for piece, _ in chosen] if piece not in known]


class Tokenizer:
    """Text to ids, with a memory of split words (training reads the same words again and again)."""

    def __init__(self, pieces: list[str]):
        self.pieces = pieces
        self.ids = {piece: index for index, piece in enumerate(pieces)}
        self._memory: dict[str, list[int]] = {}

    def encode(self, text: str) -> list[int]:
        out = []
        for word in basic_tokens(text):
            ids = self._memory.get(word)
            if ids is None:
                ids = self._memory[word] = [self.ids[piece] for piece in split_word(word, self.ids)]
            out.extend(ids)
        return out
