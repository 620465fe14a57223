#!/usr/bin/env bash
# hammer.sh ORDAIN MUTATE IMAGES JOBS: damages the seed bundles IMAGES times in all, by JOBS processes with seeds of their own.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
# memory that was freed is watched for the next 16 MiB instead of 256, and remembers three callers: far fewer pages to take
export ASAN_OPTIONS=${ASAN_OPTIONS:-quarantine_size_mb=16:malloc_context_size=3}
running=()
for ((job = 1; job <= $4; ++job)); do
    "$here/mutate.sh" "$1" "$2" $(($3 / $4 + 1)) "$job" &
    running+=($!)
done
for process in "${running[@]}"; do wait "$process"; done
