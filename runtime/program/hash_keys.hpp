// The hash behind `data_index`: the compiler fills this table, the evaluator looks rows up in it. Part of the bundle's format.
// Open addressing with linear probing from (hash & (size - 1)), size a power of two, filled in ascending order of rows; an entry is
// row + 1, 0 is free, at least one entry is free.
#pragma once

#include <cstdint>
#include <span>

namespace ordain::program {

/// Of the keys of one row of a data table, all of them exact.
[[nodiscard]] constexpr std::uint64_t hash_keys(std::span<const std::int64_t> keys) {
    std::uint64_t h = keys.size();
    for (const std::int64_t key : keys) {
        h = h * 0x9e3779b97f4a7c15U + static_cast<std::uint64_t>(key);
        h = (h ^ (h >> 32)) * 0xd6e8feb86659fd93U;
        h ^= h >> 29;
    }
    return h;
}

}  // namespace ordain::program
