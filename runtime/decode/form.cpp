#include "runtime/decode/form.hpp"

#include <simdjson.h>

#include <array>
#include <cstddef>
#include <cstdint>

#include "runtime/base/limits.hpp"

namespace ordain::decode {

namespace {

bool four_hex(std::string_view text, std::size_t at, std::uint32_t& out) {
    if (text.size() < 4 || at > text.size() - 4) return false;
    out = 0;
    for (const char c : text.substr(at, 4)) {
        out *= 16;
        if (c >= '0' && c <= '9')
            out += static_cast<std::uint32_t>(c - '0');
        else if ((c | 0x20) >= 'a' && (c | 0x20) <= 'f')
            out += static_cast<std::uint32_t>((c | 0x20) - 'a') + 10;
        else
            return false;
    }
    return true;
}

/// The digits after `\u`, of a surrogate pair both; `at` goes behind them.
bool code_point(std::string_view text, std::size_t& at, std::uint32_t& out) {
    if (!four_hex(text, at, out) || (out >= 0xDC00 && out <= 0xDFFF)) return false;
    at += 4;
    if (out < 0xD800 || out > 0xDFFF) return true;
    std::uint32_t second = 0;
    if (text.substr(at, 2) != "\\u" || !four_hex(text, at + 2, second) || second < 0xDC00 || second > 0xDFFF) return false;
    out = 0x10000 + ((out - 0xD800) << 10) + (second - 0xDC00);
    at += 6;
    return true;
}

void append_utf8(std::uint32_t c, char*& out) {
    const auto byte = [&out](std::uint32_t b) { *out++ = static_cast<char>(b); };
    const auto rest = [&](unsigned shift) { byte(0x80 | (c >> shift & 0x3F)); };
    if (c < 0x80) return byte(c);
    if (c < 0x800) return byte(0xC0 | c >> 6), rest(0);
    if (c < 0x10000) return byte(0xE0 | c >> 12), rest(6), rest(0);
    byte(0xF0 | c >> 18), rest(12), rest(6), rest(0);
}

/// What a backslash and `c` stand for; 0 if that is no escape.
char escaped(char c) {
    switch (c) {
        case '"':
        case '\\':
        case '/': return c;
        case 'b': return '\b';
        case 'f': return '\f';
        case 'n': return '\n';
        case 'r': return '\r';
        case 't': return '\t';
        default: return 0;
    }
}

/// Reads one value from the front. Every take_… says whether it found what it takes.
class Reader {
public:
    explicit Reader(std::string_view text) : text_(text) {}

    FaultCode whole() {
        if (!take_nested()) return too_deep_ ? FaultCode::TOO_DEEP : FaultCode::INVALID_JSON;
        skip_space();
        return at_ == text_.size() ? FaultCode::none : FaultCode::INVALID_JSON;
    }

private:
    std::string_view text_;
    std::size_t at_ = 0;
    bool too_deep_ = false;

    [[nodiscard]] char peek() const { return at_ < text_.size() ? text_[at_] : '\0'; }
    void skip_space() {
        while (at_ < text_.size() && (text_[at_] == ' ' || text_[at_] == '\t' || text_[at_] == '\n' || text_[at_] == '\r')) ++at_;
    }
    bool take(char c) {
        if (at_ >= text_.size() || text_[at_] != c) return false;
        ++at_;
        return true;
    }
    bool take_word(std::string_view word) {
        if (text_.substr(at_, word.size()) != word) return false;
        at_ += word.size();
        return true;
    }
    bool take_digits() {
        const std::size_t begin = at_;
        while (peek() >= '0' && peek() <= '9') ++at_;
        return at_ != begin;
    }
    bool take_number() {
        (void)take('-');
        if (!take('0') && !take_digits()) return false;
        if (take('.') && !take_digits()) return false;
        if (!take('e') && !take('E')) return true;
        if (!take('+')) (void)take('-');
        return take_digits();
    }
    bool take_string() {
        if (!take('"')) return false;
        while (at_ < text_.size()) {
            const char c = text_[at_++];
            if (c == '"') return true;
            if (static_cast<unsigned char>(c) < 0x20) return false;
            if (c != '\\') continue;
            std::uint32_t unused = 0;
            if (!take('u')) {
                if (escaped(peek()) == 0) return false;
                ++at_;
            } else if (!code_point(text_, at_, unused)) {
                return false;
            }
        }
        return false;
    }
    bool take_key() {
        skip_space();
        if (!take_string()) return false;
        skip_space();
        return take(':');
    }
    bool take_scalar() {
        switch (peek()) {
            case '"': return take_string();
            case 't': return take_word("true");
            case 'f': return take_word("false");
            case 'n': return take_word("null");
            default: return take_number();
        }
    }

    /// A value with all that is in it: `closing` holds what ends the objects and arrays that are open.
    bool take_nested() {
        std::array<char, limits::json_depth + 1> closing{};
        std::size_t depth = 0;
        while (true) {
            skip_space();
            if (peek() == '{' || peek() == '[') {
                if (depth == limits::json_depth) return too_deep_ = true, false;
                const char end = text_[at_++] == '{' ? '}' : ']';
                closing[depth++] = end;
                skip_space();
                if (peek() != end) {
                    if (end == '}' && !take_key()) return false;
                    continue;
                }
            } else if (!take_scalar()) {
                return false;
            }
            for (skip_space(); depth != 0 && take(closing[depth - 1]); skip_space()) --depth;
            if (depth == 0) return true;
            if (!take(',') || (closing[depth - 1] == '}' && !take_key())) return false;
        }
    }
};

}  // namespace

FaultCode form_fault(std::string_view line) {
    if (!simdjson::validate_utf8(line.data(), line.size())) return FaultCode::INVALID_UTF8;
    return Reader(line).whole();
}

bool unescape(std::string_view between, char*& out) {
    for (std::size_t i = 0; i < between.size();) {
        if (between[i] != '\\') {
            *out++ = between[i++];
            continue;
        }
        if (++i == between.size()) return false;
        if (between[i] == 'u') {
            std::uint32_t c = 0;
            if (!code_point(between, ++i, c)) return false;
            append_utf8(c, out);
            continue;
        }
        const char c = escaped(between[i++]);
        if (c == 0) return false;
        *out++ = c;
    }
    return true;
}

}  // namespace ordain::decode
