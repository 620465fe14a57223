#include "compiler/sema/fold.hpp"

#include <algorithm>
#include <unordered_map>

#include "runtime/base/arith.hpp"

namespace ordain::sema {
namespace {

using typed::Expr;
using typed::ExprId;
using typed::Op;
using State = Folded::State;

Folded number(std::int64_t v) {
    return {State::value, {v, {}}};
}
Folded checked(bool fits, std::int64_t v) {
    return fits ? number(v) : Folded{State::overflow, {}};
}

std::int64_t power_of_ten(unsigned n) {
    std::int64_t p = 1;
    while (n-- > 0) p *= 10;
    return p;
}

// Monday is ordinal 0; 1970-01-01 was a Thursday.
std::int64_t weekday(std::int64_t days) {
    return ((days + 3) % 7 + 7) % 7;
}

bool before(Op op, std::int64_t a, std::int64_t b) {
    switch (op) {
        case Op::lt: return a < b;
        case Op::le: return a <= b;
        case Op::gt: return a > b;
        default: return a >= b;
    }
}

class Folder {
public:
    explicit Folder(const typed::Program& program) : p_(program) {}

    Folded run(ExprId root) {
        std::vector<ExprId> open{root};
        while (!open.empty()) {
            const ExprId id = open.back();
            if (known_.count(id.value)) {
                open.pop_back();
                continue;
            }
            const std::size_t before_operands = open.size();
            const Expr& e = p_[id];
            for (ExprId operand : {e.a, e.b, e.c})
                if (operand.valid() && !known_.count(operand.value)) open.push_back(operand);
            for (ExprId operand : e.args)
                if (!known_.count(operand.value)) open.push_back(operand);
            if (open.size() > before_operands) continue;
            open.pop_back();
            known_.emplace(id.value, evaluate(e));
        }
        return known_.at(root.value);
    }

private:
    const Folded& at(ExprId id) const { return known_.at(id.value); }

    Folded evaluate(const Expr& e) const {
        switch (e.op) {
            case Op::constant: return {State::value, e.value};
            case Op::missing: return {State::missing, {}};
            case Op::and_:
            case Op::or_: {
                const Folded& a = at(e.a);
                if (a.state != State::value) return a;
                return (a.value.number != 0) == (e.op == Op::or_) ? a : at(e.b);
            }
            case Op::if_: {
                const Folded& c = at(e.a);
                if (c.state != State::value) return c;
                if (c.value.number != 0) return at(e.b);
                return e.c.valid() ? at(e.c) : Folded{State::missing, {}};
            }
            case Op::if_missing: return at(e.a).state == State::missing ? at(e.b) : at(e.a);
            case Op::is_present:
            case Op::is_missing: {
                const Folded& a = at(e.a);
                if (a.state != State::value && a.state != State::missing) return a;
                return number((a.state == State::value) == (e.op == Op::is_present));
            }
            case Op::in_set: return member(e);
            default: break;
        }
        std::vector<const typed::Value*> v;
        for (ExprId operand : {e.a, e.b, e.c}) {
            if (!operand.valid()) continue;
            if (at(operand).state != State::value) return at(operand);
            v.push_back(&at(operand).value);
        }
        if (v.empty()) return {};
        return v.size() == 1 ? unary(e, *v[0]) : binary(e, *v[0], *v[1], v.size() > 2 ? v[2] : nullptr);
    }

    Folded member(const Expr& e) const {
        if (at(e.a).state != State::value) return at(e.a);
        for (ExprId arg : e.args) {
            if (at(arg).state != State::value) return at(arg);
            if (at(arg).value == at(e.a).value) return number(1);
        }
        return number(0);
    }

    Folded unary(const Expr& e, const typed::Value& v) const {
        const std::int64_t a = v.number;
        std::int64_t out = 0;
        switch (e.op) {
            case Op::unwrap: return {State::value, v};
            case Op::neg: {
                const bool fits = sub(0, a, out);
                return checked(fits, out);
            }
            case Op::abs: {
                if (a >= 0) return number(a);
                const bool fits = sub(0, a, out);
                return checked(fits, out);
            }
            case Op::not_: return number(a == 0);
            case Op::widen: {
                const bool fits = mul(a, decimal_scale, out);
                return checked(fits, out);
            }
            case Op::round: {
                if (e.type.kind == TypeKind::integer) return number(a);
                const unsigned digits = e.type.kind == TypeKind::money ? 4 : 6;
                const std::int64_t unit = power_of_ten(digits - std::min(digits, e.index));
                const bool fits = narrow(div_half_even(a, unit) * unit, out);
                return checked(fits, out);
            }
            case Op::weekday: return number(weekday(a));
            default: return {};
        }
    }

    Folded binary(const Expr& e, const typed::Value& x, const typed::Value& y, const typed::Value* z) const {
        const std::int64_t a = x.number, b = y.number;
        std::int64_t out = 0;
        bool fits = true;
        switch (e.op) {
            case Op::add:
                fits = p_[e.a].type.kind == TypeKind::date ? ordain::add(a, b / ns_per_day, out) : ordain::add(a, b, out);
                return checked(fits, out);
            case Op::sub:
                fits = p_[e.a].type.kind == TypeKind::date ? ordain::sub(a, b / ns_per_day, out) : ordain::sub(a, b, out);
                return checked(fits, out);
            case Op::mul:
                fits = typed::mul_kind(p_[e.a].type, p_[e.b].type) == typed::MulKind::exact ? ordain::mul(a, b, out)
                                                                                            : mul_scaled(a, b, decimal_scale, out);
                return checked(fits, out);
            case Op::div:
                if (b == 0) return {State::division_by_zero, {}};
                fits = typed::div_kind(p_[e.a].type, p_[e.b].type) == typed::DivKind::plain ? narrow(div_half_even(a, b), out)
                                                                                            : div_scaled(a, b, decimal_scale, out);
                return checked(fits, out);
            case Op::convert_at: fits = mul_scaled(a, b, decimal_scale, out); return checked(fits, out);
            case Op::convert_per:
                if (b == 0) return {State::division_by_zero, {}};
                fits = div_scaled(a, b, decimal_scale, out);
                return checked(fits, out);
            case Op::min2: return number(std::min(a, b));
            case Op::max2: return number(std::max(a, b));
            case Op::eq: return number(x == y);
            case Op::ne: return number(x != y);
            case Op::lt:
            case Op::le:
            case Op::gt:
            case Op::ge: return number(before(e.op, a, b));
            case Op::in_range: return z ? number(typed::Range{b, z->number, e.low_open, e.high_open}.contains(a)) : Folded{};
            case Op::same: return number(x == y);
            case Op::days_between: return number(b - a);
            case Op::starts_with: return number(std::string_view(x.text).starts_with(y.text));
            case Op::ends_with: return number(std::string_view(x.text).ends_with(y.text));
            case Op::contains: return number(x.text.find(y.text) != std::string::npos);
            default: return {};
        }
    }

    const typed::Program& p_;
    std::unordered_map<std::uint32_t, Folded> known_;
};

}  // namespace

Folded fold(const typed::Program& program, ExprId root) {
    return Folder(program).run(root);
}

}  // namespace ordain::sema
