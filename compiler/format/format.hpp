// One canonical layout for sources.
#pragma once

#include <optional>
#include <string>

#include "compiler/diag/diagnostic.hpp"

namespace ordain::format {

/// File `file` of `sources` in the canonical layout, or nothing, if it has errors, which are reported. The result means the same, says the
/// same comments in the same order, and is its own layout. A text whose line breaks decide what it means (a role called `person`) and that
/// would mean something else is returned as it is. Any bytes are accepted; linear in their number but for sorting. Thread-safe for distinct
/// `diagnostics`.
[[nodiscard]] std::optional<std::string> format(const SourceSet& sources, std::uint32_t file, Diagnostics& diagnostics);

}  // namespace ordain::format
