// Values as a decision shows them: in texts, and in JSON.
#pragma once

#include <string>

#include "compiler/sema/typed.hpp"
#include "tests/oracle/json.hpp"
#include "tests/oracle/value.hpp"

namespace ordain::oracle {

/// As in braces of a text: "12.5%", "44000 EUR", an enum's declared name. The value is present.
[[nodiscard]] std::string value_text(const typed::Program& program, Type type, const Value& value);
/// As an output: 0.125, {"amount":44000,"currency":"EUR"}, an enum's first spelling, null for missing.
[[nodiscard]] Json value_json(const typed::Program& program, Type type, const Value& value);
/// As the scope of a role: a text itself, an enum's first spelling.
[[nodiscard]] std::string scope_text(const typed::Program& program, Type type, const Value& value);

}  // namespace ordain::oracle
