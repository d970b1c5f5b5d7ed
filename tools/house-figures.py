#!/usr/bin/env python3
"""Counts what a reader of the middle of the house has to hold in the head. Run in a checkout: tools/house-figures.py [ROOT]

It counts lines of C# in src/Api, src/Grains.Interfaces and src/Grains, the classes that a search passes through from HTTP to the postings
(the lists below: each name is checked to be a type of the tree, so that a list which is out of date is noticed), the places where a search
option is listed, circles among the namespaces of a project, the longest grain, file and line, and the public types of compat that nobody uses.
"""
import collections
import importlib
import pathlib
import re
import sys

stand_ins = importlib.import_module("unused-stand-ins")

MIDDLE = ["src/Api", "src/Grains.Interfaces", "src/Grains"]

# What a search over HTTP passes through up to the shard's own code, in order. The first list is the tree before the query path was one file.
PATHS = [
    ["QueryEndpoints", "SearchBody", "QueryGrain", "ExperimentedQueries", "RunningExperiments", "PlannedQueries", "CachedQueries", "QueryKeys",
     "ShardPositions", "SemanticHits", "CacheTiers", "TierStack", "TieredCache", "Retrieval", "QueryEmbeddings", "ShardFanOut", "StatisticsSource",
     "ShardRouter", "ReplicaAttempts", "IndexShardGrain", "SearchEffortTuning", "ShardTranslation", "ShardSearcher"],
    ["QueryEndpoints", "SearchBody", "QueryGrain", "QueryObservers", "QueryKeys", "ShardPositions", "AnswerCache", "TierStack", "TieredCache",
     "PassageSearch", "QueryEmbeddings", "ShardFanOut", "StatisticsSource", "ShardRouter", "ReplicaAttempts", "IndexShardGrain", "ShardSearcher"],
]

# An option of a search by the names that it has had; a file that names three of them as members, parameters or keys lists the options.
OPTIONS = {"deduplicate", "diversity", "contexttokensmax", "multiquery", "perdocumentmax"}


def sources(root, folder):
    return [f for f in sorted((root / folder).rglob("*.cs")) if not {"obj", "bin"} & set(f.relative_to(root).parts)]


def text(file):
    return file.read_text(encoding="utf-8-sig")


def declared(code):
    return re.findall(r"^\s*(?:(?:public|internal|private|protected|sealed|static|abstract|partial|readonly|ref)\s+)*"
                      r"(?:class|struct|interface|enum|record(?:\s+(?:struct|class))?)\s+(\w+)", code, re.M)


def passed_through(root):
    types = {name for folder in root.glob("src/*") for f in sources(root, folder.relative_to(root)) for name in declared(text(f))}
    for path in reversed(PATHS):
        missing = [name for name in path if name not in types]
        if not missing:
            return path
    sys.exit(f"No list of the search's path fits this tree; the last one names {', '.join(missing)}, which there is not.")


def option_places(root):
    found = []
    for folder in MIDDLE:
        for file in sources(root, folder):
            code = re.sub(r"///.*", "", text(file))
            # A declaration, an assignment, a key or a nameof of the option: not its mere use.
            names = {m.lower().replace("_", "") for m in re.findall(r"(?:\b[\w?<>\[\]]+\s+(\w+)\s*(?:=[^=>]|\{ get)|\b(\w+)\s*=\s|\[\"(\w+)\"\])", code)
                     for m in m if m}
            if len(names & OPTIONS) >= 3 or names & OPTIONS and "Options" in file.stem:
                found.append(file.relative_to(root).as_posix())
    return found


def circles(root):
    """For each project the groups of namespaces that use each other in a circle. The files that put a project together know everything, so they
    and the names that all share (the project's own namespace) are left out."""
    groups = {}
    for project in sorted((root / "src").iterdir()):
        files = [(f, text(f)) for f in sources(root, project.relative_to(root))]
        of_file = {f: m.group(1) for f, code in files if (m := re.search(r"^namespace ([\w.]+);", code, re.M))}
        spaces = set(of_file.values()) - {f"RagCluster.{project.name}"}
        uses = collections.defaultdict(set)
        owners = collections.defaultdict(set)
        for f, code in files:
            if f in of_file:
                for name in declared(code):
                    owners[name].add(of_file[f])
        for f, code in files:
            space = of_file.get(f)
            if space not in spaces:
                continue
            imported = set(re.findall(r"^using (?:static )?([\w.]+);", code, re.M)) & spaces
            # A parent's types are seen without a using.
            words = set(re.findall(r"\w+", code))
            parents = {p for p in spaces if space.startswith(p + ".") and any(p in owners[w] for w in words)}
            uses[space] |= (imported | parents) - {space}
        found = [g for g in components(spaces, uses) if len(g) > 1]
        if found:
            groups[project.name] = found
    return groups


def components(nodes, uses):
    index, low, stack, order, found = {}, {}, [], [0], []

    def visit(node):
        index[node] = low[node] = order[0]
        order[0] += 1
        stack.append(node)
        for other in sorted(uses[node]):
            if other not in index:
                visit(other)
                low[node] = min(low[node], low[other])
            elif other in stack:
                low[node] = min(low[node], index[other])
        if low[node] == index[node]:
            group = []
            while True:
                group.append(stack.pop())
                if group[-1] == node:
                    break
            found.append(sorted(group))

    for node in sorted(nodes):
        if node not in index:
            visit(node)
    return found


def main():
    root = pathlib.Path(sys.argv[1] if len(sys.argv) > 1 else pathlib.Path(__file__).resolve().parent.parent)
    files = [f for folder in MIDDLE for f in sources(root, folder)]
    lines = {f: text(f).splitlines() for folder in root.glob("src/*") for f in sources(root, folder.relative_to(root))}
    grains = {f: len(lines[f]) for f in lines if f.stem.endswith("Grain") and not f.stem.startswith("I")
              or f.stem in ("IntakeGrain", "IndexShardGrain", "IngestQueueGrain", "InferenceGrain")}
    longest_grain = max(grains, key=grains.get)
    longest_file = max(lines, key=lambda f: len(lines[f]))
    longest_line = max(((len(line), f, i + 1) for f in lines for i, line in enumerate(lines[f])), key=lambda found: found[0])
    path = passed_through(root)
    places = option_places(root)
    groups = circles(root)
    _, unused = stand_ins.count(root)
    print(f"Api + Grains.Interfaces + Grains: {len(files)} files, {sum(len(lines[f]) for f in files)} lines")
    print(f"classes from HTTP to the postings: {len(path)} ({' > '.join(path)})")
    print(f"places that list search options: {len(places)} ({', '.join(places)})")
    for project, found in groups.items():
        for group in found:
            print(f"circle in {project}: {len(group)} namespaces ({', '.join(g.removeprefix(f'RagCluster.{project}.') for g in group)})")
    print(f"circles: {sum(map(len, groups.values()))}, namespaces in circles: {sum(len(g) for found in groups.values() for g in found)}")
    print(f"longest grain: {longest_grain.relative_to(root)}, {grains[longest_grain]} lines; above 150: {sum(n > 150 for n in grains.values())}")
    print(f"longest file: {longest_file.relative_to(root)}, {len(lines[longest_file])} lines")
    print(f"longest line: {longest_line[1].relative_to(root)}:{longest_line[2]}, {longest_line[0]} columns; above 140: "
          f"{sum(len(line) > 140 for found in lines.values() for line in found)}")
    print(f"public types of compat without a user: {len(unused)}{' (' + ', '.join(unused) + ')' if unused else ''}")


main()
