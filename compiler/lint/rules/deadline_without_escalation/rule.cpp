#include "compiler/lint/rule.hpp"
#include "compiler/lint/walk.hpp"

namespace ordain::lint {

void check_deadline_without_escalation(const Subject& subject, Findings& findings) {
    for (const syntax::Tree& tree : subject.trees)
        for_each_rule(tree, [&](const syntax::Policy&, const std::vector<syntax::Effect>& effects) {
            bool escalates = false;
            const syntax::Effect* dated = nullptr;
            for (const syntax::Effect& e : effects) {
                escalates = escalates || e.escalation.written();
                if (e.kind == syntax::EffectKind::require && (!e.within.text.empty() || e.within_path.written())) dated = &e;
            }
            if (dated != nullptr && !escalates)
                findings.report(dated->span, "nothing happens when the deadline passes").with_help("add `escalate` and a chain");
        });
}

}  // namespace ordain::lint
