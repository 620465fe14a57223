#include "tests/program/support/sample_matcher.hpp"

#include <stdexcept>

#include "runtime/program/assemble.hpp"
#include "runtime/program/verify.hpp"
#include "tests/program/support/sample_image.hpp"

namespace ordain::test {

using namespace program;

namespace {

std::uint32_t row_of(const SampleKey& key, std::uint32_t rank) {
    return key.rows == 0 ? rank : static_cast<std::uint32_t>(std::uint64_t{rank} * key.rows / key.ranks());
}

void add_key(ImageData& image, const MatcherRec& matcher, const SampleKey& key) {
    MatchKeyRec rec;
    rec.value = key.value;
    rec.presence = key.presence;
    rec.constants = {static_cast<std::uint32_t>(image.match_constants.size()), static_cast<std::uint32_t>(key.constants.size())};
    rec.rows = key.rows == 0 ? key.ranks() : key.rows;
    rec.masks = static_cast<std::uint32_t>(image.match_masks.size());
    rec.shares = key.rows == 0 ? 0 : 1;
    rec.ranks = static_cast<std::uint32_t>(image.match_rows.size());
    image.match_constants.insert(image.match_constants.end(), key.constants.begin(), key.constants.end());
    for (std::uint32_t rank = 0; rank < key.ranks() && rec.shares != 0; ++rank) image.match_rows.push_back(row_of(key, rank));
    const std::size_t stride = matcher.summaries + matcher.words;
    std::vector<std::uint64_t> masks(rec.rows * stride);
    for (std::uint32_t number = 0; number < matcher.rules; ++number)
        for (std::uint32_t rank = 0; rank < key.ranks(); ++rank) {
            if (!key.holds[number][rank]) continue;
            std::uint64_t* const row = &masks[row_of(key, rank) * stride];
            row[matcher.summaries + number / 64] |= std::uint64_t{1} << number % 64;
            if (matcher.summaries != 0) row[number / 64 / 64] |= std::uint64_t{1} << number / 64 % 64;
        }
    image.match_masks.insert(image.match_masks.end(), masks.begin(), masks.end());
    image.match_keys.push_back(rec);
}

MatchSpanRec span_of(const std::vector<bool>& holds) {
    MatchSpanRec span{1, 0};
    for (std::uint32_t rank = 0; rank < holds.size(); ++rank)
        if (holds[rank]) span = {span.first > span.last ? rank : span.first, rank};
    return span;
}

}  // namespace

std::uint32_t add_matcher(ImageData& image, const std::vector<SampleKey>& keys, std::uint32_t rules) {
    MatcherRec rec;
    rec.keys = {static_cast<std::uint32_t>(image.match_keys.size()), static_cast<std::uint32_t>(keys.size())};
    rec.rules = rules;
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
            if (key.rows != 0) image.match_spans.push_back(span_of(key.holds[number]));
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
