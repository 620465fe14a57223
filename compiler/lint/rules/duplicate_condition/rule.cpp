#include <map>
#include <string>

#include "compiler/lint/rule.hpp"

namespace ordain::lint {

void check_duplicate_condition(const Subject& subject, Findings& findings) {
    for (const syntax::Tree& tree : subject.trees)
        for (const syntax::Policy& policy : tree.policies) {
            if (policy.match == syntax::Match::all) continue;
            std::map<std::string_view, const syntax::Rule*> first;
            for (const syntax::Rule& rule : policy.rules) {
                if (!rule.when.valid()) continue;
                const auto [at, fresh] = first.try_emplace(subject.sources.text(tree[rule.when].span), &rule);
                if (fresh) continue;
                findings
                    .report(tree[rule.when].span, "`{}` has the condition of `{}`, which comes first", rule.name.text,
                            at->second->name.text)
                    .with_other(tree[at->second->when].span, "the same condition");
            }
        }
}

}  // namespace ordain::lint
