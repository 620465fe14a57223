// The keys of one list's elements, to find two that are equal.
#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

#include "runtime/decode/event_store.hpp"
#include "runtime/program/image.hpp"

namespace ordain::decode {

/// An open-addressing set that is emptied at no cost. Grows to twice the keys it ever held at once.
class KeySet {
public:
    void clear() {
        ++now_;
        used_ = 0;
    }
    /// Adds `key`; false if it was there. `equal` tells keys of one hash apart.
    template <class Equal>
    bool insert(std::uint64_t hash, std::int64_t key, Equal&& equal) {
        if (used_ * 2 >= slots_.size()) grow();
        for (std::size_t at = hash;; ++at) {
            Slot& slot = slots_[at & (slots_.size() - 1)];
            if (slot.stamp != now_) {
                slot = {now_, hash, key};
                ++used_;
                return true;
            }
            if (slot.hash == hash && equal(slot.key, key)) return false;
        }
    }

private:
    struct Slot {
        std::uint64_t stamp = 0, hash = 0;
        std::int64_t key = 0;
    };
    std::vector<Slot> slots_;
    std::size_t used_ = 0;
    std::uint64_t now_ = 1;

    void grow() {
        std::vector<Slot> old(slots_.empty() ? 64 : slots_.size() * 2);
        old.swap(slots_);
        for (const Slot& s : old) {
            if (s.stamp != now_) continue;
            std::size_t at = s.hash;
            while (slots_[at & (slots_.size() - 1)].stamp == now_) ++at;
            slots_[at & (slots_.size() - 1)] = s;
        }
    }
};

/// Adds the key of an element; false if an element of the same array has it. Texts that the bundle does not know are compared as such.
[[nodiscard]] bool distinct(const program::Image& image, const EventStore& store, const program::ListRec& list, KeySet& keys,
                            std::int64_t key);

}  // namespace ordain::decode
