// The code of a bundle as text, for `--dump=bytecode`, tests and fault finding. assemble.hpp reads it back.
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "runtime/program/image.hpp"

namespace ordain::program {

/// One instruction, without line end: its name and operands, e.g. `ADD r12, #5, r7`, where `#5` is the constant 5. In an image whose tables
/// have been verified, with any operands. Cost: grows with the image's constants and rules.
[[nodiscard]] std::string disassemble(const Image& image, const Insn& insn);

/// One instruction a line, with its number, beginning at `first`.
[[nodiscard]] std::string disassemble(const Image& image, std::span<const Insn> code, std::uint32_t first = 0);

/// All chunks of a verified image, event by event in decision order, each after a line that names its policy and event.
[[nodiscard]] std::string disassemble(const Image& image);

}  // namespace ordain::program
