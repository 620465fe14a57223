#include "runtime/vm/match.hpp"

#include <algorithm>

namespace ordain::vm {

using program::MatcherRec;
using program::MatchForm;
using program::MatchKeyRec;
using program::MatchTestRec;

namespace {

namespace flags = program::match_test_flags;

bool holds(const MatchTestRec& test, const std::int64_t* r) {
    const bool within = static_cast<std::uint64_t>(r[test.value]) - static_cast<std::uint64_t>(test.low) <= test.span;
    const bool present = within != ((test.flags & flags::outside) != 0);
    return test.presence != program::none && r[test.presence] == 0 ? (test.flags & flags::missing) != 0 : present;
}

/// Number of the first rule from `test` on all of whose tests hold; `test` goes to the rule behind it, or is null.
std::uint32_t next_of_tests(const MatchTestRec*& test, std::uint32_t rules, const std::int64_t* r) {
    bool all = true;
    for (;; ++test) {
        all = all & holds(*test, r);
        const std::uint32_t ends = test->flags & (flags::last | flags::end);
        if (ends == 0) continue;
        if (all || (ends & flags::end) != 0) {
            const std::uint32_t number = all ? test->number : rules;
            test = (ends & flags::end) != 0 ? nullptr : test + 1;
            return number;
        }
        all = true;
    }
}

std::uint32_t number_of(const program::Image& image, const MatcherRec& node, std::uint32_t rule) {
    return node.numbers == program::none ? rule : image.match_numbers[node.numbers + rule];
}

std::uint32_t first_of_masks(const program::Image& image, const MatcherRec& node, const std::int64_t* r) {
    if (has_few(node)) {
        const std::uint64_t left = matches_of_few(image, node, r);
        return left == 0 ? node.rules : number_of(image, node, static_cast<std::uint32_t>(std::countr_zero(left)));
    }
    NodeMatches matches;
    matches.begin(image, node, r);
    return matches.next();
}

/// Calls `masks` or `tests` with each node of masks and the first test of each list that has to be looked at.
template <class Masks, class Tests>
void for_each_node(const program::Image& image, const MatcherRec& matcher, const std::int64_t* r, const Masks& masks, const Tests& tests) {
    if (matcher.form == MatchForm::tests) return tests(image.match_tests.data() + matcher.tests);
    std::array<std::uint32_t, limits::match_leaves> open;  // of rules that don't look at the keys of the splits above
    std::uint32_t count = 0;
    const MatcherRec* node = &matcher;
    for (;;) {
        std::uint32_t below = program::none;
        if (node->form == MatchForm::split) {
            if (node->rest != program::none) open[count++] = node->rest;
            const std::uint32_t place = place_of<Search::far>(MatchTables(image), image.match_keys[node->keys.first], r);
            below = image.match_children[node->children + place];
        } else {
            masks(*node);
        }
        while (below == program::none || (below & program::list_of_tests) != 0) {
            if (below != program::none) tests(image.match_tests.data() + (below & ~program::list_of_tests));
            if (count == 0) return;
            below = open[--count];
        }
        node = &image.matchers[below];
    }
}

}  // namespace

std::uint64_t matches_of_few(const program::Image& image, const MatcherRec& node, const std::int64_t* r) {
    const MatchTables tables(image);
    const MatchKeyRec* key = image.match_keys.data() + node.keys.first;
    const MatchKeyRec* const end = key + node.keys.count;
    std::uint64_t left = ~std::uint64_t{0};
    for (const MatchKeyRec* const others = key + node.plain; key != others; ++key)
        left &= tables.masks[key->masks + above_base(*key, r[key->value])];
    for (; key != end; ++key) left &= tables.masks[std::size_t{key->masks} + row_of(tables, *key, place_of(tables, *key, r))];
    return left;
}

void NodeMatches::begin(const program::Image& image, const MatcherRec& node, const std::int64_t* r) {
    image_ = &image;
    node_ = &node;
    test_ = nullptr;
    rules_ = node.rules;
    const MatchTables tables(image);
    const MatchKeyRec* keys = image.match_keys.data() + node.keys.first;
    const std::uint32_t stride = node.summaries + node.words;
    for (std::uint32_t k = 0; k < node.keys.count; ++k) {
        places_[k] = place_of(tables, keys[k], r);
        rows_[k] = tables.masks + keys[k].masks + std::size_t{row_of(tables, keys[k], places_[k])} * stride;
    }
    bits_ = words_ = 0;
    summary_ = 0;
    if (node.summaries == 0) bits_ = word(0), word_ = 0;
}

void NodeMatches::begin(const MatchTestRec* tests, std::uint32_t rules, const std::int64_t* r) {
    node_ = nullptr;
    test_ = tests;
    rules_ = rules;
    r_ = r;
}

std::uint32_t NodeMatches::next() {
    return node_ == nullptr ? next_by_tests() : next_by_masks();
}

std::uint32_t NodeMatches::next_by_tests() {
    return test_ == nullptr ? rules_ : next_of_tests(test_, rules_, r_);
}

std::uint32_t NodeMatches::next_by_masks() {
    for (;;) {
        while (bits_ == 0) {
            while (words_ == 0) {
                if (summary_ == node_->summaries) return node_->rules;
                words_ = word(summary_++);
            }
            word_ = (summary_ - 1) * 64 + static_cast<std::uint32_t>(std::countr_zero(words_));
            words_ &= words_ - 1;
            bits_ = word(node_->summaries + word_);
        }
        const std::uint32_t rule = word_ * 64 + static_cast<std::uint32_t>(std::countr_zero(bits_));
        bits_ &= bits_ - 1;
        if (node_->shared == 0 || in_spans(rule)) return number_of(*image_, *node_, rule);
    }
}

bool NodeMatches::in_spans(std::uint32_t rule) const {
    const MatchKeyRec* keys = image_->match_keys.data() + node_->keys.first;
    const program::MatchSpanRec* span = image_->match_spans.data() + node_->spans + std::size_t{rule} * node_->shared;
    bool in = true;
    for (std::uint32_t k = 0; k < node_->keys.count; ++k) {
        if (keys[k].shares == 0) continue;
        in = in && span->first <= places_[k] && places_[k] <= span->last;
        ++span;
    }
    return in;
}

void Matches::begin(const program::Image& image, const MatcherRec& matcher, const std::int64_t* r) {
    rules_ = matcher.rules;
    count_ = 0;
    const auto add = [&](const auto& begin) {
        Node& next = nodes_[count_];
        begin(next.matches);
        next.head = next.matches.next();
        if (next.head != rules_) ++count_;
    };
    for_each_node(
        image, matcher, r, [&](const MatcherRec& node) { add([&](NodeMatches& matches) { matches.begin(image, node, r); }); },
        [&](const MatchTestRec* tests) { add([&](NodeMatches& matches) { matches.begin(tests, rules_, r); }); });
}

std::uint32_t Matches::next() {
    if (count_ == 0) return rules_;
    Node* first = nodes_.data();
    for (Node* node = first + 1; node != nodes_.data() + count_; ++node)
        if (node->head < first->head) first = node;
    const std::uint32_t rule = first->head;
    first->head = first->matches.next();
    if (first->head == rules_ && first != nodes_.data() + --count_) *first = nodes_[count_];
    return rule;
}

std::uint32_t first_of_tree(const program::Image& image, const MatcherRec& matcher, const std::int64_t* r) {
    std::uint32_t first = matcher.rules;
    for_each_node(
        image, matcher, r, [&](const MatcherRec& node) { first = std::min(first, first_of_masks(image, node, r)); },
        [&](const MatchTestRec* tests) { first = std::min(first, next_of_tests(tests, matcher.rules, r)); });
    return first;
}

FirstTwo first_two_matches(const program::Image& image, const MatcherRec& matcher, const std::int64_t* r) {
    if (has_few(matcher) && matcher.numbers == program::none) {
        const std::uint64_t left = matches_of_few(image, matcher, r), rest = left & (left - 1);
        const auto lowest = [&](std::uint64_t bits) {
            return bits == 0 ? matcher.rules : static_cast<std::uint32_t>(std::countr_zero(bits));
        };
        return {lowest(left), lowest(left == 0 ? 0 : rest)};
    }
    Matches matches;
    matches.begin(image, matcher, r);
    const std::uint32_t first = matches.next();
    return {first, first == matcher.rules ? first : matches.next()};
}

}  // namespace ordain::vm
