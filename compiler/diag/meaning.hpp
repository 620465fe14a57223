// What each kind of error means, for `ordain help CODE`.
#pragma once

#include <string_view>

#include "compiler/diag/diagnostic.hpp"

namespace ordain {

/// A sentence or two on what is wrong and what to do; empty for the rules of the linter, which have pages of their own.
[[nodiscard]] std::string_view meaning(DiagKind kind);

}  // namespace ordain
