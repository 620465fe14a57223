#!/usr/bin/env bash
# mutate.sh ORDAIN MUTATE IMAGES [SEED]: compiles the seed bundles with the program ORDAIN and damages them IMAGES times with MUTATE: `seed`
# nine times of ten, and `seed_matchers`, which has matchers of every kind and is three times as large.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
damage() { # BUNDLE IMAGES SEED
    "$ordain" compile "$here/$1" -o "$folder/$1.ordb"
    "$mutate" "$folder/$1.ordb" "$here/$1/events.jsonl" "$2" "$3"
}
ordain=$1 mutate=$2
damage seed $(($3 - $3 / 10)) "${4:-1}"
damage seed_matchers $(($3 / 10)) "${4:-1}"
