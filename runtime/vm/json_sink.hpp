// Characters on their way to a string: collected in a block on the stack, appended when that is full and at the end.
#pragma once

#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>

#include "runtime/vm/text_form.hpp"

namespace ordain {

/// Nothing is appended to the string before flush() or the end of the sink's life.
class JsonSink {
public:
    explicit JsonSink(std::string& out) : out_(out) {}
    ~JsonSink() { flush(); }
    JsonSink(const JsonSink&) = delete;
    JsonSink& operator=(const JsonSink&) = delete;

    void flush() {
        out_.append(block_, static_cast<std::size_t>(at_ - block_));
        at_ = block_;
    }
    void put(char c) {
        room(1);
        *at_++ = c;
    }
    /// A literal: copied in a few moves.
    template <std::size_t Size>
    void literal(const char (&text)[Size]) {
        static_assert(Size <= block_size);
        room(Size);
        std::memcpy(at_, text, Size - 1);
        at_ += Size - 1;
    }
    /// One of the forms of text_form.hpp.
    template <class Form, class... Args>
    void form(Form write, Args... args) {
        room(form::longest_form);
        at_ = write(at_, args...);
    }
    /// The inside of a JSON string: escapes where they are needed.
    void escaped(std::string_view text) {
        if (text.size() > block_size / 2) return escaped_slowly(text);
        room(block_size / 2 + 8);
        const char* from = text.data();
        std::size_t left = text.size();
        for (; left >= 8; from += 8, left -= 8, at_ += 8) {
            std::uint64_t word;
            std::memcpy(&word, from, 8);
            if (special(word)) return escaped_slowly({from, left});
            std::memcpy(at_, &word, 8);
        }
        for (; left > 0; ++from, --left) {
            if (special(*from)) return escaped_slowly({from, left});
            *at_++ = *from;
        }
    }
    void text(std::string_view s) {
        put('"');
        escaped(s);
        put('"');
    }

private:
    static constexpr std::size_t block_size = 2048;

    std::string& out_;
    char* at_ = block_;
    char block_[block_size];

    void room(std::size_t bytes) {
        if (static_cast<std::size_t>(block_ + block_size - at_) < bytes) flush();
    }
    static bool special(char c) { return static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\'; }
    /// Is one of the eight bytes a control character, a quote or a backslash? May also say so of a byte behind one that is.
    static bool special(std::uint64_t word) {
        constexpr std::uint64_t ones = 0x0101010101010101U, tops = 0x8080808080808080U;
        const std::uint64_t quote = word ^ (ones * '"'), backslash = word ^ (ones * '\\');
        const std::uint64_t below_space = (word - ones * 0x20) & ~word;
        return ((below_space | ((quote - ones) & ~quote) | ((backslash - ones) & ~backslash)) & tops) != 0;
    }
    void escaped_slowly(std::string_view text);
};

}  // namespace ordain
