#!/usr/bin/env bash
# Begins a lint rule: its code, its page, its line among the rules.
# usage: tools/new-lint-rule.sh NAME CODE      as in: tools/new-lint-rule.sh reason_too_long ORD1019
#        tools/new-lint-rule.sh NAME GROUP     the next free code of style, correctness, governance or performance
#
# What it makes compiles. The rule reports nothing yet and its page shows nothing, and `test_lint` says so until both do.
set -euo pipefail
cd "$(dirname "$0")/.."

fail() { echo "new-lint-rule.sh: $*" >&2; exit 2; }

[ $# = 2 ] || fail "usage: tools/new-lint-rule.sh NAME CODE, or NAME style|correctness|governance|performance"
name=$1
code=$2
kinds=compiler/diag/lint_kinds.def
folder=compiler/lint/rules/$name

[[ $name =~ ^[a-z][a-z0-9]*(_[a-z0-9]+)*$ ]] || fail "\`$name\` is no name of a rule: lower case, words with \`_\` between them"
! grep -q "($name," compiler/diag/kinds.def "$kinds" || fail "there is a kind \`$name\` already"
[ ! -e "$folder" ] || fail "\`$folder\` is there already"

no_code="\`$code\` is neither a code such as ORD1019 nor style, correctness, governance or performance"
case $code in
    style) group=1 ;;
    correctness) group=2 ;;
    governance) group=3 ;;
    performance) group=4 ;;
    ORD[1-4]000) fail "$no_code" ;;
    ORD[1-4][0-9][0-9][0-9]) group=${code:3:1} ;;
    *) fail "$no_code" ;;
esac
last=$(grep -o "ORD$group[0-9][0-9][0-9]" "$kinds" | sort | tail -1)
[[ $code == ORD* ]] || code=ORD$((${last#ORD} + 1))
! grep -q "\"$code\"" "$kinds" || fail "\`$code\` is taken; the next one free in its group is ORD$((${last#ORD} + 1))"

# behind the last rule whose code is lower, so that the list stays in order
before=$(grep -n '^ORDAIN_LINT(' "$kinds" | awk -F '[:"]' -v code="$code" '$3 < code { line = $1 } END { print line }')
sed -i "${before}a ORDAIN_LINT($name, \"$code\")" "$kinds"

mkdir -p "$folder"
cat > "$folder/rule.cpp" << END
#include "compiler/lint/rule.hpp"

namespace ordain::lint {

void check_$name(const Subject& subject, Findings& findings) {
    // walk subject.trees, what was written, or subject.program, what it means; walk.hpp has walks that rules share
    (void)subject;
    // findings.report(span, "what is wrong with \`{}\`", name).with_help("what to do")
    (void)findings;
}

}  // namespace ordain::lint
END
cat > "$folder/page.md" << END
# $name

## Avoid

\`\`\`ord
\`\`\`

## Prefer

\`\`\`ord
\`\`\`
END

cat << END
$code $name: now
  $folder/page.md   says why, and shows what the rule reports (Avoid) and what it doesn't (Prefer);
      examples stand on the declarations in tests/lint/support.cpp
  $folder/rule.cpp  finds it
  tests/lint/silent.def   if the rule asks for what small examples leave out
  make build && build/release/bin/test_lint
END
