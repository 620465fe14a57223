// Tables of tests: columns, cells of every kind, mistakes.
#include "tests/syntax/support.hpp"

using ordain::testing::dump_of;
using ordain::testing::Parsed;

namespace {

std::string table(const std::string& heading, const std::string& dashes, const std::string& row) {
    return "module m\ntest \"t\" {\n  given e\n" + heading + "\n" + dashes + "\n" + row + "\n}\n";
}

std::string expected(const std::string& column, const std::string& cell) {
    const std::string dump = dump_of(table("| case || " + column + " |", "| --- || --- |", "| \"c\" || " + cell + " |"));
    const std::string before = "    expect";
    const auto at = dump.find(before);
    REQUIRE(at != dump.npos);
    return dump.substr(at + before.size(), dump.size() - at - before.size() - 1);
}

}  // namespace

TEST_CASE("a test with a table has its rows in the tree") {
    CHECK(dump_of(table("  | case | a.b | c[\"k\"].d | event.time || expect | output o |   # columns", "  |---|---|---|-----||---|---|",
                        "\n  | \"one | two\" | - | 5 EUR | 2026-01-01T00:00:00Z || release | [1, 2] |\n  # between\n"
                        "  | \"b\" | { x = -1, y = [] } | missing | - || | - | # end\n  expect not fault")) ==
          "module m\ntest \"t\"\n  given e\n  expect not fault\n"
          "  | case | a.b | (member d (index c \"k\")) | event.time || expect | output o |\n"
          "  | - | 5 EUR | 2026-01-01T00:00:00Z |\n    expect release\n    expect output o = [1, 2]\n"
          "  | {x = (- 1), y = []} | missing | - |\n");
}

TEST_CASE("what a case may expect") {
    CHECK(expected("expect", "require a then b within 4 hours do c") == " require (then [a] [b]) within 4 hours; do c");
    CHECK(expected("expect", "not hold in q") == " not hold q");
    CHECK(expected("expect", "release by p.r, q.s at l.m[2]") == " release by p.r, q.s at (index l.m 2)");
    CHECK(expected("expect", "fault OVERFLOW by p") == " fault OVERFLOW by p");
    CHECK(expected("expect", "due none") == " due none");
    CHECK(expected("expect", "output o = 5%") == " output o = 5%");
    CHECK(expected("reason", "A, B \"t\"") == " reason A; reason B \"t\"");
    CHECK(expected("due", "none") == " due none");
    CHECK(expected("due", "2026-01-05T16:00:00Z") == " due 2026-01-05T16:00:00Z");
    CHECK(expected("output o", "-1") == " output o = (- 1)");
    CHECK(expected("output o", "missing") == " output o = missing");
}

TEST_CASE("a row with a mistake is left out, its neighbours stay") {
    const Parsed p(table("| case | a || reason |", "| --- | --- || --- |",
                         "| \"x\" | 1 || A |\n| y | 1 || A |\n| \"z\" | 1 || 5 |\n| \"v\" | 1, 2 || A |\n| \"w\" | 2 || B |"));
    CHECK(p.diagnostics.error_count() == 3);
    REQUIRE(p.tree.tests.size() == 1);
    REQUIRE(p.tree.tests[0].cases.size() == 2);
    CHECK(p.tree.tests[0].cases[1].name.raw == "\"w\"");
}
