#include "tests/oracle/effects.hpp"

#include <algorithm>

#include "runtime/base/arith.hpp"
#include "tests/oracle/business.hpp"
#include "tests/oracle/decimal.hpp"
#include "tests/oracle/format.hpp"

namespace ordain::oracle {

namespace {

using typed::Effect;
using typed::EffectKind;
using typed::NeedKind;

/// Where a ladder need stands on its ladder.
struct Standing {
    const typed::Ladder* ladder = nullptr;
    const typed::LadderRow* row = nullptr;
    std::size_t rung = 0;
};

class Contributor {
public:
    Contributor(Evaluation& evaluate, const typed::Waiver* waiver, Fired& fired)
        : evaluate_(evaluate), program_(evaluate.program()), waiver_(waiver), fired_(fired) {}

    void all(const std::vector<Effect>& effects) {
        const auto is_require = [](const Effect& e) { return e.kind == EffectKind::require; };
        has_require_ = std::any_of(effects.begin(), effects.end(), is_require);
        for (const Effect& e : effects)
            if (e.kind == EffectKind::escalate) standalone_.push_back(&e);
        for (const Effect& e : effects) one(e);
    }

private:
    void one(const Effect& e) {
        switch (e.kind) {
            case EffectKind::release: states(Verdict::release); return;
            case EffectKind::require:
                if (waiver_ != nullptr) return states(Verdict::release);
                states(Verdict::require);
                return require(e);
            case EffectKind::hold:
                if (waiver_ != nullptr) return states(Verdict::release);
                states(Verdict::hold);
                fired_.holds.push_back({program_.queues[e.queue.value].name, {}});
                return;
            case EffectKind::reject: states(waiver_ != nullptr && waiver_->reject ? Verdict::release : Verdict::reject); return;
            case EffectKind::route: {
                const std::int64_t normal = 1;
                fired_.routes.push_back({program_.queues[e.queue.value].name, e.value.valid() ? evaluate_(e.value).number : normal, {}});
                return;
            }
            case EffectKind::do_: fired_.actions.push_back({program_.actions[e.action.value].name, e.when, {}}); return;
            case EffectKind::notify_role:
            case EffectKind::notify_channel:
            case EffectKind::notify_person: return notify(e);
            case EffectKind::reason: return reason(e);
            case EffectKind::set: {
                const typed::Output& output = program_.outputs[e.output.value];
                const Value v = evaluate_(e.value);
                fired_.outputs.push_back({output.name, value_json(program_, program_[e.value].type, v)});
                return;
            }
            case EffectKind::escalate:
                if (!has_require_) escalate(e, evaluate_.event().time.value(), std::nullopt, {}, {});
                return;
        }
    }

    void states(Verdict v) {
        if (!fired_.verdict || v > *fired_.verdict) fired_.verdict = v;
    }

    std::string filled(const typed::Template& text) {
        std::string out;
        for (const typed::TextPart& part : text)
            out += part.expr.valid() ? value_text(program_, program_[part.expr].type, evaluate_(part.expr)) : part.text;
        return out;
    }

    std::string scope(typed::ExprId id) { return scope_text(program_, program_[id].type, evaluate_(id)); }

    void notify(const Effect& e) {
        Notice n;
        if (e.kind == EffectKind::notify_role) {
            n.to = Json::object().with("role", Json::string(program_.roles[e.role.value].name));
            if (e.scope.valid()) n.to.with("for", Json::string(scope(e.scope)));
        } else if (e.kind == EffectKind::notify_channel) {
            n.to = Json::object().with("channel", Json::string(program_.channels[e.channel.value].name));
        } else {
            n.to = Json::object().with("person", Json::string(evaluate_(e.person).text));
        }
        if (!e.text.empty()) n.text = filled(e.text);
        fired_.notify.push_back(std::move(n));
    }

    void reason(const Effect& e) {
        const typed::Reason& declared = program_.reasons[e.reason.value];
        fired_.reasons.push_back({declared.code, e.text.empty() ? declared.text : filled(e.text), {}});
    }

    // --- require ------------------------------------------------------------------------------------------------
    void require(const Effect& e) {
        Approval a;
        Standing standing;
        a.need = resolve(e.need, standing);
        const std::int64_t start = e.start.valid() ? evaluate_(e.start).number : evaluate_.event().time.value();
        if (e.within.valid()) {
            const std::int64_t duration = evaluate_(e.within).number;
            a.due = later(start, program_[e.within].type, duration, e.due_calendar);
        }
        for (typed::ExprId person : e.never) {
            const Value v = evaluate_(person);
            const bool known = v.missing || std::find(a.never.begin(), a.never.end(), v.text) != a.never.end();
            if (!known) a.never.push_back(v.text);
        }
        if (e.escalation.valid()) escalate(e, start, a.due, a.need, standing);
        for (const Effect* s : standalone_) escalate(*s, start, a.due, a.need, standing);
        fired_.approvals.push_back(std::move(a));
    }

    Need resolve(typed::NeedId id, Standing& standing) {
        const typed::Need& need = program_[id];
        Need out;
        out.kind = need.kind;
        out.count = need.count;
        std::optional<Value> scope_value;
        if (need.scope.valid()) {
            scope_value = evaluate_(need.scope);
            out.scope = scope_text(program_, program_[need.scope].type, *scope_value);
        }
        if (need.kind == NeedKind::role) {
            out.role = need.role;
        } else if (need.kind == NeedKind::ladder) {
            const Standing here = climb(need, scope_value);
            if (standing.ladder == nullptr) standing = here;
            out.kind = NeedKind::role;
            out.role = here.row->rungs[here.rung].role;
            if (!program_.roles[out.role.value].scoped) out.scope.reset();
        } else {
            for (typed::NeedId child : need.children) out.children.push_back(resolve(child, standing));
            if (need.kind != NeedKind::any_of) out.count = 1;
        }
        return out;
    }

    Standing climb(const typed::Need& need, const std::optional<Value>& scope_value) {
        const typed::Ladder& ladder = program_.ladders[need.ladder.value];
        const int128 value = evaluate_(need.covering).number;
        const int128 size = value < 0 ? -value : value;
        const typed::LadderRow* row = nullptr;
        for (const typed::LadderRow& r : ladder.rows) {
            if (r.any || row != nullptr || !scope_value) continue;
            if (equal(ladder.scope, constant(r.scope), *scope_value)) row = &r;
        }
        for (const typed::LadderRow& r : ladder.rows)
            if (row == nullptr && r.any) row = &r;
        for (std::size_t i = 0; row != nullptr && i < row->rungs.size(); ++i) {
            const typed::Rung& rung = row->rungs[i];
            if (!rung.absent && (rung.unlimited || size <= rung.limit)) return {&ladder, row, i};
        }
        throw Faulted{FaultCode::BEYOND_LADDER, {}};
    }

    // --- time and escalations -----------------------------------------------------------------------------------
    std::int64_t later(std::int64_t start, Type type, std::int64_t duration, typed::CalendarId calendar) const {
        if (type.kind == TypeKind::elapsed) return checked(Type{TypeKind::timestamp}, static_cast<int128>(start) + duration);
        const auto at = business_deadline(program_.calendars[calendar.value], start, duration);
        if (!at) throw Faulted{FaultCode::BEYOND_CALENDAR, {}};
        return *at;
    }

    void escalate(const Effect& e, std::int64_t start, std::optional<std::int64_t> due, const Need& need, const Standing& standing) {
        const typed::Escalation& chain = program_.escalations[e.escalation.value];
        for (const typed::Step& step : chain.steps) {
            std::int64_t at = 0;
            switch (step.kind) {
                case typed::StepKind::after: at = later(start, step.duration_type, step.duration, e.step_calendar); break;
                case typed::StepKind::at_due: at = due.value(); break;
                case typed::StepKind::past_due: at = later(due.value(), step.duration_type, step.duration, e.step_calendar); break;
            }
            fired_.escalations.push_back({chain.name, at, act(step, need, standing), {}});
        }
    }

    static const Need* first_scoped(const Need& need) {
        if (need.kind == NeedKind::role) return need.scope ? &need : nullptr;
        for (const Need& child : need.children)
            if (const Need* found = first_scoped(child)) return found;
        return nullptr;
    }

    std::string role_with_scope(typed::RoleId role, const Need& need) const {
        const typed::Role& r = program_.roles[role.value];
        const Need* scoped = first_scoped(need);
        return r.scoped && scoped != nullptr ? r.name + " for " + *scoped->scope : r.name;
    }

    std::string act(const typed::Step& step, const Need& need, const Standing& standing) const {
        const std::string text = step.text.empty() ? "" : " \"" + step.text + "\"";
        switch (step.act) {
            case typed::StepAct::notify_role: return "notify " + role_with_scope(typed::RoleId{step.target}, need) + text;
            case typed::StepAct::notify_channel: return "notify " + program_.channels[step.target].name + text;
            case typed::StepAct::notify_person: return "notify person" + text;
            case typed::StepAct::reassign: return "reassign to " + role_with_scope(typed::RoleId{step.target}, need);
            case typed::StepAct::reassign_next: return "reassign to " + role_with_scope(next_rung(standing), need);
            case typed::StepAct::hold: return "hold in " + program_.queues[step.target].name;
            case typed::StepAct::reject: return "reject";
        }
        return {};
    }

    static typed::RoleId next_rung(const Standing& standing) {
        const std::vector<typed::Rung>& rungs = standing.row->rungs;
        for (std::size_t i = standing.rung + 1; i < rungs.size(); ++i)
            if (!rungs[i].absent) return rungs[i].role;
        return rungs[standing.rung].role;
    }

    Evaluation& evaluate_;
    const typed::Program& program_;
    const typed::Waiver* waiver_;
    Fired& fired_;
    bool has_require_ = false;
    std::vector<const Effect*> standalone_;
};

}  // namespace

void contribute(Evaluation& evaluate, const std::vector<Effect>& effects, const typed::Waiver* waiver, Fired& fired) {
    Contributor(evaluate, waiver, fired).all(effects);
}

}  // namespace ordain::oracle
