// Who is signed in on this page, and the way out. The sign-in page that it leads to clears what the tab has stored.

import * as api from "./api.js";
import { byId } from "./dom.js";

const everybody = "anonymous";

export async function initAccount() {
  try {
    const me = await api.caller();
    if (me.subject === everybody) return;
    byId("sign-out-button").title = `Signed in as ${me.principal}`;
    byId("sign-out").hidden = false;
  } catch {
    // The header says that the server does not answer.
    return;
  }
}
