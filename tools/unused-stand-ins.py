#!/usr/bin/env python3
"""Counts the public types of compat/ that nobody uses, and names them.

A type is used when src/, tests/ or benchmarks/ name it, when a public or protected line of a used type names it (it is needed to call
that one), or when its extension methods are called. compat/tests do not count: they test what is there.

    python3 tools/unused-stand-ins.py [--all]      --all lists the used ones too
"""
import pathlib
import re
import sys

SKIPPED = {"bin", "obj", "node_modules"}
TYPE = re.compile(r"^public (?:(?:static|sealed|abstract|readonly|partial|unsafe|ref) )*(?:class|interface|struct|enum|record struct|record|delegate [\w<>?\[\], .]+?) (\w+)", re.M)
WORD = re.compile(r"\w+")
SURFACE = re.compile(r"^    (?:public|protected|(?!private|internal|//|\[)[A-Z][\w<>\[\],.? ]+ \w+[ (;]).*$", re.M)
EXTENSION = re.compile(r"public static [\w<>\[\],.? ]+ (\w+)(?:<[\w, ]+>)?\(\s*this ")


def sources(root, folder):
    return (p for p in sorted((root / folder).rglob("*.cs")) if not SKIPPED & set(p.parts))


def code(path):
    """The text without comments and strings, whose words would count as uses."""
    text = path.read_text(encoding="utf-8-sig")
    text = re.sub(r"//[^\n]*|/\*.*?\*/", "", text, flags=re.S)
    text = re.sub(r'"(?:[^"\\\n]|\\.)*"', '""', text)
    # A list of parameters or base types that is broken over lines is one line.
    return re.sub(r",\n\s+", ", ", re.sub(r"\n\s+([):])", r" \1", re.sub(r"([(:])\n\s+", r"\1", text)))


def names(name):
    return {name, name.removesuffix("Attribute")}


def count(root):
    """The public types of the stand-ins: those with a user and those without, each with its files."""
    words = set()
    for folder in ("src", "tests", "benchmarks"):
        for path in sources(root, folder):
            if "Architecture.Tests" not in path.parts:
                words.update(WORD.findall(code(path)))
    # Compat.targets does what the official packages' own targets do.
    targets = root / "compat/Compat.targets"
    words.update(WORD.findall(targets.read_text()) if targets.exists() else [])
    types = {}
    for path in sources(root, "compat"):
        if "tests" in path.relative_to(root).parts:
            continue
        text = code(path)
        for match in TYPE.finditer(text):
            name = match.group(1)
            surface = {w for line in SURFACE.findall(text) for w in WORD.findall(line)}
            heads = {w for line in text.splitlines() if line.startswith(("public ", "    where ", "    :")) for w in WORD.findall(line)}
            entry = types.setdefault(name, {"files": set(), "needs": set(), "extensions": set()})
            entry["files"].add(str(path.relative_to(root)))
            entry["needs"] |= surface | heads
            entry["extensions"] |= set(EXTENSION.findall(text))

    used = {n for n, t in types.items() if names(n) & words or t["extensions"] & words}
    while True:
        needed = {w for n in used for w in types[n]["needs"]}
        more = {n for n in types if n not in used and names(n) & needed}
        if not more:
            break
        used |= more
    return ({n: sorted(types[n]["files"]) for n in sorted(found)} for found in (used, set(types) - used))


def main():
    used, unused = count(pathlib.Path(__file__).resolve().parent.parent)
    if "--all" in sys.argv[1:]:
        for name, files in used.items():
            print(f"used    {name}  {', '.join(files)}")
    for name, files in unused.items():
        print(f"unused  {name}  {', '.join(files)}")
    print(f"{len(used) + len(unused)} public types in compat/, {len(unused)} without a user")
    sys.exit(1 if unused else 0)


if __name__ == "__main__":
    main()
