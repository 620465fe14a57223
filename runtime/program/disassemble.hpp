// The code of a bundle as text, for `--dump=bytecode`, tests and fault finding.
#pragma once

#include <span>
#include <string>

#include "runtime/program/image.hpp"

namespace ordain::program {

/// One instruction, without line end: its name and operands, e.g. `ADD r12, r3, r7`. Takes any image and any operands.
[[nodiscard]] std::string disassemble(const Image& image, const Insn& insn);

/// All chunks of a verified image, event by event in decision order, one instruction a line.
[[nodiscard]] std::string disassemble(const Image& image);

}  // namespace ordain::program
