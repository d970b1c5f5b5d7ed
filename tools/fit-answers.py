"""Fits which units of documentation an answer shows, and how sure the evidence makes of it, over questions whose answers are known as strings.

    dotnet run -c Release --project benchmarks/Answers -- models QUESTIONS.jsonl --out=FEATURES.jsonl --features
    python3 tools/fit-answers.py src/Grounding/Extracting/unit-model.txt QUESTIONS.jsonl FEATURES.jsonl [QUESTIONS.jsonl FEATURES.jsonl ...]
        [--development SEED]

QUESTIONS are those of benchmarks/Answers/Documents/Questions (its README says over which documents) and ../shared/data/docqa, of which only the half that
`--development SEED` shuffles to the front is used: the other half is held out. A unit counts as answering when what it is shown with holds a
required string and lies in a file that answers. The weights are those of a softmax over the units of each question (gradient descent with Adam, a small
square penalty), written to the model's file; its other lines (space, price of length) stay as they are. What the probability of an answer is made of is
printed, for src/Grounding/Abstention/Answerability.cs: a logistic model over the best unit, where questions without an answer weigh three times, and
those asked without the documents that answer them 0.4 times, since other documents may answer them too.
"""

import argparse
import collections
import html
import json
import math
import random
import re

STEPS = 250
RATE = 0.08
PENALTY = 0.02
PART_MIN = 4
WEIGHTS = {"answerable": 1.0, "unanswerable": 3.0, "without": 0.4}
# The log odds of a unit that surely answers: what the others are 1 for.
ODDS_FULL = 8.0
EVIDENCE = ["Near", "Whole", "Pairs", "Anchors"]


def plain(text):
    text = html.unescape(text or "").lower()
    return re.sub(r"\s+", " ", re.sub(r"[`*|\\]", " ", text))


def holds(text, string):
    parts = [re.escape(part) for part in re.findall(r"\w+|[^\w\s]", plain(string))]
    short = sum(map(len, re.findall(r"\w+|[^\w\s]", plain(string)))) < 8
    edge = r"(?<![\w.,])", r"(?![\w]|[.,]\d)"
    pattern = r"\s*".join(parts)
    return re.search(edge[0] + pattern + edge[1] if short else pattern, text) is not None


def read(path):
    with open(path, encoding="utf-8") as lines:
        return [json.loads(line) for line in lines if line.strip()]


def label(question, row):
    units = row["evidence"]["units"]
    texts = {(unit["passage"], unit["index"]): unit["text"] for unit in units}
    for unit in units:
        shown = [texts.get((unit["passage"], index), "") for index in unit["closure"]] or [unit["text"]]
        unit["shown"] = plain(" ".join(shown))
    found = [0.0] * len(units)
    for is_part in (False, True):
        for entry in question["gold"]:
            for i, unit in enumerate(units):
                if not row["passages"][unit["passage"]]["uri"].endswith(entry["file"]):
                    continue
                strings = [string for string in entry["must"] if not is_part or len(string) >= PART_MIN]
                found[i] = max(found[i], float((any if is_part else all)(holds(unit["shown"], string) for string in strings) if strings else 0))
        if any(found) and question.get("any"):
            break
    return found


def adam(count, gradient, rate, steps):
    weights, first, second = [0.0] * count, [0.0] * count, [0.0] * count
    for step in range(1, steps + 1):
        for i, slope in enumerate(gradient(weights)):
            first[i] = 0.9 * first[i] + 0.1 * slope
            second[i] = 0.99 * second[i] + 0.01 * slope * slope
            weights[i] -= rate * (first[i] / (1 - 0.9**step)) / (math.sqrt(second[i] / (1 - 0.99**step)) + 1e-8)
    return weights


def fit_units(sets):
    def gradient(weights):
        slopes = [PENALTY * weight for weight in weights]
        for features, found in sets:
            scores = [sum(a * b for a, b in zip(weights, x)) for x in features]
            odds = [math.exp(score - max(scores)) for score in scores]
            whole, right = sum(odds), sum(o * f for o, f in zip(odds, found))
            for o, f, x in zip(odds, found, features):
                share = (o / whole - o * f / right) / len(sets)
                for i, value in enumerate(x):
                    slopes[i] += share * value
        return slopes

    return adam(len(sets[0][0][0]), gradient, RATE, STEPS)


def evidence(row, names, weights):
    units = row["evidence"]["units"]
    odds = max(sum(a * b for a, b in zip(weights, unit["features"])) for unit in units)
    best = max(units, key=lambda unit: unit["score"])
    lexical = max(passage["scores"]["Bm25"] or 0 for passage in row["passages"]) / max(sum(row["evidence"]["weights"]), 1e-9)
    return [1.0, lexical, odds / ODDS_FULL] + [best["features"][names.index(name)] for name in EVIDENCE]


def fit_evidence(rows):
    def gradient(weights):
        slopes = [0.0] + weights[1:]
        for x, kind in rows:
            probability = 1 / (1 + math.exp(-sum(a * b for a, b in zip(weights, x))))
            for i, value in enumerate(x):
                slopes[i] += WEIGHTS[kind] * (probability - (kind == "answerable")) * value
        return slopes

    return adam(len(EVIDENCE) + 3, gradient, 0.1, 400)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("model")
    parser.add_argument("files", nargs="+", help="pairs of questions and features")
    parser.add_argument("--development", type=int, help="the seed that divides questions named docqa")
    args = parser.parse_args()
    sets, rows, names = [], [], []
    for questions, features in zip(args.files[::2], args.files[1::2]):
        items = {item["id"]: item for item in read(questions)}
        if "docqa" in questions and args.development is not None:
            order = list(items)
            random.Random(args.development).shuffle(order)
            items = {name: items[name] for name in order[: len(order) // 2]}
        for row in read(features):
            question = items.get(row["id"])
            if question is None or not row["evidence"]["units"]:
                continue
            names = row["names"]
            kind = "unanswerable" if not question["gold"] else "without" if row["without"] else "answerable"
            rows.append((row, kind))
            if kind == "answerable":
                found = label(question, row)
                if any(found):
                    sets.append(([unit["features"] for unit in row["evidence"]["units"]], found))
    print(len(sets), "questions with a unit that answers;", dict(collections.Counter(kind for _, kind in rows)))
    weights = fit_units(sets)
    with open(args.model, encoding="utf-8") as lines:
        kept = [line for line in lines if line.split(" ")[0] not in names]
    with open(args.model, "w", encoding="utf-8") as file:
        file.writelines(kept + [f"{name} {weight:.3f}\n" for name, weight in zip(names, weights)])
    rows = [(evidence(row, names, weights), kind) for row, kind in rows]
    for name, weight in zip(["constant", "lexical share", "odds", *EVIDENCE], fit_evidence(rows)):
        print(f"{name} {weight:.3f}")


main()
