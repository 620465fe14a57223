#include "compiler/lint/rule.hpp"

namespace ordain::lint {

using syntax::EffectKind;

void check_release_is_overruled(const Subject& subject, Findings& findings) {
    for (const syntax::Tree& tree : subject.trees)
        for (const syntax::Policy& policy : tree.policies) {
            if (policy.match != syntax::Match::all || policy.is_table) continue;
            const syntax::Effect* release = nullptr;
            bool stops = false;
            for (const syntax::Rule& rule : policy.rules)
                for (const syntax::Effect& e : rule.effects) {
                    if (e.kind == EffectKind::release && release == nullptr) release = &e;
                    stops = stops || e.kind == EffectKind::require || e.kind == EffectKind::hold || e.kind == EffectKind::reject;
                }
            if (release != nullptr && stops)
                findings.report(release->span, "with `match all` this releases nothing that another rule stops")
                    .with_other(policy.match_span, "all rules count")
                    .with_help("use `match first` with this rule at its place, or put its condition into the rules that stop");
        }
}

}  // namespace ordain::lint
