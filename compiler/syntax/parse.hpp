// Source text to tree.
#pragma once

#include "compiler/diag/diagnostic.hpp"
#include "compiler/syntax/tree.hpp"

namespace ordain::syntax {

/// Parses file `file` of `sources`. Every independent mistake is reported in one run; the tree holds what could be read.
/// Any bytes are accepted as input: time and memory are linear in their number. Thread-safe for distinct `diagnostics`.
[[nodiscard]] Tree parse(const SourceSet& sources, std::uint32_t file, Diagnostics& diagnostics);

/// The tree as indented text, for `--dump=tree` and golden tests.
[[nodiscard]] std::string dump(const Tree& tree, const SourceSet& sources);

}  // namespace ordain::syntax
