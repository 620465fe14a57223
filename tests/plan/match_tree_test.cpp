// Matchers that are made from plans: whatever their shape, they find the rules whose tests hold.
#include "compiler/plan/match_tree.hpp"

#include <algorithm>
#include <catch2/catch.hpp>
#include <random>

#include "compiler/codegen/matcher_image.hpp"
#include "runtime/program/match_lists.hpp"
#include "runtime/vm/match.hpp"

using namespace ordain;

namespace {

using Random = std::mt19937_64;

std::vector<std::int64_t> random_constants(Random& random, std::size_t most) {
    std::vector<std::int64_t> constants;
    const bool wide = random() % 4 == 0;
    for (std::size_t i = 1 + random() % most; i > 0; --i)
        constants.push_back(wide ? static_cast<std::int64_t>(random()) : static_cast<std::int64_t>(random() % (3 * most)) - 20);
    if (random() % 8 == 0) constants.push_back(INT64_MIN);
    if (random() % 8 == 0) constants.push_back(INT64_MAX);
    std::sort(constants.begin(), constants.end());
    constants.erase(std::unique(constants.begin(), constants.end()), constants.end());
    return constants;
}

/// Mostly a value or a range, as policies have them; now and then several.
plan::RankSet random_set(Random& random, const plan::MatchKey& key, bool one_span) {
    const auto ranks = 2 * static_cast<std::uint32_t>(key.constants.size()) + 1;
    plan::RankSet set;
    const auto rank = static_cast<std::uint32_t>(random() % ranks);
    switch (random() % 4) {
        case 0: set = plan::RankSet::of(rank, rank); break;
        case 1: set = plan::RankSet::of(rank, std::min<std::uint32_t>(ranks - 1, rank + static_cast<std::uint32_t>(random() % 9))); break;
        case 2: set = plan::RankSet::of(rank, ranks - 1); break;
        default: set = plan::RankSet::of(rank, rank).complement(ranks); break;
    }
    if (one_span && set.spans.size() > 1) set.spans.resize(1);
    set.missing = key.optional && random() % 3 == 0 && (!one_span || (!set.spans.empty() && set.spans[0].second == ranks - 1));
    return plan::of_values(set, key.constants);
}

plan::MatchPlan random_plan(Random& random) {
    plan::MatchPlan plan;
    plan.shape.split_above = static_cast<std::uint32_t>(1 + random() % 80);
    plan.shape.most_tests = static_cast<std::uint32_t>(1 + random() % 12);
    if (random() % 2 == 0) plan.shape.most_rows = static_cast<std::uint32_t>(4 + random() % 9);
    const std::size_t keys = 1 + random() % 5, rules = random() % 3 == 0 ? 1 + random() % 2'000 : 1 + random() % 150;
    for (std::size_t k = 0; k < keys; ++k)
        plan.keys.push_back({{}, random_constants(random, random() % 2 == 0 ? 8 : 150), random() % 2 == 0});
    for (std::size_t r = 0; r < rules; ++r) {
        plan::MatchRule& rule = plan.rules.emplace_back();
        for (std::uint32_t k = 0; k < keys; ++k)
            if (random() % 4 != 0) rule.tests.push_back({k, random_set(random, plan.keys[k], !plan.exact(plan.keys[k])), {}});
    }
    return plan;
}

bool holds(const plan::MatchPlan& plan, const plan::MatchRule& rule, const std::vector<std::int64_t>& r) {
    return std::all_of(rule.tests.begin(), rule.tests.end(), [&](const plan::MatchRule::Test& test) {
        const plan::MatchKey& key = plan.keys[test.key];
        if (key.optional && r[2 * test.key + 1] == 0) return test.holds.missing;
        const std::int64_t value = r[2 * test.key];
        const auto at = std::lower_bound(key.constants.begin(), key.constants.end(), value);
        const auto rank =
            static_cast<std::uint32_t>(2 * (at - key.constants.begin()) + (at != key.constants.end() && *at == value ? 1 : 0));
        return std::any_of(test.holds.spans.begin(), test.holds.spans.end(),
                           [&](const auto& span) { return span.first <= rank && rank <= span.second; });
    });
}

}  // namespace

TEST_CASE("matchers of every shape find the rules whose tests hold") {
    Random random(7);
    std::size_t found = 0, splits = 0, masks = 0, tests = 0, shared = 0;
    for (int i = 0; i < 400; ++i) {
        const plan::MatchPlan plan = random_plan(random);
        const auto rules = static_cast<std::uint32_t>(plan.rules.size());
        std::vector<codegen::KeyPlace> places;
        for (std::uint32_t k = 0; k < plan.keys.size(); ++k) places.push_back({2 * k, plan.keys[k].optional ? 2 * k + 1 : program::none});
        program::ImageData data;
        data.rules.resize(rules);
        const std::uint32_t number = codegen::add_matcher(data, plan, places, 0);
        const program::Image image = data.view();
        for (const program::MatcherRec& node : data.matchers) {
            (node.form == program::MatchForm::split ? splits : masks) += 1;
            program::for_each_list(image, node, [&tests](std::uint32_t) { ++tests; });
            shared += node.shared;
        }
        for (int e = 0; e < 40; ++e) {
            std::vector<std::int64_t> r;
            for (const plan::MatchKey& key : plan.keys) {
                const std::int64_t constant = key.constants[random() % key.constants.size()];
                const std::uint64_t near = static_cast<std::uint64_t>(constant) + random() % 3 - 1;  // goes round at the ends
                r.push_back(random() % 8 == 0 ? static_cast<std::int64_t>(random()) : static_cast<std::int64_t>(near));
                r.push_back(random() % 4 == 0 ? 0 : 1);
            }
            std::vector<std::uint32_t> expected, all;
            for (std::uint32_t rule = 0; rule < rules; ++rule)
                if (holds(plan, plan.rules[rule], r)) expected.push_back(rule);
            vm::Matches matches;
            matches.begin(image, image.matchers[number], r.data());
            for (std::uint32_t rule = matches.next(); rule != rules; rule = matches.next()) all.push_back(rule);
            REQUIRE(all == expected);
            REQUIRE(vm::first_match(image, image.matchers[number], r.data()) == (expected.empty() ? rules : expected[0]));
            const vm::FirstTwo two = vm::first_two_matches(image, image.matchers[number], r.data());
            REQUIRE(two.first == (expected.empty() ? rules : expected[0]));
            REQUIRE(two.second == (expected.size() < 2 ? rules : expected[1]));
            found += expected.size();
        }
    }
    CHECK(found > 50'000);
    CHECK(splits > 100);
    CHECK(masks > 100);
    CHECK(tests > 1'000);
    CHECK(shared > 20);
}

TEST_CASE("a tree of many simple rules has few rules in a node, and is linear in them") {
    Random random(3);
    for (const std::uint32_t rules : {100u, 1'000u, 20'000u}) {
        plan::MatchPlan plan;
        plan.keys.resize(2);
        for (std::int64_t i = 0; i < 100; ++i) plan.keys[0].constants.push_back(i);
        for (std::int64_t i = 0; i <= rules / 100 + 2; ++i) plan.keys[1].constants.push_back(1'000 * i);
        for (std::uint32_t r = 0; r < rules; ++r) {
            plan::MatchRule& rule = plan.rules.emplace_back();
            const std::uint32_t region = 2 * (r % 100) + 1, step = r / 100;
            rule.tests.push_back({0, plan::RankSet::of(region, region), {}});
            rule.tests.push_back({1, plan::RankSet::of(2 * step + 1, 2 * step + 4), {}});  // overlaps the next by half
        }
        std::size_t entries = 0, most = 0;
        for (const plan::MatchNode& node : plan::plan_tree(plan)) {
            entries += node.rules.size();
            most = std::max(most, node.rules.size());
        }
        CHECK(most <= 8);
        CHECK(entries <= 4 * rules);
    }
}
