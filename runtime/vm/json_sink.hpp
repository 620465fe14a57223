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
///
/// Each function is there twice: one writes where the sink stands; the other, for those who write a lot, takes that place and returns the
/// next one, so that it can stay in a register. They begin with `position()` and end with `move_to`.
class JsonSink {
public:
    explicit JsonSink(std::string& out) : out_(out) {}
    ~JsonSink() { flush(); }
    JsonSink(const JsonSink&) = delete;
    JsonSink& operator=(const JsonSink&) = delete;

    void flush() { at_ = flushed(at_); }
    void put(char c) { at_ = put(at_, c); }
    template <std::size_t Size>
    void literal(const char (&text)[Size]) {
        at_ = literal(at_, text);
    }
    template <class Form, class... Args>
    void form(Form write, Args... args) {
        at_ = form(at_, write, args...);
    }
    void escaped(std::string_view text) { at_ = escaped(at_, text); }
    void text(std::string_view s) { at_ = text(at_, s); }

    [[nodiscard]] char* position() const { return at_; }
    void move_to(char* at) { at_ = at; }

    [[nodiscard]] char* put(char* at, char c) {
        at = room(at, 1);
        *at = c;
        return at + 1;
    }
    /// A literal: copied in a few moves.
    template <std::size_t Size>
    [[nodiscard]] char* literal(char* at, const char (&text)[Size]) {
        static_assert(Size <= slack);
        at = room(at, 0);
        std::memcpy(at, text, Size - 1);
        return at + Size - 1;
    }
    /// Bytes that may be read 32 at a time, beyond their end, too.
    [[nodiscard]] char* padded(char* at, const char* from, std::size_t size) {
        if (size > block_size) return long_padded(at, from, size);
        at = room(at, size);
        for (std::size_t done = 0;; done += 32) {
            std::memcpy(at + done, from + done, 32);
            if (done + 32 >= size) return at + size;
        }
    }
    /// One of the forms of text_form.hpp.
    template <class Form, class... Args>
    [[nodiscard]] char* form(char* at, Form write, Args... args) {
        static_assert(form::longest_form <= slack);
        return write(room(at, 0), args...);
    }
    /// The inside of a JSON string: escapes where they are needed.
    [[nodiscard]] char* escaped(char* at, std::string_view text) {
        if (text.size() > block_size) return escaped_slowly(at, text);
        at = room(at, text.size());
        const char* const from = text.data();
        const std::size_t size = text.size();
        if (size < 8) return short_escaped(at, text);
        for (std::size_t done = 0; done + 8 <= size; done += 8)
            if (!copied(at + done, from + done)) return escaped_slowly(at, text);
        if (!copied(at + size - 8, from + size - 8)) return escaped_slowly(at, text);
        return at + size;
    }
    [[nodiscard]] char* text(char* at, std::string_view s) {
        at = put(at, '"');
        at = escaped(at, s);
        return put(at, '"');
    }

private:
    static constexpr std::size_t block_size = 4096;
    static constexpr std::size_t slack = 128;  // may always be written behind the place

    std::string& out_;
    char* at_ = block_;
    char block_[block_size + 2 * slack];

    [[nodiscard]] char* flushed(char* at) {
        out_.append(block_, static_cast<std::size_t>(at - block_));
        return block_;
    }
    /// A place behind which `bytes` (at most block_size) and the slack can be written.
    [[nodiscard]] char* room(char* at, std::size_t bytes) {
        return block_ + block_size + slack - at < static_cast<std::ptrdiff_t>(bytes) ? flushed(at) : at;
    }
    static bool special(char c) { return static_cast<unsigned char>(c) < 0x20 || c == '"' || c == '\\'; }
    /// Whether a byte of the word needs an escape.
    static bool special(std::uint64_t word) {
        constexpr std::uint64_t ones = 0x0101010101010101U, tops = 0x8080808080808080U;
        const std::uint64_t quote = word ^ (ones * '"'), backslash = word ^ (ones * '\\');
        const std::uint64_t below_space = (word - ones * 0x20) & ~word;
        return ((below_space | ((quote - ones) & ~quote) | ((backslash - ones) & ~backslash)) & tops) != 0;
    }
    /// Copies eight bytes; whether none of them needs an escape.
    static bool copied(char* at, const char* from) {
        std::uint64_t word;
        std::memcpy(&word, from, 8);
        std::memcpy(at, &word, 8);
        return !special(word);
    }
    [[nodiscard]] char* short_escaped(char* at, std::string_view text) {
        for (std::size_t i = 0; i < text.size(); ++i) {
            if (special(text[i])) return escaped_slowly(at, text);
            at[i] = text[i];
        }
        return at + text.size();
    }
    [[nodiscard]] char* escaped_slowly(char* at, std::string_view text);
    [[nodiscard]] char* long_padded(char* at, const char* from, std::size_t size);
};

}  // namespace ordain
