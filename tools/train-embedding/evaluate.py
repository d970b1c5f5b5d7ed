"""nDCG@10 of token rows on BEIR-style folders. Used to measure and to choose settings; nothing is trained on it."""
import json
from pathlib import Path

import numpy as np
import scipy.sparse as sparse

from wordpiece import Tokenizer

MAX_PIECES = 512


def bag(id_rows, vocabulary_size: int) -> sparse.csr_matrix:
    """One row of piece counts for each sequence of ids."""
    offsets = np.zeros(len(id_rows) + 1, np.int64)
    np.cumsum([len(ids) for ids in id_rows], out=offsets[1:])
    indices = np.concatenate([np.asarray(ids, np.int32) for ids in id_rows]) if offsets[-1] else np.zeros(0, np.int32)
    matrix = sparse.csr_matrix((np.ones(len(indices), np.float32), indices, offsets), shape=(len(id_rows), vocabulary_size))
    matrix.sum_duplicates()
    return matrix


def normalise(vectors: np.ndarray) -> np.ndarray:
    return vectors / np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-12)


def ndcg(scores: np.ndarray, relevant: dict[int, float], depth: int = 10) -> float:
    top = np.argsort(-scores, kind="stable")[:depth]
    gain = sum(relevant.get(int(row), 0) / np.log2(rank + 2) for rank, row in enumerate(top))
    ideal = sum(value / np.log2(rank + 2) for rank, value in enumerate(sorted(relevant.values(), reverse=True)[:depth]))
    return gain / ideal if ideal else 0.0


class Collection:
    """A corpus, its queries and one split of its judgements, already cut into pieces."""

    def __init__(self, folder: Path, split: str, tokenizer: Tokenizer):
        with (folder / "corpus.jsonl").open(encoding="utf-8") as file:
            documents = [json.loads(line) for line in file]
        row_of = {document["_id"]: row for row, document in enumerate(documents)}
        with (folder / "queries.jsonl").open(encoding="utf-8") as file:
            queries = {record["_id"]: record["text"] for record in map(json.loads, file)}
        judged: dict[str, dict[int, float]] = {}
        for line in (folder / "qrels" / f"{split}.tsv").read_text("utf-8").splitlines()[1:]:
            query, document, score = line.split("\t")
            judged.setdefault(query, {})[row_of[document]] = float(score)
        self.relevant = list(judged.values())
        size = len(tokenizer.pieces)
        cut = MAX_PIECES - 2
        self.documents = bag([tokenizer.encode(f"{d.get('title', '')} {d['text']}")[:cut] for d in documents], size)
        self.queries = bag([tokenizer.encode(queries[query])[:cut] for query in judged], size)

    def measure(self, rows: np.ndarray) -> float:
        scores = normalise(self.queries @ rows) @ normalise(self.documents @ rows).T
        return float(np.mean([ndcg(scores[index], relevant) for index, relevant in enumerate(self.relevant)]))
