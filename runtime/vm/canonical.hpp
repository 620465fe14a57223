// Bytes that are equal iff what they stand for is equal, where sets have no order.
#pragma once

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <vector>

namespace ordain {

/// Sets may be nested. Keeps its storage.
class Canonical {
public:
    Canonical() {
        // more than the needs of most decisions; larger ones take their memory once
        bytes_.resize(4096), sorted_.reserve(4096);
        elements_.reserve(256);
    }
    void clear() { size_ = 0; }
    [[nodiscard]] std::string_view bytes() const { return {bytes_.data(), size_}; }

    void number(std::int64_t n) { raw(n); }
    void small(std::uint32_t n) { raw(n); }
    void text(std::string_view s) {
        small(static_cast<std::uint32_t>(s.size()));
        s.copy(room(s.size()), s.size());
    }

    /// Between begin_set and end_set stand elements, each between begin_element and end_element. `ordered`: a sequence instead.
    struct Set {
        std::size_t at = 0, first = 0;
    };
    [[nodiscard]] Set begin_set() {
        small(0);
        return {size_, elements_.size()};
    }
    [[nodiscard]] std::size_t begin_element() {
        elements_.push_back({size_, 0});
        small(0);
        return elements_.size() - 1;
    }
    void end_element(std::size_t element) {
        Element& e = elements_[element];
        e.size = size_ - e.at;
        put(e.at, static_cast<std::uint32_t>(e.size));
    }
    void end_set(Set set, bool ordered = false) {
        const std::size_t count = elements_.size() - set.first;
        put(set.at - sizeof(std::uint32_t), static_cast<std::uint32_t>(count));
        if (count > 1 && !ordered) sort(set);
        elements_.resize(set.first);
    }

private:
    struct Element {
        std::size_t at = 0, size = 0;
    };
    std::string bytes_, sorted_;  // of bytes_ the first size_
    std::size_t size_ = 0;
    std::vector<Element> elements_;  // of the sets that are open

    template <class T>
    void raw(T n) {
        std::memcpy(room(sizeof n), &n, sizeof n);
    }
    /// Where the next `bytes` go.
    char* room(std::size_t bytes) {
        const std::size_t at = size_;
        size_ += bytes;
        if (size_ > bytes_.size()) bytes_.resize(2 * size_);
        return bytes_.data() + at;
    }
    void put(std::size_t at, std::uint32_t n) { std::memcpy(bytes_.data() + at, &n, sizeof n); }
    void sort(Set set) {
        const auto form = [this](const Element& e) { return bytes().substr(e.at, e.size); };
        std::sort(elements_.begin() + static_cast<std::ptrdiff_t>(set.first), elements_.end(),
                  [&](const Element& a, const Element& b) { return form(a) < form(b); });
        sorted_.clear();
        for (std::size_t i = set.first; i < elements_.size(); ++i) sorted_ += form(elements_[i]);
        std::memcpy(bytes_.data() + set.at, sorted_.data(), sorted_.size());
    }
};

}  // namespace ordain
