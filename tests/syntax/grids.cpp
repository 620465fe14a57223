// Tables and data: headings, cells of every kind, results of every kind.
#include "tests/syntax/support.hpp"

using ordain::testing::dump_of;
using ordain::testing::Parsed;

namespace {

std::string row_of(const std::string& cell) {
    const std::string dump = dump_of("module m\ntable t on e {\n| a.b || decide |\n| --- || --- |\n| " + cell + " || release |\n}\n");
    const std::string before = "module m\ntable t\n  on e\n  | a.b || decide |\n  | ", after = " || release |\n";
    REQUIRE(dump.starts_with(before));
    REQUIRE(dump.ends_with(after));
    return dump.substr(before.size(), dump.size() - before.size() - after.size());
}

std::string result_of(const std::string& column, const std::string& cell) {
    const std::string dump = dump_of("module m\ntable t on e {\n| a || " + column + " |\n| --- || --- |\n| - || " + cell + " |\n}\n");
    const std::string before = "  | - || ";
    const auto at = dump.find(before);
    REQUIRE(at != dump.npos);
    return dump.substr(at + before.size(), dump.size() - at - before.size() - 3);
}

}  // namespace

TEST_CASE("condition cells of every kind") {
    CHECK(row_of("-") == "-");
    CHECK(row_of("<= 10") == "<= 10");
    CHECK(row_of("!= low") == "!= low");
    CHECK(row_of("= -5") == "= -5");
    CHECK(row_of(">= big") == ">= big");
    CHECK(row_of("1..5") == "[1 .. 5]");
    CHECK(row_of("1 .. 5") == "[1 .. 5]");
    CHECK(row_of("[1 .. 5)") == "[1 .. 5)");
    CHECK(row_of("(0 EUR .. 10_000 EUR]") == "(0 EUR .. 10_000 EUR]");
    CHECK(row_of("-5..-1") == "[-5 .. -1]");
    CHECK(row_of("low, medium, Risk.high") == "low, medium, Risk.high");
    CHECK(row_of("\"a | b # c\", \"d\"") == "\"a | b # c\", \"d\"");
    CHECK(row_of("true") == "true");
    CHECK(row_of("2026-01-01 .. 2026-02-01") == "[2026-01-01 .. 2026-02-01]");
    CHECK(row_of("4 hours") == "4 hours");
    CHECK(row_of("present") == "present");
    CHECK(row_of("missing") == "missing");
    CHECK(row_of("unknown") == "unknown");
    CHECK(row_of("not (<= 5)") == "not (<= 5)");
    CHECK(row_of("not ([1 .. 5))") == "not [1 .. 5)");
    CHECK(row_of("not (1..5)") == "not [1 .. 5]");
    CHECK(row_of("not (low, high)") == "not (low, high)");
    CHECK(row_of("not (low)") == "not (low)");
}

TEST_CASE("result cells of every kind") {
    CHECK(result_of("decide", "require a then b within 4 hours do c") == "require (then [a] [b]) within 4 hours; do c");
    CHECK(result_of("decide", "-") == "-");
    CHECK(result_of("decide", "") == "-");
    CHECK(result_of("reason", "A, B \"t\"") == "reason A; reason B \"t\"");
    CHECK(result_of("route", "q priority high") == "route q priority high");
    CHECK(result_of("notify", "r for a.b \"x\"") == "notify r for a.b \"x\"");
    CHECK(result_of("notify", "person a.b") == "notify person a.b");
    CHECK(result_of("set o", "a + 1") == "(+ a 1)");
    CHECK(result_of("set o", "-1") == "(- 1)");
    CHECK(result_of("set o", "- ") == "-");
    CHECK(result_of("set o", "if a then 1 else 2") == "(if a 1 2)");
}

TEST_CASE("a table with names, look-ups as columns, comments and blank lines between rows") {
    CHECK(dump_of("module m\n"
                  "table t each l in order.lines on e {\n"
                  "  let x = 1\n"
                  "  # heading\n"
                  "  | rule | floors[l.category].floor | rule.x || decide | set o |   # columns\n"
                  "  |---|---|-----||---|---|\n"
                  "\n"
                  "  | a    | -  | 1 || release | x |\n"
                  "  # between\n"
                  "  | -    | 5% | - || reject  | - | # end\n"
                  "}\n") ==
          "module m\ntable t\n  each l in order.lines\n  on e\n  let x = 1\n"
          "  | rule | (member floor (index floors l.category)) | rule.x || decide | set o |\n"
          "  | a | - | 1 || release | x |\n"
          "  | - | 5% | - || reject | - |\n");
}

TEST_CASE("a table may consist of names and results alone") {
    CHECK(dump_of("module m\ntable t on e {\n| rule || decide |\n| --- || --- |\n| a || release |\n}\n") ==
          "module m\ntable t\n  on e\n  | rule |  || decide |\n  | a |  || release |\n");
}

TEST_CASE("a field named rule is a column like another") {
    CHECK(dump_of("module m\ntable t on e {\n| rule.a | b || decide |\n| --- | --- || --- |\n| 1 | 2 || release |\n}\n") ==
          "module m\ntable t\n  on e\n  | rule.a | b || decide |\n  | 1 | 2 || release |\n");
}

TEST_CASE("data with rows, and from a file") {
    CHECK(dump_of("module m\n"
                  "data floors key (category text, quantity int in 0..9) {\n"
                  "  floor percent\n  approver text?\n  risk Risk\n"
                  "  | category | quantity || floor | approver | risk |\n"
                  "  | --- | --- || --- | --- | --- |\n"
                  "  | \"chairs\" | 1..9 || 10% | - | low |\n"
                  "  | - | >= 5 || -5% | \"u-1\" | Risk.high |\n"
                  "}\n"
                  "data files key (k text) { v int } from \"v.csv\"\n") ==
          "module m\ndata floors\n  key\n    category text\n    quantity int in [0 .. 9]\n  floor percent\n  approver text?\n  risk Risk\n"
          "  | category, quantity || floor, approver, risk |\n  | \"chairs\" | [1 .. 9] || 10% | - | low |\n  | - | >= 5 || -5% | \"u-1\" "
          "| Risk.high |\n"
          "data files from \"v.csv\"\n  key\n    k text\n  v int\n");
}

TEST_CASE("spans of rows and cells") {
    const Parsed p(
        "module m\ntable t on e {\n  | a || decide | reason |\n  | --- || --- | --- |\n  | not (1, 2) || release do x |  |  # c\n}\n");
    REQUIRE(p.diagnostics.all().empty());
    const auto& row = p.tree.policies.at(0).rows.at(0);
    CHECK(p.sources.text(row.span) == "| not (1, 2) || release do x |  |");
    CHECK(p.sources.text(row.cells.at(0).span) == "not (1, 2)");
    CHECK(p.sources.text(row.outs.at(0).span) == "release do x");
    CHECK(row.outs.at(1).empty);
}
