// Decisions compared, but for what the oracle does not make: ids, the fingerprint's digits, the words of an invalid event's detail.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "tests/oracle/json.hpp"

namespace ordain::differential {

/// The first difference ("/approvals/0/due: … ≠ …"), or none. `actual` is a decision line.
[[nodiscard]] std::optional<std::string> first_difference(const oracle::Json& expected, std::string_view actual);

}  // namespace ordain::differential
