// The opposite of fixes: well-written sources made worse, without changing what they mean.
#pragma once

#include <string>
#include <vector>

#include "tests/lint/read.hpp"

namespace ordain::lint_test {

/// Makes `rule` find something to mend: wherever it can in policies and tables. Of a bundle without errors.
[[nodiscard]] Texts spoiled(const Texts& texts, const Read& bundle, const std::string& rule);

}  // namespace ordain::lint_test
