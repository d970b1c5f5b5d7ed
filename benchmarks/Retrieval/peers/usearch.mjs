// usearch on the benchmark's data: usearch.mjs FILE ROWS QUERIES DIMENSIONS KIND M EXPANSION_ADD EXPANSION...
// KIND is "f32" or "i8"; with i8 the first 20 are ordered again by their floats, as a user would. FILE holds rows, queries (float32) and the
// ten true neighbours of each query (int32). Prints CSV as the benchmark does: progress,ROWS, build,SECONDS,BYTES and search,EXPANSION,RECALL,CPU,P50,P99.
import fs from 'node:fs';
import { Index, MetricKind, ScalarKind } from 'usearch';

const neighbours = 10;
const rounds = 3;
const candidates = 20;
const progressRows = 10_000;
const [path, rows, queries, dimensions, kind, connectivity, expansionAdd, ...expansions] =
  process.argv.slice(2).map((argument, i) => (i === 0 || i === 4 ? argument : Number(argument)));

function read(count, bytes, Type) {
  const values = new Type(count);
  const target = Buffer.from(values.buffer);
  for (let done = 0; done < target.length; ) {
    const step = fs.readSync(file, target, done, Math.min(1 << 28, target.length - done), position + done);
    if (step === 0) throw new Error('the file is too short');
    done += step;
  }
  position += target.length;
  return values;
}

let position = 0;
const file = fs.openSync(path, 'r');
const base = read(rows * dimensions, 4, Float32Array);
const asked = read(queries * dimensions, 4, Float32Array);
const truth = read(queries * neighbours, 4, Int32Array);
const cpu = () => { const { user, system } = process.cpuUsage(); return user + system; };

function make(expansionSearch) {
  return new Index({
    metric: MetricKind.IP, quantization: kind === 'i8' ? ScalarKind.I8 : ScalarKind.F32, dimensions, connectivity,
    expansion_add: expansionAdd, expansion_search: expansionSearch, multi: false,
  });
}

const saved = `${path}.${process.pid}.usearch`;
const built = make(expansions[0]);
const keys = BigUint64Array.from({ length: rows }, (_, i) => BigInt(i));
let began = cpu();
for (let start = 0; start < rows; start += progressRows) {
  const end = Math.min(rows, start + progressRows);
  built.add(keys.subarray(start, end), base.subarray(start * dimensions, end * dimensions), 1);
  console.log(`progress,${end}`);
}
const seconds = (cpu() - began) / 1e6;
built.save(saved);
console.log(`build,${seconds.toFixed(2)},${(fs.statSync(saved).size / rows).toFixed(1)}`);

function dot(query, row) {
  let sum = 0;
  for (let i = 0; i < dimensions; i++) sum += asked[query * dimensions + i] * base[row * dimensions + i];
  return sum;
}

function search(index, query) {
  const found = index.search(asked.subarray(query * dimensions, (query + 1) * dimensions), kind === 'i8' ? candidates : neighbours, 1);
  const ids = Array.from(found.keys, Number);
  if (kind !== 'i8') return ids;
  return ids.map(row => [dot(query, row), row]).sort((a, b) => b[0] - a[0]).slice(0, neighbours).map(pair => pair[1]);
}

for (const expansion of expansions) {
  const index = make(expansion);
  index.load(saved);
  let best = Infinity;
  let hits = 0;
  const times = new Array(queries);
  for (let round = 0; round < rounds; round++) {
    hits = 0;
    began = cpu();
    for (let query = 0; query < queries; query++) {
      const start = process.hrtime.bigint();
      const ids = search(index, query);
      times[query] = Number(process.hrtime.bigint() - start) / 1e3;
      const wanted = truth.subarray(query * neighbours, (query + 1) * neighbours);
      for (const id of ids) hits += wanted.includes(id) ? 1 : 0;
    }
    best = Math.min(best, (cpu() - began) / queries);
  }
  times.sort((a, b) => a - b);
  console.log(`search,${expansion},${(hits / (queries * neighbours)).toFixed(4)},${best.toFixed(2)},${times[queries >> 1].toFixed(2)},${times[Math.floor(queries * 0.99)].toFixed(2)}`);
}
fs.rmSync(saved);
