#!/usr/bin/env bash
# short.sh PROGRAMS ORDAIN SECONDS [JOBS]: every fuzz_* in the folder PROGRAMS runs for SECONDS, JOBS of them at a time, beginning with its
# corpus, which stays as it is. What makes one fail is left in the current folder. At most FUZZ_RUNS inputs (3 000; -1: no limit), always the
# same ones; another FUZZ_SEED looks elsewhere.
set -euo pipefail
programs=$1 ordain=$2 seconds=$3 jobs=${4:-1}
here=$(cd "$(dirname "$0")" && pwd)
source=$(cd "$here/../.." && pwd)
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$ordain" compile "$here/seed" -o "$folder/seed.ordb"
export ORDAIN_SEED_BUNDLE=$folder/seed.ordb ORDAIN_SEED_EVENTS=$here/seed/events.jsonl ORDAIN_FIXTURE_BUNDLE=$here/fixture

# Folders of files to begin with, one a line.
corpora() {
    case $1 in
        parser | format) printf '%s\n' "$here/corpus/parser" "$source/policies" ;;
        csv) printf '%s\n' "$here/corpus/csv" "$source/policies" ;;
        *) printf '%s\n' "$here/corpus/$1" ;;
    esac
}

fuzz() {
    local name=$1 found=$folder/$1 left=$folder/left-$1 begin
    mkdir -p "$found" "$left"
    [ "$name" != bundle ] || cp "$folder/seed.ordb" "$found/"
    mapfile -t begin < <(corpora "$name")
    "$programs/fuzz_$name" -max_total_time="$seconds" -runs="${FUZZ_RUNS:-3000}" -seed="${FUZZ_SEED:-1}" -rss_limit_mb=2048 -timeout=20 -max_len=16384 -verbosity=0 \
        -print_final_stats=1 -artifact_prefix="$left/" "$found" "${begin[@]}" > "$folder/$name.log" 2>&1 || {
        tail -n 60 "$folder/$name.log"
        cp "$left"/* . 2> /dev/null || true
        return 1
    }
    echo "$name: $(sed -n 's/^stat::number_of_executed_units: *//p' "$folder/$name.log") inputs, no failure"
}

running=() failed=0
for program in "$programs"/fuzz_*; do
    if [ "${#running[@]}" -ge "$jobs" ]; then
        wait "${running[0]}" || failed=1
        running=("${running[@]:1}")
    fi
    fuzz "$(basename "$program" | cut -c6-)" &
    running+=($!)
done
for process in "${running[@]}"; do wait "$process" || failed=1; done
exit $failed
