// Writes tests/Inference.Tests/Samples: two small ONNX graphs over a small vocabulary. Every token vector depends on the
// whole text through the masked mean, so that a mistake in padding or mask shows. Run: node tools/make-test-models.mjs
import { mkdirSync, writeFileSync } from "node:fs";

const folder = new URL("../tests/Inference.Tests/Samples/", import.meta.url);
mkdirSync(folder, { recursive: true });
const letters = [..."abcdefghijklmnopqrstuvwxyz"];
const vocabulary = [
  "[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]",
  ...letters, ...letters.map((c) => "##" + c), ..."0123456789", ...[..."0123456789"].map((c) => "##" + c), ..."!\"#$%&'()*+,-./:;<=>?@[]^_`{|}~",
  "the", "cat", "cats", "sat", "on", "mat", "##s", "##ing", "search", "query", "passage", "dog", "house", "中", "文", "σ", "##σ", "##ς", "ο", "##ο", "é",
].filter((token, index, all) => all.indexOf(token) === index);
writeFileSync(new URL("vocab.txt", folder), vocabulary.join("\n") + "\n");

// Protocol buffers (protobuf.dev, "Encoding"): a field is its number and wire type, then a varint or a length and bytes.
const varint = (n) => {
  const bytes = [];
  let v = BigInt(n);
  do {
    const low = Number(v & 127n);
    v >>= 7n;
    bytes.push(v > 0n ? low | 128 : low);
  } while (v > 0n);
  return Buffer.from(bytes);
};
const int = (field, value) => Buffer.concat([varint(field << 3), varint(value)]);
const bytes = (field, value) => {
  const content = Buffer.isBuffer(value) ? value : Buffer.from(value, "utf8");
  return Buffer.concat([varint((field << 3) | 2), varint(content.length), content]);
};
const message = (field, ...parts) => bytes(field, Buffer.concat(parts));

// onnx.proto: NodeProto, TensorProto, ValueInfoProto, GraphProto, ModelProto.
const node = (type, inputs, outputs, attributes = {}) =>
  message(1, ...inputs.map((i) => bytes(1, i)), ...outputs.map((o) => bytes(2, o)), bytes(4, type),
    ...Object.entries(attributes).map(([name, value]) => message(5, bytes(1, name), int(3, value), int(20, 2))));
const tensor = (name, type, dims, raw) => message(5, ...dims.map((d) => int(1, d)), int(2, type), bytes(8, name), bytes(9, raw));
const value = (field, name, type, dims) =>
  message(field, bytes(1, name), message(2, message(1, int(1, type),
    message(2, ...dims.map((d) => (typeof d === "number" ? message(1, int(1, d)) : message(1, bytes(2, d))))))));
const FLOAT = 1;
const INT64 = 7;
const dimensions = 8;

let state = 7;
const random = () => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return state / 2 ** 31 - 1;
};
const floats = (count) => Buffer.from(Float32Array.from({ length: count }, random).buffer);
const axis = (name, at) => tensor(name, INT64, [1], Buffer.from(BigInt64Array.from([BigInt(at)]).buffer));
const words = tensor("words", FLOAT, [vocabulary.length, dimensions], floats(vocabulary.length * dimensions));
const types = tensor("types", FLOAT, [2, dimensions], floats(2 * dimensions));

const body = (typed) => [
  node("Gather", ["words", "input_ids"], ["word"]),
  ...(typed ? [node("Gather", ["types", "token_type_ids"], ["type"]), node("Add", ["word", "type"], ["hidden"])] : [node("Identity", ["word"], ["hidden"])]),
  node("Cast", ["attention_mask"], ["mask"], { to: FLOAT }),
  node("Unsqueeze", ["mask", "axis2"], ["weights"]),
  node("Mul", ["hidden", "weights"], ["weighted"]),
  node("ReduceSum", ["weighted", "axis1"], ["sum"], { keepdims: 1 }),
  node("ReduceSum", ["weights", "axis1"], ["count"], { keepdims: 1 }),
  node("Div", ["sum", "count"], ["context"]),
  node("Add", ["hidden", "context"], ["mixed"]),
];
const write = (file, nodes, initializers, inputs, output) => {
  const graph = message(7, ...nodes, bytes(2, "sample"), ...initializers, ...inputs.map((name) => value(11, name, INT64, ["batch", "tokens"])), output);
  writeFileSync(new URL(file, folder), Buffer.concat([int(1, 8), graph, message(8, bytes(1, ""), int(2, 13))]));
};
const axes = [axis("axis1", 1), axis("axis2", 2)];

write("token-vectors.onnx", [...body(true), node("Tanh", ["mixed"], ["last_hidden_state"])], [words, types, ...axes],
  ["input_ids", "attention_mask", "token_type_ids"], value(12, "last_hidden_state", FLOAT, ["batch", "tokens", dimensions]));
write("pooled.onnx", [
  ...body(false), node("Tanh", ["mixed"], ["bent"]), node("Mul", ["bent", "weights"], ["kept"]),
  node("ReduceSum", ["kept", "axis1"], ["total"], { keepdims: 0 }), node("ReduceSum", ["weights", "axis1"], ["length"], { keepdims: 0 }),
  node("Div", ["total", "length"], ["sentence_embedding"]),
], [words, ...axes], ["input_ids", "attention_mask"], value(12, "sentence_embedding", FLOAT, ["batch", dimensions]));
