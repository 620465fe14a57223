// The building blocks of the grammar, as PEGTL rules over the tokens of a State.
//
// A rule either matches, or returns false having consumed nothing, or has failed for good (State::failed). So what follows the
// first token of a sequence stands in must<>, and there is no backtracking.
#pragma once

#include <tao/pegtl.hpp>

#include "grammar/state.hpp"

namespace ordain::grammar {

namespace pegtl = tao::pegtl;

/// A text as a template argument.
template <std::size_t N>
struct Text {
    char chars[N]{};
    constexpr Text(const char (&text)[N]) {  // NOLINT: implicit, so that a literal can be written
        for (std::size_t i = 0; i < N; ++i) chars[i] = text[i];
    }
    [[nodiscard]] constexpr std::string_view view() const { return {chars, N - 1}; }
};

// The signature of a PEGTL rule that sees the state `st`, and how it calls another rule.
#define ORDAIN_MATCH                                                                                                                \
    using rule_t = void;                                                                                                            \
    using subs_t = pegtl::type_list<>;                                                                                              \
    template <pegtl::apply_mode A, pegtl::rewind_mode M, template <typename...> class Action, template <typename...> class Control, \
              typename In, typename S>                                                                                              \
    [[nodiscard]] static bool match([[maybe_unused]] In& in, S& st)
#define ORDAIN_SUB(RULE) Control<RULE>::template match<A, pegtl::rewind_mode::dontcare, Action, Control>(in, st)

template <typename In, typename S>
bool take(In& in, S& st, const Token& t) {
    const Token copy = t;
    st.matched(copy);
    in.bump(static_cast<std::size_t>(copy.end - in.current()));
    return true;
}

// --- tokens -----------------------------------------------------------------------------------------------------
template <Sym X>
struct sym {
    ORDAIN_MATCH {
        const Token& t = st.token(in.current());
        return t.sym == X && take(in, st, t);
    }
};

template <Keyword K>
struct kw {
    ORDAIN_MATCH {
        const Token& t = st.token(in.current());
        if (!st.is(t, K)) return false;
        st.matched_keyword(t);
        in.bump(static_cast<std::size_t>(t.end - in.current()));
        return true;
    }
};

/// Any word that is not reserved and does not look like the start of the next item or declaration.
struct name {
    ORDAIN_MATCH {
        const Token t = st.token(in.current());
        return t.name() && !(t.fresh_line && st.starts_item(t)) && take(in, st, t);
    }
};
/// Any word that is not reserved: where items begin with a name, as fields do.
struct item_name {
    ORDAIN_MATCH {
        const Token& t = st.token(in.current());
        return t.name() && take(in, st, t);
    }
};
/// Any word at all.
struct any_word {
    ORDAIN_MATCH {
        const Token& t = st.token(in.current());
        return t.sym == Sym::word && take(in, st, t);
    }
};
struct currency {
    ORDAIN_MATCH {
        const Token& t = st.token(in.current());
        return t.currency() && take(in, st, t);
    }
};
/// a.b.c: the words are in st.words. After a dot any word goes.
template <typename First>
struct path_from {
    ORDAIN_MATCH {
        if (!ORDAIN_SUB(First)) return false;
        st.words.clear();
        st.words.push_back(st.last());
        while (st.token(in.current()).sym == Sym::dot) {
            take(in, st, st.token(in.current()));
            if (!ORDAIN_SUB(any_word)) return st.expected(in.current(), "a name after `.`");
            st.words.push_back(st.last());
        }
        return true;
    }
};
struct path : path_from<name> {};
struct capital_name {
    ORDAIN_MATCH {
        const Token& t = st.token(in.current());
        return t.capital() && take(in, st, t);
    }
};

/// A number, amount, duration, date, time, timestamp, `true` or `false`.
struct plain_literal {
    ORDAIN_MATCH {
        const Token& t = st.token(in.current());
        const bool literal = t.sym == Sym::literal || t.keyword == Keyword::true_ || t.keyword == Keyword::false_;
        return literal && take(in, st, t);
    }
};
template <Lit L>
struct literal_of {
    ORDAIN_MATCH {
        const Token& t = st.token(in.current());
        return t.sym == Sym::literal && t.lit == L && take(in, st, t);
    }
};
/// A whole number without a unit, also where a word such as `EUR` or `day` stands behind it.
struct digits {
    ORDAIN_MATCH {
        Token t = st.token(in.current());
        if (t.sym != Sym::literal || (t.lit != Lit::integer && t.lit != Lit::money && t.lit != Lit::duration)) return false;
        const auto stop = t.view().find_first_not_of("0123456789_");
        if (stop != std::string_view::npos && t.begin[stop] == '.') return false;
        if (stop != std::string_view::npos) t.end = t.begin + stop;
        t.lit = Lit::integer;
        return take(in, st, t);
    }
};
/// "…": its escapes are checked here.
struct text {
    ORDAIN_MATCH {
        const Token& t = st.token(in.current());
        if (t.sym != Sym::text) return false;
        const Token copy = t;
        take(in, st, copy);
        check_escapes(st, copy);
        return true;
    }

private:
    /// The length of the escape at p (a backslash before `end`), or 0.
    static std::size_t escape(const char* p, const char* end) {
        const char c = p + 1 < end ? p[1] : '\0';
        if (c == '"' || c == '\\' || c == '/' || c == 'n' || c == 't') return 2;
        if (c != 'u' || p + 2 >= end || p[2] != '{') return 0;
        std::uint32_t value = 0;
        const char* q = p + 3;
        for (; q < end && *q != '}'; ++q) {
            const char h = static_cast<char>(*q | 0x20);
            const bool hex = (*q >= '0' && *q <= '9') || (h >= 'a' && h <= 'f');
            if (!hex || q - p > 8) return 0;
            value = value * 16 + static_cast<std::uint32_t>(h >= 'a' ? h - 'a' + 10 : *q - '0');
        }
        const bool scalar = value <= 0x10FFFF && !(value >= 0xD800 && value <= 0xDFFF);
        return q < end && q > p + 3 && scalar ? static_cast<std::size_t>(q + 1 - p) : 0;
    }
    template <typename S>
    static void check_escapes(S& st, const Token& t) {
        const char* const end = t.end - 1;
        for (const char* p = t.begin + 1; p < end;) {
            const auto* slash = static_cast<const char*>(std::memchr(p, '\\', static_cast<std::size_t>(end - p)));
            if (slash == nullptr) return;
            const std::size_t length = escape(slash, end);
            if (length == 0) {
                Token at = t;
                at.begin = slash;
                at.end = slash + (slash + 1 < end ? 2 : 1);
                return st.remark(at, "this is no escape", "the escapes are `\\\"`, `\\\\`, `\\/`, `\\n`, `\\t` and `\\u{1F4E6}`");
            }
            p = slash + length;
        }
    }
};

// --- looking ahead, without matching ------------------------------------------------------------------------------
template <Keyword K>
struct at_kw {
    ORDAIN_MATCH { return st.is(st.token(in.current()), K); }
};
template <Sym X>
struct at_sym {
    ORDAIN_MATCH { return st.token(in.current()).sym == X; }
};
/// The second token: `R` looks at what stands behind the next one.
template <Keyword K>
struct second_kw {
    ORDAIN_MATCH { return st.after(Token(st.token(in.current()))).keyword == K; }
};
template <Sym X>
struct second_sym {
    ORDAIN_MATCH { return st.after(Token(st.token(in.current()))).sym == X; }
};

// --- combinators --------------------------------------------------------------------------------------------------
template <typename... R>
struct choice {
    ORDAIN_MATCH {
        bool matched = false;
        (void)(((matched = ORDAIN_SUB(R)) || st.failed()) || ...);
        return matched;
    }
};

template <typename... R>
struct maybe {
    ORDAIN_MATCH { return ORDAIN_SUB(pegtl::seq<R...>) || !st.failed(); }
};

template <typename... R>
struct many {
    ORDAIN_MATCH {
        while (ORDAIN_SUB(pegtl::seq<R...>) && !st.failed()) {
        }
        return !st.failed();
    }
};

/// R, or the failure "expected WHAT, found …".
template <Text What, typename... R>
struct must {
    ORDAIN_MATCH { return ORDAIN_SUB(pegtl::seq<R...>) || (!st.failed() && st.expected(in.current(), What.view())); }
};

/// R {"," R}
template <Text What, typename R>
struct list : pegtl::seq<R, many<sym<Sym::comma>, must<What, R>>> {};

/// R one level deeper; see limits::nesting.
template <typename... R>
struct nested {
    ORDAIN_MATCH {
        const bool matched = st.enter(in.current()) && ORDAIN_SUB(pegtl::seq<R...>);
        st.leave();
        return matched;
    }
};

/// Matches nothing, always: a place for an action.
template <Text Name>
struct mark {
    ORDAIN_MATCH { return (void)st, true; }
};

// --- bodies and recovery --------------------------------------------------------------------------------------------
// A body is what stands between braces: items until `}`. An item that fails is skipped up to the next line that `Start` takes
// for the start of an item, so that each item can have a mistake of its own.

/// Any line may begin an item.
struct any_line {
    template <typename S>
    static bool starts(const Token&, S& st, unsigned level) {
        return st.braces() == level;
    }
};
template <Keyword... K>
struct line_of {
    template <typename S>
    static bool starts(const Token& t, S&, unsigned) {
        return ((t.keyword == K) || ...);
    }
};

/// Whether t begins the next declaration, so that a `}` is missing before it. `record Line {` and `enum Risk {` are no fields.
template <bool Fields, typename S>
bool declaration_instead(const Token& t, S& st) {
    const Token here = t;
    if (!st.starts_declaration(here)) return false;
    if constexpr (!Fields) return true;
    const Token type = st.after(here);
    const Token behind = st.after(type);
    const bool type_word = type.capital() || (type.keyword >= Keyword::advice && type.keyword <= Keyword::list);
    return !type_word || behind.sym == Sym::lbrace || behind.keyword == Keyword::open;
}

/// Blanks before p on its line.
template <typename S>
std::size_t indent(S& st, const char* p) {
    const char* q = p;
    while (q > st.scanner().begin() && (q[-1] == ' ' || q[-1] == '\t')) --q;
    return static_cast<std::size_t>(p - q);
}

/// Skips the item `item` that failed. A word at its indentation that is no keyword is taken for a misspelt start of an item.
template <typename Start, bool Fields, typename In, typename S>
void skip_to_item(In& in, S& st, const Token& item, unsigned level) {
    st.recovered();
    st.scanner().rows(false);
    const std::size_t margin = indent(st, item.begin);
    const char* p = in.current();  // what was matched stands before it
    for (;;) {
        const Token t = st.token(p);
        if (t.sym == Sym::end) break;
        const bool first = t.begin == item.begin;
        if (!first && declaration_instead<Fields>(t, st)) break;
        const bool word_below =
            t.sym == Sym::word && t.keyword == Keyword::none && item.fresh_line && t.fresh_line && indent(st, t.begin) == margin;
        if (t.sym == Sym::rbrace) {
            if (st.braces() <= level) break;
            st.set_braces(st.braces() - 1);
        } else if (t.sym == Sym::lbrace) {
            st.set_braces(st.braces() + 1);
        } else if (!first && t.fresh_line && (word_below || Start::starts(t, st, level))) {
            st.set_braces(level);
            break;
        }
        p = t.end;
    }
    st.skipped(item.begin, p);
    in.bump(static_cast<std::size_t>(p - in.current()));
}

template <Text What, typename Start, bool Fields, typename Item>
struct body {
    ORDAIN_MATCH {
        const Token open = st.last();
        const unsigned level = st.braces();
        for (;;) {
            const Token t = st.token(in.current());
            if (t.sym == Sym::rbrace) return take(in, st, t);
            if (t.sym == Sym::end || declaration_instead<Fields>(t, st)) {
                if (st.problems() == 0) st.remark(open, "this `{` is not closed", "a `}` is missing");
                return true;
            }
            st.set_item({}, {});
            if (ORDAIN_SUB(Item) && !st.failed()) continue;
            if (!st.failed()) st.expected(in.current(), What.view(), true);
            skip_to_item<Start, Fields>(in, st, t, level);
        }
    }
};

/// "{" body
template <Text What, typename Start, bool Fields, typename Item>
struct braces : pegtl::seq<must<"`{` after <>", sym<Sym::lbrace>>, body<What, Start, Fields, Item>> {};

}  // namespace ordain::grammar
