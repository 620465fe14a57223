// Source text to tree.
#pragma once

#include "compiler/diag/diagnostic.hpp"
#include "compiler/syntax/tree.hpp"

namespace ordain::syntax {

/// Parses file `file` of `sources`. Every independent mistake is reported in one run; the tree holds what could be read.
/// Any bytes are accepted as input: time and memory are linear in their number. Thread-safe for distinct `diagnostics`.
[[nodiscard]] Tree parse(const SourceSet& sources, std::uint32_t file, Diagnostics& diagnostics);

/// Parses the whole of `text` as one expression, such as stands inside a text: `"{order.net_total} is too much"`. Adds to `exprs` and
/// `needs` of the tree. None: nothing could be read (reported), nothing is added. `place` is where it stands in its file
/// (place.end - place.begin == text.size()): every span in the tree and in diagnostics lies in it. `text` must outlive the tree; it may
/// differ from the source at `place` in escapes only. Cost: that of the text, not of the tree.
[[nodiscard]] ExprId parse_expression(std::string_view text, Span place, Diagnostics& diagnostics, Tree& tree);

/// The tree as indented text, for `--dump=tree` and golden tests.
[[nodiscard]] std::string dump(const Tree& tree, const SourceSet& sources);

}  // namespace ordain::syntax
