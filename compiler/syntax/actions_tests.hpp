// Actions of tests and fixtures.
#pragma once

#include "compiler/syntax/actions_declarations.hpp"

namespace ordain::syntax {

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
        if (b.problems() == 0 && test.has_table && test.cases.empty()) b.remark_at(test.title.span, "the table of this test has no case");
        if (b.problems() == 0 && !test.has_table && test.expects.empty()) b.remark_at(test.title.span, "this test has no `expect`");
        for (const Case& row : test.cases)
            if (b.problems() == 0 && row.expects.empty() && test.expects.empty())
                b.remark_at(row.name.span, "this case expects nothing", "say what it expects, in its row or for all cases with `expect`");
        b.declared(b.tree.tests, DeclKind::test);
    }
};

template <>
struct action<g::cases_begin> {
    template <typename Input>
    static void apply(const Input& in, Builder& b) {
        Test& test = b.the<Test>();
        if (test.has_table) {
            b.remark(b.token(in.begin()), "a test has one table", "rows stand directly under each other");
            test.places.clear();  // the rows of the first one have other columns
            test.outs.clear();
            test.cases.clear();
        }
        test.has_table = true;
    }
};
template <>
struct action<g::case_word> {
    static void apply0(Builder& b) { b.named_rows = true; }
};
template <>
struct action<g::case_place> {
    static void apply0(Builder& b) {
        b.the<Test>().places.push_back(b.pop());
        ++b.condition_columns;
        check_columns(b);
    }
};
template <g::Keyword K>
struct action<g::case_result<K>> {
    static void apply0(Builder& b) {
        constexpr CaseOut kind = K == g::Keyword::expect   ? CaseOut::expect
                                 : K == g::Keyword::reason ? CaseOut::reason
                                 : K == g::Keyword::due    ? CaseOut::due
                                                           : CaseOut::output;
        constexpr g::Column columns[] = {g::Column::expect, g::Column::reason, g::Column::due, g::Column::output};
        b.the<Test>().outs.push_back({kind, {}, b.span(b.last())});
        b.result_columns.push_back(columns[static_cast<std::size_t>(kind)]);
        check_columns(b);
    }
};
template <>
struct action<g::case_output> {
    static void apply0(Builder& b) {
        CaseColumn& column = b.the<Test>().outs.back();
        column.output = b.name();
        column.span = b.span_from(column.span.begin);
    }
};
template <>
struct action<g::case_begin> {
    template <typename Input>
    static void apply(const Input& in, Builder& b) {
        Case& row = b.start<Case>(b.offset(here(in, b)));
        row.cells.reserve(b.condition_columns);
        row.outs.reserve(b.result_columns.size());
    }
};
template <>
struct action<g::case_name> {
    static void apply0(Builder& b) {
        b.the<Case>().name = b.string();
        b.set_item("case", b.last().view());
    }
};
template <>
struct action<g::case_as_given> {
    static void apply0(Builder& b) { b.the<Case>().cells.push_back({true, {}, b.span(b.last())}); }
};
template <>
struct action<g::case_value> {
    static void apply0(Builder& b) {
        const ValueId value = b.pop_value();
        b.the<Case>().cells.push_back({false, value, b.tree[value].span});
    }
};
/// The cell from its first piece to its last; an empty one is a point.
inline Span case_cell_span(Builder& b) {
    const std::uint32_t begin = b.offset(b.cell_begin);
    return b.last().begin < b.cell_begin ? Span{b.the<Case>().span.file, begin, begin} : b.span_from(begin);
}
template <>
struct action<g::case_nothing> {
    static void apply0(Builder& b) { b.the<Case>().outs.push_back(case_cell_span(b)); }
};
template <>
struct action<g::case_expect_begin> {
    static void apply0(Builder& b) {
        constexpr Expect::Kind kinds[] = {Expect::Kind::effects, Expect::Kind::effects, Expect::Kind::due, Expect::Kind::output};
        const std::uint32_t begin = b.offset(b.cell_begin);
        const CaseColumn& column = b.the<Test>().outs[b.result_index];
        Expect& expect = b.start<Expect>(begin);
        expect.kind = kinds[static_cast<std::size_t>(column.kind)];
        expect.name = column.output;
        if (column.kind == CaseOut::reason) b.start<Effect>(begin).kind = EffectKind::reason;
    }
};
template <>
struct action<g::case_expect_end> {
    static void apply0(Builder& b) {
        if (b.the<Test>().outs[b.result_index].kind == CaseOut::reason) b.the<Expect>().effects_list = b.take_effects();
        b.the<Case>().outs.push_back(case_cell_span(b));
        b.finish_into(b.the<Case>().expects);
    }
};
template <>
struct action<g::case_end> {
    static void apply0(Builder& b) { b.finish_into(b.the<Test>().cases); }
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

}  // namespace ordain::syntax
