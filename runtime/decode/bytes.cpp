// Copying a line, and on the way finding out what kinds of bytes it has: with AVX2 where the processor has it.
#include "runtime/decode/bytes.hpp"

#include <cstddef>

#if defined(__x86_64__) && defined(__GNUC__)
#include <immintrin.h>
#define ORDAIN_AVX2 1
#endif

namespace ordain::decode {

namespace {

Look copy_bytewise(char* to, const char* from, std::size_t size) {
    Look look;
    for (std::size_t i = 0; i < size; ++i) {
        const auto c = static_cast<unsigned char>(from[i]);
        look.ascii &= c < 0x80;
        look.controls |= c < 0x20;
        look.backslashes |= c == '\\';
        to[i] = from[i];
    }
    return look;
}

#ifdef ORDAIN_AVX2
/// At least 32 bytes.
[[gnu::target("avx2")]] Look copy_by_32(char* to, const char* from, std::size_t size) {
    const __m256i backslash = _mm256_set1_epi8('\\');
    __m256i all = _mm256_setzero_si256(), backslashes = all, least = _mm256_set1_epi8(-1);
    const auto copy = [&](std::size_t at) __attribute__((target("avx2"), always_inline)) {
        const __m256i x = _mm256_loadu_si256(reinterpret_cast<const __m256i*>(from + at));
        _mm256_storeu_si256(reinterpret_cast<__m256i*>(to + at), x);
        all = _mm256_or_si256(all, x);
        least = _mm256_min_epu8(least, x);
        backslashes = _mm256_or_si256(backslashes, _mm256_cmpeq_epi8(x, backslash));
    };
    for (std::size_t at = 0; at + 32 < size; at += 32) copy(at);
    copy(size - 32);  // overlaps the one before
    const __m256i controls = _mm256_cmpeq_epi8(_mm256_min_epu8(least, _mm256_set1_epi8(0x1f)), least);
    return {_mm256_movemask_epi8(all) == 0, _mm256_movemask_epi8(controls) != 0, _mm256_movemask_epi8(backslashes) != 0};
}

const bool has_avx2 = __builtin_cpu_supports("avx2") != 0;
#endif

}  // namespace

Look copy_looking(char* to, const char* from, std::size_t size) {
#ifdef ORDAIN_AVX2
    if (has_avx2 && size >= 32) return copy_by_32(to, from, size);
#endif
    return copy_bytewise(to, from, size);
}

}  // namespace ordain::decode
