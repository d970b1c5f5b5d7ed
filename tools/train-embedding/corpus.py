"""Collects the training passages: one line `source <tab> title <tab> text` each, in a fixed order, without repeats."""
import hashlib
import itertools
import json
import re
from pathlib import Path

import readers

PASSAGE_WORDS = 160
WORDS_PER_PACKAGE = 1_500_000
OTHER_LANGUAGE = re.compile(r"[/._](ar|bg|ca|cs|da|de|el|es|fa|fi|fr|he|hr|hu|id|it|ja|ko|lt|lv|nb|nl|nn|no|pl|pt|pt-br|pt_br|"
                            r"ro|ru|sk|sl|sr|sv|th|tr|uk|vi|zh|zh-cn|zh_cn|zh-tw|zh_tw|eu|gl|eo|ast|ga|gd|ia|ka|kk|ky|ml|mr|pa|sw|ta|te)"
                            r"([/.]|@)", re.I)
ENTRY_SOURCES = ("dict-", "wordnet", "mythes", "r-bioc-go", "descriptions")


def passages(pairs, keep_apart: bool):
    """Joins neighbouring paragraphs under one title to passages of about PASSAGE_WORDS words."""
    title, parts, words = "", [], 0
    for heading, block in pairs:
        if parts and (keep_apart or heading != title or words >= PASSAGE_WORDS):
            yield title, " ".join(parts)
            parts, words = [], 0
        title = heading
        parts.append(block)
        words += block.count(" ") + 1
    if parts:
        yield title, " ".join(parts)


def package_passages(folder: Path):
    for path in sorted(folder.rglob("*")):
        if path.is_symlink() or not path.is_file() or OTHER_LANGUAGE.search(str(path.relative_to(folder)).lower()):
            continue
        if "changelog" in path.name.lower() or path.name.lower() in ("copyright", "genindex.html", "searchindex.js"):
            continue
        yield from passages(readers.read_file(path), folder.name.startswith(ENTRY_SOURCES))


def json_lines(path: Path):
    if path.exists():
        with path.open(encoding="utf-8") as lines:
            for line in lines:
                yield json.loads(line)


def normal(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", " ", text.lower()).strip()


def sentences(text: str):
    """Sentences of eight words or more, in lower case without punctuation."""
    for sentence in re.split(r"(?<=[.?!])\s+", text):
        sentence = normal(sentence)
        if sentence.count(" ") >= 7:
            yield sentence


def measured_sentences(data: Path) -> frozenset[str]:
    """The sentences of the collections that the model is measured on. They are read only to keep them out of the training."""
    found: set[str] = set()
    for name in ("scifact", "pubmedqa"):
        for record in itertools.chain(json_lines(data / name / "corpus.jsonl"), json_lines(data / name / "queries.jsonl")):
            found.update(sentences(record.get("title", "")))
            found.update(sentences(record["text"]))
    xquad = data / "xquad" / "xquad.en.dev.json"
    if xquad.exists():
        for article in json.loads(xquad.read_text("utf-8"))["data"]:
            for paragraph in article["paragraphs"]:
                found.update(sentences(paragraph["context"]))
                for question in paragraph["qas"]:
                    found.update(sentences(question["question"]))
    return frozenset(found)


def sources(work: Path):
    for folder in sorted((work / "unpacked").glob("*")):
        if not folder.name.endswith(".partial"):
            yield folder.name, package_passages(folder)
    for path in sorted((work / "lists").glob("*Translation-en*.txt")):
        yield "descriptions", readers.descriptions(path.read_text("utf-8"))


def build(work: Path, data: Path | None, target: Path) -> dict[str, int]:
    """
    Writes the passages to `target` and returns the number of words of each source. A passage that quotes a measured
    collection is left out: some package descriptions are the abstract of the package's paper.
    """
    seen, words_of = set(), {}
    forbidden = measured_sentences(data) if data else frozenset()
    with target.open("w", encoding="utf-8") as out:
        for source, pairs in sources(work):
            limit = 4 * WORDS_PER_PACKAGE if source == "descriptions" or source.startswith("dict-gcide") else WORDS_PER_PACKAGE
            for title, text in pairs:
                if words_of.get(source, 0) >= limit:
                    break
                text = text.replace("\t", " ").replace("\n", " ")
                key = hashlib.blake2b(text.encode(), digest_size=8).digest()
                if key in seen or not forbidden.isdisjoint(sentences(f"{title}. {text}")):
                    continue
                seen.add(key)
                words_of[source] = words_of.get(source, 0) + text.count(" ") + 1
                out.write(f"{source}\t{' '.join(title.split())}\t{text}\n")
    return words_of
