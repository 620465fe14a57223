// Code that the verifier refuses, each with its reason. The sample's frame: constants up to r8 (`#1` is the constant 1), the event up to
// r14 (r13 is its number), temporaries from r15.
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

void accepted(std::string_view text) {
    INFO(text);
    CHECK(refusal(sample_code(text)) == "");
}

void refused(std::string_view text, const std::string& why) {
    const std::string found = refusal(sample_code(text));
    INFO(text << "\n" << found);
    CHECK(found.find(why) != std::string::npos);
}

}  // namespace

TEST_CASE("the smallest chunk") {
    accepted("");
}

TEST_CASE("instructions and operands") {
    refused("?999", "no such instruction");
    CHECK(refusal({insn(Opcode::MOV, temp, c_one, 1)}).find("unused operand") != std::string::npos);
    refused("LOOP list 7, ->2, i0\n NEXT list 7, 1, i0", "not the event's");
    refused("DATAROW r15, data 9, #1…, i0", "no such data");
    refused("LADDER r15, ladder 9, #1…", "no such ladder");
    refused("DATE r15, r9, calendar 1", "no such calendar");
    refused("DATE r15, r9, calendar 256", "no such calendar");
    refused("FIRE rule 77", "no such rule");
    refused("FIRE rule p.r\n EMIT effect 77", "no such effect");
    refused("FIRE rule p.r\n WAIVED waiver 77", "no such waiver");
    refused("LOOP list 0, ->2, i251\n NEXT list 0, 1, i251", "no such index register");
}

TEST_CASE("registers") {
    refused("MOV #1, #2", "overwritten");
    refused("MOV r13, #2", "overwritten");
    refused("MOV r1015, #2", "outside the frame");
    refused("MOV r15, r16", "may not have been written");
    refused("MOV r15, r4294967295", "outside the frame");
    refused("ACC0 r4294967295..4294967296", "outside the frame");
    refused(R"(
        0  JT  r13, ->2
        1  MOV r15, #1
        2  MOV r16, r15)",
            "may not have been written");
    accepted(R"(
        0  MOV r15, #1
        1  MOV r16, r15)");
    accepted(R"(
        0  JT  r13, ->3
        1  MOV r15, #1
        2  JMP ->4
        3  MOV r15, #2
        4  MOV r16, r15)");
}

TEST_CASE("a frame has no more registers than its code can write") {
    ImageData data = sample_image({});
    data.chunks[0].frame = temp + 3;
    const auto ok = verify_code(data.view(), data.code, data.chunks[0]);
    REQUIRE_FALSE(ok);
    CHECK(ok.error().message.find("too many registers") != std::string::npos);
}

TEST_CASE("jumps go forward") {
    refused("JMP ->0", "forward");
    refused("JMP ->9", "forward");
    refused(R"(
        0  MOV r15, #1
        1  JMP ->0)",
            "forward");
    accepted("JMP ->1");
}

TEST_CASE("loops") {
    accepted(R"(
        0  LOOP list 0, ->2, i0
        1  NEXT list 0, 1, i0)");
    refused("LOOP list 0, ->2, i0", "a loop without its end");
    refused("NEXT list 0, 1, i0", "the end of a loop without its beginning");
    refused(R"(
        0  LOOP list 0, ->2, i0
        1  NEXT list 0, 0, i0)",
            "innermost");
    refused(R"(
        0  LOOP list 0, ->2, i0
        1  NEXT list 0, 1, i1)",
            "innermost");
    refused(R"(
        0  JMP  ->2
        1  LOOP list 0, ->3, i0
        2  NEXT list 0, 2, i0)",
            "into a loop");
    refused(R"(
        0  LOOP    list 0, ->3, i0
        1  FINDKEY r15, list 0, #1, i0
        2  NEXT    list 0, 1, i0)",
            "index register of a loop");
    refused(R"(
        0  LOOP list 0, ->4, i0
        1  LOOP list 0, ->3, i0
        2  NEXT list 0, 2, i0
        3  NEXT list 0, 1, i0)",
            "index register of a loop");
    accepted(R"(
        0  LOOP list 0, ->3, i0
        1  JMP  ->3
        2  NEXT list 0, 1, i0)");
}

TEST_CASE("index registers are rows of what they are used for") {
    refused("COL r15, column 1, i0", "no row of the column's list");
    refused("DATACOL r15, data column 0, i0", "no row of the data");
    refused(R"(
        0  FINDKEY r15, list 0, #1, i0
        1  DATACOL r15, data column 0, i0)",
            "no row of the data");
    refused(R"(
        0  DATAROW r15, data 0, #1…, i0
        1  COL     r15, column 1, i0)",
            "no row of the column's");
    refused(R"(
        0  DATAROW r15, data 1, #1…, i0
        1  DATACOL r15, data column 0, i0)",
            "no row of the data");
    refused("FIRE rule p.r, i0", "no row of the policy's list");
    refused(R"(
        0  DATAROW r15, data 0, #1…, i0
        1  FIRE    rule p.r, i0)",
            "no row of the policy's list");
    // after the loop the register is no row any more
    refused(R"(
        0  LOOP list 0, ->2, i0
        1  NEXT list 0, 1, i0
        2  COL  r15, column 1, i0)",
            "no row of the column's list");
}

TEST_CASE("a row that the body of a loop replaces is not what it was, the second time round") {
    refused(R"(
        0  FINDKEY r15, list 0, #1, i1
        1  LOOP    list 0, ->5, i0
        2  COL     r16, column 1, i1
        3  DATAROW r17, data 1, #1…, i1
        4  NEXT    list 0, 2, i0)",
            "no row of the column's list");
}

TEST_CASE("contributions") {
    refused("EMIT effect 1", "no rule has fired");
    refused("WAIVED waiver 0", "no rule has fired");
    refused(R"(
        0  FIRE rule p.r
        1  EMIT effect 2)",
            "another number of arguments");
    refused(R"(
        0  FIRE rule p.r
        1  ARG  #1
        2  EMIT effect 1)",
            "another number of arguments");
    refused(R"(
        0  FIRE rule p.r
        1  ARG  #1)",
            "arguments without their effect");
    refused(R"(
        0  FIRE rule p.r
        1  ARG  #1
        2  FIRE rule p.r)",
            "arguments without their effect");
    refused(R"(
        0  FIRE rule p.r
        1  JT   r13, ->3
        2  ARG  #1
        3  EMIT effect 2)",
            "different numbers of arguments");
    refused(R"(
        0  JT   r13, ->2
        1  FIRE rule p.r
        2  EMIT effect 1)",
            "no rule has fired");
    refused(R"(
        0  FIRE rule p.r
        1  LOOP list 0, ->4, i0
        2  ARG  #1
        3  NEXT list 0, 2, i0)",
            "arguments without their effect");
}

TEST_CASE("guards") {
    accepted(R"(
        0  GUARD   r15, ->3
        1  ADD     r16, #1, #1
        2  UNGUARD)");
    refused(R"(
        0  GUARD   r15, ->3
        1  ADD     r16, #1, #1
        2  MOV     r17, r16)",
            "within and outside a guard");
    refused(R"(
        0  GUARD   r15, ->3
        1  ADD     r16, #1, #1
        2  UNGUARD
        3  MOV     r17, r16)",
            "may not have been written");
    refused(R"(
        0  GUARD   r15, ->3
        1  GUARD   r17, ->3
        2  UNGUARD)",
            "a guard within a guard");
    refused(R"(
        0  GUARD   r15, ->3
        1  FIRE    rule p.r
        2  UNGUARD)",
            "encloses a contribution");
    accepted(R"(
        0  GUARD   r15, ->4
        1  LOOP    list 0, ->3, i0
        2  NEXT    list 0, 2, i0
        3  UNGUARD)");
    // a fault after the loop finds its row used up
    refused(R"(
        0  FINDKEY r17, list 0, #1, i1
        1  GUARD   r15, ->6
        2  LOOP    list 0, ->4, i1
        3  NEXT    list 0, 3, i1
        4  ADD     r16, #1, #1
        5  UNGUARD
        6  COL     r18, column 1, i1)",
            "no row of the column's list");
    refused("RAISE #2", "no fault code");
    refused(R"(
        0  MOV     r15, #2
        1  RAISE   r15)",
            "no fault code");
    refused(R"(
        0  GUARD   r15, ->3
        1  MOV     r15, #2
        2  UNGUARD
        3  RAISE   r15)",
            "kept for something else");
}

TEST_CASE("the pair of a unique match is written by nothing else") {
    accepted(R"(
        0  ACC0   r15..16
        1  UNIQUE r15..16, rule p.r
        2  UNIQUE r15..16, rule p.r)");
    refused("UNIQUE r15..16, rule p.r", "may not have been written");
    refused(R"(
        0  MOV    r15, #1
        1  UNIQUE r15..16, rule p.r)",
            "kept for something else");
    refused(R"(
        0  ACC0   r15..16
        1  MOV    r16, #2
        2  UNIQUE r15..16, rule p.r)",
            "kept for something else");
    refused(R"(
        0  ACC0   r15..16
        1  ACCADD r15..16, #2
        2  UNIQUE r15..16, rule p.r)",
            "kept for something else");
    refused(R"(
        0  ACC0   r15..16
        1  UNIQUE r15..16, rule p.r
        2  ACC0   r16..17)",
            "kept for something else");
    refused(R"(
        0  ACC0   r15..16
        1  UNIQUE r15..16, rule p.r
        2  UNIQUE r16..17, rule p.r)",
            "used for two things");
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
