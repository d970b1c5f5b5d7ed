// Cells that show the calls of something.

import { element } from "../dom.js";
import { exact, latency, rate } from "../words.js";
import { write } from "./keyed.js";

// Without calls there are no durations; zero milliseconds would read as very fast.
export const during = (load, milliseconds) => (load.calls_per_second > 0 ? latency(milliseconds) : "–");

const columns = [
  (load) => rate(load.calls_per_second),
  (load) => rate(load.errors_per_second),
  (load) => during(load, load.mean_ms),
  (load) => during(load, load.p99_ms),
  (load) => exact(load.calls),
  (load) => exact(load.errors),
];
const errorColumns = [1, 5];

export const loadCells = () => columns.map(() => element("td", { class: "number" }));

export function showLoad(cells, load) {
  columns.forEach((column, i) => write(cells[i], column(load)));
  for (const i of errorColumns) cells[i].dataset.bad = (i === 1 ? load.errors_per_second : load.errors) > 0;
}
