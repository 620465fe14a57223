#!/usr/bin/env bash
# tools/new-lint-rule.sh in a copy of what it works on: what it makes is complete and in order, what it can't do it refuses and leaves alone.
# usage: tests/lint/scaffold.sh
set -euo pipefail
root=$(realpath "$(dirname "$0")/../..")
scratch=$(mktemp -d)
trap 'rm -rf "$scratch"' EXIT
mkdir -p "$scratch/tools" "$scratch/compiler/lint"
cp "$root/tools/new-lint-rule.sh" "$scratch/tools"
cp -r "$root/compiler/diag" "$scratch/compiler"
cp -r "$root/compiler/lint/rules" "$scratch/compiler/lint"
cd "$scratch"
kinds=compiler/diag/lint_kinds.def

fail() { echo "scaffold: $*" >&2; exit 1; }
refused() { # WORDS ARGUMENTS…
    local words=$1 before after
    shift
    before=$(find . -type f -exec md5sum {} + | sort | md5sum)
    if tools/new-lint-rule.sh "$@" > out 2> err; then fail "not refused: $*"; fi
    grep -q -e "$words" err || fail "refused without saying \`$words\`: $(cat err)"
    rm out err
    after=$(find . -type f -exec md5sum {} + | sort | md5sum)
    [ "$before" = "$after" ] || fail "refused, and yet changed something: $*"
}
lines=$(grep -c '^ORDAIN_LINT(' $kinds)

tools/new-lint-rule.sh reason_too_long style > said
tools/new-lint-rule.sh queue_never_read ORD3901 > /dev/null
tools/new-lint-rule.sh slow_thing performance > /dev/null

# every rule has its line, its code and its page, and the codes are in order
[ "$(grep -c '^ORDAIN_LINT(' $kinds)" = $((lines + 3)) ] || fail "not three lines more"
grep -q '^ORDAIN_LINT(queue_never_read, "ORD3901")$' $kinds || fail "no line of the given code"
codes=$(sed -n 's/^ORDAIN_LINT([a-z0-9_]*, "\(ORD[0-9]*\)")$/\1/p' $kinds)
[ "$codes" = "$(sort -u <<< "$codes")" ] || fail "the codes are not in order"
[ "$(wc -l <<< "$codes")" = $((lines + 3)) ] || fail "a line is not of its form"
group=0
while read -r line; do # a blank line between groups stays where it was
    case $line in
        '') group=$((group + 1)) ;;
        ORDAIN_LINT*ORD$group*) ;;
        ORDAIN_LINT*) fail "in the wrong group: $line" ;;
    esac
done < $kinds
diff <(sed -n 's/^ORDAIN_LINT(\([a-z0-9_]*\),.*/\1/p' $kinds | sort) <(ls compiler/lint/rules) || fail "lines and folders differ"
for name in reason_too_long queue_never_read slow_thing; do
    folder=compiler/lint/rules/$name
    [ "$(ls $folder)" = "$(printf 'page.md\nrule.cpp')" ] || fail "$folder: $(ls $folder)"
    [ "$(grep '^#' $folder/page.md)" = "$(printf '# %s\n## Avoid\n## Prefer' $name)" ] || fail "headings of $name"
    grep -q "^void check_$name(const Subject& subject, Findings& findings) {\$" $folder/rule.cpp || fail "no function of $name"
    g++ -std=c++20 -fsyntax-only -Wall -Wextra -Werror -x c++ - -I "$scratch/stub" << END || fail "$name does not parse"
struct Subject {}; struct Findings {};
$(sed -e '/^#include/d' $folder/rule.cpp)
END
done
grep -q 'page.md' said || fail "it doesn't say what is to be done"

refused 'there is a kind `reason_too_long` already' reason_too_long style
refused 'there is a kind `unknown_name` already' unknown_name style
refused '`ORD3901` is taken; the next one free in its group is ORD3902' another ORD3901
refused 'is no name of a rule' CamelCase style
refused 'is no name of a rule' ../escape style
refused 'neither a code' another ORD9001
refused 'neither a code' another ORD2000
refused 'neither a code' another speed
refused 'usage' another
echo "scaffold: passed"
