// Explainer, Explanation and can_explain of ordain/explain.hpp.
#include <fmt/format.h>

#include "runtime/explain/build.hpp"
#include "runtime/explain/explainer_state.hpp"

namespace ordain {

Explainer::Explainer(std::shared_ptr<const Bundle> bundle) : state_(std::make_unique<detail::ExplainerState>(std::move(bundle))) {
    state_->explanation.state_ = state_.get();
}
Explainer::~Explainer() = default;
Explainer::Explainer(Explainer&&) noexcept = default;
Explainer& Explainer::operator=(Explainer&&) noexcept = default;

const Explanation& Explainer::explain(std::string_view event_json) {
    state_->decided.decide(event_json);
    state_->policies = explain::see_policies(state_->decided);
    state_->region = explain::find_region(state_->decided);
    return state_->explanation;
}

const Decision& Explanation::decision() const {
    return state_->decided.decision;
}
void Explanation::append_text(std::string& out) const {
    explain::append_text(out, *state_);
}
void Explanation::append_json(std::string& out) const {
    explain::append_json(out, *state_);
}
void Explanation::append_decision_with_region(std::string& out) const {
    explain::append_decision_with_region(out, *state_);
}

bool can_explain(const Bundle& bundle) {
    const program::Image& image = bundle.loaded().image();
    return image.trace_chunks.size() == image.chunks.size() && image.note_ranges.size() == image.chunks.size() &&
           image.rule_places.size() == image.rules.size() && image.policy_places.size() == image.policies.size();
}

namespace explain {

std::string place_text(const program::Image& image, program::PlaceRec place) {
    if (place.file == program::none) return {};
    return fmt::format("{}:{}", image.debug_str(image.debug_files[place.file].path), place.line);
}

}  // namespace explain

}  // namespace ordain
