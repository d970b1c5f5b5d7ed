"""Makes src/Grounding/Verifying/Lexicon/word-vectors.bin.gz out of the built-in English embedding and WordNet's lists of words.

    apt-get download wordnet-base && dpkg -x wordnet-base_*.deb FOLDER
    python3 tools/make-word-vectors.py models/rag-static-en-v1 FOLDER/usr/share/wordnet src/Grounding/Verifying/Lexicon/word-vectors.bin.gz

Words that are both one piece of the embedding's vocabulary and a word of WordNet, each with its row turned to length 1, cut to the 64 directions in
which these rows differ most, and rounded to a byte a number. LEB128: how many numbers a word, how many words, then each word's length, letters and
numbers. Needs numpy.
"""

import gzip
import io
import os
import re
import sys

import numpy

DIMENSIONS = 64


def varint(value):
    coded = bytearray()
    while value >= 0x80:
        coded.append(value & 0x7F | 0x80)
        value >>= 7
    return bytes(coded + bytes([value]))


def fields(data):
    """The fields of a message of protocol buffers: number and value, which is bytes or an integer."""
    at = 0

    def number():
        nonlocal at
        value = shift = 0
        while True:
            part = data[at]
            at += 1
            value |= (part & 0x7F) << shift
            shift += 7
            if part < 0x80:
                return value

    while at < len(data):
        key = number()
        if key & 7 == 0:
            yield key >> 3, number()
            continue
        length = {1: 8, 5: 4}.get(key & 7) or number()
        yield key >> 3, data[at : at + length]
        at += length


def tensors(path):
    graph = next(value for key, value in fields(open(path, "rb").read()) if key == 7)
    for tensor in (value for key, value in fields(graph) if key == 5):
        yield next(bytes(value) for key, value in fields(tensor) if key == 9)


def rows(folder):
    pieces = [line.rstrip("\n") for line in open(os.path.join(folder, "vocab.txt"), encoding="utf-8")]
    raw = max(tensors(os.path.join(folder, "model.onnx")), key=len)
    return pieces, numpy.frombuffer(raw, dtype=numpy.int8).reshape(len(pieces), -1).astype(numpy.float32)


def unit(vectors):
    return vectors / numpy.maximum(numpy.linalg.norm(vectors, axis=1, keepdims=True), 1e-6)


def main(model, wordnet, target):
    known = set()
    for kind in ("noun", "verb", "adj", "adv"):
        known |= {line.split(" ", 1)[0] for line in open(os.path.join(wordnet, f"index.{kind}"), encoding="latin-1")}
    pieces, vectors = rows(model)
    chosen = sorted((piece, i) for i, piece in enumerate(pieces) if re.fullmatch(r"[a-z]{2,}", piece) and piece in known)
    vectors = unit(vectors[[i for _, i in chosen]])
    _, directions = numpy.linalg.eigh(vectors.T @ vectors)
    vectors = unit(vectors @ directions[:, ::-1][:, :DIMENSIONS])
    coded = numpy.round(vectors * 127 / numpy.maximum(numpy.abs(vectors).max(axis=1, keepdims=True), 1e-6)).astype(numpy.int8)
    out = io.BytesIO()
    out.write(varint(DIMENSIONS) + varint(len(chosen)))
    for (word, _), numbers in zip(chosen, coded):
        out.write(varint(len(word)) + word.encode("ascii") + numbers.tobytes())
    with open(target, "wb") as file:
        file.write(gzip.compress(out.getvalue(), 9, mtime=0))
    print(f"{len(chosen)} words")


if __name__ == "__main__":
    main(*sys.argv[1:])
