// The instructions as a program sees them: enum, names, operand kinds and costs, all generated from opcodes.def.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

namespace ordain::program {

enum class Opcode : std::uint16_t {
#define ORDAIN_OP(NAME, A, B, C, XY, COST, TEXT) NAME,
#include "runtime/program/opcodes.def"
#undef ORDAIN_OP
};

/// What an operand means; the letters are those of opcodes.def.
enum class Operand : char {
    unused = '_',
    written = 'w',
    read = 'r',
    written_pair = 'W',
    pair = 'P',
    read_run = 'n',
    target = 'j',
    immediate = 'i',
    index_written = 'v',
    index_read = 'u',
    index_parent = 'p',
    list = 'l',
    column = 'o',
    data = 'd',
    data_column = 'k',
    matcher = 'm',
    match_kept = 'q',
    ladder = 't',
    rule = 'f',
    effect = 'e',
    waiver = 'h',
    fault = 'F',
    calendar = 'c',
};

struct OpcodeInfo {
    std::string_view name;
    Operand a, b, c, x, y;
    std::uint32_t cost;     // in units of about one simple instruction
    std::string_view text;  // what it does, in register notation
};

inline constexpr std::array opcode_table = {
#define ORDAIN_OP(NAME, A, B, C, XY, COST, TEXT) \
    OpcodeInfo{#NAME, Operand{#A[0]}, Operand{#B[0]}, Operand{#C[0]}, Operand{#XY[0]}, Operand{#XY[1]}, COST, TEXT},
#include "runtime/program/opcodes.def"
#undef ORDAIN_OP
};
inline constexpr std::size_t opcode_count = opcode_table.size();

/// The row of an instruction; op < opcode_count.
[[nodiscard]] constexpr const OpcodeInfo& info(Opcode op) {
    return opcode_table[static_cast<std::size_t>(op)];
}

/// "no parent row" in an operand of kind index_parent.
inline constexpr std::uint8_t no_index = 255;

}  // namespace ordain::program
