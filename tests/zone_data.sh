#!/usr/bin/env bash
# zone_data.sh ORDAIN: a compiled bundle decides without the machine's zone data, to the same bytes.
set -euo pipefail
seed=$(cd "$(dirname "$0")/fuzz/seed" && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$1" compile "$seed" -o "$folder/seed.ordb"
"$1" decide "$folder/seed.ordb" "$seed/events.jsonl" > "$folder/with"
TZDIR=/nonexistent TZ=:/nonexistent "$1" decide "$folder/seed.ordb" "$seed/events.jsonl" > "$folder/without"
TZ=Pacific/Kiritimati "$1" decide "$folder/seed.ordb" "$seed/events.jsonl" > "$folder/elsewhere"
cmp "$folder/with" "$folder/without"
cmp "$folder/with" "$folder/elsewhere"
[ "$(wc -l < "$folder/with")" = "$(wc -l < "$seed/events.jsonl")" ]
