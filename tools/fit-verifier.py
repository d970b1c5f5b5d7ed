"""Fits the weights of the verifier of generated answers: boosted trees over the features of the pairs that may be fitted on.

    dotnet run -c Release --project benchmarks/Answers -- models ../shared/data/xquad/xquad.en.dev.json --features > features.tsv
    python3 tools/fit-verifier.py features.tsv src/Grounding/Verifying/Judging/support-model.txt

Prints precision and recall of "unsupported" by five-fold cross-validation, no source in two folds, for several thresholds, before it writes. A line of
the file is a full tree of four levels: the feature and threshold of each node, a node's children at 2i + 1 and 2i + 2, then its sixteen leaves, in log
odds of "unsupported". Needs numpy; takes a minute on two cores.
"""

import hashlib
import math
import multiprocessing
import random
import sys

import numpy

ROUNDS = 400
DEPTH = 4
RATE = 0.05
SHRINKAGE = 8.0
HESSIAN_MIN = 4.0
BINS = 12
FOLDS = 5
# Each tree sees this share of the features, so that those which fire seldom get their turn.
FEATURE_SHARE = 0.2
SEED = 777
# Sentences that people wrote count twice, the cases that tests hold more, those that a rule made less; statements put together of a question and its
# answer are often no English.
WEIGHT = {"question with its answer": 0.25}
SETS = {"generated": 1.0, "more": 0.3, "elsewhere": 0.3, "extended": 0.5, "cases": 16.0}
HAND_WRITTEN = 2.0
NODES = 2**DEPTH - 1
# A node that is not split sends everything to the left.
NEVER = 1e9


def read(path):
    lines = [line.rstrip("\n").split("\t") for line in open(path, encoding="utf-8")]
    rows = [
        {
            "set": fields[0],
            "source": fields[1],
            "kind": fields[2],
            "unsupported": 1 - int(fields[3]),
            "decided": bool(fields[4]),
            "x": [float(v) for v in fields[6:]],
            "weight": SETS.get(fields[0], HAND_WRITTEN) * WEIGHT.get(fields[2], 1.0),
            "fold": hashlib.sha256(fields[1].encode()).digest()[0] % FOLDS,
        }
        for fields in lines[1:]
    ]
    return rows, lines[0][6:]


def thresholds(rows, feature):
    # Between values: the file holds them rounded, so that a cut at one of them would fall to either side in the verifier.
    values = sorted({row["x"][feature] for row in rows})
    between = [(a + b) / 2 for a, b in zip(values, values[1:])]
    if len(values) <= BINS:
        return between
    positive = sorted(row["x"][feature] for row in rows if row["x"][feature] > 0)
    quantiles = {positive[len(positive) * k // BINS] for k in range(1, BINS)}
    return sorted({1e-6} | {cut for value, cut in zip(values, between) if value in quantiles})


def best_cuts(sums, curves, count):
    """For each node of a level, the best feature and cut, or None, by the sums of gradients and curvatures in each cell."""
    found = [(1e-6, None)] * count
    for feature, (inside, curved) in enumerate(zip(sums, curves)):
        if inside is None:
            continue
        whole, curve = inside.sum(axis=1, keepdims=True), curved.sum(axis=1, keepdims=True)
        below, below_curve = inside.cumsum(axis=1)[:, :-1], curved.cumsum(axis=1)[:, :-1]
        above, above_curve = whole - below, curve - below_curve
        gain = below**2 / (below_curve + SHRINKAGE) + above**2 / (above_curve + SHRINKAGE) - whole**2 / (curve + SHRINKAGE)
        gain[(below_curve < HESSIAN_MIN) | (above_curve < HESSIAN_MIN)] = 0
        cuts = gain.argmax(axis=1)
        for node, cut in enumerate(cuts):
            if gain[node, cut] > found[node][0]:
                found[node] = (gain[node, cut], (feature, cut))
    return [chosen for _, chosen in found]


def fit(rows):
    edges = [thresholds(rows, feature) for feature in range(len(rows[0]["x"]))]
    x = numpy.array([row["x"] for row in rows])
    bins = numpy.stack([numpy.searchsorted(cuts, x[:, f], side="left") for f, cuts in enumerate(edges)], axis=1)
    weight = numpy.array([row["weight"] for row in rows])
    unsupported = numpy.array([row["unsupported"] for row in rows])
    chance = random.Random(SEED)
    scores, trees = numpy.zeros(len(rows)), []
    for _ in range(ROUNDS):
        odds = 1 / (1 + numpy.exp(-scores))
        gradient, hessian = weight * (unsupported - odds), weight * odds * (1 - odds)
        features = {f for f, cuts in enumerate(edges) if cuts and chance.random() < FEATURE_SHARE}
        nodes, at = [], numpy.zeros(len(rows), dtype=int)
        for level in range(DEPTH):
            count = 2**level
            sums, curves = [], []
            for feature, cuts in enumerate(edges):
                width = len(cuts) + 1
                cells = at * width + bins[:, feature] if feature in features else None
                for sides, values in ((sums, gradient), (curves, hessian)):
                    sides.append(None if cells is None else numpy.bincount(cells, values, count * width).reshape(count, width))
            right = numpy.zeros(len(rows), dtype=bool)
            for node, chosen in enumerate(best_cuts(sums, curves, count)):
                if chosen is None:
                    nodes.append((0, NEVER))
                    continue
                feature, cut = chosen
                nodes.append((feature, edges[feature][cut]))
                right |= (at == node) & (bins[:, feature] > cut)
            at = 2 * at + right
        steps = numpy.bincount(at, gradient, NODES + 1)
        leaves = RATE * steps / (numpy.bincount(at, hessian, NODES + 1) + SHRINKAGE)
        scores += leaves[at]
        trees.append((nodes, leaves.tolist()))
    return trees


def value_of(tree, x):
    nodes, leaves = tree
    at = 0
    while at < NODES:
        feature, cut = nodes[at]
        at = 2 * at + (2 if x[feature] > cut else 1)
    return leaves[at - NODES]


def validate(task):
    rows, fold = task
    trees = fit([row for row in rows if not row["decided"] and (row["fold"] != fold or row["set"] == "cases")])
    return [
        math.inf if row["decided"] else sum(value_of(tree, row["x"]) for tree in trees) if row["fold"] == fold else None for row in rows
    ]


def report(rows):
    for least in (0.5, 0.4, 0.3, 0.25, 0.2, 0.15, 0.1):
        limit = math.log((1 - least) / least)
        for part in ("generated", "elsewhere", "written"):
            chosen = [row for row in rows if row["set"] == part or (part == "written" and row["set"].startswith("development"))]
            dropped = [row for row in chosen if row["score"] > limit]
            right = sum(row["unsupported"] for row in dropped)
            wrong = len(dropped) - right
            supported = sum(1 - row["unsupported"] for row in chosen)
            print(
                f"SupportMin {least} {part}: precision {100 * right / max(1, len(dropped)):.1f} %, "
                f"recall {100 * right / (len(chosen) - supported):.1f} %, supported kept {100 - 100 * wrong / max(1, supported):.1f} %"
            )


def main(features, target):
    rows, names = read(features)
    with multiprocessing.Pool(2) as pool:
        final = pool.apply_async(fit, ([row for row in rows if not row["decided"]],))
        for fold, scores in enumerate(pool.map(validate, [(rows, fold) for fold in range(FOLDS)])):
            for row, score in zip(rows, scores):
                if row["fold"] == fold:
                    row["score"] = score
        report(rows)
        with open(target, "w", encoding="utf-8") as file:
            for nodes, leaves in final.get():
                parts = [f"{names[feature]} {cut:.6g}" for feature, cut in nodes] + [f"{leaf:.4g}" for leaf in leaves]
                file.write(" ".join(parts) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
