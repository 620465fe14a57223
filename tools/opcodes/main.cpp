// Writes runtime/program/OPCODES.md, the reference page of the instructions, from opcodes.def to standard output.
#include <fmt/format.h>

#include <string>
#include <string_view>
#include <utility>

#include "runtime/program/opcode.hpp"

namespace {

using ordain::program::Opcode;
using ordain::program::OpcodeInfo;
using ordain::program::Operand;

struct Kind {
    Operand kind;
    std::string_view name, meaning;
};
constexpr Kind kinds[] = {
    {Operand::read, "reg", "register that is read"},
    {Operand::written, "out", "register that is written, a temporary"},
    {Operand::read_run, "regs…", "register that is read, with those after it: as many as the instruction says"},
    {Operand::written_pair, "out pair", "registers n and n+1, written"},
    {Operand::pair, "pair", "registers n and n+1, read and written: a 128-bit sum, or a rule that fired before"},
    {Operand::index_written, "row out", "index register that is written: a row of one list or one data table"},
    {Operand::index_read, "row", "index register that is read"},
    {Operand::index_parent, "parent row", "index register with the row that the list lies in, or none"},
    {Operand::target, "target", "instruction to go to, always forward, within the loop"},
    {Operand::immediate, "number", "the number itself"},
    {Operand::list, "list", "a list of the event"},
    {Operand::column, "column", "a column of a list"},
    {Operand::data, "data", "a data table"},
    {Operand::data_column, "data column", "a column of a data table"},
    {Operand::matcher, "matcher", "a matcher of rules"},
    {Operand::match_kept, "rule out", "register that is written with the number of a rule, and by nothing else"},
    {Operand::ladder, "ladder", "a ladder of authority"},
    {Operand::calendar, "calendar", "a calendar; its number takes x and y"},
    {Operand::rule, "rule", "a rule"},
    {Operand::effect, "effect", "an effect of a rule"},
    {Operand::waiver, "waiver", "a waiver"},
    {Operand::fault, "fault", "a fault code"},
};

std::string_view name_of(Operand operand) {
    for (const Kind& kind : kinds)
        if (kind.kind == operand) return kind.name;
    return {};
}

bool is_used(Operand operand) {
    for (const OpcodeInfo& op : ordain::program::opcode_table)
        for (const Operand o : {op.a, op.b, op.c, op.x, op.y})
            if (o == operand) return true;
    return false;
}

std::string operands_of(const OpcodeInfo& op) {
    std::string text;
    const bool calendar = op.x == Operand::calendar;
    const std::pair<std::string_view, Operand> all[] = {
        {"a", op.a}, {"b", op.b}, {"c", op.c}, {calendar ? "x, y" : "x", op.x}, {"y", calendar ? Operand::unused : op.y}};
    for (const auto& [place, operand] : all)
        if (operand != Operand::unused) text += fmt::format("{}`{}` {}", text.empty() ? "" : " · ", place, name_of(operand));
    return text;
}

/// `|` would end the cell of a table.
std::string cell(std::string_view text) {
    std::string out;
    for (const char c : text) c == '|' ? out += "\\|" : out += c;
    return out;
}

void group(std::string_view title) {
    fmt::print("\n## {}\n\n| instruction | operands | cost | what it does |\n|---|---|---|---|\n", title);
}

void instruction(Opcode opcode) {
    const OpcodeInfo& op = info(opcode);
    fmt::print("| `{}` | {} | {} | {} |\n", op.name, operands_of(op), op.cost, cell(op.text));
}

constexpr std::string_view head = R"(# Instructions

Written by `make opcodes` from `opcodes.def`; a test compares the two.

What a bundle's policies are compiled to: one run of instructions, a *chunk*, for each policy and type of event. Each instruction takes 16 bytes:
its number (16 bits), `x` and `y` (8 bits each), `a`, `b` and `c` (32 bits each).

`R[n]` is a register of the frame: first the bundle's constants, then the event's slots, then temporaries; each holds a 64-bit integer, as
`runtime/value/type.hpp` says for each type. `I[n]` is an index register: a row of one list or one data table. All jumps go forward, and
loops run over the rows of an event's lists only, so that every chunk ends. Before a bundle is used, the verifier has proved that each
register is written before it is read, that each operand is in range, and that the cost stays below its limit; the machine checks none of it.

The cost is in units of about one simple instruction; the verifier multiplies by rows and bytes where they count. A fault ends the chunk with its
code, unless a guard is set.

`ordain compile --dump=bytecode` shows the code of a bundle, `assemble.hpp` makes code from such text. There a register is `r12`, a constant `#5` (its value),
a pair `r12..13`, the first of some registers `r12…`, an index register `i0`, a target `->7`; the rest goes by its name: `list 0`, `rule discounts.desk`.

| operand | what it is |
|---|---|
)";

}  // namespace

int main() {
    fmt::print("{}", head);
    for (const Kind& kind : kinds)
        if (is_used(kind.kind)) fmt::print("| {} | {} |\n", kind.name, kind.meaning);
#define ORDAIN_OP_GROUP(TITLE) group(TITLE);
#define ORDAIN_OP(NAME, A, B, C, XY, COST, TEXT) instruction(Opcode::NAME);
#include "runtime/program/opcodes.def"
#undef ORDAIN_OP
    return 0;
}
