#include "tests/program/support/sample_matcher.hpp"

#include <algorithm>
#include <set>
#include <stdexcept>

#include "runtime/program/assemble.hpp"
#include "runtime/program/verify.hpp"
#include "tests/program/support/sample_image.hpp"

namespace ordain::test {

using namespace program;

namespace {

/// The least value of each place; a place is a rank, or of a direct table a value.
std::vector<std::int64_t> least_values(const SampleKey& key) {
    std::set<std::int64_t> least{INT64_MIN};
    for (const std::int64_t constant : key.constants) {
        least.insert(constant);
        if (constant != INT64_MAX) least.insert(constant + 1);
    }
    if (key.form == SampleKey::Form::direct)
        for (std::int64_t value = key.constants.front(); value <= key.constants.back(); ++value) least.insert(value);
    return {least.begin(), least.end()};
}

void add_search(ImageData& image, MatchKeyRec& rec, const SampleKey& key, const std::vector<std::int64_t>& least) {
    const std::vector<std::int64_t> boundaries(least.begin() + 1, least.end());
    rec.form = MatchKeyForm::search;
    rec.boundaries = static_cast<std::uint32_t>(image.match_boundaries.size());
    const std::size_t most = boundaries.size();
    if (key.form == SampleKey::Form::radix && !boundaries.empty()) {
        constexpr std::uint32_t shift = 60;  // few buckets: most boundaries are in one
        rec.base = boundaries[0], rec.shift = shift;
        const auto bucket = [&](std::int64_t value) {
            return (static_cast<std::uint64_t>(value) - static_cast<std::uint64_t>(rec.base)) >> shift;
        };
        rec.top = boundaries.back();
        rec.radix = static_cast<std::uint32_t>(image.match_rows.size());
        for (std::uint32_t b = 0; b <= bucket(rec.top); ++b)
            image.match_rows.push_back(static_cast<std::uint32_t>(
                std::count_if(boundaries.begin(), boundaries.end(), [&](std::int64_t value) { return bucket(value) < b; })));
    }
    for (rec.half = most == 0 ? 0 : 1; 2 * std::size_t{rec.half} - 1 < most && rec.half != 0;) rec.half *= 2;
    image.match_boundaries.insert(image.match_boundaries.end(), boundaries.begin(), boundaries.end());
    if (rec.half != 0) image.match_boundaries.insert(image.match_boundaries.end(), 2 * std::size_t{rec.half} - 1, INT64_MAX);
}

void add_key(ImageData& image, const MatcherRec& matcher, const SampleKey& key) {
    const std::vector<std::int64_t> least = least_values(key);
    MatchKeyRec rec;
    rec.value = key.value;
    rec.presence = key.presence;
    rec.places = static_cast<std::uint32_t>(least.size());
    const std::uint32_t places = rec.places + (key.presence == none ? 0 : 1);
    if (key.form == SampleKey::Form::direct)
        rec.form = MatchKeyForm::direct, rec.base = least[1] - 1, rec.top = least.back();
    else
        add_search(image, rec, key, least);
    rec.row_count = key.rows == 0 ? places : key.rows;
    rec.masks = static_cast<std::uint32_t>(image.match_masks.size());
    rec.shares = key.rows == 0 ? 0 : 1;
    if (rec.shares != 0) rec.rows = static_cast<std::uint32_t>(image.match_rows.size());
    const auto row_of = [&](std::uint32_t place) {
        return key.rows == 0 ? place : static_cast<std::uint32_t>(std::uint64_t{place} * key.rows / places);
    };
    for (std::uint32_t place = 0; place < places && rec.shares != 0; ++place) image.match_rows.push_back(row_of(place));
    const std::size_t stride = matcher.summaries + matcher.words;
    std::vector<std::uint64_t> masks(rec.row_count * stride);
    for (std::uint32_t number = 0; number < matcher.rules; ++number)
        for (std::uint32_t place = 0; place < places; ++place) {
            if (!key.holds[number][place < rec.places ? key.rank(least[place]) : key.ranks() - 1]) continue;
            std::uint64_t* const row = &masks[row_of(place) * stride];
            row[matcher.summaries + number / 64] |= std::uint64_t{1} << number % 64;
            if (matcher.summaries != 0) row[number / 64 / 64] |= std::uint64_t{1} << number / 64 % 64;
        }
    image.match_masks.insert(image.match_masks.end(), masks.begin(), masks.end());
    image.match_keys.push_back(rec);
}

MatchSpanRec span_of(const SampleKey& key, const std::vector<bool>& holds) {
    const std::vector<std::int64_t> least = least_values(key);
    MatchSpanRec span{1, 0};
    for (std::uint32_t place = 0; place < least.size() + (key.presence == none ? 0 : 1); ++place)
        if (holds[place < least.size() ? key.rank(least[place]) : key.ranks() - 1])
            span = {span.first > span.last ? place : span.first, place};
    return span;
}

}  // namespace

std::uint32_t SampleKey::rank(std::int64_t of) const {
    const auto at = std::lower_bound(constants.begin(), constants.end(), of);
    return 2 * static_cast<std::uint32_t>(at - constants.begin()) + (at != constants.end() && *at == of ? 1 : 0);
}

std::uint32_t add_matcher(ImageData& image, const std::vector<SampleKey>& keys, std::uint32_t rules) {
    MatcherRec rec;
    rec.keys = {static_cast<std::uint32_t>(image.match_keys.size()), static_cast<std::uint32_t>(keys.size())};
    rec.rules = rec.count = rules;
    rec.first_rule = static_cast<std::uint32_t>(image.rules.size());
    rec.spans = static_cast<std::uint32_t>(image.match_spans.size());
    rec.words = (rules + 63) / 64;
    rec.summaries = rec.words > 1 ? (rec.words + 63) / 64 : 0;
    for (const SampleKey& key : keys) {
        rec.shared += key.rows == 0 ? 0 : 1;
        add_key(image, rec, key);
    }
    for (std::uint32_t number = 0; number < rules; ++number)
        for (const SampleKey& key : keys)
            if (key.rows != 0) image.match_spans.push_back(span_of(key, key.holds[number]));
    image.rules.resize(image.rules.size() + rules);
    image.matchers.push_back(rec);
    return static_cast<std::uint32_t>(image.matchers.size() - 1);
}

ImageData matching_image(std::uint32_t rules, std::string_view text, bool shared) {
    ImageData image = traced_image({});
    SampleKey key{.value = slot_number};
    for (std::uint32_t i = 0; i < rules + 3; ++i) key.constants.push_back(10 * i);
    key.rows = shared ? 4 : 0;
    for (std::uint32_t i = 0; i < rules; ++i) {
        std::vector<bool>& holds = key.holds.emplace_back(key.ranks());
        for (std::uint32_t rank = 2 * i + 1; rank < 2 * (i + 3) + 1; ++rank) holds[rank] = true;
    }
    add_matcher(image, {key}, rules);
    auto code = assemble(image.view(), text);
    if (!code) throw std::invalid_argument(code.error().message);
    code->push_back(insn(Opcode::END));
    image.code = image.trace_code = std::move(*code);
    ChunkRec& chunk = image.chunks[0];
    chunk.code_end = static_cast<std::uint32_t>(image.code.size());
    chunk.frame = temp + std::min<std::uint32_t>(16, 2 * chunk.code_end);
    image.trace_chunks = image.chunks;
    if (verify_code(image.view(), image.code, chunk)) seal(image);
    return image;
}

}  // namespace ordain::test
