#include "tests/plan/support.hpp"

#include <algorithm>

namespace ordain::test {

using typed::ExprId;

bool same_outcome(const Evaluated& a, const Evaluated& b) {
    if (a.fault != b.fault) return false;
    if (a.fault != FaultCode::none || a.value.missing || b.value.missing) return a.value.missing == b.value.missing;
    return a.value.number == b.value.number && a.value.text == b.value.text && a.value.currency == b.value.currency;
}

At::At(const typed::Program& program, const typed::Instance& instance, const oracle::Event& event)
    : program_(program), evaluation_(program, event, true) {
    evaluation_.enter(instance);
}

Evaluated At::operator()(ExprId id) {
    try {
        return {FaultCode::none, evaluation_(id)};
    } catch (const oracle::Faulted& faulted) {
        return {faulted.code, {}};
    }
}

Evaluated At::all_of(const std::vector<ExprId>& conditions) {
    Evaluated result{FaultCode::none, oracle::Value::of(1)};
    for (const ExprId id : conditions)
        if (result = (*this)(id); !result.is_true()) break;
    return result;
}

std::vector<ExprId> conjuncts(const typed::Program& program, const typed::Rule& rule) {
    std::vector<ExprId> out, open(rule.conditions.rbegin(), rule.conditions.rend());
    while (!open.empty()) {
        const typed::Expr& e = program[open.back()];
        if (e.op != typed::Op::and_) out.push_back(open.back());
        open.pop_back();
        if (e.op == typed::Op::and_) open.insert(open.end(), {e.b, e.a});
    }
    return out;
}

bool holds(const plan::RankSet& set, const typed::Program& program, ExprId id, const oracle::Value& value,
           const std::vector<std::int64_t>& constants, Symbols& symbols) {
    if (value.missing) return set.missing;
    const std::int64_t number = program[id].type.kind == TypeKind::text ? symbols.add(value.text) : value.number;
    std::uint32_t rank = 0;  // counted, not searched
    for (const std::int64_t c : constants) rank += c < number ? 2 : c == number ? 1 : 0;
    return std::any_of(set.spans.begin(), set.spans.end(), [rank](const auto& s) { return s.first <= rank && rank <= s.second; });
}

}  // namespace ordain::test
