// How the rules of a policy are found: one after the other, or by the ranks of the values that they compare with constants.
//
// Each condition is a conjunction; a conjunct that looks at one value (test_of_one.hpp) holds for a set of that value's ranks. What can't
// be put so stays with its rule as a residue, and is evaluated only for rules that the ranks leave over.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "compiler/plan/rank_set.hpp"
#include "compiler/plan/symbols.hpp"
#include "compiler/sema/typed.hpp"

namespace ordain::plan {

/// What the matchers of a bundle may become; other figures than these are for tests.
struct MatchShape {
    std::uint32_t most_rows = 256;   // of masks of one key, a bit a rule each: 32 bytes a rule at most. At least 4
    std::uint32_t split_above = 64;  // rules: so many fit into a mask of one word
    std::uint32_t most_tests = 8;    // rules in a node that tests them one after the other
};

/// A value that rules compare with constants.
struct MatchKey {
    typed::ExprId value;                  // scalar, optional perhaps; of one word
    std::vector<std::int64_t> constants;  // ascending, distinct
    bool optional = false;
    /// A missing value has the last rank.
    [[nodiscard]] std::uint32_t ranks() const { return 2 * static_cast<std::uint32_t>(constants.size()) + (optional ? 2 : 1); }
};

struct MatchRule {
    struct Test {
        std::uint32_t key = 0;
        RankSet holds;                          // of ranks that values have; of a key that is not exact: one span, `missing` at its end
        std::vector<typed::ExprId> conditions;  // from which it comes
    };
    std::vector<Test> tests;             // at most one a key; a key without test: any value
    std::vector<typed::ExprId> residue;  // in the order in which they are evaluated
};

struct MatchPlan {
    MatchShape shape;
    std::vector<MatchKey> keys;
    std::vector<MatchRule> rules;  // as Instance::rules
    bool may_fault = false;        // computing a key may; then the rules are tried in turn instead, as if there were no plan
    bool residues = false;         // some rule has one
    std::string in_turn;           // why rules are better tried in turn; empty: they are not

    /// Whether there is a row of masks for each rank of the key. Else neighbours share one, and what the masks leave over is compared
    /// again.
    [[nodiscard]] bool exact(const MatchKey& key) const { return key.ranks() <= shape.most_rows; }
};

/// Cost: n log n in the constants and conjuncts of the rules.
[[nodiscard]] MatchPlan plan_match(const typed::Program& program, const typed::Instance& instance, Symbols& symbols,
                                   const MatchShape& shape = {});

}  // namespace ordain::plan
