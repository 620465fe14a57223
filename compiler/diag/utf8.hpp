// UTF-8, code point by code point, of bytes that nobody vouches for.
#pragma once

#include <cstddef>
#include <string_view>

namespace ordain {

/// Bytes of the code point at `at`, which is below the text's size; 0 where the bytes are not UTF-8 as RFC 3629 has it (too long forms,
/// surrogates, values above U+10FFFF, sequences that are cut off).
[[nodiscard]] constexpr std::size_t utf8_length(std::string_view text, std::size_t at) {
    const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0u; };
    const unsigned lead = byte(at);
    if (lead < 0x80) return 1;
    if (lead < 0xC2 || lead > 0xF4) return 0;
    const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
    for (std::size_t i = 1; i < length; ++i)
        if ((byte(at + i) & 0xC0) != 0x80) return 0;
    const unsigned second = byte(at + 1);
    const bool bad = (lead == 0xE0 && second < 0xA0) || (lead == 0xED && second > 0x9F) || (lead == 0xF0 && second < 0x90) ||
                     (lead == 0xF4 && second > 0x8F);
    return bad ? 0 : length;
}

/// The code point at `at`, which is moved behind it; U+FFFD for one byte that is not UTF-8.
[[nodiscard]] constexpr char32_t utf8_next(std::string_view text, std::size_t& at) {
    const std::size_t length = utf8_length(text, at);
    const unsigned lead = static_cast<unsigned char>(text[at++]);
    if (length == 0) return U'\uFFFD';
    char32_t c = length == 1 ? lead : lead & (0xFFu >> (length + 1));
    for (std::size_t i = 1; i < length; ++i) c = c << 6 | (static_cast<unsigned char>(text[at++]) & 0x3Fu);
    return c;
}

}  // namespace ordain
