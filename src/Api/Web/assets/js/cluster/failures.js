// Failures, those of one cause together.

import { byId, element } from "../dom.js";
import { cluster as words, exact } from "../words.js";
import { keyed, write } from "./keyed.js";

const columns = [
  (failure) => [failure.type, failure.place].filter(Boolean).join(" in "),
  (failure) => failure.message,
  (failure) => exact(failure.count),
  (failure) => words.at(failure.last_at),
];

export function showFailures({ failures }) {
  write(byId("failures-summary"), words.failureSummary(failures.length, failures.some((failure) => failure.outage)));
  byId("failures-scroll").hidden = failures.length === 0;
  keyed(byId("failures").tBodies[0], failures, (failure) => [failure.dependency, failure.type, failure.place].join(" "),
    () => element("tr", {}, element("td", {}), element("td", {}), element("td", {}), element("td", { class: "number" }), element("td", {})),
    (node, failure) => {
      write(node.cells[0], failure.outage ? words.outage(failure.dependency) : failure.dependency);
      columns.forEach((column, i) => write(node.cells[i + 1], column(failure)));
    });
}
