// The hash behind `symbol_index`: the compiler fills this table, decoding looks texts up in it. Part of the bundle's format.
// Open addressing with linear probing from (hash & (size - 1)), size a power of two, filled in the order of symbols; an entry is
// symbol + 1, 0 is free, at least one entry is free.
#pragma once

#include <cstdint>
#include <string_view>

namespace ordain::program {

/// FNV-1a over the bytes (64 bits, the published offset basis and prime), then mixed so that the low bits depend on every byte.
[[nodiscard]] constexpr std::uint64_t hash_text(std::string_view text) {
    std::uint64_t h = 0xcbf29ce484222325U;
    for (const char c : text) h = (h ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
    h = (h ^ (h >> 32)) * 0xd6e8feb86659fd93U;
    return h ^ (h >> 32);
}

}  // namespace ordain::program
