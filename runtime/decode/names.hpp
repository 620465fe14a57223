// Names to numbers: members of an object, spellings of an enum, the texts that a bundle knows.
#pragma once

#include <algorithm>
#include <array>
#include <cstdint>
#include <cstring>
#include <string_view>
#include <utility>
#include <vector>

#include "runtime/program/image.hpp"

namespace ordain::decode {

/// One name with the quote that ends it in JSON, to be compared in a few instructions.
class QuotedName {
public:
    QuotedName() = default;
    /// Borrows the name.
    explicit QuotedName(std::string_view name) : name_(name.data()), size_(static_cast<std::uint32_t>(name.size())) {
        usable_ = name.find_first_of("\"\\") == std::string_view::npos;
        std::array<char, 16> bytes{};
        const std::size_t first = name.size() < 16 ? name.size() : 15;
        std::memcpy(bytes.data(), name.data(), first);
        bytes[first] = '"';
        std::memcpy(&head_, bytes.data(), 8);
        if (size_ < 7) mask_ = (std::uint64_t{1} << (8 * (size_ + 1))) - 1;
        if (size_ >= 7 && size_ < 16) std::memcpy(&tail_, bytes.data() + size_ - 7, 8);
    }
    /// Whether a string that begins at `text` is written as this name, without escapes. 16 bytes from `text` on can be read.
    [[nodiscard]] bool begins(const char* text) const {
        std::uint64_t word = 0;
        std::memcpy(&word, text, 8);
        if ((word & mask_) != head_ || !usable_) return false;
        if (size_ < 8) return true;
        if (size_ >= 16) return std::memcmp(text, name_, size_) == 0 && text[size_] == '"';
        std::memcpy(&word, text + size_ - 7, 8);
        return word == tail_;
    }

private:
    const char* name_ = nullptr;
    std::uint64_t head_ = 0, tail_ = 0, mask_ = ~std::uint64_t{0};
    std::uint32_t size_ = 0;
    bool usable_ = false;
};

/// Immutable once made. A look-up costs one probe and the comparison of a few words; of more than 16 bytes, that of all of them.
class Names {
public:
    Names() = default;
    /// Borrows the texts; the numbers are not `none`. Of equal names the first counts.
    explicit Names(const std::vector<std::pair<std::string_view, std::uint32_t>>& names) {
        std::size_t size = 4;
        while (size < names.size() * 4) size *= 2;  // sparse: what is not known is mostly found out by one free slot
        slots_.resize(size);
        last_ = size - 1;
        for (const auto& [name, number] : names) {
            longest_ = std::max(longest_, name.size());
            std::array<char, 8> padded{};
            std::memcpy(padded.data(), name.data(), name.size() < 8 ? name.size() : 8);
            const std::string_view readable = name.size() < 8 ? std::string_view(padded.data(), name.size()) : name;
            const Parts parts = parts_of(readable);
            std::size_t at = hash_of(readable, parts) & last_;
            while (slots_[at].number != program::none) at = (at + 1) & last_;
            slots_[at] = {parts, name.data(), static_cast<std::uint32_t>(name.size()), number};
        }
    }

    /// The number of a name, or none. 8 bytes from `name.data()` on can be read.
    [[nodiscard]] std::uint32_t find(std::string_view name) const {
        if (name.size() > longest_) return program::none;
        const Parts parts = parts_of(name);
        for (std::size_t at = hash_of(name, parts);; ++at) {
            const Slot& slot = slots_[at & last_];
            if (slot.parts.head == parts.head && slot.parts.tail == parts.tail && slot.size == name.size() &&
                (name.size() <= 16 || std::memcmp(slot.name, name.data(), name.size()) == 0))
                return slot.number;
            if (slot.number == program::none) return program::none;
        }
    }

private:
    struct Parts {
        std::uint64_t head = 0, tail = 0;  // the first and the last eight bytes; of shorter names all of it, zeros behind
    };
    struct Slot {
        Parts parts;
        const char* name = "";
        std::uint32_t size = 0, number = program::none;
    };
    std::vector<Slot> slots_ = std::vector<Slot>(1);  // open addressing; at least one is free
    std::size_t last_ = 0, longest_ = 0;              // of slots_; bytes of a name

    static std::uint64_t load(const char* at) {
        std::uint64_t word = 0;
        std::memcpy(&word, at, 8);
        return word;
    }
    static Parts parts_of(std::string_view name) {
        const std::uint64_t head = load(name.data());
        if (name.size() >= 8) return {head, load(name.data() + name.size() - 8)};
        const std::uint64_t own = head & ((std::uint64_t{1} << (8 * name.size())) - 1);
        return {own, own};
    }
    static std::size_t hash_of(std::string_view name, const Parts& parts) {
        std::uint64_t h = (parts.head * 0x9e3779b97f4a7c15U) ^ ((parts.tail + name.size()) * 0xd6e8feb86659fd93U);
        if (name.size() > 16)
            for (std::size_t at = 8; at + 8 < name.size(); at += 8) h = (h ^ load(name.data() + at)) * 0xff51afd7ed558ccdU;
        return static_cast<std::size_t>(h >> 32);
    }
};

}  // namespace ordain::decode
