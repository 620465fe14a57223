"""`ordain check --watch` on a terminal: each report takes the place of the one before, Ctrl-C ends it.

usage: terminal.py PROGRAM BUNDLE
"""
import os
import pathlib
import pty
import select
import shutil
import sys
import tempfile
import time

PROGRAM, BUNDLE = (pathlib.Path(a).resolve() for a in sys.argv[1:])
CLEARED = b"\x1b[H\x1b[2J\x1b[3J"


def read_until(terminal, wanted, seconds=30):
    """What the program writes, until all of `wanted` is in it."""
    found = b""
    end = time.monotonic() + seconds
    while not all(words in found for words in wanted):
        ready, _, _ = select.select([terminal], [], [], max(0, end - time.monotonic()))
        assert ready, f"never {wanted}: {found}"
        found += os.read(terminal, 65536)
    return found


with tempfile.TemporaryDirectory() as scratch:
    bundle = pathlib.Path(scratch) / "bundle"
    shutil.copytree(BUNDLE, bundle)
    child, terminal = pty.fork()
    if child == 0:
        os.execv(PROGRAM, [PROGRAM, "check", bundle, "--watch"])
    assert read_until(terminal, [b"Ctrl-C"]).startswith(CLEARED)
    with open(bundle / "bundle.ord", "a") as source:
        source.write("role clerk above nobody\n")
    again = read_until(terminal, [b"ORD0201", b"Ctrl-C"])
    assert again.count(CLEARED) == 1 and b"nothing is wrong" not in again, again
    os.write(terminal, b"\x03")  # what Ctrl-C sends
    _, status = os.waitpid(child, 0)
    assert os.waitstatus_to_exitcode(status) == 1, status
print("terminal: passed")
