// Needs: who must approve.
#include "compiler/sema/effects.hpp"

namespace ordain::sema {

using typed::ExprId;
using typed::NeedId;

namespace {

class Needs {
public:
    Needs(Checker& c, Scope& scope) : c_(c), scope_(scope), exprs_(c, scope) {}

    std::optional<NeedId> check(syntax::NeedId id) {
        if (!id.valid()) return std::nullopt;
        const syntax::Need& need = (*scope_.code)[id];
        return need.kind == syntax::NeedKind::role ? leaf(need) : group(need);
    }

private:
    std::optional<NeedId> group(const syntax::Need& need) {
        typed::Need result;
        switch (need.kind) {
            case syntax::NeedKind::all: result.kind = typed::NeedKind::all; break;
            case syntax::NeedKind::then: result.kind = typed::NeedKind::then; break;
            default: result.kind = typed::NeedKind::any_of; break;
        }
        result.count = need.count;
        bool good = true;
        for (syntax::NeedId child : need.children) {
            const auto c = check(child);
            good = good && c;
            if (c) result.children.push_back(*c);
        }
        if (need.kind == syntax::NeedKind::any_of && (need.count < 1 || need.count > need.children.size())) {
            c_.diagnostics.report(DiagKind::need_count, need.span, "{} approvals are asked for, but only {} are listed", need.count,
                                  need.children.size());
            good = false;
        }
        if (!good) return std::nullopt;
        return c_.add(std::move(result));
    }

    std::optional<NeedId> leaf(const syntax::Need& need) {
        const Symbol* symbol = c_.resolve_role_or_ladder(need.name, scope_.tree);
        if (!symbol) {  // what else is wrong with it is worth saying
            exprs_.value(need.scope);
            exprs_.value(need.covering);
            return std::nullopt;
        }
        return symbol->kind == SymbolKind::role ? role(need, {symbol->id}) : ladder(need, {symbol->id});
    }

    std::optional<NeedId> role(const syntax::Need& need, typed::RoleId id) {
        const typed::Role& role = c_.program.roles[id.value];
        typed::Need result;
        result.kind = typed::NeedKind::role;
        result.role = id;
        result.count = need.count;
        bool good = scope(need, role.name, role.scoped, role.scope, result.scope);
        if (need.count < 1) {
            c_.diagnostics.report(DiagKind::need_count, need.span, "nobody is needed here")
                .with_help("ask for one or more, or leave the `require` out");
            good = false;
        }
        if (need.covering.valid()) {
            c_.diagnostics.report(DiagKind::need_covering, need.span, "`{}` is a role; only a ladder covers an amount", role.name);
            good = false;
        }
        if (!good) return std::nullopt;
        return c_.add(std::move(result));
    }

    std::optional<NeedId> ladder(const syntax::Need& need, typed::LadderId id) {
        const typed::Ladder& ladder = c_.program.ladders[id.value];
        typed::Need result;
        result.kind = typed::NeedKind::ladder;
        result.ladder = id;
        Type scope_type = ladder.scope;
        bool scoped = ladder.scoped;
        for (typed::RoleId r : ladder.roles) {  // scoped rungs want a scope too
            const typed::Role& role = c_.program.roles[r.value];
            if (!scoped && role.scoped) scope_type = role.scope;
            scoped = scoped || role.scoped;
        }
        bool good = scope(need, ladder.name, scoped, scope_type, result.scope);
        if (need.count != 1) {
            c_.diagnostics.report(DiagKind::need_count, need.span, "a ladder gives one approver, not {}", need.count);
            good = false;
        }
        if (!need.covering.valid()) {
            c_.diagnostics.report(DiagKind::need_covering, need.span, "`{}` is a ladder; say what the approver must cover", ladder.name)
                .with_help(fmt::format("write `{} covering` and the amount, such as `order.total`", ladder.name))
                .with_other(ladder.span, "declared here");
            return std::nullopt;
        }
        result.covering = exprs_.coerce(exprs_.value(need.covering, ladder.of), ladder.of);
        if (!good || !exprs_.ok(result.covering)) return std::nullopt;
        return c_.add(std::move(result));
    }

    // `for …` exactly where the role or ladder is scoped.
    bool scope(const syntax::Need& need, const std::string& name, bool scoped, Type type, ExprId& result) {
        if (!scoped && !need.scope.valid()) return true;
        if (!scoped) {
            c_.diagnostics.report(DiagKind::need_scope, (*scope_.code)[need.scope].span, "`{}` has no scope, so `for` can't give it one",
                                  name);
            return false;
        }
        if (!need.scope.valid()) {
            c_.diagnostics.report(DiagKind::need_scope, need.span, "`{}` is scoped by {}: say for which", name, c_.describe(type))
                .with_help(fmt::format("write `{} for` and a value, such as `order.region`", name));
            return false;
        }
        result = exprs_.coerce(exprs_.value(need.scope, type), type);
        return exprs_.ok(result);
    }

    Checker& c_;
    Scope& scope_;
    Exprs exprs_;
};

}  // namespace

std::optional<NeedId> check_need(Checker& c, Scope& scope, syntax::NeedId need) {
    return Needs(c, scope).check(need);
}

}  // namespace ordain::sema
