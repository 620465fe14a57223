// What lowering remembers of expressions: the last to come is the first to go.
#pragma once

#include <cstdint>
#include <vector>

#include "compiler/plan/flat_map.hpp"

namespace ordain::codegen {

/// A map from numbers whose entries are taken out in the opposite order. Not thread-safe.
template <class Value>
class ScopedMap {
public:
    /// Null: not there. Good until the next push.
    [[nodiscard]] const Value* find(std::uint32_t key) const {
        if (slots_.empty()) return nullptr;
        for (std::size_t at = first_place(key); slots_[at] != 0; at = (at + 1) & (slots_.size() - 1))
            if (entries_[slots_[at] - 1].key == key) return &entries_[slots_[at] - 1].value;
        return nullptr;
    }
    void push(std::uint32_t key, const Value& value) {
        if (entries_.size() * 2 >= slots_.size()) grow();
        entries_.push_back({key, value});
        put(static_cast<std::uint32_t>(entries_.size()));
    }
    /// Takes out what was pushed last. Nothing lies beyond it in its run of slots, so that no other entry is lost.
    void pop() {
        const auto last = static_cast<std::uint32_t>(entries_.size());
        std::size_t at = first_place(entries_.back().key);
        while (slots_[at] != last) at = (at + 1) & (slots_.size() - 1);
        slots_[at] = 0;
        entries_.pop_back();
    }

private:
    struct Entry {
        std::uint32_t key = 0;
        Value value{};
    };
    std::vector<Entry> entries_;
    std::vector<std::uint32_t> slots_;  // 1 + number of an entry, or 0; a power of two, at most half in use

    [[nodiscard]] std::size_t first_place(std::uint32_t key) const { return plan::mixed_bits(key) & (slots_.size() - 1); }
    void put(std::uint32_t entry) {
        std::size_t at = first_place(entries_[entry - 1].key);
        while (slots_[at] != 0) at = (at + 1) & (slots_.size() - 1);
        slots_[at] = entry;
    }
    void grow() {
        slots_.assign(slots_.empty() ? 64 : slots_.size() * 2, 0);
        for (std::uint32_t entry = 1; entry <= entries_.size(); ++entry) put(entry);
    }
};

}  // namespace ordain::codegen
