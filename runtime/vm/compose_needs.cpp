// Composer: what a `require` asks for, with its escalations.
#include <algorithm>

#include "runtime/program/step_act.hpp"
#include "runtime/vm/compose.hpp"
#include "runtime/vm/identity.hpp"
#include "runtime/vm/show.hpp"
#include "runtime/vm/step_text.hpp"

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
            need.scope = text_from(begin);
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

/// Equal for needs that are the same.
std::uint64_t Composer::need_hash(std::uint32_t id) {
    const Model::Need& need = model_->needs[id];
    if (need.first_child == Model::none) {
        KeyedHash hash;
        hash << static_cast<std::uint64_t>(need.op) << need.count << need.role << (need.scoped ? 1 : 0);
        return (hash << model_->text(need.scope)).value();
    }
    form_.clear();
    append_need(form_, *model_, id);
    return (KeyedHash() << form_.bytes()).value();
}

void Composer::add_require(const program::EffectRec& e, const std::int64_t* args, std::uint32_t source, Require& require) {
    Model& m = *model_;
    require.need = resolve(e.id, args, require.ladder);
    const bool has_due = (e.flags & program::effect_flags::has_due) != 0;
    const std::int64_t due = has_due ? *args++ : 0;
    const auto same = [&](const Model::Approval& a) { return same_need(a.need, require.need); };
    const auto hash = [&](const Model::Approval& a) { return need_hash(a.need); };
    Model::Approval& approval = entry(m.approvals, indices_.approvals, Model::Approval{require.need, has_due, due, {}, {}}, same, hash);
    if (has_due && (!approval.has_due || due < approval.due)) approval.has_due = true, approval.due = due;
    for (std::uint32_t i = 0; i < e.never; ++i) {
        const std::int64_t symbol = *args++;
        if (symbol >= 0) add_person(static_cast<std::uint32_t>(&approval - m.approvals.data()), symbol_text(image_, *store_, symbol));
    }
    add_once(approval.by, source);
    if (e.escalation != program::none) add_escalations(e.escalation, args, source, require);
}

void Composer::add_person(std::uint32_t approval, std::string_view name) {
    Model& m = *model_;
    const auto hash_of = [](std::uint32_t of, std::string_view text) { return (KeyedHash() << of << text).value(); };
    const auto same = [&](std::uint32_t i) { return m.persons[i].approval == approval && m.person(i) == name; };
    const auto hash = [&](std::uint32_t i) { return hash_of(m.persons[i].approval, m.person(i)); };
    const auto number = static_cast<std::uint32_t>(m.persons.size());
    if (indices_.persons.find(number, same, hash, [&] { return hash_of(approval, name); }) != EqualIndex::absent) return;
    const std::size_t begin = m.chars.size();
    m.chars += name;
    m.persons.push_back({approval, text_from(begin)});
    m.append(m.approvals[approval].never, number);
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

/// The act of a step that depends on the need.
void Composer::append_needed_act(const program::StepRec& step, const Require& require) {
    const auto act = static_cast<StepAct>(step.act);
    model_->chars += act == StepAct::notify_role ? "notify " : "reassign to ";
    if (act != StepAct::reassign_next)
        append_role(step.target, require.need);
    else if (require.ladder.ladder != program::none)
        append_role(next_rung(require.ladder), require.need);
    append_act_text(model_->chars, image_, step);
}

/// Most acts are the same whatever is required: their texts are made once.
void Composer::prepare_acts() {
    for (const program::StepRec& step : image_.steps) {
        const std::size_t begin = acts_.size();
        if (!depends_on_need(image_, step)) append_act(acts_, image_, step);
        step_acts_.push_back({nullptr, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(acts_.size() - begin)});
    }
    for (DecisionModel::Text& act : step_acts_)
        if (act.size != 0) act = {acts_.data() + act.offset, 0, act.size};  // no act is without words
}

void Composer::add_escalations(std::uint32_t chain, const std::int64_t* times, std::uint32_t source, const Require& require) {
    Model& m = *model_;
    const program::Range32 steps = image_.escalations[chain].steps;
    for (std::uint32_t step = steps.first; step < steps.first + steps.count; ++step) {
        const std::size_t begin = m.chars.size();
        Model::Escalation fresh{chain, step, *times++, step_acts_[step], {}};
        if (fresh.act.constant == nullptr) {
            append_needed_act(image_.steps[step], require);
            fresh.act = text_from(begin);
        }
        const auto same = [&](const Model::Escalation& x) {
            return x.chain == chain && x.at == fresh.at && m.text(x.act) == m.text(fresh.act);
        };
        const auto hash = [&](const Model::Escalation& x) {
            return (KeyedHash() << x.chain << static_cast<std::uint64_t>(x.at) << m.text(x.act)).value();
        };
        add_once(worded_entry(m.escalations, indices_.escalations, fresh, begin, same, hash).by, source);
    }
}

}  // namespace ordain
