"""Trains rag-static-multi-v1 from what aligned.py wrote: vocabulary, translated rows, contrastive training, int8, ONNX."""
import argparse
import os
import pickle
import sys
import time
from pathlib import Path

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")
sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

import numpy as np

import export
from aligned import LANGUAGES
from evaluate import bag
from pairs import Pairs
from refine import RowAdam, loss_gradients
from rows import english_model, starting_rows
from texts import document_rates, encode, read_words, vocabulary, word_counts
from translations import translation_table
from wordpiece import SPECIAL, Tokenizer
from xquad import Questions

NAME = "rag-static-multi-v1"
VOCABULARY, CONTINUATIONS, ENGLISH, SEED = 72_000, 9_000, 12_000, 7
NOISE, STEPS, BATCH, TEMPERATURE, RATE, TRAINED = 0.4, 400, 768, 0.05, 0.03, 0.6


def kept(path: Path, make):
    if path.exists():
        return pickle.loads(path.read_bytes())
    started = time.monotonic()
    result = make()
    path.write_bytes(pickle.dumps(result, protocol=5))
    print(f"{path.stem}: {time.monotonic() - started:.0f} s", flush=True)
    return result


def encoded(work: Path, model):
    texts, words = kept(work / "words.pickle", lambda: read_words(work / "groups.jsonl"))
    whole = [piece for piece in model[0] if not piece.startswith(("##", "["))][:ENGLISH]
    pieces = vocabulary(texts, words, whole, VOCABULARY, CONTINUATIONS)
    return pieces, encode(texts, words, pieces)


def train(rows: np.ndarray, pairs: Pairs, report) -> np.ndarray:
    rows = rows.copy()
    optimiser = RowAdam(rows.shape)
    for step in range(STEPS):
        name, one, other, left, right = pairs.draw(BATCH)
        bags = bag(left + right, len(rows))
        touched = np.unique(bags.indices)
        local = bags[:, touched]
        sums = local @ rows[touched]
        loss, left_gradient, right_gradient = loss_gradients(sums[:len(left)], sums[len(left):], np.arange(len(left)), TEMPERATURE)
        gradient = local.T @ np.concatenate([left_gradient, right_gradient]).astype(np.float32)
        rate = RATE * min(1, (step + 1) / 30) * max(0.02, 1 - step / STEPS)
        optimiser.step(rows, touched, gradient, rate)
        rows[:len(SPECIAL)] = 0
        if step % 50 == 49 or step == 0:
            report(f"step {step + 1} ({name} {one}-{other}, loss {loss:.3f})", rows)
    return rows


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, required=True, help="the folder that fetch-texts.sh filled and aligned.py read")
    parser.add_argument("--data", type=Path, help="the folder with xquad, to measure on (optional)")
    parser.add_argument("--models", type=Path, default=Path(__file__).parents[3] / "models", help="where both models are")
    arguments = parser.parse_args()
    model = english_model(arguments.models / "rag-static-en-v1")
    pieces, texts = kept(arguments.work / "encoded.pickle", lambda: encoded(arguments.work, model))
    counts = word_counts(texts, len(pieces))
    rates = kept(arguments.work / "rates.pickle", lambda: document_rates(texts, len(pieces)))
    print(f"{len(texts)} texts, {len(texts.ids)} pieces", flush=True)
    tokenizer = Tokenizer(pieces)
    questions = Questions(arguments.data / "xquad", tokenizer) if arguments.data else None

    def report(stage, rows):
        print(stage, questions.measure(rows, 0) if questions else "", flush=True)

    tables = kept(arguments.work / "tables.pickle", lambda: [
        translation_table(texts, language, len(pieces), SEED) for language in range(1, len(LANGUAGES))])
    start = starting_rows(pieces, counts, rates, tables, model, NOISE, SEED)
    report("start", start)
    stops = np.array([tokenizer.ids[sign] for sign in ".。؟?!" if sign in tokenizer.ids])
    rows = kept(arguments.work / "trained.pickle", lambda: train(start, Pairs(texts, stops, SEED), report))
    # Between the two is better than either: training brings languages together, and tires words that manuals lack.
    rows = np.float32(TRAINED) * rows + np.float32(1 - TRAINED) * start
    report("mixed", rows)
    codes, scales = export.quantise(rows)
    report("int8", codes * scales)
    print(export.write(codes, scales, pieces, arguments.models, NAME))


if __name__ == "__main__":
    main()
