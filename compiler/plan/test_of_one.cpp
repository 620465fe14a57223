#include "compiler/plan/test_of_one.hpp"

#include <algorithm>

namespace ordain::plan {

using typed::Expr;
using typed::ExprId;
using typed::Op;

namespace {

bool is_comparison(Op op) {
    return op == Op::eq || op == Op::ne || op == Op::lt || op == Op::le || op == Op::gt || op == Op::ge;
}

/// The comparison with its sides exchanged.
Op mirrored(Op op) {
    switch (op) {
        case Op::lt: return Op::gt;
        case Op::le: return Op::ge;
        case Op::gt: return Op::lt;
        case Op::ge: return Op::le;
        default: return op;
    }
}

bool compare(std::int64_t a, Op op, std::int64_t b) {
    switch (op) {
        case Op::eq: return a == b;
        case Op::ne: return a != b;
        case Op::lt: return a < b;
        case Op::le: return a <= b;
        case Op::gt: return a > b;
        default: return a >= b;
    }
}

std::uint32_t rank_of(const std::vector<std::int64_t>& constants, std::int64_t value) {
    return 2 * static_cast<std::uint32_t>(std::lower_bound(constants.begin(), constants.end(), value) - constants.begin()) + 1;
}

std::uint32_t ranks(const std::vector<std::int64_t>& constants) {
    return 2 * static_cast<std::uint32_t>(constants.size()) + 1;
}

/// Ranks of the values v with `v op constant`; the constant is one of `constants`.
RankSet ranks_that(Op op, std::int64_t constant, const std::vector<std::int64_t>& constants) {
    const std::uint32_t at = rank_of(constants, constant), last = ranks(constants) - 1;
    switch (op) {
        case Op::eq: return RankSet::of(at, at);
        case Op::ne: return RankSet::of(at, at).complement(last + 1);
        case Op::lt: return RankSet::of(0, at - 1);
        case Op::le: return RankSet::of(0, at);
        case Op::gt: return RankSet::of(at + 1, last);
        default: return RankSet::of(at, last);
    }
}

}  // namespace

/// A term is the value, perhaps unwrapped or with a constant in its place if missing.
std::optional<ExprId> TestOfOne::value_of_term(ExprId term) const {
    for (;;) {
        const Expr& e = program_[term];
        if (e.op == Op::unwrap) {
            term = e.a;
        } else if (e.op == Op::if_missing && program_[e.b].op == Op::constant && e.type.kind != TypeKind::boolean) {
            term = e.a;
        } else {
            break;
        }
    }
    const Expr& e = program_[term];
    const bool is_one = e.type.kind != TypeKind::money_any && e.type.kind != TypeKind::record && e.type.kind != TypeKind::list;
    if (!is_one || e.op == Op::constant || e.op == Op::missing) return std::nullopt;
    return term;
}

std::optional<ExprId> TestOfOne::value_of_comparison(const Expr& e) const {
    if (program_[e.b].op == Op::constant) return value_of_term(e.a);
    if (program_[e.a].op == Op::constant) return value_of_term(e.b);
    return std::nullopt;
}

ExprId TestOfOne::value_of(ExprId condition) const {
    const Expr& e = program_[condition];
    const auto is_constant = [this](ExprId id) { return program_[id].op == Op::constant; };
    std::optional<ExprId> value;
    switch (e.op) {
        case Op::and_:
        case Op::or_: {
            const ExprId a = value_of(e.a), b = value_of(e.b);
            if (same_(a) == same_(b)) return a;
            break;
        }
        case Op::not_: return value_of(e.a);
        case Op::in_set:
            if (std::all_of(e.args.begin(), e.args.end(), is_constant)) value = value_of_term(e.a);
            break;
        case Op::in_range:
            if (is_constant(e.b) && is_constant(e.c)) value = value_of_term(e.a);
            break;
        case Op::is_present:
        case Op::is_missing:
            value = value_of_term(e.a);
            if (value && same_(*value) != same_(e.a)) value.reset();
            break;
        case Op::is_unknown: value = value_of_term(e.a); break;
        default:
            if (is_comparison(e.op)) value = value_of_comparison(e);
            break;
    }
    return value.value_or(condition);
}

bool TestOfOne::open(ExprId term) const {
    const Type& type = program_[term].type;
    return type.kind == TypeKind::enumerated && program_.enums[type.ref].open;
}

std::int64_t TestOfOne::number(ExprId constant) {
    const Expr& e = program_[constant];
    return e.type.kind == TypeKind::text ? symbols_.add(e.value.text) : e.value.number;
}

void TestOfOne::add_constants(ExprId condition, std::vector<std::int64_t>& constants) {
    const Expr& e = program_[condition];
    if (value_of(condition) == condition) {
        constants.push_back(1);  // true
        return;
    }
    if (e.op == Op::and_ || e.op == Op::or_ || e.op == Op::not_) {
        add_constants(e.a, constants);
        if (e.b.valid()) add_constants(e.b, constants);
        return;
    }
    for (const ExprId operand : {e.a, e.b, e.c})
        if (operand.valid() && program_[operand].op == Op::constant) constants.push_back(number(operand));
    for (const ExprId member : e.args) constants.push_back(number(member));
    if (e.op == Op::is_unknown || open(program_[e.a].op == Op::constant ? e.b : e.a)) constants.push_back(0);  // unknown names are below
}

RankSet TestOfOne::term_is(ExprId term, Op op, ExprId constant, const std::vector<std::int64_t>& constants) {
    const std::int64_t right = number(constant);
    RankSet set = ranks_that(open(term) && op == Op::ne ? Op::eq : op, right, constants);
    if (open(term)) {
        set = set.intersected(RankSet::of(rank_of(constants, 0), ranks(constants) - 1));
        if (op == Op::ne) set = set.complement(ranks(constants));
    }
    set.missing = if_missing_is(term, op, right);
    return set;
}

/// Of a missing value: whether the constant that stands for it passes. Where there is none, nothing asks.
bool TestOfOne::if_missing_is(ExprId term, Op op, std::int64_t constant) {
    bool passes = false;
    for (const Expr* e = &program_[term]; e->op == Op::unwrap || e->op == Op::if_missing; e = &program_[e->a])
        if (e->op == Op::if_missing) passes = compare(number(e->b), op, constant);
    return passes;
}

RankSet TestOfOne::is_one_of(const Expr& e, const std::vector<std::int64_t>& constants) {
    std::vector<std::uint32_t> at;
    RankSet set;
    for (const ExprId member : e.args) {
        at.push_back(rank_of(constants, number(member)));
        set.missing = set.missing || if_missing_is(e.a, Op::eq, number(member));
    }
    std::sort(at.begin(), at.end());
    at.erase(std::unique(at.begin(), at.end()), at.end());
    for (const std::uint32_t rank : at) set.spans.push_back({rank, rank});
    return set;
}

RankSet TestOfOne::holds_for(ExprId condition, const std::vector<std::int64_t>& constants) {
    const Expr& e = program_[condition];
    const std::uint32_t all = ranks(constants);
    if (value_of(condition) == condition) {
        const std::uint32_t is_true = rank_of(constants, 1);
        return RankSet::of(is_true, is_true);
    }
    switch (e.op) {
        case Op::and_: return holds_for(e.a, constants).intersected(holds_for(e.b, constants));
        case Op::or_: return holds_for(e.a, constants).united(holds_for(e.b, constants), all);
        case Op::not_: return holds_for(e.a, constants).complement(all);
        case Op::in_set: return is_one_of(e, constants);
        case Op::in_range:
            return term_is(e.a, e.low_open ? Op::gt : Op::ge, e.b, constants)
                .intersected(term_is(e.a, e.high_open ? Op::lt : Op::le, e.c, constants));
        case Op::is_present: return RankSet::of(0, all - 1);
        case Op::is_missing: return RankSet{{}, true};
        case Op::is_unknown: return RankSet::of(0, rank_of(constants, 0) - 1);
        default:
            return program_[e.b].op == Op::constant ? term_is(e.a, e.op, e.b, constants) : term_is(e.b, mirrored(e.op), e.a, constants);
    }
}

}  // namespace ordain::plan
