// The shape of a matcher (program::MatcherRec): few rules are found by masks, of many the few that the values of some keys leave in
// question.
#pragma once

#include <cstdint>
#include <vector>

#include "compiler/plan/match_plan.hpp"
#include "compiler/plan/places.hpp"
#include "runtime/program/image.hpp"

namespace ordain::plan {

/// What is known of a key's value in a node: its rank lies between the two, or it is missing.
struct KeyRegion {
    std::uint32_t first = 0, last = 0;
    bool present = true, missing = false;
};

struct MatchNode {
    program::MatchForm form{};
    std::uint32_t nodes = 1;             // of its tree, it included
    std::vector<KeyRegion> region;       // by key
    std::vector<std::uint32_t> rules;    // masks, tests: those that may apply in the region, ascending
    std::uint32_t key = 0;               // split
    Places places;                       // split
    std::vector<std::uint32_t> below;    // split: node of each place, then of a missing value; none: no rule applies
    std::uint32_t rest = program::none;  // split: node of the rules that are below no place
};

/// The nodes of a tree stand before it; the last is the whole.
using MatchTree = std::vector<MatchNode>;

[[nodiscard]] bool meets(const RankSet& set, const KeyRegion& region);
[[nodiscard]] bool covers(const RankSet& set, const KeyRegion& region);
/// The rule's test of a key; null: any value.
[[nodiscard]] const RankSet* test_of(const MatchRule& rule, std::uint32_t key);

/// Cost: n log n in the tests of the rules, for each level of the tree. The tree has at most six times as many entries as rules.
[[nodiscard]] MatchTree plan_tree(const MatchPlan& plan);

}  // namespace ordain::plan
