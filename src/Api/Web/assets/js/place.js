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
  return { collection: hash.get("c") || remembered() || preferred, question: hash.get("q") ?? "" };
}

export function writePlace(collection, question) {
  const hash = new URLSearchParams({ c: collection });
  if (question) hash.set("q", question);
  history.replaceState(null, "", `#${hash}`);
  try {
    localStorage.setItem(key, collection);
  } catch {
    return;
  }
}
