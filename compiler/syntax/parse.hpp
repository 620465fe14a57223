// Source text to tree.
#pragma once

#include "compiler/diag/diagnostic.hpp"
#include "compiler/syntax/tree.hpp"

namespace ordain::syntax {

/// Parses file `file` of `sources`. Every independent mistake is reported in one run; the tree holds what could be read.
/// Any bytes are accepted as input: time and memory are linear in their number. Thread-safe for distinct `diagnostics`.
[[nodiscard]] Tree parse(const SourceSet& sources, std::uint32_t file, Diagnostics& diagnostics);

/// An expression that stands inside a text: `"{order.net_total} is too much"`.
struct ParsedExpression {
    Tree tree;    // only exprs and needs are filled
    ExprId root;  // none: nothing could be read (reported)
};
/// Parses the whole of `text` as one expression. `place` is where it stands in its file (place.end - place.begin == text.size()):
/// every span in the tree and in diagnostics lies in it. `text` must outlive the tree; it may differ from the source at `place`
/// in escapes only.
[[nodiscard]] ParsedExpression parse_expression(std::string_view text, Span place, Diagnostics& diagnostics);

/// The tree as indented text, for `--dump=tree` and golden tests.
[[nodiscard]] std::string dump(const Tree& tree, const SourceSet& sources);

}  // namespace ordain::syntax
