// The collection that a part of a page shows: chosen from all, and kept in the address.

import * as api from "../api.js";
import { element } from "../dom.js";
import { readPlace, writePlace } from "./place.js";

export function onCollection(select, changed) {
  select.addEventListener("change", () => {
    writePlace({ collection: select.value });
    changed();
  });
}

// Brings the choice up to date; returns what is chosen, nothing where there is no collection.
export async function fillCollections(select) {
  const names = (await api.listCollections()).map((collection) => collection.name).sort();
  if (names.join() !== [...select.options].map((option) => option.value).join()) {
    const wanted = readPlace().collection || select.value;
    select.replaceChildren(...names.map((name) => element("option", { value: name }, name)));
    select.value = names.includes(wanted) ? wanted : (names[0] ?? "");
  }
  return select.value;
}
