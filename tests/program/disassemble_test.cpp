#include "runtime/program/disassemble.hpp"

#include <catch2/catch.hpp>

#include "tests/program/support/sample_image.hpp"

using namespace ordain;
using namespace ordain::program;
using test::insn;

TEST_CASE("every instruction has a line that begins with its name") {
    const ImageData data = test::sample_image({});
    const Image image = data.view();
    for (std::size_t op = 0; op < opcode_count; ++op) {
        const std::string line = disassemble(image, insn(static_cast<Opcode>(op), test::temp, 0, 1));
        INFO(line);
        CHECK((line + " ").starts_with(std::string(opcode_table[op].name) + " "));
        CHECK_FALSE(disassemble(image, insn(static_cast<Opcode>(op), UINT32_MAX, UINT32_MAX, UINT32_MAX, 255, 255)).empty());
        CHECK_FALSE(opcode_table[op].text.empty());
        CHECK(opcode_table[op].cost > 0);
    }
    Insn unknown;
    unknown.op = opcode_count;
    CHECK(disassemble(image, unknown).starts_with("?"));
}

TEST_CASE("a bundle's code is listed chunk by chunk") {
    const std::string text = disassemble(test::sample_image({insn(Opcode::ADD, test::temp, test::c_one, test::slot_number)}).view());
    INFO(text);
    CHECK(text.find("policy p on e") != std::string::npos);
    CHECK(text.find("ADD r15, #1, r13") != std::string::npos);
    CHECK(text.find("END") != std::string::npos);
}
