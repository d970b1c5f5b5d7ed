// The server's state in the header.

import * as api from "./api.js";
import { byId } from "./dom.js";
import { count, writtenBy } from "./words.js";

const everyMs = 10_000;
const words = { ok: "Ready", degraded: "Degraded", unhealthy: "Not ready" };

export function initServer() {
  refreshServer();
  setInterval(() => document.visibilityState === "visible" && refreshServer(), everyMs);
}

export async function refreshServer() {
  try {
    const [ready, status] = await Promise.all([api.readiness(), api.status()]);
    show(ready === "unhealthy" ? "down" : ready,
      `${words[ready] ?? ready} · ${count(status.silos, "silo")} · ${count(status.documents, "document")} · ${writtenBy(status.chat_model)} · version ${status.version}`);
  } catch {
    show("down", "The server does not answer");
  }
}

// Written only when it changed: a screen reader would read it out each time.
function show(state, text) {
  byId("server").dataset.state = state;
  const node = byId("server-text");
  if (node.textContent !== text) node.textContent = text;
}
