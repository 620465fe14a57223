// Which rules, rows, conditions and edges of thresholds the tests of a bundle have met.
#pragma once

#include <array>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/diag/source.hpp"
#include "compiler/sema/typed.hpp"

namespace ordain::testing {

/// A rule, a row or an `otherwise`. Once for all the events its policy is for.
struct RuleCoverage {
    std::string id;
    bool is_row = false;
    Span span;
    std::size_t fired = 0;  // in so many events
};

/// A condition that has no `and`, `or`, `not` in it.
struct ConditionCoverage {
    std::string policy, text;
    Span span;
    std::size_t held = 0, failed = 0;
};

enum class Side : std::uint8_t { below, at, above };
inline constexpr std::array<std::string_view, 3> side_names{"below", "at", "above"};

/// A value and a constant that a policy compares it with, wherever in the policy.
struct EdgeCoverage {
    std::string policy, value, constant;  // as written; the constant by its value
    Span span;                            // of the first comparison
    std::array<bool, 3> possible{};       // by Side: the declared ranges leave room there
    std::array<std::size_t, 3> seen{};    // by Side
};

/// So many of so many.
struct Share {
    std::size_t covered = 0, all = 0;
    /// In percent; 100 of nothing.
    [[nodiscard]] double percent() const { return all == 0 ? 100.0 : 100.0 * static_cast<double>(covered) / static_cast<double>(all); }
};

struct Coverage {
    std::vector<RuleCoverage> rules;
    std::vector<ConditionCoverage> conditions;
    std::vector<EdgeCoverage> edges;

    [[nodiscard]] Share rule_share(bool rows) const;
    /// Each condition counts twice: it held, it failed.
    [[nodiscard]] Share condition_share() const;
    /// Each edge counts by its possible sides.
    [[nodiscard]] Share edge_share() const;
    /// Everything that is covered, counted as in the shares; and whether that is everything there is.
    [[nodiscard]] std::size_t covered() const;
    [[nodiscard]] bool complete() const;
    /// Is this side of an edge possible, and not covered?
    [[nodiscard]] bool lacks(std::size_t edge, std::size_t side) const { return edges[edge].possible[side] && edges[edge].seen[side] == 0; }
    /// The lowest of rules, rows and edges, in percent.
    [[nodiscard]] double least() const;
};

/// A summary, then a line for each thing that is not covered.
[[nodiscard]] std::string coverage_text(const Coverage& coverage, const SourceSet& sources);
[[nodiscard]] std::string coverage_json(const Coverage& coverage, const SourceSet& sources);
/// LCOV's tracefile: rules as functions and lines, sides of conditions and edges as branches. `folder` goes before the files' paths.
[[nodiscard]] std::string coverage_lcov(const Coverage& coverage, const SourceSet& sources, const std::string& folder);
/// One page with the sources, coloured. Needs nothing else.
[[nodiscard]] std::string coverage_html(const Coverage& coverage, const SourceSet& sources, std::string_view title);

}  // namespace ordain::testing
