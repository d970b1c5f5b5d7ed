#!/usr/bin/env python3
"""Runs BM25 peers over analysed passages: Xapian, SQLite FTS5, PostgreSQL full text.

Usage: bm25_peers.py PASSAGES QUERIES FOLDER [PEER...]
PASSAGES and QUERIES hold one passage or query a line, words separated by spaces. Figures are printed as case,figure,value,unit.
Time is processor time of this thread (Xapian, FTS5: both run inside this process) and wall time for PostgreSQL, which is a server.
Only the search is timed, not the parsing of the query. A peer that is not installed is reported on standard error and left out.
"""
import os
import pwd
import shutil
import sqlite3
import subprocess
import sys
import tempfile
import time

BEST = 10
ROUNDS = 5


def figure(name, what, value, unit):
    print(f"{name},{what},{value:.1f},{unit}", flush=True)


def report(name, times):
    times = sorted(times)
    figure(name, "processor time p50", times[len(times) // 2], "µs")
    figure(name, "processor time p99", times[len(times) * 99 // 100], "µs")
    figure(name, "processor time mean", sum(times) / len(times), "µs")


def measure(search, queries, rounds):
    """The least of several rounds for each query, like ours."""
    best = [float("inf")] * len(queries)
    for _ in range(rounds):
        for i, query in enumerate(queries):
            before = time.thread_time_ns()
            search(query)
            best[i] = min(best[i], (time.thread_time_ns() - before) / 1000)
    return best


def xapian_peer(passages, queries, folder):
    import xapian

    path = os.path.join(folder, "xapian")
    if not os.path.exists(path):
        before = time.thread_time_ns()
        database = xapian.WritableDatabase(path, xapian.DB_CREATE)
        for number, words in enumerate(passages):
            document = xapian.Document()
            for word in words:
                document.add_term(word)
            database.add_document(document)
            if number % 50_000 == 49_999:
                database.commit()
        database.commit()
        database.close()
        figure("Xapian", "build", len(passages) / (time.thread_time_ns() - before) * 1e9, "passages per processor second")
    database = xapian.Database(path)
    figure("Xapian", "index", sum(os.path.getsize(os.path.join(path, f)) for f in os.listdir(path)) / 1e6, "MB")
    enquire = xapian.Enquire(database)
    enquire.set_weighting_scheme(xapian.BM25Weight(1.2, 0, 1, 0.75, 0.0))

    def search(query):
        enquire.set_query(query)
        enquire.get_mset(0, BEST)

    for name, operator in (("OR", xapian.Query.OP_OR), ("AND", xapian.Query.OP_AND)):
        report(f"Xapian {xapian.version_string()} {name}", measure(search, [xapian.Query(operator, words) for words in queries], ROUNDS))


def fts5_peer(passages, queries, folder):
    database = sqlite3.connect(os.path.join(folder, "fts5.db"))
    if not database.execute("SELECT 1 FROM sqlite_master WHERE name = 'passages'").fetchone():
        before = time.thread_time_ns()
        database.execute("CREATE VIRTUAL TABLE passages USING fts5(words, content = '', detail = none, tokenize = ascii)")
        database.executemany("INSERT INTO passages(rowid, words) VALUES (?, ?)", ((i, " ".join(words)) for i, words in enumerate(passages)))
        database.execute("INSERT INTO passages(passages) VALUES ('optimize')")
        database.commit()
        figure("FTS5", "build", len(passages) / (time.thread_time_ns() - before) * 1e9, "passages per processor second")
    database.execute("PRAGMA mmap_size = 2000000000")

    def search(query):
        database.execute("SELECT rowid FROM passages WHERE passages MATCH ? ORDER BY rank LIMIT ?", (query, BEST)).fetchall()

    few = queries[:200]
    for name in ("OR", "AND"):
        report(f"FTS5 {sqlite3.sqlite_version} {name}", measure(search, [f" {name} ".join(words) for words in few], 2))


def postgres_peer(passages, queries, folder):
    binaries = sorted(os.path.join("/usr/lib/postgresql", v, "bin") for v in os.listdir("/usr/lib/postgresql"))[-1]
    data = tempfile.mkdtemp(prefix="pg-bm25-")
    user = pwd.getpwnam("postgres") if os.getuid() == 0 else pwd.getpwuid(os.getuid())
    if os.getuid() == 0:
        os.chown(data, user.pw_uid, user.pw_gid)

    def run(*command, text=None):
        return subprocess.run(command, user=user.pw_uid, group=user.pw_gid, input=text, text=True, check=True, capture_output=True, cwd=data).stdout

    run(f"{binaries}/initdb", "-D", f"{data}/db", "--no-sync", "-A", "trust")
    options = f"-c listen_addresses='' -k {data} -c fsync=off -c shared_buffers=512MB -c jit=off -c max_parallel_workers_per_gather=0"
    run(f"{binaries}/pg_ctl", "-D", f"{data}/db", "-o", options, "-l", f"{data}/log", "-w", "start")
    try:
        psql = (f"{binaries}/psql", "-h", data, "-d", "postgres", "-qAt", "-v", "ON_ERROR_STOP=1")
        rows = "".join(f"{i}\t{' '.join(words)}\n" for i, words in enumerate(passages))
        script = "CREATE TABLE passages(id int, words tsvector);\nCREATE TEMP TABLE raw(id int, words text);\nCOPY raw FROM STDIN;\n" + rows + "\\.\n"
        script += "INSERT INTO passages SELECT id, to_tsvector('simple', words) FROM raw;\nCREATE INDEX ON passages USING gin(words);\nVACUUM ANALYZE passages;\n"
        run(*psql, text=script)
        for name, operator in (("OR", " | "), ("AND", " & ")):
            script = "\\timing on\n\\o /dev/null\n"
            for words in queries[:60] * 2:
                query = operator.join(words)
                script += f"SELECT id, ts_rank_cd(words, q) AS r FROM passages, to_tsquery('simple', '{query}') q WHERE words @@ q ORDER BY r DESC LIMIT {BEST};\n"
            times = [float(line.split()[1]) * 1000 for line in run(*psql, text=script).splitlines() if line.startswith("Time:")]
            times = sorted(times[60:])
            figure(f"PostgreSQL {name}", "wall time p50", times[len(times) // 2], "µs")
            figure(f"PostgreSQL {name}", "wall time p99", times[len(times) * 99 // 100], "µs")
    finally:
        run(f"{binaries}/pg_ctl", "-D", f"{data}/db", "-m", "immediate", "stop")
        shutil.rmtree(data, ignore_errors=True)


PEERS = {"xapian": xapian_peer, "fts5": fts5_peer, "postgres": postgres_peer}


def main():
    with open(sys.argv[1], encoding="utf-8") as file:
        passages = [line.split() for line in file]
    with open(sys.argv[2], encoding="utf-8") as file:
        queries = [line.split() for line in file]
    for name in sys.argv[4:] or PEERS:
        try:
            PEERS[name](passages, queries, sys.argv[3])
        except (ImportError, FileNotFoundError, KeyError) as missing:
            print(f"{name} is left out: {missing!r}", file=sys.stderr)


if __name__ == "__main__":
    main()
