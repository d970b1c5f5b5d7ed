import { serverSentEvents } from "./sse.js";
import { lost } from "./words.js";

const root = "/api/v1";

// An error in words for people; `status` and `code` for decisions.
export class Problem extends Error {
  constructor(problem, status) {
    super(Problem.words(problem, status));
    this.status = status;
    this.code = problem.code;
  }

  static words(problem, status) {
    const detail = problem.detail ?? problem.title ?? `The server answered with status ${status}.`;
    const fields = Object.entries(problem.errors ?? {})
      .filter(([, messages]) => !messages.includes(detail))
      .map(([field, messages]) => `${field}: ${messages.join(" ")}`);
    const trace = status >= 500 && problem.traceId ? [`(Trace ${problem.traceId})`] : [];
    return [detail, ...fields, ...trace].join(" ");
  }
}

async function send(path, options = {}) {
  let response;
  try {
    response = await fetch(path, options);
  } catch (error) {
    if (error.name === "AbortError") throw error;
    throw new Problem({ detail: lost }, 0);
  }
  if (response.ok) return response;
  // The key was revoked or has ended since the page was opened.
  if (response.status === 401) location.assign(`/signin?next=${encodeURIComponent(location.pathname + location.search)}`);
  const problem = await response.json().catch(() => ({}));
  const delay = response.headers.get("retry-after");
  if (delay) problem.detail = `${problem.detail ?? "The server is busy."} Try again in ${delay} s.`;
  throw new Problem(problem, response.status);
}

const json = async (path, options) => (await send(path, options)).json();

const post = (path, body, options = {}) =>
  send(path, { method: "POST", headers: { "content-type": "application/json" }, body: JSON.stringify(body), ...options });

const within = (collection) => `${root}/collections/${encodeURIComponent(collection)}`;

export const documentPath = (collection, id) => `${within(collection)}/documents/${encodeURIComponent(id)}`;

export const status = () => json(`${root}/status`);

export const caller = () => json(`${root}/me`);

// A server that is not ready answers 503 with the same body.
export async function readiness() {
  const response = await fetch("/ready");
  const body = await response.json().catch(() => ({}));
  return body.status ?? (response.ok ? "ok" : "unhealthy");
}

export const listCollections = async () => (await json(`${root}/collections`)).data;

export const listShards = async (collection) => (await json(`${within(collection)}/shards`)).data;

export const grainType = (type, limit) => json(`${root}/cluster/grains/${encodeURIComponent(type)}?limit=${limit}`);

export const cluster = () => json(`${root}/cluster`);

export const listPlans = (collection) => json(`${root}/plans?collection=${encodeURIComponent(collection)}`);

export const resumePlanner = async (collection, queryClass) => (await post(`${root}/plans/resume`, { collection, query_class: queryClass })).json();

export const listKnobs = async () => (await json(`${root}/tuning`)).data;

export const revertKnob = async (silo, knob, change) => (await post(`${root}/tuning/revert`, { silo, knob, change })).json();

export const releaseKnob = async (silo, knob) => (await post(`${root}/tuning/release`, { silo, knob })).json();

export const createCollection = async (name, description, language) =>
  (await post(`${root}/collections`, { name, description: description || undefined, language })).json();

export const listModels = async () => (await json(`${root}/models`)).data;

export const changeModel = async (collection, model) =>
  (await send(within(collection), { method: "PATCH", headers: { "content-type": "application/json" }, body: JSON.stringify({ model }) })).json();

export const listDocuments = (collection, after, limit) =>
  json(`${within(collection)}/documents?limit=${limit}${after ? `&after=${encodeURIComponent(after)}` : ""}`);

export const deleteDocument = (collection, id) => send(documentPath(collection, id), { method: "DELETE" });

export const retryDocument = (collection, id) => send(`${documentPath(collection, id)}/retry`, { method: "POST" });

export async function upload(collection, files) {
  const form = new FormData();
  for (const { file, name } of files) form.append("file", file, name);
  return json(`${within(collection)}/documents`, { method: "POST", body: form });
}

export const job = (id) => json(`${root}/jobs/${encodeURIComponent(id)}`);

export const cancelJob = (id) => json(`${root}/jobs/${encodeURIComponent(id)}`, { method: "DELETE" });

export const jobEvents = async (id) => serverSentEvents(await send(`${root}/jobs/${encodeURIComponent(id)}/events`));

export const chunk = (collection, id, signal) =>
  json(`${within(collection)}/chunks/${encodeURIComponent(id)}?context=1`, { signal });

export const ask = async (collection, question, signal) =>
  serverSentEvents(await post(`${within(collection)}/ask`, { ...question, stream: true }, { signal }));

export const rated = (feedbackId, rating) => post(`${root}/feedback`, { feedback_id: feedbackId, rating });

export const clicked = (feedbackId, citation) => post(`${root}/feedback`, { feedback_id: feedbackId, citation });
