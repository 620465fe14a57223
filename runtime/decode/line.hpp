// A line with the places of everything in it that has a meaning of its own: brackets, colons, commas, and where scalars begin.
#pragma once

#include <simdjson.h>

#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <string_view>

#include "runtime/decode/bytes.hpp"

namespace ordain::decode {

/// Owned by one decoder and reused; grows with the longest line. A *mark* is a number of such a place; marks at or behind count() are
/// blank.
class Line {
public:
    Line();

    /// Takes a copy of the bytes, less than 2^31; behind them stands what Straight wants there. Cost: linear.
    Look take(std::string_view text);
    /// The bytes.
    [[nodiscard]] const char* begin() const { return bytes_.get(); }

    /// Finds the marks of the line, which has `size` bytes. False if it is not well formed already in this (its UTF-8, unclosed strings,
    /// control characters in strings). Cost: linear.
    [[nodiscard]] bool find_marks(std::size_t size);

    [[nodiscard]] std::uint32_t count() const { return count_; }
    [[nodiscard]] std::uint32_t offset(std::uint32_t mark) const { return marks_[mark]; }
    [[nodiscard]] char at(std::uint32_t mark) const { return bytes_[marks_[mark]]; }

    /// The bytes from a mark to the next, without the white space before that. 16 bytes behind them may be read.
    [[nodiscard]] std::string_view token(std::uint32_t mark) const {
        const char* const begin = bytes_.get() + marks_[mark];
        const char* const end = bytes_.get() + marks_[mark + 1];
        const std::string_view whole(begin, static_cast<std::size_t>(end - begin));
        return whole.empty() || static_cast<unsigned char>(end[-1]) > ' ' ? whole : without_space(whole);
    }
    /// The bytes from one behind a mark on.
    [[nodiscard]] const char* behind(std::uint32_t mark) const { return bytes_.get() + marks_[mark] + 1; }

    /// What the string at a mark says; the view lives until the next line. False if there is no string, or its escapes are not valid.
    [[nodiscard]] bool string(std::uint32_t mark, std::string_view& out) {
        const std::string_view whole = token(mark);
        if (whole.size() < 2 || whole.front() != '"' || whole.back() != '"') return false;
        out = whole.substr(1, whole.size() - 2);
        return !has_escapes_ || out.find('\\') == std::string_view::npos || unescaped(out, out);
    }

    /// A copy of bytes, which lives until the next line.
    [[nodiscard]] std::string_view keep(std::string_view bytes);

    /// Whether the token at a mark is a scalar as JSON spells it.
    [[nodiscard]] bool is_scalar(std::uint32_t mark) const;
    /// Whether it is a string, its escapes included.
    [[nodiscard]] bool is_string(std::uint32_t mark) const;

private:
    std::unique_ptr<simdjson::internal::dom_parser_implementation> finder_;
    std::unique_ptr<char[]> bytes_, meant_;  // the line; strings that had escapes
    std::size_t capacity_ = 0, used_ = 0;    // of bytes_ and meant_ alike, without padding; of meant_
    std::deque<std::string> more_;           // strings that meant_ has no room for: those that are read more than once
    const std::uint32_t* marks_ = nullptr;
    std::uint32_t count_ = 0;
    bool has_escapes_ = false;

    void grow(std::size_t size);
    [[nodiscard]] static std::string_view without_space(std::string_view token);
    [[nodiscard]] bool unescaped(std::string_view between, std::string_view& out);
};

}  // namespace ordain::decode
