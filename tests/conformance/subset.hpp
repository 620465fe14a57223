// Whether a decision says what a case expects.
#pragma once

#include <optional>
#include <string>

#include "tests/oracle/json.hpp"

namespace ordain::conformance {

/// The first place where `found` does not say what `expected` says, or none. Members of objects that are not expected do not matter; arrays
/// match element by element; numbers by their text; `"f:…"`, `"d:…"`, `"b:…"` match any text that begins so.
[[nodiscard]] std::optional<std::string> first_mismatch(const oracle::Json& expected, const oracle::Json& found);

}  // namespace ordain::conformance
