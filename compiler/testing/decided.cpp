#include "compiler/testing/decided.hpp"

#include <span>
#include <utility>

#include "runtime/vm/decision_json.hpp"
#include "runtime/vm/show.hpp"

namespace ordain::testing {

namespace {

std::size_t effects_end(const Contributions& pass, std::size_t fired) {
    return fired + 1 < pass.fired.size() ? pass.fired[fired + 1].first_emitted : pass.emitted.size();
}

std::vector<program::PolicyRec> enforced(std::span<const program::PolicyRec> policies) {
    std::vector<program::PolicyRec> all(policies.begin(), policies.end());
    for (program::PolicyRec& policy : all) policy.flags &= ~program::policy_flags::shadow;
    return all;
}

program::Image with(program::Image image, std::span<const program::PolicyRec> policies) {
    image.policies = policies;
    return image;
}

/// Takes away what only the bundle's default contributed.
void without_default(Json& decision) {
    for (Json::Member& list : decision.members) {
        if (list.value.kind != Json::Kind::list) continue;
        std::erase_if(list.value.items, [](const Json& entry) {
            const Json& by = entry.at("by");
            return by.items.size() == 1 && by.items.front().text == "default";
        });
    }
}

}  // namespace

Decided::Decided(std::shared_ptr<const Bundle> bundle)
    : state_(std::move(bundle)), enforced_(enforced(state_.image().policies)), image_(with(state_.image(), enforced_)), composer_(image_) {
    model_.identity = &state_.identity;
}

Json Decided::composed(const program::Image& image, const DecisionModel& model) {
    text_.clear();
    append_decision(text_, image, state_.bundle->loaded().phrases, state_.store, model);
    auto json = Json::parse(text_);
    return json ? std::move(*json) : Json();
}

const Json& Decided::decide(std::string_view line) {
    line_ = line;
    state_.decide(line_);
    whole_ = composed(state_.image(), state_.model);
    return whole_;
}

bool Decided::states(const Contributions& pass, bool enforced_only) const {
    const program::Image& image = enforced_only ? state_.image() : image_;
    for (std::size_t i = 0; i < pass.fired.size(); ++i) {
        if ((image.policies[image.chunks[pass.fired[i].chunk].policy].flags & program::policy_flags::shadow) != 0) continue;
        for (std::size_t e = pass.fired[i].first_emitted; e < effects_end(pass, i); ++e)
            if (image.effects[pass.emitted[e].effect].op <= program::EffectOp::reject) return true;
    }
    return false;
}

void Decided::select(const Contributions& from, std::string_view rule, const std::optional<std::string>& element, Contributions& to) const {
    to.clear();
    to.args = from.args;
    for (std::size_t i = 0; i < from.fired.size(); ++i) {
        Contributions::Fired fired = from.fired[i];
        if (image_.str(image_.rules[fired.rule].id) != rule) continue;
        if (element) {
            std::string at;
            if (fired.element >= 0) append_element_pointer(at, image_, state_.store, image_.chunks[fired.chunk].each_list, fired.element);
            if (at != *element) continue;
        }
        const std::size_t first = fired.first_emitted;
        fired.first_emitted = static_cast<std::uint32_t>(to.emitted.size());
        to.fired.push_back(fired);
        for (std::size_t e = first; e < effects_end(from, i); ++e) to.emitted.push_back(from.emitted[e]);
    }
}

OwnPart Decided::part(std::string_view rule, const std::optional<std::string>& element) {
    OwnPart own;
    const Contributions* with = state_.two_passes && state_.with.fault.code == FaultCode::none ? &state_.with : nullptr;
    const bool is_default = rule == "default";
    select(state_.without, rule, element, without_);
    if (with != nullptr) select(*with, rule, element, with_);
    if (is_default) {
        own.fired = own.states = !states(state_.without, true) || (with != nullptr && !states(*with, true));
    } else {
        own.fired = !without_.fired.empty() || (with != nullptr && !with_.fired.empty());
        own.states = states(without_, false) || (with != nullptr && states(with_, false));
    }
    // a pass in which the rule states no verdict would bring in the bundle's default
    const bool in_both = is_default || (with != nullptr && states(without_, false) && states(with_, false));
    const bool only_with = with != nullptr && !in_both && !with_.fired.empty() && !states(without_, false);
    composer_.compose(state_.store, only_with ? with_ : without_, in_both && with != nullptr ? &with_ : nullptr, model_);
    state_.identity.begin(line_, state_.store, model_);
    own.decision = composed(image_, model_);
    if (with != nullptr && !is_default && with_.fired.empty())  // only the pass with advice does these
        for (const std::string_view list : {"routes", "actions", "notify"}) own.decision.set(list, Json::list());
    if (!is_default) without_default(own.decision);
    return own;
}

bool Decided::fault_of(std::string_view rule) const {
    const Contributions::Fault& fault = state_.model.fault;
    if (state_.store.fault != FaultCode::none || fault.code == FaultCode::none) return false;
    for (const std::uint32_t named : {fault.rule_a, fault.rule_b})
        if (named != program::none && image_.str(image_.rules[named].id) == rule) return true;
    const std::string_view policy = image_.str(image_.policies[image_.chunks[fault.chunk].policy].name);
    return fault.rule_a == program::none && rule.substr(0, rule.find('.')) == policy;
}

}  // namespace ordain::testing
