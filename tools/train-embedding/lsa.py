"""Latent semantic analysis: token vectors from a truncated singular value decomposition of passages by pieces."""
import numpy as np
import scipy.sparse as sparse

from prepare import Passages
from wordpiece import SPECIAL


def passage_matrix(passages: Passages, vocabulary_size: int) -> sparse.csr_matrix:
    """Piece counts of title and text, one passage a row."""
    rows = len(passages)
    parts = []
    for ids, offsets in ((passages.title_ids, passages.title_offsets), (passages.text_ids, passages.text_offsets)):
        matrix = sparse.csr_matrix((np.ones(len(ids), np.float32), ids.astype(np.int32), offsets), shape=(rows, vocabulary_size))
        matrix.sum_duplicates()
        parts.append(matrix)
    return (parts[0] + parts[1]).tocsr()


def piece_weights(counts: sparse.csr_matrix, smoothing: float) -> np.ndarray:
    """SIF weights a / (a + p(w)) (Arora, Liang and Ma 2017), zero for the special tokens."""
    frequency = np.asarray(counts.sum(axis=0)).ravel()
    weights = smoothing / (smoothing + frequency / frequency.sum())
    weights[:len(SPECIAL)] = 0
    return weights.astype(np.float32)


def decompose(matrix: sparse.csr_matrix, dimensions: int, passes: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Right singular vectors and values by randomised subspace iteration (Halko, Martinsson and Tropp 2011)."""
    transposed = matrix.T.tocsr()
    block = np.random.default_rng(seed).standard_normal((matrix.shape[1], dimensions + 32), dtype=np.float32)
    for _ in range(passes):
        block = transposed @ (matrix @ block)
        block, _ = np.linalg.qr(block)
    projected = matrix @ block
    values, vectors = np.linalg.eigh((projected.T @ projected).astype(np.float64))
    order = np.argsort(values)[::-1][:dimensions]
    return (block @ vectors[:, order].astype(np.float32)), np.sqrt(np.maximum(values[order], 0)).astype(np.float32)


def train(passages: Passages, vocabulary_size: int, dimensions: int, smoothing: float, passes: int, seed: int):
    """Returns weighted token rows, whose sum over a text is the text's (not yet normalised) vector, and the weights."""
    counts = passage_matrix(passages, vocabulary_size)
    weights = piece_weights(counts, smoothing)
    documents = np.bincount(counts.indices, minlength=vocabulary_size)
    idf = np.log((len(passages) + 1) / (documents + 1)).astype(np.float32)
    idf[weights == 0] = 0
    matrix = counts.copy()
    matrix.data = np.log1p(matrix.data)
    matrix = matrix @ sparse.diags(idf)
    norms = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    matrix = (sparse.diags((1 / np.maximum(norms, 1e-6)).astype(np.float32)) @ matrix).tocsr().astype(np.float32)
    vectors, values = decompose(matrix, dimensions, passes, seed)
    return vectors, values, idf, weights, counts
