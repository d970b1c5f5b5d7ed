// BERT's uncased basic tokenization and WordPiece, for the evaluation script.
import { readFileSync } from "node:fs";

export const readVocabulary = (path) => new Map(readFileSync(path, "utf8").trimEnd().split("\n").map((piece, index) => [piece, index]));

const PUNCTUATION = /[!-/:-@[-`{-~]|\p{P}/u;
const CHINESE = /[\u4e00-\u9fff\u3400-\u4dbf\uf900-\ufaff]|[\u{20000}-\u{2fa1f}]/u;

export function basicTokens(text) {
  let out = "";
  for (const character of text.toLowerCase().normalize("NFD")) {
    if (/\s/u.test(character)) out += " ";
    else if (/\p{Mn}|\p{C}|\ufffd/u.test(character)) continue;
    else out += PUNCTUATION.test(character) || CHINESE.test(character) ? ` ${character} ` : character;
  }
  return out.split(" ").filter(Boolean);
}

function splitWord(word, vocabulary) {
  const unknown = [vocabulary.get("[UNK]")];
  if (word.length > 100) return unknown;
  const ids = [];
  for (let start = 0; start < word.length;) {
    let end = word.length;
    while (end > start && !vocabulary.has((start ? "##" : "") + word.slice(start, end))) end--;
    if (end === start) return unknown;
    ids.push(vocabulary.get((start ? "##" : "") + word.slice(start, end)));
    start = end;
  }
  return ids;
}

/** Ids with [CLS] in front and [SEP] behind, cut to `limit`. */
export function encode(words, vocabulary, limit) {
  const ids = words.flatMap((word) => splitWord(word, vocabulary)).slice(0, limit - 2);
  return [vocabulary.get("[CLS]"), ...ids, vocabulary.get("[SEP]")];
}
