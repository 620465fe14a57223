#!/usr/bin/env bash
# Runs every command that README.md shows with the built program: each must end with status 0.
# usage: tests/readme.sh PROGRAM
set -euo pipefail
program=$(realpath "$1")
cd "$(dirname "$0")/.."
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT

count=0
while IFS= read -r command; do
    count=$((count + 1))
    # files that a command makes do not stay behind
    arguments=${command#ordain }
    arguments=${arguments//orders.ordb/$scratch/orders.ordb}
    echo "readme: $command"
    eval "'$program' $arguments" > "$scratch/out"
done < <(awk '/^```/ { shown = !shown && /^```sh/; next } shown && /^ordain /' README.md)
[ "$count" -gt 0 ] || { echo "README.md shows no command of ordain" >&2; exit 1; }
echo "readme: $count commands passed"
