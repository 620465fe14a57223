#include "compiler/lint/rule.hpp"

namespace ordain::lint {

using syntax::ExprKind;
using syntax::LiteralKind;

namespace {

bool is_zero(std::string_view literal) {
    const std::size_t end = literal.find_first_not_of("0._");
    return !literal.empty() && end != 0 && (end == std::string_view::npos || literal[end] == '%' || literal[end] == ' ');
}

bool numeric(LiteralKind kind) {
    return kind == LiteralKind::integer || kind == LiteralKind::decimal || kind == LiteralKind::percent || kind == LiteralKind::money;
}

}  // namespace

void check_default_hides_missing(const Subject& subject, Findings& findings) {
    for (const syntax::Tree& tree : subject.trees)
        for (const syntax::Expr& e : tree.exprs) {
            if (e.kind != ExprKind::if_missing) continue;
            const syntax::Expr& otherwise = tree[e.b];
            if (otherwise.kind != ExprKind::literal || !numeric(otherwise.literal.kind) || !is_zero(otherwise.literal.text)) continue;
            findings.report(e.span, "a value that is missing counts as `{}`", otherwise.literal.text)
                .with_help(
                    "decide what a missing value means: ask `is missing` in a rule of its own, or use the value that is on the safe side");
        }
}

}  // namespace ordain::lint
