#include "compiler/lint/rule.hpp"

namespace ordain::lint {

void check_shadow_without_end(const Subject& subject, Findings& findings) {
    for (const syntax::Tree& tree : subject.trees)
        for (const syntax::Policy& policy : tree.policies)
            if (policy.mode == syntax::Mode::shadow && policy.until.text.empty())
                findings.report(policy.mode_span, "`{}` watches in the shadow without an end", policy.name.text)
                    .with_help("say `until` when it is decided whether it is enforced");
}

}  // namespace ordain::lint
