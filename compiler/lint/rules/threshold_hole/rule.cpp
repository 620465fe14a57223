#include <map>
#include <string>

#include "compiler/lint/rule.hpp"

namespace ordain::lint {

using syntax::ExprKind;

namespace {

struct Sides {
    const syntax::Expr* below = nullptr;  // x < c
    const syntax::Expr* above = nullptr;  // x > c
    bool covered = false;                 // <=, >= or = of the same constant stands there too
};

}  // namespace

void check_threshold_hole(const Subject& subject, Findings& findings) {
    for (const syntax::Tree& tree : subject.trees)
        for (const syntax::Policy& policy : tree.policies) {
            if (policy.has_otherwise) continue;  // it takes what falls between
            std::map<std::string, Sides> values;
            for (const syntax::Rule& rule : policy.rules) {
                if (!rule.when.valid()) continue;
                const syntax::Expr& e = tree[rule.when];
                if (!e.a.valid() || !e.b.valid()) continue;
                Sides& sides = values[fmt::format("{} {}", subject.sources.text(tree[e.a].span), subject.sources.text(tree[e.b].span))];
                if (e.kind == ExprKind::lt) sides.below = &e;
                if (e.kind == ExprKind::gt) sides.above = &e;
                if (e.kind == ExprKind::le || e.kind == ExprKind::ge || e.kind == ExprKind::eq) sides.covered = true;
            }
            for (const auto& [what, sides] : values) {
                if (sides.below == nullptr || sides.above == nullptr || sides.covered) continue;
                findings
                    .report(sides.above->span, "exactly `{}` is neither above nor below", subject.sources.text(tree[sides.above->b].span))
                    .with_other(sides.below->span, "the other side")
                    .with_help("use `>=` or `<=` in one of them");
            }
        }
}

}  // namespace ordain::lint
