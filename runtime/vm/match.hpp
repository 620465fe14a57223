// Finding rules by the values that they test: see program::MatcherRec.
#pragma once

#include <array>
#include <bit>
#include <cstdint>

#include "runtime/base/limits.hpp"
#include "runtime/program/image.hpp"

namespace ordain::vm {

/// The tables of an image that finding rules reads.
struct MatchTables {
    const std::int64_t* boundaries;
    const std::uint32_t* rows;
    const std::uint64_t* masks;

    explicit MatchTables(const program::Image& image)
        : boundaries(image.match_boundaries.data()), rows(image.match_rows.data()), masks(image.match_masks.data()) {}
};

/// How far the value, or that end of the key's range which is nearest to it, lies above the key's base.
[[nodiscard]] inline std::uint64_t above_base(const program::MatchKeyRec& key, std::int64_t value) {
    value = value < key.base ? key.base : value;
    value = value > key.top ? key.top : value;
    return static_cast<std::uint64_t>(value) - static_cast<std::uint64_t>(key.base);
}

/// How a search goes on: by arithmetic, where the boundaries are near; by branches, so that the processor may run ahead where they
/// are far.
enum class Search { near, far };

/// The place of `value` by binary search.
template <Search Where>
[[nodiscard]] std::uint32_t searched_place(const MatchTables& tables, const program::MatchKeyRec& key, std::int64_t value) {
    const std::int64_t* const first = tables.boundaries + key.boundaries;
    const std::int64_t* at = first;
    if (key.radix != program::none) {
        at += tables.rows[key.radix + (above_base(key, value) >> key.shift)];
    }
    for (std::uint64_t step = key.half; step != 0; step /= 2) {
        if constexpr (Where == Search::near)
            at += step & (0 - static_cast<std::uint64_t>(at[step - 1] <= value));
        else if (at[step - 1] <= value)
            at += step;
    }
    const auto place = static_cast<std::uint32_t>(at - first);
    return place < key.places ? place : key.places - 1;  // INT64_MAX goes beyond the last boundary
}

/// The place of the key's value among `key.places`, or that behind them. Cost: constant, or logarithmic in the boundaries.
template <Search Where = Search::near>
[[nodiscard]] std::uint32_t place_of(const MatchTables& tables, const program::MatchKeyRec& key, const std::int64_t* r) {
    const std::int64_t value = r[key.value];
    std::uint32_t place = 0;
    if (key.form == program::MatchKeyForm::search)
        place = searched_place<Where>(tables, key, value);
    else
        place = static_cast<std::uint32_t>(above_base(key, value));
    return key.presence != program::none && r[key.presence] == 0 ? key.places : place;
}

/// Row of masks of a place.
[[nodiscard]] inline std::uint32_t row_of(const MatchTables& tables, const program::MatchKeyRec& key, std::uint32_t place) {
    return key.rows == program::none ? place : tables.rows[key.rows + place];
}

/// The rules that one node of masks or list of tests leaves over, in their order.
class NodeMatches {
public:
    /// Borrows everything.
    void begin(const program::Image& image, const program::MatcherRec& masks, const std::int64_t* r);
    void begin(const program::MatchTestRec* tests, std::uint32_t rules, const std::int64_t* r);
    /// Number of the next rule; the matcher's number of rules behind the last. Cost of all: linear in the words of the masks, or in the
    /// tests, at most.
    [[nodiscard]] std::uint32_t next();

private:
    const program::Image* image_ = nullptr;
    const program::MatcherRec* node_ = nullptr;
    const std::int64_t* r_ = nullptr;
    std::array<const std::uint64_t*, limits::match_keys> rows_;  // masks: by key
    std::array<std::uint32_t, limits::match_keys> places_;
    std::uint64_t bits_ = 0, words_ = 0;  // masks: what is left of a word, of a summary
    std::uint32_t word_ = 0, summary_ = 0;
    std::uint32_t rules_ = 0;                      // of the whole matcher
    const program::MatchTestRec* test_ = nullptr;  // tests: first of the next rule; null behind the last, and of masks

    [[nodiscard]] std::uint32_t next_by_masks();
    [[nodiscard]] std::uint32_t next_by_tests();
    [[nodiscard]] bool in_spans(std::uint32_t rule) const;
    [[nodiscard]] std::uint64_t word(std::uint32_t at) const {
        std::uint64_t all = rows_[0][at];
        for (std::uint32_t k = 1; k < node_->keys.count; ++k) all &= rows_[k][at];
        return all;
    }
};

/// The rules that a matcher leaves over for the values in registers `r`, in their order.
class Matches {
public:
    /// Borrows image and registers; the registers that the matcher looks at must stay as they are.
    void begin(const program::Image& image, const program::MatcherRec& matcher, const std::int64_t* r);
    /// Number of the next rule; the number of rules behind the last.
    [[nodiscard]] std::uint32_t next();

private:
    struct Node {
        NodeMatches matches;
        std::uint32_t head;  // its next rule
    };
    std::array<Node, limits::match_leaves> nodes_;
    std::uint32_t count_ = 0, rules_ = 0;
};

/// The first rule that a matcher of any form leaves over; the number of rules if there is none.
[[nodiscard]] std::uint32_t first_of_tree(const program::Image& image, const program::MatcherRec& matcher, const std::int64_t* r);

/// Of a node of masks with one word and no shared rows: a bit for each rule that is left over. Not inline: it wants all registers.
[[nodiscard]] std::uint64_t matches_of_few(const program::Image& image, const program::MatcherRec& node, const std::int64_t* r);
[[nodiscard]] inline bool has_few(const program::MatcherRec& node) {
    return node.form == program::MatchForm::masks && node.words == 1 && node.shared == 0;
}

/// Calls `visit` with the number of each rule that is left over, in their order. `matches`: for its use.
template <class Visit>
void for_each_match(const program::Image& image, const program::MatcherRec& matcher, const std::int64_t* r, Matches& matches,
                    const Visit& visit) {
    if (has_few(matcher) && matcher.numbers == program::none) {
        for (std::uint64_t left = matches_of_few(image, matcher, r); left != 0; left &= left - 1)
            visit(static_cast<std::uint32_t>(std::countr_zero(left)));
        return;
    }
    matches.begin(image, matcher, r);
    for (std::uint32_t rule = matches.next(); rule != matcher.rules; rule = matches.next()) visit(rule);
}

/// As first_of_tree, inline for few rules.
[[nodiscard]] inline std::uint32_t first_match(const program::Image& image, const program::MatcherRec& matcher, const std::int64_t* r) {
    if (!has_few(matcher) || matcher.numbers != program::none) return first_of_tree(image, matcher, r);
    const std::uint64_t left = matches_of_few(image, matcher, r);
    return left == 0 ? matcher.rules : static_cast<std::uint32_t>(std::countr_zero(left));
}

struct FirstTwo {
    std::uint32_t first, second;
};
/// The first rule that is left over, and the next one; the number of rules where there is none.
[[nodiscard]] FirstTwo first_two_matches(const program::Image& image, const program::MatcherRec& matcher, const std::int64_t* r);

}  // namespace ordain::vm
