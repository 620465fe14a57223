// How wide texts are where every character has its cell: terminals, and columns of plain text.
#pragma once

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>

#include "compiler/diag/utf8.hpp"

namespace ordain {

/// Cells that a code point takes: 0 for combining marks, 2 for East Asian wide characters and emoji.
[[nodiscard]] constexpr std::size_t columns_of(char32_t c) {
    if ((c >= 0x300 && c <= 0x36F) || (c >= 0x200B && c <= 0x200F) || c == 0xFEFF) return 0;
    const bool wide = (c >= 0x1100 && c <= 0x115F) || (c >= 0x2E80 && c <= 0xA4CF) || (c >= 0xAC00 && c <= 0xD7A3) ||
                      (c >= 0xF900 && c <= 0xFAFF) || (c >= 0xFE30 && c <= 0xFE4F) || (c >= 0xFF00 && c <= 0xFF60) ||
                      (c >= 0xFFE0 && c <= 0xFFE6) || (c >= 0x1F300 && c <= 0x1F64F) || (c >= 0x1F900 && c <= 0x1F9FF) ||
                      (c >= 0x20000 && c <= 0x3FFFD);
    return wide ? 2 : 1;
}

[[nodiscard]] constexpr std::size_t columns_of(std::string_view text) {
    std::size_t columns = 0;
    for (std::size_t at = 0; at < text.size();) columns += columns_of(utf8_next(text, at));
    return columns;
}

/// `text` with blanks behind it, so that it takes at least `columns`.
[[nodiscard]] inline std::string padded(std::string_view text, std::size_t columns) {
    return std::string(text) + std::string(columns - std::min(columns, columns_of(text)), ' ');
}

}  // namespace ordain
