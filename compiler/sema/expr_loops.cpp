// Quantifiers and aggregates over lists; what only proofs can say.
#include "compiler/sema/effects.hpp"
#include "compiler/sema/exprs.hpp"

namespace ordain::sema {

using syntax::ExprKind;
using typed::ExprId;
using typed::Op;

namespace {

struct Loop {
    ExprKind kind;
    Op op;
    std::string_view name;
};
constexpr Loop loops[] = {{ExprKind::any, Op::any, "`any`"},       {ExprKind::every, Op::every, "`every`"},
                          {ExprKind::count, Op::count, "`count`"}, {ExprKind::sum, Op::sum, "`sum`"},
                          {ExprKind::min, Op::minimum, "`min`"},   {ExprKind::max, Op::maximum, "`max`"}};

bool can_be_summed(TypeKind k) {
    return is_number(k) || k == TypeKind::money;
}

}  // namespace

ExprId Exprs::loop(const syntax::Expr& e) {
    Loop of = loops[0];
    for (const Loop& l : loops)
        if (l.kind == e.kind) of = l;
    const ExprId list = required(e.a);
    if (ok(list) && type(list).kind != TypeKind::list)
        c_.diagnostics.report(DiagKind::not_a_list, c_.program[list].span, "{} goes through a list, but `{}` is {}", of.name, text_of(list),
                              describe(list));
    if (const std::string other = taken_by(e.name.text); !other.empty() && e.name.written()) {
        c_.diagnostics.report(DiagKind::name_taken, e.name.span, "`{}` is already {}", e.name.text, other)
            .with_help("give the elements another name");
        return error();
    }
    if (!ok(list) || type(list).kind != TypeKind::list) return error();

    typed::Expr r;
    r.op = of.op;
    r.span = e.span;
    r.a = list;
    r.index = c_.program.variables++;
    s_.bindings.push_back({e.name.text, c_.program.lists[type(list).ref].element, r.index, {}});
    bool good = true;
    {
        Narrowing known(c_);
        if (e.b.valid()) {
            r.b = condition(e.b, "`where`");
            good = ok(r.b);
            if (good) known.assume(r.b, true, s_);
        }
        if (e.c.valid()) {
            r.c = required(e.c);
            good = ok(r.c) && good;
        }
    }
    s_.bindings.pop_back();
    if (!good) return error();

    switch (r.op) {
        case Op::any:
        case Op::every: r.type = scalar(TypeKind::boolean); return make(std::move(r));
        case Op::count: r.type = scalar(TypeKind::integer); return make(std::move(r));
        default: break;
    }
    if (!r.c.valid()) return error();
    const TypeKind k = type(r.c).kind;
    if (r.op == Op::sum ? !can_be_summed(k) : !has_extremes(k)) {
        c_.diagnostics.report(r.op == Op::sum ? DiagKind::operand_type : DiagKind::no_order, c_.program[r.c].span,
                              "{} can't be taken of {}", of.name, describe(r.c));
        return error();
    }
    r.type = r.op == Op::sum ? type(r.c) : type(r.c).opt();
    return make(std::move(r));
}

// --- proofs -----------------------------------------------------------------------------------------------------------

namespace {

constexpr std::string_view verdicts[] = {"release", "require", "hold", "reject"};

}  // namespace

// `verdict >= require`; invalid where neither side is the verdict. Proofs are checked here; who proves them reads the tree.
ExprId Exprs::verdict_comparison(const syntax::Expr& e) {
    const std::string_view a = single_word(*s_.code, e.a), b = single_word(*s_.code, e.b);
    if (a != "verdict" && b != "verdict") return {};
    const syntax::ExprId other = a == "verdict" ? e.b : e.a;
    const std::string_view word = a == "verdict" ? b : a;
    for (std::string_view v : verdicts)
        if (v == word) return truth(true, e.span);
    c_.diagnostics
        .report(DiagKind::unknown_enumerator, other.valid() ? (*s_.code)[other].span : e.span,
                "a verdict is one of `release`, `require`, `hold`, `reject`")
        .with_help(did_you_mean(word, {std::begin(verdicts), std::end(verdicts)}));
    return error();
}

ExprId Exprs::include(const syntax::Expr& e) {
    if (s_.purpose != Purpose::proof) {
        c_.diagnostics.report(DiagKind::only_in_proofs, e.span, "`include` asks about the decision and is known in `prove` only");
        return error();
    }
    const std::string_view set = single_word(*s_.code, e.a);
    if (!e.need.valid()) return error();
    const syntax::Need& need = (*s_.code)[e.need];
    if (set == "approvers") return check_need(c_, s_, e.need) ? truth(true, e.span) : error();
    if (set != "holds" && set != "reasons") {
        c_.diagnostics
            .report(DiagKind::proof_include, e.a.valid() ? (*s_.code)[e.a].span : e.span,
                    "`include` asks about `approvers`, `holds` or `reasons`")
            .with_help("for example `approvers include finance`");
        return error();
    }
    if (need.kind != syntax::NeedKind::role || need.count != 1 || need.scope.valid() || need.covering.valid()) {
        c_.diagnostics.report(DiagKind::proof_include, need.span, "`{} include` wants the name of one {}", set,
                              set == "holds" ? "queue" : "reason");
        return error();
    }
    const bool known =
        set == "holds" ? c_.resolve_queue(need.name, s_.tree).has_value() : c_.resolve_reason(need.name, s_.tree).has_value();
    return known ? truth(true, e.span) : error();
}

}  // namespace ordain::sema
