// Pieces of a source as people read them: in the author's words, with signs for operators, links for names, and a line for each condition.
#pragma once

#include "compiler/docs/html.hpp"
#include "compiler/docs/site.hpp"

namespace ordain::docs {

/// The text of a span on one line, without comments.
[[nodiscard]] Html source(const Site& site, const syntax::Tree& tree, Span span);
/// An expression: `a and b and c`, or with `or`, has a line for each.
[[nodiscard]] Html condition(const Site& site, const syntax::Tree& tree, syntax::ExprId expr);
/// A text in quotes.
[[nodiscard]] Html quoted(std::string_view unescaped);
/// A text of `reason` or `notify`, with what is filled in marked.
[[nodiscard]] Html message(std::string_view unescaped);
/// A thing's name with a link to its place; just the name, if it has none.
[[nodiscard]] Html name_of(const Entry* entry, std::string_view name);
[[nodiscard]] Html name_of(const Site& site, Thing thing, std::string_view name);
/// `1234567.5` with narrow spaces between groups of three digits.
[[nodiscard]] std::string grouped(std::string_view number);

}  // namespace ordain::docs
