// The direct loop: fixed batches of token ids through onnxruntime-node, nothing else counted. Answers each line on standard input
// ({"ids": [[...], ...], "batch": n, "sorted": bool}) with {"texts", "wall", "cpu"} in seconds; {"vectors": [[...], ...]} with the
// mean-pooled unit vectors of one text at a time. Usage: node loop.mjs MODEL THREADS
import { createInterface } from "node:readline";
import ort from "onnxruntime-node";

const [model, threads] = process.argv.slice(2);
const session = await ort.InferenceSession.create(model, {
  intraOpNumThreads: Number(threads), interOpNumThreads: 1, executionMode: "sequential", graphOptimizationLevel: "all",
  // As ours: threads that spin between runs would count as work.
  extra: { session: { intra_op: { allow_spinning: "0" } } },
});

const feeds = (rows) => {
  const length = Math.max(...rows.map((row) => row.length));
  const ids = new BigInt64Array(rows.length * length);
  const mask = new BigInt64Array(rows.length * length);
  rows.forEach((row, at) => row.forEach((id, i) => {
    ids[at * length + i] = BigInt(id);
    mask[at * length + i] = 1n;
  }));
  const shape = [rows.length, length];
  const all = { input_ids: ids, attention_mask: mask, token_type_ids: new BigInt64Array(ids.length) };
  return Object.fromEntries(session.inputNames.map((name) => [name, new ort.Tensor("int64", all[name], shape)]));
};

const pooled = (values, length, width) => {
  const vector = new Float64Array(width);
  for (let token = 0; token < length; token++)
    for (let i = 0; i < width; i++) vector[i] += values[token * width + i];
  const norm = Math.hypot(...vector);
  return Array.from(vector, (x) => x / norm);
};

for await (const line of createInterface({ input: process.stdin })) {
  const job = JSON.parse(line);
  if (job.vectors) {
    const vectors = [];
    for (const row of job.vectors) {
      const output = (await session.run(feeds([row]))).last_hidden_state;
      vectors.push(pooled(output.data, row.length, output.dims[2]));
    }
    console.log(JSON.stringify({ vectors }));
    continue;
  }
  const rows = job.sorted ? [...job.ids].sort((a, b) => b.length - a.length) : job.ids;
  // Laid out before the clock starts: the loop is given its inputs for nothing.
  const batches = [];
  for (let i = 0; i < rows.length; i += job.batch) batches.push(feeds(rows.slice(i, i + job.batch)));
  const cpu = process.cpuUsage();
  const began = performance.now();
  for (const batch of batches) await session.run(batch);
  const wall = (performance.now() - began) / 1000;
  const used = process.cpuUsage(cpu);
  console.log(JSON.stringify({ texts: rows.length, wall, cpu: (used.user + used.system) / 1e6 }));
}
