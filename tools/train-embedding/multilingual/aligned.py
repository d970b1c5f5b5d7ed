"""Reads unpacked Debian packages into groups of texts that say the same in several languages, one JSON object a line."""
import argparse
import bz2
import gettext
import gzip
import html
import json
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path
from xml.etree import ElementTree

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from corpus import measured_sentences, sentences

LANGUAGES = ["en", "de", "fr", "es", "it", "pt", "nl", "ru", "zh", "ja", "ar"]
# How folders and file names write a language; a country's variant stands in where the language has no other.
FOLDERS = {
    "en-us": "en", "c": "en", "de-de": "de", "fr-fr": "fr", "es-es": "es", "it-it": "it", "pt-br": "pt", "pt-pt": "pt", "nl-nl": "nl",
    "ru-ru": "ru", "zh-cn": "zh", "ja-jp": "ja", "ar-ma": "ar", **{language: language for language in LANGUAGES},
}
DICTD = {
    "eng": "en", "deu": "de", "fra": "fr", "spa": "es", "ita": "it", "por": "pt", "nld": "nl", "rus": "ru", "jpn": "ja", "ara": "ar",
}
MAX_TEXT = 1500
_TAG = re.compile(r"<[^>]+>")
_SPACE = re.compile(r"\s+")
_IDENTIFIED = re.compile(r'<(p|h[1-6]|td)\s+id="((?:par|hd)_id\w+)"[^>]*>(.*?)</\1>', re.S)
_DROPPED = re.compile(r"<(script|style|pre|screen|head|code)\b.*?</\1\s*>|<!--.*?-->", re.S | re.I)
_BLOCK = re.compile(r"<(p|h[1-6]|title|dt|term)\b[^>]*>(.*?)</\1>", re.S | re.I)
_NOTES = re.compile(r"/[^/\n]*/|<[^>]*>|\[[^\]]*\]|\{[^}]*\}|\([^)]*\)")
_PLACEHOLDER = re.compile(r"%(?:\d\$)?[-+ #0]*\d*(?:\.\d+)?l?[a-zA-Z%]|\$\{?\w+\}?|%\(\w+\)\w|\\[nt]")


def plain(markup: str) -> str:
    return _SPACE.sub(" ", html.unescape(_TAG.sub("", markup))).strip()


def language_of(folder: str) -> str | None:
    return FOLDERS.get(folder.lower().replace("_", "-"))


def group(source: str, texts: dict[str, str], titles: dict[str, str] | None = None) -> dict | None:
    """Texts by language, none of them a copy of the English one (an untranslated text is English once more)."""
    english = texts.get("en")
    kept = {k: v[:MAX_TEXT] for k, v in texts.items() if v and (k == "en" or v != english)}
    if not kept:
        return None
    return {"source": source, "texts": kept, "titles": {k: v for k, v in (titles or {}).items() if v and k in kept}}


def help_pages(root: Path):
    """LibreOffice's help: an element has the same id in every language. Paragraphs, and whole sections under their headings."""
    pages: dict[str, dict[str, list]] = defaultdict(dict)
    for base in sorted((root / "usr/share/libreoffice/help").iterdir()):
        language = language_of(base.name)
        for path in sorted(base.rglob("*.html")) if language else ():
            found = [(i, tag[0] == "h", plain(body)) for tag, i, body in _IDENTIFIED.findall(path.read_text("utf-8", "replace"))]
            pages[str(path.relative_to(base))][language] = found
    for _, versions in sorted(pages.items()):
        paragraphs: dict[str, dict[str, str]] = defaultdict(dict)
        titles: dict[str, dict[str, str]] = defaultdict(dict)
        sections: dict[str, dict[str, str]] = defaultdict(dict)
        for language, elements in sorted(versions.items()):
            section = None
            for identity, heading, text in elements:
                if text:
                    paragraphs[identity].setdefault(language, text)
                if heading:
                    section = identity
                    titles[section].setdefault(language, text)
                elif section:
                    sections[section][language] = (sections[section].get(language, "") + " " + text).strip()
        for texts in paragraphs.values():
            if len(texts.get("en", "")) > 12:
                yield group("help", texts)
        for identity, texts in sections.items():
            if len(texts.get("en", "")) > 60:
                yield group("sections", texts, titles[identity])


def books(root: Path):
    """Manuals translated by string catalogs: a page has the same blocks in the same order, or it is left out."""
    doc, pages = root / "usr/share/doc", defaultdict(lambda: defaultdict(list))
    patterns = [(root / "usr/share/help", "*/*/*.page", 0), (doc / "debian-handbook/html", "*/*.html", 0),
                (doc / "installation-guide-amd64", "*/*.html", 0), (doc / "aptitude/html", "*/*.html", 0)]
    for base, pattern, part in patterns:
        for path in sorted(base.glob(pattern)):
            name = path.relative_to(base)
            if language := language_of(name.parts[part]):
                pages[f"{base.name}/{Path(*name.parts[1:])}"][language].append(path)
    for path in sorted((root / "usr/share").glob("developers-reference/**/*.html")):
        if language := language_of(path.parent.name if path.parent.name != "developers-reference" else "en"):
            pages[f"developers-reference/{path.name}"][language].append(path)
    for path in sorted([*(root / "usr/share").glob("debian-reference/*.html"), *doc.glob("maint-guide*/html/*.html"),
                        *doc.glob("debian-faq*/*.html")]):
        stem, _, language = path.stem.rpartition(".")
        if stem and (language := language_of(language)):
            pages[f"{re.sub('-(ru|ja|zh-cn|..)$', '', path.parts[-3])}/{stem}"][language].append(path)
    for path in sorted(doc.glob("debian-edu-doc-*/*.html")):
        if language := language_of(path.parent.name.removeprefix("debian-edu-doc-")):
            pages[f"debian-edu/{path.name}"][language].append(path)
    for _, versions in sorted(pages.items()):
        blocks = {}
        for language, paths in versions.items():
            text = _DROPPED.sub(" ", paths[0].read_text("utf-8", "replace"))
            blocks[language] = [(tag.lower(), plain(body)) for tag, body in _BLOCK.findall(text)]
        shape = [tag for tag, _ in blocks.get("en", ())]
        same = {k: v for k, v in blocks.items() if [tag for tag, _ in v] == shape}
        titles: dict[str, str] = {}
        for place, tag in enumerate(shape):
            texts = {k: v[place][1] for k, v in same.items()}
            if tag != "p":
                titles = texts
            elif len(texts["en"]) > 30:
                yield group("books", texts, titles)


def catalogs(root: Path):
    """Programs' and games' messages: gettext catalogs keep the English text beside its translation."""
    groups: dict[str, dict[str, str]] = defaultdict(dict)
    for path in sorted(root.rglob("*.mo"), key=lambda path: (path.name, str(path))):
        language = language_of(path.parts[-3]) or language_of(path.parts[-2])
        if language in (None, "en"):
            continue
        try:
            with path.open("rb") as file:
                catalog = gettext.GNUTranslations(file)._catalog
        except (OSError, UnicodeDecodeError, ValueError) as problem:
            print("left out:", path.name, problem)
            continue
        for key, text in catalog.items():
            key = (key[0] if isinstance(key, tuple) else key).split("\x04")[-1]
            key, text = (plain(_PLACEHOLDER.sub(" ", side.replace("_", "").replace("~", "").replace("&", ""))) for side in (key, text))
            if len(key) > 2 and text and text != key:
                groups[key].setdefault(language, text)
    for english, texts in sorted(groups.items()):
        yield group("messages" if len(english) < 60 else "prose", {"en": english, **texts})


def descriptions(lists: Path):
    """Package descriptions: the MD5 of the English text stands beside each translation."""
    groups: dict[str, dict[str, tuple[str, str]]] = defaultdict(dict)
    for path in sorted(lists.glob("*_main_i18n_Translation-*.txt")):
        language = language_of(path.name.split("Translation-")[1].split(".")[0].replace("%5f", "-"))
        for entry in path.read_text("utf-8").split("\n\n"):
            digest = re.search(r"^Description-md5: (\w+)", entry, re.M)
            body = re.search(r"^Description-(?!md5)[a-z]{2}\w*: (.*(?:\n .*)*)", entry, re.M)
            if digest and body and language:
                title, _, text = body[1].partition("\n")
                groups[digest[1]].setdefault(language, (title, plain(text.replace("\n .\n", " "))))
    for _, texts in sorted(groups.items()):
        long = {k: v for k, v in texts.items() if len(v[1]) > 60}
        yield group("descriptions", {k: v[1] for k, v in long.items()}, {k: v[0] for k, v in long.items()})


def dictd(root: Path):
    for path in sorted((root / "usr/share/dictd").glob("freedict-*.dict.dz")):
        # Ding and EDICT, which word_lists reads, are where these come from; pairs without English add little.
        if "eng" not in path.name or re.match("freedict-(deu-eng|eng-deu|jpn-eng)", path.name):
            continue
        _, left, right = path.name.split(".")[0].split("-")
        head = ""
        for line in gzip.open(path, "rt", encoding="utf-8"):
            pronounced = re.search(r" /[^/]+/| <[^>]+>$", line.rstrip())
            meaning = plain(_NOTES.sub("", re.sub(r"^\s*\d+\.\s*", "", line)))
            if pronounced and not line.startswith(" "):
                head = meaning
            elif head and meaning and len(head) < 60 and not re.match(r'\s*(Synonym|see:|Note|"|::)', line):
                yield group("dictionary", {DICTD[left]: head, DICTD[right]: meaning[:120]})


def word_lists(root: Path):
    """Ding's German-English list, EDICT's Japanese-English one, Mueller's English-Russian one, and what Unihan says of each sign."""
    for path in sorted(root.glob("usr/share/trans/de-en")):
        for line in path.read_text("utf-8", "replace").splitlines():
            sides = line.split(" :: ")
            if not line.startswith("#") and len(sides) == 2:
                for german, english in zip(*(side.split("|") for side in sides)):
                    yield group("dictionary", {"de": plain(_NOTES.sub("", german))[:120], "en": plain(_NOTES.sub("", english))[:120]})
    for path in sorted(root.glob("usr/share/edict/edict")):
        for line in path.read_text("euc_jp", "replace").splitlines()[1:]:
            head, _, meanings = line.partition(" /")
            written, _, spoken = head.partition(" [")
            english = plain(_NOTES.sub("", ", ".join(m for m in meanings.split("/")[:3] if "EntL" not in m)))
            for japanese in {written, spoken.rstrip("]")} - {""}:
                yield group("dictionary", {"ja": japanese, "en": english[:120]})
    for path in sorted(root.glob("usr/share/dictd/mueller7.dict.dz")):
        for entry in re.split(r"\n(?=\S)", gzip.open(path, "rt", encoding="utf-8").read()):
            head, _, body = entry.partition("\n")
            meanings = re.findall(r"[а-яё][а-яё -]{2,}", re.sub(r"_\S+", "", body).split(";")[0])
            if head.isascii() and meanings:
                yield group("dictionary", {"en": head, "ru": plain(", ".join(meanings[:3]))[:90]})
    for path in sorted(root.glob("usr/share/unicode/Unihan_Readings.txt.bz2")):
        for sign, english in re.findall(r"(?m)^U\+(\w+)\tkDefinition\t(.*)$", bz2.open(path, "rt", encoding="utf-8").read()):
            text = plain(_NOTES.sub("", english))[:80]
            yield group("dictionary", {"en": text, "zh": chr(int(sign, 16)), "ja": chr(int(sign, 16))})


def locale_names(root: Path):
    """Unicode's names of countries, regions, languages and currencies, and the keywords of its pictures."""
    base, names = root / "usr/share/unicode/cldr/common", defaultdict(dict)
    for folder in ("main", "subdivisions", "annotations"):
        for language in LANGUAGES:
            path = base / folder / f"{language}.xml"
            for element in ElementTree.parse(path).iter() if path.exists() else ():
                key = element.get("type") or element.get("cp")
                if key and element.text and element.tag in ("territory", "language", "script", "subdivision", "annotation", "variant"):
                    text = plain(element.text).replace(" | ", ", ")
                    if text != "↑↑↑":
                        # A picture has keywords, and a name of its own.
                        kind = element.get("type") if folder == "annotations" else ""
                        names[f"{folder}{element.tag}{key}{kind}"].setdefault(language, text)
    for _, texts in sorted(names.items()):
        yield group("dictionary", texts)


def synonyms(root: Path):
    """MyThes: `word|n` and then n lines of `(part of speech)|synonym|synonym ...`; one file a language."""
    for language in LANGUAGES:
        for path in sorted((root / "usr/share/mythes").glob(f"th_{language}_*.dat"))[:1]:
            raw = path.read_bytes()
            word = ""
            for line in raw.decode(raw.split(b"\n", 1)[0].decode("ascii", "ignore").strip() or "utf-8", "replace").split("\n")[1:]:
                fields = line.split("|")
                if line[:1] not in "(-" and len(fields) == 2:
                    word = fields[0]
                elif word and len(fields) > 1:
                    meaning = ", ".join(re.sub(r"\(.*?\)", "", field).strip() for field in fields[1:])
                    yield group("synonyms", {language: meaning[:200]}, {language: word})


def main(work: Path, data: Path | None):
    counts, seen = Counter(), set()
    root = work / "root"
    # Some package descriptions are the abstract of the package's paper.
    forbidden = measured_sentences(data) if data else frozenset()
    with (work / "groups.jsonl").open("w", encoding="utf-8") as out:
        for reader in (help_pages(root), books(root), catalogs(root), descriptions(work / "lists"), dictd(root), word_lists(root),
                       locale_names(root), synonyms(root)):
            for found in filter(None, reader):
                line = json.dumps(found, ensure_ascii=False)
                if hash(line) not in seen and forbidden.isdisjoint(sentences(found["texts"].get("en", ""))):
                    seen.add(hash(line))
                    counts[found["source"]] += 1
                    out.write(line + "\n")
            print(dict(counts), flush=True)


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("work", type=Path, help="the folder that fetch-texts.sh filled")
    parser.add_argument("--data", type=Path, help="collections to keep out of the training (optional)")
    arguments = parser.parse_args()
    main(arguments.work, arguments.data)
