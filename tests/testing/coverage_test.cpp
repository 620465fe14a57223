// Coverage counted by hand for small bundles.
#include "compiler/testing/coverage.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <string>

#include "compiler/testing/measure.hpp"
#include "compiler/testing/propose.hpp"
#include "compiler/testing/report.hpp"
#include "tests/testing/support.hpp"

namespace {

using namespace ordain;
using testing::Coverage;

Coverage covered(const std::string& text) {
    test::BundleFolder bundle(text);
    testing::Measure measure(bundle.loaded().program, bundle.loaded().sources);
    for (const auto& result : bundle.run("", &measure).tests) CHECK(result.broken.empty());
    return measure.coverage();
}
std::string test_with(const std::string& with) {
    return " test \"" + std::to_string(with.size()) + "\" { given small with { " + with + " } expect not fault OVERFLOW }";
}
const testing::RuleCoverage& rule(const Coverage& c, const std::string& id) {
    const auto it = std::find_if(c.rules.begin(), c.rules.end(), [&](const auto& r) { return r.id == id; });
    REQUIRE(it != c.rules.end());
    return *it;
}
const testing::ConditionCoverage& condition(const Coverage& c, const std::string& text) {
    const auto it = std::find_if(c.conditions.begin(), c.conditions.end(), [&](const auto& x) { return x.text == text; });
    INFO(text);
    REQUIRE(it != c.conditions.end());
    return *it;
}
const testing::EdgeCoverage& edge(const Coverage& c, const std::string& value, const std::string& constant) {
    const auto it = std::find_if(c.edges.begin(), c.edges.end(), [&](const auto& x) { return x.value == value && x.constant == constant; });
    INFO(value << " against " << constant);
    REQUIRE(it != c.edges.end());
    return *it;
}
using Sides = std::array<std::size_t, 3>;
using Possible = std::array<bool, 3>;

constexpr const char* two_rules = R"(
policy p on order.created, order.changed {
  let half = order.total / 2
  rule a when order.total < 100 EUR and order.risk = low then release
  rule b when half >= 100 EUR or not (order.share in 10%..20%) then hold in desk
  otherwise reject
})";

}  // namespace

TEST_CASE("rules count once for all the events of their policy") {
    const Coverage c = covered(two_rules + test_with("order.total = 50 EUR") + test_with("order.total = 60 EUR, order.risk = low"));
    REQUIRE(c.rules.size() == 3);
    CHECK(rule(c, "p.a").fired == 2);
    CHECK(rule(c, "p.b").fired == 0);
    CHECK(rule(c, "p.otherwise").fired == 0);
    CHECK(c.rule_share(false).covered == 1);
    CHECK(c.rule_share(false).all == 3);
    CHECK(c.rule_share(true).all == 0);
}

TEST_CASE("conditions without and, or, not: true and false, as far as they are asked") {
    const Coverage c = covered(two_rules + test_with("order.total = 50 EUR") +          // a: both true
                               test_with("order.total = 100 EUR") +                     // first false; half below; share outside: b
                               test_with("order.total = 200 EUR, order.share = 15%"));  // half is 100: b
    CHECK(condition(c, "order.total < 100 EUR").held == 1);
    CHECK(condition(c, "order.total < 100 EUR").failed == 2);
    CHECK(condition(c, "order.risk = low").held == 1);
    CHECK(condition(c, "order.risk = low").failed == 0);
    CHECK(condition(c, "half >= 100 EUR").held == 1);
    CHECK(condition(c, "half >= 100 EUR").failed == 1);
    CHECK(condition(c, "(order.share in 10%..20%)").held == 0);
    CHECK(condition(c, "(order.share in 10%..20%)").failed == 1);
    CHECK(c.conditions.size() == 4);
    CHECK(c.condition_share().all == 8);
    CHECK(c.condition_share().covered == 6);
}

TEST_CASE("edges: below, at and above each constant") {
    const Coverage c = covered(two_rules + test_with("order.total = 50 EUR") + test_with("order.total = 100 EUR") +
                               test_with("order.total = 200 EUR, order.share = 15%"));
    CHECK(edge(c, "order.total", "100 EUR").seen == Sides{1, 1, 1});
    CHECK(edge(c, "half", "100 EUR").seen == Sides{1, 1, 0});
    CHECK(edge(c, "order.share", "10%").seen == Sides{0, 0, 1});  // the fixture's 50 %, once
    CHECK(edge(c, "order.share", "20%").seen == Sides{0, 0, 1});
    CHECK(c.edges.size() == 4);  // an enum has none
}

TEST_CASE("declared ranges leave some sides out") {
    const Coverage c = covered(R"(
policy p each l in order.lines on order.created {
  rule a when l.discount <= 0% then release
  rule b when l.discount < 100% then release
  rule c when count(x in order.lines) > 10 then release
  rule d when order.total > 0 EUR and order.total - 10 EUR > 5 EUR then release
})" + test_with("order.by = \"x\""));
    CHECK(edge(c, "l.discount", "0%").possible == Possible{false, true, true});
    CHECK(edge(c, "l.discount", "100%").possible == Possible{true, true, false});
    CHECK(edge(c, "count(x in order.lines)", "10").possible == Possible{true, true, false});
    CHECK(edge(c, "order.total", "0 EUR").possible == Possible{false, true, true});
    CHECK(edge(c, "order.total - 10 EUR", "5 EUR").possible == Possible{true, true, true});
    CHECK(c.edge_share().all == 2 + 2 + 2 + 2 + 3);
    CHECK(c.edge_share().covered == 0);  // there was no line
}

TEST_CASE("rows and cells") {
    const std::string table = R"(
table t on order.created {
  | rule  | order.risk | order.total         | order.rate || decide       |
  | ----- | ---------- | ------------------- | ---------- || ------------ |
  | first | low        | [10 EUR .. 100 EUR) | -          || release      |
  | next  | -          | >= 100 EUR          | > 1        || hold in desk |
  | last  | high       | -                   | -          || reject       |
})";
    const Coverage c = covered(table + test_with("order.total = 99 EUR") + test_with("order.total = 100 EUR, order.rate = 1") +
                               test_with("order.total = 101 EUR, order.risk = high, order.rate = 1.000001"));
    CHECK(rule(c, "t.first").is_row);
    CHECK(rule(c, "t.first").fired == 1);
    CHECK(rule(c, "t.next").fired == 1);
    CHECK(rule(c, "t.last").fired == 0);
    CHECK(condition(c, "order.risk: low").held == 2);
    CHECK(condition(c, "order.risk: low").failed == 1);
    CHECK(condition(c, "order.risk: high").held == 0);
    CHECK(edge(c, "order.total", "10 EUR").seen[0] + edge(c, "order.total", "10 EUR").seen[1] == 0);
    CHECK(edge(c, "order.total", "10 EUR").seen[2] > 0);
    CHECK(edge(c, "order.total", "100 EUR").seen[0] == 1);
    CHECK(edge(c, "order.rate", "1").seen[0] == 0);
    CHECK(edge(c, "order.rate", "1").seen[1] > 0);
    CHECK(edge(c, "order.rate", "1").seen[2] > 0);
}

TEST_CASE("the least of the shares is what a gate asks for") {
    Coverage c;
    CHECK(c.least() == 100);
    c.rules.push_back({"p.a", false, {}, 1});
    c.rules.push_back({"p.b", false, {}, 0});
    CHECK(c.least() == 50);
    c.rules.push_back({"t.a", true, {}, 0});
    CHECK(c.least() == 0);
    CHECK_FALSE(c.complete());
}

TEST_CASE("coverage in all its forms") {
    test::BundleFolder bundle(two_rules + test_with("order.total = 50 EUR"));
    testing::Measure measure(bundle.loaded().program, bundle.loaded().sources);
    const auto result = bundle.run("", &measure);
    const auto& sources = bundle.loaded().sources;
    const std::string text = coverage_text(measure.coverage(), sources);
    CHECK(text.find("rules           1 of 3") != std::string::npos);
    CHECK(text.find("m.ord:5: rule `p.b` never fires") != std::string::npos);
    CHECK(text.find("m.ord:4: in p, `order.total` is never at, above 100 EUR") != std::string::npos);
    const auto json = testing::Json::parse(coverage_json(measure.coverage(), sources));
    REQUIRE(json);
    CHECK(json.value().at("summary").at("rules").dump() == R"({"covered":1,"all":3})");
    CHECK(testing::Json::parse(report_json(result, sources, &measure.coverage())));
    const std::string lcov = coverage_lcov(measure.coverage(), sources, "x");
    CHECK(lcov.find("SF:x/m.ord\nFN:4,p.a\n") != std::string::npos);
    CHECK(lcov.find("FNF:3\nFNH:1\n") != std::string::npos);
    CHECK(lcov.find("DA:4,1\n") != std::string::npos);
    const std::string html = coverage_html(measure.coverage(), sources, "a<b");
    CHECK(html.find("<h1>Coverage of a&lt;b</h1>") != std::string::npos);
    CHECK(html.find("order.total &lt; 100 EUR") != std::string::npos);
    CHECK(html.find("http") == std::string::npos);
}

TEST_CASE("proposed tests pass and close the gaps") {
    const std::string text = std::string(two_rules) + test_with("order.total = 50 EUR");
    test::BundleFolder bundle(text);
    testing::Measure measure(bundle.loaded().program, bundle.loaded().sources);
    (void)bundle.run("", &measure);
    std::string more = text;
    for (const std::string& t : propose(bundle.loaded().program, bundle.loaded().sources, bundle.suite(), measure)) more += "\n" + t;
    test::BundleFolder larger(more);
    testing::Measure again(larger.loaded().program, larger.loaded().sources);
    CHECK(larger.run("", &again).failed() == 0);
    CHECK(edge(again.coverage(), "order.total", "100 EUR").seen[1] > 0);
    CHECK(edge(again.coverage(), "half", "100 EUR").seen[1] > 0);
    CHECK(edge(again.coverage(), "half", "100 EUR").seen[2] > 0);
    CHECK(rule(again.coverage(), "p.b").fired > 0);
}
