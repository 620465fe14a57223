// Whether bytes are UTF-8, for texts of bundles that nobody vouches for.
#pragma once

#include <cstdint>
#include <cstring>
#include <string_view>
#include <type_traits>

namespace ordain::program {

/// How many bytes at the beginning are ASCII, in whole words of 8.
[[nodiscard]] inline std::size_t ascii_words(std::string_view s) {
    std::size_t i = 0;
    for (std::uint64_t word = 0; s.size() - i >= sizeof(word); i += sizeof(word)) {
        std::memcpy(&word, s.data() + i, sizeof(word));
        if ((word & 0x8080'8080'8080'8080U) != 0) break;
    }
    return i;
}

/// As RFC 3629 has it: shortest forms, no surrogates, nothing above U+10FFFF. Cost: linear.
[[nodiscard]] constexpr bool is_utf8(std::string_view s) {
    for (std::size_t i = 0; i < s.size();) {
        const auto first = static_cast<unsigned char>(s[i]);
        if (first < 0x80) {
            ++i;
            if (!std::is_constant_evaluated()) i += ascii_words(s.substr(i));
            continue;
        }
        const std::size_t more = first >= 0xF0 ? 3 : first >= 0xE0 ? 2 : 1;
        if (first < 0xC2 || first > 0xF4 || s.size() - i <= more) return false;
        std::uint32_t code = first & (0x3FU >> more);
        for (std::size_t k = 1; k <= more; ++k) {
            const auto next = static_cast<unsigned char>(s[i + k]);
            if ((next & 0xC0) != 0x80) return false;
            code = code << 6 | (next & 0x3FU);
        }
        if (more == 2 && (code < 0x800 || (code >= 0xD800 && code < 0xE000))) return false;
        if (more == 3 && (code < 0x10000 || code > 0x10FFFF)) return false;
        i += more + 1;
    }
    return true;
}

}  // namespace ordain::program
