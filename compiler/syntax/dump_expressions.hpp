// The parts of a tree that stand on one line of the dump.
#pragma once

#include <string>

#include "compiler/syntax/tree.hpp"

namespace ordain::syntax {

/// `(and (<= discount 5%) (…))`: operators first, every group in parentheses. Depth: limits::expression_height.
[[nodiscard]] std::string dump_expr(const Tree& tree, ExprId id);
[[nodiscard]] std::string dump_need(const Tree& tree, NeedId id);
[[nodiscard]] std::string dump_value(const Tree& tree, ValueId id);
[[nodiscard]] std::string dump_effect(const Tree& tree, const Effect& effect);
[[nodiscard]] std::string dump_type(const TypeRef& type);
[[nodiscard]] std::string dump_modifiers(const Modifiers& mods);  // each with a blank before it
[[nodiscard]] std::string dump_slit(const SignedLiteral& value);
[[nodiscard]] std::string dump_range(const LiteralRange& range);
[[nodiscard]] std::string dump_cell(const Cell& cell);

}  // namespace ordain::syntax
