// Entry: plan_tree. As in packet classification (Gupta and McKeown, "Packet classification using hierarchical intelligent cuttings", 1999):
// a node is cut along the key that leaves the fewest rules below a place; a rule that is below many places goes into a node of its own
// kind.
#include "compiler/plan/match_tree.hpp"

#include <algorithm>
#include <optional>

#include "runtime/base/limits.hpp"

namespace ordain::plan {

using program::MatchForm;

const RankSet* test_of(const MatchRule& rule, std::uint32_t key) {
    const auto at = std::find_if(rule.tests.begin(), rule.tests.end(), [key](const auto& test) { return test.key == key; });
    return at == rule.tests.end() ? nullptr : &at->holds;
}

bool meets(const RankSet& set, const KeyRegion& region) {
    if (set.missing && region.missing) return true;
    return region.present && std::any_of(set.spans.begin(), set.spans.end(), [&](const RankSet::Span& span) {
               return span.first <= region.last && region.first <= span.second;
           });
}

bool covers(const RankSet& set, const KeyRegion& region) {
    if (region.missing && !set.missing) return false;
    return !region.present || std::any_of(set.spans.begin(), set.spans.end(), [&](const RankSet::Span& span) {
        return span.first <= region.first && region.last <= span.second;
    });
}

namespace {

using Rules = std::vector<std::uint32_t>;
using Region = std::vector<KeyRegion>;

/// A way to cut a node.
struct Split {
    std::uint32_t key = 0;
    Places places;
    std::vector<Rules> below;  // by place, then of a missing value
    Rules rest;
    double left = 0;  // rules in question, for an event that may meet any rule
    std::size_t entries = 0;
};

class Grower {
public:
    explicit Grower(const MatchPlan& plan) : plan_(plan), shape_(plan.shape), budget_(6 * plan.rules.size() + 64) {}

    MatchTree run() {
        Rules rules(plan_.rules.size());
        for (std::uint32_t i = 0; i < rules.size(); ++i) rules[i] = i;
        Region region;
        for (const MatchKey& key : plan_.keys)
            region.push_back({0, 2 * static_cast<std::uint32_t>(key.constants.size()), true, key.optional});
        grow(std::move(rules), std::move(region), limits::match_leaves, 0);
        return std::move(tree_);
    }

private:
    static constexpr unsigned most_depth = 6;

    const MatchPlan& plan_;
    const MatchShape& shape_;
    MatchTree tree_;
    std::size_t budget_;  // entries of rules in nodes

    std::uint32_t grow(Rules rules, Region region, unsigned leaves, unsigned depth) {
        const auto begin = static_cast<std::uint32_t>(tree_.size());
        std::optional<Split> split;
        if (rules.size() > (depth == 0 ? shape_.split_above : shape_.most_tests) && depth < most_depth)
            split = best_split(rules, region, leaves);
        MatchNode node;
        if (!split) {
            node.form =
                looks_at_nothing(rules, region) || (depth > 0 && rules.size() <= shape_.most_tests) ? MatchForm::tests : MatchForm::masks;
            node.rules = std::move(rules);
        } else {
            node.form = MatchForm::split;
            node.key = split->key;
            budget_ -= split->entries;
            const unsigned for_rest = split->rest.empty() ? 0 : std::max(1U, leaves / 2);
            if (!split->rest.empty()) node.rest = grow(std::move(split->rest), region, for_rest, depth + 1);
            grow_below(node, *split, region, leaves - for_rest, depth + 1);
            node.places = std::move(split->places);
        }
        node.region = std::move(region);
        node.nodes = static_cast<std::uint32_t>(tree_.size()) - begin + 1;
        tree_.push_back(std::move(node));
        return static_cast<std::uint32_t>(tree_.size() - 1);
    }

    void grow_below(MatchNode& node, Split& split, const Region& region, unsigned leaves, unsigned depth) {
        const KeyRegion& whole = region[split.key];
        const auto& starts = split.places.starts;
        for (std::uint32_t place = 0; place < split.below.size(); ++place) {
            if (split.below[place].empty()) {
                node.below.push_back(program::none);
                continue;
            }
            Region inner = region;
            KeyRegion& own = inner[split.key];
            if (place == split.places.count())
                own.present = false;
            else
                own = {place == 0 ? whole.first : starts[place - 1], place < starts.size() ? starts[place] - 1 : whole.last, true, false};
            node.below.push_back(grow(std::move(split.below[place]), std::move(inner), leaves, depth));
        }
    }

    [[nodiscard]] bool looks_at_nothing(const Rules& rules, const Region& region) const {
        for (const std::uint32_t rule : rules)
            for (const MatchRule::Test& test : plan_.rules[rule].tests)
                if (!covers(test.holds, region[test.key])) return false;
        return true;
    }

    [[nodiscard]] std::optional<Split> best_split(const Rules& rules, const Region& region, unsigned leaves) const {
        std::optional<Split> best;
        for (std::uint32_t key = 0; key < plan_.keys.size(); ++key) {
            std::optional<Split> split = split_on(key, rules, region);
            if (!split || (!split->rest.empty() && leaves < 2) || split->entries > budget_) continue;
            if (!best || split->left < best->left) best = std::move(split);
        }
        const double count = static_cast<double>(rules.size());
        const bool many = rules.size() > shape_.split_above;
        if (best && (many ? best->left > 0.6 * count : best->left > std::min(0.5 * count, 0.75 * shape_.most_tests))) best.reset();
        return best;
    }

    /// Calls `visit(first place, last place)` for the spans of a rule's test within the region, with that of a missing value.
    template <class Visit>
    static void for_each_span(const RankSet& set, const KeyRegion& region, const Places& places, const Visit& visit) {
        for (const auto& [first, last] : set.spans)
            if (region.present && first <= region.last && region.first <= last)
                visit(places.of(std::max(first, region.first)), places.of(std::min(last, region.last)));
        if (set.missing && region.missing) visit(places.count(), places.count());
    }

    [[nodiscard]] std::optional<Split> split_on(std::uint32_t key, const Rules& rules, const Region& region) const {
        const KeyRegion& own = region[key];
        std::vector<RankSet::Span> spans;
        std::size_t with = 0;
        for (const std::uint32_t rule : rules) {
            const RankSet* const test = test_of(plan_.rules[rule], key);
            if (test == nullptr || covers(*test, own)) continue;
            ++with;
            spans.insert(spans.end(), test->spans.begin(), test->spans.end());
        }
        if (with * 2 < rules.size()) return {};
        Split split;
        split.key = key;
        const auto& constants = plan_.keys[key].constants;
        split.places = cut(constants, spans, own.first, own.last);
        std::size_t covered = 0;
        for (const std::uint32_t rule : rules)
            if (const RankSet* const test = test_of(plan_.rules[rule], key); test != nullptr)
                for_each_span(*test, own, split.places, [&](std::uint32_t first, std::uint32_t last) { covered += last - first + 1; });
        if (covered > 2 * with + 16) coarsen(split.places, constants, (covered - with) / with);
        distribute(split, rules, own);
        return split;
    }

    /// Keeps every n-th start.
    static void coarsen(Places& places, std::span<const std::int64_t> constants, std::size_t n) {
        std::vector<std::uint32_t> kept;
        for (std::size_t i = 0; i < places.starts.size(); ++i)
            if (i % (n + 1) == 0) kept.push_back(places.starts[i]);
        places = starting_at(constants, std::move(kept));
    }

    void distribute(Split& split, const Rules& rules, const KeyRegion& own) const {
        split.below.resize(split.places.count() + (plan_.keys[split.key].optional ? 1 : 0));
        const std::size_t wide = std::max<std::size_t>(4, split.below.size() / 4);
        for (const std::uint32_t rule : rules) {
            const RankSet* const test = test_of(plan_.rules[rule], split.key);
            std::size_t places = 0;
            if (test != nullptr)
                for_each_span(*test, own, split.places, [&](std::uint32_t first, std::uint32_t last) { places += last - first + 1; });
            if (test == nullptr || covers(*test, own) || places > wide) {
                split.rest.push_back(rule);
                continue;
            }
            for_each_span(*test, own, split.places, [&](std::uint32_t first, std::uint32_t last) {
                for (std::uint32_t place = first; place <= last; ++place)
                    if (split.below[place].empty() || split.below[place].back() != rule) split.below[place].push_back(rule);
            });
        }
        double squares = 0, sum = 0;
        for (const Rules& below : split.below) {
            const auto size = static_cast<double>(below.size());
            squares += size * size, sum += size;
            split.entries += below.size();
        }
        split.entries += split.rest.size();
        split.left = (sum == 0 ? 0 : squares / sum) + static_cast<double>(split.rest.size());
    }
};

}  // namespace

MatchTree plan_tree(const MatchPlan& plan) {
    return Grower(plan).run();
}

}  // namespace ordain::plan
