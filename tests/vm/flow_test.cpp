// Jumps, loops, look-ups, guards, contributions.
#include <catch2/catch.hpp>

#include "tests/vm/run.hpp"

using namespace ordain;
using namespace ordain::test;
using program::Insn;
using program::no_index;
using program::Opcode;

namespace {

/// 1 if the jump is taken.
std::optional<std::int64_t> taken(Opcode op, std::uint32_t a, std::uint32_t b) {
    return value({insn(Opcode::MOV, temp, c_one), insn(op, a, b, 3), insn(Opcode::MOV, temp, c_zero)}, temp);
}

/// LOOP over the list with I[0]; `body` begins at instruction 2.
std::vector<Insn> loop(std::vector<Insn> before, std::vector<Insn> body) {
    const auto at = static_cast<std::uint32_t>(before.size());
    const auto exit = static_cast<std::uint32_t>(at + 1 + body.size() + 1);
    std::vector<Insn> code = std::move(before);
    code.push_back(insn(Opcode::LOOP, 0, list, exit, 0, no_index));
    code.insert(code.end(), body.begin(), body.end());
    code.push_back(insn(Opcode::NEXT, 0, list, at + 1, 0));
    return code;
}

const SampleEvent three{.number = 5, .rows = {{1, 10}, {2, 20}, {3, 30}}};

}  // namespace

TEST_CASE("jumps") {
    CHECK(taken(Opcode::JMP, 0, 0) == 1);
    CHECK(taken(Opcode::JT, c_one, 0) == 1);
    CHECK(taken(Opcode::JT, c_zero, 0) == 0);
    CHECK(taken(Opcode::JF, c_zero, 0) == 1);
    CHECK(taken(Opcode::JF, c_one, 0) == 0);
    CHECK(taken(Opcode::JEQ, c_one, c_one) == 1);
    CHECK(taken(Opcode::JEQ, c_one, c_two) == 0);
    CHECK(taken(Opcode::JNE, c_one, c_two) == 1);
    CHECK(taken(Opcode::JNE, c_one, c_one) == 0);
    CHECK(taken(Opcode::JLT, c_one, c_two) == 1);
    CHECK(taken(Opcode::JLT, c_one, c_one) == 0);
    CHECK(taken(Opcode::JLE, c_one, c_one) == 1);
    CHECK(taken(Opcode::JLE, c_two, c_one) == 0);
}

TEST_CASE("a loop runs once a row") {
    const auto sum =
        loop({insn(Opcode::MOV, temp, c_zero)}, {insn(Opcode::COL, temp + 1, column_value, 0, 0), insn(Opcode::ADD, temp, temp, temp + 1)});
    CHECK(value(sum, temp, three) == 60);
    CHECK(value(sum, temp) == 0);
}

TEST_CASE("keys of lists and data") {
    const std::vector<Insn> by_key{insn(Opcode::FINDKEY, temp, list, slot_number, 1, no_index),
                                   insn(Opcode::COL, temp + 1, column_value, 0, 1)};
    CHECK(value(by_key, temp, {.number = 2, .rows = three.rows}) == 1);
    CHECK(value(by_key, temp + 1, {.number = 2, .rows = three.rows}) == 20);
    CHECK(value(by_key, temp, three) == 0);
    for (const std::uint32_t data : {data_scanned, data_indexed}) {
        const std::vector<Insn> row{insn(Opcode::DATAROW, temp, data, slot_number, 1), insn(Opcode::DATACOL, temp + 1, data, 0, 1)};
        CHECK(value(row, temp, {.number = 7}) == 1);
        CHECK(value(row, temp + 1, {.number = 7}) == 70);
        CHECK(value(row, temp, {.number = 9}) == 0);
    }
}

TEST_CASE("a guard keeps a fault until it is wanted") {
    const std::vector<Insn> kept{insn(Opcode::GUARD, temp, 0, 3), insn(Opcode::ADD, temp + 1, c_most, c_one), insn(Opcode::UNGUARD)};
    CHECK(value(kept, temp) == static_cast<std::int64_t>(FaultCode::OVERFLOW));
    std::vector<Insn> raised = kept;
    raised.push_back(insn(Opcode::RAISE, temp));
    CHECK(fault(raised) == FaultCode::OVERFLOW);
    CHECK(value({insn(Opcode::GUARD, temp, 0, 3), insn(Opcode::ADD, temp + 1, c_one, c_one), insn(Opcode::UNGUARD),
                 insn(Opcode::RAISE, temp)},
                temp) == 0);
}

TEST_CASE("what a chunk contributes") {
    const Ran ran =
        run({insn(Opcode::APPLIES), insn(Opcode::APPLIES), insn(Opcode::FIRE, 0, rule, 0, no_index), insn(Opcode::WAIVED, 0, waiver),
             insn(Opcode::EMIT, 0, effect_hold), insn(Opcode::ARG, slot_number), insn(Opcode::EMIT, 0, effect_text)},
            {.number = 42});
    REQUIRE(ran.out.fired.size() == 1);
    CHECK(ran.out.fired[0].rule == rule);
    CHECK(ran.out.fired[0].element == -1);
    CHECK(ran.out.fired[0].waiver == waiver);
    REQUIRE(ran.out.emitted.size() == 2);
    CHECK(ran.out.emitted[1].effect == effect_text);
    CHECK(ran.out.emitted[1].first_arg == 0);
    CHECK(std::vector<std::int64_t>(ran.out.args.begin(), ran.out.args.end()) == std::vector<std::int64_t>{42});
    CHECK(std::vector<std::uint32_t>(ran.out.applied.begin(), ran.out.applied.end()) == std::vector<std::uint32_t>{0});
}

TEST_CASE("rules fire for elements") {
    const Ran ran = run(loop({}, {insn(Opcode::FIRE, 0, rule, 0, 0), insn(Opcode::EMIT, 0, effect_release)}), three);
    REQUIRE(ran.out.fired.size() == 3);
    CHECK(ran.out.fired[2].element == 2);
}

TEST_CASE("a second rule of a unique match is a fault that names both") {
    const Ran once = run({insn(Opcode::ACC0, temp), insn(Opcode::UNIQUE, temp, rule)});
    CHECK(once.out.fault.code == FaultCode::none);
    const Ran twice = run({insn(Opcode::ACC0, temp), insn(Opcode::UNIQUE, temp, rule), insn(Opcode::UNIQUE, temp, rule_otherwise)});
    CHECK(twice.out.fault.code == FaultCode::NOT_UNIQUE);
    CHECK(twice.out.fault.rule_a == rule);
    CHECK(twice.out.fault.rule_b == rule_otherwise);
}

TEST_CASE("running costs no more than is known before") {
    const auto nested = [] {
        std::vector<Insn> code{insn(Opcode::LOOP, 0, list, 5, 0, no_index), insn(Opcode::LOOP, 0, list, 4, 1, no_index),
                               insn(Opcode::COL, temp, column_key, 0, 1), insn(Opcode::NEXT, 0, list, 2, 1),
                               insn(Opcode::NEXT, 0, list, 1, 0)};
        return code;
    };
    const Ran full = run(nested(), three);
    CHECK(full.cost == 2 + 3 * (2 + 3 * (1 + 1) + 1));
    CHECK(full.bound == full.cost + 1);  // END leaves no step
    CHECK(run(nested()).cost < full.bound);
}
