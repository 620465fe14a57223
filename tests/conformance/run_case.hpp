// One case on the oracle and on every engine.
#pragma once

#include <string>
#include <vector>

#include "tests/conformance/case_file.hpp"
#include "tests/differential/engines.hpp"

namespace ordain::conformance {

/// What went wrong, one text each; empty if the case holds. Its commands are not run (see commands.hpp).
[[nodiscard]] std::vector<std::string> run_case(const Case& c, const std::vector<differential::Engine>& engines);

}  // namespace ordain::conformance
