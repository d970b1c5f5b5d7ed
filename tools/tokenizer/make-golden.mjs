// Writes random texts with the ids that npm's @huggingface/tokenizers gives them, one JSON object ({"t", "i"}) a line, gzipped. Seeded:
// the same arguments give the same file. Texts mix words, accents, other scripts, CJK, emoji with joiners and selectors, control and format
// characters, every kind of space, punctuation, symbols, long words and special tokens written out; no lone surrogates, which JSON in UTF-8
// cannot carry.
//
//   npm ci --ignore-scripts && node make-golden.mjs VOCAB.txt COUNT OUT.jsonl.gz
//
// tests/Inference.Tests/Samples/random.jsonl.gz is: ../../tests/Inference.Tests/Samples/vocab.txt 2000. The long comparison, with the
// vocabulary of a real model (RAG_TOKENIZER_VOCABULARY) and any number of texts:
//
//   node make-golden.mjs .../vocab.txt 20000 /tmp/golden.jsonl.gz
//   RAG_TOKENIZER_GOLDEN=/tmp/golden.jsonl.gz RAG_TOKENIZER_VOCABULARY=.../vocab.txt ./rag test Inference
import { readFileSync, writeFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import { Tokenizer } from "@huggingface/tokenizers";

const [vocabularyPath, count, out] = process.argv.slice(2);
const vocabulary = readFileSync(vocabularyPath, "utf8").split("\n").filter((line, i, all) => i < all.length - 1 || line.length > 0);
const special = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]"];
const id = (token) => vocabulary.indexOf(token);
const reference = new Tokenizer({
  version: "1.0",
  added_tokens: special.map((content) => ({ id: id(content), content, single_word: false, lstrip: false, rstrip: false, normalized: false, special: true })),
  normalizer: { type: "BertNormalizer", clean_text: true, handle_chinese_chars: true, strip_accents: null, lowercase: true },
  pre_tokenizer: { type: "BertPreTokenizer" },
  post_processor: {
    type: "TemplateProcessing",
    single: [{ SpecialToken: { id: "[CLS]", type_id: 0 } }, { Sequence: { id: "A", type_id: 0 } }, { SpecialToken: { id: "[SEP]", type_id: 0 } }],
    pair: [],
    special_tokens: Object.fromEntries(["[CLS]", "[SEP]"].map((token) => [token, { id: token, ids: [id(token)], tokens: [token] }])),
  },
  decoder: { type: "WordPiece", prefix: "##", cleanup: true },
  model: {
    type: "WordPiece", unk_token: "[UNK]", continuing_subword_prefix: "##", max_input_chars_per_word: 100,
    vocab: Object.fromEntries(vocabulary.map((token, i) => [token, i])),
  },
}, { tokenizer_class: "BertTokenizer", do_lower_case: true });

let state = 20_261_121;
const random = (below) => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return Math.floor((state / 2 ** 32) * below);
};
const pick = (list) => list[random(list.length)];
const between = (low, high) => String.fromCodePoint(low + random(high - low + 1));
const words = vocabulary.filter((token) => /^[a-z]{2,}$/.test(token));
const pieces = vocabulary.filter((token) => token.startsWith("##")).map((token) => token.slice(2));
const spaces = [" ", "  ", "\t", "\n", "\r\n", "\u00a0", "\u2003", "\u2009", "\u3000", "\u202f", "\u1680", "\u2028", "\u2029"];
const makers = [
  () => pick(words), () => pick(words), () => pick(words), () => pick(words).toUpperCase(), () => pick(words) + pick(pieces),
  () => pick(words)[0].toUpperCase() + pick(words).slice(1), () => String(random(100_000)), () => between(0x21, 0x7e),
  () => between(0xc0, 0x17f), () => pick(words) + between(0x300, 0x36f), () => between(0x370, 0x3ff), () => between(0x400, 0x4ff),
  () => between(0x590, 0x6ff), () => between(0x900, 0x97f), () => between(0xe00, 0xe7f), () => between(0x1e00, 0x1fff),
  () => between(0xac00, 0xd7a3), () => between(0x3040, 0x30ff), () => between(0x4e00, 0x9fff), () => between(0x3400, 0x4dbf),
  () => between(0xf900, 0xfaff), () => between(0x20000, 0x2a6df), () => between(0x2f800, 0x2fa1f), () => between(0x1f300, 0x1faff),
  () => pick(["👨‍👩‍👧", "🏳️‍🌈", "👍🏽", "☎️", "🇳🇴", "e\u0301", "İ", "ß", "ſ", "ﬁ", "Ω", "№", "½", "①", "Å", "ς", "Σ"]),
  () => between(0x00, 0x1f), () => between(0x7f, 0x9f), () => between(0x200b, 0x200f), () => between(0x2060, 0x206f), () => "\ufeff", () => "\ufffd", () => "\u00ad",
  () => between(0xe000, 0xf8ff), () => between(0x2000, 0x206f), () => between(0x2190, 0x2bff), () => between(0xff01, 0xffee), () => between(0x1d400, 0x1d7ff),
  () => pick(special), () => "x".repeat(95 + random(12)), () => between(0x1f600, 0x1f64f).repeat(random(4)),
];

const lines = [];
for (let i = 0; i < Number(count); i++) {
  let text = "";
  for (let parts = random(14); parts >= 0; parts--) text += pick(makers)() + (random(3) > 0 ? pick(spaces) : "");
  lines.push(JSON.stringify({ t: text, i: [...reference.encode(text).ids].map(Number) }));
}
writeFileSync(out, gzipSync(lines.join("\n") + "\n", { level: 9 }));
console.log(`${lines.length} texts in ${out}`);
