// Source texts to a typed program, by the real parser and checker.
#pragma once

#include <string>
#include <vector>

#include "compiler/sema/typed.hpp"
#include "tests/differential/piece.hpp"

namespace ordain::differential {

struct Checked {
    typed::Program program;
    std::string errors;              // rendered; empty if the program may be used
    std::vector<std::string> codes;  // of the errors
};

/// No file that a source names can be read, but those among `texts`.
[[nodiscard]] Checked check_texts(const Texts& texts);

}  // namespace ordain::differential
