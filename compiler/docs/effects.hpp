// What a rule does, in words.
#pragma once

#include "compiler/docs/html.hpp"
#include "compiler/docs/site.hpp"

namespace ordain::docs {

/// A list with an entry for each effect. `heads`: with the word for what it does in front (reason, route, …), which a table's column says
/// already.
[[nodiscard]] Html effects(const Site& site, const syntax::Tree& tree, const std::vector<syntax::Effect>& list, bool heads = true);
/// The coloured word of a verdict: 0 release, 1 require, 2 hold, 3 reject.
[[nodiscard]] Html verdict(unsigned strictness);
/// The words of a waiver: what it lets pass, when, until when, who agreed and why.
[[nodiscard]] Html waiver(const Site& site, const syntax::Tree& tree, const syntax::Waive& waive);
/// A date that a waiver or policy ends on; a page's script marks it once it has passed.
[[nodiscard]] Html ending(std::string_view date);

}  // namespace ordain::docs
