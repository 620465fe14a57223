// Actions of expressions and needs: finished operands wait on the builder's stacks, what they belong to in a frame.
#pragma once

#include "compiler/syntax/actions.hpp"

namespace ordain::syntax {

template <>
struct action<g::frame_here> {
    template <typename Input>
    static void apply(const Input& in, Builder& b) {
        b.push_frame(here(in, b));
    }
};
/// A frame that begins with the token that was matched last.
struct open_frame {
    static void apply0(Builder& b) { b.push_frame(b.last().begin); }
};

// --- primaries ------------------------------------------------------------------------------------------------------------
template <>
struct action<g::literal_expr> {
    static void apply0(Builder& b) {
        Expr e;
        e.kind = ExprKind::literal;
        e.literal = b.literal();
        e.span = e.literal.span;
        b.push(std::move(e));
    }
};
template <>
struct action<g::path_expr> {
    static void apply0(Builder& b) { b.push_path(b.path()); }
};

template <>
struct action<g::paren_open> : open_frame {};
template <>
struct action<g::paren> {
    static void apply0(Builder& b) { b.mark_parenthesised(b.pop_frame().begin); }
};

template <>
struct action<g::element_name> {
    static void apply0(Builder& b) { b.frame().element = b.name(); }
};
template <>
struct action<g::element_list> {
    static void apply0(Builder& b) { b.frame().list = b.path(); }
};

/// any, every, count, sum, min, max: over the elements of a list.
inline void over_list(Builder& b, ExprKind kind) {
    Frame f = b.pop_frame();
    const auto operands = b.pop_from(f.exprs);
    b.push_path(std::move(f.list));
    Expr e;
    e.kind = kind;
    e.a = b.pop();
    e.name = f.element;
    std::size_t next = 0;
    if (f.comprehension) e.c = operands[next++];
    if (next < operands.size()) e.b = operands[next];
    e.span = b.span_from(f.begin);
    b.push(std::move(e));
}
template <>
struct action<g::count_expr> {
    static void apply0(Builder& b) { over_list(b, ExprKind::count); }
};
template <>
struct action<g::any_expr> {
    static void apply0(Builder& b) { over_list(b, ExprKind::any); }
};
template <>
struct action<g::every_expr> {
    static void apply0(Builder& b) { over_list(b, ExprKind::every); }
};

inline void between(Builder& b, ExprKind kind) {
    const Frame f = b.pop_frame();
    b.binary(kind);
    b.tree.exprs.back().span = b.span_from(f.begin);
}
template <>
struct action<g::days_between> {
    static void apply0(Builder& b) { between(b, ExprKind::days_between); }
};
template <>
struct action<g::business_days_between> {
    static void apply0(Builder& b) { between(b, ExprKind::business_days_between); }
};
template <>
struct action<g::business_hours_between> {
    static void apply0(Builder& b) { between(b, ExprKind::business_hours_between); }
};

template <>
struct action<g::call_name> {
    static void apply0(Builder& b) {
        b.push_frame(b.last().begin);
        b.frame().name = b.name();
    }
};
template <>
struct action<g::comprehension> {
    static void apply0(Builder& b) { b.frame().comprehension = true; }
};
template <>
struct action<g::call> {
    static void apply0(Builder& b) {
        const Name name = b.frame().name;
        if (b.frame().comprehension) {
            const bool known = name.text == "sum" || name.text == "min" || name.text == "max";
            if (!known) b.remark_at(name.span, "only `sum`, `min` and `max` go over a list with `for`");
            return over_list(b, name.text == "min" ? ExprKind::min : name.text == "max" ? ExprKind::max : ExprKind::sum);
        }
        const Frame f = b.pop_frame();
        Expr e;
        e.kind = ExprKind::call;
        e.name = name;
        e.args = b.pop_from(f.exprs);
        e.span = b.span_from(f.begin);
        b.push(std::move(e));
    }
};

template <>
struct action<g::index_open> : open_frame {};
template <>
struct action<g::index> {
    static void apply0(Builder& b) {
        const Frame f = b.pop_frame();
        Expr e;
        e.kind = ExprKind::index;
        e.args = b.pop_from(f.exprs);
        e.a = b.pop();
        e.span = b.span_from(b.tree[e.a].span.begin);
        b.push(std::move(e));
    }
};
template <>
struct action<g::member> {
    static void apply0(Builder& b) {
        b.suffix(ExprKind::member);
        b.tree.exprs.back().name = b.name();
    }
};

// --- operators ----------------------------------------------------------------------------------------------------------------
/// An operator before its operand, whose frame it opened.
inline void prefix(Builder& b, ExprKind kind) {
    const Frame f = b.pop_frame();
    b.suffix(kind);
    b.tree.exprs.back().span = b.span_from(f.begin);
}
template <>
struct action<g::neg_open> : open_frame {};
template <>
struct action<g::negation> {
    static void apply0(Builder& b) { prefix(b, ExprKind::neg); }
};
template <>
struct action<g::neg_primary> {
    static void apply0(Builder& b) { prefix(b, ExprKind::neg); }
};
template <>
struct action<g::not_open> : open_frame {};
template <>
struct action<g::not_expr> {
    static void apply0(Builder& b) { prefix(b, ExprKind::not_); }
};

template <ExprKind K>
struct binary {
    static void apply0(Builder& b) { b.binary(K); }
};
template <>
struct action<g::if_missing> : binary<ExprKind::if_missing> {};
template <>
struct action<g::and_tail> : binary<ExprKind::and_> {};
template <>
struct action<g::or_tail> : binary<ExprKind::or_> {};
template <>
struct action<g::starts_tail> : binary<ExprKind::starts_with> {};
template <>
struct action<g::ends_tail> : binary<ExprKind::ends_with> {};
template <>
struct action<g::contains_tail> : binary<ExprKind::contains> {};

constexpr ExprKind kind_of(g::Sym s) {
    switch (s) {
        case g::Sym::plus: return ExprKind::add;
        case g::Sym::minus: return ExprKind::sub;
        case g::Sym::star: return ExprKind::mul;
        case g::Sym::slash: return ExprKind::div;
        case g::Sym::ne: return ExprKind::ne;
        case g::Sym::lt: return ExprKind::lt;
        case g::Sym::le: return ExprKind::le;
        case g::Sym::gt: return ExprKind::gt;
        case g::Sym::ge: return ExprKind::ge;
        default: return ExprKind::eq;
    }
}
template <g::Sym S, typename Operand>
struct action<g::operator_tail<S, Operand>> : binary<kind_of(S)> {};
template <g::Sym S>
struct action<g::comparison<S>> : binary<kind_of(S)> {};

template <>
struct action<g::convert_currency> {
    static void apply0(Builder& b) {
        b.push_frame(b.last().begin);
        b.frame().name = b.name();
    }
};
inline void convert(Builder& b, ExprKind kind) {
    const Frame f = b.pop_frame();
    b.binary(kind);
    b.tree.exprs.back().name = f.name;
}
template <>
struct action<g::convert_at> {
    static void apply0(Builder& b) { convert(b, ExprKind::convert_at); }
};
template <>
struct action<g::convert_per> {
    static void apply0(Builder& b) { convert(b, ExprKind::convert_per); }
};

// x in …
template <>
struct action<g::in_bracket> : open_frame {};
template <>
struct action<g::in_paren> {
    static void apply0(Builder& b) {
        b.push_frame(b.last().begin);
        b.frame().low_open = true;
    }
};
template <>
struct action<g::in_close_paren> {
    static void apply0(Builder& b) { b.frame().high_open = true; }
};
inline void in_range(Builder& b, const Frame& f) {
    Expr e;
    e.kind = ExprKind::in_range;
    e.low_open = f.low_open;
    e.high_open = f.high_open;
    e.c = b.pop();
    e.b = b.pop();
    e.a = b.pop();
    e.span = b.span_from(b.tree[e.a].span.begin);
    b.push(std::move(e));
}
template <>
struct action<g::in_bracket_range> {
    static void apply0(Builder& b) { in_range(b, b.pop_frame()); }
};
template <>
struct action<g::in_range_tail> {
    static void apply0(Builder& b) { in_range(b, b.pop_frame()); }
};
template <>
struct action<g::in_plain_range> {
    static void apply0(Builder& b) { in_range(b, {}); }
};
template <>
struct action<g::in_values_tail> {
    static void apply0(Builder& b) {
        const Frame f = b.pop_frame();
        Expr e;
        e.kind = ExprKind::in_set;
        e.args = b.pop_from(f.exprs);
        e.a = b.pop();
        e.span = b.span_from(b.tree[e.a].span.begin);
        b.push(std::move(e));
    }
};
template <>
struct action<g::in_list> {
    static void apply0(Builder& b) {
        const Expr& list = b.top();
        const bool path = list.kind == ExprKind::path || list.kind == ExprKind::index || list.kind == ExprKind::member;
        if (!path) b.remark_at(list.span, "`in` wants a list, a range `a..b`, or values in parentheses", "write `x in (a, b)` or `x = a`");
        b.binary(ExprKind::in_list);
    }
};

template <ExprKind K>
struct suffix {
    static void apply0(Builder& b) { b.suffix(K); }
};
template <>
struct action<g::is_present> : suffix<ExprKind::is_present> {};
template <>
struct action<g::is_missing> : suffix<ExprKind::is_missing> {};
template <>
struct action<g::is_unknown> : suffix<ExprKind::is_unknown> {};
template <>
struct action<g::include_tail> {
    static void apply0(Builder& b) {
        b.suffix(ExprKind::include);
        b.tree.exprs.back().need = b.pop_need();
    }
};

template <>
struct action<g::if_open> : open_frame {};
template <>
struct action<g::if_expr> {
    static void apply0(Builder& b) {
        const Frame f = b.pop_frame();
        const auto parts = b.pop_from(f.exprs);
        Expr e;
        e.kind = ExprKind::if_;
        e.a = parts[0];
        e.b = parts[1];
        if (parts.size() > 2) e.c = parts[2];
        e.span = b.span_from(f.begin);
        b.push(std::move(e));
    }
};

// --- needs ----------------------------------------------------------------------------------------------------------------------
template <>
struct action<g::need_count> {
    static void apply0(Builder& b) {
        b.pending_count = b.number();
        b.pending_begin = b.offset(b.last().begin);
        if (b.pending_count == 0 || b.pending_count == UINT32_MAX) b.remark(b.last(), "a number of people is 1 or more");
    }
};
template <>
struct action<g::need_name> {
    static void apply0(Builder& b) {
        b.push_frame(b.last().begin);
        Frame& f = b.frame();
        f.name = b.name();
        if (b.pending_count != 0) f.count = b.pending_count, f.begin = b.pending_begin;
        b.pending_count = 0;
    }
};
template <>
struct action<g::need_scope> {
    static void apply0(Builder& b) { b.frame().scope = b.pop(); }
};
template <>
struct action<g::need_covering> {
    static void apply0(Builder& b) { b.frame().covering = b.pop(); }
};
template <>
struct action<g::need_role> {
    static void apply0(Builder& b) {
        const Frame f = b.pop_frame();
        Need need;
        need.kind = NeedKind::role;
        need.count = f.count;
        need.name = f.name;
        need.scope = f.scope;
        need.covering = f.covering;
        need.span = b.span_from(f.begin);
        b.push_need(std::move(need));
    }
};
template <>
struct action<g::any_of_count> {
    static void apply0(Builder& b) {
        b.frame().count = b.number();
        if (b.frame().count == 0 || b.frame().count == UINT32_MAX) b.remark(b.last(), "a number of roles is 1 or more");
    }
};
inline void need_of(Builder& b, NeedKind kind) {
    const Frame f = b.pop_frame();
    Need need;
    need.kind = kind;
    need.count = f.count;
    need.children = b.pop_needs(f.needs);
    need.span = b.span_from(f.begin);
    b.push_need(std::move(need));
}
template <>
struct action<g::any_of> {
    static void apply0(Builder& b) { need_of(b, NeedKind::any_of); }
};
template <>
struct action<g::need_paren_open> : open_frame {};
template <>
struct action<g::need_paren> {
    static void apply0(Builder& b) { b.top_need().span = b.span_from(b.pop_frame().begin); }
};

template <>
struct action<g::need_begin> {
    template <typename Input>
    static void apply(const Input& in, Builder& b) {
        b.push_frame(here(in, b));
    }
};
template <>
struct action<g::need_chain<g::Keyword::and_>> {
    static void apply0(Builder& b) { b.frame().need = NeedKind::all; }
};
template <>
struct action<g::need_chain<g::Keyword::or_>> {
    static void apply0(Builder& b) { b.frame().need = NeedKind::any_of; }
};
template <>
struct action<g::need_chain<g::Keyword::then>> {
    static void apply0(Builder& b) { b.frame().need = NeedKind::then; }
};
template <>
struct action<g::need_end> {
    static void apply0(Builder& b) {
        const NeedId last = b.pop_need();
        const bool alone = b.need_count() == b.frame().needs;
        b.push_need(last);
        if (alone) {
            (void)b.pop_frame();
        } else {
            need_of(b, b.frame().need);
        }
    }
};

}  // namespace ordain::syntax
