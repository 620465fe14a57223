"""Draws the cost of a decision against the number of rules (W2): graph.py bench/results/DATE.json > GRAPH.svg

Both axes are logarithmic. Names stand at the right, in the order of the lines' ends, joined to them by thin lines.
"""

import json
import math
import sys

WIDTH, HEIGHT, LEFT, TOP, RIGHT, BOTTOM = 860, 560, 70, 20, 200, 50
NAMES_APART = 17
# ours is red and thick; the others differ in colour and dash
OURS, COLOURS, DASHES = "#c0392b", ["#2c3e50", "#2980b9", "#27ae60", "#8e44ad", "#d35400", "#7f8c8d", "#16a085"], ["", "6 3"]


def read(path):
    """Per peer the points (logarithm of rules, logarithm of ns), and the date."""
    found = json.load(open(path))
    lines = {}
    for workload, results in found["workloads"].items():
        kind, count = workload.split("-")
        for name, result in results.items():
            if kind == "w2" and "ns" in result:
                lines.setdefault(name, []).append((math.log10(int(count)), math.log10(result["ns"])))
    return {name: sorted(points) for name, points in lines.items()}, found["date"]


def apart(places):
    """Moves places on one axis so that neighbours are NAMES_APART from each other; keeps their order."""
    order = sorted(range(len(places)), key=places.__getitem__)
    moved = list(places)
    for before, at in zip(order, order[1:]):
        moved[at] = max(moved[at], moved[before] + NAMES_APART)
    over = moved[order[-1]] - (HEIGHT - BOTTOM)
    if over > 0:
        moved[order[-1]] -= over
        for at, after in reversed(list(zip(order, order[1:]))):
            moved[at] = min(moved[at], moved[after] - NAMES_APART)
    return moved


def label(exponent):
    unit = ["ns", "µs", "ms", "s"][exponent // 3]
    return f"{10 ** (exponent % 3)} {unit}"


def grid(place, greatest_x, least_y, greatest_y, date):
    for y in range(least_y, greatest_y + 1):
        x1, at = place(1, y)
        print(f'<path d="M{x1} {at}H{WIDTH - RIGHT}" stroke="#ddd"/><text x="{x1 - 8}" y="{at + 4}" text-anchor="end">{label(y)}</text>')
    for x in range(1, greatest_x + 1):
        at, bottom = place(x, least_y)
        rules = f"{10**x:,}".replace(",", " ")
        print(f'<path d="M{at} {TOP}V{bottom}" stroke="#ddd"/><text x="{at}" y="{bottom + 18}" text-anchor="middle">{rules}</text>')
    print(f'<text x="{(LEFT + WIDTH - RIGHT) / 2}" y="{HEIGHT - 10}" text-anchor="middle">rules (W2, a decoded event; {date})</text>')


def main():
    lines, date = read(sys.argv[1])
    points = [point for line in lines.values() for point in line]
    greatest_x = math.ceil(max(x for x, _ in points))
    least_y, greatest_y = math.floor(min(y for _, y in points)), math.ceil(max(y for _, y in points))

    def place(x, y):
        across = LEFT + (x - 1) / max(greatest_x - 1, 1) * (WIDTH - LEFT - RIGHT)
        return round(across, 1), round(HEIGHT - BOTTOM - (y - least_y) / (greatest_y - least_y) * (HEIGHT - TOP - BOTTOM), 1)

    print(f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH}" height="{HEIGHT}" font-family="sans-serif" font-size="12">')
    print(f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>')
    grid(place, greatest_x, least_y, greatest_y, date)
    ends = [place(*line[-1]) for line in lines.values()]
    names_at = apart([y for _, y in ends])
    for number, ((name, line), (end_x, end_y), name_y) in enumerate(zip(lines.items(), ends, names_at)):
        ours = name == "ordain"
        colour = OURS if ours else COLOURS[number % len(COLOURS)]
        dash = "" if ours else DASHES[number // len(COLOURS) % len(DASHES)]
        style = f'stroke="{colour}" stroke-width="{3 if ours else 1.5}"' + (f' stroke-dasharray="{dash}"' if dash else "")
        spots = [place(*point) for point in line]
        print(f'<polyline points="{" ".join(f"{x},{y}" for x, y in spots)}" fill="none" {style}/>')
        for x, y in spots:
            print(f'<circle cx="{x}" cy="{y}" r="2.5" fill="{colour}"/>')
        name_x = WIDTH - RIGHT + 30
        print(f'<path d="M{end_x + 4} {end_y}L{name_x - 6} {name_y}" stroke="{colour}" stroke-width="0.5" stroke-dasharray="1 2"/>')
        print(f'<text x="{name_x}" y="{name_y + 4}" fill="{colour}"{" font-weight=\'bold\'" if ours else ""}>{name}</text>')
    print("</svg>")


main()
