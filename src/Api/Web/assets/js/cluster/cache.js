// What the cache holds and did: by tier, and by kind of value.

import { byId, element } from "../dom.js";
import { cluster as words, exact, percent } from "../words.js";
import { keyed, write } from "./keyed.js";

// Without look-ups there is no rate.
const rate = (one) => (one.hit_rate == null ? "–" : percent(100 * one.hit_rate));

const tierColumns = [
  (tier) => exact(tier.entries),
  rate,
  (tier) => exact(tier.hits),
  (tier) => exact(tier.misses),
  (tier) => exact(tier.evictions),
];

const kindColumns = [rate, (kind) => exact(kind.hits), (kind) => exact(kind.misses)];

export function showCache({ cache }) {
  write(byId("cache-summary"), words.cacheSummary(cache.coalesced));
  showRows("cache", cache.tiers, (tier) => tier.tier, words.tiers, tierColumns);
  byId("cache-kinds-part").hidden = cache.kinds.length === 0;
  showRows("cache-kinds", cache.kinds, (kind) => kind.kind, words.kinds, kindColumns);
}

function showRows(table, items, name, titles, columns) {
  keyed(byId(table).tBodies[0], items, name,
    (item) => element("tr", {}, element("td", {}, titles[name(item)] ?? name(item)), ...columns.map(() => element("td", { class: "number" }))),
    (node, item) => columns.forEach((column, i) => write(node.cells[i + 1], column(item))));
}
