#include <cstdlib>
#include <string>

#include "compiler/lint/rule.hpp"

namespace ordain::lint {

using syntax::ExprKind;

namespace {

bool lower(ExprKind kind) {
    return kind == ExprKind::gt || kind == ExprKind::ge;
}
bool upper(ExprKind kind) {
    return kind == ExprKind::lt || kind == ExprKind::le;
}

/// The number at the beginning of a literal; not exact, but in order.
double number_of(std::string_view literal) {
    std::string digits;
    for (const char c : literal)
        if (c != '_') digits += c;
    return std::strtod(digits.c_str(), nullptr);
}

}  // namespace

void check_comparison_could_be_range(const Subject& subject, Findings& findings) {
    for (const syntax::Tree& tree : subject.trees)
        for (const syntax::Expr& e : tree.exprs) {
            if (e.kind != ExprKind::and_) continue;
            const syntax::Expr& left = tree[e.a];
            const syntax::Expr& right = tree[e.b];
            if (!(lower(left.kind) && upper(right.kind)) && !(upper(left.kind) && lower(right.kind))) continue;
            const syntax::Expr& low = lower(left.kind) ? left : right;
            const syntax::Expr& high = lower(left.kind) ? right : left;
            const std::string_view value = subject.sources.text(tree[low.a].span);
            if (value != subject.sources.text(tree[high.a].span)) continue;
            if (tree[low.b].kind != ExprKind::literal || tree[high.b].kind != ExprKind::literal) continue;
            if (low.kind == ExprKind::gt && high.kind == ExprKind::lt) continue;  // round brackets are easily misread
            if (!(number_of(tree[low.b].literal.text) < number_of(tree[high.b].literal.text))) continue;
            const std::string_view from = tree[low.b].literal.text, to = tree[high.b].literal.text;
            const bool closed = low.kind == ExprKind::ge && high.kind == ExprKind::le;
            const std::string range = closed ? fmt::format("{} in {}..{}", value, from, to)
                                             : fmt::format("{} in {}{} .. {}{}", value, low.kind == ExprKind::gt ? '(' : '[', from, to,
                                                           high.kind == ExprKind::lt ? ')' : ']');
            findings.report(e.span, "two comparisons of `{}` make a range", value)
                .with_help(fmt::format("say `{}`", range))
                .with_edit(e.span, e.parenthesised ? fmt::format("({})", range) : range);
        }
}

}  // namespace ordain::lint
