// `--set PATH=VALUE`: other values for one run.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/base/result.hpp"

namespace ordain::cli {

/// A place below `data` and what stands there instead.
struct SetValue {
    std::vector<std::string> path;
    nlohmann::ordered_json value;
};

/// Reads `order.lines.0.price=5`. VALUE is JSON, or else a text. Errors: no `=`, or an empty part of the path.
[[nodiscard]] Result<SetValue> parse_set_value(std::string_view text);

/// The line with all values put in. A line that is no JSON object stays as it is; objects that are missing on the way are made; a path
/// that leads through something else than an object or an element of a list changes nothing.
[[nodiscard]] std::string put_values(std::string_view line, const std::vector<SetValue>& values);

}  // namespace ordain::cli
