"""Draws the cost of a decision against the number of rules (W2): graph.py bench/results/DATE.json > GRAPH.svg"""

import json
import math
import sys

WIDTH, HEIGHT, LEFT, TOP, RIGHT, BOTTOM = 720, 440, 70, 20, 150, 50
COLOURS = ["#c0392b", "#2c3e50", "#7f8c8d", "#2980b9", "#27ae60", "#8e44ad", "#d35400"]

found = json.load(open(sys.argv[1]))
lines = {}
for workload, results in found["workloads"].items():
    kind, count = workload.split("-")
    for name, result in results.items():
        if kind == "w2" and "ns" in result:
            lines.setdefault(name, []).append((math.log10(int(count)), math.log10(result["ns"])))
points = [point for line in lines.values() for point in line]
greatest_x = math.ceil(max(x for x, _ in points))
least_y, greatest_y = math.floor(min(y for _, y in points)), math.ceil(max(y for _, y in points))


def place(x, y):
    across = LEFT + (x - 1) / (greatest_x - 1) * (WIDTH - LEFT - RIGHT)
    return round(across, 1), round(HEIGHT - BOTTOM - (y - least_y) / (greatest_y - least_y) * (HEIGHT - TOP - BOTTOM), 1)


def label(exponent):
    unit = ["ns", "µs", "ms", "s"][exponent // 3]
    return f"{10 ** (exponent % 3)} {unit}"


print(f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" font-family="sans-serif" font-size="12">')
print(f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>')
for y in range(least_y, greatest_y + 1):
    x1, at = place(1, y)
    print(f'<path d="M{x1} {at}H{WIDTH - RIGHT}" stroke="#ddd"/><text x="{x1 - 8}" y="{at + 4}" text-anchor="end">{label(y)}</text>')
for x in range(1, greatest_x + 1):
    at, bottom = place(x, least_y)
    print(f'<path d="M{at} {TOP}V{bottom}" stroke="#ddd"/><text x="{at}" y="{bottom + 18}" text-anchor="middle">{10**x:,}</text>'.replace(",", " "))
print(f'<text x="{(LEFT + WIDTH - RIGHT) / 2}" y="{HEIGHT - 10}" text-anchor="middle">rules (W2, a decoded event; {found["date"]})</text>')
for (name, line), colour in zip(sorted(lines.items(), key=lambda item: -item[1][-1][1]), COLOURS):
    spots = [place(*point) for point in sorted(line)]
    print(f'<polyline points="{" ".join(f"{x},{y}" for x, y in spots)}" fill="none" stroke="{colour}" stroke-width="2"/>')
    for x, y in spots:
        print(f'<circle cx="{x}" cy="{y}" r="3" fill="{colour}"/>')
    print(f'<text x="{spots[-1][0] + 8}" y="{spots[-1][1] + 4}" fill="{colour}">{name}</text>')
print("</svg>")
