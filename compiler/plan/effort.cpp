#include "compiler/plan/effort.hpp"

#include "compiler/sema/roots.hpp"

namespace ordain::plan {

using typed::Expr;
using typed::ExprId;
using typed::Op;

namespace {

/// LANGUAGE.md's faults while deciding: what overflows, divides, or leaves a calendar.
bool faults(Op op) {
    switch (op) {
        case Op::neg:
        case Op::abs:
        case Op::add:
        case Op::sub:
        case Op::mul:
        case Op::div:
        case Op::round:
        case Op::widen:
        case Op::convert_at:
        case Op::convert_per:
        case Op::days_between:
        case Op::business_days_between:
        case Op::business_hours_between:
        case Op::sum: return true;
        default: return false;
    }
}

bool is_heavy(Op op) {
    switch (op) {
        case Op::element:
        case Op::data_row:
        case Op::any:
        case Op::every:
        case Op::count:
        case Op::sum:
        case Op::minimum:
        case Op::maximum:
        case Op::in_list:
        case Op::contains:
        case Op::business_days_between:
        case Op::business_hours_between: return true;
        default: return false;
    }
}

}  // namespace

Effort Efforts::operator()(ExprId id) {
    if (const Effort* known = known_.find(id.value)) return *known;
    const Expr& e = program_[id];
    Effort effort{faults(e.op), is_heavy(e.op)};
    const auto add = [&](ExprId operand) {
        const Effort of = (*this)(operand);
        effort.may_fault = effort.may_fault || of.may_fault;
        effort.heavy = effort.heavy || of.heavy;
    };
    if (e.op == Op::let) add(instance_.lets[e.index].value);
    typed::for_each_operand(e, add);
    return known_.try_emplace(id.value, effort).first;
}

}  // namespace ordain::plan
