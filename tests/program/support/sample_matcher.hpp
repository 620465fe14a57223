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
    std::uint32_t rows = 0;                  // that all ranks share; 0: each has its own
    std::vector<std::vector<bool>> holds{};  // by rule, by rank (a missing value has the last); of shared rows: one run
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
