#!/usr/bin/env python3
"""Whether /health answers while searches have more to do than the machine can: percentiles by wrk.

    tools/health-load.py SILO.dll [--chunks 100000] [--connections 400] [--seconds 20] [--rounds 3] [--data FOLDER] [--cached]
                         [--set NAME=VALUE ...] [--beside NAME=VALUE ...] [--beside-silo OTHER.dll]

Starts the server (SILO.dll is src/Silo/bin/Release/net10.0/Silo.dll of a build), fills one collection with made-up texts, and has wrk
search it over so many connections at once, each question another and none from a cache (all from it with --cached). A second wrk asks
/health over one connection, one request after the other, first alone and then beside the searches, and prints p50, p90, p99 and the
longest in milliseconds, with the searches that were answered. --set gives the server a setting or a variable of its environment
(RAG__Bulkheads__Query=8). With --beside a second server has those in addition, with --beside-silo it is another build: it gets a copy of
what was filled, and the rounds go in turn, one server stopped (SIGSTOP) while the other is asked. --data keeps what was filled for the
next run.
"""
import argparse
import json
import os
import random
import re
import shutil
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time

from silo_process import SiloProcess

WORDS_PER_TEXT, TEXTS_PER_BATCH, VOCABULARY, QUESTIONS, CACHED_QUESTIONS = 450, 50, 8000, 5000, 20
INDEX_MAX, WARM_SECONDS = 7200, 5
UNITS = {"us": 0.001, "ms": 1, "s": 1000}


class Words:
    """Words by Zipf's law, as those of a language."""

    def __init__(self, seed):
        syllables = ["ba", "ce", "di", "fo", "gu", "ha", "je", "ki", "lo", "mu", "na", "pe", "ri", "so", "tu", "va", "we", "xi", "yo", "zu"]
        self.words = ["".join(syllables[(i // 20**k) % 20] for k in range(4)) for i in range(VOCABULARY)]
        self.weights = [1 / (rank + 1) for rank in range(VOCABULARY)]
        self.random = random.Random(seed)

    def draw(self, count):
        return " ".join(self.random.choices(self.words, self.weights, k=count))


class FilledSilo(SiloProcess):
    def __init__(self, silo, data, settings):
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            url = f"http://127.0.0.1:{free.getsockname()[1]}"
        limits = {f"RAG__RateLimits__{who}Requests": "0" for who in ("Address", "Key", "Tenant")}
        super().__init__(silo, url, f"{data}.log", {**limits, "RAG__Storage__DataFolder": data, **settings})
        self.wait(self.is_ready)

    def ask(self, path, body=None):
        return json.loads(self.call(path, body))

    def fill(self, chunks):
        names = [one["name"] for one in self.ask("/api/v1/collections")["data"]]
        if "asked" not in names:
            self.ask("/api/v1/collections", {"name": "asked", "chunk_tokens_max": 64, "chunk_overlap_tokens": 0})
        words, batch = Words(7), 0
        while (there := self.ask("/api/v1/collections/asked")["chunks"]) < chunks:
            words.random.seed(there + batch)
            documents = [{"text": words.draw(WORDS_PER_TEXT)} for _ in range(TEXTS_PER_BATCH)]
            job = self.ask("/api/v1/collections/asked/documents", {"documents": documents})["id"]
            deadline = time.monotonic() + INDEX_MAX
            while (state := self.ask(f"/api/v1/jobs/{job}"))["status"] not in ("completed", "failed", "cancelled"):
                if time.monotonic() > deadline:
                    sys.exit(f"The documents are not indexed: {state}")
                time.sleep(0.05)
            if state["status"] != "completed":
                sys.exit(f"The documents could not be indexed: {state}")
            batch += 1
            if batch % 20 == 0:
                print(f"{there:,} of {chunks:,} chunks ...", file=sys.stderr, flush=True)
        return there


def milliseconds(text):
    value, unit = re.fullmatch(r"([\d.]+)(us|ms|s)", text).groups()
    return float(value) * UNITS[unit]


def health(server, seconds):
    """Percentiles of /health over one connection, in milliseconds."""
    command = ["wrk", "-t1", "-c1", f"-d{seconds}s", "--timeout", "30s", "--latency", server.url + "/health"]
    out = subprocess.run(command, capture_output=True, text=True, check=True).stdout
    if "Non-2xx" in out or "Socket errors" in out:
        sys.exit(f"/health was not answered:\n{out}")
    found = {share: milliseconds(value) for share, value in re.findall(r"^\s+(\d+)%\s+(\S+)$", out, re.M)}
    # Average, deviation and the longest.
    found["max"] = milliseconds(re.search(r"Latency\s+\S+\s+\S+\s+(\S+)", out).group(1))
    found["count"] = int(re.search(r"(\d+) requests in", out).group(1))
    return found


def beside_searches(server, script, connections, seconds):
    command = ["wrk", "-t1", f"-c{connections}", f"-d{seconds + WARM_SECONDS}s", "--timeout", "30s", "-s", script, server.url]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as searches:
        # The first moments begin so many connections.
        time.sleep(WARM_SECONDS / 2)
        found = health(server, seconds)
        out = searches.stdout.read()
    found["searches"] = float(re.search(r"Requests/sec:\s+([\d.]+)", out).group(1))
    found["refused"] = int(refused.group(1)) if (refused := re.search(r"Non-2xx or 3xx responses: (\d+)", out)) else 0
    return found


def write_script(folder, cached):
    words = Words(11)
    questions = ", ".join(f'"{words.draw(5)}"' for _ in range(CACHED_QUESTIONS if cached else QUESTIONS))
    path = f"{folder}/search.lua"
    with open(path, "w", encoding="utf-8") as file:
        file.write(f"""
local questions = {{ {questions} }}
local at = 0
request = function()
  at = at % #questions + 1
  return wrk.format("POST", "/api/v1/collections/asked/search", {{ ["Content-Type"] = "application/json" }},
    '{{"query":"' .. questions[at] .. '","cache":{str(cached).lower()},"experiments":false}}')
end
""")
    return path


def pairs(values):
    return dict(value.split("=", 1) for value in values)


def main():
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("silo")
    arguments.add_argument("--chunks", type=int, default=100_000)
    arguments.add_argument("--connections", type=int, default=400)
    arguments.add_argument("--seconds", type=int, default=20)
    arguments.add_argument("--rounds", type=int, default=3)
    arguments.add_argument("--data")
    arguments.add_argument("--cached", action="store_true")
    arguments.add_argument("--set", action="append", default=[])
    arguments.add_argument("--beside", action="append", default=[])
    arguments.add_argument("--beside-silo")
    given = arguments.parse_args()
    if not shutil.which("wrk"):
        sys.exit("There is no wrk: apt-get install -y wrk")
    folder = given.data or tempfile.mkdtemp(prefix="health-load-")
    os.makedirs(folder, exist_ok=True)
    servers = []
    try:
        first = FilledSilo(given.silo, f"{folder}/data", pairs(given.set))
        servers.append(first)
        print(f"{first.fill(given.chunks):,} chunks, {given.connections} connections that search, load {os.getloadavg()[0]:.1f}", flush=True)
        named = {"as set": first}
        if given.beside or given.beside_silo:
            # A copy of what is filled, taken of a server at rest.
            first.end()
            shutil.rmtree(f"{folder}/beside", ignore_errors=True)
            shutil.copytree(f"{folder}/data", f"{folder}/beside")
            servers.clear()
            settings = {**pairs(given.set), **pairs(given.beside)}
            for name, silo, data, extra in (("as set", given.silo, "data", pairs(given.set)),
                                            ("beside", given.beside_silo or given.silo, "beside", settings)):
                named[name] = FilledSilo(silo, f"{folder}/{data}", extra)
                servers.append(named[name])
        script = write_script(folder, given.cached)
        taken = {name: [] for name in named}
        for server in servers:
            server.process.send_signal(signal.SIGSTOP)
        for number in range(given.rounds + 1):
            for name in list(named) if number % 2 == 0 else list(named)[::-1]:
                server = named[name]
                server.process.send_signal(signal.SIGCONT)
                # What runs for the first time is compiled: the first round is not counted.
                alone = health(server, max(3, given.seconds // 4))
                found = beside_searches(server, script, given.connections, given.seconds)
                server.process.send_signal(signal.SIGSTOP)
                if number == 0:
                    continue
                taken[name].append(found)
                print(f"{name}, round {number}: alone p50 {alone['50']:.2f} p99 {alone['99']:.2f} max {alone['max']:.1f} ms; beside "
                      f"{found['searches']:.0f} searches a second ({found['refused']} refused) p50 {found['50']:.1f} p90 {found['90']:.1f} "
                      f"p99 {found['99']:.1f} max {found['max']:.0f} ms of {found['count']}", flush=True)
        for name, rounds in taken.items():
            middle = {key: statistics.median(one[key] for one in rounds) for key in ("searches", "50", "99", "max")}
            print(f"{name}, medians: {middle['searches']:.0f} searches a second, /health p50 {middle['50']:.1f} p99 {middle['99']:.1f} "
                  f"max {middle['max']:.0f} ms; load {os.getloadavg()[0]:.1f}")
    finally:
        for server in servers:
            server.process.kill()
        if not given.data:
            shutil.rmtree(folder, ignore_errors=True)


main()
