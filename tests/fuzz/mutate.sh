#!/usr/bin/env bash
# mutate.sh ORDAIN MUTATE IMAGES [SEED]: compiles the seed bundle with the program ORDAIN and damages it IMAGES times with MUTATE.
set -euo pipefail
seed=$(cd "$(dirname "$0")/seed" && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$1" compile "$seed" -o "$folder/seed.ordb"
"$2" "$folder/seed.ordb" "$seed/events.jsonl" "$3" "${4:-1}"
