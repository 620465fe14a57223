#include <set>

#include "compiler/lint/rule.hpp"

namespace ordain::lint {

using syntax::ExprKind;

namespace {

/// The one path that the condition compares with a literal, or nothing.
std::string_view compared(const Subject& subject, const syntax::Tree& tree, syntax::ExprId id) {
    const syntax::Expr& e = tree[id];
    switch (e.kind) {
        case ExprKind::eq:
        case ExprKind::lt:
        case ExprKind::le:
        case ExprKind::gt:
        case ExprKind::ge:
            if (tree[e.a].kind == ExprKind::path && tree[e.b].kind == ExprKind::literal) return subject.sources.text(tree[e.a].span);
            return {};
        case ExprKind::in_range: return tree[e.a].kind == ExprKind::path ? subject.sources.text(tree[e.a].span) : std::string_view{};
        default: return {};
    }
}

}  // namespace

void check_table_would_read_better(const Subject& subject, Findings& findings) {
    constexpr std::size_t tolerated = 5;  // rules of one kind
    for (const syntax::Tree& tree : subject.trees)
        for (const syntax::Policy& policy : tree.policies) {
            if (policy.is_table || policy.rules.size() <= tolerated) continue;
            std::set<std::string_view> values;
            for (const syntax::Rule& rule : policy.rules)
                values.insert(rule.when.valid() ? compared(subject, tree, rule.when) : std::string_view{});
            if (values.size() == 1 && !values.begin()->empty())
                findings
                    .report(policy.name.span, "all {} rules of `{}` compare `{}`", policy.rules.size(), policy.name.text, *values.begin())
                    .with_help("a `table` shows its steps below each other, and its gaps");
        }
}

}  // namespace ordain::lint
