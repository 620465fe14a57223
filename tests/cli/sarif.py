"""What `ordain check --format sarif` writes is SARIF 2.1.0 (OASIS).

usage: sarif.py PROGRAM FINDINGS MISTAKES

FINDINGS is a bundle with errors, warnings, edits and an `allow`, MISTAKES one with errors that have further places. Checked are
  - every object against the classes that sarif_om (Debian's python3-sarif-python-om) has from the official schema: no property that is
    unknown, none missing that is required;
  - types, bounds, enumerations and what the specification says beyond its schema, below, from its sections;
  - all of the official schema, if the environment variable ORDAIN_SARIF_SCHEMA names a file that holds it.
"""
import json
import os
import pathlib
import re
import shutil
import subprocess
import sys
import tempfile
import urllib.parse

import attr
import sarif_om

PROGRAM, FINDINGS, MISTAKES = (pathlib.Path(a).resolve() for a in sys.argv[1:])

# which class the value of a property has (SARIF 2.1.0, 3.13 to 3.58); a list: an array of them
CLASSES = {
    "SarifLog": {"runs": [sarif_om.Run]},
    "Run": {"tool": sarif_om.Tool, "results": [sarif_om.Result]},
    "Tool": {"driver": sarif_om.ToolComponent},
    "ToolComponent": {"rules": [sarif_om.ReportingDescriptor]},
    "ReportingDescriptor": {
        "shortDescription": sarif_om.MultiformatMessageString,
        "fullDescription": sarif_om.MultiformatMessageString,
        "help": sarif_om.MultiformatMessageString,
        "defaultConfiguration": sarif_om.ReportingConfiguration,
    },
    "Result": {
        "message": sarif_om.Message,
        "locations": [sarif_om.Location],
        "relatedLocations": [sarif_om.Location],
        "fixes": [sarif_om.Fix],
    },
    "Location": {"physicalLocation": sarif_om.PhysicalLocation, "message": sarif_om.Message},
    "PhysicalLocation": {"artifactLocation": sarif_om.ArtifactLocation, "region": sarif_om.Region},
    "Fix": {"artifactChanges": [sarif_om.ArtifactChange]},
    "ArtifactChange": {"artifactLocation": sarif_om.ArtifactLocation, "replacements": [sarif_om.Replacement]},
    "Replacement": {"deletedRegion": sarif_om.Region, "insertedContent": sarif_om.ArtifactContent},
}

LEVELS = {"none", "note", "warning", "error"}  # 3.27.10
# what the value of every other property is
SCALARS = {
    "$schema": lambda v: v.startswith("https://"),
    "version": lambda v: v == "2.1.0",  # 3.13.2
    "columnKind": lambda v: v in {"utf16CodeUnits", "unicodeCodePoints"},  # 3.14.17
    "name": lambda v: isinstance(v, str) and v,
    "semanticVersion": lambda v: re.fullmatch(r"\d+\.\d+\.\d+([-+][0-9A-Za-z.+-]+)?", v),  # 3.19.12
    "id": lambda v: isinstance(v, str) and v,
    "text": lambda v: isinstance(v, str),
    "markdown": lambda v: isinstance(v, str) and v,
    "level": lambda v: v in LEVELS,
    "ruleId": lambda v: isinstance(v, str) and v,
    "ruleIndex": lambda v: is_int(v) and v >= 0,
    "uri": lambda v: is_uri_reference(v),  # 3.4.3
    "startLine": lambda v: is_int(v) and v >= 1,  # 3.30.5 to 3.30.8
    "startColumn": lambda v: is_int(v) and v >= 1,
    "endLine": lambda v: is_int(v) and v >= 1,
    "endColumn": lambda v: is_int(v) and v >= 1,
}
AT_LEAST_ONE = {"artifactChanges", "replacements"}  # 3.55.3, 3.56.3


def is_int(value):
    return isinstance(value, int) and not isinstance(value, bool)


def is_uri_reference(text):
    if not isinstance(text, str) or not re.fullmatch(r"([A-Za-z0-9._~!$&'()*+,;=:@/?#-]|%[0-9A-F]{2})+", text):
        return False
    return urllib.parse.urlsplit(text).scheme == ""  # a path in a repository


def check_object(value, kind, where):
    assert isinstance(value, dict), f"{where}: no object"
    name = kind.__name__
    fields = {f.metadata["schema_property_name"]: f for f in attr.fields(kind)}
    for key in value:
        assert key in fields, f"{where}: {name} has no property {key}"
    for key, field in fields.items():
        assert field.default is not attr.NOTHING or key in value, f"{where}: {name} needs {key}"
    for key, inner in value.items():
        path = f"{where}.{key}"
        expected = CLASSES.get(name, {}).get(key)
        if isinstance(expected, list):
            assert isinstance(inner, list), f"{path}: no array"
            assert inner or key not in AT_LEAST_ONE, f"{path}: empty"
            for i, element in enumerate(inner):
                check_object(element, expected[0], f"{path}[{i}]")
        elif expected is not None:
            check_object(inner, expected, path)
        else:
            assert key in SCALARS, f"{path}: this test doesn't know what it holds"
            assert SCALARS[key](inner), f"{path}: {inner!r}"


def regions(value):
    if isinstance(value, dict):
        for key, inner in value.items():
            if key in ("region", "deletedRegion"):
                yield inner
            yield from regions(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from regions(inner)


def check_run(run):
    rules = run["tool"]["driver"]["rules"]
    ids = [rule["id"] for rule in rules]
    assert len(ids) == len(set(ids)), "a rule stands twice"
    for result in run["results"]:
        assert ids[result["ruleIndex"]] == result["ruleId"], "ruleIndex is not the rule's"  # 3.27.6
        # 3.11.5: a brace that stands for itself is doubled, else it is an argument's place
        text = result["message"]["text"].replace("{{", "").replace("}}", "")
        assert "{" not in text and "}" not in text, result["message"]["text"]
    for region in regions(run["results"]):
        begin, end = (region["startLine"], region["startColumn"]), (region["endLine"], region["endColumn"])
        assert begin <= end, f"a region ends before it begins: {region}"


def sarif(folder, cwd, status):
    ended = subprocess.run(
        [PROGRAM, "check", folder, "--format", "sarif", "--today", "2026-11-23"], cwd=cwd, capture_output=True, timeout=60
    )
    assert ended.returncode == status, (folder, ended)
    log = json.loads(ended.stdout.decode("utf-8"))
    check_object(log, sarif_om.SarifLog, "log")
    assert len(log["runs"]) == 1
    check_run(log["runs"][0])
    check_by_schema(log)
    return log["runs"][0]


def check_by_schema(log):
    path = os.environ.get("ORDAIN_SARIF_SCHEMA")
    if not path:
        return
    import jsonschema

    schema = json.loads(pathlib.Path(path).read_text())
    kind = jsonschema.validators.validator_for(schema)
    kind.check_schema(schema)
    errors = list(kind(schema, format_checker=jsonschema.FormatChecker()).iter_errors(log))
    assert not errors, [f"{list(e.absolute_path)}: {e.message}" for e in errors[:5]]


def carried_out(text, fix):
    """`text` with the replacements of a fix made, by lines and columns in code points."""
    starts = [0]
    for i, c in enumerate(text):
        if c == "\n":
            starts.append(i + 1)

    def offset(line, column):
        return starts[line - 1] + column - 1

    for replacement in sorted(fix["artifactChanges"][0]["replacements"], key=lambda r: -r["deletedRegion"]["startLine"]):
        r = replacement["deletedRegion"]
        begin, end = offset(r["startLine"], r["startColumn"]), offset(r["endLine"], r["endColumn"])
        text = text[:begin] + replacement["insertedContent"]["text"] + text[end:]
    return text


with tempfile.TemporaryDirectory() as scratch:
    scratch = pathlib.Path(scratch)
    # a file whose path needs escapes, in a folder that is named in a roundabout way
    shutil.copytree(FINDINGS, scratch / "all" / "findings")
    odd = scratch / "all" / "findings" / "grün & gut#1%"
    odd.mkdir()
    (scratch / "all" / "findings" / "orders.ord").rename(odd / "orders.ord")
    run = sarif("./all/../all/findings/", scratch, 1)
    results = run["results"]
    uris = {r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for r in results}
    assert uris == {"all/findings/" + urllib.parse.quote("grün & gut#1%") + "/orders.ord"}, uris
    assert {r["level"] for r in results} == {"error", "warning"}
    allowed = [r for r in results if r["ruleId"] == "ORD3001"]
    assert len(allowed) == 1 and "unowned" in allowed[0]["message"]["text"], "what is allowed is not reported"
    assert all(rule["help"]["markdown"].startswith("# " + rule["name"]) for rule in run["tool"]["driver"]["rules"])

    source = (odd / "orders.ord").read_text()
    fixes = {r["ruleId"]: r["fixes"][0] for r in results if "fixes" in r}
    expected = {
        "ORD1003": source.replace("  let unused = total\n", ""),
        "ORD1004": source.replace("not (not (total > 10_000 EUR))", "(total > 10_000 EUR)"),
        "ORD1006": source.replace("rush = true", "rush"),
        "ORD1014": source.replace("10000 EUR", "10_000 EUR"),
    }
    assert fixes.keys() == expected.keys(), fixes.keys()
    for code, fix in fixes.items():
        assert carried_out(source, fix) == expected[code], code

    mistakes = sarif(MISTAKES, scratch, 1)
    assert any("relatedLocations" in r for r in mistakes["results"])

    # bytes that are no text, and nothing wrong at all
    for name, text, status in (("bytes", b"queue \xff\xfe\x00 {\r", 1), ("clean", (FINDINGS / "bundle.ord").read_bytes(), 0)):
        (scratch / name).mkdir()
        (scratch / name / "bundle.ord").write_bytes(text)
        found = sarif(name, scratch, status)["results"]
        assert bool(found) == (status == 1), (name, found)
print("sarif: passed")
