// Expressions, walked.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "compiler/sema/typed.hpp"
#include "runtime/base/arith.hpp"
#include "runtime/base/fault.hpp"
#include "tests/oracle/event.hpp"
#include "tests/oracle/value.hpp"

namespace ordain::oracle {

/// A fault while deciding. It ends whatever is being evaluated, at any depth, so the oracle throws it; Rules (rules.hpp) catches it at the
/// policy. `detail` is empty where the policy's name completes it.
struct Faulted {
    FaultCode code;
    std::string detail;
};

class Evaluation {
public:
    /// `with_advice`: whether advice fields have their values, or are all missing.
    Evaluation(const typed::Program& program, const Event& event, bool with_advice)
        : program_(program), event_(event), with_advice_(with_advice), variables_(program.variables) {}

    /// What lets and variables mean from now on. Lets are evaluated when first needed.
    void enter(const typed::Instance& instance);
    /// Binds a variable to an element; lets that were evaluated before are forgotten.
    void bind_element(std::uint32_t variable, Value element);

    [[nodiscard]] Value operator()(typed::ExprId id);
    [[nodiscard]] bool is_true(typed::ExprId id) { return (*this)(id).number != 0; }

    [[nodiscard]] const typed::Program& program() const { return program_; }
    [[nodiscard]] const Event& event() const { return event_; }

private:
    Value field(const typed::Expr& e);
    Value element(const typed::Expr& e);
    Value data_row(const typed::Expr& e);
    Value let(std::uint32_t index);
    Value arithmetic(const typed::Expr& e);
    Value round(const typed::Expr& e);
    Value convert(const typed::Expr& e);
    Value compare(const typed::Expr& e);
    Value in_set(const typed::Expr& e);
    Value in_range(const typed::Expr& e);
    Value in_list(const typed::Expr& e);
    Value text_test(const typed::Expr& e);
    Value time(const typed::Expr& e);
    Value quantified(const typed::Expr& e);
    Value aggregate(const typed::Expr& e);

    const typed::Program& program_;
    const Event& event_;
    bool with_advice_;
    const typed::Instance* instance_ = nullptr;
    std::vector<Value> variables_;
    std::map<std::uint32_t, Value> lets_;
};

/// `=` between two present values of a type; never true for an open enum's unknown.
[[nodiscard]] bool equal(Type type, const Value& a, const Value& b);
[[nodiscard]] Value constant(const typed::Value& v);
/// The zone of a calendar; UTC for none.
[[nodiscard]] const std::vector<typed::Transition>& zone_of(const typed::Program& program, typed::CalendarId calendar);
/// A sum that must stay within its type's 64 bits and, for dates and timestamps, its years.
[[nodiscard]] std::int64_t checked(Type type, int128 v);

}  // namespace ordain::oracle
