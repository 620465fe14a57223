// A hash map from numbers, for what is asked for each expression of a bundle: one block of memory, nothing is ever taken out.
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace ordain::plan {

/// The bits of a number, well mixed (the finalizer of MurmurHash3).
[[nodiscard]] constexpr std::uint64_t mixed_bits(std::uint64_t n) {
    n = (n ^ n >> 33) * 0xff51'afd7'ed55'8ccd;
    n = (n ^ n >> 33) * 0xc4ce'b9fe'1a85'ec53;
    return n ^ n >> 33;
}

/// Key: an integer. Value: cheap to copy. Not thread-safe.
template <class Key, class Value>
class FlatMap {
public:
    /// Null: not there. Good until the next try_emplace.
    [[nodiscard]] const Value* find(Key key) const {
        if (slots_.empty()) return nullptr;
        const Slot& slot = slots_[place(key)];
        return slot.used ? &slot.value : nullptr;
    }
    /// The value of the key, which is `value` if it had none: then the second is true. The reference is good until the next call.
    std::pair<Value&, bool> try_emplace(Key key, Value value) {
        if (size_ * 2 >= slots_.size()) grow();
        Slot& slot = slots_[place(key)];
        const bool fresh = !slot.used;
        if (fresh) slot = {key, true, std::move(value)}, ++size_;
        return {slot.value, fresh};
    }

private:
    struct Slot {
        Key key{};
        bool used = false;
        Value value{};
    };
    std::vector<Slot> slots_;  // a power of two, at most half in use
    std::size_t size_ = 0;

    /// Where the key is, or would be.
    [[nodiscard]] std::size_t place(Key key) const {
        const std::size_t mask = slots_.size() - 1;
        std::size_t at = mixed_bits(static_cast<std::uint64_t>(key)) & mask;
        while (slots_[at].used && slots_[at].key != key) at = (at + 1) & mask;
        return at;
    }
    void grow() {
        std::vector<Slot> old(slots_.empty() ? 16 : slots_.size() * 2);
        old.swap(slots_);
        for (Slot& slot : old)
            if (slot.used) slots_[place(slot.key)] = std::move(slot);
    }
};

}  // namespace ordain::plan
