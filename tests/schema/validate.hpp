// The part of JSON Schema (2020-12) that Ordain writes, as its specification says what it means.
#pragma once

#include <nlohmann/json.hpp>

namespace ordain::test {

/// Whether `value` is valid under `schema`, a whole document. Fails the test at a keyword that it doesn't know.
[[nodiscard]] bool valid(const nlohmann::json& document, const nlohmann::json& value);

}  // namespace ordain::test
