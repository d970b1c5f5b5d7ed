import * as api from "./api.js";
import * as answer from "./answer.js";
import { currentCollection, knownCollection } from "./collections.js";
import { byId } from "./dom.js";
import { writePlace } from "./place.js";
import { abstention, count } from "./words.js";

const form = byId("ask-form");
const box = byId("question");
const askButton = byId("ask");
const stopButton = byId("stop");
const state = byId("ask-state");

let request = null;

export function initAsk(question) {
  box.value = question;
  box.addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
    event.preventDefault();
    form.requestSubmit();
  });
  form.addEventListener("submit", (event) => {
    event.preventDefault();
    ask(box.value.trim());
  });
  // A browser cannot show what is wrong in a field that is folded away.
  form.addEventListener("invalid", () => (byId("options").open = true), true);
  stopButton.addEventListener("click", () => request?.abort());
}

export function forgetAnswer() {
  request?.abort();
  byId("result").hidden = true;
  answer.beginAnswer("");
  answer.endAnswer();
  byId("result").hidden = true;
}

async function ask(question) {
  if (!question) return;
  request?.abort();
  const mine = new AbortController();
  request = mine;
  const collection = currentCollection();
  writePlace(collection, question);
  answer.beginAnswer(question);
  busy(true);
  state.textContent = "Searching…";
  try {
    const body = { query: question, mode: byId("mode").value, top_k: Number(byId("top-k").value) || undefined };
    let ended = false;
    for await (const event of await api.ask(collection, body, mine.signal)) {
      if (mine.signal.aborted) return;
      ended = handle(event) || ended;
    }
    if (!ended) throw new Error("The answer broke off. Ask again.");
  } catch (problem) {
    if (problem.name === "AbortError" || mine.signal.aborted) state.textContent = "Stopped.";
    else fail(problem, collection);
  } finally {
    if (request === mine) {
      request = null;
      busy(false);
      answer.endAnswer();
    }
  }
}

function handle({ name, data }) {
  switch (name) {
    case "search_results":
      answer.showPassages(data.results);
      answer.showFlags(data.degraded);
      state.textContent = `${count(data.results.length, "passage")} found.`;
      return false;
    case "citation":
      answer.addCitation(data);
      return false;
    case "message":
      answer.addSentence(data);
      return false;
    case "final_answer":
      answer.completeAnswer(data);
      state.textContent = data.abstained ? abstention : `Answered with ${count(data.citations.length, "citation")}.`;
      return true;
    case "error":
      throw new api.Problem(data, data.status);
    default:
      return false;
  }
}

function fail(problem, collection) {
  const missing = problem.status === 404 && !knownCollection(collection);
  answer.showError(missing ? `The collection “${collection}” is empty: add documents first.` : problem.message);
  state.textContent = "";
}

function busy(yes) {
  stopButton.hidden = !yes;
  askButton.disabled = yes;
}
