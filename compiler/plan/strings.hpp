// The bytes of all strings of a bundle, each distinct string once.
#pragma once

#include <functional>
#include <string_view>
#include <vector>

#include "runtime/program/image.hpp"

namespace ordain {

/// Appends strings to a section of characters. Borrows the section, to which nobody else may append. Not thread-safe.
class Strings {
public:
    explicit Strings(std::vector<char>& chars) : chars_(chars) {}
    explicit Strings(program::ImageData& image) : Strings(image.chars) {}

    /// Where `text` stands; the empty text is {0, 0}.
    program::Str add(std::string_view text) {
        if (text.empty()) return {};
        if (size_ * 2 >= slots_.size()) grow();
        const std::size_t hash = std::hash<std::string_view>{}(text), mask = slots_.size() - 1;
        std::size_t at = hash & mask;
        for (; slots_[at].place.size != 0; at = (at + 1) & mask)
            if (slots_[at].hash == hash && view(slots_[at].place) == text) return slots_[at].place;
        ++size_;
        slots_[at] = {hash, {static_cast<std::uint32_t>(chars_.size()), static_cast<std::uint32_t>(text.size())}};
        chars_.insert(chars_.end(), text.begin(), text.end());
        return slots_[at].place;
    }

private:
    std::vector<char>& chars_;
    struct Slot {
        std::size_t hash = 0;
        program::Str place;  // of size 0: the slot is free
    };
    std::vector<Slot> slots_;  // a power of two, at most half in use
    std::size_t size_ = 0;

    [[nodiscard]] std::string_view view(program::Str s) const { return {chars_.data() + s.offset, s.size}; }
    void grow() {
        std::vector<Slot> old(slots_.empty() ? 256 : slots_.size() * 2);
        old.swap(slots_);
        const std::size_t mask = slots_.size() - 1;
        for (const Slot& slot : old) {
            if (slot.place.size == 0) continue;
            std::size_t at = slot.hash & mask;
            while (slots_[at].place.size != 0) at = (at + 1) & mask;
            slots_[at] = slot;
        }
    }
};

}  // namespace ordain
