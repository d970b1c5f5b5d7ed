"""Fits the weights of the verifier of generated answers: boosted trees of two levels over the features of the pairs that may be fitted on.

    dotnet run -c Release --project benchmarks/Answers -- models ../shared/data/xquad/xquad.en.dev.json --features > features.tsv
    python3 tools/fit-verifier.py features.tsv src/Grounding/Verifying/Judging/support-model.txt

Prints precision and recall of "unsupported" by five-fold cross-validation, no source in two folds, for several thresholds, before it writes. A line of
the file is a tree: the feature and threshold of its root, of the branch below and of the branch above, and its four leaves, in log odds of "unsupported".
"""

import hashlib
import math
import sys

ROUNDS = 120
RATE = 0.15
SHRINKAGE = 4.0
HESSIAN_MIN = 2.0
BINS = 8
FOLDS = 5
# Sentences that people wrote count twice, the cases that tests hold more; statements put together of a question and its answer are often no English.
WEIGHT = {"question with its answer": 0.25}
SETS = {"generated": 1.0, "cases": 8.0}
HAND_WRITTEN = 2.0


def read(path):
    lines = [line.rstrip("\n").split("\t") for line in open(path, encoding="utf-8")]
    names = lines[0][6:]
    for fields in lines[1:]:
        yield {
            "set": fields[0],
            "source": fields[1],
            "kind": fields[2],
            "unsupported": 1 - int(fields[3]),
            "decided": bool(fields[4]),
            "x": [float(v) for v in fields[6:]],
        }, names


def weight(row):
    return SETS.get(row["set"], HAND_WRITTEN) * WEIGHT.get(row["kind"], 1.0)


def thresholds(rows, feature):
    values = sorted({row["x"][feature] for row in rows})
    if len(values) <= BINS:
        return [(a + b) / 2 for a, b in zip(values, values[1:])]
    positive = sorted(row["x"][feature] for row in rows if row["x"][feature] > 0)
    return sorted({1e-6} | {positive[len(positive) * k // BINS] for k in range(1, BINS)})


def split(members, bins, edges, gradient, hessian):
    whole, curve = sum(gradient[i] for i in members), sum(hessian[i] for i in members)
    best, base = (1e-6, None), whole * whole / (curve + SHRINKAGE)
    for feature, cuts in enumerate(edges):
        sums, curves = [0.0] * (len(cuts) + 1), [0.0] * (len(cuts) + 1)
        for i in members:
            sums[bins[i][feature]] += gradient[i]
            curves[bins[i][feature]] += hessian[i]
        left = left_curve = 0.0
        for cut in range(len(cuts)):
            left += sums[cut]
            left_curve += curves[cut]
            if left_curve < HESSIAN_MIN or curve - left_curve < HESSIAN_MIN:
                continue
            gain = left * left / (left_curve + SHRINKAGE) + (whole - left) ** 2 / (curve - left_curve + SHRINKAGE) - base
            if gain > best[0]:
                best = (gain, (feature, cut))
    return best[1], RATE * whole / (curve + SHRINKAGE)


def fit(rows):
    edges = [thresholds(rows, feature) for feature in range(len(rows[0]["x"]))]
    bins = [[sum(value > cut for cut in cuts) for value, cuts in zip(row["x"], edges)] for row in rows]
    scores, trees = [0.0] * len(rows), []
    for _ in range(ROUNDS):
        chances = [1 / (1 + math.exp(-score)) for score in scores]
        gradient = [weight(row) * (row["unsupported"] - p) for row, p in zip(rows, chances)]
        hessian = [weight(row) * p * (1 - p) for row, p in zip(rows, chances)]
        everything = list(range(len(rows)))
        root, _ = split(everything, bins, edges, gradient, hessian)
        branches, leaves = [], []
        for side in (False, True):
            members = [i for i in everything if (bins[i][root[0]] > root[1]) == side]
            node, value = split(members, bins, edges, gradient, hessian)
            branches.append(node or root)
            for below in (False, True):
                part = [i for i in members if node and (bins[i][node[0]] > node[1]) == below]
                leaf = split(part, bins, edges, gradient, hessian)[1] if part else value
                leaves.append(round(leaf, 4))
        trees.append(([(f, round(edges[f][cut], 6)) for f, cut in [root, *branches]], leaves))
        scores = [score + value_of(trees[-1], row["x"]) for score, row in zip(scores, rows)]
    return trees


def value_of(tree, x):
    (root, low, high), leaves = tree
    above = x[root[0]] > root[1]
    feature, cut = high if above else low
    return leaves[2 * above + (x[feature] > cut)]


def main(features, target):
    read_rows = list(read(features))
    rows, names = [row for row, _ in read_rows], read_rows[0][1]
    open_rows = [row for row in rows if not row["decided"]]
    for row in rows:
        row["fold"] = hashlib.sha256(row["source"].encode()).digest()[0] % FOLDS
    for fold in range(FOLDS):
        trees = fit([row for row in open_rows if row["fold"] != fold])
        for row in rows:
            if row["fold"] == fold:
                row["score"] = math.inf if row["decided"] else sum(value_of(tree, row["x"]) for tree in trees)
    for least in (0.5, 0.4, 0.3, 0.25, 0.2, 0.15, 0.1):
        limit = math.log((1 - least) / least)
        for part in ("generated", "written"):
            chosen = [row for row in rows if row["set"] != "cases" and (row["set"] == "generated") == (part == "generated")]
            dropped = [row for row in chosen if row["score"] > limit]
            right = sum(row["unsupported"] for row in dropped)
            wrong = len(dropped) - right
            supported = sum(1 - row["unsupported"] for row in chosen)
            print(
                f"SupportMin {least} {part}: precision {100 * right / len(dropped):.1f} %, recall {100 * right / (len(chosen) - supported):.1f} %, "
                f"supported kept {100 - 100 * wrong / supported:.1f} %"
            )
    with open(target, "w", encoding="utf-8") as file:
        for nodes, leaves in fit(open_rows):
            parts = [f"{names[feature]} {cut:g}" for feature, cut in nodes] + [f"{leaf:g}" for leaf in leaves]
            file.write(" ".join(parts) + "\n")


if __name__ == "__main__":
    main(*sys.argv[1:])
