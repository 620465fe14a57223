// Code from text as the disassembler writes it: to try out the machine and the verifier with code that no compiler would make.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "runtime/base/result.hpp"
#include "runtime/program/image.hpp"

namespace ordain::program {

/// One instruction a line, each with its number or without; `first` is that of the first line. Empty lines are skipped. Names and operands
/// are those of opcodes.def; `?NUMBER` is an instruction that isn't there. Of an image whose tables have been verified. What is well
/// written need not be well formed: that is the verifier's question. The error names line and column, both from 1, the column in bytes.
[[nodiscard]] Result<std::vector<Insn>> assemble(const Image& image, std::string_view text, std::uint32_t first = 0);

}  // namespace ordain::program
