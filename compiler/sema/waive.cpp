// Waivers: which rule they are for, and their conditions.
#include "compiler/sema/policies.hpp"

namespace ordain::sema {
namespace {

struct Stated {
    bool objection = false;  // require or hold
    bool reject = false;
};

void note(const std::vector<syntax::Effect>& effects, Stated& s) {
    for (const syntax::Effect& e : effects) {
        s.objection = s.objection || e.kind == syntax::EffectKind::require || e.kind == syntax::EffectKind::hold;
        s.reject = s.reject || e.kind == syntax::EffectKind::reject;
    }
}

// What the rule of this name states; nullopt if there is no such rule.
std::optional<Stated> stated(const syntax::Policy& p, std::string_view rule) {
    Stated s;
    for (const syntax::Rule& r : p.rules)
        if (r.name.text == rule) return note(r.effects, s), s;
    for (const syntax::Row& r : p.rows) {
        if (r.name.text != rule || rule.empty()) continue;
        for (const syntax::OutCell& cell : r.outs) note(cell.effects, s);
        return s;
    }
    if (p.has_otherwise && rule == "otherwise") return note(p.otherwise.effects, s), s;
    return std::nullopt;
}

void attach(Checker& c, std::vector<PolicyDecl>& policies, std::uint32_t tree, const syntax::Waive& w) {
    if (!c.resolve(SymbolKind::policy, w.policy, tree)) return;
    const auto symbols = c.find_all(SymbolKind::policy, w.policy.text, tree);
    bool found = false, fitting = false, rejects = false;
    std::vector<std::string_view> names;
    for (PolicyDecl& decl : policies) {
        bool named = false;
        for (const Symbol* s : symbols) named = named || (s->tree == decl.tree && &c.trees[s->tree].policies[s->decl] == decl.policy);
        if (!named) continue;
        for (std::string_view n : rule_names(*decl.policy)) names.push_back(n);
        const auto what = stated(*decl.policy, w.rule.text);
        if (!what) continue;
        found = true;
        rejects = rejects || what->reject;
        if (!(w.reject ? what->reject : what->objection)) continue;
        fitting = true;
        decl.waivers.push_back({tree, &w});
    }
    if (!found) {
        c.diagnostics.report(DiagKind::unknown_rule, w.rule.span, "`{}` has no rule `{}`", w.policy.text, w.rule.text)
            .with_help(did_you_mean(w.rule.text, names));
    } else if (!fitting) {
        c.diagnostics
            .report(DiagKind::nothing_to_waive, w.rule.span, "`{}.{}` {}", w.policy.text, w.rule.text,
                    w.reject ? "doesn't reject" : "requires nobody and holds nothing")
            .with_help(w.reject  ? "leave out `reject`"
                       : rejects ? "a `reject` is waived by `waive reject`"
                                 : "a waiver is for a `require` or a `hold`");
    }
}

}  // namespace

void attach_waivers(Checker& c, std::vector<PolicyDecl>& policies) {
    for (std::uint32_t tree : c.tree_order)
        for (const syntax::Waive& w : c.trees[tree].waives) attach(c, policies, tree, w);
}

void check_waivers(Checker& c, Scope& scope, const PolicyDecl& decl, std::string_view rule, typed::Rule& result) {
    if (rule.empty()) return;
    for (const WaiverDecl& waiver : decl.waivers) {
        const syntax::Waive& w = *waiver.waive;
        if (w.rule.text != rule) continue;
        typed::Waiver typed_waiver;
        typed_waiver.reject = w.reject;
        typed_waiver.span = w.span;
        if (w.by.written()) typed_waiver.approved_by = syntax::unescape(w.by.raw);
        if (w.because.written()) typed_waiver.because = syntax::unescape(w.because.raw);
        const auto date = [&](const syntax::Literal& l, std::int32_t otherwise) {
            if (l.text.empty()) return otherwise;
            const auto value = c.literal(l);
            return value ? static_cast<std::int32_t>(value->value.number) : otherwise;
        };
        typed_waiver.from = date(w.from, INT32_MIN);
        typed_waiver.until = date(w.until, INT32_MAX);
        if (typed_waiver.from > typed_waiver.until)
            c.diagnostics.report(DiagKind::no_days, w.until.span, "this waiver ends before it begins")
                .with_other(w.from.span, "begins here");
        if (w.when.valid()) {
            Scope inner = scope;
            inner.code = &c.trees[waiver.tree];
            inner.tree = waiver.tree;
            inner.path_types = nullptr;  // it may stand in another file
            typed_waiver.when = Exprs(c, inner).condition(w.when, "`when`");
        }
        result.waivers.push_back(std::move(typed_waiver));
    }
}

}  // namespace ordain::sema
