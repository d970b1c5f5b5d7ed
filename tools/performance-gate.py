#!/usr/bin/env python3
"""Whether a query costs this checkout more than another commit, both measured in turns in the same run.

    tools/performance-gate.py BASE [--limit 1.25] [--rounds 8]    BASE is a commit, or the Silo.dll of one that is built

Builds both, fills both with the same documents, and compares the processor time of a request by tools/query-cost.py: two servers that
are asked in turn on one machine differ by their code and not by what else the machine does. Exits 1 when a kind of query costs more than
the limit says, by the median of the rounds' ratios, and does so again from fresh servers: a machine that has much else to do makes one
program differ from itself by a fifth, and once by half. Made-up documents: what is compared is cost, never quality.
"""
import argparse
import json
import os
import random
import re
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request

ROOT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
SILO = "src/Silo/bin/Release/net10.0/Silo.dll"
DOCUMENTS, QUERIES, WORDS = 800, 300, 4000
KINDS = ["search", "search-cached", "ask"]
LOOKS = 2
START_MAX = 180


def dataset(folder):
    """Documents and questions over one vocabulary, the same in each run."""
    drawn = random.Random(7)
    syllables = [a + b for a in "bcdfglmnprst" for b in "aeiou"]
    words = ["".join(drawn.choices(syllables, k=drawn.randint(2, 4))) for _ in range(WORDS)]
    # By Zipf's law, as words come in texts.
    weights = [1 / (rank + 1) for rank in range(WORDS)]
    sentence = lambda length: " ".join(drawn.choices(words, weights, k=length)).capitalize() + "."
    with open(f"{folder}/corpus.jsonl", "w", encoding="utf-8") as file:
        for i in range(DOCUMENTS):
            file.write(json.dumps({"_id": f"d{i}", "title": sentence(5), "text": " ".join(sentence(14) for _ in range(12))}) + "\n")
    with open(f"{folder}/queries.jsonl", "w", encoding="utf-8") as file:
        for i in range(QUERIES):
            file.write(json.dumps({"_id": f"q{i}", "text": "What is " + sentence(6)[:-1].lower() + "?"}) + "\n")


def build(checkout):
    subprocess.run(["compat/packages.sh", "--line"], cwd=checkout, check=True)
    command = ["dotnet", "build", "src/Silo", "-c", "Release", "-nologo", "-v", "quiet", "-clp:NoSummary", "-p:RunAnalyzers=false"]
    subprocess.run(command, cwd=checkout, check=True)
    return os.path.join(checkout, SILO)


def start(assembly, data, log):
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        url = f"http://127.0.0.1:{free.getsockname()[1]}"
    environment = {**os.environ, "RAG__Storage__DataFolder": data}
    server = subprocess.Popen(["dotnet", assembly, "--urls", url], cwd=data, stdout=log, stderr=log, env=environment)
    end = time.monotonic() + START_MAX
    while time.monotonic() < end and server.poll() is None:
        try:
            urllib.request.urlopen(url + "/readyz", timeout=2).close()
            return url, server
        except OSError:
            time.sleep(0.2)
    server.kill()
    raise SystemExit(f"performance-gate: {assembly} did not start; its log is {log.name}")


def compare(assemblies, folder, rounds, kinds):
    """The lines of query-cost, and the ratio by kind of query."""
    servers = []
    try:
        for name, assembly in zip(("base", "here"), assemblies):
            data = tempfile.mkdtemp(prefix=f"{name}-", dir=folder)
            with open(os.path.join(folder, f"{name}.log"), "w", encoding="utf-8") as log:
                servers.append(start(assembly, data, log))
        for url, _ in servers:
            subprocess.run([sys.executable, f"{ROOT}/tools/rank-equality.py", "fill", url, folder], check=True)
        pairs = [f"{url}={server.pid}" for url, server in servers]
        command = [sys.executable, f"{ROOT}/tools/query-cost.py", *pairs, folder, str(rounds), *kinds]
        measured = subprocess.run(command, check=False, stdout=subprocess.PIPE, text=True)
        if measured.returncode:
            sys.exit("performance-gate: the queries could not be measured; query-cost says why above")
    finally:
        for _, server in servers:
            server.kill()
            server.wait()
    print(measured.stdout, end="", flush=True)
    ratios = {kind: float(ratio) for kind, ratio in re.findall(r"^([a-z-]+): .* ratio ([\d.]+)", measured.stdout, re.MULTILINE)}
    if sorted(ratios) != sorted(kinds):
        sys.exit(f"performance-gate: only {sorted(ratios)} were measured")
    return ratios


def main():
    parser = argparse.ArgumentParser(description="Whether a query costs this checkout more than another commit.")
    parser.add_argument("base", metavar="BASE", help="a commit, or a Silo.dll")
    parser.add_argument("--limit", type=float, default=1.25, help="the highest ratio that passes (1.25)")
    parser.add_argument("--rounds", type=int, default=8, help="rounds of each kind of query (8)")
    options = parser.parse_args()
    folder = tempfile.mkdtemp(prefix="rag-gate-")
    tree = os.path.join(folder, "tree")
    is_built = options.base.endswith(".dll")
    try:
        if not is_built:
            subprocess.run(["git", "worktree", "add", "--detach", "--quiet", tree, options.base], cwd=ROOT, check=True)
        base = os.path.abspath(options.base) if is_built else build(tree)
        dataset(folder)
        assemblies, dearer = (base, build(ROOT)), dict.fromkeys(KINDS)
        for _ in range(LOOKS):
            ratios = compare(assemblies, folder, options.rounds, dearer)
            dearer = {kind: ratio for kind, ratio in ratios.items() if ratio > options.limit}
            if not dearer:
                break
    finally:
        if os.path.isdir(tree):
            subprocess.run(["git", "worktree", "remove", "--force", tree], cwd=ROOT, check=False)
        shutil.rmtree(folder, ignore_errors=True)
    for kind, ratio in dearer.items():
        print(f"performance-gate: {kind} costs {ratio:.2f} times as much; {options.limit:.2f} is allowed", file=sys.stderr)
    return 1 if dearer else 0


if __name__ == "__main__":
    sys.exit(main())
