"""Writes the workloads that all peers share: rules and events, the same bytes on every machine.

A workload is a folder:
  rules.txt   `fields NAME:KIND…`, then a line a rule: `FIELD OP VALUE` for each of its conditions, all of which must hold (FIELD: an
              index; OP: = >= > <= <). The first rule whose conditions hold fires; if none does, the answer is the number of rules.
              `all NAME:KIND…` instead: every rule whose conditions hold fires; the answer is the sum of harness.hpp's `mixed` of them.
  rules.ord   the same rules for Ordain
  events.bin  one row an event: a 64-bit little-endian integer for each field

Use: workloads.py FOLDER [NAME…]      with names such as w1-64, w2-10000; without a name all that aren't there
"""

import array
import pathlib
import random
import sys

EVENTS = 100_000
SIZES = {
    "w1": [10, 64],
    "w2": [10, 64, 100, 1_000, 10_000, 100_000],
    "w3": [10, 100, 1_000, 10_000],
    "w4": [10_000],
}
SEED = 20_261_123

# name, kind, least and greatest value; kinds: int, bool, and enum (its values are v0, v1, …)
W1_FIELDS = [
    ("net_total", "int", 0, 100_000_000),
    ("exposure", "int", 0, 100_000_000),
    ("discount", "int", 0, 100),
    ("channel", "enum", 0, 2),
    ("risk", "enum", 0, 2),
    ("region", "enum", 0, 7),
    ("overdue_days", "int", 0, 10_000),
    ("new_customer", "bool", 0, 1),
]
W2_FIELDS = [
    ("region", "int", 0, 99),
    ("amount", "int", 0, 1_000_000_000),
    ("channel", "enum", 0, 4),
    ("quantity", "int", 0, 1_000),
    ("discount", "int", 0, 100),
    ("category", "int", 0, 19),
]
W3_FIELDS = [(name, "int", 0, 1_000_000) for name in ("amount", "weight", "distance", "volume")]
W4_FIELDS = [("topic", "int", 0, 99), ("amount", "int", 0, 99_999), ("channel", "enum", 0, 4), ("quantity", "int", 0, 1_000)]
W4_QUEUES = 50
NET, EXPOSURE, DISCOUNT, CHANNEL, RISK, REGION, OVERDUE, NEW = range(8)

# Amounts in cents.
TEN = [
    [(RISK, "=", 2), (OVERDUE, ">", 60)],
    [(EXPOSURE, ">", 25_000_000)],
    [(OVERDUE, ">", 30), (NET, ">=", 100_000)],
    [(NEW, "=", 1), (NET, ">", 1_000_000)],
    [(DISCOUNT, ">", 30)],
    [(REGION, "=", 2), (NET, ">", 800_000)],
    [(CHANNEL, "=", 2), (DISCOUNT, ">", 15)],
    [(NET, ">=", 5_000_000)],
    [(CHANNEL, "=", 0), (DISCOUNT, "<=", 5)],
    [(NET, "<", 500_000), (RISK, "<", 2)],
]


def w1_rules(count, rnd):
    """Ten rules as in TEN; else thresholds for each region, from the strictest down."""
    if count == len(TEN):
        return TEN
    rules = TEN[:3]
    while len(rules) < count:
        region = len(rules) % 8
        step = len(rules) // 8
        shape = rnd.randrange(4)
        rule = [(REGION, "=", region)]
        if shape == 0:
            rule += [(NET, ">=", (9 - step) * 140_000 + rnd.randrange(100_000))]
        elif shape == 1:
            rule += [(DISCOUNT, ">", 50 - 5 * step + rnd.randrange(3)), (NET, ">=", 100_000 * (9 - step))]
        elif shape == 2:
            rule += [(CHANNEL, "=", rnd.randrange(3)), (NET, ">=", (9 - step) * 110_000), (EXPOSURE, ">", 2_500_000 * (8 - step))]
        else:
            rule += [(NEW, "=", 1), (NET, ">", 120_000 * (9 - step)), (OVERDUE, ">=", 2 * (8 - step))]
        rules.append(rule)
    return rules


def w1_event(rules, rnd):
    return (
        rnd.randrange(10_000_000) if rnd.randrange(10) == 0 else rnd.randrange(1_200_000),
        rnd.randrange(50_000_000) if rnd.randrange(20) == 0 else rnd.randrange(20_000_000),
        rnd.randrange(60) if rnd.randrange(8) == 0 else rnd.randrange(20),
        rnd.randrange(3),
        rnd.randrange(3),
        rnd.randrange(8),
        rnd.randrange(120) if rnd.randrange(10) == 0 else rnd.randrange(20),
        int(rnd.randrange(6) == 0),
    )


def w2_rules(count, rnd):
    """A region and a range of amounts each, which overlaps its neighbours' by half; three of four rules ask for something more."""
    regions = min(100, max(2, count // 5))
    rules = []
    for i in range(count):
        low = i // regions * 1_000
        rule = [(0, "=", i % regions), (1, ">=", low), (1, "<", low + 1_500)]
        more = rnd.randrange(4)
        if more == 1:
            rule.append((2, "=", rnd.randrange(5)))
        elif more == 2:
            rule.append((3, ">=", rnd.randrange(900)))
        elif more == 3:
            rule += [(4, "<=", 20 + rnd.randrange(60)), (5, "=", rnd.randrange(20))]
        rules.append(rule)
    rnd.shuffle(rules)
    return rules


def w2_event(rules, rnd):
    """Nine of ten events meet a rule, any with the same chance (an earlier rule may hold, too)."""
    rule = rnd.choice(rules)
    least = [field[2] for field in W2_FIELDS]
    greatest = [field[3] for field in W2_FIELDS]
    greatest[1] = rule[2][2] + 3_000
    if rnd.randrange(10) != 0:
        for field, op, value in rule:
            if op in ("=", ">="):
                least[field] = value
            if op in ("=", "<="):
                greatest[field] = value
            if op == "<":
                greatest[field] = value - 1
    return tuple(rnd.randint(low, high) for low, high in zip(least, greatest))


def w3_rules(count, rnd):
    """Wide ranges of two to four fields: any one field leaves a good part of the rules, all together leave two on average."""
    greatest = W3_FIELDS[0][3]
    rules = []
    for _ in range(count):
        chosen = rnd.sample(range(len(W3_FIELDS)), rnd.choice((2, 3, 4)))
        width = max(1, round(greatest * min(0.8, (2 / count) ** (1 / len(chosen)))))
        rule = []
        for field in sorted(chosen):
            low = rnd.randint(0, greatest - width)
            rule += [(field, ">=", low), (field, "<", low + width)]
        rules.append(rule)
    return rules


def w3_event(rules, rnd):
    """Anywhere: an event meets two rules on average, a good many none."""
    return tuple(rnd.randint(low, high) for _, _, low, high in W3_FIELDS)


def w4_rules(count, rnd):
    """Subscriptions: for each topic thresholds in equal steps, so that an event meets 1 to count / 100 rules, each number equally often."""
    topics = W4_FIELDS[0][3] + 1
    step = (W4_FIELDS[1][3] + 1) // (count // topics)
    rules = [[(0, "=", i % topics), (1, ">=", i // topics * step)] for i in range(count)]
    rnd.shuffle(rules)
    return rules


def w4_event(rules, rnd):
    return tuple(rnd.randint(low, high) for _, _, low, high in W4_FIELDS)


KINDS = {
    "w1": (W1_FIELDS, w1_rules, w1_event),
    "w2": (W2_FIELDS, w2_rules, w2_event),
    "w3": (W3_FIELDS, w3_rules, w3_event),
    "w4": (W4_FIELDS, w4_rules, w4_event),
}


def ordain_source(fields, rules, every):
    """The rules in Ordain; `every`: all that hold fire, and route to one of several queues."""
    lines = [
        "module bench.peers",
        "bundle peers { edition 1  default on * hold in other  fault in other }",
        "queue other",
        "role boss",
    ]
    declared = []
    for name, kind, low, high in fields:
        if kind == "enum":
            lines.append(f"enum {name.title()} {{ {', '.join(f'{name}{i}' for i in range(high + 1))} }}")
        declared.append(f"  {name} " + {"int": f"int in {low}..{high}", "bool": "bool", "enum": name.title()}[kind])
    if every:
        lines += [f"queue q{i}" for i in range(W4_QUEUES)]
    lines += ["event order.created {", *declared, "}", "policy p on order.created {", *(["match all"] if every else [])]

    def condition(field, op, value):
        name, kind, _, high = fields[field]
        if kind == "bool":
            return name if value else f"not {name}"
        if kind == "enum":
            # `risk < 2`: enums without order are compared for equality alone
            return f"{name} = {name}{value}" if op == "=" else f"{name} != {name}{high}"
        return f"{name} {op} {value}"

    for i, rule in enumerate(rules):
        effect = f"route to q{i % W4_QUEUES}" if every else "require boss"
        lines.append(f"rule r{i} when {' and '.join(condition(*c) for c in rule)} then {effect}")
    return "\n".join(lines + ["}", ""])


def write(folder, name):
    kind, count = name.split("-")
    fields, make_rules, make_event = KINDS[kind]
    rnd = random.Random(f"{SEED} {name}")
    rules = make_rules(int(count), rnd)
    events = {}  # distinct, in the order in which they came
    while len(events) < EVENTS:
        events[make_event(rules, rnd)] = None
    rows = list(events)
    rnd.shuffle(rows)
    values = array.array("q", (value for row in rows for value in row))
    if sys.byteorder == "big":
        values.byteswap()
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "events.bin").write_bytes(values.tobytes())
    (folder / "rules.ord").write_text(ordain_source(fields, rules, kind == "w4"))
    head = ("all " if kind == "w4" else "fields ") + " ".join(f"{field[0]}:{field[1]}" for field in fields)
    (folder / "rules.txt").write_text("\n".join([head, *(" ".join(f"{f} {op} {v}" for f, op, v in rule) for rule in rules), ""]))


def names():
    return [f"{kind}-{count}" for kind, sizes in SIZES.items() for count in sizes]


if __name__ == "__main__":
    inputs = pathlib.Path(sys.argv[1])
    for workload in sys.argv[2:] or [name for name in names() if not (inputs / name / "rules.txt").exists()]:
        write(inputs / workload, workload)
