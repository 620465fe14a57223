#include "compiler/lint/rule.hpp"

namespace ordain::lint {

using syntax::ExprKind;
using syntax::LiteralKind;

void check_redundant_if(const Subject& subject, Findings& findings) {
    const auto is = [](const syntax::Tree& tree, syntax::ExprId id, LiteralKind kind) {
        return id.valid() && tree[id].kind == ExprKind::literal && tree[id].literal.kind == kind;
    };
    for (const syntax::Tree& tree : subject.trees)
        for (const syntax::Expr& e : tree.exprs) {
            if (e.kind != ExprKind::if_) continue;
            const bool same = is(tree, e.b, LiteralKind::true_) && is(tree, e.c, LiteralKind::false_);
            const bool opposite = is(tree, e.b, LiteralKind::false_) && is(tree, e.c, LiteralKind::true_);
            if (!same && !opposite) continue;
            const std::string_view condition = subject.sources.text(tree[e.a].span);
            findings.report(e.span, "this says its condition in other words")
                .with_help(same ? fmt::format("say `{}`", condition) : fmt::format("say `not ({})`", condition));
        }
}

}  // namespace ordain::lint
