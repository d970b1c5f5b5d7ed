// The questions and answers of this tab, by collection, so that a reload and the Back button find them again: the address says which of
// them is shown.

import { historyTurns } from "./words.js";

const key = (collection) => `ragcluster.thread.${collection}`;
const turnsMax = 50;
const answerLengthMax = 10_000;

let name = "";
let turns = [];

export function openThread(collection) {
  name = collection;
  turns = [];
  try {
    turns = JSON.parse(sessionStorage.getItem(key(collection)) ?? "[]");
  } catch {
    // Storage is switched off, or holds what another version wrote: the thread begins anew.
    turns = [];
  }
}

export const turn = (number) => turns[number - 1];

export const turnCount = () => turns.length;

export const before = (number) => turns.slice(0, Math.max(0, number - 1));

// What is asked after one that was gone back to takes the place of those that followed it.
export function addTurn(after, question, final) {
  turns = [...turns.slice(0, after), { question, final: { ...final, passages: [] } }].slice(-turnsMax);
  save();
  return turns.length;
}

export function clearThread() {
  turns = [];
  save();
}

// What was stopped is no answer that a further question could lean on.
export const historyOf = (after) => turns.slice(0, after).filter(({ final }) => !final.stopped).slice(-historyTurns)
  .map(({ question, final }) => ({ question, answer: (final.answer ?? "").slice(0, answerLengthMax) }));

function save() {
  try {
    sessionStorage.setItem(key(name), JSON.stringify(turns));
  } catch {
    // Full or switched off: what is shown stays, a reload loses it.
    return;
  }
}
