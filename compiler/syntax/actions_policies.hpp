// Actions of policies, tables, waivers and proofs.
#pragma once

#include "compiler/syntax/actions_declarations.hpp"

namespace ordain::syntax {

// --- policies, tables -------------------------------------------------------------------------------------------------------------
template <bool Table>
struct policy_begins {
    static void apply0(Builder& b) {
        b.the<Policy>() = {};
        b.the<Policy>().is_table = Table;
        b.on_clauses = 0;
    }
};
template <>
struct action<g::policy_word> : policy_begins<false> {};
template <>
struct action<g::table_word> : policy_begins<true> {};
template <>
struct action<g::policy_name> {
    static void apply0(Builder& b) {
        b.the<Policy>().name = b.name();
        b.set_declaration(b.the<Policy>().is_table ? "table" : "policy", b.last().view());
    }
};
template <>
struct action<g::policy_declaration> : declared<&Tree::policies, DeclKind::policy> {};
template <>
struct action<g::table_declaration> : declared<&Tree::policies, DeclKind::policy> {};

template <>
struct action<g::each_element> {
    static void apply0(Builder& b) {
        b.the<Policy>().each = true;
        b.the<Policy>().each_var = b.name();
    }
};
template <>
struct action<g::each_list> : put_path<&Policy::each_list> {};
template <>
struct action<g::each_where> : put_expr<&Policy::each_where> {};
template <>
struct action<g::policy_on> : push_path<&Policy::on> {};
template <>
struct action<g::policy_events> {
    static void apply0(Builder& b) {
        if (++b.on_clauses > 1) b.twice();
    }
};
template <>
struct action<g::policy_owner> : put_text<&Policy::owner> {};
template <>
struct action<g::policy_from> : put_literal<&Policy::from> {};
template <>
struct action<g::policy_until> : put_literal<&Policy::until> {};
template <>
struct action<g::policy_calendar> : put_name<&Policy::calendar> {};
template <>
struct action<g::policy_applies> : put_expr<&Policy::applies> {};
template <g::Keyword K>
struct action<g::mode_word<K>> {
    static void apply0(Builder& b) {
        Policy& p = b.the<Policy>();
        if (p.mode_span.end != 0) b.remark(b.last(), "`mode` stands twice");
        p.mode = K == g::Keyword::shadow ? Mode::shadow : Mode::enforced;
        p.mode_span = b.span(b.last());
    }
};
template <g::Keyword K>
struct action<g::match_word<K>> {
    static void apply0(Builder& b) {
        Policy& p = b.the<Policy>();
        if (p.match_span.end != 0) b.remark(b.last(), "`match` stands twice");
        p.match = K == g::Keyword::all ? Match::all : K == g::Keyword::unique ? Match::unique : Match::first;
        p.match_span = b.span(b.last());
    }
};

template <>
struct action<g::let_word> {
    static void apply0(Builder& b) { b.start<Let>(); }
};
template <>
struct action<g::let_name> : put_name<&Let::name> {};
template <>
struct action<g::let> {
    static void apply0(Builder& b) {
        b.the<Let>().value = b.pop();
        b.finish_into(b.the<Policy>().lets);
    }
};

template <>
struct action<g::rule_word> {
    static void apply0(Builder& b) { b.start<Rule>(); }
};
template <>
struct action<g::rule_name> {
    static void apply0(Builder& b) {
        b.the<Rule>().name = b.name();
        b.set_item("rule", b.last().view());
    }
};
template <>
struct action<g::rule_text> : put_text<&Rule::text> {};
template <>
struct action<g::rule_when> : put_expr<&Rule::when> {};
template <>
struct action<g::rule> {
    static void apply0(Builder& b) {
        Policy& p = b.the<Policy>();
        b.the<Rule>().effects = b.take_effects();
        if (p.has_otherwise)
            b.remark_at(b.the<Rule>().name.span, "this rule stands after `otherwise`", "`otherwise` stands at the end of its policy");
        b.finish_into(p.rules);
    }
};
template <>
struct action<g::otherwise_word> {
    static void apply0(Builder& b) {
        b.start<Rule>();
        b.set_item("`otherwise`", {});
    }
};
template <>
struct action<g::otherwise> {
    static void apply0(Builder& b) {
        Policy& p = b.the<Policy>();
        b.the<Rule>().effects = b.take_effects();
        Rule rule = b.finish<Rule>();
        if (p.has_otherwise) return b.remark_at(rule.span, "`otherwise` stands twice", "one `otherwise` stands at the end of a policy");
        p.has_otherwise = true;
        p.otherwise = std::move(rule);
    }
};

// --- waivers, proofs ---------------------------------------------------------------------------------------------------------
template <>
struct action<g::waive_reject> : put_value<&Waive::reject> {};
template <>
struct action<g::waive_word> {
    static void apply0(Builder& b) { b.the<Waive>() = {}; }
};
template <>
struct action<g::waive_policy> : put_name<&Waive::policy> {};
template <>
struct action<g::waive_rule> {
    static void apply0(Builder& b) {
        Waive& waive = b.the<Waive>();
        waive.rule = b.name();
        b.set_declaration("the waiver of", {waive.policy.text.data(), static_cast<std::size_t>(b.last().end - waive.policy.text.data())});
    }
};
template <>
struct action<g::waive_when> : put_expr<&Waive::when> {};
template <>
struct action<g::waive_from> : put_literal<&Waive::from> {};
template <>
struct action<g::waive_until> : put_literal<&Waive::until> {};
template <>
struct action<g::waive_by> : put_text<&Waive::by> {};
template <>
struct action<g::waive_because> : put_text<&Waive::because> {};
template <>
struct action<g::waive_declaration> : declared<&Tree::waives, DeclKind::waive> {};

template <>
struct action<g::prove_title> {
    static void apply0(Builder& b) { b.declare<Prove>("prove").title = b.string(); }
};
template <>
struct action<g::prove_when> : put_expr<&Prove::when> {};
template <>
struct action<g::prove_holds> {
    static void apply0(Builder& b) {
        b.the<Prove>().holds = b.pop();
        b.the<Prove>().on = std::exchange(b.patterns, {});
    }
};
template <>
struct action<g::prove_declaration> : declared<&Tree::proofs, DeclKind::prove> {};

template <>
struct action<g::allow_rule> {
    static void apply0(Builder& b) { b.declare<Allow>("allow").rule = b.name(); }
};
template <>
struct action<g::allow_because> : put_text<&Allow::because> {};
template <>
struct action<g::allow_declaration> : declared<&Tree::allows, DeclKind::allow> {};

}  // namespace ordain::syntax
