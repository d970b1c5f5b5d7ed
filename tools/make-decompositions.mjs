// Writes src/Text/Tokenizing/CanonicalDecompositions.txt: what each character is under Unicode's canonical decomposition
// when the non-spacing marks are taken away. Run: node tools/make-decompositions.mjs
import { writeFileSync } from "node:fs";

const mark = /\p{Mn}/u;
const lines = [];
for (let code = 0x80; code <= 0x10ffff; code++) {
  if (code >= 0xd800 && code <= 0xdfff) continue;
  if (code >= 0xac00 && code <= 0xd7a3) continue; // Hangul syllables: by arithmetic
  const character = String.fromCodePoint(code);
  const decomposed = character.normalize("NFD");
  if (decomposed === character || mark.test(character)) continue;
  const kept = [...decomposed].filter((c) => !mark.test(c));
  lines.push([code, ...kept.map((c) => c.codePointAt(0))].map((c) => c.toString(16).toUpperCase()).join(" "));
}

writeFileSync(new URL("../src/Text/Tokenizing/CanonicalDecompositions.txt", import.meta.url), lines.join("\n") + "\n");
