// Where the replicas of a collection's shards are: a row for each shard, a column for each silo.

import * as api from "../api.js";
import { byId, element } from "../dom.js";
import { bytes, cluster as words, count, exact } from "../words.js";
import { fillCollections, onCollection } from "./collection.js";
import { keyed, write } from "./keyed.js";
import { byName, place, siloName } from "./silos.js";

const everyMs = 4000;
const header = { address: "shard", title: words.shard };
let silos = [];
let replicas = [];

export function initShards() {
  onCollection(byId("shards-collection"), () => {
    replicas = [];
    refresh();
  });
  refresh();
  setInterval(() => document.visibilityState === "visible" && refresh(), everyMs);
}

export function showShards(cluster) {
  silos = [...cluster.silos].sort(byName);
  draw();
}

async function refresh() {
  try {
    const select = byId("shards-collection");
    const collection = await fillCollections(select);
    const found = collection ? await api.listShards(collection) : [];
    if (collection === select.value) replicas = found;
    draw();
  } catch (error) {
    write(byId("shards-summary"), error.message);
  }
}

function draw() {
  const columns = columnsOf();
  const shards = [...new Set(replicas.map((replica) => replica.shard))].sort((a, b) => a - b);
  write(byId("shards-summary"), replicas.length === 0 ? words.noShards : words.shardSummary(
    count(shards.length, "shard"), count(replicas.length, "replica"), replicas.filter((replica) => stateOf(replica) !== "ready").length));
  const table = byId("shards");
  table.hidden = replicas.length === 0;
  keyed(head(table), [header, ...columns], (column) => column.address,
    () => element("th", { scope: "col" }), (cell, column) => write(cell, column.title));
  keyed(table.tBodies[0], shards, (shard) => shard, (shard) => element("tr", {}, element("th", { scope: "row", data: { key: "shard" } }, exact(shard))),
    (row, shard) => keyed(row, [header, ...columns], (column) => column.address, () => element("td"),
      (cell, column) => column !== header && showReplicas(cell, replicas.filter((one) => one.shard === shard && (one.silo ?? "") === column.address))));
}

// Silos that live, the dead ones that replicas are still said to be on, then those that only a replica names.
function columnsOf() {
  const columns = silos
    .filter((silo) => silo.status !== "Dead" || replicas.some((replica) => replica.silo === silo.address))
    .map((silo) => ({ address: silo.address, title: siloName(silo) }));
  for (const replica of replicas) {
    const address = replica.silo ?? "";
    if (!columns.some((column) => column.address === address)) columns.push({ address, title: address ? place(address) : words.nowhere });
  }
  return columns;
}

function head(table) {
  if (!table.tHead.rows[0]) table.tHead.append(element("tr"));
  return table.tHead.rows[0];
}

function showReplicas(cell, here) {
  if (!cell.firstElementChild) cell.append(element("div", { class: "replicas" }));
  keyed(cell.firstElementChild, here, (one) => one.replica,
    () => element("span", { class: "replica" }, element("strong"), element("span")),
    (chip, one) => {
      const state = stateOf(one);
      chip.dataset.state = state;
      write(chip.firstElementChild, words.replica(one.replica, state === "ready" ? "" : (one.state ?? state)));
      // What a replica that does not answer holds is not known.
      write(chip.lastElementChild, state === "down" ? "" : detail(one));
    });
}

function detail(one) {
  const parts = [];
  if (one.lag > 0) parts.push(words.lag(exact(one.lag)));
  const rows = one.rows ?? one.chunks;
  if (rows !== undefined) parts.push(count(rows, "row"));
  if (one.bytes !== undefined) parts.push(bytes(one.bytes));
  return parts.join(" · ");
}

function stateOf(replica) {
  const state = (replica.state ?? "").toLowerCase();
  if (!replica.silo || ["failed", "dead", "missing", "unreachable", "unavailable"].includes(state)) return "down";
  return replica.lag > 0 || (state !== "" && !["ready", "active", "serving", "open"].includes(state)) ? "behind" : "ready";
}
