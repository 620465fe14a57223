// Types and constants in the author's words.
#pragma once

#include <string>

#include "compiler/sema/typed.hpp"

namespace ordain::sema {

/// "money EUR", "text?", "list of Line", "Risk".
[[nodiscard]] std::string describe(const typed::Program& program, Type type);
/// A constant as an author would write it: `12.5%`, `50000 EUR`, `low`, `"edi"`, `2026-01-31`, `4 hours`.
[[nodiscard]] std::string describe(const typed::Program& program, Type type, const typed::Value& value);

}  // namespace ordain::sema
