// Checks rendered objects: the values by the schemas of kubernetes-models, the keys by its types. A schema lets a misspelt key pass; the
// compiler refuses a literal with a key that its type does not have.
// In: {name: yaml, ...} as JSON. Out: the objects' kinds and what is wrong, as JSON.

import { readFileSync } from "node:fs";
import path from "node:path";
import { fileURLToPath } from "node:url";
import ts from "typescript";
import { parseAllDocuments } from "yaml";

const here = path.dirname(fileURLToPath(import.meta.url));
const packages = [
  // No package of types is published for it: its text is only parsed and compared with the golden file.
  [/^autoscaling\.k8s\.io\//, null],
  [/^keda\.sh\//, "@kubernetes-models/keda"],
  [/^monitoring\.coreos\.com\//, "@kubernetes-models/prometheus-operator"],
  [/^gateway\.networking\.k8s\.io\//, "@kubernetes-models/gateway-api"],
  [/.*/, "kubernetes-models"],
];

const problems = [];
const kinds = {};
const literals = [];

for (const [name, yaml] of Object.entries(JSON.parse(readFileSync(0, "utf8")))) {
  kinds[name] = [];
  for (const document of parseAllDocuments(yaml, { strict: true, uniqueKeys: true })) {
    for (const error of [...document.errors, ...document.warnings]) problems.push(`${name}: ${error.message}`);
    const object = document.toJS();
    if (object === null) continue;
    kinds[name].push(object.kind);
    if (model(object) === null) continue;
    await checkValues(name, object);
    literals.push({ name, object });
  }
}
checkKeys();
console.log(JSON.stringify({ kinds, problems }));

function model(object) {
  const [, source] = packages.find(([group]) => group.test(object.apiVersion));
  return source === null ? null : `${source}/${object.apiVersion}/${object.kind}`;
}

async function checkValues(name, object) {
  try {
    const { [object.kind]: Model } = await import(model(object));
    new Model(object).validate();
  } catch (error) {
    problems.push(`${name}: ${object.kind}/${object.metadata?.name}: ${error.message}`);
  }
}

function checkKeys() {
  const file = path.join(here, "rendered.ts");
  const lines = literals.map(({ object }, i) =>
    `import type { I${object.kind} as T${i} } from "${model(object)}";\nexport const x${i}: T${i} = ${JSON.stringify(object)};`);
  const options = { strict: true, noEmit: true, skipLibCheck: true, module: ts.ModuleKind.NodeNext, moduleResolution: ts.ModuleResolutionKind.NodeNext, target: ts.ScriptTarget.ES2022, types: [] };
  const host = ts.createCompilerHost(options);
  const read = host.getSourceFile;
  host.getSourceFile = (asked, target) => (asked === file ? ts.createSourceFile(file, lines.join("\n"), target) : read(asked, target));
  host.fileExists = ((exists) => (asked) => asked === file || exists(asked))(host.fileExists);
  const program = ts.createProgram([file], options, host);
  for (const diagnostic of ts.getPreEmitDiagnostics(program)) {
    const line = diagnostic.file?.fileName === file ? diagnostic.file.getLineAndCharacterOfPosition(diagnostic.start).line : 0;
    const { name, object } = literals[Math.floor(line / 2)];
    problems.push(`${name}: ${object.kind}/${object.metadata?.name}: ${ts.flattenDiagnosticMessageText(diagnostic.messageText, " ")}`);
  }
}
