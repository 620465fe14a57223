// `if`, `if missing`, functions, `define`s, days and hours between.
#include "compiler/sema/exprs.hpp"
#include "compiler/sema/function_habits.hpp"

namespace ordain::sema {

using syntax::ExprKind;
using typed::ExprId;
using typed::Op;

// --- choices ----------------------------------------------------------------------------------------------------------

ExprId Exprs::conditional(const syntax::Expr& e, Type hint) {
    const ExprId when = condition(e.a, "`if`");
    ExprId then, otherwise;
    const Blindness blindness(s_, !ok(when));
    const auto branch = [&](syntax::ExprId id, bool taken, Type wanted) {
        Narrowing known(c_);
        if (ok(when)) known.assume(when, taken, s_);
        return value(id, wanted);
    };
    if (!e.c.valid() || hint.kind == TypeKind::enumerated) {
        then = branch(e.b, true, hint);
        if (e.c.valid()) otherwise = branch(e.c, false, hint);
    } else {  // one branch may say what the other's name means
        const bool turned = wants_hint(e.b) && !wants_hint(e.c);
        ExprId& first = turned ? otherwise : then;
        ExprId& second = turned ? then : otherwise;
        first = branch(turned ? e.c : e.b, !turned, hint);
        if (!ok(first) && wants_hint(turned ? e.b : e.c)) return error();
        second = branch(turned ? e.b : e.c, turned, ok(first) ? type(first) : hint);
    }
    if (!ok(when) || !ok(then) || (otherwise.valid() && !ok(otherwise))) return error();
    std::vector<ExprId*> branches{&then};
    if (otherwise.valid()) branches.push_back(&otherwise);
    const Type t = unify(branches, "`if`", true);
    if (t.kind == TypeKind::error) return error();
    if (!is_scalar(t.kind)) {
        c_.diagnostics.report(DiagKind::operand_type, e.span, "`if` can't choose between values of type {}", c_.describe(t));
        return error();
    }
    const bool optional = !otherwise.valid() || type(then).optional || type(otherwise).optional;
    return make(Op::if_, optional ? t.opt() : t, e.span, when, then, otherwise);
}

ExprId Exprs::if_missing(const syntax::Expr& e, Type hint) {
    const ExprId read_value = value(e.a, hint);
    if (!ok(read_value)) return error();
    ExprId a = optional_form(read_value);
    ExprId b = value(e.b, type(a).required());
    if (!ok(b)) return error();
    const Type t = unify({&a, &b}, "`if missing`", true);
    if (t.kind == TypeKind::error) return error();
    if (!is_scalar(t.kind)) {
        c_.diagnostics.report(DiagKind::operand_type, e.span, "`if missing` can't choose between values of type {}", c_.describe(t));
        return error();
    }
    if (!type(a).optional) return a;
    if (!type(b).optional) return make(Op::if_missing, t, e.span, a, b);
    const ExprId here = make(Op::is_present, scalar(TypeKind::boolean), e.span, a);
    return make(Op::if_, t.opt(), e.span, here, a, b);
}

// --- functions --------------------------------------------------------------------------------------------------------

namespace {
constexpr std::string_view functions[] = {"min", "max", "abs", "round", "date", "time", "weekday", "same", "count", "sum"};
}

ExprId Exprs::call(const syntax::Expr& e) {
    const std::string_view name = e.name.text;
    const auto wants = [&](std::size_t n) {
        if (e.args.size() == n) return true;
        c_.diagnostics.report(DiagKind::wrong_argument_count, e.span, "`{}` takes {} value{}, but {} {} given", name, n, n == 1 ? "" : "s",
                              e.args.size(), e.args.size() == 1 ? "is" : "are");
        return false;
    };
    if (name == "min" || name == "max") return e.args.size() > 1 || wants(2) ? call_min_max(e) : error();
    if (name == "round") return wants(2) ? call_round(e) : error();
    if (name == "same") return wants(2) ? call_same(e) : error();
    if (name == "date") return wants(1) ? call_calendar(e, Op::date_of, TypeKind::timestamp, scalar(TypeKind::date)) : error();
    if (name == "time") return wants(1) ? call_calendar(e, Op::time_of, TypeKind::timestamp, scalar(TypeKind::time)) : error();
    if (name == "weekday")
        return wants(1) ? call_calendar(e, Op::weekday, TypeKind::date, {TypeKind::enumerated, 0, 0, enum_weekday}) : error();
    if (name == "abs") {
        if (!wants(1)) return error();
        const ExprId a = required(e.args[0]);
        if (!ok(a)) return error();
        const TypeKind k = type(a).kind;
        if (is_number(k) || k == TypeKind::money || k == TypeKind::elapsed) return make(Op::abs, type(a), e.span, a);
        c_.diagnostics.report(DiagKind::operand_type, c_.program[a].span, "`abs` needs a number, but `{}` is {}", text_of(a), describe(a));
        return error();
    }
    if (c_.find(SymbolKind::define, name, s_.tree)) {
        const Symbol* define = c_.resolve(SymbolKind::define, e.name, s_.tree);  // reports one that two modules declare
        return define ? call_define(e, *define) : error();
    }
    std::vector<std::string_view> candidates = c_.names(SymbolKind::define, s_.tree);
    candidates.insert(candidates.end(), std::begin(functions), std::end(functions));
    auto& d = c_.diagnostics.report(DiagKind::unknown_function, e.name.span, "unknown function `{}`", name);
    if (name == "sum" || name == "count")
        d.with_help(fmt::format("`{}` goes over a list: `{}`", name,
                                name == "sum" ? "sum(l.price for l in order.lines)" : "count(l in order.lines)"));
    else if (const std::string_view habit = help_for_function(name); !habit.empty())
        d.with_help(habit);
    else
        d.with_help(did_you_mean(name, candidates));
    if (c_.find(SymbolKind::data, name, s_.tree)) d.with_help(fmt::format("look-ups are written `{}[…]`", name));
    return error();
}

ExprId Exprs::call_min_max(const syntax::Expr& e) {
    std::vector<ExprId> values;
    for (syntax::ExprId arg : e.args) values.push_back(value(arg));
    std::vector<ExprId*> all;
    for (ExprId& v : values) all.push_back(&v);
    const std::string name = fmt::format("`{}`", e.name.text);
    const Type t = unify(all, name);
    if (t.kind == TypeKind::error) return error();
    if (!has_extremes(t.kind)) {
        c_.diagnostics.report(DiagKind::no_order, e.span, "{} has no {}", c_.describe(t), name);
        return error();
    }
    ExprId result = values[0];
    for (std::size_t i = 1; i < values.size(); ++i) result = make(e.name.text == "min" ? Op::min2 : Op::max2, t, e.span, result, values[i]);
    return result;
}

ExprId Exprs::call_round(const syntax::Expr& e) {
    const ExprId a = required(e.args[0]);
    if (!ok(a)) return error();
    const TypeKind k = type(a).kind;
    if (!is_number(k) && k != TypeKind::money) {
        c_.diagnostics.report(DiagKind::operand_type, c_.program[a].span, "`round` needs a number, but `{}` is {}", text_of(a),
                              describe(a));
        return error();
    }
    const syntax::Expr& digits = (*s_.code)[e.args[1]];
    if (digits.kind != ExprKind::literal || digits.literal.kind != syntax::LiteralKind::integer) {
        c_.diagnostics.report(DiagKind::bad_digits, digits.span, "the digits of `round` are written as a number, 0 to {}",
                              k == TypeKind::money ? 4 : 6);
        return error();
    }
    const auto n = c_.literal(digits.literal);
    if (!n) return error();
    if (n->value.number > (k == TypeKind::money ? 4 : 6)) {
        c_.diagnostics.report(DiagKind::bad_digits, digits.span, "{0} has {1} digits, so `round` takes 0 to {1}", describe(a),
                              k == TypeKind::money ? 4 : 6);
        return error();
    }
    typed::Expr r;
    r.op = Op::round;
    r.type = type(a);
    r.span = e.span;
    r.a = a;
    r.index = static_cast<std::uint32_t>(n->value.number);
    return make(std::move(r));
}

ExprId Exprs::call_same(const syntax::Expr& e) {
    auto [x, y] = pair(e.args[0], e.args[1]);
    if (!ok(x) || !ok(y)) return error();
    ExprId a = optional_form(x), b = optional_form(y);
    const Type t = unify({&a, &b}, "`same`", true);
    if (t.kind == TypeKind::error) return error();
    if ((!is_scalar(t.kind) && t.kind != TypeKind::money_any) || t.kind == TypeKind::business) {
        c_.diagnostics.report(DiagKind::operand_type, e.span, "{} can't be compared", c_.describe(t));
        return error();
    }
    return make(Op::same, scalar(TypeKind::boolean), e.span, a, b);
}

ExprId Exprs::call_calendar(const syntax::Expr& e, Op op, TypeKind operand, Type result) {
    const ExprId a = required(e.args[0]);
    if (!ok(a)) return error();
    if (type(a).kind != operand) {
        auto& d = c_.diagnostics.report(DiagKind::operand_type, c_.program[a].span, "`{}` needs a {}, but `{}` is {}", e.name.text,
                                        c_.describe(scalar(operand)), text_of(a), describe(a));
        if (operand == TypeKind::date && type(a).kind == TypeKind::timestamp)
            d.with_help(fmt::format("write `{}(date({}))`", e.name.text, text_of(a)));
        return error();
    }
    typed::Expr r;
    r.op = op;
    r.type = result;
    r.span = e.span;
    r.a = a;
    r.calendar = s_.calendar;
    return make(std::move(r));
}

// --- between ----------------------------------------------------------------------------------------------------------

bool Exprs::needs_calendar(Span span, std::string_view what) {
    if (s_.calendar.valid() || s_.purpose == Purpose::definition) return true;
    c_.diagnostics.report(DiagKind::no_calendar, span, "{} need a calendar, and there is none here", what)
        .with_help("name one in the policy, `calendar head_office`, or in the bundle");
    return false;
}

ExprId Exprs::as_date(ExprId e, Span span) {
    if (type(e).kind != TypeKind::timestamp) return e;
    typed::Expr r;
    r.op = Op::date_of;
    r.type = scalar(TypeKind::date);
    r.span = span;
    r.a = e;
    r.calendar = s_.calendar;
    return make(std::move(r));
}

ExprId Exprs::between(const syntax::Expr& e) {
    const bool hours = e.kind == ExprKind::business_hours_between;
    const bool business = e.kind != ExprKind::days_between;
    ExprId a = required(e.a);
    ExprId b = required(e.b);
    bool good = ok(a) && ok(b);
    for (ExprId* x : {&a, &b}) {
        if (!ok(*x)) continue;
        const TypeKind k = type(*x).kind;
        if (k == TypeKind::timestamp && !hours) {
            *x = as_date(*x, c_.program[*x].span);
        } else if (k != (hours ? TypeKind::timestamp : TypeKind::date)) {
            c_.diagnostics.report(DiagKind::operand_type, c_.program[*x].span, "`{} between` needs {}, but `{}` is {}",
                                  hours      ? "business hours"
                                  : business ? "business days"
                                             : "days",
                                  hours ? "timestamps" : "dates", text_of(*x), describe(*x));
            good = false;
        }
    }
    if (business) good = needs_calendar(e.span, hours ? "business hours" : "business days") && good;
    if (!good || !ok(a) || !ok(b)) return error();
    typed::Expr r;
    r.op = hours ? Op::business_hours_between : business ? Op::business_days_between : Op::days_between;
    r.type = scalar(hours ? TypeKind::decimal : TypeKind::integer);
    r.span = e.span;
    r.a = a;
    r.b = b;
    if (business) r.calendar = s_.calendar;
    return make(std::move(r));
}

// --- defines ----------------------------------------------------------------------------------------------------------

// The body is checked anew with each parameter standing for its argument: every use has its own types, presence and calendar.
ExprId Exprs::call_define(const syntax::Expr& e, const Symbol& symbol) {
    if (st_.full) return error();  // said already; a body would only be gone through for nothing, and perhaps without end
    const auto progress = st_.defines.find(&symbol);
    if (progress != st_.defines.end() && progress->second == ExprState::Progress::running) {
        c_.diagnostics.report(DiagKind::needs_itself, e.name.span, "`{}` needs itself", symbol.name)
            .with_other(symbol.span, "declared here")
            .with_help("a `define` can't call itself, directly or through others");
        return error();
    }
    if (progress != st_.defines.end() && progress->second == ExprState::Progress::bad) return error();
    const syntax::Define& define = c_.trees[symbol.tree].defines[symbol.decl];
    if (e.args.size() != define.params.size()) {
        c_.diagnostics
            .report(DiagKind::wrong_argument_count, e.span, "`{}` takes {} value{}, but {} {} given", symbol.name, define.params.size(),
                    define.params.size() == 1 ? "" : "s", e.args.size(), e.args.size() == 1 ? "is" : "are")
            .with_other(symbol.span, "declared here");
        return error();
    }
    Scope inner;
    inner.code = &c_.trees[symbol.tree];
    inner.tree = symbol.tree;
    inner.purpose = s_.purpose == Purpose::definition ? Purpose::definition : Purpose::rule;
    inner.calendar = s_.calendar;
    inner.inlined = true;
    bool good = true;
    for (std::size_t i = 0; i < define.params.size(); ++i) {
        const syntax::Param& param = define.params[i];
        const Type want = c_.resolve_type(param.type, &param.mods, TypeUse::parameter, symbol.tree);
        const ExprId argument = coerce(value(e.args[i], want), want);
        good = good && ok(argument);
        if (ok(argument) && st_.place_of[argument.value] == 0) st_.place_of[argument.value] = st_.new_place();
        inner.bindings.push_back({param.name.text, type(argument), 0, argument});
    }
    if (!good) return error();
    const bool checked_before = progress != st_.defines.end();
    st_.defines[&symbol] = ExprState::Progress::running;
    const ExprId result = Exprs(c_, inner).value(define.body);
    if (checked_before) {
        st_.defines[&symbol] = ExprState::Progress::good;
    } else {
        st_.defines.erase(&symbol);
    }
    return result;
}

}  // namespace ordain::sema
