#include "runtime/vm/equal_index.hpp"

#include <sodium.h>

#include <algorithm>
#include <array>
#include <cstring>

namespace ordain {
namespace {

struct Key {
    std::array<unsigned char, crypto_shorthash_KEYBYTES> bytes;

    Key() { randombytes_buf(bytes.data(), bytes.size()); }
};

const Key& key() {
    static const Key made;
    return made;
}

}  // namespace

KeyedHash::KeyedHash() {
    std::memcpy(&state_, key().bytes.data(), sizeof state_);
}

KeyedHash& KeyedHash::operator<<(std::string_view text) {
    std::uint64_t hashed = 0;
    static_assert(sizeof hashed == crypto_shorthash_BYTES);
    crypto_shorthash(reinterpret_cast<unsigned char*>(&hashed), reinterpret_cast<const unsigned char*>(text.data()), text.size(),
                     key().bytes.data());
    return *this << hashed;
}

void EqualIndex::insert(std::uint32_t entry, std::uint64_t hash) {
    if (2 * (std::size_t{entry} + 1) > used_) grow();
    std::size_t at = hash & (used_ - 1);
    while (slots_[at].entry != absent) at = (at + 1) & (used_ - 1);
    slots_[at] = {hash, entry};
}

/// The table is doubled in place: what it held is taken out behind it and put in again.
void EqualIndex::grow() {
    constexpr std::size_t first_size = 64;
    const std::size_t before = used_, size = before == 0 ? first_size : 2 * before;
    if (slots_.size() < size + before) slots_.resize(size + before);
    const auto begin = slots_.begin();
    const auto at = [&](std::size_t n) { return begin + static_cast<std::ptrdiff_t>(n); };
    std::copy(begin, at(before), at(size));
    std::fill(begin, at(size), Slot{});
    used_ = size;
    for (std::size_t i = size; i < size + before; ++i) {
        if (slots_[i].entry == absent) continue;
        std::size_t free = slots_[i].hash & (used_ - 1);
        while (slots_[free].entry != absent) free = (free + 1) & (used_ - 1);
        slots_[free] = slots_[i];
    }
}

}  // namespace ordain
