// The effects of a rule.
#include "compiler/sema/effects.hpp"
#include "compiler/sema/fold.hpp"

namespace ordain::sema {

using typed::EffectKind;
using typed::ExprId;

namespace {

class Effects {
public:
    Effects(Checker& c, Scope& scope, bool reads_advice) : c_(c), scope_(scope), exprs_(c, scope), reads_advice_(reads_advice) {}

    std::vector<typed::Effect> check(const std::vector<const syntax::Effect*>& effects) {
        for (const syntax::Effect* e : effects) {
            if (repeated(*e)) continue;
            typed::Effect result;
            result.span = e->span;
            if (!one(*e, result)) continue;
            result_.push_back(std::move(result));
        }
        join_escalation();
        no_haste_with_advice();
        return std::move(result_);
    }

private:
    // What was done at once can't be taken back when the advice turns out not to count.
    void no_haste_with_advice() {
        for (const typed::Effect& e : result_) {
            for (ExprId x : {e.within, e.start, e.scope, e.person, e.value}) note_advice(x);
            for (ExprId x : e.never) note_advice(x);
            for (const typed::TextPart& part : e.text) note_advice(part.expr);
            note_advice(e.need);
        }
        if (!reads_advice_) return;
        for (const typed::Effect& e : result_)
            if (e.kind == EffectKind::do_ && e.when == typed::When::now)
                c_.diagnostics.report(DiagKind::advice_acts_at_once, e.span, "this rule reads advice, so it can't act at once")
                    .with_help("without `at once` the action waits until the decision clears");
    }
    void note_advice(ExprId e) { reads_advice_ = reads_advice_ || (e.valid() && c_.program[e].reads_advice); }
    void note_advice(typed::NeedId id) {
        if (!id.valid()) return;
        note_advice(c_.program[id].scope);
        note_advice(c_.program[id].covering);
        for (typed::NeedId child : c_.program[id].children) note_advice(child);
    }

    // One `require`, one `escalate`, one value an output.
    bool repeated(const syntax::Effect& e) {
        const syntax::Effect* first = nullptr;
        if (e.kind == syntax::EffectKind::require) {
            first = std::exchange(require_, require_ ? require_ : &e);
        } else if (e.kind == syntax::EffectKind::set) {
            for (const syntax::Effect* s : sets_)
                if (s->name.text == e.name.text) first = s;
            sets_.push_back(&e);
        }
        if (e.escalation.written()) {
            const syntax::Effect* chain = std::exchange(escalate_, escalate_ ? escalate_ : &e);
            if (!first) first = chain;
        }
        if (!first) return false;
        auto& d = c_.diagnostics.report(DiagKind::effect_twice, e.span, "a rule has only one {}",
                                        e.kind == syntax::EffectKind::set       ? fmt::format("`set {}`", e.name.text)
                                        : e.kind == syntax::EffectKind::require ? std::string("`require`")
                                                                                : std::string("`escalate`"));
        d.with_other(first->span, "the first is here");
        if (e.kind == syntax::EffectKind::require && first->kind == syntax::EffectKind::require)
            d.with_help("join the needs: `require a and b`, or make two rules with `match all`");
        return true;
    }

    bool one(const syntax::Effect& e, typed::Effect& result) {
        switch (e.kind) {
            case syntax::EffectKind::require: return require(e, result);
            case syntax::EffectKind::escalate: return escalate(e, result);
            case syntax::EffectKind::release: result.kind = EffectKind::release; return true;
            case syntax::EffectKind::reject: result.kind = EffectKind::reject; return true;
            case syntax::EffectKind::hold: result.kind = EffectKind::hold; return queue(e, result);
            case syntax::EffectKind::route: return route(e, result);
            case syntax::EffectKind::do_: return act(e, result);
            case syntax::EffectKind::notify: return notify(e, result);
            case syntax::EffectKind::reason: return reason(e, result);
            case syntax::EffectKind::set: return set(e, result);
        }
        return false;
    }

    bool queue(const syntax::Effect& e, typed::Effect& result) {
        const auto id = c_.resolve_queue(e.name, scope_.tree);
        if (id) result.queue = *id;
        return id.has_value();
    }

    bool route(const syntax::Effect& e, typed::Effect& result) {
        result.kind = EffectKind::route;
        const bool good = queue(e, result);
        if (!e.expr.valid()) return good;
        const Type priority{TypeKind::enumerated, 0, 0, enum_priority};
        result.value = exprs_.coerce(exprs_.value(e.expr, priority), priority);
        return good && exprs_.ok(result.value);
    }

    bool act(const syntax::Effect& e, typed::Effect& result) {
        result.kind = EffectKind::do_;
        result.when = e.when == syntax::When::now       ? typed::When::now
                      : e.when == syntax::When::refused ? typed::When::refused
                                                        : typed::When::cleared;

        const auto id = c_.resolve_action(e.name, scope_.tree);
        if (id) result.action = *id;
        return id.has_value();
    }

    bool notify(const syntax::Effect& e, typed::Effect& result) {
        result.text = check_template(c_, scope_, e.text);
        if (e.notify_person) {
            result.kind = EffectKind::notify_person;
            const ExprId person = exprs_.path(e.person);
            if (!exprs_.present(person)) return false;
            result.person = exprs_.coerce(person, scalar(TypeKind::text));
            return exprs_.ok(result.person);
        }
        const Symbol* symbol = c_.resolve_role_or_channel(e.name, scope_.tree);
        if (!symbol) return false;
        if (symbol->kind == SymbolKind::channel) {
            result.kind = EffectKind::notify_channel;
            result.channel = {symbol->id};
            if (e.scope.valid())
                c_.diagnostics.report(DiagKind::need_scope, (*scope_.code)[e.scope].span, "`{}` is a channel and has no scope",
                                      e.name.text);
            return !e.scope.valid();
        }
        result.kind = EffectKind::notify_role;
        result.role = {symbol->id};
        const typed::Role& role = c_.program.roles[symbol->id];
        if (role.scoped != e.scope.valid()) {
            c_.diagnostics.report(DiagKind::need_scope, e.span,
                                  role.scoped ? fmt::format("`{}` is scoped by {}: say for which", role.name, c_.describe(role.scope))
                                              : fmt::format("`{}` has no scope, so `for` can't give it one", role.name));
            return false;
        }
        if (!role.scoped) return true;
        const Type type = role.scope;
        result.scope = exprs_.coerce(exprs_.value(e.scope, type), type);
        return exprs_.ok(result.scope);
    }

    bool reason(const syntax::Effect& e, typed::Effect& result) {
        result.kind = EffectKind::reason;
        result.text = check_template(c_, scope_, e.text);
        const auto id = c_.resolve_reason(e.name, scope_.tree);
        if (!id) return false;
        result.reason = *id;
        if (!e.text.written()) result.text = constant_template(c_.program.reasons[id->value].text);
        return true;
    }

    bool set(const syntax::Effect& e, typed::Effect& result) {
        result.kind = EffectKind::set;
        const auto id = c_.resolve_output(e.name, scope_.tree);
        if (!id) {
            exprs_.value(e.expr);
            return false;
        }
        result.output = *id;
        const Type type = c_.program.outputs[id->value].type;
        result.value = exprs_.coerce(exprs_.value(e.expr, type), type);
        return exprs_.ok(result.value);
    }

    // --- require ------------------------------------------------------------------------------------------------------

    bool require(const syntax::Effect& e, typed::Effect& result) {
        result.kind = EffectKind::require;
        const auto need = check_need(c_, scope_, e.need);
        bool good = need.has_value();
        if (need) result.need = *need;
        good = deadline(e, result) && good;
        for (const syntax::Path& person : e.never) good = never(person, e.never_if_missing_nobody, result) && good;
        if (e.escalation.written()) {
            const auto chain = c_.resolve_escalation(e.escalation, scope_.tree);
            if (chain && good) {
                result.escalation = *chain;
                good = escalation_fits(*chain, result, e.escalation.span, true);
            } else {
                good = false;
            }
        }
        result.step_calendar = scope_.calendar;
        return good;
    }

    bool deadline(const syntax::Effect& e, typed::Effect& result) {
        bool good = true;
        Span span = e.span;
        if (!e.within.text.empty()) {
            span = e.within.span;
            const auto duration = c_.literal(e.within);
            if (!duration) return false;
            result.within = exprs_.constant(duration->type, duration->value, span);
        } else if (e.within_path.written()) {
            span = e.within_path.span;
            result.within = exprs_.path(e.within_path);
            if (!exprs_.present(result.within)) return false;
        } else {
            return true;
        }
        const TypeKind kind = exprs_.type(result.within).kind;
        const Folded length = fold(c_.program, result.within);
        if (length.state == Folded::State::value && (kind == TypeKind::business ? length.value.number < 2 : length.value.number <= 0)) {
            c_.diagnostics.report(DiagKind::value_not_positive, span, "a deadline is a while after its start");
            good = false;
        }
        if (kind == TypeKind::error) return false;
        if (kind != TypeKind::elapsed && kind != TypeKind::business) {
            c_.diagnostics.report(DiagKind::deadline, span, "`within` needs a duration, but this is {}", exprs_.describe(result.within))
                .with_help("for example `within 4 business hours`");
            return false;
        }
        if (e.of.written()) {
            result.start = exprs_.path(e.of);
            good = exprs_.present(result.start);
            if (good && exprs_.type(result.start).kind != TypeKind::timestamp) {
                c_.diagnostics.report(DiagKind::deadline, e.of.span, "a deadline starts at a timestamp, but this is {}",
                                      exprs_.describe(result.start));
                good = false;
            }
        }
        if (e.on_calendar.written()) {
            const auto calendar = c_.resolve_calendar(e.on_calendar, scope_.tree);
            if (!calendar) return false;
            result.due_calendar = *calendar;
            if (kind != TypeKind::business) {
                c_.diagnostics.report(DiagKind::deadline, e.on_calendar.span, "elapsed time needs no calendar")
                    .with_help("write business hours or business days, or leave `on` out");
                good = false;
            }
        } else if (kind == TypeKind::business) {
            result.due_calendar = scope_.calendar;
            good = exprs_.needs_calendar(span, "business durations") && good;
        }
        return good;
    }

    bool never(const syntax::Path& path, bool nobody, typed::Effect& result) {
        ExprId person = exprs_.path(path);
        if (!exprs_.ok(person)) return false;
        const Type t = exprs_.type(person);
        if (t.kind != TypeKind::text) {
            c_.diagnostics.report(DiagKind::type_mismatch, path.span, "`never` keeps a person out, which is a text, but this is {}",
                                  exprs_.describe(person));
            return false;
        }
        if (t.optional && !nobody && !scope_.blind) {
            c_.diagnostics.report(DiagKind::never_missing, path.span, "`{}` may be missing, and then nobody would be kept out", path.text())
                .with_help(fmt::format("if that is meant, write `never {} if missing nobody`", path.text()));
            return false;
        }
        result.never.push_back(person);
        return true;
    }

    // --- escalations --------------------------------------------------------------------------------------------------

    bool escalate(const syntax::Effect& e, typed::Effect& result) {
        result.kind = EffectKind::escalate;
        const auto chain = c_.resolve_escalation(e.escalation, scope_.tree);
        if (!chain) return false;
        result.escalation = *chain;
        result.step_calendar = scope_.calendar;
        return true;
    }

    // A standalone `escalate` belongs to the rule's `require`; without one its steps run from the event's time.
    void join_escalation() {
        typed::Effect* require = nullptr;
        for (typed::Effect& e : result_)
            if (e.kind == EffectKind::require) require = &e;
        for (std::size_t i = 0; i < result_.size(); ++i) {
            const typed::Effect& e = result_[i];
            if (e.kind != EffectKind::escalate) continue;
            const auto chain = e.escalation;
            if (require_ && !require) return;  // the require was wrong, and was reported
            escalation_fits(chain, require ? *require : e, e.span, require != nullptr);
            if (require) {
                require->escalation = chain;
                result_.erase(result_.begin() + static_cast<std::ptrdiff_t>(i));
            }
            return;
        }
    }

    bool escalation_fits(typed::EscalationId id, const typed::Effect& require, Span span, bool has_require) {
        const typed::Escalation& chain = c_.program.escalations[id.value];
        bool at_due = false, next = false, reassign = false, business = false;
        std::optional<typed::RoleId> scoped;
        for (const typed::Step& s : chain.steps) {
            at_due = at_due || s.kind != typed::StepKind::after;
            next = next || s.act == typed::StepAct::reassign_next;
            reassign = reassign || s.act == typed::StepAct::reassign || s.act == typed::StepAct::reassign_next;
            business = business || (s.kind != typed::StepKind::at_due && s.duration_type.kind == TypeKind::business);
            if (s.act == typed::StepAct::reassign || s.act == typed::StepAct::notify_role)
                if (c_.program.roles[s.target].scoped && !has_scope(require.need, c_.program.roles[s.target].scope)) scoped = {s.target};
        }
        const auto refuse = [&](DiagKind kind, std::string message, std::string help) {
            c_.diagnostics.report(kind, span, std::move(message)).with_other(chain.span, "declared here").with_help(std::move(help));
            return false;
        };
        bool good = true;
        if (!has_require && (at_due || reassign)) {
            good =
                refuse(DiagKind::escalation_needs_require,
                       fmt::format("`{}` speaks of {}, but this rule requires nobody", chain.name, at_due ? "a deadline" : "an approver"),
                       "only `after` steps that notify, hold or reject make sense here");
        } else if (at_due && !require.within.valid()) {
            good = refuse(DiagKind::escalation_needs_deadline,
                          fmt::format("`{}` speaks of a deadline, but this `require` has none", chain.name),
                          "say by when: `within 4 business hours`, before `escalate`");
        } else if (next && c_.program[require.need].kind != typed::NeedKind::ladder) {
            good = refuse(DiagKind::escalation_needs_ladder,
                          fmt::format("`{}` reassigns to the next rung, but this `require` names no ladder", chain.name),
                          "require a ladder: `require L covering …`");
        }
        if (scoped)
            good = refuse(DiagKind::escalation_scope,
                          fmt::format("`{}` of `{}` is scoped by {}, and what is required here has no such scope",
                                      c_.program.roles[scoped->value].name, chain.name, c_.describe(c_.program.roles[scoped->value].scope)),
                          "require a role that has this scope, or reassign to one without");
        if (business) good = exprs_.needs_calendar(span, fmt::format("the business durations of `{}`", chain.name)) && good;
        return good;
    }

    // Steps inherit the scope of the need: of one of its leaves.
    bool has_scope(typed::NeedId id, Type scope) const {
        if (!id.valid()) return false;
        const typed::Need& need = c_.program[id];
        if (need.scope.valid() && exprs_.type(need.scope).required() == scope.required()) return true;
        for (typed::NeedId child : need.children)
            if (has_scope(child, scope)) return true;
        return false;
    }

    Checker& c_;
    Scope& scope_;
    Exprs exprs_;
    bool reads_advice_;
    std::vector<typed::Effect> result_;
    const syntax::Effect* require_ = nullptr;
    const syntax::Effect* escalate_ = nullptr;
    std::vector<const syntax::Effect*> sets_;
};

}  // namespace

std::vector<const syntax::Effect*> pointers(const std::vector<syntax::Effect>& effects) {
    std::vector<const syntax::Effect*> result;
    for (const syntax::Effect& e : effects) result.push_back(&e);
    return result;
}

std::vector<typed::Effect> check_effects(Checker& c, Scope& scope, const std::vector<const syntax::Effect*>& effects, bool reads_advice) {
    return Effects(c, scope, reads_advice).check(effects);
}

}  // namespace ordain::sema
