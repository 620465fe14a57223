// Walks that several rules share.
#pragma once

#include "compiler/lint/lint.hpp"

namespace ordain::lint {

/// Calls `visit(policy, effects)` for every rule, `otherwise` and row of the tree, with all that it does.
template <class Visit>
void for_each_rule(const syntax::Tree& tree, const Visit& visit) {
    for (const syntax::Policy& policy : tree.policies) {
        for (const syntax::Rule& rule : policy.rules) visit(policy, rule.effects);
        if (policy.has_otherwise) visit(policy, policy.otherwise.effects);
        for (const syntax::Row& row : policy.rows) {
            std::vector<syntax::Effect> effects;
            for (const syntax::OutCell& cell : row.outs) effects.insert(effects.end(), cell.effects.begin(), cell.effects.end());
            visit(policy, effects);
        }
    }
}

/// Calls `visit(policy, effect)` for every effect of a policy or table.
template <class Visit>
void for_each_effect(const syntax::Tree& tree, const Visit& visit) {
    for_each_rule(tree, [&](const syntax::Policy& policy, const std::vector<syntax::Effect>& effects) {
        for (const syntax::Effect& e : effects) visit(policy, e);
    });
}

/// Calls `visit(expr)` for the expression and all its operands, before them. Recursion: limits::typed_depth.
template <class Visit>
void for_each_typed(const typed::Program& program, typed::ExprId id, const Visit& visit) {
    if (!id.valid()) return;
    const typed::Expr& e = program[id];
    visit(e);
    for (const typed::ExprId operand : {e.a, e.b, e.c}) for_each_typed(program, operand, visit);
    for (const typed::ExprId operand : e.args) for_each_typed(program, operand, visit);
}

}  // namespace ordain::lint
