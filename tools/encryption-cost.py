#!/usr/bin/env python3
"""Says what encryption at rest costs, by processor time: the same work with a key and without one, in turns.

    tools/encryption-cost.py SILO_DLL [ROUNDS [DOCUMENTS [WORDS]]]

SILO_DLL is the program (src/Silo/bin/Release/net10.0/Silo.dll). Each round starts a server in the clear and one with a key, each on an empty
folder, one after the other and in changing order. Each takes DOCUMENTS documents of 300 words, drawn by a seed from the distinct words of the
file WORDS (any text), then computes 1,500 searches that no cache holds, then reads 1,500 documents, and is started again. Printed are the
processor seconds of the server's process, with those of the processes that it has waited for, and the ratios of the rounds with their median.
The first 200 searches are left out, since compiling costs more than answering until then.
"""
import atexit
import json
import os
import random
import re
import signal
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request

PORT = 39827
BASE = f"http://127.0.0.1:{PORT}"
SEARCHES, UNCOUNTED, READS, BATCH, DOCUMENT_WORDS = 1500, 200, 1500, 50, 300
FIGURES = ("indexing", "searching", "reading", "starting")


def processor_seconds(pid):
    with open(f"/proc/{pid}/stat") as file:
        fields = file.read().rsplit(")", 1)[1].split()
    return sum(map(int, fields[11:15])) / os.sysconf("SC_CLK_TCK")


def call(path, body=None):
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(BASE + path, data, {"Content-Type": "application/json"})
    with urllib.request.urlopen(request, timeout=600) as answer:
        return answer.read()


def start(silo, folder, key):
    settings = dict(os.environ, RAG__Storage__DataFolder=folder, RAG__Shards__HeadRowsMax="1024")
    if key:
        settings["RAG__Storage__Encryption__Key"] = key
    log = open(os.path.join(folder, "..", "silo.log"), "ab")
    server = subprocess.Popen(["dotnet", silo, "--urls", BASE], env=settings, stdout=log, stderr=log)
    atexit.register(server.kill)
    deadline = time.time() + 180
    while time.time() < deadline and server.poll() is None:
        try:
            call("/readyz")
            return server
        except OSError:
            time.sleep(0.1)
    raise SystemExit("The server did not start.")


def stop(server):
    server.send_signal(signal.SIGTERM)
    server.wait(timeout=180)


def run(silo, documents, words, key):
    draw = random.Random(5)
    with tempfile.TemporaryDirectory() as root:
        folder = os.path.join(root, "data")
        os.mkdir(folder)
        server = start(silo, folder, key)
        spent = lambda: processor_seconds(server.pid)
        call("/api/v1/collections", {"name": "c"})
        call("/api/v1/collections/c/documents?wait=true", {"documents": [{"name": "first.txt", "text": "The first words."}]})
        began, clock, ids = spent(), time.time(), []
        for first in range(0, documents, BATCH):
            batch = [
                {"id": f"d{i}", "name": f"d{i}.txt", "text": " ".join(draw.choices(words, k=DOCUMENT_WORDS)) + "."}
                for i in range(first, min(documents, first + BATCH))
            ]
            call("/api/v1/collections/c/documents?wait=true", {"documents": batch})
            ids += [one["id"] for one in batch]
        figures = {"indexing": spent() - began}
        seconds = time.time() - clock
        for i in range(SEARCHES):
            if i == UNCOUNTED:
                began = spent()
            call("/api/v1/collections/c/search", {"query": " ".join(draw.choices(words, k=4)), "top_k": 10})
        figures["searching"] = spent() - began
        began = spent()
        for i in range(READS):
            call(f"/api/v1/collections/c/documents/{ids[i % len(ids)]}/content")
        figures["reading"] = spent() - began
        stop(server)
        megabytes = sum(os.path.getsize(os.path.join(at, name)) for at, _, names in os.walk(folder) for name in names) / 1e6
        server = start(silo, folder, key)
        call("/api/v1/collections/c/search", {"query": "the first words", "top_k": 10})
        figures["starting"] = spent()
        stop(server)
        print("with a key" if key else "in the clear", {name: round(value, 2) for name, value in figures.items()},
              f"{documents / seconds:.0f} documents a second, {megabytes:.1f} MB", flush=True)
        return figures


def main():
    if len(sys.argv) < 2:
        raise SystemExit(__doc__)
    silo = sys.argv[1]
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 3
    documents = int(sys.argv[3]) if len(sys.argv) > 3 else 3000
    text = open(sys.argv[4] if len(sys.argv) > 4 else "/usr/share/common-licenses/GPL-3").read()
    words = sorted(set(re.findall(r"[a-z]{3,}", text.lower())))
    ratios = {name: [] for name in FIGURES}
    for number in range(rounds):
        order = ("", "7" * 64) if number % 2 == 0 else ("7" * 64, "")
        done = {key: run(silo, documents, words, key) for key in order}
        for name in FIGURES:
            ratios[name].append(done["7" * 64][name] / done[""][name])
    for name, values in ratios.items():
        print(f"{name}: {statistics.median(values):.3f} ({min(values):.3f} to {max(values):.3f})")


main()
