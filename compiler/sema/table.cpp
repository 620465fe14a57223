// Cells: each is one condition over the expression of its column.
#include "compiler/sema/policies.hpp"

namespace ordain::sema {

using syntax::CellKind;
using syntax::ExprKind;
using typed::ExprId;
using typed::Op;

namespace {

Op comparison_op(ExprKind kind) {
    switch (kind) {
        case ExprKind::ne: return Op::ne;
        case ExprKind::lt: return Op::lt;
        case ExprKind::le: return Op::le;
        case ExprKind::gt: return Op::gt;
        case ExprKind::ge: return Op::ge;
        default: return Op::eq;
    }
}

class CellCheck {
public:
    CellCheck(Checker& c, Scope& scope, Column& column, const syntax::Cell& cell)
        : c_(c), tree_(scope.tree), exprs_(c, scope), column_(column), cell_(cell), type_(exprs_.type(column.expr)) {}

    std::optional<ExprId> run() {
        if (cell_.kind == CellKind::any) return std::nullopt;
        if (type_.kind == TypeKind::error) return exprs_.error();
        if (cell_.kind == CellKind::present || cell_.kind == CellKind::missing) return presence();
        if (!is_scalar(type_.kind)) {
            c_.diagnostics
                .report(DiagKind::cell_not_fitting, cell_.span, "this column is {}, so its cells are `present`, `missing` or `-`",
                        c_.describe(type_))
                .with_help("make one of its fields the column, to compare it");
            return exprs_.error();
        }
        if (cell_.kind == CellKind::unknown) {
            if (!open_enum()) {
                c_.diagnostics.report(DiagKind::never_unknown, cell_.span, "this column is {} and never unknown", c_.describe(type_))
                    .with_help("only an enum that is declared `open` has unknown names");
                return exprs_.error();
            }
            return guarded(make(Op::is_unknown, base()), false);
        }
        const ExprId positive = test();
        if (!exprs_.ok(positive)) return exprs_.error();
        const bool negated = cell_.kind == CellKind::not_compare || cell_.kind == CellKind::not_range || cell_.kind == CellKind::not_list;
        const bool excludes_unknown = negated || (cell_.kind == CellKind::compare && cell_.op == ExprKind::ne);
        return guarded(negated ? make(Op::not_, positive) : positive, excludes_unknown);
    }

private:
    ExprId make(Op op, ExprId a, ExprId b = {}) { return exprs_.make(op, scalar(TypeKind::boolean), cell_.span, a, b); }

    bool open_enum() const { return type_.kind == TypeKind::enumerated && c_.program.enums[type_.ref].open; }

    // The column's value where it is present.
    ExprId base() {
        if (!type_.optional) return column_.expr;
        if (!column_.base.valid()) {
            const Span span = c_.program[column_.expr].span;
            column_.present = exprs_.make(Op::is_present, scalar(TypeKind::boolean), span, column_.expr);
            column_.base = exprs_.make(Op::unwrap, type_.required(), span, column_.expr);
        }
        return column_.base;
    }

    // Missing and unknown satisfy no comparison, and no denied one.
    ExprId guarded(ExprId condition, bool excludes_unknown) {
        if (excludes_unknown && open_enum()) condition = make(Op::and_, make(Op::not_, make(Op::is_unknown, base())), condition);
        if (type_.optional) condition = make(Op::and_, column_.present, condition);
        return condition;
    }

    ExprId presence() {
        const ExprId optional = exprs_.optional_form(column_.expr);
        if (!exprs_.type(optional).optional) return exprs_.truth(cell_.kind == CellKind::present, cell_.span);
        return make(cell_.kind == CellKind::present ? Op::is_present : Op::is_missing, optional);
    }

    ExprId constant(const syntax::SignedLiteral& l) {
        auto value = c_.constant_of(l, type_.required(), tree_);
        return value ? exprs_.constant(type_.required(), std::move(*value), l.span) : exprs_.error();
    }

    ExprId test() {
        switch (cell_.kind) {
            case CellKind::compare:
            case CellKind::not_compare: {
                if (cell_.values.empty()) return exprs_.error();
                const ExprId value = constant(cell_.values[0]);
                return exprs_.ok(value) ? exprs_.comparison(comparison_op(cell_.op), base(), value, cell_.span) : exprs_.error();
            }
            case CellKind::range:
            case CellKind::not_range: return range();
            default: return list();
        }
    }

    ExprId range() {
        const auto range = c_.range_of(cell_.range, type_.required(), tree_);
        if (!range) return exprs_.error();
        typed::Expr e;
        e.op = Op::in_range;
        e.type = scalar(TypeKind::boolean);
        e.span = cell_.span;
        e.a = base();
        e.b = exprs_.constant(type_, {range->low, {}}, cell_.range.low.span);
        e.c = exprs_.constant(type_, {range->high, {}}, cell_.range.high.span);
        e.low_open = range->low_open;
        e.high_open = range->high_open;
        return exprs_.make(std::move(e));
    }

    ExprId list() {
        typed::Expr e;
        e.op = Op::in_set;
        e.type = scalar(TypeKind::boolean);
        e.span = cell_.span;
        bool good = !cell_.values.empty();
        for (const syntax::SignedLiteral& l : cell_.values) {
            e.args.push_back(constant(l));
            good = good && exprs_.ok(e.args.back());
        }
        if (!good) return exprs_.error();
        e.a = base();
        return e.args.size() == 1 ? make(Op::eq, e.a, e.args[0]) : exprs_.make(std::move(e));
    }

    Checker& c_;
    std::uint32_t tree_;
    Exprs exprs_;
    Column& column_;
    const syntax::Cell& cell_;
    Type type_;
};

}  // namespace

std::optional<ExprId> check_cell(Checker& c, Scope& scope, Column& column, const syntax::Cell& cell) {
    return CellCheck(c, scope, column, cell).run();
}

}  // namespace ordain::sema
