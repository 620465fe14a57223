// Instructions that compute: one table, each row an operation on two constants.
#include <catch2/catch.hpp>

#include "tests/vm/run.hpp"

using namespace ordain;
using namespace ordain::test;
using program::Insn;
using program::Opcode;

namespace {

struct Row {
    Opcode op;
    std::uint32_t b, c;
    std::optional<std::int64_t> result;  // nothing: a fault
};

std::vector<Insn> one(Opcode op, std::uint32_t b, std::uint32_t c = 0) {
    return {insn(op, temp, b, c)};
}

}  // namespace

TEST_CASE("operations on two numbers") {
    const Row rows[] = {
        {Opcode::ADD, c_one, c_two, 3},
        {Opcode::ADD, c_most, c_one, std::nullopt},
        {Opcode::SUB, c_one, c_two, -1},
        {Opcode::SUB, c_least, c_one, std::nullopt},
        {Opcode::MUL, c_two, c_minus, -2},
        {Opcode::MUL, c_most, c_two, std::nullopt},
        {Opcode::MUL, c_least, c_minus, std::nullopt},
        {Opcode::MULS, c_scale, c_scale, 1'000'000},
        {Opcode::MULS, c_one, c_two, 0},
        {Opcode::MULS, c_most, c_most, std::nullopt},
        {Opcode::DIVS, c_one, c_two, 500'000},
        {Opcode::DIVS, c_one, c_zero, std::nullopt},
        {Opcode::DIVS, c_most, c_one, std::nullopt},
        {Opcode::DIV, c_one, c_two, 0},  // half to even
        {Opcode::DIV, c_one, c_zero, std::nullopt},
        {Opcode::DIV, c_least, c_minus, std::nullopt},
        {Opcode::ROUND, c_one, c_two, 0},
        {Opcode::ROUND, c_most, c_scale, std::nullopt},
        {Opcode::ROUND, c_one, c_zero, std::nullopt},
        {Opcode::MIN, c_one, c_minus, -1},
        {Opcode::MAX, c_one, c_minus, 1},
        {Opcode::EQ, c_one, c_one, 1},
        {Opcode::EQ, c_one, c_two, 0},
        {Opcode::LT, c_least, c_most, 1},
        {Opcode::LT, c_one, c_one, 0},
        {Opcode::LE, c_one, c_one, 1},
        {Opcode::AND, c_one, c_zero, 0},
        {Opcode::INMASK, c_zero, c_one, 1},
        {Opcode::INMASK, c_one, c_one, 0},
        {Opcode::INMASK, c_minus, c_minus, 0},
        {Opcode::INMASK, c_scale, c_minus, 0},
        {Opcode::TEQ, c_abc, c_abc, 1},
        {Opcode::TEQ, c_abc, c_ab, 0},
        {Opcode::TSTARTS, c_abc, c_ab, 1},
        {Opcode::TSTARTS, c_ab, c_abc, 0},
        {Opcode::TENDS, c_abc, c_ab, 0},
        {Opcode::TENDS, c_abc, c_abc, 1},
        {Opcode::TCONTAINS, c_abc, c_ab, 1},
        {Opcode::TCONTAINS, c_ab, c_abc, 0},
    };
    for (const Row& row : rows) {
        INFO(program::info(row.op).name << " of constants " << row.b << " and " << row.c);
        CHECK(value(one(row.op, row.b, row.c), temp) == row.result);
    }
}

TEST_CASE("operations on one number") {
    const Row rows[] = {
        {Opcode::MOV, c_two, 0, 2},      {Opcode::NEG, c_two, 0, -2}, {Opcode::NEG, c_least, 0, std::nullopt}, {Opcode::ABS, c_minus, 0, 1},
        {Opcode::ABS, c_two, 0, 2},      {Opcode::NOT, c_one, 0, 0},  {Opcode::ABS, c_least, 0, std::nullopt}, {Opcode::NOT, c_zero, 0, 1},
        {Opcode::WEEKDAY, c_zero, 0, 3},  // 1970-01-01 was a Thursday
    };
    for (const Row& row : rows) {
        INFO(program::info(row.op).name << " of constant " << row.b);
        CHECK(value(one(row.op, row.b), temp) == row.result);
    }
}

TEST_CASE("a number that became too large is OVERFLOW, division by nothing its own fault") {
    CHECK(fault(one(Opcode::ADD, c_most, c_one)) == FaultCode::OVERFLOW);
    CHECK(fault(one(Opcode::DIV, c_one, c_zero)) == FaultCode::DIVISION_BY_ZERO);
    CHECK(fault(one(Opcode::DIVS, c_one, c_zero)) == FaultCode::DIVISION_BY_ZERO);
}

TEST_CASE("a number outside its bounds is OVERFLOW") {
    CHECK(fault({insn(Opcode::WITHIN, c_one, c_zero, c_two)}) == FaultCode::none);
    CHECK(fault({insn(Opcode::WITHIN, c_zero, c_zero, c_zero)}) == FaultCode::none);
    CHECK(fault({insn(Opcode::WITHIN, c_minus, c_zero, c_two)}) == FaultCode::OVERFLOW);
    CHECK(fault({insn(Opcode::WITHIN, c_scale, c_zero, c_two)}) == FaultCode::OVERFLOW);
}

TEST_CASE("a sum is exact until it is taken") {
    const auto sum = [](std::initializer_list<std::uint32_t> parts) {
        std::vector<Insn> code{insn(Opcode::ACC0, temp)};
        for (const std::uint32_t part : parts) code.push_back(insn(Opcode::ACCADD, temp, part));
        code.push_back(insn(Opcode::ACCGET, temp + 2, temp));
        return code;
    };
    CHECK(value(sum({c_most, c_most, c_least, c_minus}), temp + 2) == INT64_MAX - 2);
    CHECK(fault(sum({c_most, c_one})) == FaultCode::OVERFLOW);
    CHECK(fault(sum({c_least, c_minus})) == FaultCode::OVERFLOW);
}

TEST_CASE("business time and ladders") {
    // the sample's office opens 08:00 to 16:00 on Monday and Tuesday; the event is of Monday 09:00
    CHECK(value({insn(Opcode::DATE, temp, slot_time)}, temp) == 20'458);
    CHECK(value({insn(Opcode::TIME, temp, slot_time)}, temp) == 9 * 60);
    CHECK(value({insn(Opcode::BADD, temp, slot_time, c_two)}, temp) == (20'458 * 24 + 9) * ns_per_hour + ns_per_minute);
    CHECK(value({insn(Opcode::BADD, temp, slot_time, c_one)}, temp) == (20'458 * 24 + 9) * ns_per_hour);
    CHECK(fault({insn(Opcode::BADD, temp, c_zero, c_two)}) == FaultCode::BEYOND_CALENDAR);
    CHECK(fault({insn(Opcode::BADD, temp, slot_time, c_most)}) == FaultCode::BEYOND_CALENDAR);
    CHECK(fault({insn(Opcode::BDAYS, temp, c_most, c_least)}) == FaultCode::BEYOND_CALENDAR);
    CHECK(fault({insn(Opcode::BHOURS, temp, c_most, slot_time)}) == FaultCode::BEYOND_CALENDAR);
    CHECK(value({insn(Opcode::BHOURS, temp, slot_time, slot_time)}, temp) == 0);
    CHECK(value({insn(Opcode::LADDER, temp, ladder, c_two)}, temp) == 0);
    CHECK(value({insn(Opcode::LADDER, temp, ladder, slot_number)}, temp, {.number = -101}) == 1);
    CHECK(fault({insn(Opcode::LADDER, temp, ladder, c_scale)}) == FaultCode::BEYOND_LADDER);
}

TEST_CASE("any number is taken for a time, whatever its size") {
    for (const std::uint32_t time : {c_most, c_least}) {
        (void)value({insn(Opcode::DATE, temp, time)}, temp);
        (void)value({insn(Opcode::TIME, temp, time)}, temp);
        (void)value({insn(Opcode::WEEKDAY, temp, time)}, temp);
        (void)value({insn(Opcode::BADD, temp, time, time)}, temp);
    }
}
