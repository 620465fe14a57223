// Explanations: why an event was decided as it was, and what would not have changed that.
//
//     ordain::Explainer explainer(bundle);
//     std::string text;
//     explainer.explain(event_line).append_text(text);
#pragma once

#include <memory>
#include <string>
#include <string_view>

#include "ordain/ordain.hpp"

namespace ordain {

namespace detail {
struct ExplainerState;
}

/// A view into its explainer: valid until that explains again or ends.
class Explanation {
public:
    /// What is explained.
    [[nodiscard]] const Decision& decision() const;
    /// Appends the explanation for people, several lines.
    void append_text(std::string& out) const;
    /// Appends the explanation as one line of JSON, without line end. Its form is documented in runtime/README.md.
    void append_json(std::string& out) const;
    /// Appends the decision's JSON with the member `region` after its last one.
    void append_decision_with_region(std::string& out) const;

private:
    friend class Explainer;
    const detail::ExplainerState* state_ = nullptr;
};

/// Decides events as an Evaluator does and retraces how. Belongs to one thread at a time. Deciding with an Evaluator costs nothing more
/// because explainers exist: they run a second time, over code of their own.
class Explainer {
public:
    /// `can_explain(*bundle)` must hold.
    explicit Explainer(std::shared_ptr<const Bundle> bundle);
    ~Explainer();
    Explainer(Explainer&&) noexcept;
    Explainer& operator=(Explainer&&) noexcept;

    /// Any bytes are accepted, as by Evaluator::decide. Cost: about that of deciding times the number of expressions of a policy.
    const Explanation& explain(std::string_view event_json);

private:
    std::unique_ptr<detail::ExplainerState> state_;
};

/// Has the bundle what explanations are made from? A bundle compiled without its sources has not.
[[nodiscard]] bool can_explain(const Bundle& bundle);

}  // namespace ordain
