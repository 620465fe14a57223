"""Runs the peers on the workloads, interleaved, writes bench/results/DATE.json and the tables of bench/README.md.

run.py BUILD_FOLDER [ROUNDS [SECONDS [WORKLOAD…]]]: results of other workloads of the same day stay. Programs and workloads are in
BUILD_FOLDER (made by `make bench-peers`). A peer whose answers are not those of the reference has no time in the results, but the place
where it differs.
"""

import datetime
import json
import os
import pathlib
import signal
import statistics
import subprocess
import sys
import time

import machine
import tables
import workloads
from peers import HERE, peers

BUILD = pathlib.Path(sys.argv[1]).resolve()
ROUNDS = int(sys.argv[2]) if len(sys.argv) > 2 else 3
SECONDS = sys.argv[3] if len(sys.argv) > 3 else "0.2"
WANTED = sys.argv[4:]
MOST_SECONDS = 60  # of a peer in one workload, set-up included
REPEATED_SECONDS = 10  # a peer that takes longer runs once
OUT = BUILD / "answers"
REFERENCE = "C++ table"
PEERS = peers(BUILD)
ENVIRONMENT = dict(os.environ, PYTHONPATH=str(BUILD / "python"), NODE_PEERS=str(BUILD / "node"))


def last_words(errors):
    """The line of a program's complaint that says why: Python's last, that after Rust's `thread …`, else the first."""
    lines = [line.strip() for line in errors.splitlines() if line.strip() and "SLF4J" not in line]
    if lines and lines[0].startswith("Traceback"):
        return lines[-1]
    return lines[1] if len(lines) > 1 and lines[0].startswith("thread ") else "".join(lines[:1])


def run(peer, workload):
    """What the peer printed, with its answers; or why there is nothing."""
    answers = OUT / f"{workload}.{peer.id}"
    answers.unlink(missing_ok=True)
    missing = BUILD / "missing" / peer.id
    if missing.exists():
        return missing.read_text().strip(), b""
    command = [*map(str, peer.command), str(BUILD / "inputs" / workload), str(answers), SECONDS]
    try:
        # in a session of its own, so that what it starts ends with it
        started = subprocess.Popen(command, env=ENVIRONMENT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True)
    except OSError as error:
        return f"not run: {error.strerror}", b""
    try:
        out, errors = started.communicate(timeout=MOST_SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(started.pid, signal.SIGKILL)
        started.communicate()
        return f"not within {MOST_SECONDS} s", b""
    if started.returncode != 0:
        return machine.without_paths(f"ended: {last_words(errors) or started.returncode}")[:160], b""
    return json.loads(out), answers.read_bytes()


def difference(answers, expected):
    """The first event with another answer; None if there is none."""
    common = min(len(answers), len(expected))
    if common and answers[:common] == expected[:common]:
        return None
    return next((i for i in range(common // 4) if answers[4 * i : 4 * i + 4] != expected[4 * i : 4 * i + 4]), 0)


def add(result, printed, compared):
    """One more round of a peer; percentiles are the median of the rounds'."""
    rounds = result.setdefault("rounds", [])
    rounds.append(printed)
    times = [ns for one in rounds for ns in one["ns"]]
    result |= {"ns": statistics.median(times), "least_ns": min(times), "events": printed["events"], "compared": compared,
               "prepare_ms": round(statistics.median(one["prepare_seconds"] for one in rounds) * 1e3, 3)}
    for name in ("p99", "p999"):
        if all(name in one for one in rounds):
            result[f"{name}_ns"] = statistics.median(one[name] for one in rounds)
    return result


def measure(workload, roof):
    """One result a peer. `roof`: bytes that one core reads in a nanosecond."""
    kind = workload.split("-")[0]
    results = {peer.name: {"none": peer.lacks(kind)} for peer in PEERS if peer.lacks(kind)}
    expected, slow = b"", set()
    for _ in range(ROUNDS):
        # the reference first, in the first round: the others are compared with it
        for peer in sorted(PEERS, key=lambda peer: peer.name != REFERENCE):
            if "none" in results.get(peer.name, {}) or peer.name in slow:
                continue
            begin = time.monotonic()
            printed, answers = run(peer, workload)
            if time.monotonic() - begin > REPEATED_SECONDS:
                slow.add(peer.name)
            if isinstance(printed, str):
                results[peer.name] = {"none": printed}
                continue
            if peer.name == REFERENCE and len(answers) > len(expected):
                expected = answers
            differs = difference(answers, expected)
            if differs is not None:
                results[peer.name] = {"none": f"another answer at event {differs}"}
                continue
            results[peer.name] = add(results.get(peer.name, {}), printed, min(len(answers), len(expected)) // 4)
    row = 8 * len((BUILD / "inputs" / workload / "rules.txt").open().readline().split()[1:])
    for result in results.values():
        if "ns" in result:
            result["rounds"] = len(result["rounds"])
            result["percent_of_roof"] = round(row / roof / result["ns"] * 100, 3)
    return {peer.name: results[peer.name] for peer in PEERS}


def main():
    OUT.mkdir(exist_ok=True)
    folder = HERE.parent / "results"
    folder.mkdir(exist_ok=True)
    date = datetime.date.today().isoformat()
    file = folder / f"{date}.json"
    found = {"date": date, "rounds": ROUNDS, "seconds": float(SECONDS), "machine": machine.description(BUILD), "workloads": {}}
    if WANTED and file.exists():
        found["workloads"] = json.loads(file.read_text())["workloads"]
    roof = found["machine"]["read_bytes_per_ns"]
    for workload in WANTED or workloads.names():
        found["workloads"][workload] = measure(workload, roof)
        print(tables.line(workload, found["workloads"][workload]), flush=True)
        order = [name for name in workloads.names() if name in found["workloads"]]
        found["workloads"] = {name: found["workloads"][name] for name in order}
        file.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n")
    tables.write(HERE.parent / "README.md", found, PEERS)


main()
