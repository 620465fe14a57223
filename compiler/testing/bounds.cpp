#include "compiler/testing/bounds.hpp"

#include <algorithm>

#include "runtime/base/arith.hpp"

namespace ordain::testing {

namespace {

using typed::ExprId;
using typed::Op;

std::int64_t clamped(int128 value) {
    return static_cast<std::int64_t>(std::clamp<int128>(value, INT64_MIN, INT64_MAX));
}

class Bounds {
public:
    Bounds(const typed::Program& program, const typed::Instance& instance) : program_(program), instance_(instance) {}

    Interval of(ExprId id) {
        if (!id.valid() || ++steps_ > 10'000) return {};
        const typed::Expr& e = program_[id];
        switch (e.op) {
            case Op::constant: return {e.value.number, e.value.number};
            case Op::let: return of(instance_.lets[e.index].value);
            case Op::unwrap: return of(e.a);
            case Op::field: return field(e);
            case Op::confidence: return {0, decimal_scale};
            case Op::count: return {0, most(e.a)};
            case Op::time_of: return {0, 1439};
            case Op::widen: return scaled(of(e.a), decimal_scale);
            case Op::neg: return negated(of(e.a));
            case Op::abs: return magnitude(of(e.a));
            case Op::add: return sum(of(e.a), of(e.b));
            case Op::sub: return sum(of(e.a), negated(of(e.b)));
            case Op::if_: return e.c.valid() ? either(of(e.b), of(e.c)) : of(e.b);
            case Op::if_missing: return either(of(e.a), of(e.b));
            case Op::min2: return least(of(e.a), of(e.b));
            case Op::max2: return negated(least(negated(of(e.a)), negated(of(e.b))));
            case Op::minimum:
            case Op::maximum: return of(e.c);
            default: return {};
        }
    }

private:
    const typed::Program& program_;
    const typed::Instance& instance_;
    std::size_t steps_ = 0;  // lets that share lets could double with each

    Interval field(const typed::Expr& e) const {
        const Type record = program_[e.a].type;
        const auto& range = program_.records[record.ref].fields[e.index].range;
        if (!range) return {};
        return {range->low + (range->low_open ? 1 : 0), range->high - (range->high_open ? 1 : 0)};
    }
    std::int64_t most(ExprId list) const { return program_.lists[program_[list].type.ref].max; }

    static Interval scaled(Interval x, std::int64_t by) { return {clamped(int128{x.low} * by), clamped(int128{x.high} * by)}; }
    static Interval negated(Interval x) { return {clamped(-int128{x.high}), clamped(-int128{x.low})}; }
    static Interval sum(Interval x, Interval y) { return {clamped(int128{x.low} + y.low), clamped(int128{x.high} + y.high)}; }
    static Interval either(Interval x, Interval y) { return {std::min(x.low, y.low), std::max(x.high, y.high)}; }
    static Interval least(Interval x, Interval y) { return {std::min(x.low, y.low), std::min(x.high, y.high)}; }
    static Interval magnitude(Interval x) {
        if (x.low >= 0) return x;
        const Interval other = negated(x);
        return {x.high <= 0 ? other.low : 0, std::max(x.high, other.high)};
    }
};

}  // namespace

Interval bounds(const typed::Program& program, const typed::Instance& instance, ExprId id) {
    return Bounds(program, instance).of(id);
}

}  // namespace ordain::testing
