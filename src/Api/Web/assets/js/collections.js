import * as api from "./api.js";
import { byId, element, showNote } from "./dom.js";

const select = byId("collection");
const dialog = byId("collection-dialog");
const form = byId("collection-form");

let known = [];
let current = "";
let changed = () => {};

export const currentCollection = () => current;

export const knownCollection = (name = current) => known.find((c) => c.name === name);

export const filledCollections = () => known.filter((c) => c.documents > 0).map((c) => c.name);

export function initCollections(first, onChange) {
  current = first;
  changed = onChange;
  select.addEventListener("change", () => choose(select.value));
  byId("new-collection").addEventListener("click", open);
  byId("collection-cancel").addEventListener("click", () => dialog.close());
  form.addEventListener("submit", create);
}

export function choose(name) {
  current = name;
  show();
  changed(name);
}

export async function refreshCollections() {
  known = await api.listCollections();
  show();
}

// The first upload makes the collection that is shown.
export async function ensureCollection(name) {
  if (knownCollection(name)) return;
  try {
    await api.createCollection(name);
  } catch (problem) {
    if (problem.status !== 409) throw problem;
  }
  await refreshCollections();
}

function show() {
  const names = known.map((c) => c.name);
  const all = names.includes(current) ? names : [current, ...names];
  const options = all.map((name) => element("option", { value: name }, names.includes(name) ? name : `${name} (new)`));
  select.replaceChildren(...options);
  select.value = current;
}

function open() {
  form.reset();
  showNote(byId("collection-error"), null);
  dialog.showModal();
}

async function create(event) {
  event.preventDefault();
  const name = byId("collection-name").value.trim();
  try {
    await api.createCollection(name, byId("collection-description").value.trim(), byId("collection-language").value);
    await refreshCollections();
    dialog.close();
    choose(name);
  } catch (problem) {
    showNote(byId("collection-error"), problem.message);
  }
}
