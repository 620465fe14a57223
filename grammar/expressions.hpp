// Expressions, from the loosest operator to the tightest, and needs (which `include` takes into expressions).
#pragma once

#include "grammar/types.hpp"

namespace ordain::grammar {

struct expr;
struct unary;
struct add;
struct need;
struct need_atom;

/// What a longer construct is put together in: pushed at its first word, popped at its end.
struct frame_here : mark<"frame"> {};

// --- primaries ------------------------------------------------------------------------------------------------------
struct literal_expr : any_literal {};

struct paren_open : sym<Sym::lparen> {};
struct paren_close : must<"`)` after the expression", sym<Sym::rparen>> {};
struct paren : pegtl::seq<paren_open, nested<must<"an expression after `(`", expr>>, paren_close> {};

/// `if`, `any`, `every`, `not` where an operand belongs.
struct misplaced {
    ORDAIN_MATCH {
        const Token t = st.token(in.current());
        if (t.keyword != Keyword::if_ && t.keyword != Keyword::any && t.keyword != Keyword::every && t.keyword != Keyword::not_)
            return false;
        const auto word = std::string(t.view());
        return st.problem(t, "`" + word + "` as an operand needs parentheses", "write `(" + word + " …)`");
    }
};

// l in order.lines where …
struct element_name : name {};
struct element_list : path {};
struct element : pegtl::seq<must<"a name for the element after <>", element_name>, must<"`in` and a list after <>", kw<Keyword::in>>,
                            must<"a list after `in`", element_list>> {};
struct element_where : pegtl::seq<kw<Keyword::where>, nested<must<"a condition after `where`", expr>>> {};

struct count_word : pegtl::seq<at_kw<Keyword::count>, second_sym<Sym::lparen>, frame_here, kw<Keyword::count>, sym<Sym::lparen>> {};
struct count_expr : pegtl::seq<count_word, element, maybe<element_where>, must<"`)` after `count(…`", sym<Sym::rparen>>> {};

struct days_word : pegtl::seq<at_kw<Keyword::days>, second_kw<Keyword::between>, frame_here, kw<Keyword::days>, kw<Keyword::between>> {};
struct business_days_word : pegtl::seq<at_kw<Keyword::business>, second_kw<Keyword::days>, frame_here, kw<Keyword::business>,
                                       kw<Keyword::days>, must<"`between` after `business days`", kw<Keyword::between>>> {};
struct business_hours_word : pegtl::seq<at_kw<Keyword::business>, second_kw<Keyword::hours>, frame_here, kw<Keyword::business>,
                                        kw<Keyword::hours>, must<"`between` after `business hours`", kw<Keyword::between>>> {};
struct plain_hours {
    ORDAIN_MATCH {
        const Token t = st.token(in.current());
        if (t.keyword != Keyword::hours || st.after(t).keyword != Keyword::between) return false;
        return st.problem(t, "there is no `hours between`", "say `business hours between`, or subtract one timestamp from the other");
    }
};
struct between_operands : nested<must<"a value after `between`", unary>, must<"`and` and the second value", kw<Keyword::and_>>,
                                 must<"a value after `and`", unary>> {};
struct days_between : pegtl::seq<days_word, between_operands> {};
struct business_days_between : pegtl::seq<business_days_word, between_operands> {};
struct business_hours_between : pegtl::seq<business_hours_word, between_operands> {};

// f(x, y), sum(x for l in lines where …)
struct call_name {
    ORDAIN_MATCH {
        const Token t = st.token(in.current());
        return t.name() && st.after(t).sym == Sym::lparen && ORDAIN_SUB(any_word);
    }
};
struct comprehension : pegtl::seq<kw<Keyword::for_>, element, maybe<element_where>> {};
struct more_arguments : many<sym<Sym::comma>, must<"an expression after `,`", expr>> {};
struct call_close : must<"`,` or `)` after the argument", sym<Sym::rparen>> {};
struct call : pegtl::seq<call_name, sym<Sym::lparen>, maybe<nested<expr, choice<comprehension, more_arguments>>>, call_close> {};

// a.b, lines[x].price
struct path_expr : path {};
struct index_open : sym<Sym::lbracket> {};
struct index_close : must<"`,` or `]` after the key", sym<Sym::rbracket>> {};
struct index : pegtl::seq<index_open, nested<must<"a key after `[`", expr>, more_arguments>, index_close> {};
struct member : pegtl::seq<sym<Sym::dot>, must<"a name after `.`", any_word>> {};
struct reference : pegtl::seq<path_expr, many<choice<index, member>>> {};

struct primary : choice<literal_expr, paren, misplaced, count_expr, days_between, business_days_between, business_hours_between,
                        plain_hours, call, reference> {};

// --- operators --------------------------------------------------------------------------------------------------------
struct neg_open : sym<Sym::minus> {};
struct neg_primary : pegtl::seq<neg_open, must<"a value after `-`", primary>> {};

struct if_missing_words : pegtl::seq<at_kw<Keyword::if_>, second_kw<Keyword::missing>, kw<Keyword::if_>, kw<Keyword::missing>> {};
struct if_missing : pegtl::seq<if_missing_words, must<"a value after `if missing`", choice<neg_primary, primary>>> {};

/// `in EUR`, but not `in AAA..BBB`.
struct at_conversion {
    ORDAIN_MATCH {
        const Token t = st.token(in.current());
        if (t.keyword != Keyword::in) return false;
        const Token next = st.after(t);
        return next.currency() && st.after(next).sym != Sym::range;
    }
};
struct convert_currency : currency {};
struct convert_at : pegtl::seq<kw<Keyword::at>, must<"a rate after `at`", primary>> {};
struct convert_per : pegtl::seq<kw<Keyword::per>, must<"a rate after `per`", primary>> {};
struct conversion : pegtl::seq<at_conversion, kw<Keyword::in>, convert_currency,
                               must<"`at` or `per` and a rate after <>", choice<convert_at, convert_per>>> {};
struct postfix : pegtl::seq<primary, many<choice<if_missing, conversion>>> {};

struct negation : pegtl::seq<neg_open, nested<must<"a value after `-`", unary>>> {};
struct unary : choice<negation, postfix> {};

template <Sym S, typename Operand>
struct operator_tail : pegtl::seq<sym<S>, must<"a value after <>", Operand>> {};
struct mul : pegtl::seq<unary, many<choice<operator_tail<Sym::star, unary>, operator_tail<Sym::slash, unary>>>> {};
struct add : pegtl::seq<mul, many<choice<operator_tail<Sym::plus, mul>, operator_tail<Sym::minus, mul>>>> {};

// x in [a .. b), x in (a, b), x in a..b, x in list
struct in_bracket : sym<Sym::lbracket> {};
struct in_paren : sym<Sym::lparen> {};
struct in_close_bracket : sym<Sym::rbracket> {};
struct in_close_paren : sym<Sym::rparen> {};
struct in_high : pegtl::seq<must<"a value after `..`", add>, must<"`)` or `]` after the range", choice<in_close_bracket, in_close_paren>>> {
};
struct in_range_tail : pegtl::seq<sym<Sym::range>, in_high> {};
struct in_values_tail
    : pegtl::seq<many<sym<Sym::comma>, must<"a value after `,`", add>>, must<"`,`, `..` or `)` after the value", sym<Sym::rparen>>> {};
struct in_bracket_range
    : pegtl::seq<in_bracket, nested<must<"a value after `[`", add>, must<"`..` after the lower bound", sym<Sym::range>>, in_high>> {};
struct in_paren_set : pegtl::seq<in_paren, nested<must<"a value after `(`", add>, choice<in_range_tail, in_values_tail>>> {};
struct in_plain_range : pegtl::seq<sym<Sym::range>, must<"a value after `..`", add>> {};
struct in_list : mark<"in_list"> {};
struct in_set : choice<in_bracket_range, in_paren_set, pegtl::seq<add, choice<in_plain_range, in_list>>> {};
struct in_tail : pegtl::seq<kw<Keyword::in>, must<"a list or a range after `in`", in_set>> {};

struct is_present : kw<Keyword::present> {};
struct is_missing : kw<Keyword::missing> {};
struct is_unknown : kw<Keyword::unknown> {};
struct is_tail
    : pegtl::seq<kw<Keyword::is>, must<"`present`, `missing` or `unknown` after `is`", choice<is_present, is_missing, is_unknown>>> {};
struct starts_tail
    : pegtl::seq<kw<Keyword::starts>, must<"`with` after `starts`", kw<Keyword::with>>, must<"a text after `starts with`", add>> {};
struct ends_tail : pegtl::seq<kw<Keyword::ends>, must<"`with` after `ends`", kw<Keyword::with>>, must<"a text after `ends with`", add>> {};
struct contains_tail : pegtl::seq<kw<Keyword::contains>, must<"a text after `contains`", add>> {};
struct include_tail : pegtl::seq<kw<Keyword::include>, must<"a role, a queue or a reason after `include`", need_atom>> {};

struct no_chain {
    ORDAIN_MATCH {
        const Token& t = st.token(in.current());
        const bool comparison = (t.sym >= Sym::eq && t.sym <= Sym::ge) || t.keyword == Keyword::in || t.keyword == Keyword::is;
        return !comparison || st.problem(t, "comparisons do not chain", "join two comparisons with `and`: `a < b and b < c`");
    }
};
template <Sym S>
struct comparison : operator_tail<S, add> {};
struct comparison_tail : choice<comparison<Sym::eq>, comparison<Sym::ne>, comparison<Sym::lt>, comparison<Sym::le>, comparison<Sym::gt>,
                                comparison<Sym::ge>, in_tail, is_tail, starts_tail, ends_tail, contains_tail, include_tail> {};
struct compared : pegtl::seq<add, maybe<comparison_tail, no_chain>> {};

struct not_open : kw<Keyword::not_> {};
struct inversion;
struct not_expr : pegtl::seq<not_open, nested<must<"a condition after `not`", inversion>>> {};
struct any_word_of_list : pegtl::seq<at_kw<Keyword::any>, frame_here, kw<Keyword::any>> {};
struct every_word_of_list : pegtl::seq<at_kw<Keyword::every>, frame_here, kw<Keyword::every>> {};
struct quantified : pegtl::seq<element, must<"`where` and a condition after the list", element_where>> {};
struct any_expr : pegtl::seq<any_word_of_list, quantified> {};
struct every_expr : pegtl::seq<every_word_of_list, quantified> {};
struct inversion : choice<not_expr, any_expr, every_expr, compared> {};

struct and_tail : pegtl::seq<kw<Keyword::and_>, must<"a condition after `and`", inversion>> {};
struct conjunction : pegtl::seq<inversion, many<and_tail>> {};
struct or_tail : pegtl::seq<kw<Keyword::or_>, must<"a condition after `or`", conjunction>> {};
struct disjunction : pegtl::seq<conjunction, many<or_tail>> {};

struct if_open : kw<Keyword::if_> {};
struct else_branch : pegtl::seq<kw<Keyword::else_>, must<"an expression after `else`", expr>> {};
struct if_expr
    : pegtl::seq<if_open, nested<must<"a condition after `if`", expr>, must<"`then` after the condition of `if`", kw<Keyword::then>>,
                                 must<"an expression after `then`", expr>, maybe<else_branch>>> {};
struct expr : choice<if_expr, disjunction> {};

// --- needs ----------------------------------------------------------------------------------------------------------
struct need_count : digits {};
struct need_name : name {};
struct need_scope : pegtl::seq<kw<Keyword::for_>, must<"what the role is asked for, after `for`", add>> {};
struct need_covering : pegtl::seq<kw<Keyword::covering>, must<"an amount after `covering`", add>> {};
struct need_role : pegtl::seq<need_name, maybe<need_scope>, maybe<need_covering>> {};
struct need_counted : pegtl::seq<need_count, must<"a role after <>", need_role>> {};

struct any_of_count : digits {};
struct any_of
    : pegtl::seq<at_kw<Keyword::any>, frame_here, kw<Keyword::any>, must<"a number after `any`", any_of_count>,
                 must<"`of` and a list of roles", kw<Keyword::of>>, must<"`(` after `of`", sym<Sym::lparen>>,
                 nested<must<"a role after `(`", list<"a role after `,`", need>>>, must<"`,` or `)` after the role", sym<Sym::rparen>>> {};
struct need_paren_open : sym<Sym::lparen> {};
struct need_paren_close : must<"`)` after the roles", sym<Sym::rparen>> {};
struct need_paren : pegtl::seq<need_paren_open, nested<must<"a role after `(`", need>>, need_paren_close> {};
struct need_atom : choice<any_of, need_paren, need_counted, need_role> {};

template <Keyword K>
struct need_chain_tail : pegtl::seq<kw<K>, must<"a role after <>", need_atom>> {};
template <Keyword K>
struct need_chain : pegtl::seq<at_kw<K>, many<need_chain_tail<K>>> {};
struct unmixed {
    ORDAIN_MATCH {
        const Token& t = st.token(in.current());
        if (t.keyword != Keyword::and_ && t.keyword != Keyword::or_ && t.keyword != Keyword::then) return true;
        return st.problem(t, "`and`, `or` and `then` between roles need parentheses when they are mixed", "write `(a and b) then c`");
    }
};
struct at_need {
    ORDAIN_MATCH {
        const Token& t = st.token(in.current());
        return t.name() || t.sym == Sym::lparen || t.keyword == Keyword::any || (t.sym == Sym::literal && t.lit <= Lit::duration);
    }
};
struct need_begin : mark<"need_begin"> {};
struct need_end : mark<"need_end"> {};
struct need : pegtl::seq<at_need, need_begin, must<"a role after <>", need_atom>,
                         maybe<choice<need_chain<Keyword::and_>, need_chain<Keyword::or_>, need_chain<Keyword::then>>, unmixed>, need_end> {
};

}  // namespace ordain::grammar
