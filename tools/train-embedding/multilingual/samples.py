"""Writes the ids of tests/Inference.Tests/Samples/multilingual.jsonl anew, after the vocabulary changed."""
import json
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]
sys.path.insert(0, str(ROOT / "tools/train-embedding"))

from wordpiece import Tokenizer

samples = ROOT / "tests/Inference.Tests/Samples/multilingual.jsonl"
tokenizer = Tokenizer((ROOT / "models/rag-static-multi-v1/vocab.txt").read_text("utf-8").splitlines())
texts = [json.loads(line)["t"] for line in samples.read_text("utf-8").splitlines()]
# The product puts a text between [CLS] and [SEP]; their rows are zero.
rows = [{"t": text, "i": [tokenizer.ids["[CLS]"], *tokenizer.encode(text), tokenizer.ids["[SEP]"]]} for text in texts]
samples.write_text("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows), "utf-8")
