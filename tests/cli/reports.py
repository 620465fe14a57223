"""What the verbs write for other programs is what their schemas say, and XML is XML.

usage: reports.py PROGRAM FINDINGS MISTAKES BUNDLES...

FINDINGS is a bundle with errors of lint, warnings and edits, MISTAKES one with errors; BUNDLES are right.
"""
import json
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import xml.etree.ElementTree

import jsonschema

PROGRAM, FINDINGS, MISTAKES, *BUNDLES = (pathlib.Path(a).resolve() for a in sys.argv[1:])


def ordain(*arguments, status=0):
    ended = subprocess.run([PROGRAM, *arguments], capture_output=True, timeout=120)
    assert ended.returncode == status, (arguments, ended)
    return ended.stdout.decode("utf-8")


def schema_of(verb):
    schema = json.loads(ordain("schema", "report", verb))
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    jsonschema.Draft202012Validator.check_schema(schema)
    closed(schema, verb)
    return jsonschema.Draft202012Validator(schema)


def closed(schema, where):
    """A schema that lets any member pass would prove nothing. `declared` is closed where it is used."""
    if isinstance(schema, dict):
        if "properties" in schema and not where.endswith((".declared", ".if", ".else")):
            assert schema.get("additionalProperties", schema.get("unevaluatedProperties")) is False, where
        for key, inner in schema.items():
            closed(inner, f"{where}.{key}")


def check(validator, text):
    value = json.loads(text)
    errors = [f"{list(e.absolute_path)}: {e.message}" for e in validator.iter_errors(value)]
    assert not errors, errors[:5]
    return value


def refuses(validator, value):
    assert not validator.is_valid(value), value


def without(value, key):
    return {k: v for k, v in value.items() if k != key}


def check_findings(scratch):
    schema = schema_of("check")
    findings = check(schema, ordain("check", FINDINGS, "--format", "json", "--today", "2026-11-23", status=1))
    assert {f["severity"] for f in findings} == {"error", "warning"}
    assert {f["name"]: [e["text"] for e in f["edits"]] for f in findings if f["edits"]} == {
        "boolean_compared": ["rush"],
        "double_negation": ["(total > 10_000 EUR)"],
        "number_grouping": ["10_000 EUR"],
        "unused_let": [""],
    }
    mistakes = check(schema, ordain("check", MISTAKES, "--format", "json", status=1))
    assert any(f["others"] for f in mistakes)
    for bundle in BUNDLES:
        check(schema, ordain("check", bundle, "--format", "json", "--today", "2026-11-23"))
    (scratch / "bytes").mkdir()
    (scratch / "bytes" / "bundle.ord").write_bytes(b"queue \xff\xfe\x00 {\r")
    assert check(schema, ordain("check", scratch / "bytes", "--format", "json", status=1))
    # the schema can say no
    for key in findings[0]:
        refuses(schema, [without(findings[0], key)])
    refuses(schema, [{**findings[0], "more": 1}])
    refuses(schema, [{**findings[0], "line": 0}])
    refuses(schema, [{**findings[0], "severity": "fatal"}])
    refuses(schema, findings[0])


def check_tests(scratch):
    schema, coverage = schema_of("test"), schema_of("coverage")
    for bundle in BUNDLES:
        written = scratch / "coverage.json"
        result = check(schema, ordain("test", bundle, "--coverage", "--format", "json", "--coverage-json", written))
        assert check(coverage, written.read_text()) == result["coverage"]
        assert "coverage" not in check(schema, ordain("test", bundle, "--format", "json"))
    # one test that fails, one that can't be run
    shutil.copytree(BUNDLES[0], scratch / "failing")
    with open(scratch / "failing" / "bundle.ord", "a") as source:
        source.write(
            'test "fails \\" <&> \\u{1}" { given order.created with { order = { id = "S", total = 1 EUR, ship = standard, lines = [] } } '
            "expect reject }\n"
            'test "broken" { given order.created from "nowhere.json" expect release }\n'
        )
    result = check(schema, ordain("test", scratch / "failing", "--format", "json", status=1))
    assert {t["status"] for t in result["tests"]} == {"passed", "failed", "broken"}
    failed = next(t for t in result["tests"] if t["status"] == "failed")
    for key in failed:
        refuses(schema, {**result, "tests": [without(failed, key)]})
    refuses(schema, {**result, "tests": [{**failed, "status": "broken"}]})
    for key in ("tests", "passed", "failed", "left_out", "seconds"):
        refuses(schema, without(result, key))
    return scratch / "failing"


def check_lists():
    schema = schema_of("list")
    kinds = set(re.findall(r"--([a-z]+)", ordain("list", "--help"))) - {"help", "all", "format", "color"}
    for bundle in BUNDLES:
        everything = check(schema, ordain("list", bundle, "--all", "--format", "json"))
        assert everything.keys() == kinds | {"bundle"}
    assert all(everything[kind] for kind in ("policies", "events", "roles", "queues", "reasons", "ladders", "tests", "lint"))
    for kind in kinds:
        one = check(schema, ordain("list", BUNDLES[-1], f"--{kind}", "--format", "json"))
        assert one == {"bundle": everything["bundle"], kind: everything[kind]}
        for row in one[kind][:1]:
            for key in row:
                refuses(schema, {**one, kind: [without(row, key)]})
            refuses(schema, {**one, kind: [{**row, "more": 1}]})
    assert check(schema, ordain("list", "--lint", "--format", "json"))["bundle"] is None


def check_junit(failing):
    def suites(text):
        root = xml.etree.ElementTree.fromstring(text)
        assert root.tag == "testsuites"
        for suite in root:
            cases = list(suite)
            assert suite.tag == "testsuite" and {c.tag for c in cases} <= {"testcase"}
            assert int(suite.get("tests")) == len(cases)
            assert int(suite.get("failures")) == sum(c.find("failure") is not None for c in cases)
        return root

    for bundle, status in [(FINDINGS, 1), (MISTAKES, 1), (BUNDLES[0], 0)]:
        root = suites(ordain("check", bundle, "--format", "junit", "--today", "2026-11-23", status=status))
        assert (root.find(".//failure") is not None) == (status == 1)
    shown = ordain("check", FINDINGS, "--format", "junit", "--today", "2026-11-23", status=1)
    assert "»Groß« & <größer>" in xml.etree.ElementTree.fromstring(shown).findtext(".//system-out")
    root = suites(ordain("test", failing, "--format", "junit", status=1))
    titles = {case.get("name") for case in root.iter("testcase")}
    assert 'fails " <&> \ufffd' in titles, titles


with tempfile.TemporaryDirectory() as scratch:
    scratch = pathlib.Path(scratch)
    check_findings(scratch)
    check_junit(check_tests(scratch))
    check_lists()
print("reports: passed")
