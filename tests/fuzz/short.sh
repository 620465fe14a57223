#!/usr/bin/env bash
# short.sh PROGRAMS ORDAIN SECONDS: every fuzz_* in the folder PROGRAMS runs for SECONDS, beginning with its corpus, which stays as it is.
set -euo pipefail
programs=$1 ordain=$2 seconds=$3
here=$(cd "$(dirname "$0")" && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$ordain" compile "$here/seed" -o "$folder/seed.ordb"
export ORDAIN_SEED_BUNDLE=$folder/seed.ordb ORDAIN_SEED_EVENTS=$here/seed/events.jsonl
for program in "$programs"/fuzz_*; do
    name=$(basename "$program")
    name=${name#fuzz_}
    found=$folder/$name corpus=$here/corpus/$name
    mkdir -p "$found"
    [ -d "$corpus" ] || corpus=$here/corpus/parser # sources
    [ "$name" != bundle ] || cp "$folder/seed.ordb" "$found/"
    echo "fuzzing $name for $seconds s"
    "$program" -max_total_time="$seconds" -rss_limit_mb=2048 -timeout=20 -max_len=65536 -verbosity=0 -artifact_prefix="$folder/" \
        "$found" "$corpus" || { cp "$folder"/crash-* "$folder"/timeout-* "$folder"/oom-* . 2>/dev/null || true; exit 1; }
done
