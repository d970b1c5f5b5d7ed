import * as api from "./api.js";
import * as answer from "./answer.js";
import { currentCollection, knownCollection } from "./collections.js";
import { byId } from "./dom.js";
import { writePlace } from "./place.js";
import * as thread from "./thread.js";
import { abstention, count, stopped as stoppedWord } from "./words.js";

const form = byId("ask-form");
const box = byId("question");
const askButton = byId("ask");
const stopButton = byId("stop");
const state = byId("ask-state");

let request = null;
// The one that its reader stopped, to keep what came of it.
let stoppedRequest = null;
// The turn that is shown, from 1; 0 before the first.
let at = 0;

export function initAsk() {
  answer.initAnswer();
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
  stopButton.addEventListener("click", () => {
    stoppedRequest = request;
    request?.abort();
  });
  byId("new-thread").addEventListener("click", () => {
    thread.clearThread();
    showPlace({ collection: currentCollection(), question: "", turn: 0 });
    writePlace(currentCollection(), "");
    box.focus();
  });
}

// What the address names: a turn of the thread as it was answered, or the question alone.
export function showPlace({ collection, question, turn }) {
  forgetAnswer();
  thread.openThread(collection);
  box.value = question;
  const found = thread.turn(turn);
  at = found?.question === question ? turn : 0;
  answer.showThread(at > 0 ? thread.before(at) : []);
  if (at === 0) return;
  answer.beginAnswer(question);
  answer.completeAnswer(found.final);
  answer.endAnswer();
}

export function forgetAnswer() {
  request?.abort();
  request = null;
  busy(false);
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
  const after = at;
  const history = thread.historyOf(after);
  answer.showThread(thread.before(after + 1));
  answer.beginAnswer(question);
  busy(true);
  state.textContent = "Searching…";
  try {
    const body = { query: question, mode: byId("mode").value, top_k: Number(byId("top-k").value) || undefined, history: history.length > 0 ? history : undefined };
    let ended = false;
    for await (const event of await api.ask(collection, body, mine.signal)) {
      mine.signal.throwIfAborted();
      ended = handle(event) || ended;
      if (event.name !== "final_answer") continue;
      at = thread.addTurn(after, question, event.data);
      writePlace(collection, question, at, true);
    }
    if (!ended) throw new Error("The answer broke off. Ask again.");
  } catch (problem) {
    // A newer question has taken the place of this one.
    if (request !== mine) return;
    if (mine === stoppedRequest) {
      at = thread.addTurn(after, question, answer.stoppedAnswer());
      answer.completeAnswer(thread.turn(at).final);
      state.textContent = stoppedWord;
      writePlace(collection, question, at, true);
      return;
    }
    writePlace(collection, question, after);
    fail(problem, collection);
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
      state.textContent = data.abstained ? abstention(data.abstention?.language) : `Answered with ${count(data.citations.length, "citation")}.`;
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
