"""The rules as a chain of `if`s in C++, written and compiled here: chain.py BUILD_FOLDER WORKLOAD ANSWERS SECONDS

Time to build is that of g++; what is compiled stays in BUILD_FOLDER for the next round.
"""

import json
import os
import pathlib
import resource
import subprocess
import sys

ROOT = pathlib.Path(__file__).resolve().parents[3]
RULES_A_FUNCTION = 200  # g++ takes more than linear time for a function


def source(rules):
    head, *lines = rules.read_text().splitlines()
    names = [field.split(":")[0] for field in head.split()[1:]]
    taken = ", ".join(f"std::int64_t {name}" for name in names)
    text, calls = ["#include <cstdint>", "std::uint32_t decide_by_chain(const std::int64_t* event);"], []
    for first in range(0, len(lines), RULES_A_FUNCTION):
        text.append(f"static std::uint32_t from_{first}({taken}) {{")
        for number, line in enumerate(lines[first : first + RULES_A_FUNCTION], first):
            words = line.split()
            conditions = (f"{names[int(words[i])]} {'==' if words[i + 1] == '=' else words[i + 1]} {words[i + 2]}" for i in range(0, len(words), 3))
            text.append(f"    if ({' && '.join(conditions)}) return {number};")
        last = min(first + RULES_A_FUNCTION, len(lines))
        text.append(f"    return {last};\n}}")
        calls.append(f"    fired = from_{first}({', '.join(f'event[{i}]' for i in range(len(names)))});\n    if (fired < {last}) return fired;")
    text += ["std::uint32_t decide_by_chain(const std::int64_t* event) {", "    std::uint32_t fired = 0;", *calls, "    return fired;", "}"]
    return "\n".join(text) + "\n"


def main():
    build, workload = pathlib.Path(sys.argv[1]), pathlib.Path(sys.argv[2])
    program, taken = build / workload.name, build / f"{workload.name}.seconds"
    if not taken.exists():
        build.mkdir(exist_ok=True)
        written = build / f"{workload.name}.cpp"
        written.write_text(source(workload / "rules.txt"))
        chain = pathlib.Path(__file__).with_name("chain.cpp")
        subprocess.run([os.environ.get("CXX", "g++"), "-std=c++20", "-O3", "-march=native", f"-I{ROOT}", written, chain, "-o", program], check=True)
        used = resource.getrusage(resource.RUSAGE_CHILDREN)
        taken.write_text(str(used.ru_utime + used.ru_stime))
    done = subprocess.run([program, *sys.argv[2:]], capture_output=True, text=True, check=True)
    print(json.dumps(json.loads(done.stdout) | {"prepare_seconds": float(taken.read_text())}))


main()
