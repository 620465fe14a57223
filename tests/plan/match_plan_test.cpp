// Plans of small policies, worked out by hand.
#include "compiler/plan/match_plan.hpp"

#include <catch2/catch.hpp>

#include "tests/differential/checked.hpp"
#include "tests/plan/support.hpp"

using namespace ordain;
using namespace ordain::test;

namespace {

struct Planned {
    differential::Checked checked;
    Symbols symbols;
    plan::MatchPlan plan;

    [[nodiscard]] std::string text(typed::ExprId id) const {
        const Span span = checked.program[id].span;
        return source.substr(span.begin, span.end - span.begin);
    }
    [[nodiscard]] std::vector<std::string> keys() const {
        std::vector<std::string> out;
        for (const plan::MatchKey& key : plan.keys) out.push_back(text(key.value));
        return out;
    }
    [[nodiscard]] std::vector<std::string> residue(std::size_t rule) const {
        std::vector<std::string> out;
        for (const typed::ExprId id : plan.rules.at(rule).residue) out.push_back(text(id));
        return out;
    }
    std::string source;
};

Planned planned(const std::string& inside, const plan::MatchShape& shape = {}) {
    Planned p;
    p.source =
        "module m\nenum Tier open { a, b, c }\nqueue q\n"
        "event e { n int  k int  t text  u Tier  x int?  y int?  flag bool }\npolicy p on e {\n" +
        inside + "}\n";
    p.checked = differential::check_texts(
        {{"m.ord", p.source}, {"bundle.ord", "bundle b {\n  edition 1\n  default on * release\n  fault in q\n}\n"}});
    INFO(p.checked.errors);
    REQUIRE(p.checked.errors.empty());
    p.plan = plan::plan_match(p.checked.program, p.checked.program.instances.at(0), p.symbols, shape);
    return p;
}

using Texts = std::vector<std::string>;

}  // namespace

TEST_CASE("keys are what rules compare, the most used first") {
    const Planned p = planned(R"(
        rule a when t = "x" and n > 5 then release
        rule b when n <= 5 and k + 1 < n then reject
        rule c when 7 = n and t != "y" then release
        rule d when n in (1, 2) and flag then release)");
    CHECK(p.keys() == Texts{"n", "t", "flag"});
    CHECK(p.plan.keys[0].constants == std::vector<std::int64_t>{1, 2, 5, 7});
    CHECK(p.plan.keys[0].ranks() == 9);
    CHECK(p.residue(0).empty());
    CHECK(p.residue(1) == Texts{"k + 1 < n"});
    CHECK(p.residue(3).empty());
    CHECK_FALSE(p.plan.may_fault);
    CHECK(p.plan.rules[1].tests.size() == 1);
    CHECK(p.plan.rules[1].tests[0].holds == plan::RankSet::of(0, 5));
    CHECK(p.plan.rules[2].tests[0].holds == plan::RankSet::of(7, 7));
}

TEST_CASE("all that a rule asks of a value is one test") {
    const Planned p = planned(R"(
        rule a when n > 5 and k = 1 and n <= 9 and not (n = 7) then release
        rule b when n = 5 or n > 7 then reject)");
    REQUIRE(p.plan.rules[0].tests.size() == 2);
    CHECK(p.plan.keys[0].constants == std::vector<std::int64_t>{5, 7, 9});
    CHECK(p.plan.rules[0].tests[0].holds.spans == std::vector<plan::RankSet::Span>{{2, 2}, {4, 5}});
    CHECK(p.plan.rules[1].tests[0].holds.spans == std::vector<plan::RankSet::Span>{{1, 1}, {4, 6}});
}

TEST_CASE("what stands behind a residue that may fault stays behind it") {
    const Planned p = planned(R"(
        rule a when n > 5 and k = 1 then release
        rule b when n > 6 and 100 / x if missing 1 > 7 and k = 2 and k < n then release
        rule c when n > 7 and k > n and k = 3 then release
        rule d when n > 8 and k = 4 then release)");
    CHECK(p.keys() == Texts{"n", "k", "k < n", "k > n"});
    CHECK(p.residue(1) == Texts{"100 / x if missing 1 > 7", "k = 2", "k < n"});
    CHECK(p.plan.rules[1].tests.size() == 1);
    CHECK(p.residue(2).empty());
    CHECK(p.plan.rules[2].tests.size() == 3);
    CHECK_FALSE(p.plan.may_fault);
}

TEST_CASE("a key that may fault says so") {
    CHECK(planned("rule a when n + k > 5 then release  rule b when n + k < 3 then reject").plan.may_fault);
}

TEST_CASE("where ranks share rows, what a rule means is one span of them") {
    const Planned p = planned(R"(
        rule a when n in (1, 5) and k = 1 then release
        rule b when n in 2..4 and k < n then reject
        rule c when n != 3 then reject)",
                              {.most_rows = 4});
    CHECK_FALSE(p.plan.exact(p.plan.keys[0]));
    CHECK(p.residue(0) == Texts{"n in (1, 5)"});
    CHECK(p.residue(1).empty());
    CHECK(p.residue(2) == Texts{"n != 3"});
    CHECK(p.plan.rules[2].tests.empty());
}

TEST_CASE("a missing value passes where the constant in its place does") {
    const Planned p = planned(R"(
        rule a when (x if missing 5) > 4 then release
        rule b when (x if missing 3) > 4 then release
        rule c when x is missing then release
        rule d when x is present and x > 4 then release)");
    CHECK(p.keys() == Texts{"x"});
    REQUIRE(p.plan.rules.size() == 4);
    CHECK(p.plan.rules[0].tests[0].holds.missing);
    CHECK_FALSE(p.plan.rules[1].tests[0].holds.missing);
    CHECK(p.plan.rules[2].tests[0].holds == plan::RankSet{{}, true});
    CHECK_FALSE(p.plan.rules[3].tests[0].holds.missing);
}

TEST_CASE("a value in place of a missing one may be missing too; what counts then is the constant") {
    const Planned p = planned(R"(
        rule a when ((x if missing y) if missing 5) > 4 then release
        rule b when ((x if missing y) if missing -5) > 4 then release
        rule c when ((x if missing y) if missing 5) < 4 then reject)");
    REQUIRE(p.plan.keys.size() == 1);
    CHECK(p.plan.rules[0].tests[0].holds.missing);
    CHECK_FALSE(p.plan.rules[1].tests[0].holds.missing);
    CHECK_FALSE(p.plan.rules[2].tests[0].holds.missing);
}

TEST_CASE("an unknown name is no name") {
    const Planned p = planned(R"(
        rule a when u != b then release
        rule b when u >= a then release
        rule c when u is unknown then reject)");
    CHECK(p.plan.keys[0].constants == std::vector<std::int64_t>{0, 1});                               // rank 0: unknown
    CHECK(p.plan.rules[0].tests[0].holds.spans == std::vector<plan::RankSet::Span>{{0, 1}, {4, 4}});  // none between 0 and 1
    CHECK(p.plan.rules[1].tests[0].holds == plan::RankSet::of(1, 4));
    CHECK(p.plan.rules[2].tests[0].holds == plan::RankSet::of(0, 0));
}
