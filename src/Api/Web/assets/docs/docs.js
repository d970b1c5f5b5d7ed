const dark = matchMedia("(prefers-color-scheme: dark)");
const paint = () => document.documentElement.classList.toggle("dark-mode", dark.matches);
dark.addEventListener("change", paint);
paint();

const json = async (path) => (await fetch(path)).json();

// A call that is tried reads a collection that is there, where the example's is not. What writes keeps the example: nobody means to change
// a collection of theirs by trying.
function nameCollection(spec, collections) {
  const filled = collections.find((one) => one.documents > 0)?.name;
  if (!filled) return;
  for (const [path, operations] of Object.entries(spec.paths)) {
    for (const [method, operation] of Object.entries(operations)) {
      if (method !== "get" && !/\/(ask|search)$/.test(path)) continue;
      for (const parameter of (operation.parameters ?? []).filter((one) => one.name === "collection")) {
        if (!collections.some((one) => one.name === parameter.example)) parameter.example = filled;
      }
    }
  }
}

const [spec, collections] = await Promise.all([json("/openapi/v1.json"), json("/api/v1/collections")]);
nameCollection(spec, collections.data ?? []);

SwaggerUIBundle({
  spec,
  domNode: document.getElementById("docs"),
  deepLinking: true,
  docExpansion: "list",
  defaultModelsExpandDepth: 0,
  // The default asks a validator on another host.
  validatorUrl: null,
});
