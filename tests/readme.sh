#!/usr/bin/env bash
# Follows README.md in an empty folder: makes the files that it shows, runs every command of `ordain`, then builds the C++ example
# against the installed library and compares what it writes. Each command must end with status 0.
# usage: tests/readme.sh PROGRAM BUILD_FOLDER
set -euo pipefail
program=$(realpath "$1")
build=$(realpath "$2")
root=$(realpath "$(dirname "$0")/..")
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
cd "$scratch"
ln -s "$root/policies" policies

# block PATTERN: the lines of the fenced blocks whose opening matches
block() { awk -v pattern="$1" '/^```/ { shown = !inside && $0 ~ pattern; inside = !inside; next } shown' "$root/README.md"; }

ordain() { "$program" "$@"; }

mkdir first
block 'ord bundle=first file=bundle.ord' > first/bundle.ord
block 'json bundle=first event=' > events.jsonl
count=0
while IFS= read -r command; do
    count=$((count + 1))
    echo "readme: $command"
    eval "$command" > out < /dev/null
done < <(block '^```sh' | grep '^ordain ')
[ "$count" -gt 5 ] || { echo "README.md shows too few commands" >&2; exit 1; }

echo "readme: the C++ example"
cmake --install "$build" --prefix installed --component runtime > out
mkdir example
block '^```cpp' > example/main.cpp
cat > example/CMakeLists.txt << 'END'
cmake_minimum_required(VERSION 3.25)
project(example LANGUAGES CXX)
find_package(ordain REQUIRED)
add_executable(example main.cpp)
target_link_libraries(example PRIVATE ordain::runtime)
END
cmake -S example -B example/build -DCMAKE_PREFIX_PATH="$scratch/installed" > out
cmake --build example/build > out || { cat out; exit 1; }
example/build/example first.ordb < events.jsonl > found
block '^```text' > expected
diff expected found
echo "readme: passed"
