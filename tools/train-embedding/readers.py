"""Turns the files of a documentation package into (title, paragraph) pairs of plain English prose."""
import bz2
import gzip
import html
import re
import sqlite3
from pathlib import Path

MAX_FILE_BYTES = 12_000_000
STOPWORDS = frozenset(
    "the of and to in a is that for it as with be are on this by or an not from at which can was have has if you "
    "will but when used all its their these other than one may more they we his he been who were any such so".split())

_DROP = re.compile(r"(?is)<(script|style|pre|nav|head|svg|math|programlisting|screen|synopsis|code-block)\b.*?</\1\s*>|<!--.*?-->")
_TITLE = re.compile(r"(?is)<title[^>]*>(.*?)</title>")
_BLOCK = re.compile(
    r"(?is)<(/?)(p|h[1-6]|li|dd|dt|td|th|tr|div|section|table|ul|ol|dl|br|hr|blockquote|para|title|listitem|note|body|article)\b[^>]*>")
_TAG = re.compile(r"<[^>]*>")
_SPACE = re.compile(r"\s+")
_WORD = re.compile(r"[A-Za-z][A-Za-z'-]*")


def is_prose(text: str) -> bool:
    """True for a block that reads like English sentences rather than code, tables or another language."""
    words = _WORD.findall(text.lower())
    if len(words) < 8:
        return False
    letters = sum(len(word) for word in words)
    return letters >= 0.62 * len(text) and sum(word in STOPWORDS for word in words) >= 0.14 * len(words)


def clean(text: str) -> str:
    return _SPACE.sub(" ", html.unescape(text)).strip()


def read_text(path: Path) -> str:
    if path.stat().st_size > MAX_FILE_BYTES:
        return ""
    raw = path.read_bytes()
    if path.suffix in (".gz", ".dz"):
        raw = gzip.decompress(raw)
    elif path.suffix == ".bz2":
        raw = bz2.decompress(raw)
    return raw.decode("utf-8", "replace")


def markup(text: str):
    """HTML, DocBook and Mallard: headings become titles, blocks become paragraphs."""
    title_match = _TITLE.search(text)
    document = clean(_TAG.sub(" ", title_match.group(1))) if title_match else ""
    text = _DROP.sub(" ", text)
    heading, cursor, opened = "", 0, ""
    for match in _BLOCK.finditer(text):
        block = clean(_TAG.sub(" ", text[cursor:match.start()])).replace("¶", "")
        if block and (opened.startswith("h") and opened[1:].isdigit() or opened == "title"):
            heading = block if len(block) < 140 else ""
        elif block and is_prose(block):
            yield f"{document} {heading}".strip(), block
        opened = match.group(2).lower() if not match.group(1) else ""
        cursor = match.end()


def plain(text: str):
    """Plain text, Markdown, reStructuredText: paragraphs between empty lines; a short line before one is its title."""
    heading = ""
    for block in re.split(r"\n\s*\n|\n%\n", text):
        block = clean(block)
        if is_prose(block):
            yield heading, block
        elif 0 < len(block) < 90 and len(_WORD.findall(block)) <= 10:
            heading = block.strip("=-#*~^ ")


def roff(text: str):
    """Manual pages, without their markup."""
    name = ""
    for block in re.split(r"(?m)^\.(?:PP|P|LP|TP|IP|SH|SS|Sh|Pp|It|sp).*$", text):
        lines = [line for line in block.split("\n") if not re.match(r"[.'](?:\\\"|[a-z]{2}|TH|\\)", line)]
        block = re.sub(r"(?m)^\.[A-Z]{1,2} ", "", "\n".join(lines))
        block = clean(re.sub(r"\\f[BIRP]|\\f\([A-Z]{2}|\\[&/,|]|\\", lambda m: "" if len(m.group()) > 1 else "", block))
        if not name and " - " in block[:80]:
            name = block[:100]
        if is_prose(block):
            yield name, block


def pod(text: str):
    heading = ""
    for block in re.split(r"\n\s*\n", text):
        if block.startswith("=head"):
            heading = clean(block.split(" ", 1)[-1])
        elif not block.startswith((" ", "\t", "=")):
            block = clean(re.sub(r"[A-Z]<+\s*(.*?)\s*>+", r"\1", block))
            if is_prose(block):
                yield heading, block


def dictionary(text: str):
    """dictd text: a headword at the left margin, its definition indented below."""
    for entry in re.split(r"\n(?=\S)", text):
        head, _, body = entry.partition("\n")
        body = re.sub(r"\[1913 Webster[^\]]*\]|\[PJC\]|\[WordNet[^\]]*\]|\{|\}|\\", "", body)
        body = clean(body)
        head = clean(re.sub(r"\\.*|\(.*|\[.*|<.*", "", head))
        if 0 < len(head) < 60 and len(_WORD.findall(body)) >= 4:
            yield head, body[:1500]


def wordnet(text: str):
    for line in text.split("\n"):
        fields, _, gloss = line.partition(" | ")
        parts = fields.split(" ")
        if gloss and len(parts) > 6 and not line.startswith("  "):
            count = int(parts[3], 16)
            words = [parts[4 + 2 * index].replace("_", " ") for index in range(count)]
            yield ", ".join(words), clean(gloss)


def thesaurus(text: str):
    """MyThes: `word|n` and then n lines of `(part of speech)|synonym|synonym ...`."""
    word = ""
    for line in text.split("\n")[1:]:
        fields = line.split("|")
        if not line.startswith("(") and len(fields) == 2:
            word = fields[0]
        elif word and len(fields) > 2:
            yield word, ", ".join(re.sub(r"\(.*?\)", "", field).strip() for field in fields[1:])


def gene_ontology(path: Path):
    with sqlite3.connect(f"file:{path}?mode=ro&immutable=1", uri=True) as database:
        synonyms: dict[int, list[str]] = {}
        for identity, synonym in database.execute("select _id, synonym from go_synonym order by _id, synonym"):
            synonyms.setdefault(identity, []).append(synonym)
        for identity, term, definition in database.execute("select _id, term, definition from go_term order by _id"):
            if definition:
                yield ", ".join([term] + synonyms.get(identity, [])[:3]), clean(definition)


def game_rules(text: str):
    for value in re.findall(r'_\("(.*?)"\)', text, re.S):
        value = clean(value.replace("\\n", " ").replace("\\", " "))
        if is_prose(value):
            yield "", value


def descriptions(text: str):
    """apt's Translation files: the short description is the title of the long one."""
    for stanza in text.split("\n\n"):
        head, _, body = stanza.partition("Description-en: ")
        short, _, long = body.partition("\n")
        name = re.search(r"(?m)^Package: (\S+)", head)
        body = clean(re.sub(r"(?m)^ \.$", " ", long))
        if name and is_prose(body):
            yield f"{name.group(1)} {clean(short)}", body[:2500]


def read_file(path: Path):
    """The paragraphs of one file, by what its name says it is; nothing for a file that holds no prose."""
    name = path.name.lower()
    stem = re.sub(r"\.(gz|bz2|dz)$", "", name)
    if name.endswith(".sqlite"):
        yield from gene_ontology(path)
    elif re.search(r"\.(x?html?|docbook|page|cache)$", stem):
        yield from markup(read_text(path))
    elif stem.endswith(".pod"):
        yield from pod(read_text(path))
    elif stem.endswith(".dict"):
        yield from dictionary(gzip.decompress(path.read_bytes()).decode("utf-8", "replace"))
    elif "wordnet" in str(path) and stem.startswith("data."):
        yield from wordnet(path.read_text("utf-8", "replace"))
    elif stem.startswith("th_en_") and stem.endswith(".dat"):
        yield from thesaurus(path.read_text("utf-8", "replace"))
    elif stem.endswith(".ruleset"):
        yield from game_rules(read_text(path))
    elif re.search(r"/man[1-8]/", str(path)):
        yield from roff(read_text(path))
    elif re.search(r"\.(txt|info(-\d+)?|rst|md|tests?)$", stem) or "/fortunes/" in str(path) and "." not in name:
        yield from plain(read_text(path))
