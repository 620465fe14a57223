// A small bundle put together by hand, so that tests can give it any code and damage any part of it.
#pragma once

#include <initializer_list>
#include <string_view>
#include <vector>

#include "runtime/program/image.hpp"
#include "runtime/program/opcode.hpp"

namespace ordain::test {

// Registers of the sample's frame.
inline constexpr std::uint32_t c_zero = 0, c_one = 1, c_two = 2, c_minus = 3, c_most = 4, c_least = 5, c_scale = 6, c_abc = 7, c_ab = 8;
inline constexpr std::uint32_t constant_count = 9;
inline constexpr std::uint32_t slot_time = constant_count, slot_id = slot_time + 1, slot_number = slot_time + 4, slot_count = slot_time + 5;
inline constexpr std::uint32_t temp = slot_time + 6;  // the first of them

// Numbers of its records.
inline constexpr std::uint32_t list = 0, column_key = 0, column_value = 1, data_scanned = 0, data_indexed = 1, ladder = 0, queue = 0;
inline constexpr std::uint32_t rule = 0, rule_otherwise = 1, waiver = 0, effect_release = 0, effect_hold = 1, effect_text = 2;
inline constexpr std::uint32_t list_max = 3;

[[nodiscard]] program::Insn insn(program::Opcode op, std::uint32_t a = 0, std::uint32_t b = 0, std::uint32_t c = 0, std::uint8_t x = 0,
                                 std::uint8_t y = 0);

/// One event type `e` with an int `n` and a list of at most 3 rows, keyed by `k`; one policy whose only chunk is `code` (without its END,
/// which is added); a data table that is searched row by row, one with an index, a ladder, a calendar, effects. The bounds are those of
/// the code if it is well formed.
[[nodiscard]] program::ImageData sample_image(std::vector<program::Insn> code);

/// The same with a chunk for explanations, which runs the same code.
[[nodiscard]] program::ImageData traced_image(std::vector<program::Insn> code);

/// Code for the sample, written as runtime/program/assemble.hpp has it. Throws std::invalid_argument if the text is wrong.
[[nodiscard]] std::vector<program::Insn> sample_code(std::string_view text);

/// Fills in what each chunk can cost and contribute. The code is well formed.
void seal(program::ImageData& image);

/// An event line of the sample's type; `rows`: its list, as JSON.
[[nodiscard]] std::string event_line(std::int64_t number, std::string_view rows);

}  // namespace ordain::test
