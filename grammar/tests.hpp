// Tests and fixtures: events with values put into them, what is expected, tables of cases.
#pragma once

#include "grammar/tables.hpp"

namespace ordain::grammar {

struct value;
struct value_missing : kw<Keyword::missing> {};
struct value_list_open : sym<Sym::lbracket> {};
struct value_list
    : pegtl::seq<value_list_open, nested<maybe<list<"a value after `,`", value>>>, must<"`,` or `]` after the value", sym<Sym::rbracket>>> {
};
struct value_record_open : sym<Sym::lbrace> {};
struct value_field_name : item_name {};
struct value_field : pegtl::seq<value_field_name, must<"`=` after <>", sym<Sym::eq>>, must<"a value after `=`", value>> {};
struct value_record : pegtl::seq<value_record_open, nested<maybe<list<"a field after `,`", value_field>>>,
                                 must<"`,` or `}` after the value", sym<Sym::rbrace>>> {};
struct value_expr : pegtl::seq<expr> {};
struct value : choice<value_missing, value_list, value_record, value_expr> {};

struct assign_target : reference {};
struct assign : pegtl::seq<assign_target, must<"`=` after the field", sym<Sym::eq>>, must<"a value after `=`", value>, mark<"assign">> {};
struct assigns_comma {
    ORDAIN_MATCH { return ORDAIN_SUB(sym<Sym::comma>); }
};
struct assigns : pegtl::seq<must<"`{` after `with`", sym<Sym::lbrace>>, maybe<assign, many<assigns_comma, maybe<assign>>>,
                            must<"`,` or `}` after the value", sym<Sym::rbrace>>> {};
struct source_name : path {};
struct source_from : text {};
struct source : pegtl::seq<source_name, maybe<kw<Keyword::from>, must<"a file name in quotes after `from`", source_from>>,
                           maybe<kw<Keyword::with>, assigns>> {};

struct expect_word : kw<Keyword::expect> {};
struct expect_not : kw<Keyword::not_> {};
struct expect_fault_code : pegtl::seq<capital_name> {};
struct expect_fault_word : kw<Keyword::fault> {};
struct expect_due_word : kw<Keyword::due> {};
struct expect_due_none : kw<Keyword::none_> {};
struct expect_due_time : literal_of<Lit::timestamp> {};
struct expect_output_word : kw<Keyword::output> {};
struct expect_output_name : name {};
struct expect_output_value : value {};
struct expect_effects : effects {};
struct expect_what
    : choice<pegtl::seq<expect_fault_word, maybe<expect_fault_code>>,
             pegtl::seq<expect_due_word, must<"a timestamp or `none` after `due`", choice<expect_due_none, expect_due_time>>>,
             pegtl::seq<expect_output_word, must<"an output after `output`", expect_output_name>, must<"`=` after <>", sym<Sym::eq>>,
                        must<"a value after `=`", expect_output_value>>,
             expect_effects> {};
struct expect_by : path {};
struct expect_at : reference {};
/// What stands behind `expect`.
struct expect_rest : pegtl::seq<maybe<expect_not>, must<"effects, `fault`, `due` or `output` after <>", expect_what>,
                                maybe<kw<Keyword::by>, must<"a rule after `by`", list<"a rule after `,`", expect_by>>,
                                      maybe<kw<Keyword::at>, must<"an element after `at`", expect_at>>>> {};
struct expectation : pegtl::seq<expect_word, expect_rest> {};
struct given : pegtl::seq<kw<Keyword::given>, must<"an event or a fixture after `given`", source>> {};

// The table of a test: cases with their names, values of their events || what is expected.
struct case_word : kw<Keyword::case_> {};
struct case_place : reference {};
template <Keyword K>
struct case_result : kw<K> {};
struct case_output : name {};
struct case_results : pegtl::seq<must<"`expect`, `reason`, `due`, or `output` and its name",
                                      choice<case_result<Keyword::expect>, case_result<Keyword::reason>, case_result<Keyword::due>,
                                             pegtl::seq<case_result<Keyword::output>, must<"an output after `output`", case_output>>>>,
                                 must<"`|` after the column", sym<Sym::bar>>> {};
struct case_heading
    : pegtl::seq<line<must<"`case` as the first column", case_word>,
                      many<sym<Sym::bar>, must<"a field of the event as a column, or `||` before what is expected", case_place>>,
                      must<"`|` or `||` after the column", sym<Sym::bars>>, case_results, many<more_cells, case_results>>,
                 dash_row> {};

struct case_begin : mark<"case_begin"> {};
struct case_end : mark<"case_end"> {};
struct case_name : text {};
struct case_first : must<"the name of the case, a text", case_name> {};
struct case_as_given : lone_minus {};
struct case_value : value {};
struct case_cell : must<"a value, or `-` for what the event has", choice<case_as_given, case_value>> {};
struct case_expect_begin : mark<"case_expect"> {};
struct case_expect_end : mark<"case_expect_end"> {};
/// By the kind of the column: what stands behind `expect`, `expect reason`, `expect due`, `expect output NAME =`.
struct case_expect {
    ORDAIN_MATCH {
        (void)ORDAIN_SUB(case_expect_begin);
        const Column kind = st.result_columns[st.result_index];
        const bool matched = kind == Column::expect   ? ORDAIN_SUB(expect_rest)
                             : kind == Column::reason ? ORDAIN_SUB(reasons)
                             : kind == Column::due    ? ORDAIN_SUB(due_time)
                                                      : ORDAIN_SUB(expect_output_value);
        return matched && ORDAIN_SUB(case_expect_end);
    }

private:
    struct reasons : list<"the code of a reason after `,`", out_reason> {};
    struct due_time : choice<expect_due_none, expect_due_time> {};
};
struct case_unreadable {
    ORDAIN_MATCH {
        const Column kind = st.result_columns[st.result_index];
        return st.expected(in.current(), kind == Column::reason ? "the code of a reason or `-` in {}"
                                         : kind == Column::due  ? "a timestamp, `none` or `-` in {}"
                                                                : "a value or `-` in {}");
    }
};
struct case_nothing : choice<at_cell_end, lone_minus> {};
struct case_out : choice<case_nothing, case_expect, case_unreadable> {};
struct case_row : grid_row<case_begin, case_first, case_cell, case_out, case_end> {};
struct cases_begin : mark<"cases"> {};
struct cases : pegtl::seq<at_grid, cases_begin, grid_of<case_heading, rows_of<case_row>>> {};

struct test_item : choice<given, expectation, cases> {};
struct test_title : text {};
struct test_declaration
    : pegtl::seq<kw<Keyword::test>, must<"a text after `test`", test_title>,
                 braces<"`given`, `expect`, a table or `}` in {}", line_of<Keyword::given, Keyword::expect>, false, test_item>> {};
struct fixture_name : name {};
struct fixture_declaration : pegtl::seq<kw<Keyword::fixture>, must<"a name after `fixture`", fixture_name>,
                                        must<"`=` after <>", sym<Sym::eq>>, must<"an event after `=`", source>> {};

}  // namespace ordain::grammar
