"""Writes the rules of a workload as a chain of `if`s in C++: generate.py RULES.txt > CHAIN.cpp"""

import sys

lines = open(sys.argv[1]).read().splitlines()
names = [field.split(":")[0] for field in lines[0].split()[1:]]
print("#include <cstdint>\nstd::uint32_t decide_by_chain(const std::int64_t* event);")
print("std::uint32_t decide_by_chain(const std::int64_t* event) {")
for i, name in enumerate(names):
    print(f"    const std::int64_t {name} = event[{i}];")
for number, line in enumerate(lines[1:]):
    words = line.split()
    conditions = [f"{names[int(words[i])]} {'==' if words[i + 1] == '=' else words[i + 1]} {words[i + 2]}" for i in range(0, len(words), 3)]
    print(f"    if ({' && '.join(conditions)}) return {number};")
print(f"    return {len(lines) - 1};\n}}")
