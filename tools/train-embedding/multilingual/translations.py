"""
Which English pieces stand for a piece of another language: the first model of Brown et al. (1993), expectation maximisation over
aligned texts, once in each direction; a pair counts as much as both directions believe in it.
"""
import numpy as np
import scipy.sparse as sparse

from texts import Texts

MAX_PIECES, MAX_CELLS, ROUNDS = 40, 9_000_000, 3


def unique_pieces(texts: Texts, rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The distinct pieces of each text, flat, and how many each has."""
    found = [np.unique(texts.text(row)[:MAX_PIECES]) for row in rows]
    return np.concatenate(found), np.array([len(pieces) for pieces in found])


def pairs(texts: Texts, language: int, generator: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Rows of texts of that language and of English that say the same; texts too long to say what belongs to what are left out."""
    short = np.diff(texts.offsets) <= 1.5 * MAX_PIECES
    # A title's group is told from its text's by its sign.
    key = texts.group.astype(np.int64) * 2 + texts.title
    english, other = (np.flatnonzero(short & (texts.language == index)) for index in (0, language))
    _, left, right = np.intersect1d(key[other], key[english], return_indices=True)
    turn = generator.permutation(len(left))
    # Dictionaries first: they are short, and hold the words that manuals lack.
    words = texts.sources.index("dictionary")
    turn = turn[np.argsort(texts.source[other[left[turn]]] != words, kind="stable")]
    return other[left[turn]], english[right[turn]]


def translation_table(texts: Texts, language: int, size: int, seed: int) -> sparse.csr_matrix:
    """[piece of the language, English piece]: expected counts of the pair, geometric mean of the two directions."""
    other, english = pairs(texts, language, np.random.default_rng(seed))
    f_ids, f_sizes = unique_pieces(texts, other)
    e_ids, e_sizes = unique_pieces(texts, english)
    keep = np.cumsum(f_sizes * e_sizes) <= MAX_CELLS
    f_sizes, e_sizes = f_sizes[keep], e_sizes[keep]
    f_ids, e_ids = f_ids[:f_sizes.sum()], e_ids[:e_sizes.sum()]
    # One cell for each pair of pieces within each pair of texts, in the order of the language's pieces.
    e_start = np.cumsum(e_sizes) - e_sizes
    width = np.repeat(e_sizes, f_sizes)
    ends = np.cumsum(width)
    within = np.arange(ends[-1]) - np.repeat(ends - width, width)
    e_slot = (np.repeat(np.repeat(e_start, f_sizes), width) + within).astype(np.int32)
    f_slot = np.repeat(np.arange(len(f_ids), dtype=np.int32), width)
    keys, cell = np.unique(f_ids[f_slot].astype(np.int64) * size + e_ids[e_slot], return_inverse=True)
    cell = cell.astype(np.int32)
    f_of, e_of = keys // size, keys % size
    expected = []
    for slot, slots, given in ((f_slot, len(f_ids), e_of), (e_slot, len(e_ids), f_of)):
        belief = np.ones(len(keys), np.float32)
        for _ in range(ROUNDS):
            share = belief[cell]
            share /= np.maximum(np.bincount(slot, share, slots).astype(np.float32)[slot], 1e-12)
            counts = np.bincount(cell, share, len(keys))
            belief = (counts / np.maximum(np.bincount(given, counts, size), 1e-12)[given]).astype(np.float32)
        expected.append(counts)
    both = np.sqrt(expected[0] * expected[1])
    both[both < 0.05] = 0
    table = sparse.csr_matrix((both.astype(np.float32), (f_of, e_of)), shape=(size, size))
    table.eliminate_zeros()
    return table
