#include "compiler/lint/rule.hpp"

namespace ordain::lint {

using syntax::ExprKind;

void check_self_comparison(const Subject& subject, Findings& findings) {
    for (const syntax::Tree& tree : subject.trees)
        for (const syntax::Expr& e : tree.exprs) {
            switch (e.kind) {
                case ExprKind::eq:
                case ExprKind::ne:
                case ExprKind::lt:
                case ExprKind::le:
                case ExprKind::gt:
                case ExprKind::ge:
                case ExprKind::and_:
                case ExprKind::or_:
                case ExprKind::sub:
                case ExprKind::div: break;
                default: continue;
            }
            if (subject.sources.text(tree[e.a].span) != subject.sources.text(tree[e.b].span)) continue;
            findings.report(e.span, "both sides are `{}`", subject.sources.text(tree[e.a].span))
                .with_help("one of them was meant to be something else");
        }
}

}  // namespace ordain::lint
