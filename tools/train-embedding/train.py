"""Trains the built-in embedding model: passages, vocabulary, contrastive training, weighting, int8, ONNX."""
import argparse
import os
import pickle
import time
from pathlib import Path

# One thread: the order of floating-point sums, and with it the result, must not depend on the number of cores.
os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")

import corpus
import evaluate
import export
import prepare
import refine
import weighting
import wordpiece

VOCABULARY, CONTINUATIONS, DIMENSIONS, SEED = 29_500, 3_500, 384, 7
SHARPEN, COMPONENTS = 0.5, 2
MEASURED = (("scifact", "train"), ("scifact", "test"), ("pubmedqa", "test"))


def kept(path: Path, make):
    """The stage's result, from an earlier run in the same work folder where there is one."""
    if path.exists():
        return pickle.loads(path.read_bytes())
    started = time.monotonic()
    result = make()
    path.write_bytes(pickle.dumps(result, protocol=5))
    print(f"{path.stem}: {time.monotonic() - started:.0f} s", flush=True)
    return result


def encoded(texts: Path):
    pieces = prepare.build_vocabulary(texts, VOCABULARY, CONTINUATIONS)
    return pieces, prepare.encode(texts, wordpiece.Tokenizer(pieces))


def main():
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, required=True, help="the folder that fetch-texts.sh filled")
    parser.add_argument("--data", type=Path, help="collections to measure on and to keep out of the training (optional)")
    parser.add_argument("--models", type=Path, default=Path(__file__).parents[2] / "models", help="where the model goes")
    arguments = parser.parse_args()

    texts = arguments.work / "texts.tsv"
    if not texts.exists():
        for source, words in corpus.build(arguments.work, arguments.data, texts).items():
            print(f"{source}\t{words} words")
    pieces, passages = kept(arguments.work / "encoded.pickle", lambda: encoded(texts))
    tokenizer = wordpiece.Tokenizer(pieces)
    print(f"{len(passages)} passages, {len(passages.text_ids)} pieces of text", flush=True)
    collections = {
        f"{name}/{split}": evaluate.Collection(arguments.data / name, split, tokenizer)
        for name, split in MEASURED if arguments.data and (arguments.data / name / "qrels").exists()}

    def report(stage, rows):
        print(stage, {name: round(collection.measure(rows), 4) for name, collection in collections.items()}, flush=True)

    idf = kept(arguments.work / "idf.pickle", lambda: prepare.inverse_document_frequency(passages, len(pieces)))
    rows = weighting.starting_rows(idf, DIMENSIONS, SEED)
    report("start", rows)
    trained = kept(arguments.work / "refined.pickle", lambda: refine.refine(
        rows, passages, tokenizer.ids["."], refine.Settings(seed=SEED),
        lambda step, loss: print(f"step {step}: loss {loss:.3f}", flush=True)))
    report("trained", trained)
    rows = weighting.remove_components(weighting.sharpen(trained, idf, SHARPEN), passages, COMPONENTS, SEED)
    report("weighted (float)", rows)
    codes, scales = export.quantise(rows)
    report("int8", codes * scales)
    print(export.write(codes, scales, pieces, arguments.models))


if __name__ == "__main__":
    main()
