// Entry: check_matchers.
#include <algorithm>
#include <bit>
#include <cstdint>
#include <span>
#include <vector>

#include "runtime/base/limits.hpp"
#include "runtime/program/table_check.hpp"

namespace ordain::program {
namespace {

/// Where the parts of the next matcher may begin: each lies behind those of the one before, so that no word is checked twice.
struct Ends {
    std::uint64_t keys = 0, boundaries = 0, rows = 0, masks = 0, spans = 0, numbers = 0, children = 0, outcomes = 0, effects = 0;
};

class MatcherCheck {
public:
    MatcherCheck(const Image& image, TableCheck& check) : image_(image), check_(check) {}

    void run() {
        find_lists();
        leaves_.reserve(image_.matchers.size());
        for (std::uint32_t i = 0; i < image_.matchers.size() && check_.ok(); ++i) {
            check_.at("matchers", i);
            check_node(i, image_.matchers[i]);
        }
    }

private:
    const Image& image_;
    TableCheck& check_;
    Ends ends_;
    std::vector<std::uint32_t> leaves_;  // by node: how many nodes of masks and lists of tests are looked at for one event
    std::vector<bool> begins_;           // by test: a list begins with it that no node has yet

    void find_lists() {
        begins_.resize(image_.match_tests.size());
        bool begins = true;
        for (std::size_t i = 0; i < begins_.size(); ++i) {
            begins_[i] = begins;
            begins = (image_.match_tests[i].flags & match_test_flags::end) != 0;
        }
        check_.at("match_tests", begins_.size());
        check_.that(begins, "the end of the tests");
    }

    /// `count` entries of a section from `first` on, which are the next ones.
    bool next(std::uint64_t first, std::uint64_t count, std::size_t size, std::uint64_t& end, std::string_view what) {
        check_.that(first >= end && first <= size && count <= size - first, what);
        if (check_.ok()) end = first + count;
        return check_.ok();
    }

    void check_node(std::uint32_t number, const MatcherRec& node) {
        check_.range({node.first_rule, node.rules}, image_.rules.size(), "the rules");
        check_.that(node.form <= MatchForm::split && node.rules > 0, "the form");
        check_.that(node.nodes > 0 && node.nodes <= number + 1, "the number of nodes");
        check_.next_range(node.keys, image_.match_keys.size(), ends_.keys, "the keys");
        if (!check_.ok()) return;
        std::uint32_t leaves = 1;
        switch (node.form) {
            case MatchForm::masks: check_masks(node); break;
            case MatchForm::tests: check_tests(node, node.tests); break;
            case MatchForm::split: leaves = check_split(number, node); break;
        }
        check_.that(leaves <= limits::match_leaves, "the number of nodes for one event");
        leaves_.push_back(leaves);
        check_outcomes(node);
    }

    /// The numbers of a node's rules.
    void check_numbers(const MatcherRec& node) {
        check_.that(node.count > 0 && node.count <= node.rules, "the number of rules");
        if (node.numbers == none || !next(node.numbers, node.count, image_.match_numbers.size(), ends_.numbers, "the numbers")) return;
        const auto numbers = image_.match_numbers.subspan(node.numbers, node.count);
        check_.that(numbers.back() < node.rules && std::is_sorted(numbers.begin(), numbers.end(), std::less_equal<>{}), "the numbers");
    }

    void check_masks(const MatcherRec& node) {
        check_numbers(node);
        check_.that(node.keys.count > 0 && node.keys.count <= limits::match_keys, "the number of keys");
        check_.that(node.words == (std::uint64_t{node.count} + 63) / 64, "the number of words");
        check_.that(node.summaries == (node.words > 1 ? (node.words + 63) / 64 : 0), "the number of summaries");
        std::uint32_t shared = 0, plain = 0;
        for (const MatchKeyRec& key : slice(image_.match_keys, node.keys)) {
            if (!check_.ok()) return;
            check_key(key);
            check_rows(node, key);
            shared += key.shares;
            plain +=
                key.form == MatchKeyForm::plain && plain == static_cast<std::size_t>(&key - &image_.match_keys[node.keys.first]) ? 1 : 0;
        }
        check_.that(node.plain == plain, "the number of plain keys");
        check_.that(node.shared == shared, "the number of keys that share rows");
        next(node.spans, std::uint64_t{shared} * node.count, image_.match_spans.size(), ends_.spans, "the spans");
    }

    void check_tests(const MatcherRec& node, std::uint32_t first) {
        check_.that(first < begins_.size() && begins_[first], "the tests");
        if (!check_.ok()) return;
        begins_[first] = false;
        for (const MatchTestRec* test = &image_.match_tests[first];; ++test) {
            constexpr std::uint32_t known =
                match_test_flags::last | match_test_flags::end | match_test_flags::outside | match_test_flags::missing;
            check_.that((test->flags & ~known) == 0 && test->number < node.rules, "a test");
            if ((test->flags & match_test_flags::end) != 0) return;
        }
    }

    std::uint32_t check_split(std::uint32_t number, const MatcherRec& node) {
        check_.that(node.keys.count == 1, "the number of keys");
        if (!check_.ok()) return 0;
        const MatchKeyRec& key = image_.match_keys[node.keys.first];
        check_key(key);
        if (!check_.ok() || !next(node.children, places(key), image_.match_children.size(), ends_.children, "the nodes below")) return 0;
        std::uint32_t most = 0, before = none;
        for (const std::uint32_t child : image_.match_children.subspan(node.children, places(key)))
            if (child != before) most = std::max(most, check_below(number, node, before = child));
        return std::max(1u, most + check_below(number, node, node.rest));
    }

    /// Nodes for one event of a node below.
    std::uint32_t check_below(std::uint32_t number, const MatcherRec& node, std::uint32_t below) {
        if (below == none) return 0;
        if ((below & list_of_tests) != 0) {
            check_tests(node, below & ~list_of_tests);
            return 1;
        }
        check_.that(below < number && number - below < node.nodes, "a node below");
        if (!check_.ok()) return 0;
        const MatcherRec& child = image_.matchers[below];
        check_.that(child.rules == node.rules && child.first_rule == node.first_rule, "a node below");
        check_.that(child.nodes <= node.nodes - (number - below), "a node below");
        return leaves_[below];
    }

    [[nodiscard]] static std::uint64_t places(const MatchKeyRec& key) { return std::uint64_t{key.places} + (key.presence == none ? 0 : 1); }

    void check_key(const MatchKeyRec& key) {
        check_.that(key.form <= MatchKeyForm::plain && key.places > 0 && key.places < UINT32_MAX, "the places");
        check_.that(key.form != MatchKeyForm::plain || (key.presence == none && key.rows == none), "the form of a key");
        check_.that(key.top >= key.base && (key.form == MatchKeyForm::search || range_of(key) == key.places - 1), "the range of a key");
        if (key.form == MatchKeyForm::search && check_.ok()) check_search(key);
    }

    [[nodiscard]] static std::uint64_t range_of(const MatchKeyRec& key) {
        return static_cast<std::uint64_t>(key.top) - static_cast<std::uint64_t>(key.base);
    }

    void check_search(const MatchKeyRec& key) {
        check_.that(key.half == 0 || (std::has_single_bit(key.half) && key.half <= UINT32_MAX / 4), "the search");
        const std::uint64_t padding = key.half == 0 ? 0 : 2 * std::uint64_t{key.half} - 1, count = key.places - 1;
        if (!check_.ok() || !next(key.boundaries, count + padding, image_.match_boundaries.size(), ends_.boundaries, "the boundaries"))
            return;
        const auto boundaries = image_.match_boundaries.subspan(key.boundaries, count);
        check_.that(std::is_sorted(boundaries.begin(), boundaries.end(), std::less_equal<>{}), "the order of boundaries");
        for (const std::int64_t end : image_.match_boundaries.subspan(key.boundaries + count, padding))
            check_.that(end == INT64_MAX, "the end of the boundaries");
        if (key.radix == none) return;
        check_.that(key.shift < 64, "the radix");
        if (!check_.ok()) return;
        const std::uint64_t last = range_of(key) >> key.shift;
        check_.that(last < image_.match_rows.size(), "the radix");
        if (!check_.ok() || !next(key.radix, last + 1, image_.match_rows.size(), ends_.rows, "the radix")) return;
        for (const std::uint32_t place : image_.match_rows.subspan(key.radix, last + 1)) check_.that(place < key.places, "the radix");
    }

    void check_rows(const MatcherRec& node, const MatchKeyRec& key) {
        if (!check_.ok()) return;
        const std::uint64_t stride = std::uint64_t{node.words} + node.summaries;
        check_.that(key.shares <= 1 && key.row_count > 0 && (key.shares == 0 || key.rows != none), "the rows");
        if (key.rows == none)
            check_.that(key.row_count == places(key), "the number of rows");
        else if (next(key.rows, places(key), image_.match_rows.size(), ends_.rows, "the rows"))
            for (const std::uint32_t row : image_.match_rows.subspan(key.rows, places(key))) check_.that(row < key.row_count, "a row");
        if (!check_.ok() || !next(key.masks, stride * key.row_count, image_.match_masks.size(), ends_.masks, "the masks")) return;
        for (std::uint32_t row = 0; row < key.row_count; ++row)
            check_row(node, image_.match_masks.subspan(key.masks + row * stride, stride));
    }

    /// Bits beyond the last rule, and in the summaries beyond the last word, are 0: what is found is a rule.
    void check_row(const MatcherRec& node, std::span<const std::uint64_t> row) {
        const auto tail_is_clear = [](std::uint64_t word, std::uint32_t used) { return used % 64 == 0 || word >> used % 64 == 0; };
        check_.that(tail_is_clear(row.back(), node.count), "a mask");
        if (node.summaries == 0) return;
        check_.that(tail_is_clear(row[node.summaries - 1], node.words) && sums_up(row, node.summaries), "a summary of masks");
    }

    [[nodiscard]] static bool sums_up(std::span<const std::uint64_t> row, std::uint32_t summaries) {
        for (std::size_t w = 0; w + summaries < row.size(); ++w)
            if ((row[w / 64] >> w % 64 & 1) != (row[summaries + w] != 0 ? 1U : 0U)) return false;
        return true;
    }

    void check_outcomes(const MatcherRec& node) {
        if (node.outcomes == none || !check_.ok()) return;
        if (!next(node.outcomes, node.rules, image_.match_outcomes.size(), ends_.outcomes, "the effects")) return;
        for (const Range32 outcome : image_.match_outcomes.subspan(node.outcomes, node.rules)) {
            if (outcome.first == none || !check_.ok()) continue;
            check_.next_range(outcome, image_.match_effects.size(), ends_.effects, "the effects");
            if (!check_.ok()) return;
            for (const std::uint32_t effect : slice(image_.match_effects, outcome))
                check_.that(effect < image_.effects.size() && image_.effects[effect].args == 0, "an effect");
        }
    }
};

}  // namespace

void check_matchers(const Image& image, TableCheck& check) {
    MatcherCheck(image, check).run();
}

}  // namespace ordain::program
