#!/usr/bin/env bash
# The program in C decides the events of policies/superstore, and lines that are none, to the bytes of `ordain decide`.
# usage: compare.sh ORDAIN DECIDE_IN_C
set -euo pipefail
ordain=$(realpath "$1")
decide_in_c=$(realpath "$2")
cd "$(dirname "$0")/../../.."
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
"$ordain" compile policies/superstore -o "$scratch/superstore.ordb"
{ cat policies/superstore/data/superstore-events.jsonl; printf '\nnonsense\n{"type":"x"}\n'; } > "$scratch/events.jsonl"
"$ordain" decide "$scratch/superstore.ordb" "$scratch/events.jsonl" > "$scratch/expected"
"$decide_in_c" "$scratch/superstore.ordb" "$scratch/events.jsonl" > "$scratch/found"
cmp "$scratch/expected" "$scratch/found"
