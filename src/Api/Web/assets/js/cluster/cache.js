// The tiers of the cache of answers.

import { byId, element } from "../dom.js";
import { cluster as words, exact, percent } from "../words.js";
import { keyed, write } from "./keyed.js";

const columns = [
  (tier) => exact(tier.entries),
  (tier) => (tier.hit_rate == null ? "–" : percent(100 * tier.hit_rate)),
  (tier) => exact(tier.hits),
  (tier) => exact(tier.misses),
  (tier) => exact(tier.evictions),
];

export function showCache({ cache }) {
  write(byId("cache-summary"), words.cacheSummary(cache.coalesced));
  keyed(byId("cache").tBodies[0], cache.tiers, (tier) => tier.tier,
    (tier) => element("tr", {}, element("td", {}, words.tiers[tier.tier] ?? tier.tier), ...columns.map(() => element("td", { class: "number" }))),
    (node, tier) => columns.forEach((column, i) => write(node.cells[i + 1], column(tier))));
}
