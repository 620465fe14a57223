// Expressions: the dispatch over what was written, and the making of typed nodes.
#include "compiler/sema/exprs.hpp"

namespace ordain::sema {

using syntax::ExprKind;
using typed::ExprId;
using typed::Op;

ExprState& expr_state(Checker& c) {
    if (!c.expr_state) c.expr_state = std::make_shared<ExprState>();
    return *c.expr_state;
}

ExprId Checker::check_expr(syntax::ExprId expr, Scope& scope) {
    return Exprs(*this, scope).value(expr);
}

void forget_exprs(Checker& c, std::size_t mark) {
    ExprState& st = expr_state(c);
    c.program.exprs.resize(mark);
    if (st.place_of.size() > mark) st.place_of.resize(mark);
    if (st.error.valid() && st.error.value >= mark) st.error = {};
}

std::string_view single_word(const syntax::Tree& tree, syntax::ExprId id) {
    if (!id.valid() || tree[id].kind != ExprKind::path || tree[id].path.words.size() != 1) return {};
    return tree[id].path.words[0].text;
}

bool is_percent_literal(const syntax::Tree& tree, syntax::ExprId id) {
    while (id.valid() && tree[id].kind == ExprKind::neg) id = tree[id].a;
    return id.valid() && tree[id].kind == ExprKind::literal && tree[id].literal.kind == syntax::LiteralKind::percent;
}

// --- typed nodes ----------------------------------------------------------------------------------------------------

ExprId Exprs::error() {
    if (!st_.error.valid()) st_.error = c_.add(typed::Expr{});
    return st_.error;
}

namespace {

// What is read, if it is a path; lets and parameters get their places where they are bound. Other values have none: they are not narrowed.
std::uint32_t place_for(ExprState& st, const typed::Expr& e) {
    const std::uint32_t of = e.a.valid() && e.a.value < st.place_of.size() ? st.place_of[e.a.value] : 0;
    switch (e.op) {
        case Op::unwrap:
        case Op::widen: return of;
        case Op::field:
        case Op::confidence:
            if (of == 0) return 0;
            break;
        case Op::root:
        case Op::envelope:
        case Op::var: break;
        default: return 0;
    }
    const auto [it, fresh] = st.places.try_emplace({e.op, e.index, of}, 0);
    if (fresh) it->second = st.new_place();
    return it->second;
}

bool reads_advice(const typed::Program& program, const typed::Expr& e) {
    const auto of = [&](ExprId id) { return id.valid() && program[id].reads_advice; };
    bool advice = of(e.a) || of(e.b) || of(e.c);
    for (ExprId arg : e.args) advice = advice || of(arg);
    if (e.op == Op::field) {
        const Type record = program[e.a].type;
        if (record.kind == TypeKind::record) advice = advice || program.records[record.ref].fields[e.index].advice;
    }
    return advice;
}

}  // namespace

ExprId Exprs::make(typed::Expr e) {
    if (c_.program.exprs.size() >= limits::typed_nodes) {
        if (!st_.full)
            c_.diagnostics
                .report(DiagKind::too_many_expressions, e.span, "the bundle has more than {} operators and values", limits::typed_nodes)
                .with_help("a `define` that uses another several times multiplies; a `let` is computed once");
        st_.full = true;
        return error();
    }
    e.reads_advice = e.reads_advice || reads_advice(c_.program, e);
    const std::uint32_t place = place_for(st_, e);
    const ExprId id = c_.add(std::move(e));
    st_.place_of.resize(c_.program.exprs.size());
    st_.place_of[id.value] = place;
    return id;
}

ExprId Exprs::make(Op op, Type type, Span span, ExprId a, ExprId b, ExprId d) {
    typed::Expr e;
    e.op = op;
    e.type = type;
    e.span = span;
    e.a = a;
    e.b = b;
    e.c = d;
    return make(std::move(e));
}

ExprId Exprs::constant(Type type, typed::Value value, Span span) {
    typed::Expr e;
    e.op = Op::constant;
    e.type = type.required();
    e.span = span;
    e.value = std::move(value);
    return make(std::move(e));
}

ExprId Exprs::truth(bool value, Span span) {
    return constant(scalar(TypeKind::boolean), {value ? 1 : 0, {}}, span);
}

ExprId Exprs::optional_form(ExprId e) const {
    return c_.program[e].op == Op::unwrap ? c_.program[e].a : e;
}

ExprId Exprs::read(ExprId e) {
    const Type t = type(e);
    if (!t.optional || t.kind == TypeKind::error) return e;
    const std::uint32_t place = e.value < st_.place_of.size() ? st_.place_of[e.value] : 0;
    if (place == 0 || st_.present[place] == 0) return e;
    return make(Op::unwrap, t.required(), c_.program[e].span, e);
}

// --- values ---------------------------------------------------------------------------------------------------------

ExprId Exprs::value(syntax::ExprId id, Type hint) {
    if (!id.valid() || st_.full) return error();
    const syntax::Expr& e = (*s_.code)[id];
    if (st_.depth >= limits::typed_depth) {
        c_.diagnostics
            .report(DiagKind::expression_too_deep, e.span, "operators stand more than {} deep in each other here", limits::typed_depth)
            .with_help("put parts of it into a `let`");
        return error();
    }
    ++st_.depth;
    const ExprId result = e.kind == ExprKind::and_ || e.kind == ExprKind::or_ ? logic(e, id) : checked(e, hint);
    --st_.depth;
    return result;
}

ExprId Exprs::checked(const syntax::Expr& e, Type hint) {
    switch (e.kind) {
        case ExprKind::literal: return literal(e);
        case ExprKind::path: return path(e.path, hint);
        case ExprKind::index: return read(index(e));
        case ExprKind::member: {
            const ExprId a = value(e.a);
            return ok(a) ? read(member(a, e.name)) : error();
        }
        case ExprKind::call: return call(e);
        case ExprKind::neg: return negation(e);
        case ExprKind::not_: return not_operator(e);
        case ExprKind::add:
        case ExprKind::sub:
        case ExprKind::mul:
        case ExprKind::div: return arithmetic(e);
        case ExprKind::eq:
        case ExprKind::ne:
        case ExprKind::lt:
        case ExprKind::le:
        case ExprKind::gt:
        case ExprKind::ge: return compare(e);
        case ExprKind::and_:
        case ExprKind::or_: return error();  // value() has sent them to logic()
        case ExprKind::if_: return conditional(e, hint);
        case ExprKind::if_missing: return if_missing(e, hint);
        case ExprKind::convert_at:
        case ExprKind::convert_per: return conversion(e);
        case ExprKind::in_set: return in_set(e);
        case ExprKind::in_range: return in_range(e);
        case ExprKind::in_list: return in_list(e);
        case ExprKind::is_present:
        case ExprKind::is_missing:
        case ExprKind::is_unknown: return presence(e);
        case ExprKind::starts_with:
        case ExprKind::ends_with:
        case ExprKind::contains: return text_test(e);
        case ExprKind::include: return include(e);
        case ExprKind::any:
        case ExprKind::every:
        case ExprKind::count:
        case ExprKind::sum:
        case ExprKind::min:
        case ExprKind::max: return loop(e);
        case ExprKind::days_between:
        case ExprKind::business_days_between:
        case ExprKind::business_hours_between: return between(e);
    }
    return error();
}

ExprId Exprs::required(syntax::ExprId id, Type hint) {
    const ExprId e = value(id, hint);
    return present(e) ? e : error();
}

ExprId Exprs::condition(syntax::ExprId id, std::string_view user) {
    const ExprId e = value(id);
    if (!ok(e)) return error();
    if (type(e).kind != TypeKind::boolean) {
        c_.diagnostics.report(DiagKind::not_a_condition, c_.program[e].span, "{} needs a condition, but this is {}", user, describe(e))
            .with_label("expected bool");
        return error();
    }
    return present(e) ? e : error();
}

bool Exprs::present(ExprId e) {
    const Type t = type(e);
    if (t.kind == TypeKind::error) return false;
    if (!t.optional) return true;
    if (s_.blind) return false;
    const std::string text = text_of(e);
    c_.diagnostics.report(DiagKind::may_be_missing, c_.program[e].span, "`{}` may be missing", text)
        .with_label(c_.describe(t))
        .with_help(fmt::format("say what then: `{0} is present and …`, or give a value: `{0} if missing …`", text));
    return false;
}

ExprId Exprs::literal(const syntax::Expr& e) {
    const auto constant_value = c_.literal(e.literal);
    return constant_value ? constant(constant_value->type, constant_value->value, e.span) : error();
}

ExprId Exprs::negation(const syntax::Expr& e) {
    const syntax::Expr& operand = (*s_.code)[e.a];
    if (operand.kind == ExprKind::literal) {
        const auto k = operand.literal.kind;
        if (k == syntax::LiteralKind::integer || k == syntax::LiteralKind::decimal || k == syntax::LiteralKind::percent ||
            k == syntax::LiteralKind::money) {
            const auto negative = c_.literal(operand.literal, true);
            return negative ? constant(negative->type, negative->value, e.span) : error();
        }
    }
    const ExprId a = required(e.a);
    if (!ok(a)) return error();
    const TypeKind k = type(a).kind;
    if (!is_number(k) && k != TypeKind::money && k != TypeKind::elapsed) {
        c_.diagnostics.report(DiagKind::operand_type, c_.program[a].span, "`-` needs a number, but this is {}", describe(a));
        return error();
    }
    return make(Op::neg, type(a), e.span, a);
}

ExprId Exprs::not_operator(const syntax::Expr& e) {
    const ExprId a = condition(e.a, "`not`");
    return ok(a) ? make(Op::not_, scalar(TypeKind::boolean), e.span, a) : error();
}

// --- conversion -----------------------------------------------------------------------------------------------------

ExprId Exprs::coerce(ExprId e, Type want) {
    const Type have = type(e);
    if (have.kind == TypeKind::error || want.kind == TypeKind::error) return error();
    const bool missing_matters = have.optional && !want.optional;
    if (have.required() == want.required()) return missing_matters && !present(e) ? error() : e;
    if (is_number(have.kind) && (want.kind == TypeKind::decimal || want.kind == TypeKind::percent)) {
        if (missing_matters && !present(e)) return error();
        ExprId probe = e;
        if (want.kind == TypeKind::percent && looks_like_points({&probe})) return error();
        return have.kind == TypeKind::integer ? widened(e) : e;
    }
    const Span span = c_.program[e].span;
    if (have.kind == TypeKind::list && want.kind == TypeKind::list) {  // a parameter's list has no `max`
        const typed::ListType& h = c_.program.lists[have.ref];
        const typed::ListType& w = c_.program.lists[want.ref];
        if (h.element == w.element && (w.max == 0 || h.max <= w.max) && (w.key_field < 0 || w.key_field == h.key_field))
            return missing_matters && !present(e) ? error() : e;
    }
    if (have.kind == TypeKind::money && want.kind == TypeKind::money) {
        c_.diagnostics
            .report(DiagKind::currency_mismatch, span, "expected {}, but this is {}", c_.describe(want.required()),
                    c_.describe(have.required()))
            .with_help("convert it: `… in EUR at rate`");
        return error();
    }
    if (have.kind == TypeKind::money_any) {
        c_.diagnostics
            .report(DiagKind::money_needs_conversion, span, "`{}` carries its own currency, but {} is wanted", text_of(e),
                    c_.describe(want.required()))
            .with_help("convert it first: `x in EUR at rate`");
        return error();
    }
    auto& report = c_.diagnostics.report(DiagKind::type_mismatch, span, "expected {}, but this is {}", c_.describe(want.required()),
                                         c_.describe(have.required()));
    if (want.kind == TypeKind::money && is_number(have.kind) && c_.program[e].op == Op::constant) {
        const std::string currency = c_.describe(want.required());
        report.with_help(fmt::format("write `{} {}`", text_of(e), currency.substr(currency.size() - 3)));
    }
    return error();
}

}  // namespace ordain::sema
