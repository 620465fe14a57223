// What an event is about (`subject`) and what an approval of it is bound to (`binds`).
#include "compiler/sema/exprs.hpp"

namespace ordain::sema {

using typed::ExprId;

namespace {

void check_subject(Checker& c, Scope& scope, const syntax::Event& decl, typed::Event& result) {
    if (!decl.subject.written()) return;
    Exprs exprs(c, scope);
    const ExprId subject = exprs.path(decl.subject);
    if (!exprs.present(subject)) return;
    const TypeKind kind = exprs.type(subject).kind;
    if (kind != TypeKind::text && kind != TypeKind::integer && kind != TypeKind::enumerated) {
        c.diagnostics.report(DiagKind::subject_type, decl.subject.span, "a subject is a text, an int or an enum, but `{}` is {}",
                             decl.subject.text(), exprs.describe(subject));
        return;
    }
    if (c.program[subject].reads_advice) {
        c.diagnostics.report(DiagKind::subject_type, decl.subject.span, "advice can't say what an event is about");
        return;
    }
    result.subject = subject;
}

bool tolerance_fits(TypeKind value, Type type, Type tolerance) {
    switch (tolerance.kind) {
        case TypeKind::percent: return is_number(value) || value == TypeKind::money;
        case TypeKind::integer:
        case TypeKind::decimal: return is_number(value) && value != TypeKind::percent;
        case TypeKind::money: return type.required() == tolerance;
        case TypeKind::elapsed: return value == TypeKind::timestamp;
        default: return false;
    }
}

void check_bind(Checker& c, Scope& scope, const syntax::Bind& bind, typed::Event& result) {
    Exprs exprs(c, scope);
    typed::Bind b;
    b.value = exprs.path(bind.path);
    if (!exprs.ok(b.value)) return;
    const Type type = exprs.type(b.value);
    b.text = c.source_text(bind.span);
    const auto refuse = [&](std::string message) -> Diagnostic& {
        return c.diagnostics.report(DiagKind::bind_tolerance, bind.span, std::move(message));
    };
    if (!is_scalar(type.kind) && type.kind != TypeKind::money_any) {
        c.diagnostics.report(DiagKind::subject_type, bind.path.span, "an approval is bound to values, but `{}` is {}", bind.path.text(),
                             c.describe(type));
        return;
    }
    if (c.program[b.value].reads_advice) {
        c.diagnostics.report(DiagKind::subject_type, bind.path.span, "an approval can't be bound to advice");
        return;
    }
    if (bind.has_tolerance) {
        const auto tolerance = c.literal(bind.tolerance);
        if (!tolerance) return;
        if (!tolerance_fits(type.kind, type, tolerance->type)) {
            refuse(fmt::format("{} has no tolerance of {}", c.describe(type.required()), c.describe(tolerance->type)))
                .with_help(type.kind == TypeKind::money_any   ? "add a currency to its type, such as `money EUR`"
                           : type.kind == TypeKind::money     ? "a tolerance is a percentage, or an amount in the same currency"
                           : is_number(type.kind)             ? "a tolerance is a percentage, or a number"
                           : type.kind == TypeKind::timestamp ? "a tolerance is a time, such as `2 hours`"
                                                              : "leave the tolerance out: such values are equal or not");
            return;
        }
        b.tolerance = tolerance->type.kind == TypeKind::percent ? typed::Tolerance::percent : typed::Tolerance::absolute;
        b.amount = tolerance->value.number;
        if (tolerance->type.kind == TypeKind::integer && type.kind == TypeKind::decimal) {
            const auto wide = c.convert(*tolerance, type.required(), bind.tolerance.span);
            if (!wide) return;
            b.amount = wide->number;
        }
        if (tolerance->type.kind == TypeKind::decimal && type.kind == TypeKind::integer)
            return void(refuse("an int has an int or a percentage as tolerance"));
    }
    result.binds.push_back(std::move(b));
}

}  // namespace

void Checker::check_event_clauses() {
    for (const Symbol& symbol : symbols) {
        if (symbol.kind != SymbolKind::event || symbol.id >= program.events.size()) continue;
        const syntax::Event& decl = trees[symbol.tree].events[symbol.decl];
        Scope scope;
        scope.code = &trees[symbol.tree];
        scope.tree = symbol.tree;
        scope.purpose = Purpose::event_clause;
        scope.event = {symbol.id};
        scope.calendar = program.calendar;
        typed::Event& event = program.events[symbol.id];
        check_subject(*this, scope, decl, event);
        for (const syntax::Bind& bind : decl.binds) check_bind(*this, scope, bind, event);
    }
}

}  // namespace ordain::sema
