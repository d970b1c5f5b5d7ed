#!/usr/bin/env python3
"""Kills a server (SIGKILL) again and again while it writes everything that it stores with a new key, and looks whether anything was lost.

    tools/rotation-kills.py SILO_DLL [KILLS [DOCUMENTS [POSTGRES]]]

Without POSTGRES the store is SQLite; else it is an Npgsql connection string of an empty database. DOCUMENTS documents are sent in the clear, then
for each kill a new key is put in front of the ring and the server is killed at a moment drawn by a seed: after the rotation has begun, and before
the longest that a whole one took. After each kill it is started again with the same ring; every content is read and compared, a search finds each
tenth document, and what was sent between the kills is there. At the end the rotation is let end, the ring is cut to the newest key, `doctor` looks
at everything, and the data folder is searched for a word of the documents.
"""
import json
import os
import random
import re
import signal
import subprocess
import sys
import tempfile
import time
import urllib.error

from silo_process import SiloProcess

PORT = 39829
BASE = f"http://127.0.0.1:{PORT}"
WORD = "quibblewax"
BATCH = 100


def insist(server, path, body=None):
    """Asks again for a while where a server or its database is busy: such an answer promises nothing."""
    for left in range(60, -1, -1):
        try:
            return server.call(path, body)
        except urllib.error.HTTPError as error:
            if error.code not in (429, 503) or left == 0:
                raise SystemExit(f"{path}: {error.code} {error.read().decode()}")
            time.sleep(1)


class RotatingSilo(SiloProcess):
    def __init__(self, silo, root, ring, postgres):
        self.settings = {"RAG__Storage__DataFolder": os.path.join(root, "data"), "RAG__Shards__HeadRowsMax": "256"}
        if ring:
            self.settings["RAG__Storage__Encryption__Key"] = ",".join(ring)
        if postgres:
            self.settings.update(RAG__Storage__Provider="postgres", RAG__Storage__Postgres__ConnectionString=postgres,
                                 RAG__GrainState__Provider="store")
        super().__init__(silo, BASE, os.path.join(root, "silo.log"), self.settings)

    def has_begun(self):
        return "Stored values are being written" in self.said()

    def is_done(self):
        try:
            return json.loads(self.call("/health?verbose"))["checks"]["encryption"]["detail"].startswith("done")
        except OSError:
            return False


def text_of(number):
    return f"Bowl {number} of the shelf holds {WORD} and the number n{number}n."


def send(server, numbers):
    for first in range(0, len(numbers), BATCH):
        batch = [{"id": f"d{i}", "name": f"d{i}.txt", "text": text_of(i)} for i in numbers[first:first + BATCH]]
        insist(server, "/api/v1/collections/c/documents?wait=true", {"documents": batch})


def look(server, count):
    for i in range(count):
        if insist(server, f"/api/v1/collections/c/documents/d{i}/content").decode() != text_of(i):
            raise SystemExit(f"Document d{i} is another.")
    for i in range(0, count, 10):
        found = json.loads(insist(server, "/api/v1/collections/c/search", {"query": f"bowl n{i}n", "top_k": 3}))["results"]
        if not any(one["document_id"] == f"d{i}" for one in found):
            raise SystemExit(f"Document d{i} is not found.")


def main():
    if len(sys.argv) < 2:
        raise SystemExit(__doc__)
    silo = sys.argv[1]
    kills = int(sys.argv[2]) if len(sys.argv) > 2 else 10
    documents = int(sys.argv[3]) if len(sys.argv) > 3 else 1000
    postgres = sys.argv[4] if len(sys.argv) > 4 else ""
    draw = random.Random(17)
    with tempfile.TemporaryDirectory() as root:
        ring = []
        server = RotatingSilo(silo, root, ring, postgres)
        server.wait(server.is_ready)
        insist(server, "/api/v1/collections", {"name": "c"})
        send(server, list(range(documents)))
        server.end()
        # The longest so far, which says between which moments to kill.
        longest, cut_off = 1.0, 0
        for kill in range(kills):
            ring.insert(0, f"{kill + 1:064x}")
            server = RotatingSilo(silo, root, ring, postgres)
            server.wait(server.has_begun, pause=0.01)
            began = time.time()
            time.sleep(longest * draw.random())
            server.end(signal.SIGKILL)
            killed = time.time() - began
            ended = "stored values were rewritten" in server.said()
            cut_off += not ended
            server = RotatingSilo(silo, root, ring, postgres)
            server.wait(server.has_begun, pause=0.01)
            began = time.time()
            server.wait(server.is_ready)
            look(server, documents)
            send(server, [documents])
            documents += 1
            server.wait(server.is_done)
            said = re.findall(r"(\d+) stored values were rewritten", server.said())
            times = re.findall(r"^(\S+)Z info: \S+StoreRewriting\S+ (Stored values are|\d+ stored values were)", server.said(), re.M)
            print(f"kill {kill + 1}: {killed:.2f} s after it began, {'after' if ended else 'before'} the values' end; the next start rewrote {said}",
                  flush=True)
            if len(times) > 1 and int(said[0]) > documents:
                seconds = [sum(float(part) * 60 ** (2 - i) for i, part in enumerate(at.split("T")[1].split(":"))) for at, _ in times[:2]]
                longest = max(longest, seconds[1] - seconds[0])
            server.end()
        ring = ring[:1]
        server = RotatingSilo(silo, root, ring, postgres)
        server.wait(server.is_ready)
        look(server, documents)
        server.wait(server.is_done)
        server.end()
        doctor = subprocess.run(["dotnet", silo, "doctor"], env={**os.environ, **server.settings}, capture_output=True, text=True)
        held = [os.path.join(at, name) for at, _, names in os.walk(os.path.join(root, "data")) for name in names
                if WORD.encode() in open(os.path.join(at, name), "rb").read()]
        print(f"{cut_off} of {kills} kills cut a rotation of values off; {documents} documents are there with the newest key alone; "
              f"doctor ended with {doctor.returncode}; files that hold the word: {held}")
        if doctor.returncode or held:
            raise SystemExit(doctor.stdout + doctor.stderr)


main()
