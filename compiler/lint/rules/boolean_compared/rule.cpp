#include "compiler/lint/rule.hpp"

namespace ordain::lint {

using syntax::ExprKind;
using syntax::LiteralKind;

void check_boolean_compared(const Subject& subject, Findings& findings) {
    for (const syntax::Tree& tree : subject.trees)
        for (const syntax::Expr& e : tree.exprs) {
            if (e.kind != ExprKind::eq && e.kind != ExprKind::ne) continue;
            const syntax::Expr& right = tree[e.b];
            if (right.kind != ExprKind::literal) continue;
            const bool is_true = right.literal.kind == LiteralKind::true_;
            if (!is_true && right.literal.kind != LiteralKind::false_) continue;
            const bool plain = is_true == (e.kind == ExprKind::eq);
            const std::string_view value = subject.sources.text(tree[e.a].span);
            const std::string better = plain ? std::string(value) : fmt::format("not {}", value);
            Diagnostic& d = findings.report(e.span, "a truth is compared with `{}`", is_true ? "true" : "false");
            d.with_help(fmt::format("say `{}`", better));
            if (plain && tree[e.a].kind == ExprKind::path) d.with_edit(e.span, better);
        }
}

}  // namespace ordain::lint
