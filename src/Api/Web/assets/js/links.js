// Links that documents hold. Their addresses are untrusted: a page or a mail may open, and nothing runs.

import { element } from "./dom.js";

export function isWebAddress(uri) {
  return /^https?:\/\//i.test(uri ?? "") && URL.canParse(uri);
}

// A path beside a document's URI leads nowhere from this page.
export const isFollowed = (url) => isWebAddress(url) || /^mailto:/i.test(url);

export const link = (words, url) => element("a", { href: url, target: "_blank", rel: "noopener noreferrer", title: url }, words);
