// Actions: what the rules of the grammar put into the tree. A rule without an action only matches.
// This file: how actions are written, and those of literals, types and fields.
#pragma once

#include "compiler/syntax/builder.hpp"
#include "grammar/ordain.hpp"

namespace ordain::syntax {

namespace g = grammar;

template <typename Rule>
struct action : g::pegtl::nothing<Rule> {};

template <auto Member>
struct MemberOf;
template <typename C, typename T, T C::*Member>
struct MemberOf<Member> {
    using Class = C;
};

/// The member of what is being read: member<&Policy::owner>(b).
template <auto Member>
auto& member(Builder& b) {
    return b.the<typename MemberOf<Member>::Class>().*Member;
}

inline bool written(const Name& n) {
    return n.written();
}
inline bool written(const String& s) {
    return s.written();
}
inline bool written(const Path& p) {
    return p.written();
}
inline bool written(const Literal& l) {
    return !l.text.empty();
}

/// Sets a member that may be given once.
template <typename T>
void put(Builder& b, T& to, T value) {
    if (written(to)) return b.twice();
    to = std::move(value);
}

// Actions that set, or append to, a member what was matched last.
template <auto M>
struct put_name {
    static void apply0(Builder& b) { put(b, member<M>(b), b.name()); }
};
template <auto M>
struct push_name {
    static void apply0(Builder& b) { member<M>(b).push_back(b.name()); }
};
template <auto M>
struct put_text {
    static void apply0(Builder& b) { put(b, member<M>(b), b.string()); }
};
template <auto M>
struct put_literal {
    static void apply0(Builder& b) { put(b, member<M>(b), b.literal()); }
};
template <auto M>
struct put_path {
    static void apply0(Builder& b) { put(b, member<M>(b), b.path()); }
};
template <auto M>
struct push_path {
    static void apply0(Builder& b) { member<M>(b).push_back(b.path()); }
};
template <auto M>
struct put_expr {
    static void apply0(Builder& b) {
        if (member<M>(b).valid()) b.twice();
        member<M>(b) = b.pop();
    }
};
template <auto M, auto Value = true>
struct put_value {
    static void apply0(Builder& b) { member<M>(b) = Value; }
};
/// Where the next token begins: for actions of marks.
template <typename Input>
const char* here(const Input& in, Builder& b) {
    return b.token(in.begin()).begin;
}

// --- signed literals, ranges ------------------------------------------------------------------------------------------
template <>
struct action<g::slit_minus> {
    static void apply0(Builder& b) {
        b.negative = true;
        b.negative_begin = b.offset(b.last().begin);
    }
};
template <>
struct action<g::slit_negative> {
    static void apply0(Builder& b) { b.push_slit_literal(); }
};
template <>
struct action<g::slit_literal> {
    static void apply0(Builder& b) { b.push_slit_literal(); }
};
template <>
struct action<g::slit_name> {
    static void apply0(Builder& b) { b.push_slit_name(); }
};

template <bool Open>
struct range_opens {
    static void apply0(Builder& b) {
        b.low_open = Open;
        b.range_begin = b.offset(b.last().begin);
    }
};
template <>
struct action<g::range_open_bracket> : range_opens<false> {};
template <>
struct action<g::range_open_paren> : range_opens<true> {};
template <>
struct action<g::range_close_bracket> {
    static void apply0(Builder& b) { b.high_open = false; }
};
template <>
struct action<g::range_close_paren> {
    static void apply0(Builder& b) { b.high_open = true; }
};

// --- types ------------------------------------------------------------------------------------------------------------
template <>
struct action<g::type_begin> {
    template <typename Input>
    static void apply(const Input& in, Builder& b) {
        const auto begin = b.offset(here(in, b));
        b.types.emplace_back().span = {b.span(b.last()).file, begin, begin};
    }
};
template <>
struct action<g::mark<"type_end">> {
    static void apply0(Builder& b) { b.types.back().span = b.span_from(b.types.back().span.begin); }
};
template <>
struct action<g::type_advice> {
    static void apply0(Builder& b) { b.types.back().advice = true; }
};
template <>
struct action<g::type_optional> {
    static void apply0(Builder& b) { b.types.back().optional = true; }
};
template <>
struct action<g::type_currency> {
    static void apply0(Builder& b) { b.types.back().currency = b.name(); }
};
template <>
struct action<g::type_text_or_int> {
    static void apply0(Builder& b) { b.types.back().base = BaseType::text_or_int; }
};
template <>
struct action<g::type_named> {
    static void apply0(Builder& b) {
        b.types.back().base = BaseType::named;
        b.types.back().name = b.path();
    }
};
template <g::Keyword K>
struct action<g::type_word<K>> {
    static void apply0(Builder& b) { b.types.back().base = base(); }
    static constexpr BaseType base() {
        switch (K) {
            case g::Keyword::bool_: return BaseType::bool_;
            case g::Keyword::int_: return BaseType::int_;
            case g::Keyword::decimal: return BaseType::decimal;
            case g::Keyword::percent: return BaseType::percent;
            case g::Keyword::money: return BaseType::money;
            case g::Keyword::text: return BaseType::text;
            case g::Keyword::date: return BaseType::date;
            case g::Keyword::time: return BaseType::time;
            case g::Keyword::timestamp: return BaseType::timestamp;
            default: return BaseType::list;
        }
    }
};
template <>
struct action<g::type_list> {
    static void apply0(Builder& b) {
        TypeRef element = b.pop_type();
        b.types.back().element.push_back(std::move(element));
    }
};

// --- modifiers, fields --------------------------------------------------------------------------------------------------
template <>
struct action<g::mark<"modifiers">> {
    static void apply0(Builder& b) { b.the<Modifiers>() = {}; }
};

/// A modifier that is only words.
template <bool Modifiers::*Flag, Span Modifiers::*Place>
struct put_flag {
    static void apply0(Builder& b) {
        auto& mods = b.the<Modifiers>();
        if (mods.*Flag) b.twice();
        mods.*Flag = true;
        mods.*Place = b.span(b.last());
    }
};
template <>
struct action<g::mod_points> : put_flag<&Modifiers::points, &Modifiers::points_span> {};
template <>
struct action<g::mod_rounded> : put_flag<&Modifiers::rounded, &Modifiers::rounded_span> {};
template <>
struct action<g::mod_false_word> : put_flag<&Modifiers::false_as_missing, &Modifiers::false_span> {};
template <>
struct action<g::mod_zone_text> : put_text<&Modifiers::zone> {};
template <>
struct action<g::mod_currency_text> : put_text<&Modifiers::currency> {};
template <>
struct action<g::mod_from_text> : put_text<&Modifiers::from> {};
template <>
struct action<g::mod_max_digits> : put_literal<&Modifiers::max> {};
template <>
struct action<g::mod_key_name> : put_name<&Modifiers::key> {};
template <>
struct action<g::bracket_range> {  // in modifiers; cells have rules of their own
    static void apply0(Builder& b) { modifier_range(b, true); }
    static void modifier_range(Builder& b, bool bracketed) {
        auto& mods = b.the<Modifiers>();
        if (mods.has_range) b.twice();
        mods.has_range = true;
        mods.range = b.pop_range(bracketed);
    }
};
template <>
struct action<g::plain_range> {
    static void apply0(Builder& b) { action<g::bracket_range>::modifier_range(b, false); }
};

template <>
struct action<g::field_name> {
    static void apply0(Builder& b) { b.start<Field>().name = b.name(); }
};
template <>
struct action<g::field_rest> {
    static void apply0(Builder& b) {
        b.the<Field>().type = b.pop_type();
        b.the<Field>().mods = std::move(b.the<Modifiers>());
    }
};
template <>
struct action<g::field_end> {
    static void apply0(Builder& b) { b.finish_into(*b.fields); }
};

}  // namespace ordain::syntax
