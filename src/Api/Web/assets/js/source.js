// The passage behind a citation, with the quote marked at its offsets.
// Offsets count UTF-16 code units of the extracted text, as JavaScript's strings do.

import * as api from "./api.js";
import { currentCollection } from "./collections.js";
import { byId, element, showNote } from "./dom.js";
import { isWebAddress, link } from "./links.js";
import { pages, placeOf } from "./words.js";

const panel = byId("source");
const title = byId("source-title");
const text = byId("source-text");
const fragmentLengthMax = 300;

let opener = null;
let request = null;
let pinned = false;

export function initSource() {
  byId("source-close").addEventListener("click", closeSource);
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && !panel.hidden && !document.querySelector("dialog[open]")) closeSource();
  });
}

// A pinned passage was asked for by click or key; one that is only looked at by hovering gives way to the next.
export async function showSource(citation, button, pin) {
  if (!pin && pinned) return;
  pinned = pin;
  request?.abort();
  request = new AbortController();
  const { signal } = request;
  if (opener !== button) {
    opener?.setAttribute("aria-pressed", "false");
    opener = button;
  }
  button.setAttribute("aria-pressed", "true");
  panel.hidden = false;
  title.textContent = citation.title || citation.document_id;
  if (pin) title.focus({ preventScroll: true });
  try {
    const found = await api.chunk(currentCollection(), citation.chunk_id, signal);
    if (signal.aborted) return;
    render(found, citation);
  } catch (problem) {
    if (problem.name === "AbortError") return;
    text.replaceChildren(citation.quote ?? citation.text ?? "");
    place(citation, []);
    showNote(byId("source-note"), problem.status === 404 ? "The document has changed or was deleted since this answer." : problem.message);
  }
  panel.scrollIntoView({ block: "nearest" });
}

export function closeSource() {
  request?.abort();
  panel.hidden = true;
  pinned = false;
  if (panel.contains(document.activeElement) || document.activeElement === document.body) opener?.focus();
  opener?.setAttribute("aria-pressed", "false");
  opener = null;
}

export function forgetSource() {
  opener = null;
  closeSource();
}

function render({ chunk, before, after }, citation) {
  const runs = [...before, chunk, ...after].sort((a, b) => a.start - b.start);
  const last = Math.max(...runs.map((run) => run.end));
  const from = citation.quote ? citation.start : chunk.start;
  const to = citation.quote ? citation.end : chunk.start;
  const mark = element("mark", {}, slice(runs, from, to));
  text.replaceChildren(
    element("span", { class: "context" }, slice(runs, runs[0].start, Math.min(chunk.start, from))),
    slice(runs, Math.min(chunk.start, from), from),
    ...(citation.quote ? [mark] : []),
    slice(runs, to, Math.max(chunk.end, to)),
    element("span", { class: "context" }, slice(runs, Math.max(chunk.end, to), last)));
  place({ ...citation, page: citation.page ?? chunk.page, page_last: chunk.page_last }, chunk.heading_path ?? []);
  const differs = citation.quote && mark.textContent !== citation.quote;
  showNote(byId("source-note"), differs ? "The text at this place differs from the quote." : null);
  const target = citation.quote ? mark : text;
  text.scrollTop = citation.quote ? Math.max(0, target.offsetTop - text.offsetTop - text.clientHeight / 3) : 0;
}

// The text from one offset to another. Chunks may overlap, and between two there may be white space that belongs to none.
function slice(runs, from, to) {
  let result = "";
  let at = from;
  for (const run of runs) {
    if (run.end <= at || run.start >= to) continue;
    result += gap(at, run.start);
    at = Math.max(at, run.start);
    const end = Math.min(run.end, to);
    result += run.text.slice(at - run.start, end - run.start);
    at = end;
  }
  return result + gap(at, to);
}

const gap = (from, to) => (to <= from ? "" : to === from + 1 ? " " : "\n\n");

function place(citation, headings) {
  byId("source-place").textContent = [headings.join(" › "), pages(citation.page, citation.page_last) || placeOf(citation)].filter(Boolean).join(" · ");
  const path = api.documentPath(currentCollection(), citation.document_id);
  const links = [
    element("a", { href: `${path}/text${fragment(citation.quote)}`, target: "_blank", rel: "noopener" }, "Extracted text"),
    element("a", { href: `${path}/content`, download: "" }, "Original file"),
  ];
  if (isWebAddress(citation.uri)) links.push(link("Web address", citation.uri));
  byId("source-links").replaceChildren(...links);
}

// A text fragment makes browsers that know it scroll to the quote.
function fragment(quote) {
  if (!quote || quote.length > fragmentLengthMax || quote.includes("\n")) return "";
  return `#:~:text=${encodeURIComponent(quote).replaceAll("-", "%2D")}`;
}
