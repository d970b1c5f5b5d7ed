// Reads a PDF from standard input and writes the pieces of its text with their places as JSON to standard output:
//   {"pages":[{"pieces":[[text, x, baseline, width, size, quarterTurns, isRightToLeft], ...]}, ...],"title":"..."}
// or, at any point before the end, {"error":{"code":"...","message":"..."}} on a line of its own, which is then the last.
// Lengths are in points; the caller limits time and memory and ends this process when either runs out.
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";

const pagesMax = 10_000;
const charactersMax = 20_000_000;

// pdf.js makes one of these while loading and uses it only to draw; Node has none.
globalThis.DOMMatrix ??= class {};
globalThis.Path2D ??= class {};
globalThis.ImageData ??= class {};

// Standard output carries the reply alone.
console.log = console.warn = () => {};

class Refusal extends Error {
  constructor(code, message) {
    super(message);
    this.code = code;
  }
}

function write(text) {
  return new Promise((resolve, reject) => process.stdout.write(text, error => (error ? reject(error) : resolve())));
}

const round = value => Math.round(value * 10) / 10;

function piece(item) {
  const [a, b, c, d, x, y] = item.transform;
  const turns = ((Math.round(Math.atan2(b, a) / (Math.PI / 2)) % 4) + 4) % 4;
  // Turned so that its baseline runs to the right, whichever way it runs on the page.
  const [along, up] = [[x, y], [y, -x], [-x, -y], [-y, x]][turns];
  const size = Math.hypot(c, d) || item.height;
  return [item.str, round(along), round(up), round(item.width), round(size), turns, item.dir === "rtl" ? 1 : 0];
}

async function loadLibrary(root) {
  try {
    const library = await import(new URL("legacy/build/pdf.min.mjs", root));
    library.GlobalWorkerOptions.workerSrc = new URL("legacy/build/pdf.worker.min.mjs", root).href;
    return library;
  } catch (error) {
    throw new Refusal("server_error", `The PDF library cannot be loaded (${error?.code ?? "no code"}).`);
  }
}

async function openDocument(data) {
  const root = new URL("./node_modules/pdfjs-dist/", import.meta.url);
  const { getDocument, VerbosityLevel } = await loadLibrary(root);
  return getDocument({
    data,
    cMapUrl: fileURLToPath(new URL("cmaps/", root)),
    cMapPacked: true,
    isEvalSupported: false,
    useSystemFonts: false,
    disableFontFace: true,
    useWasm: false,
    verbosity: VerbosityLevel.ERRORS,
  }).promise;
}

async function titleOf(document) {
  try {
    const { info } = await document.getMetadata();
    return typeof info?.Title === "string" ? info.Title : "";
  } catch {
    // The title is an extra: a document with damaged metadata is still read.
    return "";
  }
}

async function writePages(document) {
  let characters = 0;
  let failed = 0;
  for (let number = 1; number <= document.numPages; number++) {
    let pieces = [];
    try {
      const page = await document.getPage(number);
      const content = await page.getTextContent({ includeMarkedContent: false, disableNormalization: false });
      pieces = content.items.filter(item => item.str.trim() !== "").map(piece);
      page.cleanup();
    } catch (error) {
      failed++;
      if (failed === document.numPages) throw error;
    }

    characters += pieces.reduce((sum, [text]) => sum + text.length, 0);
    if (characters > charactersMax)
      throw new Refusal("invalid_file", `The PDF holds more than ${charactersMax.toLocaleString("en")} characters of text.`);
    await write(`${number > 1 ? "," : ""}${JSON.stringify({ pieces })}\n`);
  }
}

function refusalFor(error) {
  if (error instanceof Refusal) return error;
  if (error?.name === "PasswordException")
    return new Refusal("invalid_file", "The PDF is encrypted: remove its password first.");
  // The library's words on the file's structure are for people; those of its other errors are for its authors.
  const why = error?.name === "InvalidPDFException" ? error.message : "its parts don't fit together.";
  return new Refusal("invalid_file", `The PDF is damaged: ${why}`);
}

try {
  const document = await openDocument(new Uint8Array(readFileSync(0)));
  if (document.numPages > pagesMax)
    throw new Refusal("invalid_file", `The PDF has ${document.numPages.toLocaleString("en")} pages; the limit is ${pagesMax.toLocaleString("en")}.`);
  await write('{"pages":[\n');
  await writePages(document);
  await write(`],"title":${JSON.stringify(await titleOf(document))}}\n`);
} catch (error) {
  const { code, message } = refusalFor(error);
  await write(`\n${JSON.stringify({ error: { code, message } })}\n`);
}
process.exit(0);
