// Where the reader is: in the address, so that reloading and sharing keep it; the collection also for the next visit.

const key = "ragcluster.collection";
const preferred = "main";

function remembered() {
  try {
    return localStorage.getItem(key);
  } catch {
    // Storage is switched off: the address still keeps the place.
    return null;
  }
}

export function readPlace() {
  const hash = new URLSearchParams(location.hash.slice(1));
  return { collection: hash.get("c") || remembered() || preferred, question: hash.get("q") ?? "", turn: Number(hash.get("t")) || 0 };
}

// A turn of the thread is a place of its own: Back leads to the one before.
export function writePlace(collection, question, turn = 0, isNew = false) {
  const hash = new URLSearchParams({ c: collection });
  if (question) hash.set("q", question);
  if (turn > 0) hash.set("t", turn);
  history[isNew ? "pushState" : "replaceState"](null, "", `#${hash}`);
  try {
    localStorage.setItem(key, collection);
  } catch {
    return;
  }
}
