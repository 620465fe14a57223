// The lists of tests that a matcher's node refers to.
#pragma once

#include <cstdint>

#include "runtime/program/image.hpp"

namespace ordain::program {

/// Calls `visit` with the first test of each; neighbouring places that have the same list count once. `image`: an Image or ImageData whose
/// references are in range.
template <class AnyImage, class Visit>
void for_each_list(const AnyImage& image, const MatcherRec& node, const Visit& visit) {
    if (node.form == MatchForm::tests) return visit(node.tests);
    if (node.form != MatchForm::split) return;
    auto visit_list = [&visit, before = none](std::uint32_t below) mutable {
        if (below != before && below != none && (below & list_of_tests) != 0) visit(below & ~list_of_tests);
        before = below;
    };
    const MatchKeyRec& key = image.match_keys[node.keys.first];
    const std::uint32_t places = key.places + (key.presence == none ? 0 : 1);
    for (std::uint32_t place = 0; place < places; ++place) visit_list(image.match_children[node.children + place]);
    visit_list(node.rest);
}

}  // namespace ordain::program
