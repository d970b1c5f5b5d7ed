// nDCG@10 of an ONNX embedding model on BEIR-style folders, through ONNX Runtime itself.
// usage: node evaluate.mjs MODEL.onnx VOCAB.txt FOLDER [SPLIT]      (needs the npm package onnxruntime-node beside it)
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { basicTokens, encode, readVocabulary } from "./wordpiece.mjs";

const require = createRequire(process.env.ORT_FROM ? `${process.env.ORT_FROM}/x.js` : import.meta.url);
const ort = require("onnxruntime-node");
const [modelPath, vocabularyPath, folder, split = "test"] = process.argv.slice(2);
const MAX_TOKENS = 512;
const vocabulary = readVocabulary(vocabularyPath);
const session = await ort.InferenceSession.create(modelPath, { intraOpNumThreads: 1 });

async function embed(ids) {
  const wide = BigInt64Array.from(ids, BigInt);
  const feeds = { input_ids: new ort.Tensor("int64", wide, [1, ids.length]) };
  feeds.attention_mask = new ort.Tensor("int64", new BigInt64Array(ids.length).fill(1n), [1, ids.length]);
  if (session.inputNames.includes("token_type_ids"))
    feeds.token_type_ids = new ort.Tensor("int64", new BigInt64Array(ids.length), [1, ids.length]);
  return (await session.run(feeds)).sentence_embedding.data;
}

const dot = (a, b) => { let sum = 0; for (let i = 0; i < a.length; i++) sum += a[i] * b[i]; return sum; };
const lines = (path) => readFileSync(path, "utf8").split("\n").filter(Boolean);
const ids = (text) => encode(basicTokens(text), vocabulary, MAX_TOKENS);

if (!folder) {
  for (const text of ["", "hello world"]) console.log(JSON.stringify(text), Array.from((await embed(ids(text))).slice(0, 5)));
  process.exit(0);
}

const documents = [];
for (const line of lines(`${folder}/corpus.jsonl`)) {
  const record = JSON.parse(line);
  documents.push({ id: record._id, vector: (await embed(ids(`${record.title ?? ""} ${record.text}`))).slice() });
}
const queries = new Map(lines(`${folder}/queries.jsonl`).map((line) => JSON.parse(line)).map((record) => [record._id, record.text]));
const judged = new Map();
for (const line of lines(`${folder}/qrels/${split}.tsv`).slice(1)) {
  const [query, document, score] = line.split("\t");
  if (!judged.has(query)) judged.set(query, new Map());
  judged.get(query).set(document, Number(score));
}
let ndcg = 0, found = 0;
for (const [query, relevant] of judged) {
  const vector = (await embed(ids(queries.get(query)))).slice();
  const ranked = documents.map((document) => ({ id: document.id, score: dot(vector, document.vector) })).sort((a, b) => b.score - a.score);
  const gain = (value, rank) => value / Math.log2(rank + 2);
  const got = ranked.slice(0, 10).reduce((sum, hit, rank) => sum + gain(relevant.get(hit.id) ?? 0, rank), 0);
  const best = [...relevant.values()].sort((a, b) => b - a).slice(0, 10).reduce((sum, value, rank) => sum + gain(value, rank), 0);
  ndcg += got / best;
  found += ranked.slice(0, 100).filter((hit) => relevant.has(hit.id)).length / relevant.size;
}
console.log(JSON.stringify({ folder, split, queries: judged.size, ndcg10: +(ndcg / judged.size).toFixed(4), recall100: +(found / judged.size).toFixed(4) }));
