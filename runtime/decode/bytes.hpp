// Bytes of JSON, many at a time. 32 bytes from where each function begins can be read.
#pragma once

#include <bit>
#include <cstdint>
#include <cstring>
#include <string_view>

#ifdef __SSE2__
#include <emmintrin.h>
#endif

namespace ordain::decode {

inline constexpr unsigned block_bytes = 32;

#ifdef __SSE2__
/// Bit i of the result is the top bit of byte i of f(0), of byte i - 16 of f(16).
template <class F>
[[nodiscard]] inline std::uint32_t both_halves(F&& f) {
    return static_cast<std::uint32_t>(_mm_movemask_epi8(f(0))) | static_cast<std::uint32_t>(_mm_movemask_epi8(f(16))) << 16;
}
[[nodiscard]] inline __m128i sixteen(const char* at) {
    return _mm_loadu_si128(reinterpret_cast<const __m128i*>(at));
}
#endif

/// Bit i says that byte i of the two is the same.
[[nodiscard]] inline std::uint32_t same_bytes(const char* a, const char* b) {
#ifdef __SSE2__
    return both_halves([&](int from) { return _mm_cmpeq_epi8(sixteen(a + from), sixteen(b + from)); });
#else
    std::uint32_t same = 0;
    for (unsigned i = 0; i < block_bytes; ++i) same |= static_cast<std::uint32_t>(a[i] == b[i]) << i;
    return same;
#endif
}

/// The first quote. There is one.
[[nodiscard]] inline const char* quote_from(const char* at) {
#ifdef __SSE2__
    const __m128i quote = _mm_set1_epi8('"');
    while (true) {
        const std::uint32_t found = both_halves([&](int from) { return _mm_cmpeq_epi8(sixteen(at + from), quote); });
        if (found != 0) return at + std::countr_zero(found);
        at += block_bytes;
    }
#else
    while (*at != '"') ++at;
    return at;
#endif
}

/// The first quote if neither a backslash nor a control character stands before it, else nullptr. There is one of the three.
[[nodiscard]] inline const char* plain_quote_from(const char* at) {
    while (*at != '"' && *at != '\\' && static_cast<unsigned char>(*at) >= 0x20) ++at;
    return *at == '"' ? at : nullptr;
}

/// Bit i says that byte i of 16 is no digit.
[[nodiscard]] inline std::uint32_t non_digits(const char* at) {
#ifdef __SSE2__
    const __m128i shifted = _mm_sub_epi8(sixteen(at), _mm_set1_epi8(static_cast<char>('0' + 128)));  // digits are the ten smallest
    return static_cast<std::uint32_t>(_mm_movemask_epi8(_mm_cmpgt_epi8(shifted, _mm_set1_epi8(9 - 128))));
#else
    std::uint32_t found = 0;
    for (unsigned i = 0; i < 16; ++i) found |= static_cast<std::uint32_t>(static_cast<unsigned char>(at[i] - '0') > 9) << i;
    return found;
#endif
}

/// Eight bytes, of digits their values, the first in the low byte.
[[nodiscard]] inline std::uint64_t eight_digits(const char* at) {
    static_assert(std::endian::native == std::endian::little);
    std::uint64_t word = 0;
    std::memcpy(&word, at, 8);
    return word ^ 0x3030303030303030U;
}
/// The number that eight values of digits make, the first in the low byte.
[[nodiscard]] inline std::uint32_t number_of(std::uint64_t digits) {
    digits = digits * 10 + (digits >> 8);
    digits = ((digits & 0x000000FF000000FFU) * 0x000F424000000064U) + (((digits >> 16) & 0x000000FF000000FFU) * 0x0000271000000001U);
    return static_cast<std::uint32_t>(digits >> 32);
}

/// Whether a word stands there, at most block_bytes long.
[[nodiscard]] inline bool is_word(const char* at, std::string_view word) {
    return std::memcmp(at, word.data(), word.size()) == 0;
}

[[nodiscard]] inline std::string_view between(const char* begin, const char* end) {
    return {begin, static_cast<std::size_t>(end - begin)};
}

/// The end of the bytes that numbers are made of.
[[nodiscard]] inline const char* number_end(const char* at) {
    while ((*at >= '0' && *at <= '9') || *at == '-' || *at == '+' || *at == '.' || *at == 'e' || *at == 'E') ++at;
    return at;
}

/// Space between the tokens of JSON.
[[nodiscard]] inline const char* behind_space(const char* at) {
    while (*at == ' ' || *at == '\n' || *at == '\r' || *at == '\t') ++at;
    return at;
}

/// What kinds of bytes are in a text.
struct Look {
    bool ascii = true, controls = false, backslashes = false;  // controls: below 0x20
};
/// Copies `size` bytes and looks at them.
Look copy_looking(char* to, const char* from, std::size_t size);

}  // namespace ordain::decode
