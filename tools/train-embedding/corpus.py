"""Collects the training passages: one line `source <tab> title <tab> text` each, in a fixed order, without repeats."""
import hashlib
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


def data_passages(data: Path):
    """Document texts only: never a query, a question, a judgement or an expected answer."""
    for name in ("scifact", "pubmedqa"):
        for record in json_lines(data / name / "corpus.jsonl"):
            yield name, record.get("title", ""), record["text"]
    for record in json_lines(data / "sap-fiori" / "records.jsonl"):
        for title, text in passages(readers.plain(record["content"]), False):
            yield "sap-fiori", title, text
    for folder in sorted(data.glob("docs-*")):
        for path in sorted(folder.rglob("*.md")):
            for title, text in passages(readers.plain(re.sub(r"(?s)```.*?```", "\n\n", path.read_text("utf-8"))), False):
                yield folder.name, title, text
    xquad = data / "xquad" / "xquad.en.dev.json"
    if xquad.exists():
        for article in json.loads(xquad.read_text("utf-8"))["data"]:
            for paragraph in article["paragraphs"]:
                yield "xquad", article.get("title", "").replace("_", " "), paragraph["context"]


def sources(work: Path):
    for folder in sorted((work / "unpacked").glob("*")):
        if not folder.name.endswith(".partial"):
            yield folder.name, package_passages(folder)
    for path in sorted((work / "lists").glob("*Translation-en*.txt")):
        yield "descriptions", readers.descriptions(path.read_text("utf-8"))


def build(work: Path, data: Path | None, target: Path) -> dict[str, int]:
    """Writes the passages to `target` and returns the number of words of each source."""
    seen, words_of = set(), {}
    with target.open("w", encoding="utf-8") as out:

        def write(source, title, text):
            text = text.replace("\t", " ").replace("\n", " ")
            key = hashlib.blake2b(text.encode(), digest_size=8).digest()
            if key in seen:
                return
            seen.add(key)
            words_of[source] = words_of.get(source, 0) + text.count(" ") + 1
            out.write(f"{source}\t{' '.join(title.split())}\t{text}\n")

        for source, pairs in sources(work):
            limit = 4 * WORDS_PER_PACKAGE if source == "descriptions" or source.startswith("dict-gcide") else WORDS_PER_PACKAGE
            for title, text in pairs:
                if words_of.get(source, 0) >= limit:
                    break
                write(source, title, text)
        if data is not None:
            for source, title, text in data_passages(data):
                write(source, title, text)
    return words_of
