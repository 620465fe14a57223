// How diagnostics look.
#include <nlohmann/json.hpp>

#include "compiler/diag/reports.hpp"
#include "tests/syntax/support.hpp"

using namespace ordain;

namespace {

std::string rendered(std::string text, std::uint32_t begin, std::uint32_t end, std::string label = {}) {
    SourceSet sources;
    sources.add("dir/a.ord", std::move(text));
    Diagnostics diagnostics;
    diagnostics.report(DiagKind::syntax, Span{0, begin, end}, "message").with_label(std::move(label));
    return render_text(diagnostics.all()[0], sources, false);
}

}  // namespace

TEST_CASE("a diagnostic shows place, line, underline, label, further places, help, and all are counted") {
    SourceSet sources;
    sources.add("a.ord", "let total = 1\nlet x = net_totl + 2\n");
    Diagnostics diagnostics;
    diagnostics.report(DiagKind::unknown_name, Span{0, 22, 30}, "unknown name `{}`", "net_totl")
        .with_label("not declared")
        .with_other(Span{0, 4, 9}, "declared here")
        .with_help("did you mean `net_total`?");
    CHECK(render_text(diagnostics, sources, false) ==
          "error[ORD0201]: unknown name `net_totl`\n"
          " --> a.ord:2:9\n"
          "  |\n"
          "2 | let x = net_totl + 2\n"
          "  |         ^^^^^^^^ not declared\n"
          " ::: a.ord:1:5\n"
          "  |\n"
          "1 | let total = 1\n"
          "  |     ^^^^^ declared here\n"
          "  = help: did you mean `net_total`?\n"
          "\n1 error\n");
    const std::string coloured = render_text(diagnostics, sources, true);
    CHECK(coloured.find("\x1b[1;31merror[ORD0201]\x1b[0m") == 0);
}

TEST_CASE("further places on the line of the first stand under it") {
    SourceSet sources;
    sources.add("a.ord", "let x = net + gross\n");
    Diagnostics diagnostics;
    diagnostics.report(DiagKind::type_mismatch, Span{0, 8, 19}, "message")
        .with_other(Span{0, 8, 11}, "int")
        .with_other(Span{0, 14, 19}, "text");
    CHECK(render_text(diagnostics.all()[0], sources, false) ==
          "error[ORD0351]: message\n"
          " --> a.ord:1:9\n"
          "  |\n"
          "1 | let x = net + gross\n"
          "  |         ^^^^^^^^^^^\n"
          "  |         --- int\n"
          "  |               ----- text\n");
}

TEST_CASE("what a terminal would obey is shown escaped, and long words are shortened") {
    CHECK(rendered("a \x1b[31m b", 2, 3).find("1 | a \\u{1B}[31m b\n  |   ^^^^^^\n") != std::string::npos);
    CHECK(rendered("a \xE2\x80\xAE b", 0, 1).find("1 | a \\u{202E} b\n") != std::string::npos);
    Diagnostics diagnostics;
    diagnostics.report(DiagKind::unknown_name, Span{0, 0, 1}, "there is no queue `{}`", std::string(1'000'000, 'x'))
        .with_help("did you mean `\x1b[2J\r`?");
    CHECK(diagnostics.all()[0].message == "there is no queue `" + std::string(79, 'x') + "…`");
    CHECK(diagnostics.all()[0].help == "did you mean `\\u{1B}[2J `?");
    CHECK(legible(diagnostics.all()[0].message) == diagnostics.all()[0].message);
}

TEST_CASE("tabs, wide characters and ends of lines are underlined where they stand") {
    CHECK(rendered("\ta b", 3, 4) == "error[ORD0101]: message\n --> dir/a.ord:1:4\n  |\n1 |     a b\n  |       ^\n");
    CHECK(rendered("\xC3\xA4 b", 3, 4) == "error[ORD0101]: message\n --> dir/a.ord:1:3\n  |\n1 | \xC3\xA4 b\n  |   ^\n");
    CHECK(rendered("\xE4\xBD\xA0 b", 4, 5) == "error[ORD0101]: message\n --> dir/a.ord:1:3\n  |\n1 | \xE4\xBD\xA0 b\n  |    ^\n");
    CHECK(rendered("ab\ncd", 2, 2, "here") == "error[ORD0101]: message\n --> dir/a.ord:1:3\n  |\n1 | ab\n  |   ^ here\n");
    CHECK(rendered("ab", 2, 2) == "error[ORD0101]: message\n --> dir/a.ord:1:3\n  |\n1 | ab\n  |   ^\n");
    CHECK(rendered("a\x01z", 2, 3) == "error[ORD0101]: message\n --> dir/a.ord:1:3\n  |\n1 | a\\u{1}z\n  |       ^\n");
    CHECK(rendered("ab\r\ncd\r\n", 4, 6) == "error[ORD0101]: message\n --> dir/a.ord:2:1\n  |\n2 | cd\n  | ^^\n");
}

TEST_CASE("a span over several lines shows the first and the last") {
    CHECK(rendered("a {\n  b\n  c\n}\n", 0, 13) ==
          "error[ORD0101]: message\n --> dir/a.ord:1:1\n  |\n1 | a {\n  | ^^^\n...\n4 | }\n  | ^\n");
    CHECK(rendered("a {\n  b }\n", 2, 9) == "error[ORD0101]: message\n --> dir/a.ord:1:3\n  |\n1 | a {\n  |   ^\n2 |   b }\n  |   ^^^\n");
}

TEST_CASE("a long line is shown around the span") {
    const std::string text = rendered(std::string(5000, 'a') + "bcd" + std::string(5000, 'e'), 5000, 5003);
    CHECK(text.size() < 500);
    CHECK(text.find("…" + std::string(48, 'a') + "bcd" + std::string(77, 'e') + "…\n") != text.npos);
    CHECK(text.find("  | " + std::string(49, ' ') + "^^^\n") != text.npos);
}

TEST_CASE("diagnostics as JSON") {
    SourceSet sources;
    sources.add("a.ord", "one\ntw\xC3\xB6 three\n");
    Diagnostics diagnostics;
    diagnostics.report(DiagKind::syntax, Span{0, 9, 14}, "message").with_help("help").with_other(Span{0, 0, 3}, "other");
    const auto json = nlohmann::json::parse(render_json(diagnostics, sources));
    REQUIRE(json.size() == 1);
    CHECK(json[0] ==
          nlohmann::json::parse(R"({"code":"ORD0101","name":"syntax","severity":"error","file":"a.ord","line":2,"column":5,"end_line":2,
        "end_column":10,"message":"message","label":"","help":"help","edits":[],
        "others":[{"file":"a.ord","line":1,"column":1,"end_line":1,"end_column":4,"text":"other"}]})"));
}

TEST_CASE("sorting puts diagnostics in the order of the source and drops repeated ones") {
    Diagnostics d;
    d.report(DiagKind::syntax, Span{0, 9, 10}, "b");
    d.report(DiagKind::syntax, Span{0, 1, 2}, "a");
    d.report(DiagKind::syntax, Span{0, 9, 10}, "again");
    d.sort();
    REQUIRE(d.all().size() == 2);
    CHECK(d.all()[0].message == "a");
    CHECK(d.all()[1].message == "b");
    CHECK(d.error_count() == 2);
}

TEST_CASE("the nearest word") {
    CHECK(nearest("thne", {"when", "then"}) == "then");
    CHECK(nearest("Policy", {"policy", "police"}) == "policy");
    CHECK(nearest("x", {"y"}).empty());
    CHECK(nearest("net_totl", {"list_total", "net_total"}) == "net_total");
    CHECK(nearest("abc", {"xyz"}).empty());
    CHECK(did_you_mean("rulle", {"rule"}) == "did you mean `rule`?");
    CHECK(did_you_mean("zzz", {"rule"}).empty());
}

TEST_CASE("every kind has a code of its own") {
    std::vector<std::string_view> codes;
    for (std::size_t k = 0; k < diag_kind_count(); ++k) codes.push_back(info(static_cast<DiagKind>(k)).code);
    std::sort(codes.begin(), codes.end());
    CHECK(std::adjacent_find(codes.begin(), codes.end()) == codes.end());
}
