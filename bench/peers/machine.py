"""Describes the machine of a run: what it is, not which one it is. No name of a host and no path is in it."""

import os
import pathlib
import platform
import re
import subprocess


def without_paths(text):
    return re.sub(r"/\S*/", "", text)


def first_line(*command):
    """The first line that a program prints about its version, or nothing."""
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=True, timeout=60)
    except (OSError, subprocess.SubprocessError):
        return None
    return without_paths((done.stdout or done.stderr).strip().splitlines()[0])


def processor():
    known = dict(re.findall(r"^(vendor_id|cpu family|model|model name|flags)\s*: (.*)$", pathlib.Path("/proc/cpuinfo").read_text(), re.M))
    wide = [name for name in ("avx2", "avx512f") if name in known.get("flags", "").split()]
    return {"cpu": known.get("model name", "?"), "vendor": known.get("vendor_id", "?"), "family": known.get("cpu family", "?"),
            "model": known.get("model", "?"), "cpus": os.cpu_count(), "vectors": wide}


def caches():
    found = {}
    for index in sorted(pathlib.Path("/sys/devices/system/cpu/cpu0/cache").glob("index*")):
        level, kind, size = ((index / name).read_text().strip() for name in ("level", "type", "size"))
        found[f"L{level} {kind.lower()}"] = size
    return found


def description(build):
    memory = int(re.search(r"MemTotal:\s*(\d+)", pathlib.Path("/proc/meminfo").read_text())[1])
    roof = first_line(str(build / "bin/roof"))
    tools = {"g++": ("g++", "--version"), "go": ("go", "version"), "rustc": ("rustc", "--version"), "java": ("java", "--version"),
             "node": ("node", "--version"), "python": ("python3", "--version"), "luajit": ("luajit", "-v")}
    versions = {name: first_line(*command) for name, command in tools.items()}
    return processor() | {
        "caches": caches(), "memory_gb": round(memory / 2**20), "read_bytes_per_ns": float(roof), "system": f"{platform.system()} {platform.machine()}",
        "distribution": platform.freedesktop_os_release().get("PRETTY_NAME", "?"), "tools": {k: v for k, v in versions.items() if v}}
