"""Rounds the token rows to int8 and writes the ONNX graph, the vocabulary and the registry's entry."""
import hashlib
import json
from pathlib import Path

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

ENGLISH = "rag-static-en-v1"
OPSET = 17


def quantise(rows: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """int8 rows and one scale a row; a zero row keeps scale 0."""
    peak = np.abs(rows).max(axis=1, keepdims=True)
    codes = np.rint(rows / np.maximum(peak, 1e-12) * 127).astype(np.int8)
    return codes, (peak / 127).astype(np.float32)


def graph(codes: np.ndarray, scales: np.ndarray, name: str) -> onnx.ModelProto:
    """
    sum over the sequence of mask x scale x int8 row, then divided by its length. The sum is one matrix product, so that
    the mask and the scales never meet the wide [batch, seq, dim] tensor. An empty text gives zeros.
    """
    node = helper.make_node
    nodes = [
        node("Gather", ["rows", "input_ids"], ["codes"]),
        node("Cast", ["codes"], ["values"], to=TensorProto.FLOAT),
        node("Gather", ["scales", "input_ids"], ["scale"]),
        node("Cast", ["attention_mask"], ["mask"], to=TensorProto.FLOAT),
        node("Mul", ["scale", "mask"], ["weight"]),
        node("Unsqueeze", ["weight", "axis_1"], ["weight_row"]),
        node("MatMul", ["weight_row", "values"], ["sum_row"]),
        node("Squeeze", ["sum_row", "axis_1"], ["sum"]),
        node("ReduceL2", ["sum"], ["length"], axes=[1], keepdims=1),
        node("Max", ["length", "smallest"], ["divisor"]),
        node("Div", ["sum", "divisor"], ["sentence_embedding"]),
    ]
    constants = [
        numpy_helper.from_array(codes, "rows"),
        numpy_helper.from_array(scales.ravel(), "scales"),
        numpy_helper.from_array(np.array([1], np.int64), "axis_1"),
        numpy_helper.from_array(np.array(1e-9, np.float32), "smallest"),
    ]
    ids = [helper.make_tensor_value_info(name, TensorProto.INT64, ["batch", "seq"]) for name in ("input_ids", "attention_mask")]
    out = helper.make_tensor_value_info("sentence_embedding", TensorProto.FLOAT, ["batch", codes.shape[1]])
    built = helper.make_graph(nodes, name, ids, [out], constants)
    model = helper.make_model(built, opset_imports=[helper.make_opsetid("", OPSET)], producer_name="train-embedding")
    model.ir_version = 8
    onnx.checker.check_model(model)
    return model


def describe(path: Path, folder: Path) -> dict:
    content = path.read_bytes()
    return {"path": str(path.relative_to(folder)), "bytes": len(content), "sha256": hashlib.sha256(content).hexdigest()}


def write(codes: np.ndarray, scales: np.ndarray, pieces: list[str], models: Path, name: str = ENGLISH) -> dict:
    """
    Writes the model's two files and its entry in registry.json: the weights that fusion gives it stay, and a new one comes first. Other
    entries change only if they share the files.
    """
    folder = models / name
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "model.onnx").write_bytes(graph(codes, scales, name).SerializeToString(deterministic=True))
    (folder / "vocab.txt").write_text("\n".join(pieces) + "\n", "utf-8")
    files = {"model": describe(folder / "model.onnx", models), "vocabulary": describe(folder / "vocab.txt", models)}
    entry = {
        "name": name, "kind": "embedding", "revision": files["model"]["sha256"][:12], "files": files,
        "tokenizer": {"type": "wordpiece", "lowercase": True},
        "inputs": ["input_ids", "attention_mask"], "output": "sentence_embedding", "pooling": "none", "normalize": True,
        "dimensions": int(codes.shape[1]), "maxTokens": 512, "queryPrefix": "", "passagePrefix": "",
        "precision": "int8", "license": "MIT", "builtIn": True,
    }
    path = models / "registry.json"
    registry = json.loads(path.read_text("utf-8")) if path.exists() else {"default": name, "models": []}
    names = [other["name"] for other in registry["models"]]
    place = names.index(name) if name in names else 0
    if name in names and "denseWeights" in registry["models"][place]:
        entry["denseWeights"] = registry["models"][place]["denseWeights"]
    others = [other for other in registry["models"] if other["name"] != name]
    for other in others:
        # The late-interaction reranker reads the same two files.
        if {role: file["path"] for role, file in other["files"].items()} == {role: file["path"] for role, file in files.items()}:
            other.update(files=files, revision=entry["revision"])
    registry["models"] = others[:place] + [entry] + others[place:]
    path.write_text(json.dumps(registry, indent=2) + "\n", "utf-8")
    return entry
