#!/usr/bin/env bash
# same_code.sh WITH WITHOUT: the loop that decides events has the same machine code in two object files of runtime/vm/interpret.cpp, with
# and without the loop that traces them for explanations: explanations cost nothing where nobody asks for them.
set -euo pipefail

code() {
    objdump --disassemble --no-addresses --no-show-raw-insn --demangle "$1" |
        awk '/^<void ordain::vm::interpret<false>/ { inside = 1 } inside && /^$/ { exit } inside'
}

with=$(code "$1")
without=$(code "$2")
[ "$(wc -l <<<"$with")" -gt 500 ] || { echo "the loop was not found in $1"; exit 1; }
diff <(echo "$with") <(echo "$without")
