"""Runs the peers on the workloads, interleaved, and writes bench/results/DATE.json; see bench/README.md.

run.py BUILD_FOLDER [ROUNDS [SECONDS [WORKLOAD…]]]: results of other workloads of the same day stay. Programs and workloads are in BUILD_FOLDER (made by `make bench-peers`). A peer whose answers are
not those of the reference has no time in the results, but the place where it differs.
"""

import datetime
import json
import os
import pathlib
import platform
import statistics
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent
BUILD = pathlib.Path(sys.argv[1]).resolve()
ROUNDS = int(sys.argv[2]) if len(sys.argv) > 2 else 3
SECONDS = sys.argv[3] if len(sys.argv) > 3 else "0.2"
WANTED = sys.argv[4:]
MOST_SECONDS = 60
SIZES = {"w1": [10, 64], "w2": [10, 64, 100, 1_000, 10_000, 100_000]}
OUT = BUILD / "answers"

# name, command, most rules, why no more
PEERS = [
    ("ordain", [BUILD.parent / "release/bin/ordain_peer"], 100_000, ""),
    ("C++ chain", None, 1_000, "g++ 12 -O3 had not compiled 10 000 rules after 4 minutes"),
    ("C++ table", [BUILD.parent / "release/bin/peer_scan"], 100_000, ""),
    ("LuaJIT", ["luajit", HERE / "luajit/peer.lua"], 10_000, "not tried"),
    ("DuckDB", [sys.executable, HERE / "duckdb/peer.py"], 1_000, "not tried: a query of some minutes"),
    ("json-rules-engine", ["node", HERE / "json-rules-engine/peer.mjs"], 1_000, "not tried: some 50 ms an event"),
]
REFERENCE = "C++ table"
ENVIRONMENT = dict(os.environ, PYTHONPATH=str(BUILD / "python"), NODE_PEERS=str(BUILD / "node"))


def run(name, command, workload):
    """What the peer printed, with its answers; or why there is nothing."""
    answers = OUT / f"{workload}.{name.replace(' ', '-')}"
    answers.unlink(missing_ok=True)
    command = [BUILD / "cpp" / workload] if command is None else command
    try:
        done = subprocess.run([*map(str, command), str(BUILD / "inputs" / workload), str(answers), SECONDS], env=ENVIRONMENT,
                              capture_output=True, text=True, timeout=MOST_SECONDS, check=True)
        return json.loads(done.stdout), answers.read_bytes()
    except subprocess.TimeoutExpired:
        return f"not done after {MOST_SECONDS} s", b""
    except (OSError, subprocess.CalledProcessError, ValueError) as error:
        return f"did not run: {getattr(error, 'stderr', None) or error}".strip()[:200], b""


def measure(workload, count):
    """One result a peer."""
    peers = [peer for peer in PEERS if count <= peer[2]]
    results = {name: {"none": why} for name, _, most, why in PEERS if count > most}
    times, expected = {}, b""
    for turn in range(ROUNDS):
        # the reference first, in the first round: the others are compared with it
        for name, command, _, _ in sorted(peers, key=lambda peer: peer[0] != REFERENCE):
            if "none" in results.get(name, {}):
                continue
            printed, answers = run(name, command, workload)
            if isinstance(printed, str):
                results[name] = {"none": printed}
                continue
            if name == REFERENCE and len(answers) > len(expected):
                expected = answers
            common = min(len(answers), len(expected))
            if common == 0 or answers[:common] != expected[:common]:
                at = next((i for i in range(common // 4) if answers[4 * i : 4 * i + 4] != expected[4 * i : 4 * i + 4]), 0)
                results[name] = {"none": f"another answer at event {at}"}
                continue
            times.setdefault(name, []).extend(printed["ns"])
            results[name] = {"ns": statistics.median(times[name]), "least_ns": min(times[name]), "events": printed["events"],
                             "compared": common // 4, "prepare_ms": round(printed["prepare_seconds"] * 1e3, 3)}
    return results


def cell(result):
    if "none" in result:
        return "–"
    ns = result["ns"]
    return f"{ns:.0f} ns" if ns < 10_000 else f"{ns / 1e3:.0f} µs" if ns < 10_000_000 else f"{ns / 1e6:.0f} ms"


def main():
    OUT.mkdir(exist_ok=True)
    cpu = next((line.split(":")[1].strip() for line in open("/proc/cpuinfo") if line.startswith("model name")), "?")
    found = {"date": datetime.date.today().isoformat(), "rounds": ROUNDS, "seconds": float(SECONDS),
             "machine": {"cpu": cpu, "cpus": os.cpu_count(), "system": f"{platform.system()} {platform.machine()}"}, "workloads": {}}
    folder = HERE.parent / "results"
    folder.mkdir(exist_ok=True)
    file = folder / f"{found['date']}.json"
    if WANTED and file.exists():
        found["workloads"] = json.loads(file.read_text())["workloads"]
    print("| workload | " + " | ".join(peer[0] for peer in PEERS) + " |\n|---" + "|---" * len(PEERS) + "|")
    for kind, sizes in SIZES.items():
        for count in sizes:
            workload = f"{kind}-{count}"
            if WANTED and workload not in WANTED:
                continue
            results = measure(workload, count)
            found["workloads"][workload] = results
            print(f"| {workload} | " + " | ".join(cell(results[peer[0]]) for peer in PEERS) + " |", flush=True)
            file.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n")
    for workload, results in found["workloads"].items():
        for name, result in results.items():
            if isinstance(result, dict) and "none" in result:
                print(f"{workload}, {name}: {result['none']}")


main()
