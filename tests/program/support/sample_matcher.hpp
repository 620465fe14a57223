// Matchers put together by hand, without the compiler.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "runtime/program/image.hpp"

namespace ordain::test {

struct SampleKey {
    std::uint32_t value = 0;                 // register
    std::uint32_t presence = program::none;  // register
    std::vector<std::int64_t> constants;     // ascending
    std::uint32_t rows = 0;                  // that all places share; 0: each has its own
    std::vector<std::vector<bool>> holds{};  // by rule, by rank (a missing value has the last); of shared rows: one run
    enum class Form : std::uint8_t { search, radix, direct } form = Form::search;  // direct: constants lie close together
    /// Where a value stands among the constants: 2i + 1 if it equals constant i, 2i if it lies before it.
    [[nodiscard]] std::uint32_t rank(std::int64_t value) const;
    [[nodiscard]] std::uint32_t ranks() const {
        return 2 * static_cast<std::uint32_t>(constants.size()) + (presence == program::none ? 1 : 2);
    }
};

/// Appends a matcher of `rules` rules and as many rules. Result: its number.
std::uint32_t add_matcher(program::ImageData& image, const std::vector<SampleKey>& keys, std::uint32_t rules);

/// The sample (sample_image.hpp), with a chunk for explanations, and a matcher: on the number of the event, `rules` rules; rule i holds for
/// numbers from 10 × i on, below 10 × i + 30. Its code, to which END is added, is written as in sample_code.
[[nodiscard]] program::ImageData matching_image(std::uint32_t rules, std::string_view text, bool shared = false);

}  // namespace ordain::test
