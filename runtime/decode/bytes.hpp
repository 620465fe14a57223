// Bytes of JSON, many at a time. 32 bytes from where each function begins can be read.
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace ordain::decode {

inline constexpr unsigned literal_bytes = 32;

/// Bit i says that byte i of the two is the same.
[[nodiscard]] inline std::uint32_t same_bytes(const char* a, const char* b) {
#ifdef __SSE2__
    const auto half = [&](int from) {
        const __m128i x = _mm_loadu_si128(reinterpret_cast<const __m128i*>(a + from));
        const __m128i y = _mm_loadu_si128(reinterpret_cast<const __m128i*>(b + from));
        return static_cast<std::uint32_t>(_mm_movemask_epi8(_mm_cmpeq_epi8(x, y)));
    };
    return half(0) | half(16) << 16;
#else
    std::uint32_t same = 0;
    for (unsigned i = 0; i < literal_bytes; ++i) same |= static_cast<std::uint32_t>(a[i] == b[i]) << i;
    return same;
#endif
}

/// Where a string ends that has neither escapes nor control characters: at its quote, else nullptr. `at`: the byte behind its first
/// quote. There is a control character somewhere. `high` is set if bytes beyond ASCII are in it.
[[nodiscard]] inline const char* plain_string_end(const char* at, bool& high) {
#ifdef __SSE2__
    const __m128i quote = _mm_set1_epi8('"'), backslash = _mm_set1_epi8('\\'), control = _mm_set1_epi8(0x1f);
    for (;; at += 16) {
        const __m128i x = _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
        const __m128i stops =
            _mm_or_si128(_mm_or_si128(_mm_cmpeq_epi8(x, quote), _mm_cmpeq_epi8(x, backslash)), _mm_cmpeq_epi8(_mm_min_epu8(x, control), x));
        const auto stop = static_cast<std::uint32_t>(_mm_movemask_epi8(stops));
        const auto beyond = static_cast<std::uint32_t>(_mm_movemask_epi8(x));
        high |= (beyond & ~stop & (stop - 1)) != 0;  // of those before the first stop
        if (stop == 0) continue;
        at += std::countr_zero(stop);
        return *at == '"' ? at : nullptr;
    }
#else
    for (; *at != '"'; ++at) {
        if (*at == '\\' || static_cast<unsigned char>(*at) < 0x20) return nullptr;
        high |= static_cast<unsigned char>(*at) >= 0x80;
    }
    return at;
#endif
}

/// The digits at the front of 8 bytes: how many, and their value.
struct Digits {
    unsigned count = 0;
    std::uint32_t value = 0;  // of no digits: 0
};
[[nodiscard]] inline Digits digits_at(const char* at) {
    static_assert(std::endian::native == std::endian::little);
    std::uint64_t word = 0;
    std::memcpy(&word, at, 8);
    word ^= 0x3030303030303030U;
    const std::uint64_t others = (word | (word + 0x7676767676767676U)) & 0x8080808080808080U;  // exact up to the first that is no digit
    const auto count = static_cast<unsigned>(std::countr_zero(others)) / 8;                    // of none 8
    if (count == 0) return {};
    word <<= 64 - 8 * count;  // zeros lead
    word = word * 10 + (word >> 8);
    word = (((word & 0x000000FF000000FFU) * 0x000F424000000064U) + (((word >> 16) & 0x000000FF000000FFU) * 0x0000271000000001U)) >> 32;
    return {count, static_cast<std::uint32_t>(word)};
}

/// Space between the tokens of JSON.
[[nodiscard]] inline const char* behind_space(const char* at) {
    while (*at == ' ' || *at == '\n' || *at == '\r' || *at == '\t') ++at;
    return at;
}

}  // namespace ordain::decode
