// The cases' command lines, run by the built program.
#pragma once

#include <string>
#include <vector>

#include "tests/conformance/case_file.hpp"

namespace ordain::conformance {

/// Runs the case's commands, and `decide` on its input, with the program `ordain` in a folder of their own under `scratch`, which is
/// emptied before. What went wrong, one text each.
[[nodiscard]] std::vector<std::string> run_commands(const Case& c, const std::string& ordain, const std::string& scratch);

}  // namespace ordain::conformance
