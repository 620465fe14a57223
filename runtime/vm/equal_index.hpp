// Equal entries of a list found without going through all of it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace ordain {

/// A hash that nobody can choose texts against: its key is made at random, once a process. Nothing that is decided depends on it.
class KeyedHash {
public:
    KeyedHash();
    KeyedHash& operator<<(std::string_view text);
    KeyedHash& operator<<(std::uint64_t number) {
        state_ = (state_ ^ number) * 0x9e3779b97f4a7c15U;
        state_ ^= state_ >> 29;
        return *this;
    }
    [[nodiscard]] std::uint64_t value() const { return state_; }

private:
    std::uint64_t state_;
};

/// Of a list that only grows. The first few entries are looked at one after the other, which is what most events need; beyond them a table
/// of hashes is kept. Cost of a search: constant on average. Keeps its memory.
class EqualIndex {
public:
    static constexpr std::uint32_t absent = UINT32_MAX;

    void clear() { known_ = 0, used_ = 0; }

    /// The number of the entry for which `equal(number)`, or `absent`. Of the list's `count` entries at most one is. `hash(number)` is that
    /// of an entry, `wanted()` that of what is looked for. Once an entry has been looked for, it keeps its place in the list.
    template <class Equal, class Hash, class Wanted>
    [[nodiscard]] std::uint32_t find(std::size_t count, Equal equal, Hash hash, Wanted wanted) {
        if (count <= few) {
            for (std::uint32_t i = 0; i < count; ++i)
                if (equal(i)) return i;
            return absent;
        }
        for (; known_ < count; ++known_) insert(known_, hash(known_));
        const std::uint64_t hashed = wanted();
        for (std::size_t at = hashed & (used_ - 1); slots_[at].entry != absent; at = (at + 1) & (used_ - 1))
            if (slots_[at].hash == hashed && equal(slots_[at].entry)) return slots_[at].entry;
        return absent;
    }

private:
    static constexpr std::size_t few = 8;

    struct Slot {
        std::uint64_t hash = 0;
        std::uint32_t entry = absent;
    };
    std::vector<Slot> slots_;
    std::size_t used_ = 0;     // slots of this event's table: a power of two, at most half of them taken
    std::uint32_t known_ = 0;  // entries in the table

    void insert(std::uint32_t entry, std::uint64_t hash);
    void grow();
};

}  // namespace ordain
