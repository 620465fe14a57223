// A plan for finding rules as sections of the bundle.
#pragma once

#include <span>

#include "compiler/codegen/match_key_image.hpp"
#include "compiler/plan/match_plan.hpp"

namespace ordain::codegen {

/// Appends the matcher to the image; its registers stay relative (place_matcher). Result: its number. Cost: that of plan_tree, and rules ×
/// rows of masks, of which a key has shape.most_rows at most.
[[nodiscard]] std::uint32_t add_matcher(program::ImageData& image, const plan::MatchPlan& plan, std::span<const KeyPlace> places,
                                        std::uint32_t first_rule);

/// Puts its registers into their final places.
void place_matcher(program::ImageData& image, std::uint32_t matcher, std::uint32_t constant_count, std::uint32_t slots);

}  // namespace ordain::codegen
