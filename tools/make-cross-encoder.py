#!/usr/bin/env python3
"""Writes a cross-encoder of the shape of ms-marco-MiniLM-L-6-v2 with random weights: inputs, output and arithmetic are a real one's, its
scores mean nothing. For tests and measurements of speed, batching and equality. Needs Debian's python3-onnx and python3-numpy.

    /usr/bin/python3 tools/make-cross-encoder.py OUT.onnx [--layers 6] [--width 384] [--heads 12] [--vocabulary 30522] [--positions 512]

tests/Inference.Tests/Samples/cross-encoder.onnx is: --layers 1 --width 8 --heads 2 --positions 64 --vocabulary (lines of vocab.txt there)
"""
import argparse
import math

import numpy as np
import onnx
from onnx import TensorProto, helper, numpy_helper

OPSET = 13


class Graph:
    def __init__(self, seed: int):
        self.random = np.random.default_rng(seed)
        self.nodes, self.initializers, self.count = [], [], 0

    def constant(self, array: np.ndarray) -> str:
        self.count += 1
        name = f"c{self.count}"
        self.initializers.append(numpy_helper.from_array(array, name))
        return name

    def weight(self, *shape: int, scale: float = 0.02) -> str:
        return self.constant(self.random.normal(0, scale, shape).astype(np.float32))

    def add(self, kind: str, *inputs: str, output: str = "", **attributes) -> str:
        self.count += 1
        name = output or f"n{self.count}"
        self.nodes.append(helper.make_node(kind, list(inputs), [name], **attributes))
        return name

    def number(self, value: float) -> str:
        return self.constant(np.array(value, np.float32))

    def integers(self, *values: int) -> str:
        return self.constant(np.array(values, np.int64))

    def linear(self, value: str, inputs: int, outputs: int, scale: float) -> str:
        product = self.add("MatMul", value, self.weight(inputs, outputs, scale=scale))
        return self.add("Add", product, self.weight(outputs))

    def normalize(self, value: str, width: int) -> str:
        centred = self.add("Sub", value, self.add("ReduceMean", value, axes=[-1]))
        variance = self.add("ReduceMean", self.add("Pow", centred, self.number(2)), axes=[-1])
        scaled = self.add("Div", centred, self.add("Sqrt", self.add("Add", variance, self.number(1e-12))))
        gain = self.constant(np.ones(width, np.float32))
        return self.add("Add", self.add("Mul", scaled, gain), self.constant(np.zeros(width, np.float32)))

    def gelu(self, value: str) -> str:
        bent = self.add("Erf", self.add("Div", value, self.number(math.sqrt(2))))
        return self.add("Mul", self.add("Mul", value, self.add("Add", bent, self.number(1))), self.number(0.5))

    def heads(self, value: str, heads: int, depth: int, order: list) -> str:
        split = self.add("Reshape", value, self.integers(0, 0, heads, depth))
        return self.add("Transpose", split, perm=order)

    def layer(self, value: str, mask: str, width: int, heads: int) -> str:
        scale, depth = 1 / math.sqrt(width), width // heads
        query = self.heads(self.linear(value, width, width, scale), heads, depth, [0, 2, 1, 3])
        key = self.heads(self.linear(value, width, width, scale), heads, depth, [0, 2, 3, 1])
        content = self.heads(self.linear(value, width, width, scale), heads, depth, [0, 2, 1, 3])
        scores = self.add("Add", self.add("Div", self.add("MatMul", query, key), self.number(math.sqrt(depth))), mask)
        mixed = self.add("MatMul", self.add("Softmax", scores, axis=-1), content)
        joined = self.add("Reshape", self.add("Transpose", mixed, perm=[0, 2, 1, 3]), self.integers(0, 0, width))
        attended = self.normalize(self.add("Add", self.linear(joined, width, width, scale), value), width)
        inner = self.gelu(self.linear(attended, width, 4 * width, scale))
        return self.normalize(self.add("Add", self.linear(inner, 4 * width, width, scale / 2), attended), width)


def build(arguments) -> onnx.ModelProto:
    graph, width = Graph(7), arguments.width
    words = graph.add("Gather", graph.weight(arguments.vocabulary, width, scale=1), "input_ids")
    types = graph.add("Gather", graph.weight(2, width, scale=1), "token_type_ids")
    length = graph.add("Slice", graph.add("Shape", "input_ids"), graph.integers(1), graph.integers(2), graph.integers(0))
    table = graph.weight(arguments.positions, width, scale=1)
    places = graph.add("Slice", table, graph.integers(0), length, graph.integers(0))
    value = graph.normalize(graph.add("Add", graph.add("Add", words, types), places), width)
    kept = graph.add("Unsqueeze", graph.add("Cast", "attention_mask", to=TensorProto.FLOAT), graph.integers(1, 2))
    mask = graph.add("Mul", graph.add("Sub", graph.number(1), kept), graph.number(-10000))
    for _ in range(arguments.layers):
        value = graph.layer(value, mask, width, arguments.heads)
    first = graph.add("Gather", value, graph.constant(np.array(0, np.int64)), axis=1)
    pooled = graph.add("Tanh", graph.linear(first, width, width, 1 / math.sqrt(width)))
    score = graph.add("MatMul", pooled, graph.weight(width, 1, scale=1))
    graph.add("Add", score, graph.weight(1), output="logits")
    inputs = [helper.make_tensor_value_info(name, TensorProto.INT64, ["batch", "tokens"]) for name in ("input_ids", "attention_mask", "token_type_ids")]
    output = helper.make_tensor_value_info("logits", TensorProto.FLOAT, ["batch", 1])
    made = helper.make_graph(graph.nodes, "cross-encoder", inputs, [output], graph.initializers)
    model = helper.make_model(made, opset_imports=[helper.make_opsetid("", OPSET)])
    model.ir_version = 8
    onnx.checker.check_model(model)
    return model


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("out")
    for name, value in (("layers", 6), ("width", 384), ("heads", 12), ("vocabulary", 30522), ("positions", 512)):
        parser.add_argument(f"--{name}", type=int, default=value)
    arguments = parser.parse_args()
    onnx.save(build(arguments), arguments.out)


if __name__ == "__main__":
    main()
