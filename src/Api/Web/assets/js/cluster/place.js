// What the reader looks at: in the address, so that reloading and sharing keep it.

const read = () => new URLSearchParams(location.hash.slice(1));

export const readPlace = () => ({ collection: read().get("c") ?? "", grain: read().get("grain") ?? "" });

export function writePlace(change) {
  const next = { ...readPlace(), ...change };
  const hash = new URLSearchParams();
  if (next.collection) hash.set("c", next.collection);
  if (next.grain) hash.set("grain", next.grain);
  history.replaceState(null, "", `${location.pathname}${hash.size > 0 ? `#${hash}` : ""}`);
}
