// Shows an answer: sentences with their citations, sources, passages, and the state in which there is none.

import { clicked, rated } from "./api.js";
import { byId, element, showNote } from "./dom.js";
import { isFollowed, link } from "./links.js";
import { forgetSource, showSource } from "./source.js";
import { abstention, answeredBy, cached, copyWords, count, degradation, dropped, milliseconds, pages, placeOf, sourcesOf, stopped, thanks, unanswered } from "./words.js";

const hoverMs = 180;
const answer = byId("answer");

let citations = new Map();
let sentences = [];
let feedbackId = null;
// Of an answer in an experiment, which counts what was opened too.
let exposureId = null;
let shown = null;

export function beginAnswer(question) {
  citations = new Map();
  sentences = [];
  feedbackId = null;
  exposureId = null;
  shown = null;
  forgetSource();
  byId("answer-actions").hidden = true;
  byId("result").hidden = false;
  byId("asked").textContent = question;
  byId("facts").textContent = "";
  byId("sources-part").hidden = true;
  byId("passages-part").hidden = true;
  byId("flags").hidden = true;
  byId("dropped-part").hidden = true;
  answer.replaceChildren();
  answer.setAttribute("aria-busy", "true");
}

export function endAnswer() {
  answer.setAttribute("aria-busy", "false");
}

export function addCitation(citation) {
  citations.set(citation.id, citation);
}

export function addSentence(sentence) {
  sentences.push(sentence);
  answer.append(sentenceNode(sentence), " ");
}

export function showError(message) {
  const note = element("p", { class: "note bad", role: "alert" });
  showNote(note, message);
  answer.append(note);
}

// What came before the reader stopped it, in the form of a whole answer.
export const stoppedAnswer = () => ({
  stopped: true,
  answer: sentences.map((sentence) => sentence.text).join("\n"),
  sentences,
  citations: [...citations.values()],
  passages: [],
  degraded: [],
});

export function showPassages(passages, abstained = false) {
  const cited = new Set([...citations.values()].map((c) => c.chunk_id));
  const others = passages.filter((passage) => !cited.has(passage.chunk_id));
  byId("passages-part").hidden = others.length === 0;
  byId("passages-title").textContent = abstained ? `Closest passages (${others.length})` : `Other passages found (${others.length})`;
  byId("passages").replaceChildren(...others.map((passage) => element("li", {}, passageButton(passage))));
}

export function showFlags(codes, abstained = false) {
  const list = byId("flags");
  list.hidden = codes.length === 0;
  list.replaceChildren(...codes.map((code) => element("li", {}, degradation(code, abstained))));
}

// What a model wrote is text like that of documents: it goes in as text nodes.
function showDropped(final) {
  const list = final.dropped ?? [];
  byId("dropped-part").hidden = list.length === 0;
  byId("dropped-title").textContent = dropped.title(final.dropped_sentences ?? 0);
  byId("dropped-note").textContent = dropped.note;
  byId("dropped").replaceChildren(...list.map((one) => element("li", {}, `“${one.text}” `, element("em", {}, dropped.reason(one.reason)))));
}

export function completeAnswer(final) {
  feedbackId = final.feedback_id ?? null;
  exposureId = final.experiment?.feedback_id ?? null;
  final.citations.forEach(addCitation);
  const drawn = [...answer.querySelectorAll(".sentence")].map((node) => node.dataset.text).join("\n");
  // A focused citation would be lost by drawing the same sentences again.
  if (drawn !== final.sentences.map((s) => s.text).join("\n")) {
    answer.replaceChildren(...final.sentences.flatMap((s) => [sentenceNode(s), " "]));
  }
  if (final.unanswered?.length > 0) answer.append(element("p", { class: "note" }, unanswered(final.unanswered)));
  if (final.abstained) answer.replaceChildren(abstentionNode(final.abstention));
  showSources(final.abstained ? [] : final.citations);
  // What was stopped has the passages that are shown.
  if (!final.stopped) showPassages(final.passages, final.abstained);
  const missing = final.shards_answered < final.shards_asked ? ["shards_missing"] : [];
  showFlags([...new Set([...final.degraded, ...missing])], final.abstained);
  showDropped(final);
  byId("facts").textContent = facts(final);
  showActions(final);
}

export function initAnswer() {
  byId("copy").addEventListener("click", copy);
  for (const rating of ["good", "bad"]) byId(rating).addEventListener("click", () => rate(rating));
}

// The turns before, newest first, each with its citations.
export function showThread(turns) {
  byId("thread-part").hidden = turns.length === 0;
  byId("thread").replaceChildren(...turns.toReversed().map(turnNode));
}

function turnNode({ question, final }) {
  const known = new Map(final.citations.map((citation) => [citation.id, citation]));
  return element("li", { class: "turn" },
    element("h3", {}, question),
    element("div", { class: "answer" },
      ...(final.abstained
        ? [element("p", { class: "hint", ...spoken(final.abstention) }, `${abstention(final.abstention?.language)}. ${final.abstention?.reason ?? ""}`)]
        : final.sentences.flatMap((sentence) => [sentenceNode(sentence, known), " "])),
      final.stopped ? element("p", { class: "hint" }, stopped) : null));
}

function showActions(final) {
  shown = final;
  byId("answer-actions").hidden = false;
  byId("copy").hidden = final.abstained || !final.answer || !navigator.clipboard;
  byId("copy").textContent = copyWords.copy;
  byId("rating").hidden = !feedbackId;
  byId("rating-state").textContent = "";
}

async function copy() {
  await navigator.clipboard.writeText(`${shown.answer}\n\n${sourcesOf(shown.citations)}`);
  byId("copy").textContent = copyWords.copied;
}

async function rate(rating) {
  try {
    await rated(feedbackId, rating);
    byId("rating-state").textContent = thanks;
  } catch (problem) {
    byId("rating-state").textContent = problem.message;
  }
}

function facts(final) {
  if (final.stopped) return stopped;
  return [
    final.abstained ? null : answeredBy(final.answered_by),
    count(final.passages.length, "passage"),
    milliseconds(final.took_ms),
    final.cached ? cached(final.cached, final.answered_query) : null,
    // An answer that was kept before there was a list of them has their number alone.
    final.dropped_sentences > 0 && !final.dropped?.length ? dropped.title(final.dropped_sentences) : null,
  ].filter(Boolean).join(" · ");
}

// A class of its own for each kind: "row" is the page's word for things beside each other.
function sentenceNode(sentence, known = citations) {
  const isBlock = ["code", "list", "row"].includes(sentence.kind);
  return element(isBlock ? "div" : "span", { class: `sentence ${sentence.kind === "row" ? "cells" : sentence.kind ?? "text"}`, data: { text: sentence.text } },
    ...body(sentence),
    sentence.unsupported ? element("em", { class: "unsupported", title: "No source supports this sentence." }, " [unsupported]") : null,
    ...sentence.citations.map((id) => citeButton(known.get(id) ?? { id, title: "", document_id: "" })));
}

function body({ kind, text, links }) {
  if (kind === "code") return [element("pre", { tabindex: "0" }, element("code", {}, text))];
  // The columns of a row stand below each other: "name: value" on a line.
  const lines = kind === "row" ? (piece) => piece.split("; ").join("\n") : (piece) => piece;
  const nodes = [];
  let at = 0;
  for (const { start, end, url } of (links ?? []).filter((one) => isFollowed(one.url))) {
    nodes.push(lines(text.slice(at, start)), link(text.slice(start, end), url));
    at = end;
  }
  return [...nodes, lines(text.slice(at))];
}

function citeButton(citation) {
  const where = [citation.title || citation.document_id, placeOf(citation)].filter(Boolean).join(", ");
  const button = element("button", { type: "button", class: "cite", title: where, "aria-label": `Source ${citation.id}: ${where}`, "aria-pressed": "false" }, citation.id);
  return opens(button, citation, true);
}

function abstentionNode(reason) {
  return element("div", { class: "abstained", id: "abstention", data: { code: reason?.code }, ...spoken(reason) },
    element("strong", {}, abstention(reason?.language)),
    element("p", {}, reason?.reason ?? ""));
}

// A screen reader reads the sentence in its language; Arabic runs from the right.
const spoken = (reason) => ({ lang: reason?.language ?? "en", dir: "auto" });

function showSources(list) {
  byId("sources-part").hidden = list.length === 0;
  byId("sources").replaceChildren(...list.map((citation) => element("li", {},
    opens(element("button", { type: "button", class: "hit", "aria-pressed": "false" },
      element("span", { class: "head" }, element("span", { class: "number" }, `${citation.id}.`), element("span", {}, citation.title || citation.document_id)),
      element("span", { class: "text" }, `“${citation.quote}”`),
      element("span", { class: "scores" }, [placeOf(citation), `score ${citation.score.toFixed(3)}`].filter(Boolean).join(" · "))), citation, false))));
}

function passageButton(passage) {
  const scores = Object.entries(passage.scores ?? {}).map(([name, value]) => `${name} ${value.toFixed(3)}`);
  const place = [(passage.heading_path ?? []).join(" › "), pages(passage.page, passage.page_last)].filter(Boolean);
  return opens(element("button", { type: "button", class: "hit", "aria-pressed": "false" },
    element("span", { class: "head" }, element("span", {}, passage.title || passage.document_id)),
    element("span", { class: "scores" }, place.join(" · ")),
    element("span", { class: "text" }, passage.text),
    element("span", { class: "scores" }, [`score ${passage.score.toFixed(3)}`, ...scores].join(" · "))), passage, false);
}

function opens(button, citation, onHover) {
  button.addEventListener("click", () => {
    showSource(citation, button, true);
    // Whether it is counted is no matter of the reader's.
    if (exposureId) clicked(exposureId, citation.id ?? citation.chunk_id).catch((problem) => console.warn(problem.message));
  });
  if (!onHover) return button;
  let timer = 0;
  button.addEventListener("pointerenter", (event) => {
    if (event.pointerType === "mouse") timer = setTimeout(() => showSource(citation, button, false), hoverMs);
  });
  button.addEventListener("pointerleave", () => clearTimeout(timer));
  return button;
}
