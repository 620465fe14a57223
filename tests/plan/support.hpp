// Policies planned, and their conditions evaluated by the oracle.
#pragma once

#include <map>
#include <string>

#include "compiler/plan/match_plan.hpp"
#include "compiler/plan/symbols.hpp"
#include "compiler/sema/typed.hpp"
#include "tests/oracle/evaluate.hpp"

namespace ordain::test {

/// What evaluating something gives: a value, or a fault.
struct Evaluated {
    FaultCode fault = FaultCode::none;
    oracle::Value value;
    [[nodiscard]] bool is_true() const { return fault == FaultCode::none && value.number != 0; }
};
/// Scalars; not records or lists.
[[nodiscard]] bool same_outcome(const Evaluated& a, const Evaluated& b);

/// One event that is valid. Borrows the program.
class At {
public:
    At(const typed::Program& program, const typed::Instance& instance, const oracle::Event& event);

    [[nodiscard]] Evaluated operator()(typed::ExprId id);
    /// `and`ed from left to right, as far as needed.
    [[nodiscard]] Evaluated all_of(const std::vector<typed::ExprId>& conditions);

private:
    const typed::Program& program_;
    oracle::Evaluation evaluation_;
};

/// The operands of the `and`s at the top of a rule's conditions, in order.
[[nodiscard]] std::vector<typed::ExprId> conjuncts(const typed::Program& program, const typed::Rule& rule);

/// Whether a set of ranks among `constants` holds a value.
[[nodiscard]] bool holds(const plan::RankSet& set, const typed::Program& program, typed::ExprId id, const oracle::Value& value,
                         const std::vector<std::int64_t>& constants, Symbols& symbols);

}  // namespace ordain::test
