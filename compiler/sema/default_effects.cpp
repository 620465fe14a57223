// The effects of `default on …`.
#include "compiler/sema/effects.hpp"

namespace ordain::sema {

namespace {

bool needs_ladder(const Checker& c, std::uint32_t tree, syntax::NeedId id) {
    if (!id.valid()) return false;
    const syntax::Need& need = c.trees[tree][id];
    for (syntax::NeedId child : need.children)
        if (needs_ladder(c, tree, child)) return true;
    return need.covering.valid() || (need.kind == syntax::NeedKind::role && !c.find(SymbolKind::role, need.name.text, tree) &&
                                     c.find(SymbolKind::ladder, need.name.text, tree));
}

}  // namespace

// A bundle's default speaks when no rule did: it is the same for every event of its type.
std::vector<typed::Effect> Checker::check_default_effects(const std::vector<syntax::Effect>& effects, std::uint32_t tree) {
    Scope scope;
    scope.code = &trees[tree];
    scope.tree = tree;
    scope.purpose = Purpose::bundle_default;
    scope.calendar = program.calendar;
    std::vector<const syntax::Effect*> constant;
    for (const syntax::Effect& e : effects) {
        const bool deadline = !e.within.text.empty() || e.within_path.written();
        if (e.kind == syntax::EffectKind::set || e.notify_person || !e.never.empty() || deadline || e.escalation.written() ||
            needs_ladder(*this, tree, e.need)) {
            diagnostics.report(DiagKind::effect_not_constant, e.span, "a default is the same for every event")
                .with_help("say this in a policy; `otherwise` fires when no rule did");
        } else {
            constant.push_back(&e);
        }
    }
    std::vector<typed::Effect> result = check_effects(*this, scope, constant, false);
    for (const typed::Effect& e : result)
        for (const typed::TextPart& part : e.text)
            if (part.expr.valid() && program[part.expr].type.kind != TypeKind::error)
                diagnostics.report(DiagKind::effect_not_constant, program[part.expr].span, "the text of a default has no braces to fill");
    return result;
}

}  // namespace ordain::sema
