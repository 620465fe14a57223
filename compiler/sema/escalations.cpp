// Escalation chains: steps with their durations and acts; `every` becomes its repetitions.
#include "compiler/sema/checker.hpp"
#include "runtime/base/arith.hpp"

namespace ordain::sema {

namespace {

class EscalationCheck {
public:
    EscalationCheck(Checker& checker, typed::Escalation& made, std::uint32_t tree) : c_(checker), made_(made), tree_(tree) {}

    void run(const syntax::Escalation& decl) {
        if (decl.steps.empty())
            c_.diagnostics.report(DiagKind::empty_declaration, decl.name.span, "the escalation `{}` has no steps", decl.name.text)
                .with_help("a step is when and what: `at due notify manager`");
        for (const syntax::EscalationStep& s : decl.steps) step(s);
    }

private:
    void step(const syntax::EscalationStep& s) {
        using Kind = syntax::EscalationStep::Kind;
        typed::Step base;
        base.kind = s.kind == Kind::after    ? typed::StepKind::after
                    : s.kind == Kind::at_due ? typed::StepKind::at_due
                                             : typed::StepKind::past_due;
        bool ok = true;
        if (s.kind != Kind::at_due) ok = duration(s, base);
        std::int64_t times = 1;
        if (s.kind == Kind::every_past_due) {
            const auto n = c_.integer_in(s.times, 1, limits::escalation_repeats, "the number of times");
            times = n.value_or(1);
            ok = ok && n;
        }
        // one act after the other, each with all its repetitions: the order of the decision's entries
        for (const syntax::EscalationAct& a : s.acts) {
            typed::Step made = base;
            if (!act(a, made) || !ok) continue;
            for (std::int64_t k = 1; k <= times; ++k) {
                if (!repeated(base, k, made.duration)) {
                    c_.diagnostics.report(DiagKind::number_too_large, s.duration.span, "`{}`, {} times, is too long", s.duration.text,
                                          times);
                    break;
                }
                made_.steps.push_back(made);
            }
        }
    }

    /// k times the duration of `base`, whose lowest bit tells business days from hours.
    static bool repeated(const typed::Step& base, std::int64_t k, std::int64_t& out) {
        if (base.duration_type.kind != TypeKind::business) return mul(base.duration, k, out);
        const std::int64_t unit = base.duration & 1;
        return mul(base.duration - unit, k, out) && add(out, unit, out);
    }

    bool duration(const syntax::EscalationStep& s, typed::Step& made) {
        const auto d = c_.literal(s.duration);
        if (!d) return false;
        if (d->value.number <= 1) {  // 1: no business days
            c_.diagnostics
                .report(DiagKind::value_not_positive, s.duration.span, "a step comes after some time, not after `{}`", s.duration.text)
                .with_help("`at due` is the deadline itself");
            return false;
        }
        made.duration_type = d->type;
        made.duration = d->value.number;
        return true;
    }

    bool act(const syntax::EscalationAct& a, typed::Step& made) {
        using Kind = syntax::EscalationAct::Kind;
        switch (a.kind) {
            case Kind::notify: return notify(a.notify_effect, made);
            case Kind::reassign:
                if (const auto role = c_.resolve_role(a.name, tree_)) return set(made, typed::StepAct::reassign, role->value);
                return false;
            case Kind::reassign_next: return set(made, typed::StepAct::reassign_next, 0);
            case Kind::hold:
                if (const auto queue = c_.resolve_queue(a.name, tree_)) return set(made, typed::StepAct::hold, queue->value);
                return false;
            case Kind::reject: return set(made, typed::StepAct::reject, 0);
        }
        return false;
    }

    static bool set(typed::Step& made, typed::StepAct act, std::uint32_t target) {
        made.act = act;
        made.target = target;
        return true;
    }

    bool refuse(Span span, std::string what, std::string help) {
        c_.diagnostics.report(DiagKind::escalation_target, span, "{}", what).with_help(std::move(help));
        return false;
    }

    /// `{{` and `}}` as braces; nullopt where there is a single one.
    static std::optional<std::string> plain_text(const std::string& text) {
        std::string made;
        for (std::size_t i = 0; i < text.size(); ++i) {
            const char c = text[i];
            if (c == '{' || c == '}') {
                if (i + 1 == text.size() || text[i + 1] != c) return std::nullopt;
                ++i;
            }
            made += c;
        }
        return made;
    }

    bool notify(const syntax::Effect& e, typed::Step& made) {
        if (e.notify_person)
            return refuse(e.span, "an escalation knows no fields, so it can't notify a person", "notify a role or a channel");
        if (e.scope.valid())
            return refuse(e.span, "an escalation knows no fields, so it can't say for what",
                          "leave out `for`: the scope is that of the need");
        const Symbol* s = c_.resolve_role_or_channel(e.name, tree_);
        if (!s) return false;
        if (e.text.written()) {
            const auto text = plain_text(syntax::unescape(e.text.raw));
            if (!text) {
                c_.diagnostics
                    .report(DiagKind::text_not_constant, e.text.span, "an escalation knows no fields, so its texts have no braces to fill")
                    .with_help("a brace itself is written twice: `{{`");
                return false;
            }
            made.text = *text;
        }
        return set(made, s->kind == SymbolKind::role ? typed::StepAct::notify_role : typed::StepAct::notify_channel, s->id);
    }

    Checker& c_;
    typed::Escalation& made_;
    std::uint32_t tree_;
};

}  // namespace

void Checker::check_escalations() {
    for (const Symbol& s : symbols) {
        if (s.kind == SymbolKind::escalation)
            EscalationCheck(*this, program.escalations[s.id], s.tree).run(trees[s.tree].escalations[s.decl]);
    }
}

}  // namespace ordain::sema
