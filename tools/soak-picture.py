#!/usr/bin/env python3
"""Draws what the silos of a long run held, from the CSV that RAG_TEST_SOAK_FILE names, as an SVG on standard output.

    RAG_TEST_SILO_KILLS=12 RAG_TEST_KILL_EVERY=300 RAG_TEST_SOAK_FILE=soak.csv \\
        dotnet test tests/Cluster.Tests -c Release --filter KilledOneAfterTheOther_LosesDoublesAndFailsNothing
    tools/soak-picture.py soak.csv > soak.svg

A line is one process; it ends where the silo was killed. Last line on standard error: how much each process that lived for at least four
minutes grew after its second minute, in MiB a minute.
"""

import csv
import sys
from collections import defaultdict

WIDTH, HEIGHT, LEFT, GAP = 960, 220, 70, 50
COLORS = ["#1b6ca8", "#c2571a", "#2e7d4f"]
PANELS = [("resident_mib", "Resident memory, MiB"), ("handles", "Open handles"), ("threads", "Threads")]


def slope(points):
    """Least squares, in units a minute."""
    n = len(points)
    mean_t = sum(t for t, _ in points) / n
    mean_v = sum(v for _, v in points) / n
    spread = sum((t - mean_t) ** 2 for t, _ in points)
    return 60 * sum((t - mean_t) * (v - mean_v) for t, v in points) / spread if spread else 0.0


def panel(samples, column, title, top, end):
    highest = max(float(s[column]) for s in samples) * 1.1
    plot = WIDTH - LEFT - 20
    at = lambda t, v: f"{LEFT + plot * t / end:.1f},{top + HEIGHT * (1 - v / highest):.1f}"
    yield f'<text x="{LEFT}" y="{top - 10}" font-weight="bold">{title}</text>'
    yield f'<rect x="{LEFT}" y="{top}" width="{plot}" height="{HEIGHT}" fill="none" stroke="#999"/>'
    for i in range(5):
        value = highest * i / 4
        y = top + HEIGHT * (1 - i / 4)
        yield f'<line x1="{LEFT}" x2="{LEFT + plot}" y1="{y:.1f}" y2="{y:.1f}" stroke="#e5e5e5"/>'
        yield f'<text x="{LEFT - 8}" y="{y + 4:.1f}" text-anchor="end">{value:.0f}</text>'
    for minute in range(0, int(end / 60) + 1, 10):
        x = LEFT + plot * minute * 60 / end
        yield f'<text x="{x:.1f}" y="{top + HEIGHT + 16}" text-anchor="middle">{minute} min</text>'
    lines = defaultdict(list)
    for s in samples:
        lines[(int(s["silo"]), s["process"])].append((float(s["seconds"]), float(s[column])))
    for (silo, _), points in sorted(lines.items()):
        yield f'<polyline fill="none" stroke="{COLORS[silo % 3]}" stroke-width="1.5" points="{" ".join(at(*p) for p in points)}"/>'


def main():
    with open(sys.argv[1], newline="") as file:
        samples = list(csv.DictReader(file))
    end = max(float(s["seconds"]) for s in samples)
    total = 40 + len(PANELS) * (HEIGHT + GAP + 20)
    out = [f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {total}" font-family="sans-serif" font-size="12">']
    out.append(f'<rect width="{WIDTH}" height="{total}" fill="#fff"/>')
    for silo in range(3):
        out.append(f'<text x="{LEFT + silo * 90}" y="20" fill="{COLORS[silo]}">■ silo {silo}</text>')
    for i, (column, title) in enumerate(PANELS):
        out.extend(panel(samples, column, title, 60 + i * (HEIGHT + GAP + 20), end))
    print("\n".join([*out, "</svg>"]))
    lives = defaultdict(list)
    for s in samples:
        lives[s["process"]].append((float(s["seconds"]), float(s["resident_mib"])))
    grown = []
    for points in lives.values():
        settled = [p for p in points if p[0] - points[0][0] >= 120]
        if len(settled) > 1 and settled[-1][0] - points[0][0] >= 240:
            grown.append(slope(settled))
    print("MiB a minute:", ", ".join(f"{g:+.2f}" for g in sorted(grown)), file=sys.stderr)


main()
