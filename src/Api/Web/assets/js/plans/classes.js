// What the planner knows of each query class of a collection, and whether it earns its keep there.

import * as api from "../api.js";
import { byId, element } from "../dom.js";
import { exact, latency, percent, plans as words } from "../words.js";
import { fillCollections, onCollection } from "../cluster/collection.js";
import { keyed, write } from "../cluster/keyed.js";
import { facts, part, row, showFacts, showShare, table, tell } from "./parts.js";

const everyMs = 4000;
const eventsMax = 5;
const planColumns = [[words.plan, "plan"], [words.probability, "bar"], [words.amplitude, "bar"], [words.utility], [words.successes], [words.failures]];
const stageColumns = [[words.stage, "plan"], [words.expected], [words.baseline], [words.coherence, "bar"], [words.seen]];
const select = byId("plans-collection");

// Which question to the server is the newest: an older one's answer is not shown over what has happened since.
let asked = 0;
let isOn = true;

export function initClasses() {
  onCollection(select, () => {
    write(byId("plans-said"), "");
    refresh();
  });
  refresh();
  setInterval(() => document.visibilityState === "visible" && refresh(), everyMs);
}

async function refresh() {
  const mine = ++asked;
  try {
    const collection = await fillCollections(select);
    const known = collection ? await api.listPlans(collection) : { data: [] };
    if (mine !== asked) return;
    tell(byId("plans-error"), "");
    show(collection, known);
  } catch (problem) {
    if (mine === asked) tell(byId("plans-error"), problem.message);
  }
}

function show(collection, { is_on, data }) {
  isOn = is_on !== false;
  tell(byId("planner-off"), isOn ? "" : words.off);
  write(byId("plans-summary"), collection ? words.summary(data.filter((known) => known.queries > 0).length, data.length) : words.noCollection);
  // Classes that are asked come first; among equals the server's order stays.
  const order = [...data].sort((one, other) => (other.queries > 0) - (one.queries > 0));
  keyed(byId("classes"), order, (known) => `${known.collection} ${known.query_class}`, card, update);
}

function card(known) {
  const name = words.className(known.query_class);
  const resume = element("button", { type: "button", data: { part: "resume" }, "aria-label": words.resumeLabel(name) }, words.resume);
  const node = element("details", { class: "card class" },
    element("summary", {},
      element("h3", {}, name), element("span", { class: "pill" }), element("span", { class: "hint", data: { part: "brief" } })),
    facts(words.facts),
    table("plans", words.plansOf(name), planColumns),
    element("h4", {}, words.comparison),
    element("div", { class: "trial" },
      element("p", { data: { part: "role" } }), element("p", { data: { part: "gain" } }), resume,
      element("p", { class: "note bad", role: "alert", data: { part: "error" }, hidden: "" })),
    element("h4", {}, words.stages),
    element("p", { class: "hint", data: { part: "no-stages" } }, words.noStages),
    table("stages", words.stagesOf(name), stageColumns),
    element("h4", {}, words.events),
    element("ul", { class: "events" }));
  node.open = known.queries > 0;
  resume.addEventListener("click", () => letChoose(node, known, resume));
  return node;
}

async function letChoose(node, known, button) {
  button.disabled = true;
  tell(part(node, "error"), "");
  try {
    const now = await api.resumePlanner(known.collection, known.query_class);
    asked++;
    update(node, now);
    write(byId("plans-said"), words.resumed(words.className(known.query_class)));
    node.querySelector("summary").focus();
  } catch (problem) {
    tell(part(node, "error"), problem.message);
  }
  button.disabled = false;
}

function update(node, known) {
  const state = known.trial?.suspended ? "suspended" : isOn ? "chooses" : "off";
  const pill = node.querySelector(".pill");
  pill.dataset.state = state;
  write(pill, words.states[state]);
  write(part(node, "brief"), words.brief(known.queries, known.collapsed));
  showFacts(node, [
    exact(known.queries),
    known.entropy.toFixed(2),
    words.collapsed(known.collapsed),
    known.stages.length > 0 ? known.coherence.toFixed(2) : "–",
    exact(known.epoch),
    exact(known.records),
  ]);
  showPlans(node, known);
  showTrial(node, known, state);
  showStages(node, known);
  showEvents(node, known);
}

function showPlans(node, known) {
  const order = [...known.plans].sort((one, other) => other.probability - one.probability);
  keyed(part(node, "plans").tBodies[0], order, (plan) => plan.plan, planRow, ({ cells }, plan) => {
    showShare(cells[1], words.probabilityOf(plan.plan), plan.probability, percent(100 * plan.probability));
    showShare(cells[2], words.amplitudeOf(plan.plan), plan.amplitude, plan.amplitude.toFixed(2));
    write(cells[3], plan.expected_utility.toFixed(3));
    write(cells[4], plan.successes.toFixed(1));
    write(cells[5], plan.failures.toFixed(1));
  });
}

// A long name is broken between its parts.
function planRow({ plan }) {
  const line = row(planColumns);
  line.firstElementChild.append(...plan.split(/(?<=\+)/).flatMap((name) => [name, element("wbr")]));
  return line;
}

function showTrial(node, { trial }, state) {
  write(part(node, "role"), words.trial[state](trial));
  write(part(node, "gain"), trial && (isOn || trial.planned_queries > 0) ? words.trial.gain(trial) : "");
  part(node, "resume").hidden = state !== "suspended";
}

function showStages(node, { stages }) {
  part(node, "no-stages").hidden = stages.length > 0;
  part(node, "stages").parentElement.hidden = stages.length === 0;
  keyed(part(node, "stages").tBodies[0], stages, (stage) => stage.stage, () => row(stageColumns), ({ cells }, stage) => {
    write(cells[0], stage.stage);
    write(cells[1], latency(stage.expected_ms));
    write(cells[2], latency(stage.baseline_ms));
    showShare(cells[3], words.coherenceOf(stage.stage), stage.coherence, stage.coherence.toFixed(2));
    write(cells[4], words.when(stage.last_seen_at));
  });
}

function showEvents(node, { events, golden }) {
  const lines = events.length > 0 ? events.slice(0, eventsMax).map(words.event) : [words.noEvents];
  if (golden) lines.push(words.golden(golden));
  keyed(node.querySelector(".events"), lines.map((text, i) => ({ text, i })), (line) => line.i, () => element("li"), (item, line) => write(item, line.text));
}
