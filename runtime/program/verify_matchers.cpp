// Entry: check_matchers.
#include <algorithm>
#include <cstdint>
#include <span>

#include "runtime/base/limits.hpp"
#include "runtime/program/table_check.hpp"

namespace ordain::program {
namespace {

/// Where the parts of the next matcher may begin: each lies behind those of the one before, so that no word is checked twice.
struct Ends {
    std::uint64_t keys = 0, constants = 0, rows = 0, masks = 0, spans = 0;
};

bool sums_up(std::span<const std::uint64_t> row, std::uint32_t summaries) {
    for (std::size_t w = 0; w + summaries < row.size(); ++w)
        if ((row[w / 64] >> w % 64 & 1) != (row[summaries + w] != 0 ? 1U : 0U)) return false;
    return true;
}

/// Bits beyond the last rule, and in the summaries beyond the last word, are 0: what is found is a rule.
void check_row(const MatcherRec& matcher, std::span<const std::uint64_t> row, TableCheck& check) {
    const auto tail_is_clear = [](std::uint64_t word, std::uint32_t used) { return used % 64 == 0 || word >> used % 64 == 0; };
    check.that(tail_is_clear(row.back(), matcher.rules), "a mask");
    if (matcher.summaries == 0) return;
    check.that(tail_is_clear(row[matcher.summaries - 1], matcher.words) && sums_up(row, matcher.summaries), "a summary of masks");
}

void check_key(const Image& image, const MatcherRec& matcher, const MatchKeyRec& key, Ends& ends, TableCheck& check) {
    const std::uint64_t ranks = 2 * std::uint64_t{key.constants.count} + (key.presence == none ? 1 : 2);
    const std::uint64_t stride = std::uint64_t{matcher.words} + matcher.summaries, masks = stride * key.rows;
    check.next_range(key.constants, image.match_constants.size(), ends.constants, "the constants");
    check.that(key.shares <= 1 && key.rows > 0 && key.constants.count < UINT32_MAX / 2 - 1, "the size");
    const std::uint64_t places = key.shares == 0 ? 0 : ranks;
    check.that(key.ranks >= ends.rows && key.ranks <= image.match_rows.size() && places <= image.match_rows.size() - key.ranks,
               "the ranks");
    check.that(key.shares != 0 || key.rows == ranks, "the number of rows");
    check.that(key.masks >= ends.masks && key.masks <= image.match_masks.size() && masks <= image.match_masks.size() - key.masks,
               "the masks");
    if (!check.ok()) return;
    ends.rows = key.ranks + places;
    ends.masks = key.masks + masks;
    const auto constants = slice(image.match_constants, key.constants);
    check.that(std::adjacent_find(constants.begin(), constants.end(), std::greater_equal<>{}) == constants.end(), "the order of constants");
    for (const std::uint32_t row : image.match_rows.subspan(key.ranks, places)) check.that(row < key.rows, "a row");
    for (std::uint32_t row = 0; row < key.rows; ++row)
        check_row(matcher, image.match_masks.subspan(key.masks + row * stride, stride), check);
}

void check_matcher(const Image& image, const MatcherRec& matcher, Ends& ends, TableCheck& check) {
    check.next_range(matcher.keys, image.match_keys.size(), ends.keys, "the keys");
    check.that(matcher.keys.count > 0 && matcher.keys.count <= limits::match_keys && matcher.rules > 0, "the size");
    check.range({matcher.first_rule, matcher.rules}, image.rules.size(), "the rules");
    check.that(matcher.words == (std::uint64_t{matcher.rules} + 63) / 64, "the number of words");
    check.that(matcher.summaries == (matcher.words > 1 ? (matcher.words + 63) / 64 : 0), "the number of summaries");
    if (!check.ok()) return;
    std::uint32_t shared = 0;
    for (const MatchKeyRec& key : slice(image.match_keys, matcher.keys)) {
        check_key(image, matcher, key, ends, check);
        shared += key.shares;
    }
    const std::uint64_t spans = std::uint64_t{shared} * matcher.rules;
    check.that(matcher.shared == shared, "the number of keys that share rows");
    check.that(
        matcher.spans >= ends.spans && matcher.spans <= image.match_spans.size() && spans <= image.match_spans.size() - matcher.spans,
        "the spans");
    ends.spans = matcher.spans + spans;
}

}  // namespace

void check_matchers(const Image& image, TableCheck& check) {
    Ends ends;
    for (std::size_t i = 0; i < image.matchers.size() && check.ok(); ++i) {
        check.at("matchers", i);
        check_matcher(image, image.matchers[i], ends, check);
    }
}

}  // namespace ordain::program
