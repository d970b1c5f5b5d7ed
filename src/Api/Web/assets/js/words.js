// Every sentence that the scripts show, in one place. A number and its unit stay on one line: the space between is U+00A0.

const number = new Intl.NumberFormat("en");

export const count = (n, one, many = `${one}s`) => `${number.format(n)}\u00a0${n === 1 ? one : many}`;

export function bytes(n) {
  if (n < 1024) return `${n}\u00a0B`;
  const units = ["KB", "MB", "GB", "TB"];
  let value = n;
  let unit = -1;
  do {
    value /= 1024;
    unit++;
  } while (value >= 1024 && unit < units.length - 1);
  return `${value < 10 ? value.toFixed(1) : Math.round(value)}\u00a0${units[unit]}`;
}

export const milliseconds = (ms) => (ms < 1000 ? `${Math.round(ms)}\u00a0ms` : `${(ms / 1000).toFixed(1)}\u00a0s`);

// Grain calls take microseconds: two digits that count.
export const latency = (ms) => (ms > 0 && ms < 10 ? `${ms.toFixed(ms < 1 ? 2 : 1)}\u00a0ms` : milliseconds(ms));

export const exact = (n) => number.format(n);

export const rate = (n) => (n === 0 || n >= 100 ? number.format(Math.round(n)) : n.toFixed(n < 10 ? 2 : 1));

export const percent = (n) => `${n < 10 ? n.toFixed(1) : Math.round(n)}\u00a0%`;

export const pages = (first, last) =>
  first == null ? "" : last == null || last === first ? `page ${first}` : `pages ${first}–${last}`;

export const filled = "Documents are in:";

// Where in its file a citation stands: a page, or what an editor opens.
export const placeOf = ({ page, line, uri }) => pages(page) || (line == null ? "" : uri && !uri.includes("://") ? `${uri}:${line}` : `line ${line}`);

export const documentStates = { received: "indexing", indexed: "indexed", failed: "failed" };

export const modelWords = {
  current: (model) => `Embedding model: ${model}`,
  choice: (model) => `${model.name} · ${model.dimensions} dimensions`,
  none: "No other embedding model is here. 'rag models pull' and 'rag models add' bring one.",
  cancelled: (change) => `Cancelled: ${change.previous_model} goes on.`,
};

export const modelSteps = {
  embedding: (change) => `Changing to ${change.model}: ${number.format(change.chunks_done)} of ${count(change.chunks_total, "chunk")}. ${change.previous_model} answers until then.`,
  loading: (change) => `Changing to ${change.model}: the replicas read the new vectors.`,
  retiring: (change) => `${change.model} answers. The old vectors are kept for a moment.`,
  removing: (change) => `${change.model} answers. The old vectors are being removed.`,
  done: (change) => `${change.model} answers.`,
};

export const uploadStates = {
  waiting: "waiting",
  sending: "sending",
  queued: "queued",
  indexed: "indexed",
  unchanged: "unchanged",
  failed: "failed",
  superseded: "replaced by a newer version",
};

const degradations = {
  dense_unavailable: "Searched by words only: the embedding model is unavailable",
  chat_unavailable: "Quoted from the sources: the chat model is unavailable",
  chat_unsupported: "Quoted from the sources: what the chat model wrote is not in them, or does not answer",
  rerank_unavailable: "Order not refined: the reranker is unavailable",
  shards_missing: "Some parts of the collection did not answer",
};

// Where there is no answer nothing is quoted.
const degradationsOfNone = {
  chat_unavailable: "The chat model is unavailable",
  chat_unsupported: "What the chat model wrote is not in the sources, or does not answer",
};

export const degradation = (code, abstained) =>
  (abstained ? degradationsOfNone[code] : null) ?? degradations[code] ?? `Degraded: ${code.replaceAll("_", " ")}`;

export const writtenBy = (model) => (model ? `answers by ${model}` : "answers quoted, no chat model");

export const answeredBy = (who) => (who === "extractive" ? "Quoted from your documents" : `Written by ${who}`);

export const cached = (tier, question) => (question ? `from cache, answers the near question “${question}”` : `from cache ${tier}`);

const duration = (seconds) => {
  if (seconds < 90) return `${Math.max(0, Math.round(seconds))}\u00a0s`;
  if (seconds < 5400) return `${Math.round(seconds / 60)}\u00a0min`;
  return seconds < 172_800 ? `${Math.round(seconds / 3600)}\u00a0h` : `${Math.round(seconds / 86_400)}\u00a0days`;
};

export const cluster = {
  silos: "Silos active",
  activations: "Activations",
  callsPerSecond: "Grain calls/s",
  errorsPerSecond: "Errors/s",
  slowest: "Slowest p99",
  types: "Grain types",
  engine: "Runs on",
  cpu: "CPU",
  memory: "Memory",
  siloFacts: ["Activations", "Calls/s", "Errors/s", "p99"],
  statuses: { Active: "active", Joining: "joining", Created: "created", ShuttingDown: "shutting down", Stopping: "stopping", Dead: "dead" },
  silent: "It does not tell its figures.",
  tiers: { L1: "L1, memory of each silo", L2: "L2, memory of all silos", L3: "L3, store", semantic: "Near questions, memory of each silo" },
  kinds: { embedding: "embeddings of queries", retrieval: "passages of searches", answer: "answers" },
  cacheSummary: (coalesced) => `Since the silos started. ${count(coalesced, "query", "queries")} shared the answer of an equal one at the same time.`,
  failureSummary: (causes, outage) => (causes === 0
    ? "Nothing has failed in the last two hours."
    : `${count(causes, "cause")} in the last two hours.${outage ? " Everything that used the same fails alike: it is waited for, and nothing is given up." : ""}`),
  outage: (dependency) => `${dependency}: outage`,
  at: (time) => new Date(time).toLocaleTimeString("en"),
  shard: "Shard",
  nowhere: "nowhere",
  noShards: "No collection, no shards.",
  lost: "The connection to the server is lost; the figures below are old. Connecting again…",
  of: (some, all) => (some === all ? `${some}` : `${some} of ${all}`),
  up: (seconds) => `up ${duration(seconds)}`,
  gone: (n) => `${count(n, "silo")} gone`,
  startedAt: (at) => `started ${new Date(at).toLocaleString("en")}`,
  sparkLabel: (calls, seconds) => `Grain calls in the last ${seconds} seconds; ${calls} in the last one`,
  activationsOf: (shown, all) => (shown === all ? `Activations (${number.format(all)})` : `Activations (${number.format(shown)} of ${number.format(all)})`),
  replica: (replica, state) => `replica ${replica}${state ? `: ${state.replaceAll("_", " ")}` : ""}`,
  lag: (records) => `${records} behind`,
  shardSummary: (shards, replicas, late) => `${shards}, ${replicas}${late > 0 ? `, ${late} not ready` : ""}`,
};

const moment = (time) => new Date(time).toLocaleString("en", { dateStyle: "medium", timeStyle: "medium" });

const signed = (n) => `${n < 0 ? "−" : "+"}${Math.abs(n).toFixed(3)}`;

const underSince = (trial) => (trial?.no_gain_since ? ` The gain's lower bound has not been above 0 since ${moment(trial.no_gain_since)}` : "");

export const plans = {
  plan: "Plan",
  probability: "Probability",
  amplitude: "Amplitude",
  utility: "Utility",
  successes: "Good",
  failures: "Bad",
  stage: "Step",
  expected: "Expected",
  baseline: "Baseline",
  coherence: "Coherence",
  seen: "Last seen",
  facts: ["Queries", "Entropy", "Collapsed", "Coherence", "Events", "Recorded queries"],
  states: { off: "planner off", chooses: "planner chooses", suspended: "suspended" },
  className: (name) => name.replaceAll("_", " "),
  plansOf: (name) => `Plans of ${name}`,
  stagesOf: (name) => `Steps of ${name}`,
  probabilityOf: (plan) => `Probability that ${plan} is the best`,
  amplitudeOf: (plan) => `Amplitude of ${plan}`,
  coherenceOf: (stage) => `Coherence of ${stage}`,
  off: "The planner is off: the fixed plan runs. RAG__Planner__IsOn=true turns it on; it would begin with what is shown here.",
  noCollection: "No collection, no plans.",
  summary: (asked, all) => `${number.format(asked)} of ${count(all, "class", "classes")} had queries whose plan was open.`,
  brief: (queries, collapsed) => `${queries === 0 ? "no queries yet" : count(queries, "query", "queries")}${collapsed ? ", collapsed" : ""}`,
  collapsed: (is) => (is ? "yes" : "no"),
  comparison: "Live comparison",
  stages: "Steps",
  noStages: "No step was seen yet.",
  events: "Events",
  noEvents: "Nothing happened to what was learned.",
  event: (one) => `${moment(one.at)}: ${one.cause === "model" ? "another model" : "documents changed"}, ${percent(100 * one.changed_share)} of what the class cited; ${percent(100 * one.left)} of the evidence is left.`,
  golden: (one) => (one.ran_at
    ? `Golden queries: ${number.format(one.queries)} run again, last on ${moment(one.ran_at)}.`
    : "Golden queries: not run again yet."),
  when: (time) => new Date(time).toLocaleTimeString("en"),
  resume: "Resume",
  resumeLabel: (name) => `Resume the planner of ${name}`,
  resumed: (name) => `The planner of ${name} chooses again and shows its gain anew.`,
  trial: {
    off: () => "The planner is off, so nothing is compared.",
    chooses: (trial) => `The planner chooses; some queries run the fixed plan as a control.${underSince(trial)}${trial?.no_gain_since ? "; if that lasts, the planner of this class is suspended." : ""}`,
    suspended: (trial) => `Suspended since ${moment(trial.suspended_at)}, the fixed plan runs: no gain was shown.${underSince(trial)}${trial.no_gain_since ? "." : ""}`,
    gain: (trial) => {
      const counts = `${count(trial.planned_queries, "judged query", "judged queries")} of the planner and ${number.format(trial.control_queries)} of the control`;
      return trial.gain == null ? `Too few to tell a gain: ${counts}.` : `Gain ${signed(trial.gain)} (${signed(trial.lower)} to ${signed(trial.upper)}), by ${counts}.`;
    },
  },
};

export const tuning = {
  facts: ["Value", "Bounds", "Tried now"],
  states: { off: "off", tuned: "tuned", held: "held" },
  about: {
    hedge_delay: "After how much of the 95th percentile a second replica is asked.",
    query_wait: "How long a query waits to be embedded in company, as a share of what the batcher lets it wait.",
  },
  settings: { hedge_delay: "RAG__Query__TuneHedging", query_wait: "RAG__Query__TuneQueryWait" },
  off: (setting) => (setting ? `It is not tuned: ${setting}=true turns that on.` : "It is not tuned."),
  silo: (name) => `On ${name}`,
  bounds: (min, max) => `${min} to ${max}`,
  log: (shown, all) => (all === 0 ? "It was not turned yet." : shown === all ? `It was turned ${all === 1 ? "once" : count(all, "time")}.` : `The last ${shown} of ${count(all, "change")}.`),
  turned: (from, to) => `${from} → ${to}`,
  changed: (n, at) => `change ${number.format(n)}, ${moment(at)}`,
  revert: "Revert",
  revertLabel: (change, knob, silo) => `Revert change ${change} of ${knob} on ${silo}`,
  reverted: (knob, silo, value) => `${knob} on ${silo} is back at ${value} and stays there until it is released.`,
  release: "Release",
  releaseLabel: (knob, silo) => `Release ${knob} on ${silo}`,
  released: (knob, silo) => `${knob} on ${silo} may be tuned again.`,
};

// In the language of the question, as the reason below it is.
const abstentions = {
  en: "No answer in your documents",
  de: "Keine Antwort in Ihren Dokumenten",
  fr: "Aucune réponse dans vos documents",
  es: "No hay respuesta en sus documentos",
  it: "Nessuna risposta nei suoi documenti",
  pt: "Nenhuma resposta nos seus documentos",
  nl: "Geen antwoord in uw documenten",
  ru: "В ваших документах ответа нет",
  ar: "لا توجد إجابة في مستنداتك",
  zh: "您的文档中没有答案",
  ja: "文書の中に答えがありません",
};

export const abstention = (language) => abstentions[language] ?? abstentions.en;

export const unanswered = (parts) => `Not answered by your documents: ${parts.map((part) => `“${part}”`).join(", ")}`;

// As many as a request takes.
export const historyTurns = 20;

export const copyWords = { copy: "Copy", copied: "Copied" };

export const thanks = "Thank you.";

// Who reads the copy has no page to open a source on: its path belongs to it.
function sourceOf(citation) {
  const title = citation.title || citation.document_id;
  const place = placeOf(citation);
  const path = citation.uri && citation.uri !== title && !place.startsWith(citation.uri) ? citation.uri : null;
  return `[${citation.id}] ${[title, path, place].filter(Boolean).join(", ")}`;
}

export const sourcesOf = (citations) => citations.map(sourceOf).join("\n");

const dropReasons = {
  not_in_sources: "not in the sources",
  no_answer: "in the sources, but no answer",
  leads_nothing: "what it leads in is left out",
  code_not_in_sources: "code that no source holds line by line",
};

export const dropped = {
  title: (n) => `${count(n, "sentence")} left out`,
  reason: (code) => dropReasons[code] ?? code.replaceAll("_", " "),
  note: "The chat model wrote this too, and the check left it out.",
};

export const stopped = "Stopped.";

export const lost = "The server did not answer. It may be restarting, or the request was larger than it takes.";
