// Every sentence that the scripts show, in one place. A number and its unit stay on one line: the space between is U+00A0.

const number = new Intl.NumberFormat("en");

export const count = (n, one, many = `${one}s`) => `${number.format(n)}\u00a0${n === 1 ? one : many}`;

export function bytes(n) {
  if (n < 1024) return `${n}\u00a0B`;
  const units = ["KB", "MB", "GB", "TB"];
  let value = n;
  let unit = -1;
  do {
    value /= 1024;
    unit++;
  } while (value >= 1024 && unit < units.length - 1);
  return `${value < 10 ? value.toFixed(1) : Math.round(value)}\u00a0${units[unit]}`;
}

export const milliseconds = (ms) => (ms < 1000 ? `${Math.round(ms)}\u00a0ms` : `${(ms / 1000).toFixed(1)}\u00a0s`);

export const pages = (first, last) =>
  first == null ? "" : last == null || last === first ? `page ${first}` : `pages ${first}–${last}`;

export const documentStates = { received: "indexing", indexed: "indexed", failed: "failed" };

export const uploadStates = {
  waiting: "waiting",
  sending: "sending",
  queued: "queued",
  indexed: "indexed",
  unchanged: "unchanged",
  failed: "failed",
  superseded: "replaced by a newer version",
};

const degradations = {
  dense_unavailable: "Searched by words only: the embedding model is unavailable",
  chat_unavailable: "Quoted from the sources: the chat model is unavailable",
  rerank_unavailable: "Order not refined: the reranker is unavailable",
  shards_missing: "Some parts of the collection did not answer",
};

export const degradation = (code) => degradations[code] ?? `Degraded: ${code.replaceAll("_", " ")}`;

export const answeredBy = (who) => (who === "extractive" ? "Quoted from your documents" : `Written by ${who}`);

export const abstention = "No answer in your documents";

export const lost = "The server did not answer. It may be restarting, or the request was larger than it takes.";
