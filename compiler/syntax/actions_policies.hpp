// Actions of policies, tables, waivers, proofs, tests and fixtures.
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

// --- waivers, proofs, tests ---------------------------------------------------------------------------------------------------------
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
struct action<g::value_missing> {
    static void apply0(Builder& b) {
        Value v;
        v.kind = Value::Kind::missing;
        v.span = b.span(b.last());
        b.push_value(std::move(v));
    }
};
template <>
struct action<g::value_expr> {
    static void apply0(Builder& b) {
        Value v;
        v.kind = Value::Kind::expr;
        v.expr_id = b.pop();
        v.span = b.tree[v.expr_id].span;
        b.push_value(std::move(v));
    }
};
struct open_value {
    static void apply0(Builder& b) { b.value_frames.push_back({b.offset(b.last().begin), b.values.size(), {}}); }
};
inline void close_value(Builder& b, decltype(Value::kind) kind) {
    Value v;
    v.kind = kind;
    v.items = b.pop_values(b.value_frames.back().values);
    v.names = std::move(b.value_frames.back().names);
    v.span = b.span_from(b.value_frames.back().begin);
    b.value_frames.pop_back();
    b.push_value(std::move(v));
}
template <>
struct action<g::value_list_open> : open_value {};
template <>
struct action<g::value_list> {
    static void apply0(Builder& b) { close_value(b, Value::Kind::list); }
};
template <>
struct action<g::value_record_open> : open_value {};
template <>
struct action<g::value_record> {
    static void apply0(Builder& b) { close_value(b, Value::Kind::record); }
};
template <>
struct action<g::value_field_name> {
    static void apply0(Builder& b) { b.value_frames.back().names.push_back(b.name()); }
};

template <>
struct action<g::source_name> {
    static void apply0(Builder& b) {
        Path path = b.path();
        b.start<GivenSource>(path.span.begin).name = std::move(path);
    }
};
template <>
struct action<g::source_from> : put_text<&GivenSource::from> {};
template <>
struct action<g::assign_target> {
    static void apply0(Builder& b) {
        const ExprId target = b.pop();
        b.start<Assign>(b.tree[target].span.begin).target = target;
    }
};
template <>
struct action<g::mark<"assign">> {
    static void apply0(Builder& b) {
        b.the<Assign>().value = b.pop_value();
        b.finish_into(b.the<GivenSource>().with);
    }
};

template <>
struct action<g::expect_word> {
    static void apply0(Builder& b) { b.start<Expect>(); }
};
template <>
struct action<g::expect_not> : put_value<&Expect::negated> {};
template <>
struct action<g::expect_fault_word> : put_value<&Expect::kind, Expect::Kind::fault> {};
template <>
struct action<g::expect_fault_code> : put_name<&Expect::name> {};
template <>
struct action<g::expect_due_word> : put_value<&Expect::kind, Expect::Kind::due> {};
template <>
struct action<g::expect_due_none> : put_value<&Expect::due_none> {};
template <>
struct action<g::expect_due_time> : put_literal<&Expect::due> {};
template <>
struct action<g::expect_output_word> : put_value<&Expect::kind, Expect::Kind::output> {};
template <>
struct action<g::expect_output_name> : put_name<&Expect::name> {};
template <>
struct action<g::expect_output_value> {
    static void apply0(Builder& b) { b.the<Expect>().value = b.pop_value(); }
};
template <>
struct action<g::expect_effects> {
    static void apply0(Builder& b) { b.the<Expect>().effects_list = b.take_effects(); }
};
template <>
struct action<g::expect_by> : push_path<&Expect::by> {};
template <>
struct action<g::expect_at> : put_expr<&Expect::at> {};
template <>
struct action<g::expectation> {
    static void apply0(Builder& b) { b.finish_into(b.the<Test>().expects); }
};
template <>
struct action<g::given> {
    static void apply0(Builder& b) {
        GivenSource source = b.finish<GivenSource>();
        if (b.the<Test>().given.name.written()) return b.remark_at(source.span, "`given` stands twice in this test");
        b.the<Test>().given = std::move(source);
    }
};
template <>
struct action<g::test_title> {
    static void apply0(Builder& b) { b.declare<Test>("test").title = b.string(); }
};
template <>
struct action<g::test_declaration> {
    static void apply0(Builder& b) {
        Test& test = b.the<Test>();
        if (b.problems() == 0 && !test.given.name.written()) b.remark_at(test.title.span, "this test has no `given`");
        if (b.problems() == 0 && test.expects.empty()) b.remark_at(test.title.span, "this test has no `expect`");
        b.declared(b.tree.tests, DeclKind::test);
    }
};
template <>
struct action<g::fixture_name> : declares<Fixture, "fixture"> {};
template <>
struct action<g::fixture_declaration> {
    static void apply0(Builder& b) {
        b.the<Fixture>().source = b.finish<GivenSource>();
        b.declared(b.tree.fixtures, DeclKind::fixture);
    }
};

template <>
struct action<g::allow_rule> {
    static void apply0(Builder& b) { b.declare<Allow>("allow").rule = b.name(); }
};
template <>
struct action<g::allow_because> : put_text<&Allow::because> {};
template <>
struct action<g::allow_declaration> : declared<&Tree::allows, DeclKind::allow> {};

}  // namespace ordain::syntax
