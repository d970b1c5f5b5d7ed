// Checks the description of the interface against its own rules, and against the server: every operation's example is sent, in the
// catalogue's order, and its answer must be the documented one. Arguments: the server, the catalogue, the model's folder, and "write" to
// write the answers into the catalogue instead of comparing them.
import fs from "node:fs";
import path from "node:path";
import { Validator } from "@seriousme/openapi-schema-validator";
import Ajv from "ajv/dist/2020.js";
import addFormats from "ajv-formats";

const [server, catalogueFile, modelFolder, mode] = process.argv.slice(2);
const catalogue = JSON.parse(fs.readFileSync(catalogueFile, "utf8"));
const description = await (await fetch(new URL("/openapi/v1.json", server))).json();
const faults = [];
const fault = (where, what) => faults.push(`${where}: ${what}`);

const ajv = new Ajv({ strict: false, allErrors: true });
addFormats(ajv);
for (const format of ["int32", "int64", "float", "double", "binary", "byte"]) ajv.addFormat(format, true);
ajv.addSchema({ $id: "http://description/", ...description });
// A schema whose references lead into the whole description.
const rooted = (schema) => JSON.parse(JSON.stringify(schema).replaceAll('"$ref":"#/', '"$ref":"http://description/#/'));

// What is wrong with a value by a schema of the description.
function wrong(schema, value) {
  const check = ajv.compile(rooted(schema));
  if (check(value)) return null;
  return check.errors.slice(0, 3).map((e) => `${e.instancePath || "/"} ${e.message} ${JSON.stringify(e.params)}`).join("; ");
}

const resolved = (node) =>
  node.$ref ? node.$ref.slice(2).split("/").reduce((at, key) => at[key], description) : node;

const methods = ["get", "put", "post", "delete", "patch"];
const operations = new Map();
for (const [target, item] of Object.entries(description.paths))
  for (const method of methods.filter((m) => item[m]))
    operations.set(`${method.toUpperCase()} ${target}`, item[method]);

const valid = await new Validator().validate(structuredClone(description));
if (!valid.valid) fault("the description", JSON.stringify(valid.errors));
if (!description.openapi.startsWith("3.1.")) fault("the description", `is of ${description.openapi}`);

let examples = 0;
function checkExamples(where, content) {
  for (const [type, media] of Object.entries(content ?? {})) {
    if (!media.schema) fault(where, `${type} has no schema`);
    for (const value of "example" in media ? [media.example] : Object.values(media.examples ?? {}).map((e) => e.value)) {
      examples++;
      const reason = wrong(media.schema, value);
      if (reason) fault(where, `its example of ${type} does not match: ${reason}`);
    }
  }
}

const ids = new Set();
for (const [name, operation] of operations) {
  if (!operation.operationId || ids.has(operation.operationId)) fault(name, "has no operationId of its own");
  ids.add(operation.operationId);
  for (const parameter of operation.parameters ?? []) {
    if (parameter.in === "path" && !("example" in parameter)) fault(name, `its parameter ${parameter.name} has no example`);
    const reason = "example" in parameter && wrong(parameter.schema, parameter.example);
    if (reason) fault(name, `the example of ${parameter.name} does not match: ${reason}`);
  }
  const body = operation.requestBody?.content;
  checkExamples(name, body);
  if (body && !Object.values(body).some((media) => "example" in media)) fault(name, "its body has no example");
  const answers = Object.entries(operation.responses)
    .filter(([status]) => status < "400")
    .map(([, stated]) => resolved(stated).content?.["application/json"])
    .filter((media) => media);
  if (answers.length > 0 && !answers.some((media) => "example" in media)) fault(name, "its answer has no example");
  const refusals = Object.keys(operation.responses).filter((status) => status >= "400");
  if (refusals.length === 0) fault(name, "documents no error");
  for (const [status, stated] of Object.entries(operation.responses)) {
    const response = resolved(stated);
    checkExamples(`${name} ${status}`, response.content);
    if (status >= "400" && !Object.values(response.content ?? {}).some((media) => media.schema)) fault(`${name} ${status}`, "has no schema");
  }
}

// A text of an example, by what the server calls the same thing this time.
const known = new Map();
const actual = (value) =>
  typeof value === "string" ? (known.get(value) ?? value)
  : Array.isArray(value) ? value.map(actual)
  : value && typeof value === "object" ? Object.fromEntries(Object.entries(value).map(([k, v]) => [k, actual(v)]))
  : value;
function learn(example, answer) {
  if (typeof example === "string" && typeof answer === "string") {
    if (example !== answer && !known.has(example)) known.set(example, answer);
  } else if (example && answer && typeof example === "object" && typeof answer === "object")
    for (const key of Object.keys(example)) learn(example[key], answer[key]);
}

async function send(name, { path: values = {}, query = {}, body, form, accept = "application/json" }) {
  const [method, template] = name.split(" ");
  const target = template.replace(/\{(\w+)\}/g, (_, key) => encodeURIComponent(actual(values[key])));
  const url = new URL(target, server);
  for (const [key, value] of Object.entries(query)) url.searchParams.set(key, actual(value));
  const request = { method, headers: { Accept: accept } };
  if (body !== undefined) {
    request.headers["Content-Type"] = "application/json";
    request.body = JSON.stringify(actual(body));
  } else if (form) {
    request.body = new FormData();
    for (const [key, value] of Object.entries(form)) request.body.set(key, part(value), ...(isFile(value) ? [value] : []));
  }
  return await fetch(url, request);
}

const isFile = (value) => /\.\w+$/.test(value);
const part = (value) =>
  !isFile(value) ? value
  : fs.existsSync(path.join(modelFolder, value)) ? new Blob([fs.readFileSync(path.join(modelFolder, value))])
  : new Blob([value.endsWith(".pdf") ? "%PDF-1.7" : "Who leaves last takes the keys to the office."]);

// What the server's interface offers nothing to wait for.
async function until(condition) {
  for (let i = 0; i < 1200 && !(await condition()); i++) await new Promise((next) => setTimeout(next, 100));
}
const json = async (name, values = {}) => await (await send(name, values)).json();

// What must have happened before an operation's example can be answered.
const before = {
  openaiGetVectorStoreFileContent: (entry) =>
    until(async () => (await json("GET /v1/vector_stores/{store}/files/{file}", entry)).status !== "in_progress"),
  startRestore: () => until(async () => !(await json("GET /api/v1/backups/state")).running),
  deleteCollection: () => until(async () => !(await json("GET /api/v1/restores/state")).running),
  retryDocument: async () => {
    const form = { id: "broken", file: "broken.pdf" };
    await send("POST /api/v1/collections/{collection}/documents", { path: { collection: "handbook" }, query: { wait: true }, form });
  },
};

// An answer as a reader wants to see it: of a long list the beginning.
const shortened = (value) =>
  Array.isArray(value) ? value.slice(0, value.length > 3 ? 2 : 3).map(shortened)
  : value && typeof value === "object" ? Object.fromEntries(Object.entries(value).map(([k, v]) => [k, shortened(v)]))
  : typeof value === "string" ? value.slice(0, 300)
  : value;

async function read(response) {
  if (!response.headers.get("content-type")?.startsWith("text/event-stream")) return await response.text();
  const reader = response.body.getReader();
  const { value } = await reader.read();
  await reader.cancel();
  return new TextDecoder().decode(value);
}

for (const entry of catalogue) {
  const operation = operations.get(entry.operation);
  if (!operation) {
    fault(entry.operation, "is in the catalogue and not in the description");
    continue;
  }
  await before[entry.id]?.(entry);
  const response = await send(entry.operation, entry);
  const text = await read(response);
  const type = response.headers.get("content-type")?.split(";")[0] ?? "";
  if (response.status !== entry.status && response.status !== entry.refusal) {
    fault(entry.operation, `answered ${response.status} instead of ${entry.status}: ${text.slice(0, 400)}`);
    continue;
  }
  const documented = resolved(operation.responses[response.status] ?? operation.responses.default).content;
  if (text && !documented?.[type]) fault(entry.operation, `answers ${response.status} with ${type}, which is not documented`);
  if (!text || !type.endsWith("json")) continue;
  const answer = JSON.parse(text);
  const reason = documented?.[type] && wrong(documented[type].schema, answer);
  if (reason) fault(entry.operation, `its answer is not as documented: ${reason}: ${text.slice(0, 400)}`);
  if (response.status !== entry.status) continue;
  // Who did what stands in another order each time: it says nothing of what things are called.
  if (entry.response && entry.operation !== "GET /api/v1/audit") learn(entry.response, answer);
  if (mode === "write") entry.response = shortened(answer);
}
for (const name of operations.keys()) if (!catalogue.some((entry) => entry.operation === name)) fault(name, "is not in the catalogue");

if (mode === "write") {
  for (const entry of catalogue)
    for (const member of ["path", "query", "body"]) if (entry[member]) entry[member] = actual(entry[member]);
  fs.writeFileSync(catalogueFile, `${JSON.stringify(catalogue, null, 2)}\n`);
}
console.log(JSON.stringify({ operations: operations.size, examples, faults }));
