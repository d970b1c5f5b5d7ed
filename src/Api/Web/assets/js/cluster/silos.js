// One card for each silo that lives, one line for each that is gone.

import { byId, element } from "../dom.js";
import { bytes, cluster as words, count, latency, percent, rate } from "../words.js";
import { keyed, write } from "./keyed.js";
import { drawSpark, spark } from "./spark.js";

export const siloName = (silo) => silo.name || place(silo.address);

// "10.0.0.1:11111@154252685" is address, port and generation.
export const place = (address) => address.split("@")[0];

const rolesMax = 3;
const seenAlive = new Set();

// A silo keeps its place when it is started again under its name.
export const byName = (one, other) => siloName(one).localeCompare(siloName(other), "en", { numeric: true }) || one.address.localeCompare(other.address);

export function showSilos(silos) {
  const living = silos.filter((silo) => silo.status !== "Dead");
  for (const silo of living) seenAlive.add(silo.address);
  // One that died while the reader looked on stays in its place until another bears its name.
  const isMissed = (silo) => seenAlive.has(silo.address) && !living.some((other) => siloName(other) === siloName(silo));
  const dead = silos.filter((silo) => silo.status === "Dead");
  const gone = dead.filter((silo) => !isMissed(silo));
  keyed(byId("silos"), [...living, ...dead.filter(isMissed)].sort(byName), (silo) => silo.address, card, update);
  byId("gone").hidden = gone.length === 0;
  write(byId("gone-title"), words.gone(gone.length));
  keyed(byId("gone-silos"), gone, (silo) => silo.address, () => element("li"),
    (line, silo) => write(line, `${siloName(silo)} · ${silo.address} · ${words.startedAt(silo.started_at)}`));
}

function card() {
  const bar = (label) => [element("span", {}, label), element("progress", { max: "100", "aria-label": label }), element("span", { class: "value" })];
  const fact = (label) => [element("dt", {}, label), element("dd")];
  return element("li", { class: "silo" },
    element("div", { class: "head" }, element("span", { class: "name" }), element("span", { class: "pill" })),
    element("p", { class: "hint break" }),
    element("div", { class: "bars" }, ...bar(words.cpu), ...bar(words.memory)),
    element("dl", { class: "facts" }, ...words.siloFacts.flatMap(fact)),
    spark(),
    element("p", { class: "none", hidden: "" }, words.silent));
}

// Only where it says something: most silos do everything.
function roles(silo) {
  const known = silo.roles.length > 0 && silo.roles.length < rolesMax ? ` · ${silo.roles.join(", ")}` : "";
  return silo.gpu ? `${known} · GPU` : known;
}

function update(node, silo) {
  const pill = node.querySelector(".pill");
  write(node.querySelector(".name"), siloName(silo));
  write(pill, words.statuses[silo.status] ?? silo.status);
  pill.dataset.status = silo.status;
  const isDead = silo.status === "Dead";
  node.dataset.dead = isDead;
  write(node.querySelector(".hint"), `${place(silo.address)}${roles(silo)} · ${isDead ? words.startedAt(silo.started_at) : words.up(silo.uptime_seconds)}`);
  const silent = isDead || (silo.cpu_percent === undefined && silo.load === undefined);
  for (const part of node.querySelectorAll(".bars, .facts, .spark")) part.toggleAttribute("hidden", silent);
  node.querySelector(".none").hidden = !silent || isDead;
  if (silent) return;
  const [cpu, memory] = node.querySelectorAll("progress");
  const [cpuText, memoryText] = node.querySelectorAll(".value");
  cpu.value = silo.cpu_percent ?? 0;
  memory.value = silo.memory_limit_bytes ? (100 * silo.memory_bytes) / silo.memory_limit_bytes : 0;
  write(cpuText, percent(silo.cpu_percent ?? 0));
  write(memoryText, bytes(silo.memory_bytes ?? 0));
  const load = silo.load;
  const values = [silo.activations ?? "–", load ? rate(load.calls_per_second) : "–", load ? rate(load.errors_per_second) : "–", load ? latency(load.p99_ms) : "–"];
  node.querySelectorAll("dd").forEach((dd, i) => write(dd, values[i]));
  const last = silo.history.at(-1);
  drawSpark(node.querySelector(".spark"), silo.history, words.sparkLabel(count(last?.calls ?? 0, "call"), silo.history.length));
}
