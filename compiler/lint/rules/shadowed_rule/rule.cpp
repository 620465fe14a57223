#include <cstdlib>
#include <string>

#include "compiler/lint/rule.hpp"

namespace ordain::lint {

using syntax::Cell;
using syntax::CellKind;
using syntax::Expr;
using syntax::ExprKind;

namespace {

/// Whether `a OP x` holds wherever `b OP y` does: both compare one value with a literal of one unit.
bool covers(ExprKind a, std::string_view x, ExprKind b, std::string_view y) {
    const auto unit = [](std::string_view s) { return s.substr(std::min(s.find_first_not_of("0123456789._-"), s.size())); };
    const auto number = [](std::string_view s) {
        std::string digits;
        for (const char c : s)
            if (c != '_') digits += c;
        return std::strtod(digits.c_str(), nullptr);
    };
    if (x.empty() || y.empty() || unit(x) != unit(y)) return false;
    const double p = number(x), q = number(y);
    const bool down_a = a == ExprKind::lt || a == ExprKind::le, down_b = b == ExprKind::lt || b == ExprKind::le;
    const bool up_a = a == ExprKind::gt || a == ExprKind::ge, up_b = b == ExprKind::gt || b == ExprKind::ge;
    if (down_a && down_b) return q < p || (q == p && (a == ExprKind::le || b == ExprKind::lt));
    if (up_a && up_b) return q > p || (q == p && (a == ExprKind::ge || b == ExprKind::gt));
    return false;
}

bool covers(const Subject& subject, const syntax::Tree& tree, const Expr& first, const Expr& later) {
    if (subject.sources.text(first.span) == subject.sources.text(later.span)) return true;
    if (!first.a.valid() || !first.b.valid() || !later.a.valid() || !later.b.valid()) return false;
    if (tree[first.b].kind != ExprKind::literal || tree[later.b].kind != ExprKind::literal) return false;
    return subject.sources.text(tree[first.a].span) == subject.sources.text(tree[later.a].span) &&
           covers(first.kind, tree[first.b].literal.text, later.kind, tree[later.b].literal.text);
}

bool covers(const Subject& subject, const Cell& first, const Cell& later) {
    if (first.kind == CellKind::any || subject.sources.text(first.span) == subject.sources.text(later.span)) return true;
    if (first.kind == CellKind::list && (later.kind == CellKind::list || (later.kind == CellKind::compare && later.op == ExprKind::eq))) {
        for (const syntax::SignedLiteral& value : later.values) {
            bool there = false;
            for (const syntax::SignedLiteral& known : first.values)
                there = there || subject.sources.text(known.span) == subject.sources.text(value.span);
            if (!there) return false;
        }
        return true;
    }
    if (first.kind != CellKind::compare || later.kind != CellKind::compare) return false;
    const syntax::SignedLiteral &x = first.values[0], &y = later.values[0];
    return !x.is_name && !y.is_name && !x.negative && !y.negative && covers(first.op, x.literal.text, later.op, y.literal.text);
}

void rows(const Subject& subject, const syntax::Policy& table, Findings& findings) {
    constexpr std::size_t most = 500;  // rows: each is compared with all before it
    for (std::size_t i = 1; i < table.rows.size() && i < most; ++i)
        for (std::size_t k = 0; k < i; ++k) {
            const syntax::Row &first = table.rows[k], &later = table.rows[i];
            bool all = first.cells.size() == later.cells.size(), only_any = true;
            for (std::size_t c = 0; all && c < later.cells.size(); ++c) {
                all = covers(subject, first.cells[c], later.cells[c]);
                only_any = only_any && first.cells[c].kind == CellKind::any;
            }
            if (!all || only_any) continue;  // a row of `-` alone is what after_always speaks of
            findings.report(later.span, "this row never applies").with_other(first.span, "whatever it means, this row takes first");
            break;
        }
}

}  // namespace

void check_shadowed_rule(const Subject& subject, Findings& findings) {
    for (const syntax::Tree& tree : subject.trees)
        for (const syntax::Policy& policy : tree.policies) {
            if (policy.match != syntax::Match::first) continue;
            rows(subject, policy, findings);
            for (std::size_t i = 1; i < policy.rules.size(); ++i)
                for (std::size_t k = 0; k < i; ++k) {
                    const syntax::Rule &first = policy.rules[k], &later = policy.rules[i];
                    if (!first.when.valid() || !later.when.valid() || !covers(subject, tree, tree[first.when], tree[later.when])) continue;
                    findings.report(tree[later.when].span, "`{}` never applies", later.name.text)
                        .with_other(tree[first.when].span, fmt::format("`{}` takes it first", first.name.text));
                    break;
                }
        }
}

}  // namespace ordain::lint
