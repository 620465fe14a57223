// Where expressions stand in a policy.
#pragma once

#include "compiler/sema/typed.hpp"

namespace ordain::codegen {

/// Calls `visit(ExprId)` for every expression of the need that is there.
template <class Visit>
void for_each_root(const typed::Program& program, typed::NeedId id, const Visit& visit) {
    if (!id.valid()) return;
    const typed::Need& need = program[id];
    for (const typed::ExprId part : {need.scope, need.covering})
        if (part.valid()) visit(part);
    for (const typed::NeedId child : need.children) for_each_root(program, child, visit);
}

template <class Visit>
void for_each_root(const typed::Program& program, const typed::Effect& effect, const Visit& visit) {
    for (const typed::ExprId part : {effect.within, effect.start, effect.scope, effect.person, effect.value})
        if (part.valid()) visit(part);
    for (const typed::ExprId person : effect.never) visit(person);
    for (const typed::TextPart& part : effect.text)
        if (part.expr.valid()) visit(part.expr);
    for_each_root(program, effect.need, visit);
}

template <class Visit>
void for_each_root(const typed::Program& program, const typed::Rule& rule, const Visit& visit) {
    for (const typed::ExprId condition : rule.conditions) visit(condition);
    for (const typed::Waiver& waiver : rule.waivers)
        if (waiver.when.valid()) visit(waiver.when);
    for (const typed::Effect& effect : rule.effects) for_each_root(program, effect, visit);
}

/// Every expression that the policy evaluates by itself: not those of its lets.
template <class Visit>
void for_each_root(const typed::Program& program, const typed::Instance& instance, const Visit& visit) {
    for (const typed::ExprId part : {instance.applies, instance.each_list, instance.each_where})
        if (part.valid()) visit(part);
    for (const typed::Rule& rule : instance.rules) for_each_root(program, rule, visit);
    if (instance.otherwise) for_each_root(program, *instance.otherwise, visit);
}

/// Calls `visit(ExprId)` for each operand.
template <class Visit>
void for_each_operand(const typed::Expr& e, const Visit& visit) {
    for (const typed::ExprId operand : {e.a, e.b, e.c})
        if (operand.valid()) visit(operand);
    for (const typed::ExprId operand : e.args) visit(operand);
}

}  // namespace ordain::codegen
