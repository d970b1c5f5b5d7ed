// The grain types, and one of them looked at closely.

import * as api from "../api.js";
import { byId, element, showNote } from "../dom.js";
import { cluster as words, exact } from "../words.js";
import { keyed, write } from "./keyed.js";
import { loadCells, showLoad } from "./loads.js";
import { readPlace, writePlace } from "./place.js";
import { place, siloName } from "./silos.js";

const pageSize = 100;
let chosen = readPlace().grain;
let limit = pageSize;
let names = new Map();

export function initGrains() {
  byId("grain-close").addEventListener("click", () => choose(""));
  byId("grain-more").addEventListener("click", () => {
    limit += 4 * pageSize;
    refreshGrain();
  });
}

export function showGrains({ silos, grains }) {
  names = new Map(silos.map((silo) => [silo.address, siloName(silo)]));
  keyed(byId("grains").tBodies[0], grains, (grain) => grain.type, row, (node, grain) => {
    node.setAttribute("aria-current", grain.type === chosen);
    const [activations, ...cells] = node.querySelectorAll("td.number");
    write(activations, exact(grain.activations));
    showLoad(cells, grain.load);
  });
  if (chosen) refreshGrain();
}

function row(grain) {
  const open = element("button", { type: "button", class: "link", onclick: () => choose(grain.type) }, grain.type);
  return element("tr", {}, element("td", {}, open), element("td", { class: "number" }), ...loadCells());
}

async function choose(type) {
  const from = chosen;
  chosen = type;
  limit = pageSize;
  writePlace({ grain: type });
  for (const node of byId("grains").tBodies[0].rows) node.setAttribute("aria-current", node.dataset.key === type);
  if (!type) {
    byId("grain").hidden = true;
    byId("grains").querySelector(`tr[data-key="${CSS.escape(from)}"] button`)?.focus();
    return;
  }
  await refreshGrain();
  byId("grain-title").focus();
}

async function refreshGrain() {
  const type = chosen;
  try {
    const detail = await api.grainType(type, limit);
    if (type === chosen) showGrain(detail);
  } catch (error) {
    if (type !== chosen) return;
    write(byId("grain-title"), type);
    showNote(byId("grain-error"), error.message);
  }
  byId("grain").hidden = chosen === "";
}

function showGrain(detail) {
  showNote(byId("grain-error"), "");
  write(byId("grain-title"), detail.grain.type);
  keyed(byId("grain-silos").tBodies[0], detail.grain.silos, (one) => one.silo,
    () => element("tr", {}, element("td"), element("td", { class: "number" }), ...loadCells()),
    (node, one) => {
      write(node.cells[0], silo(one.silo));
      write(node.cells[1], exact(one.activations));
      showLoad([...node.cells].slice(2), one.load);
    });
  keyed(byId("grain-methods").tBodies[0], detail.methods, (one) => `${one.method} ${one.silo}`,
    () => element("tr", {}, element("td"), element("td"), ...loadCells()),
    (node, one) => {
      write(node.cells[0], one.method);
      write(node.cells[1], silo(one.silo));
      showLoad([...node.cells].slice(2), one.load);
    });
  keyed(byId("grain-activations").tBodies[0], numbered(detail.activations), (one) => one.key,
    () => element("tr", {}, element("td", { class: "id" }), element("td")),
    (node, one) => {
      write(node.cells[0], one.id);
      write(node.cells[1], silo(one.silo));
    });
  write(byId("grain-activations-title"), words.activationsOf(detail.activations.length, detail.activation_count));
  byId("grain-more").hidden = !detail.has_more;
}

// A stateless worker has several activations with one id on one silo.
function numbered(activations) {
  const seen = new Map();
  return activations.map((one) => {
    const name = `${one.id} ${one.silo}`;
    seen.set(name, (seen.get(name) ?? 0) + 1);
    return { ...one, key: `${name} ${seen.get(name)}` };
  });
}

const silo = (address) => names.get(address) ?? place(address);
