import { forgetAnswer, initAsk } from "./ask.js";
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
  writePlace(name, byId("question").value.trim());
  forgetAnswer();
  forgetDocuments();
  refreshDocuments();
});
initAsk(start.question);
initSource();
initDocuments(refreshServer);
initUploads(() => {
  refreshDocuments();
  refreshServer();
});
initModels();
initPicking(currentCollection, (files) => addFiles(currentCollection(), files));
initServer();
writePlace(start.collection, start.question);
refreshDocuments();

addEventListener("hashchange", () => {
  const place = readPlace();
  byId("question").value = place.question;
  if (place.collection !== currentCollection()) choose(place.collection);
});
