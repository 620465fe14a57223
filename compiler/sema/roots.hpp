// Where expressions stand in a policy.
#pragma once

#include "compiler/sema/typed.hpp"

namespace ordain::typed {

/// Calls `visit(ExprId)` for every expression of the need that is there.
template <class Visit>
void for_each_root(const Program& program, NeedId id, const Visit& visit) {
    if (!id.valid()) return;
    const Need& need = program[id];
    for (const ExprId part : {need.scope, need.covering})
        if (part.valid()) visit(part);
    for (const NeedId child : need.children) for_each_root(program, child, visit);
}

template <class Visit>
void for_each_root(const Program& program, const Effect& effect, const Visit& visit) {
    for (const ExprId part : {effect.within, effect.start, effect.scope, effect.person, effect.value})
        if (part.valid()) visit(part);
    for (const ExprId person : effect.never) visit(person);
    for (const TextPart& part : effect.text)
        if (part.expr.valid()) visit(part.expr);
    for_each_root(program, effect.need, visit);
}

template <class Visit>
void for_each_root(const Program& program, const Rule& rule, const Visit& visit) {
    for (const ExprId condition : rule.conditions) visit(condition);
    for (const Waiver& waiver : rule.waivers)
        if (waiver.when.valid()) visit(waiver.when);
    for (const Effect& effect : rule.effects) for_each_root(program, effect, visit);
}

/// Every expression that the policy evaluates by itself: not those of its lets.
template <class Visit>
void for_each_root(const Program& program, const Instance& instance, const Visit& visit) {
    for (const ExprId part : {instance.applies, instance.each_list, instance.each_where})
        if (part.valid()) visit(part);
    for (const Rule& rule : instance.rules) for_each_root(program, rule, visit);
    if (instance.otherwise) for_each_root(program, *instance.otherwise, visit);
}

/// Calls `visit(ExprId)` for each operand.
template <class Visit>
void for_each_operand(const Expr& e, const Visit& visit) {
    for (const ExprId operand : {e.a, e.b, e.c})
        if (operand.valid()) visit(operand);
    for (const ExprId operand : e.args) visit(operand);
}

}  // namespace ordain::typed
