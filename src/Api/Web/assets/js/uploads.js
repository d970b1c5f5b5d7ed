// Sends files in batches and follows the jobs that come back. One batch and one job are under way at a time:
// a browser opens six connections to a server, and the question must always find a free one.

import * as api from "./api.js";
import { ensureCollection } from "./collections.js";
import { byId, element } from "./dom.js";
import { count, uploadStates } from "./words.js";

const batchFiles = 50;
const batchBytes = 16 * 1024 * 1024;
const pollAfterMs = 1000;
const pollsMax = 600;
const finished = new Set(["indexed", "unchanged", "failed", "superseded"]);

const panel = byId("uploads");
const list = byId("uploads-list");

let rows = [];
let waiting = [];
let jobs = [];
let sending = false;
let following = false;
let changed = () => {};

export function initUploads(onChange) {
  changed = onChange;
  byId("uploads-clear").addEventListener("click", clear);
}

export function addFiles(collection, files) {
  const added = files.map(({ file, name }) => newRow(collection, file, name));
  rows.push(...added);
  waiting.push(...added);
  list.append(...added.map((row) => row.node));
  panel.hidden = false;
  summarise();
  send();
}

function newRow(collection, file, name) {
  const state = element("span", { class: "state" });
  const reason = element("span", { class: "reason", hidden: "" });
  const node = element("li", {}, element("span", { class: "name" }, name), state, reason);
  const row = { collection, file, name, node, state: "waiting", stateNode: state, reasonNode: reason };
  mark(row, "waiting");
  return row;
}

function mark(row, state, reason) {
  row.state = state;
  row.stateNode.textContent = uploadStates[state] ?? state;
  row.stateNode.dataset.state = state;
  row.reasonNode.textContent = reason ?? "";
  row.reasonNode.hidden = !reason;
}

async function send() {
  if (sending) return;
  sending = true;
  while (waiting.length > 0) {
    const batch = nextBatch();
    batch.forEach((row) => mark(row, "sending"));
    try {
      await ensureCollection(batch[0].collection);
      const job = await api.upload(batch[0].collection, batch);
      apply(job, batch);
      jobs.push({ job, batch });
      follow();
    } catch (problem) {
      batch.forEach((row) => mark(row, "failed", problem.message));
    }
    summarise();
  }
  sending = false;
  summarise();
}

// One collection, and no name twice: a name sent twice in one request would be two versions of one document.
function nextBatch() {
  const batch = [];
  const names = new Set();
  let size = 0;
  while (waiting.length > 0 && batch.length < batchFiles) {
    const row = waiting[0];
    const fits = size + row.file.size <= batchBytes && !names.has(row.name) && row.collection === batch[0]?.collection;
    if (batch.length > 0 && !fits) break;
    batch.push(waiting.shift());
    names.add(row.name);
    size += row.file.size;
  }
  return batch;
}

async function follow() {
  if (following) return;
  following = true;
  while (jobs.length > 0) {
    const { job, batch } = jobs.shift();
    try {
      await watch(job, batch);
    } catch (problem) {
      batch.filter((row) => !finished.has(row.state)).forEach((row) => mark(row, "failed", problem.message));
    }
    summarise();
    changed();
  }
  following = false;
}

async function watch(job, batch) {
  try {
    for await (const event of await api.jobEvents(job.id)) {
      apply(event.data, batch);
      if (event.name === "done") return;
    }
  } catch (problem) {
    if (problem.status === 404) throw problem;
  }
  await poll(job, batch);
}

// The stream broke: the server may be restarting, and the job goes on with it.
async function poll(job, batch) {
  for (let i = 0; i < pollsMax && batch.some((row) => !finished.has(row.state)); i++) {
    await new Promise((resolve) => setTimeout(resolve, pollAfterMs));
    try {
      apply(await api.job(job.id), batch);
    } catch (problem) {
      if (problem.status !== 0 && problem.status < 500) throw problem;
    }
  }
}

function apply(job, batch) {
  const byName = new Map(batch.map((row) => [row.name.replace(/^\.\//, ""), row]));
  for (const document of job.documents) {
    const row = byName.get(document.name);
    if (row) mark(row, document.status, document.error?.message);
  }
  summarise();
}

function summarise() {
  const ended = rows.filter((row) => finished.has(row.state)).length;
  const of = (state) => rows.filter((row) => row.state === state).length;
  const busy = ended < rows.length;
  const bar = byId("uploads-bar");
  bar.max = Math.max(1, rows.length);
  bar.value = ended;
  byId("uploads-clear").hidden = busy;
  byId("uploads-summary").textContent = [
    `${ended} of ${count(rows.length, "file")}`,
    of("indexed") > 0 ? `${of("indexed")} indexed` : null,
    of("unchanged") > 0 ? `${of("unchanged")} unchanged` : null,
    of("failed") > 0 ? `${of("failed")} failed` : null,
  ].filter(Boolean).join(" · ");
}

function clear() {
  rows = [];
  list.replaceChildren();
  panel.hidden = true;
  byId("add-files").focus();
}
