#include "compiler/plan/same.hpp"

#include <functional>

#include "compiler/sema/roots.hpp"

namespace ordain::plan {

using typed::Expr;
using typed::ExprId;
using typed::Op;

namespace {

std::uint64_t mix(std::uint64_t hash, std::uint64_t value) {  // as boost::hash_combine, for 64 bits
    return hash ^ (value + 0x9e37'79b9'7f4a'7c15 + (hash << 12) + (hash >> 4));
}

}  // namespace

std::uint64_t Sameness::shape(const Expr& e) {
    std::uint64_t hash = mix(static_cast<std::uint64_t>(e.op), e.index);
    hash = mix(hash, static_cast<std::uint64_t>(e.type.kind) << 40 | std::uint64_t{e.type.optional} << 32 | e.type.ref);
    hash = mix(hash, static_cast<std::uint64_t>(e.value.number));
    if (!e.value.text.empty()) hash = mix(hash, std::hash<std::string>{}(e.value.text));
    typed::for_each_operand(e, [&](ExprId operand) { hash = mix(hash, (*this)(operand)); });
    return hash;
}

bool Sameness::alike(const Expr& a, const Expr& b) {
    const auto same = [this](ExprId x, ExprId y) { return x.valid() == y.valid() && (!x.valid() || (*this)(x) == (*this)(y)); };
    if (a.op != b.op || a.type != b.type || a.index != b.index || a.low_open != b.low_open || a.high_open != b.high_open) return false;
    if (a.calendar != b.calendar || a.args.size() != b.args.size() || a.value != b.value) return false;
    if (!same(a.a, b.a) || !same(a.b, b.b) || !same(a.c, b.c)) return false;
    for (std::size_t i = 0; i < a.args.size(); ++i)
        if (!same(a.args[i], b.args[i])) return false;
    return true;
}

std::uint32_t Sameness::operator()(ExprId id) {
    if (const std::uint32_t* known = numbers_.find(id.value)) return *known;
    const Expr& e = program_[id];
    std::uint32_t number = id.value;
    if (e.op == Op::let) {
        number = (*this)(instance_.lets[e.index].value);
    } else {
        for (std::uint64_t hash = shape(e);; ++hash) {
            const auto [other, fresh] = by_shape_.try_emplace(hash, id.value);
            number = other;
            if (fresh || alike(e, program_[ExprId{number}])) break;
        }
    }
    numbers_.try_emplace(id.value, number);
    return number;
}

}  // namespace ordain::plan
