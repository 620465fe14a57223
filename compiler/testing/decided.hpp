// A decision taken apart: the whole of it, and what single rules contributed.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/testing/json.hpp"
#include "ordain/ordain.hpp"
#include "runtime/vm/evaluator_state.hpp"

namespace ordain::testing {

/// What one rule contributed to a decision.
struct OwnPart {
    bool fired = false;
    bool states = false;  // a verdict
    Json decision;        // as if nothing else had fired
};

/// Decides events of one bundle and answers for the last one. Not thread-safe.
class Decided {
public:
    explicit Decided(std::shared_ptr<const Bundle> bundle);

    /// Decides a line; the answers below are about it.
    const Json& decide(std::string_view line);
    [[nodiscard]] const Json& whole() const { return whole_; }
    [[nodiscard]] bool faulted() const { return state_.model.verdict == Verdict::fault; }

    /// The contribution of a rule ("discounts.desk", "default"); of its firing for the element at a JSON pointer, if one is given. Rules of
    /// shadow policies are asked like others. Not after a fault.
    [[nodiscard]] OwnPart part(std::string_view rule, const std::optional<std::string>& element);
    /// Whether the decision's fault arose in the policy of a rule, or names the rule.
    [[nodiscard]] bool fault_of(std::string_view rule) const;

    [[nodiscard]] detail::EvaluatorState& state() { return state_; }

private:
    detail::EvaluatorState state_;
    std::vector<program::PolicyRec> enforced_;  // all policies, none in the shadow
    program::Image image_;                      // with these
    Composer composer_;
    DecisionModel model_;
    Contributions without_, with_;
    std::string line_, text_;
    Json whole_;

    void select(const Contributions& from, std::string_view rule, const std::optional<std::string>& element, Contributions& to) const;
    [[nodiscard]] bool states(const Contributions& pass, bool enforced_only) const;
    [[nodiscard]] Json composed(const program::Image& image, const DecisionModel& model);
};

}  // namespace ordain::testing
