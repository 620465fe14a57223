// What a source's bytes have to be before it is parsed, and where its comments are.
#pragma once

#include <string_view>
#include <vector>

#include "compiler/diag/diagnostic.hpp"

namespace ordain::syntax {

/// 3 if the text begins with a byte order mark, else 0.
[[nodiscard]] std::uint32_t byte_order_mark(std::string_view text);

/// Reports a NUL byte, a byte that is not UTF-8, carriage returns without a line feed; appends every comment in order.
/// Returns whether parsing makes sense. One pass.
[[nodiscard]] bool check_text(std::string_view text, std::uint32_t file, std::vector<Span>& comments, Diagnostics& diagnostics);

}  // namespace ordain::syntax
