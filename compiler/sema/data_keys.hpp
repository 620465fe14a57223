// Key cells of data as what a look-up tries one after the other.
#pragma once

#include <optional>
#include <vector>

#include "compiler/sema/checker.hpp"

namespace ordain::sema {

/// The alternatives of one key cell: any, exact values, ranges; a row with several is written out as several rows. Comparisons
/// become ranges, `not (…)` the ranges it leaves over. Reports what a key of this type can't be.
std::optional<std::vector<typed::DataKey>> key_alternatives(Checker& checker, const syntax::Cell& cell, Type type, std::uint32_t tree);

}  // namespace ordain::sema
