// Measures coverage while tests run.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

#include "compiler/testing/coverage.hpp"
#include "compiler/testing/suite.hpp"

namespace ordain::testing {

/// Everything in a program that can be covered, and which expression counts for what.
class Coverable {
public:
    Coverable(const typed::Program& program, const SourceSet& sources);

    Coverage coverage;  // nothing is covered yet

    /// A value that is compared with a constant.
    struct EdgeUse {
        std::uint32_t edge = 0;
        std::int64_t limit = 0, scale = 1;  // the value times `scale` is compared with `limit`
    };
    struct Uses {
        std::int64_t condition = -1;  // of Coverage::conditions
        std::vector<EdgeUse> edges;
    };
    /// By edge: the constant, and the smallest step of the values.
    std::vector<std::pair<std::int64_t, std::int64_t>> limits;
    /// By key().
    std::unordered_map<std::string, Uses> uses;
    /// Of Coverage::rules, by policy and id.
    std::map<std::pair<std::uint32_t, std::string>, std::size_t> rules;

    /// An expression as the notes of a bundle name it: by its policy, its place, its type and its text on one line, a cell's after its
    /// column's heading. A cell that must be present is two expressions there: a comparison, and another.
    [[nodiscard]] static std::string key(std::uint32_t policy, std::uint32_t file, std::uint32_t line, TypeKind type, bool comparison,
                                         std::string_view text);
};

/// Notes what every decided event meets. Borrows the program and the sources.
class Measure : public Observer {
public:
    Measure(const typed::Program& program, const SourceSet& sources) : coverable_(program, sources) {}
    void saw(std::size_t test, Decided& decided) override;
    [[nodiscard]] const Coverage& coverage() const { return coverable_.coverage; }

    /// The values that were compared with the constants of edges since forget_values(), the last of each, by edge.
    [[nodiscard]] const std::vector<std::optional<std::int64_t>>& values() const { return values_; }
    void forget_values() { values_.assign(coverable_.coverage.edges.size(), std::nullopt); }
    /// The constant of an edge, and the smallest step of what it is compared with; scaled like values().
    [[nodiscard]] std::int64_t limit(std::size_t edge) const { return coverable_.limits[edge].first; }
    [[nodiscard]] std::int64_t unit(std::size_t edge) const { return coverable_.limits[edge].second; }

private:
    Coverable coverable_;
    /// By trace chunk, then by instruction from the chunk's first: what its step is a value of, or null. Made when first needed.
    struct Watched {
        const Coverable::Uses* uses = nullptr;
        std::uint32_t presence = program::none;
    };
    std::vector<std::vector<Watched>> watched_;
    std::vector<std::optional<std::int64_t>> values_;
    std::vector<TraceStep> steps_;
    Contributions out_;

    void count_rules(const Contributions& pass, const program::Image& image);
    [[nodiscard]] std::vector<Watched> watch(const program::Image& image, std::uint32_t chunk) const;
    /// False if the policy faulted and is enforced.
    bool trace(detail::EvaluatorState& state, std::uint32_t chunk, bool with_advice);
    void observe(const Coverable::Uses& uses, std::int64_t value);
};

}  // namespace ordain::testing
