// Parts that the plans and the knobs are shown with.

import { element } from "../dom.js";
import { write } from "../cluster/keyed.js";

// A note that says something, or is not there. Written only when it changed: these are read out.
export function tell(node, message) {
  write(node, message);
  node.hidden = !message;
}

export const part = (node, name) => node.querySelector(`[data-part="${name}"]`);

export const facts = (labels) =>
  element("dl", { class: "class-facts" }, ...labels.map((label) => element("div", {}, element("dt", {}, label), element("dd"))));

export function showFacts(node, values) {
  node.querySelectorAll(".class-facts dd").forEach((dd, i) => write(dd, values[i]));
}

// A table that may be wider than its place: then it can be scrolled, by keyboard too.
export function table(name, label, columns) {
  const head = columns.map(([title, kind]) => element("th", { scope: "col", class: kind }, title));
  return element("div", { class: "scroll", tabindex: "0", role: "region", "aria-label": label },
    element("table", { class: "figures", data: { part: name } },
      element("thead", {}, element("tr", {}, ...head)), element("tbody")));
}

export const row = (columns) => element("tr", {}, ...columns.map(([, kind]) => element("td", { class: kind ?? "number" })));

// From 0 to 1, as a bar with its figure. The bar is named by what it is of, the figure beside it is read too.
export function showShare(cell, label, share, text) {
  if (!cell.firstElementChild)
    cell.append(element("div", { class: "share" }, element("progress", { max: "1", "aria-label": label }), element("span", { class: "value" })));
  cell.querySelector("progress").value = share;
  write(cell.querySelector(".value"), text);
}
