// What stands behind Explainer and Explanation.
#pragma once

#include <memory>
#include <utility>
#include <vector>

#include "ordain/explain.hpp"
#include "runtime/explain/model.hpp"
#include "runtime/explain/region.hpp"
#include "runtime/vm/evaluator_state.hpp"

namespace ordain::detail {

struct ExplainerState {
    explicit ExplainerState(std::shared_ptr<const Bundle> bundle) : decided(std::move(bundle)) {}

    EvaluatorState decided;
    std::vector<explain::PolicySeen> policies;
    std::vector<explain::RegionItem> region;
    Explanation explanation;
};

}  // namespace ordain::detail

namespace ordain::explain {

void append_text(std::string& out, const detail::ExplainerState& state);
void append_json(std::string& out, const detail::ExplainerState& state);
void append_decision_with_region(std::string& out, const detail::ExplainerState& state);

/// The file and line of a place, "sales.ord:12"; empty if it is not known.
[[nodiscard]] std::string place_text(const program::Image& image, program::PlaceRec place);

}  // namespace ordain::explain
