"""Fits the weights of the verifier of generated answers: boosted trees over the features of the pairs that may be fitted on.

    dotnet run -c Release --project benchmarks/Answers -- models ../shared/data/xquad/xquad.en.dev.json --features > features.tsv
    python3 tools/fit-verifier.py features.tsv src/Grounding/Verifying/Judging/support-model.txt

Prints precision and recall of "unsupported" by five-fold cross-validation, no source in two folds, for several thresholds, before it writes. A line of
the file is a full tree of four levels: the feature and threshold of each node, a node's children at 2i + 1 and 2i + 2, then its sixteen leaves, in log
odds of "unsupported". Takes some minutes on two cores.
"""

import hashlib
import math
import multiprocessing
import random
import sys

ROUNDS = 250
DEPTH = 4
RATE = 0.05
SHRINKAGE = 8.0
HESSIAN_MIN = 4.0
BINS = 12
FOLDS = 5
# Each tree sees this share of the features, so that those which fire seldom get their turn.
FEATURE_SHARE = 0.4
SEED = 777
# Sentences that people wrote count twice, the cases that tests hold more, those that a rule made less; statements put together of a question and its
# answer are often no English.
WEIGHT = {"question with its answer": 0.25}
SETS = {"generated": 1.0, "more": 0.6, "elsewhere": 0.5, "cases": 16.0}
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
    values = sorted({row["x"][feature] for row in rows})
    if len(values) <= BINS:
        return [(a + b) / 2 for a, b in zip(values, values[1:])]
    positive = sorted(row["x"][feature] for row in rows if row["x"][feature] > 0)
    return sorted({1e-6} | {positive[len(positive) * k // BINS] for k in range(1, BINS)})


def split(members, cells, width, features, gradient, hessian):
    """The best feature and cut, or None, by the sums of each cell; the lowest cell of a feature is what the others leave."""
    sums, curves = [0.0] * width, [0.0] * width
    whole = curve = 0.0
    for i in members:
        g, h = gradient[i], hessian[i]
        whole += g
        curve += h
        for cell in cells[i]:
            sums[cell] += g
            curves[cell] += h
    best, chosen, base = 1e-6, None, whole * whole / (curve + SHRINKAGE)
    for feature, first, count in features:
        above = above_curve = 0.0
        for cut in range(count - 1, -1, -1):
            above += sums[first + cut]
            above_curve += curves[first + cut]
            below_curve = curve - above_curve
            if above_curve < HESSIAN_MIN or below_curve < HESSIAN_MIN:
                continue
            gain = above * above / (above_curve + SHRINKAGE) + (whole - above) ** 2 / (below_curve + SHRINKAGE) - base
            if gain > best:
                best, chosen = gain, (feature, cut)
    return chosen


def leaf(members, gradient, hessian):
    return RATE * sum(gradient[i] for i in members) / (sum(hessian[i] for i in members) + SHRINKAGE)


def fit(rows):
    edges = [thresholds(rows, feature) for feature in range(len(rows[0]["x"]))]
    bins = [[sum(value > cut for cut in cuts) for value, cuts in zip(row["x"], edges)] for row in rows]
    firsts, width = [], 0
    for cuts in edges:
        firsts.append(width)
        width += len(cuts)
    cells = [[firsts[f] + b - 1 for f, b in enumerate(row) if b > 0] for row in bins]
    chance = random.Random(SEED)
    scores, trees = [0.0] * len(rows), []
    for _ in range(ROUNDS):
        odds = [1 / (1 + math.exp(-score)) for score in scores]
        gradient = [row["weight"] * (row["unsupported"] - p) for row, p in zip(rows, odds)]
        hessian = [row["weight"] * p * (1 - p) for row, p in zip(rows, odds)]
        features = [(f, firsts[f], len(cuts)) for f, cuts in enumerate(edges) if cuts and chance.random() < FEATURE_SHARE]
        shown = {cell for f, first, count in features for cell in range(first, first + count)}
        seen = [[cell for cell in row if cell in shown] for row in cells]
        nodes, leaves, level = [], [], [(list(range(len(rows))), 0.0)]
        for _ in range(DEPTH):
            below = []
            for members, value in level:
                found = split(members, seen, width, features, gradient, hessian) if members else None
                if found is None:
                    nodes.append((0, NEVER))
                    below += [(members, leaf(members, gradient, hessian) if members else value), ([], 0.0)]
                    continue
                feature, cut = found
                nodes.append((feature, edges[feature][cut]))
                parts = ([i for i in members if bins[i][feature] <= cut], [i for i in members if bins[i][feature] > cut])
                below += [(part, leaf(part, gradient, hessian)) for part in parts]
            level = below
        for members, value in level:
            leaves.append(value)
            for i in members:
                scores[i] += value
        trees.append((nodes, leaves))
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
