// What changes between two texts, line by line.
#pragma once

#include <string>
#include <string_view>

namespace ordain::cli {

/// A unified diff with three lines of context, or nothing for equal texts. `path` names both sides.
[[nodiscard]] std::string line_diff(std::string_view path, std::string_view before, std::string_view after);

}  // namespace ordain::cli
