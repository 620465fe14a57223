// A plan for finding rules as sections of the bundle.
#pragma once

#include <span>

#include "compiler/codegen/chunk_builder.hpp"
#include "compiler/plan/match_plan.hpp"

namespace ordain::codegen {

/// Where the value of a key is, before relocation.
struct KeyPlace {
    Reg value = 0;
    Reg presence = program::none;  // none: never missing
};

/// Appends the matcher to the image; its registers stay relative (place_matcher). Result: its number. Cost: rules × rows of masks, of which
/// a key has plan.most_rows at most.
[[nodiscard]] std::uint32_t add_matcher(program::ImageData& image, const plan::MatchPlan& plan, std::span<const KeyPlace> places,
                                        std::uint32_t first_rule);

/// Puts its registers into their final places.
void place_matcher(program::ImageData& image, std::uint32_t matcher, std::uint32_t constant_count, std::uint32_t slots);

}  // namespace ordain::codegen
