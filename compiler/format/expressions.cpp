// Where expressions, needs, effects and the events of tests may be broken.
#include "compiler/format/marks.hpp"

namespace ordain::format {

using grammar::Sym;
using syntax::Expr;
using syntax::ExprId;
using syntax::ExprKind;
using Under = Group::Under;

namespace {

/// Operators that share a precedence, and so the lines of a chain `a + b - c`. 0: no chain.
int chain_of(ExprKind kind) {
    switch (kind) {
        case ExprKind::or_: return 1;
        case ExprKind::and_: return 2;
        case ExprKind::add:
        case ExprKind::sub: return 3;
        case ExprKind::mul:
        case ExprKind::div: return 4;
        default: return 0;
    }
}

class Expressions {
public:
    explicit Expressions(Marks& marks) : m_(marks) {}

    void mark(ExprId id, bool inner) {
        const Expr& e = m_.tree[id];
        if (chain_of(e.kind) != 0) return chain(id, inner);
        switch (e.kind) {
            case ExprKind::if_: return condition(e, inner);
            case ExprKind::any:
            case ExprKind::every: return over_list(e, inner);
            case ExprKind::count:
            case ExprKind::sum:
            case ExprKind::min:
            case ExprKind::max: return call_over_list(e);
            case ExprKind::call: return list(e.args);
            case ExprKind::index: mark(e.a, true); return list(e.args);
            case ExprKind::in_set: mark(e.a, true); return list(e.args);
            case ExprKind::eq:
            case ExprKind::ne:
            case ExprKind::lt:
            case ExprKind::le:
            case ExprKind::gt:
            case ExprKind::ge: return comparison(e, inner);
            case ExprKind::include: mark(e.a, true); return mark_need(m_, e.need, true);
            default: return operands(e);
        }
    }

private:
    void operands(const Expr& e) {
        for (const ExprId id : {e.a, e.b, e.c}) {
            if (id.valid()) mark(id, true);
        }
    }
    /// The pieces of an expression within its parentheses.
    std::uint32_t group(const Expr& e, std::uint32_t from, std::uint32_t to, bool inner) {
        return m_.group(from, to, e.parenthesised ? Under::first : inner ? Under::step : Under::around);
    }

    /// a and b and c: a line for each, the operator first.
    void chain(ExprId id, bool inner) {
        const Expr& e = m_.tree[id];
        const int chain = chain_of(e.kind);
        std::vector<ExprId> operands;
        ExprId left = id;
        do {
            operands.push_back(m_.tree[left].b);
            left = m_.tree[left].a;
        } while (chain_of(m_.tree[left].kind) == chain && !m_.tree[left].parenthesised);
        const std::uint32_t g = group(e, m_.first(m_.span(left)), m_.last(m_.span(operands.front())), inner);
        mark(left, true);
        for (auto operand = operands.rbegin(); operand != operands.rend(); ++operand) {
            m_.breaks(m_.before(m_.span(*operand)), g);
            mark(*operand, true);
        }
    }
    void comparison(const Expr& e, bool inner) {
        const std::uint32_t g = group(e, m_.first(m_.span(e.a)), m_.last(m_.span(e.b)), inner);
        m_.breaks(m_.before(m_.span(e.b)), g);
        mark(e.a, true);
        mark(e.b, true);
    }
    void condition(const Expr& e, bool inner) {
        const ExprId end = e.c.valid() ? e.c : e.b;
        const std::uint32_t g = group(e, m_.before(m_.span(e.a)), m_.last(m_.span(end)), inner);
        mark(e.a, true);
        for (const ExprId branch : {e.b, e.c}) {
            if (!branch.valid()) continue;
            m_.breaks(m_.before(m_.span(branch)), g);
            mark(branch, true);
        }
    }
    /// any NAME in LIST where b
    void over_list(const Expr& e, bool inner) {
        const std::uint32_t g = group(e, m_.before(e.name.span), m_.last(m_.span(e.b)), inner);
        m_.breaks(m_.before(m_.span(e.b)), g);
        mark(e.b, true);
    }
    void call_over_list(const Expr& e) {
        if (!e.b.valid() && !e.c.valid()) return;
        const std::uint32_t from = m_.first(e.c.valid() ? m_.span(e.c) : e.name.span);
        const std::uint32_t to = m_.last(m_.span(e.b.valid() ? e.b : e.a));
        const std::uint32_t g = m_.group(from, to, Under::first);
        if (e.c.valid()) {
            m_.breaks(m_.before(e.name.span), g);
            mark(e.c, true);
        }
        if (e.b.valid()) {
            m_.breaks(m_.before(m_.span(e.b)), g);
            mark(e.b, true);
        }
    }
    /// Values between brackets.
    void list(const std::vector<ExprId>& values) {
        if (values.empty()) return;
        const std::uint32_t g = m_.filled(m_.first(m_.span(values.front())), m_.last(m_.span(values.back())));
        for (const ExprId value : values) {
            if (value != values.front()) m_.breaks_item(m_.first(m_.span(value)), g);
            mark(value, true);
        }
    }

    Marks& m_;
};

}  // namespace

void mark_expression(Marks& marks, ExprId id, bool inner) {
    if (id.valid()) Expressions(marks).mark(id, inner);
}

void mark_need(Marks& m, syntax::NeedId id, bool inner) {
    const syntax::Need& need = m.tree[id];
    mark_expression(m, need.scope, true);
    mark_expression(m, need.covering, true);
    if (need.children.size() < 2) {
        for (const auto child : need.children) mark_need(m, child, true);
        return;
    }
    const Span from = m.tree[need.children.front()].span;
    const Span to = m.tree[need.children.back()].span;
    const std::uint32_t g = m.group(m.first(from), m.last(to), inner ? Under::first : Under::step);
    for (const auto child : need.children) {
        const std::uint32_t begin = m.first(m.tree[child].span);
        if (child != need.children.front()) {
            // between commas the role stands first, else the connective
            if (m.piece(begin - 1).is(Sym::comma)) {
                m.breaks_item(begin, g);
            } else {
                m.breaks(begin - 1, g);
            }
        }
        mark_need(m, child, true);
    }
}

void mark_effect(Marks& m, const syntax::Effect& effect, std::uint32_t lines) {
    if (effect.kind == syntax::EffectKind::require) {
        const bool chain_last = effect.escalation.written() && m.last(effect.escalation.span) == m.last(effect.span);
        const bool own_line = lines != nowhere && chain_last;
        const std::uint32_t to = own_line ? m.before(effect.escalation.span) - 1 : m.last(effect.span);
        const std::uint32_t g = m.group(m.first(effect.span), to, Under::step);
        m.out.groups[g].filled = true;
        mark_need(m, effect.need);
        if (!effect.within.text.empty()) m.breaks(m.before(effect.within.span), g);
        if (effect.within_path.written()) m.breaks(m.before(effect.within_path.span), g);
        if (!effect.never.empty()) m.breaks(m.before(effect.never.front().span), g);
        if (effect.escalation.written()) m.breaks(m.before(effect.escalation.span), own_line ? lines : g);
    }
    mark_expression(m, effect.scope, true);
    mark_expression(m, effect.expr, true);
}

void mark_effects(Marks& m, const std::vector<syntax::Effect>& effects, bool lines) {
    if (effects.empty()) return;
    const std::uint32_t g = m.group(m.first(effects.front().span), m.last(effects.back().span), Under::first);
    m.out.groups[g].always = lines;
    for (const syntax::Effect& effect : effects) {
        if (&effect != &effects.front()) m.breaks(m.first(effect.span), g);
        mark_effect(m, effect, lines ? g : nowhere);
    }
}

namespace {

void mark_value(Marks& m, syntax::ValueId id) {
    const syntax::Value& value = m.tree[id];
    if (value.kind == syntax::Value::Kind::expr) return mark_expression(m, value.expr_id, true);
    if (value.items.empty()) return;
    const std::uint32_t g = m.group(m.first(value.span) + 1, m.last(value.span) - 1, Under::first);
    for (std::size_t i = 0; i < value.items.size(); ++i) {
        const bool named = value.kind == syntax::Value::Kind::record;
        const std::uint32_t begin = m.first(named ? value.names[i].span : m.tree[value.items[i]].span);
        if (i > 0) m.breaks(begin, g);
        mark_value(m, value.items[i]);
    }
}

}  // namespace

void mark_source(Marks& m, const syntax::GivenSource& source, std::uint32_t start, std::uint32_t indent) {
    const std::uint32_t close = m.last(source.span);
    if (!m.piece(close).is(Sym::rbrace)) return;
    const std::uint32_t open = m.brace(m.first(source.span));
    const bool one_line = m.on_one_line(start, open, close, indent);
    const std::uint32_t run = m.new_run();
    for (const syntax::Assign& assign : source.with) {
        const std::uint32_t begin = m.first(assign.span);
        if (!one_line) {
            m.line(begin, indent + indent_step);
            m.column(m.last(m.span(assign.target)) + 1, run);
        }
        mark_value(m, assign.value);
    }
    if (!one_line && !source.with.empty()) m.body(open, close, indent);
}

}  // namespace ordain::format
