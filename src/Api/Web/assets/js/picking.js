// Which files a reader chose: by button, as a folder, or by dropping.

import { byId } from "./dom.js";

// Files that a folder holds without its owner's doing.
const isHidden = (path) => path.split("/").some((part) => part.startsWith("."));

export function initPicking(collection, onFiles) {
  const files = byId("files");
  const folder = byId("folder");
  for (const id of ["add-files", "first-files"]) byId(id).addEventListener("click", () => files.click());
  byId("add-folder").addEventListener("click", () => folder.click());
  for (const input of [files, folder]) {
    input.addEventListener("change", () => {
      const chosen = [...input.files].map((file) => ({ file, name: file.webkitRelativePath || file.name }));
      input.value = "";
      take(chosen, onFiles);
    });
  }
  initDrop(collection, onFiles);
}

function initDrop(collection, onFiles) {
  const cover = byId("drop");
  let depth = 0;
  const hasFiles = (event) => event.dataTransfer?.types.includes("Files");
  const show = (visible) => {
    cover.hidden = !visible;
    byId("drop-collection").textContent = collection();
  };
  addEventListener("dragenter", (event) => hasFiles(event) && show(++depth > 0));
  addEventListener("dragleave", (event) => hasFiles(event) && show(--depth > 0));
  addEventListener("dragover", (event) => hasFiles(event) && event.preventDefault());
  addEventListener("drop", async (event) => {
    if (!hasFiles(event)) return;
    event.preventDefault();
    depth = 0;
    show(false);
    // The entries must be taken before the first await: the list is emptied afterwards.
    const entries = [...event.dataTransfer.items].map((item) => item.webkitGetAsEntry?.()).filter(Boolean);
    const found = [];
    for (const entry of entries) await collect(entry, "", found);
    take(found, onFiles);
  });
}

function take(chosen, onFiles) {
  const visible = chosen.filter(({ name }) => !isHidden(name));
  if (visible.length > 0) onFiles(visible);
}

async function collect(entry, folder, found) {
  const name = folder + entry.name;
  if (entry.isFile) {
    found.push({ file: await new Promise((resolve, reject) => entry.file(resolve, reject)), name });
    return;
  }
  const reader = entry.createReader();
  // One read gives at most 100 entries; an empty one is the end.
  for (let batch = await read(reader); batch.length > 0; batch = await read(reader)) {
    for (const inner of batch) await collect(inner, `${name}/`, found);
  }
}

const read = (reader) => new Promise((resolve, reject) => reader.readEntries(resolve, reject));
