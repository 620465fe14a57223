#include "compiler/lint/rule.hpp"

namespace ordain::lint {

using syntax::ExprKind;

void check_mixed_and_or(const Subject& subject, Findings& findings) {
    for (const syntax::Tree& tree : subject.trees)
        for (const syntax::Expr& e : tree.exprs) {
            const auto bare = [&](syntax::ExprId id) {
                return id.valid() && !tree[id].parenthesised && (tree[id].kind == ExprKind::and_ || tree[id].kind == ExprKind::or_);
            };
            if (e.kind == ExprKind::or_ &&
                ((bare(e.a) && tree[e.a].kind == ExprKind::and_) || (bare(e.b) && tree[e.b].kind == ExprKind::and_)))
                findings.report(e.span, "`and` binds more tightly than `or`; not every reader knows")
                    .with_help("put the `and` into parentheses");
            const bool quantifier = e.kind == ExprKind::any || e.kind == ExprKind::every || e.kind == ExprKind::count;
            if (quantifier && bare(e.b) && !e.parenthesised && e.kind != ExprKind::count)
                findings.report(tree[e.b].span, "all of this belongs to `where`")
                    .with_help("put the condition, or the whole question, into parentheses");
            if (e.kind == ExprKind::if_ && e.c.valid() && bare(e.c))
                findings.report(tree[e.c].span, "all of this belongs to `else`").with_help("put it, or the whole `if`, into parentheses");
        }
}

}  // namespace ordain::lint
