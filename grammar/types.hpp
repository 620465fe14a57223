// Types, modifiers, fields; and the signed literals and ranges that modifiers and cells hold.
#pragma once

#include "grammar/rules.hpp"

namespace ordain::grammar {

// --- signed literals, ranges --------------------------------------------------------------------------------------
struct any_literal : choice<plain_literal, text> {};
struct slit_minus : sym<Sym::minus> {};
struct slit_negative : pegtl::seq<slit_minus, must<"a number after `-`", plain_literal>> {};
struct slit_literal : any_literal {};
struct slit_name : path {};
struct slit : choice<slit_literal, slit_negative, slit_name> {};

struct range_open_bracket : sym<Sym::lbracket> {};
struct range_open_paren : sym<Sym::lparen> {};
struct range_close_bracket : sym<Sym::rbracket> {};
struct range_close_paren : sym<Sym::rparen> {};
struct range_dots : must<"`..` between the bounds of the range", sym<Sym::range>> {};
struct range_close : must<"`)` or `]` after the range", choice<range_close_bracket, range_close_paren>> {};
struct bracket_range : pegtl::seq<choice<range_open_bracket, range_open_paren>, must<"a value after <>", slit>, range_dots,
                                  must<"a value after `..`", slit>, range_close> {};
struct plain_range : pegtl::seq<slit, range_dots, must<"a value after `..`", slit>> {};

// --- types --------------------------------------------------------------------------------------------------------
struct at_type {
    ORDAIN_MATCH {
        const Token& t = st.token(in.current());
        if (t.capital()) return true;
        bool type = false;
        for (auto k = Keyword::advice; k <= Keyword::list; k = static_cast<Keyword>(static_cast<int>(k) + 1)) type = type || st.is(t, k);
        return type;
    }
};

struct type;
struct type_begin : mark<"type"> {};
struct type_advice : kw<Keyword::advice> {};
template <Keyword K>
struct type_word : kw<K> {};
struct type_currency : currency {};
struct type_text_or_int : pegtl::seq<kw<Keyword::or_>, must<"`int` after `text or`", kw<Keyword::int_>>> {};
struct type_named : path_from<capital_name> {};
struct type_list
    : pegtl::seq<type_word<Keyword::list>, must<"`<` after `list`", sym<Sym::lt>>, nested<must<"the type of the elements after `<`", type>>,
                 must<"`>` after the type of the elements", sym<Sym::gt>>> {};
struct type_base : choice<type_named, pegtl::seq<type_word<Keyword::money>, maybe<type_currency>>,
                          pegtl::seq<type_word<Keyword::text>, maybe<type_text_or_int>>, type_word<Keyword::int_>,
                          type_word<Keyword::decimal>, type_word<Keyword::percent>, type_word<Keyword::bool_>, type_word<Keyword::date>,
                          type_word<Keyword::time>, type_word<Keyword::timestamp>, type_list> {};
struct type_optional : sym<Sym::question> {};
struct type
    : pegtl::seq<at_type, type_begin, maybe<type_advice>, must<"a type after <>", type_base>, maybe<type_optional>, mark<"type_end">> {};

// --- modifiers ----------------------------------------------------------------------------------------------------
// Their words may also name the next field, so what stands behind them decides: `from "x"` is a modifier, `from text` a field.
/// Not followed, on its line, by a type.
template <Keyword K>
struct modifier_word {
    ORDAIN_MATCH {
        const Token t = st.token(in.current());
        if (!st.is(t, K)) return false;
        const Token next = st.after(t);
        const bool type = next.capital() || (next.keyword >= Keyword::advice && next.keyword <= Keyword::list);
        return !(type && !next.fresh_line) && ORDAIN_SUB(kw<K>);
    }
};
struct mod_points : modifier_word<Keyword::points> {};
struct mod_rounded : modifier_word<Keyword::rounded> {};
struct mod_zone_text : text {};
struct mod_max_digits : digits {};
struct mod_key_name : name {};
struct mod_range : choice<bracket_range, plain_range> {};
struct mod_false_word : kw<Keyword::false_> {};
struct mod_currency_text : text {};
struct mod_from_text : text {};
struct modifier
    : choice<mod_points, mod_rounded, pegtl::seq<modifier_word<Keyword::zone>, must<"a time zone in quotes after `zone`", mod_zone_text>>,
             pegtl::seq<modifier_word<Keyword::max>, must<"a whole number after `max`", mod_max_digits>>,
             pegtl::seq<modifier_word<Keyword::key>, must<"the name of a field after `key`", mod_key_name>>,
             pegtl::seq<kw<Keyword::in>, must<"a range after `in`", mod_range>>,
             pegtl::seq<mod_false_word, must<"`as missing` after `false`", kw<Keyword::as>>,
                        must<"`missing` after `false as`", kw<Keyword::missing>>>,
             pegtl::seq<modifier_word<Keyword::currency>, must<"a pointer in quotes after `currency`", mod_currency_text>>,
             pegtl::seq<modifier_word<Keyword::from>, must<"a pointer in quotes after `from`", mod_from_text>>> {};
struct modifiers : pegtl::seq<mark<"modifiers">, many<modifier>> {};

// --- fields -------------------------------------------------------------------------------------------------------
struct field_name : item_name {};
struct field_rest : pegtl::seq<must<"a type after <>", type>, modifiers> {};
struct field_end : mark<"field"> {};
struct field : pegtl::seq<field_name, field_rest, field_end, maybe<sym<Sym::comma>>> {};
/// Between parentheses, so without a comma of its own.
struct param : pegtl::seq<field_name, field_rest> {};

}  // namespace ordain::grammar
