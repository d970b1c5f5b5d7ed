// The collection's embedding model: shown, changed while the collection answers, and the change followed and cancelled.

import * as api from "./api.js";
import { currentCollection, knownCollection, refreshCollections } from "./collections.js";
import { byId, element, showNote } from "./dom.js";
import { modelSteps, modelWords } from "./words.js";

const pollMs = 1_000;
const dialog = byId("model-dialog");
const select = byId("model-select");

// The job that is being followed; only one of the collection that is shown.
let following = null;

export function initModels() {
  byId("model-change").addEventListener("click", open);
  byId("model-dialog-cancel").addEventListener("click", () => dialog.close());
  byId("model-form").addEventListener("submit", begin);
  byId("model-cancel").addEventListener("click", cancel);
}

export function showModel() {
  const collection = knownCollection();
  byId("model-part").hidden = !collection;
  if (!collection) return;
  byId("model-name").textContent = modelWords.current(collection.model);
  const change = collection.model_change;
  byId("model-change").hidden = Boolean(change);
  byId("model-progress").hidden = !change;
  if (!change) following = null;
  else if (following !== change.job_id) follow(change.job_id);
}

async function open() {
  showNote(byId("model-dialog-error"), null);
  const current = knownCollection()?.model;
  try {
    const models = (await api.listModels()).filter((m) => m.kind === "embedding" && m.available && m.name !== current);
    select.replaceChildren(...models.map((m) => element("option", { value: m.name }, modelWords.choice(m))));
    byId("model-begin").disabled = models.length === 0;
    if (models.length === 0) showNote(byId("model-dialog-error"), modelWords.none);
  } catch (problem) {
    showNote(byId("model-dialog-error"), problem.message);
  }
  dialog.showModal();
}

async function begin(event) {
  event.preventDefault();
  try {
    await api.changeModel(currentCollection(), select.value);
    dialog.close();
    await refresh();
    byId(byId("model-change").hidden ? "model-cancel" : "model-change").focus();
  } catch (problem) {
    showNote(byId("model-dialog-error"), problem.message);
  }
}

async function cancel() {
  try {
    show(await api.cancelJob(following));
  } catch (problem) {
    showNote(byId("model-error"), problem.message);
  }
}

async function follow(id) {
  following = id;
  showNote(byId("model-error"), null);
  while (following === id) {
    try {
      const job = await api.job(id);
      if (following !== id) return;
      show(job);
      if (job.status !== "running") break;
    } catch (problem) {
      // The server may be restarting, and the change goes on with it.
      if (problem.status !== 0 && problem.status < 500) return showNote(byId("model-error"), problem.message);
    }
    await new Promise((resolve) => setTimeout(resolve, pollMs));
  }
  if (following === id) await refresh();
}

function show(job) {
  const change = job.model_change;
  const bar = byId("model-bar");
  bar.max = Math.max(1, change.chunks_total);
  bar.value = Math.min(change.chunks_done, bar.max);
  // Before the new model answers it can be taken back; after that another change is the way.
  byId("model-cancel").hidden = job.status !== "running" || !["embedding", "loading"].includes(change.step);
  const text = job.status === "cancelled" ? modelWords.cancelled(change) : modelSteps[change.step](change);
  const state = byId("model-state");
  if (state.textContent !== text) state.textContent = text;
  if (change.switched_at) byId("model-name").textContent = modelWords.current(change.model);
}

async function refresh() {
  try {
    await refreshCollections();
    showModel();
  } catch (problem) {
    showNote(byId("model-error"), problem.message);
  }
}
