// Arithmetic, comparison, logic, currency conversion.
#include "compiler/sema/exprs.hpp"
#include "compiler/sema/fold.hpp"
#include "runtime/base/arith.hpp"

namespace ordain::sema {

using syntax::ExprKind;
using typed::ExprId;
using typed::Op;

namespace {

std::string_view sign(ExprKind kind) {
    switch (kind) {
        case ExprKind::add: return "`+`";
        case ExprKind::sub: return "`-`";
        case ExprKind::mul: return "`*`";
        case ExprKind::div: return "`/`";
        default: return "";
    }
}

struct Comparison {
    ExprKind kind;
    Op op;
    std::string_view sign;
};
constexpr Comparison comparisons[] = {{ExprKind::eq, Op::eq, "`=`"},  {ExprKind::ne, Op::ne, "`!=`"}, {ExprKind::lt, Op::lt, "`<`"},
                                      {ExprKind::le, Op::le, "`<=`"}, {ExprKind::gt, Op::gt, "`>`"},  {ExprKind::ge, Op::ge, "`>=`"}};

std::string_view sign(Op op) {
    for (const Comparison& c : comparisons)
        if (c.op == op) return c.sign;
    return op == Op::add ? "`+`" : op == Op::sub ? "`-`" : op == Op::mul ? "`*`" : "`/`";
}

bool is_time_like(TypeKind k) {
    return k == TypeKind::date || k == TypeKind::timestamp || k == TypeKind::elapsed || k == TypeKind::business || k == TypeKind::time;
}

/// A help for `"30"` or `30 days` where a number is wanted; empty for anything else.
std::string bare_number(TypeKind kind, std::string text) {
    if (kind == TypeKind::text && text.size() > 2 && text.front() == '"')
        text = text.substr(1, text.size() - 2);
    else if (kind == TypeKind::elapsed)
        text = text.substr(0, text.find(' '));
    else
        return "";
    return text.find_first_not_of("0123456789") == text.npos ? fmt::format("write `{}`", text) : "";
}

}  // namespace

// --- one type for several values --------------------------------------------------------------------------------------

ExprId Exprs::widened(ExprId e) {
    const Type t = type(e);
    if (t.kind != TypeKind::integer) return e;
    const Span span = c_.program[e].span;
    if (t.optional) {
        const ExprId here = make(Op::is_present, scalar(TypeKind::boolean), span, e);
        const ExprId inner = make(Op::widen, scalar(TypeKind::decimal), span, make(Op::unwrap, t.required(), span, e));
        return make(Op::if_, scalar(TypeKind::decimal).opt(), span, here, inner);
    }
    if (c_.program[e].op == Op::constant) {
        typed::Value v;
        if (!mul(c_.program[e].value.number, decimal_scale, v.number)) {
            c_.diagnostics.report(DiagKind::number_too_large, span, "`{}` is too large for a decimal", text_of(e));
            return error();
        }
        return constant(scalar(TypeKind::decimal), v, span);
    }
    return make(Op::widen, scalar(TypeKind::decimal), span, e);
}

// A bare number above 1 beside a percentage was probably meant as points.
bool Exprs::looks_like_points(const std::vector<ExprId*>& values) {
    for (const ExprId* v : values) {
        const typed::Expr& e = c_.program[*v];
        if (e.op != Op::constant) continue;
        const std::int64_t one = e.type.kind == TypeKind::integer ? 1 : e.type.kind == TypeKind::decimal ? decimal_scale : INT64_MAX;
        if (e.value.number <= one && e.value.number >= -one) continue;
        c_.diagnostics.report(DiagKind::looks_like_points, e.span, "`{0}` against a percentage means {0} times the whole", text_of(*v))
            .with_help(fmt::format("write `{}%`", text_of(*v)));
        return true;
    }
    return false;
}

void Exprs::report_mismatch(ExprId a, ExprId b, std::string_view user) {
    const Type ta = type(a), tb = type(b);
    const Span span = join(c_.program[a].span, c_.program[b].span);
    const auto both = [&](TypeKind x, TypeKind y) { return (ta.kind == x && tb.kind == y) || (ta.kind == y && tb.kind == x); };
    const std::string x = c_.describe(ta.required()), y = c_.describe(tb.required());
    const auto report = [&](DiagKind kind, std::string message, std::string help) {
        c_.diagnostics.report(kind, span, std::move(message))
            .with_other(c_.program[a].span, x)
            .with_other(c_.program[b].span, y)
            .with_help(std::move(help));
    };
    if (ta.kind == TypeKind::money_any || tb.kind == TypeKind::money_any) {
        const ExprId any = ta.kind == TypeKind::money_any ? a : b;
        report(DiagKind::money_needs_conversion, fmt::format("`{}` carries its own currency and can't stand beside {}", text_of(any), user),
               fmt::format("convert it first: `{} in EUR at rate`", text_of(any)));
    } else if (both(TypeKind::money, TypeKind::money)) {
        report(DiagKind::currency_mismatch, fmt::format("{} joins {} and {}: currencies don't mix", user, x, y),
               fmt::format("convert one of them: `{} in {} at rate`", text_of(b), x.substr(x.size() - 3)));
    } else if (both(TypeKind::elapsed, TypeKind::business)) {
        report(DiagKind::durations_mixed, fmt::format("{} joins an elapsed and a business duration: they don't mix", user),
               "count both as one: write `4 hours`, or ask for `business hours between a and b`");
    } else if (both(TypeKind::date, TypeKind::timestamp)) {
        const ExprId stamp = ta.kind == TypeKind::timestamp ? a : b;
        report(DiagKind::type_mismatch, fmt::format("{} joins {} and {}", user, x, y), fmt::format("write `date({})`", text_of(stamp)));
    } else if (ta.kind == TypeKind::money || tb.kind == TypeKind::money) {
        const ExprId money = ta.kind == TypeKind::money ? a : b;
        const ExprId other = ta.kind == TypeKind::money ? b : a;
        const std::string of = c_.describe(type(money).required());
        const std::string unit = of.size() > 3 ? of.substr(of.size() - 3) : of;
        std::string help;
        if (type(other).kind == TypeKind::percent)
            help = fmt::format("a share of an amount is a product: `{} * …`", text_of(other));
        else if (c_.program[other].op == Op::constant && is_number(type(other).kind))
            help = fmt::format("write `{} {}`", text_of(other), unit);
        else if (c_.program[other].op == Op::field && type(money).kind == TypeKind::money && is_number(type(other).kind))
            help = fmt::format("if `{}` is an amount, declare it as `money {}`", text_of(other), unit);
        report(DiagKind::type_mismatch, fmt::format("{} joins {} and {}", user, x, y), std::move(help));
    } else if (both(TypeKind::enumerated, TypeKind::text)) {
        const bool first = ta.kind == TypeKind::enumerated;
        report(DiagKind::type_mismatch, fmt::format("{} joins {} and {}", user, x, y),
               c_.help_for_quoted({(first ? ta : tb).ref}, text_of(first ? b : a)));
    } else {
        const ExprId literal = c_.program[b].op == Op::constant ? b : a;
        const bool beside_number = c_.program[literal].op == Op::constant && is_number(type(literal == b ? a : b).kind);
        report(DiagKind::type_mismatch, fmt::format("{} joins {} and {}", user, x, y),
               beside_number ? bare_number(type(literal).kind, text_of(literal)) : "");
    }
}

Type Exprs::unify(const std::vector<ExprId*>& values, std::string_view user, bool optional_allowed) {
    bool good = true;
    for (const ExprId* v : values) good = good && ok(*v);
    if (!good) {
        for (const ExprId* v : values)
            if (!optional_allowed) static_cast<void>(present(*v));  // a mistake of its own
        return {};
    }
    bool numbers = true, wide = false, percent = false;
    for (ExprId* v : values) {
        const TypeKind k = type(*v).kind;
        numbers = numbers && is_number(k);
        wide = wide || k == TypeKind::decimal || k == TypeKind::percent;
        percent = percent || k == TypeKind::percent;
    }
    if (!numbers)
        for (ExprId* v : values) {
            if (type(*v).required() == type(*values[0]).required()) continue;
            report_mismatch(*values[0], *v, user);
            return {};
        }
    for (const ExprId* v : values) good = (optional_allowed || present(*v)) && good;
    if (!good) return {};
    if (numbers) {
        if (percent && looks_like_points(values)) return {};
        if (wide)
            for (ExprId* v : values) {
                *v = widened(*v);
                if (!ok(*v)) return {};
            }
        return scalar(percent ? TypeKind::percent : wide ? TypeKind::decimal : TypeKind::integer);
    }
    return type(*values[0]).required();
}

// --- arithmetic -------------------------------------------------------------------------------------------------------

ExprId Exprs::arithmetic(const syntax::Expr& e) {
    const ExprId a = value(e.a);
    const ExprId b = value(e.b);
    for (ExprId x : {a, b}) {
        const TypeKind k = type(x).kind;
        if (k == TypeKind::error) continue;
        if (is_number(k) || k == TypeKind::money || k == TypeKind::money_any || is_time_like(k)) continue;
        auto& d = c_.diagnostics.report(DiagKind::operand_type, c_.program[x].span, "{} needs numbers, but `{}` is {}", sign(e.kind),
                                        text_of(x), describe(x));
        if (k == TypeKind::list) d.with_help(fmt::format("say how its elements count: `sum(… for l in {})`", text_of(x)));
        return error();
    }
    const bool a_present = present(a);
    if (!present(b) || !a_present) return error();
    switch (e.kind) {
        case ExprKind::add: return sum_or_difference(Op::add, a, b, e.span);
        case ExprKind::sub: return sum_or_difference(Op::sub, a, b, e.span);
        case ExprKind::mul: return product(a, b, e.span);
        default: return quotient(a, b, e.span);
    }
}

ExprId Exprs::sum_or_difference(Op op, ExprId a, ExprId b, Span span) {
    if (is_time_like(type(a).kind) || is_time_like(type(b).kind)) return time_arithmetic(op, a, b, span);
    const Type t = unify({&a, &b}, sign(op));
    if (t.kind == TypeKind::error) return error();
    if (t.kind == TypeKind::money_any) {
        report_mismatch(a, b, sign(op));
        return error();
    }
    return make(op, t, span, a, b);
}

ExprId Exprs::time_arithmetic(Op op, ExprId a, ExprId b, Span span) {
    const Type ta = type(a), tb = type(b);
    const auto refuse = [&](std::string message, std::string help) {
        c_.diagnostics.report(DiagKind::operand_type, span, std::move(message)).with_help(std::move(help));
        return error();
    };
    if (ta.kind == TypeKind::elapsed && tb.kind == TypeKind::elapsed) return make(op, ta, span, a, b);
    if (ta.kind == TypeKind::timestamp && tb.kind == TypeKind::elapsed) return make(op, ta, span, a, b);
    if (ta.kind == TypeKind::timestamp && tb.kind == TypeKind::timestamp && op == Op::sub)
        return make(op, scalar(TypeKind::elapsed), span, a, b);
    if (ta.kind == TypeKind::date && tb.kind == TypeKind::elapsed) {
        const Folded days = fold(c_.program, b);
        if (days.state == Folded::State::value && days.value.number % ns_per_day == 0) return make(op, ta, span, a, b);
        c_.diagnostics.report(DiagKind::not_whole_days, c_.program[b].span, "only whole, constant days can be added to a date")
            .with_help("write for example `+ 3 days`");
        return error();
    }
    if (ta.kind == TypeKind::date && tb.kind == TypeKind::date && op == Op::sub)
        return refuse("dates are not subtracted", fmt::format("write `days between {} and {}`", text_of(b), text_of(a)));
    if ((ta.kind == TypeKind::date || ta.kind == TypeKind::timestamp) && is_number(tb.kind))
        return refuse(fmt::format("{} joins {} and a bare number", sign(op), describe(a)), fmt::format("write `{} days`", text_of(b)));
    if (ta.kind == TypeKind::elapsed && (tb.kind == TypeKind::date || tb.kind == TypeKind::timestamp) && op == Op::add)
        return refuse("a duration is added to a point in time, not the other way round",
                      fmt::format("write `{} + {}`", text_of(b), text_of(a)));
    if (ta.kind == TypeKind::business || tb.kind == TypeKind::business) {
        if (ta.kind == TypeKind::elapsed || tb.kind == TypeKind::elapsed) {
            report_mismatch(a, b, sign(op));
            return error();
        }
        return refuse("business durations can't be calculated with",
                      "they stand after `within` and `after`; `business days between a and b` counts them");
    }
    report_mismatch(a, b, sign(op));
    return error();
}

ExprId Exprs::product(ExprId a, ExprId b, Span span) {
    const TypeKind ka = type(a).kind, kb = type(b).kind;
    if (ka == TypeKind::integer && kb == TypeKind::integer) return make(Op::mul, type(a), span, a, b);
    if (is_number(ka) && is_number(kb)) return make(Op::mul, scalar(TypeKind::decimal), span, a, b);
    if (ka == TypeKind::money && is_number(kb)) return make(Op::mul, type(a), span, a, b);
    if (is_number(ka) && kb == TypeKind::money) return make(Op::mul, type(b), span, a, b);
    if (ka == TypeKind::money_any || kb == TypeKind::money_any) {
        report_mismatch(a, b, "`*`");
    } else {
        c_.diagnostics.report(DiagKind::operand_type, span, "{} and {} can't be multiplied", describe(a), describe(b))
            .with_help(ka == TypeKind::money && kb == TypeKind::money ? "an amount is multiplied by a number or a percentage" : "");
    }
    return error();
}

ExprId Exprs::quotient(ExprId a, ExprId b, Span span) {
    const Type ta = type(a), tb = type(b);
    const Type decimal = scalar(TypeKind::decimal);
    if (ta.kind == TypeKind::integer && tb.kind == TypeKind::integer) return make(Op::div, decimal, span, a, b);
    if (is_number(ta.kind) && is_number(tb.kind)) {
        a = widened(a);
        b = widened(b);
        return ok(a) && ok(b) ? make(Op::div, decimal, span, a, b) : error();
    }
    if (ta.kind == TypeKind::money && is_number(tb.kind)) return make(Op::div, ta, span, a, b);
    if (ta.kind == TypeKind::money && ta == tb) return make(Op::div, decimal, span, a, b);
    if ((ta.kind == TypeKind::money && tb.kind == TypeKind::money) || ta.kind == TypeKind::money_any || tb.kind == TypeKind::money_any) {
        report_mismatch(a, b, "`/`");
    } else {
        c_.diagnostics.report(DiagKind::operand_type, span, "{} can't be divided by {}", describe(a), describe(b));
    }
    return error();
}

// --- comparison -------------------------------------------------------------------------------------------------------

ExprId Exprs::compare(const syntax::Expr& e) {
    if (s_.purpose == Purpose::proof)
        if (const ExprId verdict = verdict_comparison(e); verdict.valid()) return verdict;
    if (compared_with_values(e)) return error();
    const auto [a, b] = pair(e.a, e.b);
    for (const Comparison& c : comparisons)
        if (c.kind == e.kind) return comparison(c.op, a, b, e.span);
    return error();
}

ExprId Exprs::comparison(Op op, ExprId a, ExprId b, Span span) {
    const bool equality = op == Op::eq || op == Op::ne;
    if (equality && ok(a) && ok(b) && type(a).optional && type(b).optional && !s_.blind) {
        const std::string x = text_of(a), y = text_of(b);
        c_.diagnostics.report(DiagKind::may_be_missing, span, "`{}` and `{}` may be missing", x, y)
            .with_help(fmt::format("`{}same({}, {})` compares them: both missing, or equal", op == Op::ne ? "not " : "", x, y));
        return error();
    }
    const Type t = unify({&a, &b}, sign(op));
    if (t.kind == TypeKind::error) return error();
    if (!is_scalar(t.kind) || t.kind == TypeKind::business) {
        if (t.kind == TypeKind::money_any) {
            report_mismatch(a, b, sign(op));
        } else {
            c_.diagnostics.report(DiagKind::operand_type, span, "{} can't be compared", c_.describe(t));
        }
        return error();
    }
    if (!equality && !is_ordered(t.kind)) {
        c_.diagnostics.report(DiagKind::no_order, span, "{} can be compared with `=` and `!=` only, not with {}", c_.describe(t), sign(op))
            .with_help(t.kind == TypeKind::boolean ? "join comparisons with `and`; they do not chain" : "");
        return error();
    }
    return make(op, scalar(TypeKind::boolean), span, a, b);
}

// --- and, or ----------------------------------------------------------------------------------------------------------

// A chain of one connective is read from its left end without recursion and joined as a balanced tree: `and` and `or` are
// associative, short-circuit included, and passes over the typed program stay shallow.
ExprId Exprs::logic(const syntax::Expr& e, syntax::ExprId id) {
    std::vector<syntax::ExprId> chain;
    syntax::ExprId at = id;
    while (at.valid() && (*s_.code)[at].kind == e.kind) {
        chain.push_back((*s_.code)[at].b);
        at = (*s_.code)[at].a;
    }
    chain.push_back(at);

    const bool conjunction = e.kind == ExprKind::and_;
    const std::string_view name = conjunction ? "`and`" : "`or`";
    Narrowing known(c_);
    std::vector<ExprId> parts;
    bool good = true;
    const bool blind = s_.blind;
    for (std::size_t i = chain.size(); i-- > 0;) {
        if (const std::size_t values = parts.empty() ? 0 : bare_values(chain, i, parts.back(), conjunction); values > 0) {
            good = false;
            s_.blind = true;
            i -= values - 1;
            continue;
        }
        const ExprId part = condition(chain[i], name);
        good = good && ok(part);
        s_.blind = s_.blind || !ok(part);
        parts.push_back(part);
        if (ok(part)) known.assume(part, conjunction, s_);
    }
    s_.blind = blind;
    if (!good) return error();
    while (parts.size() > 1) {
        std::vector<ExprId> joined;
        for (std::size_t i = 0; i < parts.size(); i += 2) {
            if (i + 1 == parts.size()) {
                joined.push_back(parts[i]);
                continue;
            }
            const Span span = parts.size() == 2 ? e.span : join(c_.program[parts[i]].span, c_.program[parts[i + 1]].span);
            joined.push_back(make(conjunction ? Op::and_ : Op::or_, scalar(TypeKind::boolean), span, parts[i], parts[i + 1]));
        }
        parts = std::move(joined);
    }
    return parts[0];
}

// --- currencies -------------------------------------------------------------------------------------------------------

ExprId Exprs::conversion(const syntax::Expr& e) {
    const ExprId a = required(e.a);
    ExprId rate = required(e.b);
    if (!ok(a) || !ok(rate)) return error();
    if (type(a).kind != TypeKind::money && type(a).kind != TypeKind::money_any) {
        c_.diagnostics.report(DiagKind::operand_type, c_.program[a].span, "only money is converted, but `{}` is {}", text_of(a),
                              describe(a));
        return error();
    }
    if (!is_number(type(rate).kind)) {
        c_.diagnostics.report(DiagKind::type_mismatch, c_.program[rate].span, "a rate is a decimal, but this is {}", describe(rate));
        return error();
    }
    rate = widened(rate);
    if (!ok(rate) || !is_currency(e.name.text)) return error();
    const Type target{TypeKind::money, 0, 0, currency_code(e.name.text)};
    return make(e.kind == ExprKind::convert_at ? Op::convert_at : Op::convert_per, target, e.span, a, rate);
}

}  // namespace ordain::sema
