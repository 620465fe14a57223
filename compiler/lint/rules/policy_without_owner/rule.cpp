#include "compiler/lint/rule.hpp"

namespace ordain::lint {

void check_policy_without_owner(const Subject& subject, Findings& findings) {
    for (const syntax::Tree& tree : subject.trees)
        for (const syntax::Policy& policy : tree.policies)
            if (!policy.owner.written())
                findings.report(policy.name.span, "`{}` has no owner", policy.name.text)
                    .with_help("say who answers for it, such as `owner \"sales operations\"`");
}

}  // namespace ordain::lint
