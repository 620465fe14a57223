"""What is ready for CI and pre-commit is YAML of the right form, and every command of `ordain` in it runs.

usage: ci.py PROGRAM ROOT

ROOT is the repository.
"""
import os
import pathlib
import re
import shlex
import subprocess
import sys
import tempfile
import xml.etree.ElementTree

import yaml

PROGRAM, ROOT = (pathlib.Path(a).resolve() for a in sys.argv[1:])


def run(command, cwd, **environment):
    env = {**os.environ, "PATH": f"{PROGRAM.parent}:{os.environ['PATH']}", **environment}
    return subprocess.run(["bash", "-euo", "pipefail", "-c", command], cwd=cwd, env=env, capture_output=True, text=True, timeout=120)


def make_bundles(folder):
    """A bundle that is right, in its layout, and has tests; and one that has a mistake and another layout."""
    folder.mkdir()
    assert run("ordain new right && cp -r right wrong", folder).returncode == 0
    with open(folder / "wrong" / "bundle.ord", "a") as source:
        source.write("role   clerk above nobody\n")


def ordain_commands(lines):
    found = [line for line in lines if line.startswith("ordain ")]
    assert len(found) >= 3, lines
    return found


def run_all(commands, folder):
    """Each command succeeds on a bundle that is right, and fails on one that is wrong. Returns what they write of the former."""
    make_bundles(folder)
    output = ""
    for command in commands:
        wrong = run(command, folder, POLICIES="wrong")
        assert wrong.returncode == 1, (command, wrong)
    for command in commands:
        ended = run(command, folder, POLICIES="right")
        assert ended.returncode == 0, (command, ended)
        output += ended.stdout
    return output


def check_github(scratch):
    workflow = yaml.safe_load((ROOT / "tools/ci/github.yml").read_text())
    assert True in workflow, "YAML 1.1 reads the key `on` as true"
    assert workflow["permissions"]["security-events"] == "write"
    (job,) = workflow["jobs"].values()
    for step in job["steps"]:
        assert ("run" in step) != ("uses" in step), step
        assert "uses" not in step or re.fullmatch(r"[\w-]+/[\w/-]+@v\d+", step["uses"]), step
    commands = ordain_commands([line for step in job["steps"] for line in step.get("run", "").splitlines()])
    assert all(re.search(r'"\$POLICIES"', c) for c in commands), commands
    run_all(commands, scratch / "github")
    uploads = [step["with"] for step in job["steps"] if "upload" in step.get("uses", "")]
    files = [upload.get("sarif_file", upload.get("path")) for upload in uploads]
    assert files == ["ordain.sarif", "ordain-tests.xml"], files
    assert all((scratch / "github" / f).stat().st_size > 0 for f in files)


def check_gitlab(scratch):
    pipeline = yaml.safe_load((ROOT / "tools/ci/gitlab.yml").read_text())
    job = pipeline["policies"]
    output = run_all(ordain_commands(job["script"]), scratch / "gitlab")
    for report in job["artifacts"]["reports"]["junit"]:
        assert xml.etree.ElementTree.parse(scratch / "gitlab" / report).getroot().tag == "testsuites"
    pattern = job["coverage"]
    assert pattern[0] == pattern[-1] == "/"
    (percent,) = re.findall(pattern[1:-1], output, re.MULTILINE)
    assert 0 < float(percent) <= 100, percent


def check_hooks(scratch):
    hooks = {hook["id"]: hook for hook in yaml.safe_load((ROOT / "tools/ci/pre-commit-hooks.yaml").read_text())}
    assert hooks.keys() == {"ordain-fmt", "ordain-check", "ordain-test"}
    for name, hook in hooks.items():
        assert hook.keys() <= {"id", "name", "description", "entry", "args", "language", "files", "pass_filenames"}
        assert hook["language"] == "system" and re.compile(hook["files"]).search("policies/orders.ord")
        # as pre-commit does: the entry, its arguments, then the files
        assert hook.get("pass_filenames", True) == ("args" not in hook)
        files = [] if "args" in hook else ["bundle.ord"]
        command = shlex.join(shlex.split(hook["entry"]) + hook.get("args", []) + files)
        make_bundles(scratch / name)
        for bundle, status in (("right", 0), ("wrong", 1)):
            ended = run(command, scratch / name / bundle)
            assert ended.returncode == status, (name, ended)

    # what tools/README.md shows is one of the hooks, with a folder of its own
    shown = re.search(r"```yaml\n(.*?)```", (ROOT / "tools/README.md").read_text(), re.DOTALL)
    (repository,) = yaml.safe_load(shown[1])["repos"]
    assert repository["repo"] == "local"
    for hook in repository["hooks"]:
        known = hooks[hook["id"]]
        assert {**hook, "args": known["args"]} == {name: known[name] for name in hook}


with tempfile.TemporaryDirectory() as scratch:
    scratch = pathlib.Path(scratch)
    check_github(scratch)
    check_gitlab(scratch)
    check_hooks(scratch)
print("ci: passed")
