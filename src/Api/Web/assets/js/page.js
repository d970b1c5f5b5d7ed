import { initAccount } from "./account.js";
import { initAsk, showPlace } from "./ask.js";
import { choose, currentCollection, initCollections } from "./collections.js";
import { byId } from "./dom.js";
import { forgetDocuments, initDocuments, refreshDocuments } from "./documents.js";
import { initModels } from "./models.js";
import { initPicking } from "./picking.js";
import { readPlace, writePlace } from "./place.js";
import { initServer, refreshServer } from "./server.js";
import { initSource } from "./source.js";
import { addFiles, initUploads } from "./uploads.js";

const start = readPlace();

initCollections(start.collection, (name) => {
  const place = readPlace();
  const question = byId("question").value.trim();
  // Another collection has another thread; the question may be asked there too.
  if (place.collection !== name) writePlace(name, question);
  showPlace(place.collection === name ? place : { collection: name, question, turn: 0 });
  forgetDocuments();
  refreshDocuments();
});
initAsk();
showPlace(start);
initSource();
initDocuments(refreshServer);
initUploads(() => {
  refreshDocuments();
  refreshServer();
});
initModels();
initPicking(currentCollection, (files) => addFiles(currentCollection(), files));
initServer();
initAccount();
writePlace(start.collection, start.question, start.turn);
refreshDocuments();

addEventListener("hashchange", () => {
  const place = readPlace();
  if (place.collection !== currentCollection()) choose(place.collection);
  else showPlace(place);
});
