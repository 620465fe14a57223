#include "compiler/lint/rule.hpp"

namespace ordain::lint {

namespace {

/// Whether a comparison of an amount stands in the policy.
bool decides_on_money(const syntax::Tree& tree, const syntax::Policy& policy) {
    for (const syntax::Expr& e : tree.exprs) {
        const bool inside = e.span.begin >= policy.span.begin && e.span.end <= policy.span.end;
        if (inside && e.kind == syntax::ExprKind::literal && e.literal.kind == syntax::LiteralKind::money) return true;
    }
    return false;
}

}  // namespace

void check_money_release_otherwise(const Subject& subject, Findings& findings) {
    for (const syntax::Tree& tree : subject.trees)
        for (const syntax::Policy& policy : tree.policies) {
            if (!policy.has_otherwise || !decides_on_money(tree, policy)) continue;
            for (const syntax::Effect& e : policy.otherwise.effects)
                if (e.kind == syntax::EffectKind::release)
                    findings.report(e.span, "`{}` releases whatever its rules did not think of", policy.name.text)
                        .with_help("say in a rule what may be released, and leave the rest to the default");
        }
}

}  // namespace ordain::lint
