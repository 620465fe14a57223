// Currency codes that come from where nobody has checked them.
#pragma once

#include <cstdint>

#include "runtime/value/type.hpp"

namespace ordain {

/// Whether these are three capitals packed as currency_code packs them.
[[nodiscard]] constexpr bool is_currency_code(std::int64_t code) {
    const char letters[] = {static_cast<char>(code >> 16 & 0xff), static_cast<char>(code >> 8 & 0xff), static_cast<char>(code & 0xff)};
    return code >> 24 == 0 && is_currency({letters, 3});
}

}  // namespace ordain
