// Effects, needs and texts of one rule; internal to compiler/sema.
#pragma once

#include <optional>
#include <vector>

#include "compiler/sema/exprs.hpp"

namespace ordain::sema {

/// A need with all its names resolved; nullopt where something was reported.
std::optional<typed::NeedId> check_need(Checker& c, Scope& scope, syntax::NeedId need);

/// The effects of one rule, in written order. A standalone `escalate` becomes part of the rule's `require`.
/// `reads_advice`: whether a condition that leads to them does.
std::vector<typed::Effect> check_effects(Checker& c, Scope& scope, const std::vector<const syntax::Effect*>& effects, bool reads_advice);

/// A text with its braces. The second form is of a text without any expression (a reason's declared text).
typed::Template check_template(Checker& c, Scope& scope, const syntax::String& text);
typed::Template constant_template(const std::string& text);

/// Pointers to the effects, as check_effects takes them.
[[nodiscard]] std::vector<const syntax::Effect*> pointers(const std::vector<syntax::Effect>& effects);

}  // namespace ordain::sema
