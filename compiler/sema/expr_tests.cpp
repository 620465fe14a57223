// Membership, ranges, presence, tests of texts.
#include "compiler/sema/exprs.hpp"

namespace ordain::sema {

using syntax::ExprKind;
using typed::ExprId;
using typed::Op;

ExprId Exprs::in_set(const syntax::Expr& e) {
    ExprId a = value(e.a);
    const bool known = ok(a);
    std::vector<ExprId> members;
    std::vector<ExprId*> all{&a};
    members.reserve(e.args.size());
    bool good = present(a);
    for (syntax::ExprId arg : e.args) {
        if (!known && wants_hint(arg)) continue;
        members.push_back(value(arg, known ? type(a) : Type{}));
        good = good && ok(members.back());
    }
    if (!good) return error();
    for (ExprId& m : members) all.push_back(&m);
    const Type t = unify(all, "`in`");
    if (t.kind == TypeKind::error) return error();
    if (!is_scalar(t.kind) || t.kind == TypeKind::business) {
        c_.diagnostics.report(DiagKind::operand_type, e.span, "{} can't be compared", c_.describe(t));
        return error();
    }
    typed::Expr set;
    set.op = Op::in_set;
    set.type = scalar(TypeKind::boolean);
    set.span = e.span;
    set.a = a;
    set.args = std::move(members);
    return make(std::move(set));
}

ExprId Exprs::in_range(const syntax::Expr& e) {
    ExprId a = value(e.a);
    const Type hint = ok(a) ? type(a) : Type{};
    const bool skip = !ok(a) && (wants_hint(e.b) || wants_hint(e.c));
    ExprId low = skip ? error() : value(e.b, hint);
    ExprId high = skip ? error() : value(e.c, hint);
    const Type t = unify({&a, &low, &high}, "`in`");
    if (t.kind == TypeKind::error) return error();
    if (!is_ordered(t.kind)) {
        c_.diagnostics.report(DiagKind::no_order, e.span, "{} has no order, so it has no ranges", c_.describe(t))
            .with_help("list the values: `in (a, b)`");
        return error();
    }
    const typed::Expr& l = c_.program[low];
    const typed::Expr& h = c_.program[high];
    if (l.op == Op::constant && h.op == Op::constant &&
        (l.value.number > h.value.number || (l.value.number == h.value.number && (e.low_open || e.high_open)))) {
        c_.diagnostics.report(DiagKind::empty_range, join(l.span, h.span), "nothing lies in this range");
        return error();
    }
    typed::Expr range;
    range.op = Op::in_range;
    range.type = scalar(TypeKind::boolean);
    range.span = e.span;
    range.a = a;
    range.b = low;
    range.c = high;
    range.low_open = e.low_open;
    range.high_open = e.high_open;
    return make(std::move(range));
}

ExprId Exprs::in_list(const syntax::Expr& e) {
    const ExprId list = required(e.b);
    if (!ok(list)) return error();
    if (type(list).kind != TypeKind::list) {
        c_.diagnostics.report(DiagKind::not_a_list, c_.program[list].span, "`{}` is {}, not a list", text_of(list), describe(list))
            .with_help(fmt::format("to compare with it, write `= {}`", text_of(list)));
        return error();
    }
    const Type element = c_.program.lists[type(list).ref].element;
    if (!is_scalar(element.kind)) {
        c_.diagnostics.report(DiagKind::operand_type, e.span, "`{}` holds records, so a value can't be in it", text_of(list))
            .with_help(fmt::format("write `any l in {} where …`", text_of(list)));
        return error();
    }
    const ExprId a = coerce(value(e.a, element), element);
    return ok(a) ? make(Op::in_list, scalar(TypeKind::boolean), e.span, a, list) : error();
}

ExprId Exprs::presence(const syntax::Expr& e) {
    const ExprId a = value(e.a);
    if (!ok(a)) return error();
    if (e.kind == ExprKind::is_unknown) {
        if (type(a).kind != TypeKind::enumerated || !c_.program.enums[type(a).ref].open) {
            c_.diagnostics.report(DiagKind::never_unknown, e.span, "`{}` is {} and never unknown", text_of(a), describe(a))
                .with_help("only an enum that is declared `open` has unknown names");
            return error();
        }
        return present(a) ? make(Op::is_unknown, scalar(TypeKind::boolean), e.span, a) : error();
    }
    const ExprId optional = optional_form(a);
    if (!type(optional).optional && s_.inlined) return truth(e.kind == ExprKind::is_present, e.span);
    if (!type(optional).optional) {
        c_.diagnostics.report(DiagKind::never_missing_value, e.span, "`{}` is {} and never missing", text_of(a), describe(a))
            .with_help("leave the question out; a field that may be missing is declared with `?` after its type");
        return error();
    }
    return make(e.kind == ExprKind::is_present ? Op::is_present : Op::is_missing, scalar(TypeKind::boolean), e.span, optional);
}

ExprId Exprs::text_test(const syntax::Expr& e) {
    const std::string_view name = e.kind == ExprKind::starts_with ? "`starts with`"
                                  : e.kind == ExprKind::ends_with ? "`ends with`"
                                                                  : "`contains`";
    const ExprId a = required(e.a);
    const ExprId b = required(e.b);
    bool good = ok(a) && ok(b);
    for (ExprId x : {a, b}) {
        if (!ok(x) || type(x).kind == TypeKind::text) continue;
        good = false;
        auto& d = c_.diagnostics.report(DiagKind::operand_type, c_.program[x].span, "{} needs texts, but `{}` is {}", name, text_of(x),
                                        describe(x));
        if (x == a && type(x).kind == TypeKind::list && ok(b)) d.with_help(fmt::format("write `{} in {}`", text_of(b), text_of(x)));
    }
    if (!good) return error();
    const Op op = e.kind == ExprKind::starts_with ? Op::starts_with : e.kind == ExprKind::ends_with ? Op::ends_with : Op::contains;
    return make(op, scalar(TypeKind::boolean), e.span, a, b);
}

}  // namespace ordain::sema
