#include "compiler/codegen/matcher_image.hpp"

#include <algorithm>
#include <bit>

#include "compiler/codegen/match_key_image.hpp"
#include "compiler/plan/match_tree.hpp"
#include "runtime/program/match_lists.hpp"

namespace ordain::codegen {

using plan::KeyRegion;
using plan::MatchNode;
using plan::MatchPlan;
using plan::RankSet;
using program::MatchForm;

namespace {

namespace flags = program::match_test_flags;

/// Masks of one key, row after row.
class Masks {
public:
    Masks(const program::MatcherRec& node, std::uint32_t rows)
        : node_(node), stride_(node.summaries + node.words), words_(std::size_t{rows} * stride_) {}

    void set(std::uint32_t row, std::uint32_t rule) {
        std::uint64_t* const first = words_.data() + std::size_t{row} * stride_;
        first[node_.summaries + rule / 64] |= std::uint64_t{1} << rule % 64;
        if (node_.summaries != 0) first[rule / 64 / 64] |= std::uint64_t{1} << rule / 64 % 64;
    }
    [[nodiscard]] const std::vector<std::uint64_t>& words() const { return words_; }

private:
    const program::MatcherRec& node_;
    std::size_t stride_;
    std::vector<std::uint64_t> words_;
};

class MatcherImage {
public:
    MatcherImage(program::ImageData& image, const MatchPlan& plan, std::span<const KeyPlace> places)
        : image_(image), plan_(plan), registers_(places), tree_(plan::plan_tree(plan)) {}

    std::uint32_t write(std::uint32_t first_rule) {
        std::vector<std::uint32_t> written;  // by node of the tree: records before it
        for (const MatchNode& node : tree_) {
            written.push_back(static_cast<std::uint32_t>(image_.matchers.size()));
            if (node.form == MatchForm::tests && &node != &tree_.back()) {
                references_.push_back(add_tests(node) | program::list_of_tests);
                continue;
            }
            program::MatcherRec rec;
            rec.form = node.form;
            rec.rules = static_cast<std::uint32_t>(plan_.rules.size());
            rec.first_rule = first_rule;
            rec.nodes = written.back() - written[written.size() - node.nodes] + 1;
            rec.keys.first = static_cast<std::uint32_t>(image_.match_keys.size());
            rec.spans = static_cast<std::uint32_t>(image_.match_spans.size());
            rec.children = static_cast<std::uint32_t>(image_.match_children.size());
            switch (node.form) {
                case MatchForm::masks: add_masks(rec, node); break;
                case MatchForm::tests: rec.tests = add_tests(node); break;
                case MatchForm::split: add_split(rec, node); break;
            }
            rec.keys.count = static_cast<std::uint32_t>(image_.match_keys.size()) - rec.keys.first;
            references_.push_back(written.back());
            image_.matchers.push_back(rec);
        }
        return references_.back();
    }

private:
    program::ImageData& image_;
    const MatchPlan& plan_;
    std::span<const KeyPlace> registers_;
    plan::MatchTree tree_;
    std::vector<std::uint32_t> references_;  // by node of the tree, as splits have them

    void add_numbers(program::MatcherRec& rec, const MatchNode& node) {
        rec.count = static_cast<std::uint32_t>(node.rules.size());
        if (rec.count == rec.rules) return;
        rec.numbers = static_cast<std::uint32_t>(image_.match_numbers.size());
        image_.match_numbers.insert(image_.match_numbers.end(), node.rules.begin(), node.rules.end());
    }

    void add_split(program::MatcherRec& rec, const MatchNode& node) {
        const KeyImage key(node.places, 0);
        image_.match_keys.push_back(key.write(image_, registers_[node.key]));
        for (std::uint32_t place = 0; place < key.places(); ++place)
            image_.match_children.push_back(reference(node.below[key.interval(place)]));
        if (registers_[node.key].presence != program::none) image_.match_children.push_back(reference(node.below.back()));
        rec.rest = reference(node.rest);
    }
    [[nodiscard]] std::uint32_t reference(std::uint32_t node) const { return node == program::none ? node : references_[node]; }

    // --- masks -----------------------------------------------------------------------------------------------------

    void add_masks(program::MatcherRec& rec, const MatchNode& node) {
        add_numbers(rec, node);
        rec.words = (rec.count + 63) / 64;
        rec.summaries = rec.words > 1 ? (rec.words + 63) / 64 : 0;
        std::vector<MaskKey> keys;
        for (std::uint32_t key = 0; key < plan_.keys.size(); ++key)
            if (tells_apart(node, key)) keys.push_back({key, key_image(rec, node, key)});
        const auto others = std::stable_partition(keys.begin(), keys.end(), [](const MaskKey& key) { return key.image.is_plain(); });
        rec.plain = static_cast<std::uint32_t>(others - keys.begin());
        for (const MaskKey& key : keys) write_key(rec, node, key);
        std::erase_if(keys, [](const MaskKey& key) { return !key.image.shares(); });
        rec.shared = static_cast<std::uint32_t>(keys.size());
        for (const std::uint32_t rule : node.rules)
            for (const MaskKey& key : keys) image_.match_spans.push_back(span_of(node, rule, key));
    }

    struct MaskKey {
        std::uint32_t key;
        KeyImage image;
    };

    [[nodiscard]] bool tells_apart(const MatchNode& node, std::uint32_t key) const {
        return std::any_of(node.rules.begin(), node.rules.end(), [&](std::uint32_t rule) {
            const RankSet* const test = plan::test_of(plan_.rules[rule], key);
            return test != nullptr && !plan::covers(*test, node.region[key]);
        });
    }

    /// Calls `visit(first, last)` for the spans of intervals of a rule's test; a missing value has the interval behind the last.
    template <class Visit>
    void for_each_span(const MatchNode& node, std::uint32_t rule, std::uint32_t key, const plan::Places& places, const Visit& visit) const {
        const KeyRegion& region = node.region[key];
        const RankSet* const test = plan::test_of(plan_.rules[rule], key);
        if (test == nullptr) {
            if (region.present) visit(0, places.count() - 1);
            if (region.missing) visit(places.count(), places.count());
            return;
        }
        for (const auto& [first, last] : test->spans)
            if (region.present && first <= region.last && region.first <= last)
                visit(places.of(std::max(first, region.first)), places.of(std::min(last, region.last)));
        if (test->missing && region.missing) visit(places.count(), places.count());
    }

    [[nodiscard]] KeyImage key_image(const program::MatcherRec& rec, const MatchNode& node, std::uint32_t key) const {
        std::vector<RankSet::Span> spans;
        for (const std::uint32_t rule : node.rules)
            if (const RankSet* const test = plan::test_of(plan_.rules[rule], key); test != nullptr)
                spans.insert(spans.end(), test->spans.begin(), test->spans.end());
        const KeyRegion& region = node.region[key];
        KeyImage image(plan::cut(plan_.keys[key].constants, spans, region.first, region.last), rec.words == 1 ? 512 : 0);
        image.make_rows(rec.words == 1, plan_.shape.most_rows, registers_[key].presence != program::none);
        return image;
    }

    void write_key(const program::MatcherRec& rec, const MatchNode& node, const MaskKey& key) {
        program::MatchKeyRec made = key.image.write(image_, registers_[key.key]);
        made.masks = static_cast<std::uint32_t>(image_.match_masks.size());
        Masks masks(rec, made.row_count);
        for (std::uint32_t i = 0; i < node.rules.size(); ++i)
            for_each_span(node, node.rules[i], key.key, key.image.cut(), [&](std::uint32_t first, std::uint32_t last) {
                for (std::uint32_t row = key.image.first_row(first); row <= key.image.last_row(last); ++row) masks.set(row, i);
            });
        image_.match_masks.insert(image_.match_masks.end(), masks.words().begin(), masks.words().end());
        image_.match_keys.push_back(made);
    }

    /// Of a key whose places share rows: the plan left the rule one span of ranks.
    [[nodiscard]] program::MatchSpanRec span_of(const MatchNode& node, std::uint32_t rule, const MaskKey& key) const {
        program::MatchSpanRec span{1, 0};
        for_each_span(node, rule, key.key, key.image.cut(), [&](std::uint32_t first, std::uint32_t last) {
            span = {span.first > span.last ? key.image.first_place(first) : span.first, key.image.last_place(last)};
        });
        return span;
    }

    // --- tests -----------------------------------------------------------------------------------------------------

    /// Result: the first of them.
    std::uint32_t add_tests(const MatchNode& node) {
        const auto first = static_cast<std::uint32_t>(image_.match_tests.size());
        for (const std::uint32_t rule : node.rules) {
            const std::size_t before = image_.match_tests.size();
            for (const plan::MatchRule::Test& test : plan_.rules[rule].tests)
                if (!plan::covers(test.holds, node.region[test.key])) add_test(test);
            if (image_.match_tests.size() == before) add_range(registers_.front(), INT64_MIN, INT64_MAX, flags::missing);
            image_.match_tests.back().flags |= flags::last;
            image_.match_tests.back().number = rule;
        }
        image_.match_tests.back().flags |= flags::end;
        return first;
    }

    /// From the first to the last span, but in none of the gaps between them.
    void add_test(const plan::MatchRule::Test& test) {
        const auto& constants = plan_.keys[test.key].constants;
        const KeyPlace& at = registers_[test.key];
        const std::uint32_t missing = test.holds.missing ? flags::missing : 0;
        const auto& spans = test.holds.spans;
        if (spans.empty()) return add_range(at, INT64_MIN, INT64_MAX, flags::outside | missing);
        add_range(at, least(constants, spans.front().first), greatest(constants, spans.back().second), missing);
        for (std::size_t i = 1; i < spans.size(); ++i)
            add_range(at, least(constants, spans[i - 1].second + 1), greatest(constants, spans[i].first - 1), flags::outside | missing);
    }

    static std::int64_t least(const std::vector<std::int64_t>& constants, std::uint32_t rank) {
        if (rank == 0) return INT64_MIN;
        return rank % 2 == 1 ? constants[rank / 2] : constants[rank / 2 - 1] + 1;
    }
    static std::int64_t greatest(const std::vector<std::int64_t>& constants, std::uint32_t rank) {
        if (rank == 2 * constants.size()) return INT64_MAX;
        return rank % 2 == 1 ? constants[rank / 2] : constants[rank / 2] - 1;
    }

    /// Of an empty range (between ranks that follow each other without a value between them) nothing is added.
    void add_range(const KeyPlace& at, std::int64_t low, std::int64_t high, std::uint32_t test_flags) {
        if (low > high) return;
        const std::uint64_t span = static_cast<std::uint64_t>(high) - static_cast<std::uint64_t>(low);
        image_.match_tests.push_back({low, span, at.value, at.presence, test_flags, 0});
    }
};

}  // namespace

std::uint32_t add_matcher(program::ImageData& image, const MatchPlan& plan, std::span<const KeyPlace> places, std::uint32_t first_rule) {
    return MatcherImage(image, plan, places).write(first_rule);
}

void place_matcher(program::ImageData& image, std::uint32_t matcher, std::uint32_t constant_count, std::uint32_t slots) {
    const auto place = [&](std::uint32_t& value, std::uint32_t& presence) {
        value = in_frame(value, constant_count, slots);
        if (presence != program::none) presence = in_frame(presence, constant_count, slots);
    };
    const std::uint32_t nodes = image.matchers[matcher].nodes;
    for (std::uint32_t n = matcher + 1 - nodes; n <= matcher; ++n) {
        const program::MatcherRec& node = image.matchers[n];
        for (std::uint32_t k = node.keys.first; k < node.keys.first + node.keys.count; ++k)
            place(image.match_keys[k].value, image.match_keys[k].presence);
        program::for_each_list(image, node, [&](std::uint32_t first) {
            for (std::size_t test = first;; ++test) {
                place(image.match_tests[test].value, image.match_tests[test].presence);
                if ((image.match_tests[test].flags & flags::end) != 0) break;
            }
        });
    }
}

}  // namespace ordain::codegen
