"""FAISS on the benchmark's data: faiss_hnsw.py FILE ROWS QUERIES DIMENSIONS KIND M EF_CONSTRUCTION EF...

KIND is "flat" (float32) or "sq8". FILE holds rows, queries (float32) and the ten true neighbours of each query (int32).
Prints CSV as the benchmark does: progress,ROWS, build,SECONDS,BYTES and search,EF,RECALL,CPU,P50,P99.
"""
import os
import sys
import tempfile
import time

import faiss
import numpy

NEIGHBOURS = 10
ROUNDS = 3
PROGRESS_ROWS = 10_000


def main():
    path, rows, queries, dimensions, kind, links, construction = sys.argv[1], *map(int, sys.argv[2:5]), sys.argv[5], *map(int, sys.argv[6:8])
    values = numpy.fromfile(path, dtype=numpy.float32)
    base = values[: rows * dimensions].reshape(rows, dimensions)
    asked = values[rows * dimensions : (rows + queries) * dimensions].reshape(queries, dimensions)
    truth = values[(rows + queries) * dimensions :].view(numpy.int32).reshape(queries, NEIGHBOURS)
    faiss.omp_set_num_threads(1)
    inner = faiss.METRIC_INNER_PRODUCT
    index = (faiss.IndexHNSWFlat(dimensions, links, inner) if kind == "flat"
             else faiss.IndexHNSWSQ(dimensions, faiss.ScalarQuantizer.QT_8bit, links, inner))
    index.hnsw.efConstruction = construction
    began = time.process_time()
    index.train(base)
    for start in range(0, rows, PROGRESS_ROWS):
        index.add(base[start : start + PROGRESS_ROWS])
        print(f"progress,{min(rows, start + PROGRESS_ROWS)}", flush=True)
    spent = time.process_time() - began
    with tempfile.TemporaryDirectory() as folder:
        faiss.write_index(index, os.path.join(folder, "index"))
        size = os.path.getsize(os.path.join(folder, "index"))
    print(f"build,{spent:.2f},{size / rows:.1f}", flush=True)
    for effort in map(int, sys.argv[8:]):
        index.hnsw.efSearch = effort
        best = float("inf")
        for _ in range(ROUNDS):
            began = time.process_time()
            _, found = index.search(asked, NEIGHBOURS)
            best = min(best, (time.process_time() - began) * 1e6 / queries)
        hits = sum(len(set(one) & set(true)) for one, true in zip(found.tolist(), truth.tolist()))
        times = []
        for query in asked:
            began = time.perf_counter()
            index.search(query.reshape(1, -1), NEIGHBOURS)
            times.append((time.perf_counter() - began) * 1e6)
        times.sort()
        print(f"search,{effort},{hits / (queries * NEIGHBOURS):.4f},{best:.2f},{times[queries // 2]:.2f},{times[queries * 99 // 100]:.2f}", flush=True)


main()
