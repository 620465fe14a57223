// Text to code: what the disassembler writes comes back as it was, and what is wrong is named with its place.
#include "runtime/program/assemble.hpp"

#include <catch2/catch.hpp>
#include <cstring>
#include <string>

#include "runtime/program/disassemble.hpp"
#include "tests/program/support/sample_image.hpp"

using namespace ordain;
using namespace ordain::program;
using namespace ordain::test;

namespace {

bool same(const std::vector<Insn>& left, const std::vector<Insn>& right) {
    return left.size() == right.size() && std::memcmp(left.data(), right.data(), left.size() * sizeof(Insn)) == 0;
}

std::string error_of(std::string_view text) {
    const ImageData data = sample_image({});
    const auto code = assemble(data.view(), text);
    return code ? "" : code.error().message;
}

bool is_index(Operand kind) {
    return kind == Operand::index_written || kind == Operand::index_read || kind == Operand::index_parent || kind == Operand::calendar;
}

}  // namespace

TEST_CASE("every instruction comes back from its text, whatever its operands") {
    const ImageData data = sample_image({});
    const Image image = data.view();
    std::vector<Insn> code;
    for (std::size_t op = 0; op < opcode_count; ++op) {
        const OpcodeInfo& kind = opcode_table[op];
        for (const std::uint32_t value : {0U, 1U, 7U, 8U, 15U, 254U, 255U, 4'000'000'000U, none}) {
            const auto wide = [&](Operand k) { return k == Operand::unused ? 0 : value; };
            const auto narrow = [&](Operand k) { return static_cast<std::uint8_t>(is_index(k) ? value : 0); };
            code.push_back(insn(static_cast<Opcode>(op), wide(kind.a), wide(kind.b), wide(kind.c), narrow(kind.x), narrow(kind.y)));
        }
    }
    code.push_back(insn(static_cast<Opcode>(opcode_count)));
    const std::string text = disassemble(image, code, 5);
    const auto back = assemble(image, text, 5);
    INFO(text);
    REQUIRE(back);
    CHECK(same(*back, code));
    for (const Insn& one : code) {
        const auto alone = assemble(image, disassemble(image, one));
        REQUIRE(alone);
        CHECK(same(*alone, {one}));
    }
}

TEST_CASE("text means what opcodes.def says") {
    CHECK(same(sample_code("ADD r15, #2, r13"), {insn(Opcode::ADD, 15, c_two, 13)}));
    CHECK(same(sample_code("\n  0   DATE r15,r9 ,calendar 513\t\r\n\n1 END\n"), {insn(Opcode::DATE, 15, 9, 0, 1, 2), insn(Opcode::END)}));
    CHECK(same(sample_code("FIRE rule p.otherwise"), {insn(Opcode::FIRE, 0, rule_otherwise, 0, no_index)}));
    CHECK(same(sample_code("LOOP list 0, ->2, i3, i4"), {insn(Opcode::LOOP, 0, list, 2, 3, 4)}));
    CHECK(same(sample_code("UNIQUE r15..16, rule p.otherwise"), {insn(Opcode::UNIQUE, 15, rule_otherwise)}));
    CHECK(same(sample_code("MOV r15, #-9223372036854775808"), {insn(Opcode::MOV, 15, c_least)}));
    CHECK(same(sample_code("MOV r15, r7"), {insn(Opcode::MOV, 15, c_abc)}));  // #0 is the first constant that is 0
    CHECK(sample_code("").empty());
}

TEST_CASE("what is wrong in a text is named with its place") {
    CHECK(error_of("END\nMOVE r15, #1") == "line 2, column 1: no instruction is called `MOVE`");
    CHECK(error_of("  7 END") == "line 1, column 3: this is instruction 0, not `7`");
    CHECK(error_of("0") == "line 1, column 2: an instruction is missing");
    CHECK(error_of("MOV") == "line 1, column 4: expected a register such as `r12`, or a constant such as `#5`");
    CHECK(error_of("MOV r15") == "line 1, column 8: expected `,` and a register such as `r12`, or a constant such as `#5`");
    CHECK(error_of("MOV r15, 3") == "line 1, column 10: expected a register such as `r12`, or a constant such as `#5`, found `3`");
    CHECK(error_of("MOV r15, #77") == "line 1, column 10: the bundle has no constant `#77`");
    CHECK(error_of("MOV r15, #1, #1") == "line 1, column 12: `MOV` has no operand here");
    CHECK(error_of("END now") == "line 1, column 5: `END` has no operand here");
    CHECK(error_of("JMP 7") == "line 1, column 5: expected a target such as `->7`, found `7`");
    CHECK(error_of("MOV r15, r4294967296").find("found `r4294967296`") != std::string::npos);
    CHECK(error_of("ACC0 r15..17").find("two registers such as `r12..13`, found `r15..17`") != std::string::npos);
    CHECK(error_of("ACC0 r15").find("two registers") != std::string::npos);
    CHECK(error_of("LADDER r15, ladder 0, #1").find("the first of some registers") != std::string::npos);
    CHECK(error_of("FIRE rule nobody") == "line 1, column 6: the bundle has no rule nobody");
    CHECK(error_of("FIRE rule ").find("expected a rule") != std::string::npos);
    CHECK(error_of("COL r15, column 1, i256").find("found `i256`") != std::string::npos);
    CHECK(error_of("DATE r15, r9, calendar 65536").find("found `calendar 65536`") != std::string::npos);
    CHECK(error_of("?x") == "line 1, column 1: no instruction is called `?x`");
    CHECK(error_of("?65536") == "line 1, column 1: no instruction is called `?65536`");
}
