// Values of constant expressions, computed with the evaluator's own arithmetic (runtime/base/arith.hpp).
#pragma once

#include "compiler/sema/typed.hpp"

namespace ordain::sema {

struct Folded {
    enum class State : std::uint8_t {
        value,
        missing,           // an optional without value
        overflow,          // a number would become too large
        division_by_zero,  //
        not_constant,      // it depends on the event
    };
    State state = State::not_constant;
    typed::Value value;
};

/// Evaluates `root` without an event, as the language says: short-circuit, faults only where they would occur.
/// Cost: linear in the expressions it depends on. Not recursive.
[[nodiscard]] Folded fold(const typed::Program& program, typed::ExprId root);

}  // namespace ordain::sema
