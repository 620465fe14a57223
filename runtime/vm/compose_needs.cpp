// Composer: what a `require` asks for, with its escalations.
#include <algorithm>

#include "runtime/program/step_act.hpp"
#include "runtime/vm/compose.hpp"
#include "runtime/vm/identity.hpp"
#include "runtime/vm/show.hpp"

namespace ordain {

using program::NeedOp;
using program::StepAct;
using Model = DecisionModel;

namespace {

std::uint32_t first_scoped(const Model& m, std::uint32_t need) {
    if (m.needs[need].op == NeedOp::role) return m.needs[need].scoped ? need : Model::none;
    for (std::uint32_t c = m.needs[need].first_child; c != Model::none; c = m.needs[c].next) {
        const std::uint32_t found = first_scoped(m, c);
        if (found != Model::none) return found;
    }
    return Model::none;
}

}  // namespace

std::uint32_t Composer::resolve(std::uint32_t id, const std::int64_t*& args, Ladder& ladder) {
    Model& m = *model_;
    const program::NeedRec& rec = image_.needs[id];
    Model::Need need;
    need.op = rec.op;
    need.count = rec.count;
    Ladder here;
    if (rec.op == NeedOp::ladder) {
        const program::Range32 rungs = image_.ladders[rec.id].roles;
        here = {rec.id, std::clamp<std::int64_t>(*args++, 0, std::int64_t{rungs.count} - 1), 0, rec.scoped != 0};
        need.op = NeedOp::role;
        need.role = image_.ladder_roles[rungs.first + static_cast<std::size_t>(here.rung)];
    } else if (rec.op == NeedOp::role) {
        need.role = rec.id;
    } else if (rec.op != NeedOp::any_of) {
        need.count = 1;
    }
    if (rec.scoped != 0) {
        const std::int64_t scope = *args++;
        here.scope = scope;
        if (image_.roles[need.role].scoped != 0) {
            const std::size_t begin = m.chars.size();
            append_scope(m.chars, image_, *store_, rec.scope, scope);
            need.scoped = true;
            need.scope = {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(m.chars.size() - begin)};
        }
    }
    if (rec.op == NeedOp::ladder && ladder.ladder == program::none) ladder = here;
    const auto made = static_cast<std::uint32_t>(m.needs.size());
    m.needs.push_back(need);
    std::uint32_t last = Model::none;
    for (const std::uint32_t child : program::slice(image_.need_children, rec.children)) {
        const std::uint32_t c = resolve(child, args, ladder);
        if (last == Model::none)
            m.needs[made].first_child = c;
        else
            m.needs[last].next = c;
        last = c;
    }
    return made;
}

bool Composer::same_need(std::uint32_t a, std::uint32_t b) {
    const Model& m = *model_;
    const Model::Need &x = m.needs[a], &y = m.needs[b];
    if (x.op != y.op || x.count != y.count || x.role != y.role || x.scoped != y.scoped || m.text(x.scope) != m.text(y.scope)) return false;
    if (x.first_child == Model::none || y.first_child == Model::none) return x.first_child == y.first_child;
    form_.clear(), other_form_.clear();
    append_need(form_, m, a), append_need(other_form_, m, b);
    return form_.bytes() == other_form_.bytes();
}

void Composer::add_require(const program::EffectRec& e, const std::int64_t* args, std::uint32_t source, Require& require) {
    Model& m = *model_;
    require.need = resolve(e.id, args, require.ladder);
    const bool has_due = (e.flags & program::effect_flags::has_due) != 0;
    const std::int64_t due = has_due ? *args++ : 0;
    const auto same = [&](const Model::Approval& a) { return same_need(a.need, require.need); };
    auto at = std::find_if(m.approvals.begin(), m.approvals.end(), same);
    if (at == m.approvals.end()) at = m.approvals.insert(at, Model::Approval{require.need, has_due, due, {}, {}});
    if (has_due && (!at->has_due || due < at->due)) at->has_due = true, at->due = due;
    for (std::uint32_t i = 0; i < e.never; ++i) {
        const std::int64_t symbol = *args++;
        if (symbol < 0) continue;
        const std::string_view person = symbol_text(image_, *store_, symbol);
        bool known = false;
        for (std::uint32_t l = at->never.first; l != Model::none; l = m.links[l].next)
            known = known || m.text(m.persons[m.links[l].value]) == person;
        if (known) continue;
        m.persons.push_back({static_cast<std::uint32_t>(m.chars.size()), static_cast<std::uint32_t>(person.size())});
        m.chars += person;
        m.append(at->never, static_cast<std::uint32_t>(m.persons.size() - 1));
    }
    add_once(at->by, source);
    if (e.escalation != program::none) add_escalations(e.escalation, args, source, require);
}

std::uint32_t Composer::next_rung(const Ladder& at) const {
    const program::LadderRec& ladder = image_.ladders[at.ladder];
    for (const auto& row : program::slice(image_.ladder_rows, ladder.rows)) {
        if (row.any == 0 && (!at.scoped || row.scope != at.scope)) continue;
        for (auto i = static_cast<std::uint32_t>(at.rung) + 1; i < ladder.roles.count; ++i)
            if (image_.ladder_rungs[row.rungs + i].absent == 0) return image_.ladder_roles[ladder.roles.first + i];
        break;
    }
    return image_.ladder_roles[ladder.roles.first + static_cast<std::uint32_t>(at.rung)];
}

void Composer::append_role(std::uint32_t role, std::uint32_t need) {
    Model& m = *model_;
    m.chars += image_.str(image_.roles[role].name);
    if (image_.roles[role].scoped == 0 || need == Model::none) return;
    const std::uint32_t scoped = first_scoped(m, need);
    if (scoped == Model::none) return;
    const Model::Text scope = m.needs[scoped].scope;
    m.chars += " for ";
    m.chars.append(m.chars, scope.offset, scope.size);
}

void Composer::add_escalations(std::uint32_t chain, const std::int64_t* times, std::uint32_t source, const Require& require) {
    Model& m = *model_;
    for (const auto& step : program::slice(image_.steps, image_.escalations[chain].steps)) {
        const std::size_t begin = m.chars.size();
        switch (static_cast<StepAct>(step.act)) {
            case StepAct::notify_role:
                m.chars += "notify ";
                append_role(step.target, require.need);
                break;
            case StepAct::notify_channel:
                m.chars += "notify ";
                m.chars += image_.str(image_.channels[step.target].name);
                break;
            case StepAct::notify_person: m.chars += "notify person"; break;
            case StepAct::reassign:
                m.chars += "reassign to ";
                append_role(step.target, require.need);
                break;
            case StepAct::reassign_next:
                m.chars += "reassign to ";
                if (require.ladder.ladder != program::none) append_role(next_rung(require.ladder), require.need);
                break;
            case StepAct::hold:
                m.chars += "hold in ";
                m.chars += image_.str(image_.queues[step.target].name);
                break;
            case StepAct::reject: m.chars += "reject"; break;
        }
        if (step.text.size != 0) {
            m.chars += " \"";
            m.chars += image_.str(step.text);
            m.chars += '"';
        }
        const Model::Text act{static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(m.chars.size() - begin)};
        const std::int64_t at = *times++;
        const auto same = [&](const Model::Escalation& x) { return x.chain == chain && x.at == at && m.text(x.act) == m.text(act); };
        auto known = std::find_if(m.escalations.begin(), m.escalations.end(), same);
        if (known == m.escalations.end()) known = m.escalations.insert(known, Model::Escalation{chain, at, act, {}});
        add_once(known->by, source);
    }
}

}  // namespace ordain
