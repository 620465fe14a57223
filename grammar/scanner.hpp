// Tokens: what the rules look at. Written by hand, because words and numbers are most of a file: the rules see one token
// ahead and compare integers, and a failure knows the word it failed at.
//
// The scanner keeps no state but a cache of two tokens and whether it is in a row (where a newline is a token).
#pragma once

#include <cstring>

#include "grammar/keywords.hpp"

namespace ordain::grammar {

enum class Sym : std::uint8_t {
    end,
    eol,
    bad,
    word,
    literal,
    text,
    lparen,
    rparen,
    lbracket,
    rbracket,
    lbrace,
    rbrace,
    comma,
    question,
    eq,
    ne,
    lt,
    le,
    gt,
    ge,
    plus,
    minus,
    star,
    slash,
    dot,
    dot_star,
    range,  // .  .*  ..
    bar,
    bars,  // |  ||
};
enum class Lit : std::uint8_t { integer, decimal, percent, money, duration, date, time, timestamp };
/// Why a token is bad.
enum class Flaw : std::uint8_t { none, character, unclosed_text, number };

struct Token {
    const char* from = nullptr;  // where scanning began: white space and comments stand in [from, begin)
    const char* begin = nullptr;
    const char* end = nullptr;
    Sym sym = Sym::end;
    Lit lit = Lit::integer;           // literal
    Flaw flaw = Flaw::none;           // bad
    Keyword keyword = Keyword::none;  // word
    bool fresh_line = false;          // the first token of its line
    bool comment = false;             // eol: a comment stands before it

    [[nodiscard]] std::string_view view() const { return {begin, static_cast<std::size_t>(end - begin)}; }
    [[nodiscard]] bool reserved() const { return class_of(keyword) == WordClass::reserved; }
    [[nodiscard]] bool name() const { return sym == Sym::word && !reserved(); }
    [[nodiscard]] bool capital() const { return sym == Sym::word && *begin >= 'A' && *begin <= 'Z'; }
    /// Three capitals: EUR.
    [[nodiscard]] bool currency() const;
};

namespace detail {

enum : std::uint8_t { c_letter = 1, c_digit = 2, c_upper = 4, c_blank = 8 };

[[nodiscard]] constexpr std::array<std::uint8_t, 256> char_classes() {
    std::array<std::uint8_t, 256> t{};
    for (unsigned c = 'a'; c <= 'z'; ++c) t[c] = c_letter;
    for (unsigned c = 'A'; c <= 'Z'; ++c) t[c] = c_letter | c_upper;
    for (unsigned c = '0'; c <= '9'; ++c) t[c] = c_digit;
    t['_'] = c_letter;
    t[' '] = t['\t'] = c_blank;
    return t;
}
inline constexpr auto classes = char_classes();

[[nodiscard]] inline bool is(char c, unsigned what) {
    return (classes[static_cast<unsigned char>(c)] & what) != 0;
}

}  // namespace detail

inline bool Token::currency() const {
    using namespace detail;
    return sym == Sym::word && end - begin == 3 && is(begin[0], c_upper) && is(begin[1], c_upper) && is(begin[2], c_upper);
}

class Scanner {
public:
    /// [begin, end): the text without byte order mark. Views into it are handed out.
    Scanner(const char* begin, const char* end) : begin_(begin), end_(end) {}

    /// The token at or after `p`. The reference is good until the next but one call.
    [[nodiscard]] const Token& at(const char* p) {
        if (cache_[latest_].from == p) return cache_[latest_];
        latest_ ^= 1u;
        if (cache_[latest_].from != p) scan(p, cache_[latest_]);
        return cache_[latest_];
    }
    [[nodiscard]] Token after(const Token& t) { return at(t.end); }

    /// In a row a newline is a token, and so is the end of a comment.
    void rows(bool on) {
        if (rows_ == on) return;
        rows_ = on;
        cache_[0].from = cache_[1].from = nullptr;
    }
    [[nodiscard]] bool rows() const { return rows_; }
    [[nodiscard]] const char* begin() const { return begin_; }
    [[nodiscard]] const char* end() const { return end_; }
    /// Whether p is the first byte of a line.
    [[nodiscard]] bool column_one(const char* p) const { return p == begin_ || p[-1] == '\n'; }

private:
    [[nodiscard]] char look(const char* p) const { return p < end_ ? *p : '\0'; }
    [[nodiscard]] bool digits(const char* p, int n) const {
        for (int i = 0; i < n; ++i) {
            if (!detail::is(look(p + i), detail::c_digit)) return false;
        }
        return true;
    }
    [[nodiscard]] const char* to_eol(const char* p) const {
        const void* newline = std::memchr(p, '\n', static_cast<std::size_t>(end_ - p));
        return newline != nullptr ? static_cast<const char*>(newline) : end_;
    }
    [[nodiscard]] const char* word_end(const char* p) const {
        while (detail::is(look(p), detail::c_letter | detail::c_digit)) ++p;
        return p;
    }
    [[nodiscard]] const char* blanks_end(const char* p) const {
        while (detail::is(look(p), detail::c_blank)) ++p;
        return p;
    }

    void scan(const char* p, Token& t) const;
    bool skip(const char*& p, Token& t) const;  // true: the token is an eol
    void word(Token& t) const;
    void number(Token& t) const;
    const char* unit(const char* number_end, Lit& lit) const;
    const char* clock(const char* p) const;
    void moment(Token& t) const;
    void text(Token& t) const;
    void symbol(Token& t) const;

    const char* begin_;
    const char* end_;
    Token cache_[2];
    unsigned latest_ = 0;
    bool rows_ = false;
};

inline void Scanner::scan(const char* p, Token& t) const {
    t.from = p;
    t.fresh_line = column_one(p);
    t.comment = false;
    t.flaw = Flaw::none;
    t.keyword = Keyword::none;
    if (skip(p, t)) return;
    t.begin = t.end = p;
    if (p >= end_) {
        t.sym = Sym::end;
    } else if (detail::is(*p, detail::c_letter)) {
        word(t);
    } else if (detail::is(*p, detail::c_digit)) {
        number(t);
    } else if (*p == '"') {
        text(t);
    } else {
        symbol(t);
    }
}

inline bool Scanner::skip(const char*& p, Token& t) const {
    for (; p < end_; ++p) {
        const char c = *p;
        if (c == ' ' || c == '\t' || (c == '\r' && (!rows_ || look(p + 1) != '\n'))) continue;
        if (rows_ && (c == '\n' || c == '\r' || c == '#')) {
            t.begin = p;
            t.comment = c == '#';
            p = to_eol(p);
            t.end = p < end_ ? p + 1 : p;
            t.sym = Sym::eol;
            return true;
        }
        if (c == '\n') {
            t.fresh_line = true;
        } else if (c == '#') {
            p = to_eol(p) - 1;  // on to the newline
        } else {
            return false;
        }
    }
    return false;
}

inline void Scanner::word(Token& t) const {
    t.sym = Sym::word;
    t.end = word_end(t.begin);
    t.keyword = find_keyword(t.view());
}

inline void Scanner::number(Token& t) const {
    t.sym = Sym::literal;
    if (digits(t.begin, 4) && look(t.begin + 4) == '-' && digits(t.begin + 5, 2) && look(t.begin + 7) == '-' && digits(t.begin + 8, 2)) {
        return moment(t);
    }
    if (const char* after = clock(t.begin); after != nullptr) {
        t.lit = Lit::time;
        t.end = after;
    } else {
        const char* p = t.begin;
        t.lit = Lit::integer;
        while (digits(p, 1) || (*p == '_' && digits(p + 1, 1))) {
            if (++p >= end_) break;
        }
        if (look(p) == '.' && digits(p + 1, 1)) {
            t.lit = Lit::decimal;
            for (++p; digits(p, 1);) ++p;
        }
        t.end = unit(p, t.lit);
    }
    if (detail::is(look(t.end), detail::c_letter | detail::c_digit)) {  // 12x, 1_
        t.sym = Sym::bad;
        t.flaw = Flaw::number;
        t.end = word_end(t.end);
    }
}

/// 08:00, not followed by a digit; or nullptr.
inline const char* Scanner::clock(const char* p) const {
    return digits(p, 2) && look(p + 2) == ':' && digits(p + 3, 2) && !digits(p + 5, 1) ? p + 5 : nullptr;
}

/// What stands behind a number and belongs to it: `%`, ` EUR`, ` business days`.
inline const char* Scanner::unit(const char* number_end, Lit& lit) const {
    if (look(number_end) == '%') return lit = Lit::percent, number_end + 1;
    const char* p = blanks_end(number_end);
    const char* stop = word_end(p);
    const auto is_word = [&](std::string_view w) { return std::string_view(p, static_cast<std::size_t>(stop - p)) == w; };
    if (p == stop || detail::is(*p, detail::c_digit)) return number_end;
    if (Token t{p, p, stop, Sym::word}; t.currency()) return lit = Lit::money, stop;
    if (lit != Lit::integer) return number_end;
    if (is_word("business")) {
        p = blanks_end(stop);
        stop = word_end(p);
    }
    for (const std::string_view one : {"minute", "hour", "day", "week"}) {
        if (is_word(one) || (*(stop - 1) == 's' && std::string_view(p, static_cast<std::size_t>(stop - p - 1)) == one)) {
            return lit = Lit::duration, stop;
        }
    }
    return number_end;
}

/// A date, or a timestamp if `T` and a time follow.
inline void Scanner::moment(Token& t) const {
    t.lit = Lit::date;
    t.end = t.begin + 10;
    const auto flaw = [&] {
        t.sym = Sym::bad;
        t.flaw = Flaw::number;
        while (detail::is(look(t.end), detail::c_letter | detail::c_digit) || (look(t.end) == ':' && digits(t.end + 1, 1))) ++t.end;
    };
    if (look(t.end) != 'T') {
        if (detail::is(look(t.end), detail::c_letter | detail::c_digit)) flaw();
        return;
    }
    const char* p = clock(t.end + 1);
    if (p == nullptr) return flaw();
    if (look(p) == ':' && digits(p + 1, 2)) {
        p += 3;
        if (look(p) == '.' && digits(p + 1, 1)) {
            for (++p; digits(p, 1);) ++p;
        }
    }
    if (look(p) == 'Z') {
        ++p;
    } else if (const char* after = look(p) == '+' || look(p) == '-' ? clock(p + 1) : nullptr; after != nullptr) {
        p = after;
    } else {
        t.end = p;
        return flaw();
    }
    t.lit = Lit::timestamp;
    t.end = p;
    if (detail::is(look(p), detail::c_letter | detail::c_digit)) flaw();
}

inline void Scanner::text(Token& t) const {
    const char* p = t.begin + 1;
    for (; p < end_ && *p != '\n' && *p != '"'; ++p) {
        if (*p == '\\' && p + 1 < end_ && p[1] != '\n' && p[1] != '\r') ++p;
    }
    if (p < end_ && *p == '"') {
        t.sym = Sym::text;
        t.end = p + 1;
    } else {
        t.sym = Sym::bad;
        t.flaw = Flaw::unclosed_text;
        t.end = p > t.begin + 1 && p[-1] == '\r' ? p - 1 : p;
    }
}

inline void Scanner::symbol(Token& t) const {
    const char* p = t.begin;
    const char next = look(p + 1);
    const auto is = [&](Sym sym, int length) {
        t.sym = sym;
        t.end = p + length;
    };
    switch (*p) {
        case '(': return is(Sym::lparen, 1);
        case ')': return is(Sym::rparen, 1);
        case '[': return is(Sym::lbracket, 1);
        case ']': return is(Sym::rbracket, 1);
        case '{': return is(Sym::lbrace, 1);
        case '}': return is(Sym::rbrace, 1);
        case ',': return is(Sym::comma, 1);
        case '?': return is(Sym::question, 1);
        case '+': return is(Sym::plus, 1);
        case '-': return is(Sym::minus, 1);
        case '*': return is(Sym::star, 1);
        case '/': return is(Sym::slash, 1);
        case '|': return next == '|' ? is(Sym::bars, 2) : is(Sym::bar, 1);
        case '.': return next == '.' ? is(Sym::range, 2) : next == '*' ? is(Sym::dot_star, 2) : is(Sym::dot, 1);
        case '<': return next == '=' ? is(Sym::le, 2) : is(Sym::lt, 1);
        case '>': return next == '=' ? is(Sym::ge, 2) : is(Sym::gt, 1);
        case '=':
            if (next != '=') return is(Sym::eq, 1);
            break;
        case '!':
            if (next == '=') return is(Sym::ne, 2);
            break;
        default: break;
    }
    t.sym = Sym::bad;
    t.flaw = Flaw::character;
    t.end = p + 1;
    if ((*p == '=' || *p == '&') && next == *p) ++t.end;
    if (static_cast<signed char>(*p) < 0) {  // the whole of a word in other letters
        while (static_cast<signed char>(look(t.end)) < 0) ++t.end;
    }
}

}  // namespace ordain::grammar
