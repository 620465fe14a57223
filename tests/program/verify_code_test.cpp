// Code that the verifier refuses, each with its reason.
#include <catch2/catch.hpp>

#include "runtime/program/verify.hpp"
#include "tests/program/support/sample_image.hpp"

using namespace ordain;
using namespace ordain::program;
using namespace ordain::test;

namespace {

/// Why the code (to which END is added) is refused; empty if it is not.
std::string refusal(std::vector<Insn> code) {
    const ImageData data = sample_image(std::move(code));
    const Image image = data.view();
    const auto ok = verify_code(image, image.code, image.chunks[0]);
    return ok ? "" : ok.error().message;
}

void refused(std::vector<Insn> code, const std::string& why) {
    const std::string found = refusal(std::move(code));
    INFO(found);
    CHECK(found.find(why) != std::string::npos);
}

Insn fire(std::uint8_t index = no_index) {
    return insn(Opcode::FIRE, 0, rule, 0, index);
}

}  // namespace

TEST_CASE("the smallest chunk") {
    CHECK(refusal({}).empty());
}

TEST_CASE("instructions and operands") {
    Insn unknown;
    unknown.op = opcode_count;
    refused({unknown}, "no such instruction");
    refused({insn(Opcode::MOV, temp, c_one, 1)}, "unused operand");
    refused({insn(Opcode::COUNT, temp, 7, 0, no_index)}, "not the event's");
    refused({insn(Opcode::DATAROW, temp, 9, c_one, 0)}, "no such data");
    refused({insn(Opcode::LADDER, temp, 9, c_one)}, "no such ladder");
    refused({insn(Opcode::DATE, temp, slot_time, 0, 1)}, "no such calendar");
    refused({insn(Opcode::DATE, temp, slot_time, 0, 0, 1)}, "no such calendar");
    refused({insn(Opcode::FIRE, 0, 77, 0, no_index)}, "no such rule");
    refused({fire(), insn(Opcode::EMIT, 0, 77)}, "no such effect");
    refused({fire(), insn(Opcode::WAIVED, 0, 77)}, "no such waiver");
    refused({insn(Opcode::COUNT, temp, list, 0, 251)}, "no such index register");
}

TEST_CASE("registers") {
    refused({insn(Opcode::MOV, c_one, c_two)}, "overwritten");
    refused({insn(Opcode::MOV, slot_number, c_two)}, "overwritten");
    refused({insn(Opcode::MOV, temp + 1000, c_two)}, "outside the frame");
    refused({insn(Opcode::MOV, temp, temp + 1)}, "may not have been written");
    refused({insn(Opcode::MOV, temp, UINT32_MAX)}, "outside the frame");
    refused({insn(Opcode::ACC0, UINT32_MAX)}, "outside the frame");
    refused({insn(Opcode::JT, slot_number, 0, 2), insn(Opcode::MOV, temp, c_one), insn(Opcode::MOV, temp + 1, temp)},
            "may not have been written");
    CHECK(refusal({insn(Opcode::MOV, temp, c_one), insn(Opcode::MOV, temp + 1, temp)}).empty());
    CHECK(refusal({insn(Opcode::JT, slot_number, 0, 3), insn(Opcode::MOV, temp, c_one), insn(Opcode::JMP, 0, 0, 4),
                   insn(Opcode::MOV, temp, c_two), insn(Opcode::MOV, temp + 1, temp)})
              .empty());
}

TEST_CASE("a frame has no more registers than its code can write") {
    ImageData data = sample_image({});
    data.chunks[0].frame = temp + 3;
    const auto ok = verify_code(data.view(), data.code, data.chunks[0]);
    REQUIRE_FALSE(ok);
    CHECK(ok.error().message.find("too many registers") != std::string::npos);
}

TEST_CASE("jumps go forward") {
    refused({insn(Opcode::JMP, 0, 0, 0)}, "forward");
    refused({insn(Opcode::JMP, 0, 0, 9)}, "forward");
    refused({insn(Opcode::MOV, temp, c_one), insn(Opcode::JMP, 0, 0, 0)}, "forward");
    CHECK(refusal({insn(Opcode::JMP, 0, 0, 1)}).empty());
}

TEST_CASE("loops") {
    const Insn loop = insn(Opcode::LOOP, 0, list, 2, 0, no_index), next = insn(Opcode::NEXT, 0, list, 1, 0);
    CHECK(refusal({loop, next}).empty());
    refused({loop}, "LOOP without NEXT");
    refused({next}, "NEXT without LOOP");
    refused({loop, insn(Opcode::NEXT, 0, list, 0, 0)}, "innermost");
    refused({loop, insn(Opcode::NEXT, 0, list, 1, 1)}, "innermost");
    refused({insn(Opcode::JMP, 0, 0, 2), insn(Opcode::LOOP, 0, list, 3, 0, no_index), insn(Opcode::NEXT, 0, list, 2, 0)}, "into a loop");
    refused({insn(Opcode::LOOP, 0, list, 3, 0, no_index), insn(Opcode::FINDKEY, temp, list, c_one, 0, no_index),
             insn(Opcode::NEXT, 0, list, 1, 0)},
            "index register of a loop");
    refused({insn(Opcode::LOOP, 0, list, 4, 0, no_index), insn(Opcode::LOOP, 0, list, 3, 0, no_index), insn(Opcode::NEXT, 0, list, 2, 0),
             insn(Opcode::NEXT, 0, list, 1, 0)},
            "index register of a loop");
    CHECK(refusal({insn(Opcode::LOOP, 0, list, 3, 0, no_index), insn(Opcode::JMP, 0, 0, 3), insn(Opcode::NEXT, 0, list, 1, 0)}).empty());
}

TEST_CASE("index registers are rows of what they are used for") {
    refused({insn(Opcode::COL, temp, column_value, 0, 0)}, "no row of the column's list");
    refused({insn(Opcode::DATACOL, temp, data_scanned, 0, 0)}, "no row of the data");
    refused({insn(Opcode::FINDKEY, temp, list, c_one, 0, no_index), insn(Opcode::DATACOL, temp, data_scanned, 0, 0)}, "no row of the data");
    refused({insn(Opcode::DATAROW, temp, data_scanned, c_one, 0), insn(Opcode::COL, temp, column_value, 0, 0)}, "no row of the column's");
    refused({insn(Opcode::DATAROW, temp, data_indexed, c_one, 0), insn(Opcode::DATACOL, temp, data_scanned, 0, 0)}, "no row of the data");
    refused({fire(0)}, "no row of the policy's list");
    refused({insn(Opcode::DATAROW, temp, data_scanned, c_one, 0), fire(0)}, "no row of the policy's list");
    // after the loop the register is no row any more
    refused({insn(Opcode::LOOP, 0, list, 2, 0, no_index), insn(Opcode::NEXT, 0, list, 1, 0), insn(Opcode::COL, temp, column_value, 0, 0)},
            "no row of the column's list");
}

TEST_CASE("a row that the body of a loop replaces is not what it was, the second time round") {
    refused({insn(Opcode::FINDKEY, temp, list, c_one, 1, no_index), insn(Opcode::LOOP, 0, list, 5, 0, no_index),
             insn(Opcode::COL, temp + 1, column_value, 0, 1), insn(Opcode::DATAROW, temp + 2, data_indexed, c_one, 1),
             insn(Opcode::NEXT, 0, list, 2, 0)},
            "no row of the column's list");
}

TEST_CASE("contributions") {
    refused({insn(Opcode::EMIT, 0, effect_hold)}, "no rule has fired");
    refused({insn(Opcode::WAIVED, 0, waiver)}, "no rule has fired");
    refused({fire(), insn(Opcode::EMIT, 0, effect_text)}, "another number of arguments");
    refused({fire(), insn(Opcode::ARG, c_one), insn(Opcode::EMIT, 0, effect_hold)}, "another number of arguments");
    refused({fire(), insn(Opcode::ARG, c_one)}, "arguments without their effect");
    refused({fire(), insn(Opcode::ARG, c_one), fire()}, "arguments without their effect");
    refused({fire(), insn(Opcode::JT, slot_number, 0, 3), insn(Opcode::ARG, c_one), insn(Opcode::EMIT, 0, effect_text)},
            "different numbers of arguments");
    refused({insn(Opcode::JT, slot_number, 0, 2), fire(), insn(Opcode::EMIT, 0, effect_hold)}, "no rule has fired");
    refused({fire(), insn(Opcode::LOOP, 0, list, 4, 0, no_index), insn(Opcode::ARG, c_one), insn(Opcode::NEXT, 0, list, 2, 0)},
            "arguments without their effect");
}

TEST_CASE("guards") {
    const Insn guard = insn(Opcode::GUARD, temp, 0, 3), add = insn(Opcode::ADD, temp + 1, c_one, c_one), over = insn(Opcode::UNGUARD);
    CHECK(refusal({guard, add, over}).empty());
    refused({guard, add, insn(Opcode::MOV, temp + 2, temp + 1)}, "within and outside a guard");
    refused({guard, add, over, insn(Opcode::MOV, temp + 2, temp + 1)}, "may not have been written");
    refused({guard, insn(Opcode::GUARD, temp + 2, 0, 3), over}, "a guard within a guard");
    refused({insn(Opcode::GUARD, temp, 0, 3), fire(), over}, "encloses a contribution");
    CHECK(refusal({insn(Opcode::GUARD, temp, 0, 4), insn(Opcode::LOOP, 0, list, 3, 0, no_index), insn(Opcode::NEXT, 0, list, 2, 0), over})
              .empty());
    // a fault after the loop finds its row used up
    refused({insn(Opcode::FINDKEY, temp + 2, list, c_one, 1, no_index), insn(Opcode::GUARD, temp, 0, 6),
             insn(Opcode::LOOP, 0, list, 4, 1, no_index), insn(Opcode::NEXT, 0, list, 3, 1), add, over,
             insn(Opcode::COL, temp + 3, column_value, 0, 1)},
            "no row of the column's list");
    refused({insn(Opcode::RAISE, c_most)}, "no fault code");
    refused({insn(Opcode::MOV, temp, c_most), insn(Opcode::RAISE, temp)}, "no fault code");
    refused({guard, insn(Opcode::MOV, temp, c_most), over, insn(Opcode::RAISE, temp)}, "kept for something else");
}

TEST_CASE("the pair of a unique match is written by nothing else") {
    const Insn unique = insn(Opcode::UNIQUE, temp, rule);
    CHECK(refusal({insn(Opcode::ACC0, temp), unique, unique}).empty());
    refused({unique}, "may not have been written");
    refused({insn(Opcode::MOV, temp, c_one), unique}, "kept for something else");
    refused({insn(Opcode::ACC0, temp), insn(Opcode::MOV, temp + 1, c_most), unique}, "kept for something else");
    refused({insn(Opcode::ACC0, temp), insn(Opcode::ACCADD, temp, c_most), unique}, "kept for something else");
    refused({insn(Opcode::ACC0, temp), unique, insn(Opcode::ACC0, temp + 1)}, "kept for something else");
    refused({insn(Opcode::ACC0, temp), unique, insn(Opcode::UNIQUE, temp + 1, rule)}, "used for two things");
}

TEST_CASE("paths that cross too often are not followed for ever") {
    // early jumps beyond many writes, then many jumps that remember all of them
    constexpr std::uint32_t writes = 3'000, jumps = 3'000;
    std::vector<Insn> code;
    const std::uint32_t end = 1 + writes + jumps;
    code.push_back(insn(Opcode::JT, slot_number, 0, end));
    for (std::uint32_t i = 0; i < writes; ++i) code.push_back(insn(Opcode::MOV, temp + i, c_one));
    for (std::uint32_t i = 0; i < jumps; ++i) code.push_back(insn(Opcode::JT, slot_number, 0, end + 1 + i));
    for (std::uint32_t i = 0; i <= jumps; ++i) code.push_back(insn(Opcode::JMP, 0, 0, end + 1 + i));
    ImageData data = sample_image(std::move(code));
    data.chunks[0].frame = temp + writes;
    const auto ok = verify_code(data.view(), data.code, data.chunks[0]);
    REQUIRE_FALSE(ok);
    CHECK(ok.error().message.find("too many to be followed") != std::string::npos);
}
