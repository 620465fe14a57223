#include "compiler/lint/rule.hpp"
#include "compiler/lint/walk.hpp"

namespace ordain::lint {

void check_approval_without_deadline(const Subject& subject, Findings& findings) {
    for (const syntax::Tree& tree : subject.trees)
        for_each_effect(tree, [&](const syntax::Policy&, const syntax::Effect& e) {
            if (e.kind == syntax::EffectKind::require && e.within.text.empty() && !e.within_path.written())
                findings.report(e.span, "nobody knows by when this must be approved")
                    .with_help("add `within 4 business hours` or the like");
        });
}

}  // namespace ordain::lint
