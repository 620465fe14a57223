// Which lets are shown as percentages: those that a policy compares with percentages. A look at the tree alone.
#include "compiler/sema/policies.hpp"

namespace ordain::sema {

using syntax::ExprId;
using syntax::ExprKind;

namespace {

template <class Visit>
void walk(const syntax::Tree& tree, ExprId root, const Visit& visit) {
    std::vector<ExprId> open{root};
    while (!open.empty()) {
        const ExprId id = open.back();
        open.pop_back();
        if (!id.valid()) continue;
        const syntax::Expr& e = tree[id];
        visit(e);
        for (ExprId operand : {e.a, e.b, e.c}) open.push_back(operand);
        open.insert(open.end(), e.args.begin(), e.args.end());
    }
}

bool is_percent(const syntax::SignedLiteral& l) {
    return !l.is_name && l.literal.kind == syntax::LiteralKind::percent;
}

bool has_percent(const syntax::Cell& cell) {
    switch (cell.kind) {
        case syntax::CellKind::range:
        case syntax::CellKind::not_range: return is_percent(cell.range.low) || is_percent(cell.range.high);
        default: break;
    }
    for (const syntax::SignedLiteral& l : cell.values)
        if (is_percent(l)) return true;
    return false;
}

void compared(const syntax::Tree& tree, const syntax::Expr& e, std::set<std::string_view>& found) {
    const auto note = [&](ExprId value, std::initializer_list<ExprId> others) {
        const std::string_view word = single_word(tree, value);
        if (word.empty()) return;
        for (ExprId other : others)
            if (is_percent_literal(tree, other)) found.insert(word);
    };
    switch (e.kind) {
        case ExprKind::eq:
        case ExprKind::ne:
        case ExprKind::lt:
        case ExprKind::le:
        case ExprKind::gt:
        case ExprKind::ge:
            note(e.a, {e.b});
            note(e.b, {e.a});
            break;
        case ExprKind::in_range: note(e.a, {e.b, e.c}); break;
        case ExprKind::in_set:
            for (ExprId member : e.args) note(e.a, {member});
            break;
        default: break;
    }
}

}  // namespace

void collect_words(const syntax::Tree& tree, ExprId root, std::set<std::string_view>& words) {
    walk(tree, root, [&](const syntax::Expr& e) {
        if (e.kind == ExprKind::path && e.path.written()) words.insert(e.path.words[0].text);
    });
}

std::set<std::string_view> lets_with_percent(const syntax::Tree& tree, const syntax::Policy& policy) {
    std::set<std::string_view> found;
    if (policy.lets.empty()) return found;
    const auto look = [&](ExprId root) { walk(tree, root, [&](const syntax::Expr& e) { compared(tree, e, found); }); };
    look(policy.applies);
    look(policy.each_where);
    for (const syntax::Rule& r : policy.rules) {
        look(r.when);
        for (const syntax::Effect& e : r.effects) look(e.expr);
    }
    for (std::size_t i = 0; i < policy.columns.size(); ++i) {
        const std::string_view word = single_word(tree, policy.columns[i]);
        if (word.empty()) continue;
        for (const syntax::Row& row : policy.rows)
            if (i < row.cells.size() && has_percent(row.cells[i])) found.insert(word);
    }
    return found;
}

}  // namespace ordain::sema
