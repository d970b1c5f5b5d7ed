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


def train(passages: Passages, vocabulary_size: int, dimensions: int, passes: int, seed: int) -> tuple[np.ndarray, np.ndarray]:
    """Returns one vector a piece, of length one (zero for the special pieces), and the pieces' inverse document frequency."""
    counts = passage_matrix(passages, vocabulary_size)
    documents = np.bincount(counts.indices, minlength=vocabulary_size)
    idf = np.log((len(passages) + 1) / (documents + 1)).astype(np.float32)
    idf[:len(SPECIAL)] = 0
    counts.data = np.log1p(counts.data)
    matrix = counts @ sparse.diags(idf)
    norms = np.sqrt(np.asarray(matrix.multiply(matrix).sum(axis=1)).ravel())
    matrix = (sparse.diags((1 / np.maximum(norms, 1e-6)).astype(np.float32)) @ matrix).tocsr().astype(np.float32)
    vectors, values = decompose(matrix, dimensions, passes, seed)
    vectors *= np.sqrt(values)
    return vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9), idf
