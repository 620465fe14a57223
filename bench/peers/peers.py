"""The peers of `make bench-peers`: how each is run, what it is, and how its work differs from ours.

A peer's program takes WORKLOAD ANSWERS SECONDS, as harness.hpp says. What set-up could not install or build leaves its reason in BUILD_FOLDER/missing/ID.
"""

import dataclasses
import pathlib
import sys

HERE = pathlib.Path(__file__).resolve().parent


@dataclasses.dataclass
class Peer:
    id: str  # names files
    name: str  # as people read it
    command: list
    version: str  # with its settings
    work: str  # what is more or less than ours
    kinds: tuple = ("w1", "w2", "w3")

    def lacks(self, kind):
        """Why the peer has no program for this kind of workload, or nothing."""
        return "" if kind in self.kinds else "its program finds the first match alone"


def java(build, name, program):
    folder = build / "java" / name
    # the serial collector: no threads beside the one that decides
    return ["java", "-XX:+UseSerialGC", "-Xmx4g", "-Xss64m", "-cp", f"{folder}/classes:{folder}/lib/*", program]


def peers(build):
    bin, release = build / "bin", build.parent / "release/bin"
    return [
        Peer("ordain", "ordain", [release / "ordain_peer"], "this build", "gives the effects of the rule, too; copies the event's slots",
             ("w1", "w2", "w3", "w4")),
        Peer("chain", "C++ chain", [sys.executable, HERE / "cpp/chain.py", build / "cpp"],
             "g++ `-O3 -march=native`, generated `if`s, 200 rules a function",
             "the rule's index alone; nothing can be changed without compiling; time to build is g++'s"),
        Peer("scan", "C++ table", [release / "peer_scan"], "g++ `-O3 -march=native`, a flat table of intervals; the reference",
             "the rule's index alone", ("w1", "w2", "w3", "w4")),
        Peer("luajit", "LuaJIT", ["luajit", HERE / "luajit/peer.lua"], "2.1.0-beta3 (Debian 12), generated `if`s, 400 rules a function",
             "the rule's index alone"),
        Peer("duckdb", "DuckDB", [sys.executable, HERE / "duckdb/peer.py"], "2.0.0 (PyPI), numpy 2.2.6, one thread, one `CASE`",
             "a batch of 2 048 rows at least: no time of a single event; parsing the query counts; result as a column"),
        Peer("json-rules-engine", "json-rules-engine", ["node", HERE / "json-rules-engine/peer.mjs"],
             "7.3.1 (npm); a priority a rule, stops at the first", "looks facts up by name, builds results, asynchronous"),
        Peer("expr", "expr", [bin / "expr"], "1.17.8 (Go), nested conditionals, 1 000 rules a program, values in `let`s, machine reused",
             "the rule's index alone; integers boxed"),
        Peer("cel", "cel-go", [bin / "cel"], "0.33.2 (Go, cel.dev/cel-go), nested conditionals, 100 rules a program, `OptOptimize`",
             "the rule's index alone; values are CEL's already"),
        Peer("opa", "OPA", [bin / "opa"],
             "1.22.2 (Go), prepared query, parsed input, one transaction; a chain of `else` up to 1 000 rules, beyond it a set and its "
             "least member (the chain isn't compiled in a minute)", "equalities are indexed; a result set for each query"),
        Peer("regorus", "regorus", [bin / "peer-regorus"], "0.14.1 (Rust), chains of `else` in its virtual machine, 10 rules each (a rule has 255 registers), no limits",
             "the rule's index alone; an entry point is called for each chain"),
        Peer("cedar", "Cedar", [bin / "peer-cedar"], "4.14.1 (Rust), one policy a rule, context alone",
             "has no order: evaluates every policy; we take the least of those that permit"),
        Peer("zen", "GoRules Zen", [bin / "peer-zen"], "2.1.6 (Rust), one decision table, first hit, compiled",
             "equalities are indexed; decimals; a graph of three nodes"),
        Peer("drools", "Drools", java(build, "drools", "Drools"),
             "10.1.0 (Java 17), `salience`, one rule fires; executable model up to 1 000 rules, beyond it plain DRL (the model isn't built "
             "in a minute); 4 s of warm-up", "a fact is put into a session, and taken out", ("w1", "w2", "w3", "w4")),
        Peer("sapl", "SAPL", java(build, "sapl", "Sapl"),
             "3.0.0 (Java 17), embedded PDP, canonical index over targets, `permit-overrides`; 4 s of warm-up. SAPL 4 asks for Java 21 "
             "(Debian 12 has 17), and Maven did not find its versions 4.0.0 to 4.1.2", "every policy that permits gives an obligation; we take the least"),
    ]
