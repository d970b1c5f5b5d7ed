// The cluster in a few figures, and what runs it.

import { byId, element } from "../dom.js";
import { cluster as words, exact, latency, rate } from "../words.js";
import { keyed, write } from "./keyed.js";

export function showTotals({ silos, grains, engine }) {
  const living = silos.filter((silo) => silo.status === "Active");
  const sum = (value) => living.reduce((total, silo) => total + (value(silo) ?? 0), 0);
  const errors = sum((silo) => silo.load?.errors_per_second);
  const slowest = Math.max(0, ...living.map((silo) => silo.load?.p99_ms ?? 0));
  const totals = [
    [words.silos, words.of(living.length, silos.filter((silo) => silo.status !== "Dead").length), false],
    [words.activations, exact(sum((silo) => silo.activations)), false],
    [words.callsPerSecond, rate(sum((silo) => silo.load?.calls_per_second)), false],
    [words.errorsPerSecond, rate(errors), errors > 0],
    [words.slowest, latency(slowest), false],
    [words.types, String(grains.length), false],
    [words.engine, engine, false],
  ];
  keyed(byId("totals"), totals, ([label]) => label,
    ([label]) => element("div", {}, element("dt", {}, label), element("dd")),
    (node, [, value, bad]) => {
      write(node.querySelector("dd"), value);
      node.dataset.bad = bad;
    });
}
