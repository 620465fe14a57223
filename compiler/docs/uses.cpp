// Site: which rules, defaults and escalations name a thing.
#include <fmt/format.h>

#include "compiler/docs/site.hpp"

namespace ordain::docs {

using syntax::EffectKind;

void Site::use(Thing thing, std::string_view name, const Use& made) {
    std::vector<Use>& known = uses_[{thing, std::string(name)}];
    if (known.empty() || known.back() != made) known.push_back(made);  // a rule's uses of one thing come together
}

void Site::use_need(PolicyPlace* place, const Use& made, const syntax::Tree& tree, syntax::NeedId id) {
    const syntax::Need& need = tree[id];
    for (const syntax::NeedId child : need.children) use_need(place, made, tree, child);
    if (need.kind != syntax::NeedKind::role) return;
    if (find(Thing::ladder, need.name.text) && need.covering.valid()) {
        use(Thing::ladder, need.name.text, made);
        for (const typed::Ladder& ladder : program.ladders) {
            if (ladder.name != need.name.text) continue;
            for (const typed::RoleId role : ladder.roles) {
                use(Thing::role, program.roles[role.value].name, made);
                if (place) place->roles.insert(program.roles[role.value].name);
            }
        }
        return;
    }
    use(Thing::role, need.name.text, made);
    if (place) place->roles.insert(std::string(need.name.text));
}

void Site::use_effects(PolicyPlace* place, const Use& made, const syntax::Tree& tree, const std::vector<syntax::Effect>& effects) {
    const auto verdict = [&](unsigned bit) {
        if (place) place->verdicts = static_cast<std::uint8_t>(place->verdicts | 1U << bit);
    };
    for (const syntax::Effect& e : effects) {
        switch (e.kind) {
            case EffectKind::release: verdict(0); break;
            case EffectKind::require: verdict(1), use_need(place, made, tree, e.need); break;
            case EffectKind::reject: verdict(3); break;
            case EffectKind::hold: verdict(2); [[fallthrough]];
            case EffectKind::route:
                use(Thing::queue, e.name.text, made);
                if (place) place->queues.insert(std::string(e.name.text));
                break;
            case EffectKind::do_: use(Thing::action, e.name.text, made); break;
            case EffectKind::notify:
                if (!e.notify_person) use(find(Thing::role, e.name.text) ? Thing::role : Thing::channel, e.name.text, made);
                break;
            case EffectKind::reason: use(Thing::reason, e.name.text, made); break;
            case EffectKind::set: use(Thing::output, e.name.text, made); break;
            case EffectKind::escalate: break;
        }
        if (e.escalation.written()) use(Thing::escalation, e.escalation.text, made);
        if (e.on_calendar.written()) use(Thing::calendar, e.on_calendar.text, made);
    }
}

void Site::collect_uses() {
    for (PolicyPlace& place : policies) {
        const syntax::Policy& policy = *place.policy;
        const std::string name(policy.name.text);
        if (policy.calendar.written()) use(Thing::calendar, policy.calendar.text, {name, place.href()});
        each_effects(policy, [&](const std::string& rule, const std::vector<syntax::Effect>& effects) {
            use_effects(&place, {name + "." + rule, place.page + "#" + place.rule_anchor(rule)}, *place.tree, effects);
        });
        for (const syntax::OutColumn& column : policy.outs)
            if (column.kind == syntax::OutKind::set) use(Thing::output, column.output.text, {name, place.href()});
    }
    for (const syntax::Tree* tree : modules) {
        for (const syntax::Escalation& chain : tree->escalations) {
            const Use made{std::string(chain.name.text), find(Thing::escalation, chain.name.text)->href()};
            for (const syntax::EscalationStep& step : chain.steps) {
                for (const syntax::EscalationAct& act : step.acts) {
                    using Kind = syntax::EscalationAct::Kind;
                    if (act.kind == Kind::notify) use_effects(nullptr, made, *tree, {act.notify_effect});
                    if (act.kind == Kind::reassign) use(Thing::role, act.name.text, made);
                    if (act.kind == Kind::hold) use(Thing::queue, act.name.text, made);
                }
            }
        }
        for (const syntax::Bundle& b : tree->bundles) {
            for (const syntax::BundleDefault& d : b.defaults) use_effects(nullptr, {"defaults", "index.html#defaults"}, *tree, d.effects);
            use(Thing::queue, b.fault_queue.text, {"faults", "index.html#defaults"});
            if (b.calendar.written()) use(Thing::calendar, b.calendar.text, {"the bundle", "index.html"});
        }
    }
}

}  // namespace ordain::docs
