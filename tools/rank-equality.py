#!/usr/bin/env python3
"""Says whether two builds rank alike to the last bit.

    tools/rank-equality.py fill URL DATASET        makes the collection "scifact" from DATASET/corpus.jsonl
    tools/rank-equality.py record URL DATASET OUT  asks every query of DATASET/qrels/test.tsv in every way below and writes what was found
    tools/rank-equality.py compare ONE OTHER       exits 1 at the first difference

DATASET is a folder in BEIR's form (corpus.jsonl, queries.jsonl, qrels/test.tsv). Scores are written as the server wrote them: JSON numbers that
read back to the same bits. Fill once, stop the server, copy its data folder, and let each build answer from its own copy.
"""
import json
import sys
import time
import urllib.request

COLLECTION = "scifact"
CHUNK_TOKENS_MAX = 256

# One way for each step that orders, drops or joins passages.
WAYS = {
    "hybrid": {"top_k": 20},
    "bm25": {"mode": "bm25", "top_k": 20},
    "dense": {"mode": "dense", "top_k": 20},
    "exact": {"exact": True, "top_k": 20},
    "ranks": {"top_k": 20, "ranking": {"fusion": "ranks"}},
    "weight": {"top_k": 20, "ranking": {"dense_weight": 0.7}},
    "diverse": {"top_k": 10, "ranking": {"deduplicate": True, "diversity": 0.4}},
    "joined": {"top_k": 20, "ranking": {"joined": 4}},
    "capped": {"top_k": 20, "per_document_max": 1},
    "grouped": {"top_k": 5, "group_by": "document"},
}


def call(url, path, body=None, method=None):
    data = None if body is None else json.dumps(body).encode()
    request = urllib.request.Request(url + path, data, {"Content-Type": "application/json"}, method=method)
    with urllib.request.urlopen(request, timeout=300) as response:
        # Numbers stay the texts that they are, so that nothing is rounded on the way.
        return json.loads(response.read(), parse_float=str, parse_int=str)


def fill(url, dataset):
    # Named, since a default may differ between the builds.
    call(url, "/api/v1/collections", {"name": COLLECTION, "chunk_tokens_max": CHUNK_TOKENS_MAX})
    with open(f"{dataset}/corpus.jsonl", encoding="utf-8") as lines:
        documents = [json.loads(line) for line in lines]
    # One after the other, each indexed before the next is sent: how the documents came in decides how they are cut into segments, and
    # with it which neighbours an approximate search finds. In reverse order one ranking of 3,000 is another.
    for d in documents:
        part = {"id": d["_id"], "title": d["title"], "text": d["text"]}
        call(url, f"/api/v1/collections/{COLLECTION}/documents?wait=true", {"documents": [part]})
    found = call(url, f"/api/v1/collections/{COLLECTION}")
    print(f"{found['indexed']} of {len(documents)} documents, {found['chunks']} chunks")


def queries(dataset):
    with open(f"{dataset}/qrels/test.tsv", encoding="utf-8") as lines:
        judged = {line.split("\t")[0] for line in lines} - {"query-id"}
    with open(f"{dataset}/queries.jsonl", encoding="utf-8") as lines:
        return [q["text"] for q in map(json.loads, lines) if q["_id"] in judged]


def ranking(found):
    if "groups" in found:
        return [[group["document_id"], group["score"], [[p["chunk_id"], p["score"]] for p in group["passages"]]] for group in found["groups"]]
    return [[p["chunk_id"], p["score"], p["scores"], p["start"], p["end"]] for p in found["results"]]


def record(url, dataset, out):
    texts = queries(dataset)
    with open(out, "w", encoding="utf-8") as lines:
        for way, options in WAYS.items():
            for text in texts:
                found = call(url, f"/api/v1/collections/{COLLECTION}/search", {"query": text, "cache": False, **options})
                lines.write(json.dumps([way, text, ranking(found)]) + "\n")
    print(f"{len(texts)} queries in {len(WAYS)} ways: {out}")


def compare(one, other):
    with open(one, encoding="utf-8") as left, open(other, encoding="utf-8") as right:
        lefts, rights = left.readlines(), right.readlines()
    different = [json.loads(a)[:2] for a, b in zip(lefts, rights) if a != b]
    if different or len(lefts) != len(rights):
        sys.exit(f"{len(different)} of {len(lefts)} rankings differ ({len(rights)} in the other), first: {different[:1]}")
    print(f"{len(lefts)} rankings are equal to the last bit")


if __name__ == "__main__":
    commands = {"fill": fill, "record": record, "compare": compare}
    if len(sys.argv) < 2 or sys.argv[1] not in commands:
        sys.exit(__doc__)
    commands[sys.argv[1]](*sys.argv[2:])
