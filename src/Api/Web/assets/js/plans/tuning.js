// What each silo tunes of itself: the knobs with their changes, which can be taken back.

import * as api from "../api.js";
import { byId, element } from "../dom.js";
import { exact, tuning as words } from "../words.js";
import { keyed, write } from "../cluster/keyed.js";
import { place, siloName } from "../cluster/silos.js";
import { facts, part, showFacts, tell } from "./parts.js";

const everyMs = 4000;
const changesMax = 20;
const names = new Map();

let asked = 0;
let knobs = [];

export function initTuning() {
  refresh();
  setInterval(() => document.visibilityState === "visible" && refresh(), everyMs);
}

async function refresh() {
  const mine = ++asked;
  try {
    const found = await api.listKnobs();
    if (found.some((knob) => !names.has(knob.silo)))
      for (const silo of (await api.cluster()).silos) names.set(silo.address, siloName(silo));
    if (mine !== asked) return;
    tell(byId("tuning-error"), "");
    knobs = found;
    draw();
  } catch (problem) {
    if (mine === asked) tell(byId("tuning-error"), problem.message);
  }
}

const nameOf = (address) => names.get(address) ?? place(address);

function draw() {
  const silos = [...new Set(knobs.map((knob) => knob.silo))].sort((one, other) => nameOf(one).localeCompare(nameOf(other), "en", { numeric: true }));
  keyed(byId("knobs"), silos, (silo) => silo,
    () => element("section", { class: "silo-knobs" }, element("h3"), element("div", { class: "knobs" })),
    (node, silo) => {
      write(node.firstElementChild, words.silo(nameOf(silo)));
      keyed(node.lastElementChild, knobs.filter((knob) => knob.silo === silo), (knob) => knob.knob, card, update);
    });
}

function card({ silo, knob }) {
  const title = element("h4", { tabindex: "-1" }, knob);
  const release = element("button", { type: "button", data: { part: "release" }, "aria-label": words.releaseLabel(knob, nameOf(silo)) }, words.release);
  const node = element("div", { class: "card knob" },
    element("div", { class: "head" }, title, element("span", { class: "pill" })),
    element("p", { class: "hint" }, words.about[knob] ?? ""),
    element("p", { class: "hint break", data: { part: "off" } }, words.off(words.settings[knob])),
    facts(words.facts),
    element("div", { class: "trial" }, release, element("p", { class: "note bad", role: "alert", data: { part: "error" }, hidden: "" })),
    element("p", { class: "hint", data: { part: "log" } }),
    element("ul", { class: "changes", data: { part: "changes" } }));
  release.addEventListener("click", () => act(node, release, () => api.releaseKnob(silo, knob), () => {
    title.focus();
    return words.released(knob, nameOf(silo));
  }));
  return node;
}

function update(node, knob) {
  const state = knob.held ? "held" : knob.on ? "tuned" : "off";
  const pill = node.querySelector(".pill");
  pill.dataset.state = state;
  write(pill, words.states[state]);
  part(node, "off").hidden = knob.on;
  part(node, "release").hidden = !knob.held;
  showFacts(node, [exact(knob.value), words.bounds(exact(knob.min), exact(knob.max)), knob.candidate == null ? "–" : exact(knob.candidate)]);
  const shown = knob.changes.slice(-changesMax).reverse();
  write(part(node, "log"), words.log(shown.length, knob.changes.length));
  keyed(part(node, "changes"), shown, (change) => change.number, (change) => changeItem(node, knob, change), (item, change) => {
    write(part(item, "turned"), words.turned(exact(change.from), exact(change.to)));
    write(part(item, "when"), words.changed(change.number, change.at));
    write(part(item, "reason"), change.reason);
  });
}

function changeItem(node, { silo, knob }, { number }) {
  const revert = element("button", { type: "button", class: "small", "aria-label": words.revertLabel(number, knob, nameOf(silo)) }, words.revert);
  revert.addEventListener("click", () =>
    act(node, revert, () => api.revertKnob(silo, knob, number), (now) => words.reverted(knob, nameOf(silo), exact(now.value))));
  return element("li", {},
    element("p", {}, element("strong", { data: { part: "turned" } }), " ", element("span", { class: "hint", data: { part: "when" } })),
    element("p", { data: { part: "reason" } }),
    revert);
}

async function act(node, button, change, said) {
  button.disabled = true;
  tell(part(node, "error"), "");
  try {
    const now = await change();
    asked++;
    knobs = knobs.map((knob) => (knob.silo === now.silo && knob.knob === now.knob ? now : knob));
    draw();
    write(byId("tuning-said"), said(now));
  } catch (problem) {
    tell(part(node, "error"), problem.message);
  }
  button.disabled = false;
}
