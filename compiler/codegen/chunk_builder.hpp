// Instructions of one chunk, with registers that are still relative: constants, slots and temporaries are numbered apart and get their
// places in the frame (relocate) once the number of constants is known.
#pragma once

#include <cstdint>
#include <vector>

#include "compiler/plan/flat_map.hpp"
#include "runtime/program/image.hpp"
#include "runtime/program/opcode.hpp"

namespace ordain::codegen {

using program::no_index;
using program::Opcode;

/// A register before relocation: the two highest bits say which part of the frame.
using Reg = std::uint32_t;
inline constexpr Reg slot_bit = 0x4000'0000, temp_bit = 0x8000'0000, number_mask = 0x3fff'ffff;

/// The register's final place in a frame of that many constants and slots.
[[nodiscard]] constexpr std::uint32_t in_frame(Reg reg, std::uint32_t constant_count, std::uint32_t slots) {
    if ((reg & temp_bit) != 0) return constant_count + slots + (reg & number_mask);
    if ((reg & slot_bit) != 0) return constant_count + (reg & number_mask);
    return reg;
}

/// Distinct constants of the bundle: they are the first registers of every frame.
class Constants {
public:
    [[nodiscard]] Reg add(std::int64_t value);
    [[nodiscard]] const std::vector<std::int64_t>& values() const { return values_; }

private:
    std::vector<std::int64_t> values_;
    plan::FlatMap<std::int64_t, Reg> numbers_;
};

/// A place that jumps go to before it is known.
struct Label {
    std::vector<std::uint32_t> jumps;
};

class ChunkBuilder {
public:
    explicit ChunkBuilder(Constants& constants) : constants_(constants) {}

    void emit(Opcode op, std::uint32_t a = 0, std::uint32_t b = 0, std::uint32_t c = 0, std::uint8_t x = 0, std::uint8_t y = 0);
    /// An instruction whose c is the label.
    void jump(Opcode op, Label& label, std::uint32_t a = 0, std::uint32_t b = 0, std::uint8_t x = 0, std::uint8_t y = 0);
    /// The label is here.
    void bind(Label& label);
    [[nodiscard]] std::uint32_t here() const { return static_cast<std::uint32_t>(code_.size()); }

    [[nodiscard]] Reg temp() { return temp_bit | temps_++; }
    [[nodiscard]] Reg temps(std::uint32_t count);
    [[nodiscard]] Reg constant(std::int64_t value) { return constants_.add(value); }

    /// R[result] := op(b, c), in a temporary of its own.
    [[nodiscard]] Reg compute(Opcode op, Reg b, Reg c = 0, std::uint8_t x = 0, std::uint8_t y = 0);

    /// The code with registers in their final places, jumps counted from `base`; `frame` receives the number of registers in use.
    [[nodiscard]] std::vector<program::Insn> relocate(std::uint32_t base, std::uint32_t constant_count, std::uint32_t slots,
                                                      std::uint32_t& frame) const;

private:
    Constants& constants_;
    std::vector<program::Insn> code_;
    std::uint32_t temps_ = 0;
};

}  // namespace ordain::codegen
