#include "compiler/lint/rule.hpp"

namespace ordain::lint {

using syntax::Effect;
using syntax::EffectKind;

namespace {

/// The effect that stops the order, if no reason stands beside it.
const Effect* unexplained(const std::vector<Effect>& effects) {
    const Effect* stops = nullptr;
    for (const Effect& e : effects) {
        if (e.kind == EffectKind::reason) return nullptr;
        if (e.kind == EffectKind::require || e.kind == EffectKind::hold || e.kind == EffectKind::reject) stops = &e;
    }
    return stops;
}

}  // namespace

void check_decision_without_reason(const Subject& subject, Findings& findings) {
    const auto check = [&](const std::vector<Effect>& effects) {
        if (const Effect* e = unexplained(effects))
            findings.report(e->span, "who waits for this order is not told why").with_help("add `reason CODE`");
    };
    for (const syntax::Tree& tree : subject.trees)
        for (const syntax::Policy& policy : tree.policies) {
            for (const syntax::Rule& rule : policy.rules) check(rule.effects);
            if (policy.has_otherwise) check(policy.otherwise.effects);
            for (const syntax::Row& row : policy.rows) {
                std::vector<Effect> effects;
                for (const syntax::OutCell& cell : row.outs) effects.insert(effects.end(), cell.effects.begin(), cell.effects.end());
                check(effects);
            }
        }
}

}  // namespace ordain::lint
