#!/usr/bin/env python3
"""Says what a query costs one build beside another, by processor time and by the clock.

    tools/query-cost.py URL=PID URL=PID DATASET [ROUNDS [KIND ...]]

Both servers hold the collection "scifact" (tools/rank-equality.py fill) and run on this machine; PID is the process that answers at URL. One caller
asks them in turn over one connection each, a request in one packet. Printed are the processor time of the server's process for a request, the
median of the rounds' ratios and their range, and p50 and p99 by the clock. KIND is search-cached, search, ask-cached or ask; all when left out.
"""
import json
import socket
import statistics
import sys
import time
import urllib.parse

PATH = "/api/v1/collections/scifact/"
# Requests before the rounds, since compiling costs more than answering until then, and requests of a round.
COUNTS = {"search-cached": (6000, 2000), "search": (2500, 300), "ask-cached": (6000, 2000), "ask": (1200, 120)}
CACHED_QUERIES = 20


class Server:
    def __init__(self, text):
        url, pid = text.rsplit("=", 1)
        self.address = urllib.parse.urlsplit(url)
        # The processor clock of another process (clock_getcpuclockid(3)), in nanoseconds where /proc counts hundredths of a second.
        self.clock = (~int(pid) << 3) | 2
        self.socket = socket.create_connection((self.address.hostname, self.address.port))
        self.socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self.reader = self.socket.makefile("rb")

    def processor_seconds(self):
        return time.clock_gettime(self.clock)

    def ask(self, verb, body):
        data = json.dumps(body).encode()
        head = f"POST {PATH}{verb} HTTP/1.1\r\nHost: {self.address.netloc}\r\nContent-Type: application/json\r\nContent-Length: {len(data)}\r\n\r\n"
        self.socket.sendall(head.encode() + data)
        status = self.reader.readline()
        length, chunked = 0, False
        while (line := self.reader.readline()) != b"\r\n":
            name, value = line.decode().lower().split(":", 1)
            length = int(value) if name == "content-length" else length
            chunked = chunked or name == "transfer-encoding"
        if chunked:
            content = b""
            while (size := int(self.reader.readline(), 16)) > 0:
                content += self.reader.read(size)
                self.reader.readline()
            self.reader.readline()
        else:
            content = self.reader.read(length)
        if b" 200 " not in status:
            sys.exit(f"{status.decode().strip()}: {content[:300].decode()}")
        return content


def run(server, kind, queries, count, start):
    verb, _, cached = kind.partition("-")
    times = []
    before = server.processor_seconds()
    for i in range(start, start + count):
        body = {"query": queries[i % (CACHED_QUERIES if cached else len(queries))]}
        if not cached:
            body["cache"] = False
        began = time.perf_counter()
        server.ask(verb, body)
        times.append(time.perf_counter() - began)
    return (server.processor_seconds() - before) / count * 1000, times


def main():
    if len(sys.argv) < 4:
        sys.exit(__doc__)
    servers = [Server(text) for text in sys.argv[1:3]]
    with open(f"{sys.argv[3]}/queries.jsonl", encoding="utf-8") as lines:
        queries = [json.loads(line)["text"] for line in lines]
    rounds = int(sys.argv[4]) if len(sys.argv) > 4 else 8
    for kind in sys.argv[5:] or COUNTS:
        first, count = COUNTS[kind]
        for server in servers:
            run(server, kind, queries, first, 0)
        costs, times = ([], []), ([], [])
        for number in range(rounds):
            # Whoever is first changes with the round.
            for i in (0, 1) if number % 2 == 0 else (1, 0):
                cost, took = run(servers[i], kind, queries, count, first + number * count)
                costs[i].append(cost)
                times[i].extend(took)
        ratios = [b / a for a, b in zip(*costs)]
        clocks = [[statistics.quantiles(t, n=100)[at] * 1000 for at in (49, 98)] for t in times]
        print(f"{kind}: {statistics.median(costs[0]):.3f} -> {statistics.median(costs[1]):.3f} ms of processor time, ratio "
              f"{statistics.median(ratios):.3f} ({min(ratios):.2f} to {max(ratios):.2f}); p50 {clocks[0][0]:.2f} -> {clocks[1][0]:.2f} ms, "
              f"p99 {clocks[0][1]:.2f} -> {clocks[1][1]:.2f} ms", flush=True)


main()
