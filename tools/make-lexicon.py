"""Makes src/Grounding/Verifying/Lexicon/english.bin.gz out of the WordNet 3.0 database (Debian's wordnet-base) and Grady Ward's Moby Thesaurus II
(words.txt in the npm package moby).

    apt-get download wordnet-base && dpkg -x wordnet-base_*.deb FOLDER
    npm pack moby && tar xzf moby-*.tgz
    python3 tools/make-lexicon.py FOLDER/usr/share/wordnet package/words.txt src/Grounding/Verifying/Lexicon/english.bin.gz

Of WordNet: words in lower-case letters and verbs of two words ("carry out"), the first senses of each, what links the senses (hypernyms,
entailments, derivations, similar senses, antonyms), how often a word was tagged as noun, verb, adjective and adverb, and irregular forms.
Of the thesaurus: which words of like meaning an entry lists, where WordNet has both.
Numbers are LEB128, differences zigzag; the same input gives the same bytes.
"""

import gzip
import io
import math
import os
import re
import sys

KINDS = ["noun", "verb", "adj", "adv"]
KIND_OF = {"n": 0, "v": 1, "a": 2, "s": 2, "r": 3}
SENSES_MAX = 7
NEAR = {"&", "+", "$", "\\", "<"}
UP = {"@", "*"}
OPPOSITE = {"!"}


def is_kept(lemma, kind):
    if re.fullmatch(r"[a-z]{2,}", lemma):
        return True
    return kind == 1 and re.fullmatch(r"[a-z]{2,}_[a-z]{2,}", lemma) is not None


def varint(value, out):
    while value >= 0x80:
        out.write(bytes([value & 0x7F | 0x80]))
        value >>= 7
    out.write(bytes([value]))


def zigzag(value, out):
    varint(value << 1 if value >= 0 else (-value << 1) - 1, out)


def read_synsets(folder):
    synsets = {}
    for kind, name in enumerate(KINDS):
        for line in open(os.path.join(folder, f"data.{name}"), encoding="latin-1"):
            if line.startswith("  "):
                continue
            fields = line.split(" | ")[0].split()
            count = int(fields[3], 16)
            at = 4 + 2 * count
            links = []
            for i in range(int(fields[at])):
                symbol, offset, target, _ = fields[at + 1 + 4 * i : at + 5 + 4 * i]
                links.append((symbol, (KIND_OF[target], int(offset))))
            synsets[kind, int(fields[0])] = links
    return synsets


def read_words(folder):
    words = {}
    for kind, name in enumerate(KINDS):
        for line in open(os.path.join(folder, f"index.{name}"), encoding="latin-1"):
            if line.startswith("  "):
                continue
            fields = line.split()
            if is_kept(fields[0], kind):
                offsets = [int(o) for o in fields[-int(fields[2]) :]]
                words.setdefault(fields[0].replace("_", " "), {})[kind] = offsets[:SENSES_MAX]
    return words


def read_counts(folder):
    counts = {}
    for line in open(os.path.join(folder, "cntlist.rev"), encoding="latin-1"):
        key, _, count = line.split()
        lemma, rest = key.split("%")
        kind = {"1": 0, "2": 1, "3": 2, "4": 3, "5": 2}[rest[0]]
        lemma = lemma.replace("_", " ")
        counts[lemma, kind] = counts.get((lemma, kind), 0) + int(count)
    return counts


def read_exceptions(folder, words):
    for kind, name in enumerate(KINDS):
        for line in open(os.path.join(folder, f"{name}.exc"), encoding="latin-1"):
            form, lemma = line.split()[:2]
            if re.fullmatch(r"[a-z]+", form) and lemma in words and kind in words[lemma]:
                yield form, kind, lemma


def read_thesaurus(file, ranks):
    for line in open(file, encoding="latin-1"):
        entry, *listed = line.strip().split(",")
        if entry in ranks:
            yield ranks[entry], sorted({ranks[word] for word in listed if word in ranks and word != entry})


def main(folder, thesaurus, target):
    synsets, words, counts = read_synsets(folder), read_words(folder), read_counts(folder)
    used = {(kind, o) for senses in words.values() for kind, offsets in senses.items() for o in offsets}
    waiting = list(used)
    while waiting:
        for symbol, link in synsets[waiting.pop()]:
            if symbol in UP and link not in used:
                used.add(link)
                waiting.append(link)
    number = {synset: i for i, synset in enumerate(sorted(used))}

    out = io.BytesIO()
    varint(len(number), out)
    for synset, own in number.items():
        for symbols in (NEAR, UP, OPPOSITE):
            links = sorted({number[link] for symbol, link in synsets[synset] if symbol in symbols and link in number})
            varint(len(links), out)
            for link in links:
                zigzag(link - own, out)
    varint(len(words), out)
    before = ""
    for word in sorted(words):
        shared = len(os.path.commonprefix([before, word]))
        varint(shared, out)
        varint(len(word) - shared, out)
        out.write(word[shared:].encode("ascii"))
        for kind in range(4):
            tagged = counts.get((word, kind), 0)
            out.write(bytes([min(255, 1 + round(16 * math.log2(1 + tagged)))] if kind in words[word] else [0]))
        senses = [number[kind, o] for kind, offsets in sorted(words[word].items()) for o in offsets]
        varint(len(senses), out)
        last = 0
        for sense in senses:
            zigzag(sense - last, out)
            last = sense
        before = word
    exceptions = sorted(set(read_exceptions(folder, words)))
    ranks = {word: i for i, word in enumerate(sorted(words))}
    varint(len(exceptions), out)
    for form, kind, lemma in exceptions:
        varint(len(form), out)
        out.write(form.encode("ascii"))
        varint(kind, out)
        varint(ranks[lemma], out)
    entries = sorted(read_thesaurus(thesaurus, ranks))
    varint(len(entries), out)
    pairs = 0
    for entry, listed in entries:
        part = io.BytesIO()
        last = 0
        for rank in listed:
            varint(rank - last, part)
            last = rank
        varint(entry, out)
        varint(part.tell(), out)
        out.write(part.getvalue())
        pairs += len(listed)
    with open(target, "wb") as file:
        file.write(gzip.compress(out.getvalue(), 9, mtime=0))
    print(
        f"{len(words)} words, {len(number)} senses, {len(exceptions)} irregular forms, {len(entries)} entries of {pairs} words, "
        f"{os.path.getsize(target)} bytes of {out.tell()}"
    )


if __name__ == "__main__":
    main(*sys.argv[1:])
