import * as api from "./api.js";
import { currentCollection, filledCollections, knownCollection, refreshCollections } from "./collections.js";
import { byId, element, showNote } from "./dom.js";
import { showModel } from "./models.js";
import { bytes, count, documentStates, filled } from "./words.js";

const pageSize = 50;
const list = byId("documents");
const more = byId("documents-more");
const error = byId("documents-error");
const dialog = byId("delete-dialog");

let last = null;
let shown = 0;
let turn = 0;
let changed = () => {};

export function initDocuments(onChange) {
  changed = onChange;
  more.addEventListener("click", () => load(true));
}

// Shows the collection anew, as many documents as were shown before.
export async function refreshDocuments() {
  await load(false);
}

async function load(next) {
  const mine = ++turn;
  const collection = currentCollection();
  try {
    await refreshCollections();
    const page = knownCollection(collection)
      ? await api.listDocuments(collection, next ? last : null, next ? pageSize : Math.max(pageSize, Math.min(shown, 1000)))
      : { data: [] };
    // A newer request, or another collection, overtook this one.
    if (mine !== turn) return;
    const rows = page.data.map(row);
    if (next) list.append(...rows);
    else list.replaceChildren(...rows);
    shown = list.childElementCount;
    last = page.last_id;
    more.hidden = !page.has_more;
    summarise(collection);
    showNote(error, null);
  } catch (problem) {
    if (mine === turn) showNote(error, problem.message);
  }
}

export function forgetDocuments() {
  turn++;
  shown = 0;
  last = null;
  list.replaceChildren();
}

function summarise(collection) {
  showModel();
  const totals = knownCollection(collection);
  const empty = !totals || totals.documents === 0;
  byId("first-steps").hidden = !empty;
  showFilled(filledCollections());
  byId("documents-summary").textContent = empty
    ? "None yet."
    : [
        count(totals.documents, "document"),
        count(totals.chunks, "chunk"),
        bytes(totals.bytes),
        totals.pending > 0 ? `${totals.pending} being indexed` : null,
        totals.failed > 0 ? `${totals.failed} failed` : null,
      ].filter(Boolean).join(" · ");
}

// Where there is something to ask, for whoever opened a collection that is empty.
function showFilled(names) {
  const others = byId("filled");
  others.hidden = names.length === 0;
  others.replaceChildren(filled, ...names.flatMap((name, i) => [i > 0 ? ", " : " ", element("a", { href: `#c=${encodeURIComponent(name)}` }, name)]));
}

function row(document) {
  const collection = currentCollection();
  const name = document.title || document.name || document.id;
  const path = api.documentPath(collection, document.id);
  const facts = [document.name === name ? null : document.name, document.chunks > 0 ? count(document.chunks, "chunk") : null, bytes(document.bytes)];
  return element("li", { data: { document: document.id } },
    element("span", { class: "name" },
      document.status === "indexed"
        ? element("a", { href: `${path}/text`, target: "_blank", rel: "noopener", title: "The extracted text" }, name)
        : name),
    element("span", { class: "hint" },
      element("span", { class: "state", data: { state: document.status } }, documentStates[document.status] ?? document.status),
      ` · ${facts.filter(Boolean).join(" · ")}`),
    document.error ? element("span", { class: "reason" }, document.error.message) : null,
    element("span", { class: "actions" },
      document.status === "failed"
        ? element("button", { type: "button", class: "small", "aria-label": `Index ${name} again`, onclick: (e) => act(e, () => api.retryDocument(collection, document.id)) }, "Retry")
        : null,
      element("button", { type: "button", class: "small", "aria-label": `Delete ${name}`, onclick: (e) => remove(e, collection, document.id, name) }, "Delete")));
}

function remove(event, collection, id, name) {
  const button = event.currentTarget;
  byId("delete-name").textContent = name;
  dialog.returnValue = "";
  dialog.addEventListener("close", () => {
    if (dialog.returnValue === "delete") act({ currentTarget: button }, () => api.deleteDocument(collection, id));
  }, { once: true });
  dialog.showModal();
}

async function act(event, action) {
  event.currentTarget.disabled = true;
  const button = event.currentTarget;
  try {
    await action();
    changed();
    await refreshDocuments();
    if (!button.isConnected) byId("add-files").focus();
  } catch (problem) {
    button.disabled = false;
    showNote(error, problem.message);
  }
}
