import { byId, showNote } from "../dom.js";
import { initServer } from "../server.js";
import { cluster as words } from "../words.js";
import { showCache } from "./cache.js";
import { showFailures } from "./failures.js";
import { initGrains, showGrains } from "./grains.js";
import { initShards, showShards } from "./shards.js";
import { showSilos } from "./silos.js";
import { watchCluster } from "./stream.js";
import { showTotals } from "./totals.js";

initServer();
initGrains();
initShards();
watchCluster(
  (cluster) => {
    showNote(byId("stale"), "");
    showTotals(cluster);
    showSilos(cluster.silos);
    showCache(cluster);
    showFailures(cluster);
    showGrains(cluster);
    showShards(cluster);
  },
  (state, detail) => {
    if (state === "lost") showNote(byId("stale"), words.lost);
    if (state === "problem") showNote(byId("stale"), detail);
  },
);
