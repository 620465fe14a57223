#include "compiler/codegen/matcher_image.hpp"

#include <algorithm>

namespace ordain::codegen {

using plan::MatchKey;
using plan::MatchPlan;
using plan::MatchRule;
using plan::RankSet;

namespace {

/// Calls `visit(first, last)` for the spans of ranks, with that of a missing value.
template <class Visit>
void for_each_span(const MatchKey& key, const RankSet& set, const Visit& visit) {
    for (const auto& [first, last] : set.spans) visit(first, last);
    if (set.missing && key.optional) visit(key.ranks() - 1, key.ranks() - 1);
}

const RankSet* test_of(const MatchRule& rule, std::uint32_t key) {
    const auto at = std::find_if(rule.tests.begin(), rule.tests.end(), [key](const auto& test) { return test.key == key; });
    return at == rule.tests.end() ? nullptr : &at->holds;
}

/// Masks of one key, row after row.
class Masks {
public:
    Masks(const program::MatcherRec& matcher, std::uint32_t rows)
        : matcher_(matcher), stride_(matcher.summaries + matcher.words), words_(std::size_t{rows} * stride_) {}

    void set(std::uint32_t row, std::uint32_t rule) {
        std::uint64_t* const first = words_.data() + std::size_t{row} * stride_;
        first[matcher_.summaries + rule / 64] |= std::uint64_t{1} << rule % 64;
        if (matcher_.summaries != 0) first[rule / 64 / 64] |= std::uint64_t{1} << rule / 64 % 64;
    }
    [[nodiscard]] const std::vector<std::uint64_t>& words() const { return words_; }

private:
    const program::MatcherRec& matcher_;
    std::size_t stride_;
    std::vector<std::uint64_t> words_;
};

/// The row of each rank: its own, or that of its neighbours too; a missing value never shares.
std::vector<std::uint32_t> rows_of(const MatchKey& key, std::uint32_t most_rows) {
    std::vector<std::uint32_t> rows(key.ranks());
    const bool own = key.ranks() <= most_rows;
    const std::uint64_t present = key.ranks() - (key.optional ? 1U : 0U), shared = most_rows - (key.optional ? 1U : 0U);
    for (std::uint32_t rank = 0; rank < rows.size(); ++rank)
        rows[rank] = own ? rank : static_cast<std::uint32_t>(rank < present ? rank * shared / present : shared);
    return rows;
}

void add_key(program::ImageData& image, const program::MatcherRec& matcher, const MatchPlan& plan, std::uint32_t number, KeyPlace place) {
    const MatchKey& key = plan.keys[number];
    const std::vector<std::uint32_t> rows = rows_of(key, plan.most_rows);
    program::MatchKeyRec rec;
    rec.value = place.value;
    rec.presence = place.presence;
    rec.constants = {static_cast<std::uint32_t>(image.match_constants.size()), static_cast<std::uint32_t>(key.constants.size())};
    rec.ranks = static_cast<std::uint32_t>(image.match_rows.size());
    rec.rows = rows.back() + 1;
    rec.masks = static_cast<std::uint32_t>(image.match_masks.size());
    rec.shares = plan.exact(key) ? 0 : 1;
    Masks masks(matcher, rec.rows);
    for (std::uint32_t rule = 0; rule < plan.rules.size(); ++rule) {
        const RankSet* const test = test_of(plan.rules[rule], number);
        const auto mark = [&](std::uint32_t first, std::uint32_t last) {
            for (std::uint32_t row = rows[first]; row <= rows[last]; ++row) masks.set(row, rule);
        };
        if (test == nullptr)
            mark(0, key.ranks() - 1);
        else
            for_each_span(key, *test, mark);
    }
    image.match_keys.push_back(rec);
    image.match_constants.insert(image.match_constants.end(), key.constants.begin(), key.constants.end());
    if (rec.shares != 0) image.match_rows.insert(image.match_rows.end(), rows.begin(), rows.end());
    image.match_masks.insert(image.match_masks.end(), masks.words().begin(), masks.words().end());
}

/// For the keys whose ranks share rows: the ranks that a rule means. The plan left it one span for each.
void add_spans(program::ImageData& image, const MatchPlan& plan) {
    for (const MatchRule& rule : plan.rules) {
        for (std::uint32_t k = 0; k < plan.keys.size(); ++k) {
            if (plan.exact(plan.keys[k])) continue;
            const RankSet* const test = test_of(rule, k);
            program::MatchSpanRec span{0, plan.keys[k].ranks() - 1};
            if (test != nullptr) {
                span = {1, 0};
                for_each_span(plan.keys[k], *test, [&span](std::uint32_t first, std::uint32_t last) {
                    span = {span.first > span.last ? first : span.first, last};
                });
            }
            image.match_spans.push_back(span);
        }
    }
}

}  // namespace

std::uint32_t add_matcher(program::ImageData& image, const MatchPlan& plan, std::span<const KeyPlace> places, std::uint32_t first_rule) {
    program::MatcherRec rec;
    rec.keys = {static_cast<std::uint32_t>(image.match_keys.size()), static_cast<std::uint32_t>(plan.keys.size())};
    rec.rules = static_cast<std::uint32_t>(plan.rules.size());
    rec.first_rule = first_rule;
    rec.spans = static_cast<std::uint32_t>(image.match_spans.size());
    rec.shared = static_cast<std::uint32_t>(
        std::count_if(plan.keys.begin(), plan.keys.end(), [&](const MatchKey& key) { return !plan.exact(key); }));
    rec.words = (rec.rules + 63) / 64;
    rec.summaries = rec.words > 1 ? (rec.words + 63) / 64 : 0;
    for (std::uint32_t k = 0; k < plan.keys.size(); ++k) add_key(image, rec, plan, k, places[k]);
    add_spans(image, plan);
    image.matchers.push_back(rec);
    return static_cast<std::uint32_t>(image.matchers.size() - 1);
}

void place_matcher(program::ImageData& image, std::uint32_t matcher, std::uint32_t constant_count, std::uint32_t slots) {
    const program::Range32 keys = image.matchers[matcher].keys;
    for (std::uint32_t k = keys.first; k < keys.first + keys.count; ++k) {
        program::MatchKeyRec& key = image.match_keys[k];
        key.value = in_frame(key.value, constant_count, slots);
        if (key.presence != program::none) key.presence = in_frame(key.presence, constant_count, slots);
    }
}

}  // namespace ordain::codegen
