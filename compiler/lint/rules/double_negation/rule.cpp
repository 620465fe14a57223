#include "compiler/lint/rule.hpp"

namespace ordain::lint {

using syntax::Expr;
using syntax::ExprKind;

namespace {

/// What `not e` could say without `not`, or "".
std::string_view opposite(ExprKind kind) {
    switch (kind) {
        case ExprKind::not_: return "nothing";
        case ExprKind::eq: return "!=";
        case ExprKind::ne: return "=";
        case ExprKind::is_present: return "is missing";
        case ExprKind::is_missing: return "is present";
        default: return {};
    }
}

}  // namespace

void check_double_negation(const Subject& subject, Findings& findings) {
    for (const syntax::Tree& tree : subject.trees)
        for (const Expr& e : tree.exprs) {
            if (e.kind != ExprKind::not_) continue;
            const Expr& inner = tree[e.a];
            const std::string_view word = opposite(inner.kind);
            if (word.empty()) continue;
            Diagnostic& d = findings.report(e.span, "`not` before what already has an opposite");
            if (inner.kind != ExprKind::not_) {
                d.with_help(fmt::format("say `{}`", word));
                continue;
            }
            const std::string_view left = subject.sources.text(tree[inner.a].span);
            const bool in_need =
                e.parenthesised && !tree[inner.a].parenthesised;  // of its parentheses: what stands around may bind tighter
            d.with_help("leave both `not` out").with_edit(e.span, in_need ? fmt::format("({})", left) : std::string(left));
        }
}

}  // namespace ordain::lint
