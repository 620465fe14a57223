// Decision and its lists, of decision.hpp.
#include "ordain/decision.hpp"

#include "runtime/vm/decision_json.hpp"
#include "runtime/vm/evaluator_state.hpp"
#include "runtime/vm/outcome.hpp"
#include "runtime/vm/show.hpp"

namespace ordain {

namespace {

using State = detail::EvaluatorState;
using Model = DecisionModel;

Timestamp timestamp(std::int64_t ns) {
    return Timestamp(std::chrono::nanoseconds(ns));
}

std::string_view name(const State& s, std::span<const program::NameRec> names, std::uint32_t id) {
    return s.image().str(names[id].name);
}

std::uint32_t following(const State&, std::uint32_t at) {
    return at + 1;
}
std::uint32_t next_link(const State& s, std::uint32_t at) {
    return s.model.links[at].next;
}

/// A list whose items are numbered from 0.
template <class Item>
List<Item> numbered(const State& s, std::size_t size, Item (*read)(const State&, std::uint32_t)) {
    return {s, 0, static_cast<std::uint32_t>(size), read, following};
}

Rule rule(const State& s, std::uint32_t source) {
    const Model::Source& from = s.model.sources[source];
    return {from.rule == program::none ? std::string_view("default") : s.image().str(s.image().rules[from.rule].id), source, &s};
}
Rule linked_rule(const State& s, std::uint32_t link) {
    return rule(s, s.model.links[link].value);
}
List<Rule> rules_of(const State& s, const Model::Chain& chain) {
    return {s, chain.first, Model::none, linked_rule, next_link};
}

std::string_view linked_person(const State& s, std::uint32_t link) {
    return s.model.person(s.model.links[link].value);
}

std::uint32_t next_need(const State& s, std::uint32_t at) {
    return s.model.needs[at].next;
}

Need need(const State& s, std::uint32_t id) {
    const Model::Need& from = s.model.needs[id];
    Need to;
    to.count = from.count;
    switch (from.op) {
        case program::NeedOp::all: to.kind = NeedKind::all; break;
        case program::NeedOp::any_of: to.kind = NeedKind::any; break;
        case program::NeedOp::then: to.kind = NeedKind::then; break;
        default:
            to.role = s.image().str(s.image().roles[from.role].name);
            if (from.scoped) to.scope = s.model.text(from.scope);
            return to;
    }
    to.of = {s, from.first_child, Model::none, need, next_need};
    return to;
}

Approval approval(const State& s, std::uint32_t at) {
    const Model::Approval& from = s.model.approvals[at];
    Approval to;
    to.need = need(s, from.need);
    if (from.has_due) to.due = timestamp(from.due);
    to.never = {s, from.never.first, Model::none, linked_person, next_link};
    to.by = rules_of(s, from.by);
    return to;
}

Hold hold(const State& s, std::uint32_t at) {
    return {name(s, s.image().queues, s.model.holds[at].queue), rules_of(s, s.model.holds[at].by)};
}

Route route(const State& s, std::uint32_t at) {
    const Model::Route& from = s.model.routes[at];
    return {name(s, s.image().queues, from.queue), static_cast<Priority>(from.priority), rules_of(s, from.by)};
}

Action action(const State& s, std::uint32_t at) {
    const Model::Action& from = s.model.actions[at];
    return {name(s, s.image().actions, from.action), static_cast<When>(from.when), rules_of(s, from.by)};
}

Escalation escalation(const State& s, std::uint32_t at) {
    const Model::Escalation& from = s.model.escalations[at];
    return {s.image().str(s.image().escalations[from.chain].name), timestamp(from.at), s.model.text(from.act), rules_of(s, from.by)};
}

Notice notice(const State& s, std::uint32_t at) {
    const Model::Notice& from = s.model.notices[at];
    Notice to;
    if (from.to == program::EffectOp::notify_role) {
        to.name = s.image().str(s.image().roles[from.id].name);
        if (from.scoped) to.scope = s.model.text(from.subject);
    } else if (from.to == program::EffectOp::notify_channel) {
        to.to = Recipient::channel;
        to.name = name(s, s.image().channels, from.id);
    } else {
        to.to = Recipient::person;
        to.name = s.model.text(from.subject);
    }
    if (from.has_text) to.text = s.model.text(from.text);
    to.by = rules_of(s, from.by);
    return to;
}

Reason reason(const State& s, std::uint32_t at) {
    const Model::Reason& from = s.model.reasons[at];
    return {name(s, s.image().reasons, from.reason), s.model.text(from.text), rules_of(s, from.by)};
}

std::uint32_t next_output(const State& s, std::uint32_t at) {
    return s.model.outputs[at].next;
}
Output output(const State& s, std::uint32_t at) {
    const Model::Output& from = s.model.outputs[at];
    return {s.image().str(s.image().outputs[from.output].name), !from.present, at, &s};
}
List<Output> outputs_of(const State& s, std::uint32_t element) {
    return {s, s.model.outputs_of(element).first, Model::none, output, next_output};
}

Element element(const State& s, std::uint32_t at) {
    const Model::Element& from = s.model.elements[at];
    Element to;
    if (from.verdict >= 0) to.verdict = static_cast<Verdict>(from.verdict);
    to.outputs = outputs_of(s, at);
    to.by = rules_of(s, from.by);
    to.number = at;
    to.state = &s;
    return to;
}

bool of_one_bundle(const State& a, const State& b) {
    return a.bundle == b.bundle || a.bundle->id() == b.bundle->id();
}

}  // namespace

std::string_view verdict_name(Verdict verdict) {
    constexpr std::string_view names[] = {"release", "require", "hold", "reject", "fault"};
    return names[static_cast<std::size_t>(verdict)];
}

void Rule::append_text(std::string& out) const {
    out += id;
    const Model::Source& from = state->model.sources[source];
    if (from.list == program::none) return;
    out += '@';
    append_element_pointer(out, state->image(), state->store, from.list, from.row);
}

void Output::append_value(std::string& out) const {
    const Model::Output& from = state->model.outputs[number];
    if (from.present)
        append_value_json(out, state->image(), state->store, state->image().outputs[from.output].type, from.value, from.currency);
    else
        out += "null";
}

void Element::append_pointer(std::string& out) const {
    const Model::Element& from = state->model.elements[number];
    append_element_pointer(out, state->image(), state->store, from.list, from.row);
}

Verdict Decision::verdict() const {
    return state_->model.verdict;
}
std::string_view Decision::id() const {
    return state_->identity.id();
}
std::string_view Decision::fingerprint() const {
    return state_->identity.fingerprint();
}
std::optional<std::string_view> Decision::event_id() const {
    return state_->store.has_id ? std::optional(state_->store.id) : std::nullopt;
}
std::optional<std::string_view> Decision::event_type() const {
    return state_->store.has_type ? std::optional(state_->store.type) : std::nullopt;
}
std::optional<Timestamp> Decision::event_time() const {
    return state_->store.has_time ? std::optional(timestamp(state_->store.time)) : std::nullopt;
}

List<Approval> Decision::approvals() const {
    return numbered(*state_, state_->model.approvals.size(), approval);
}
List<Hold> Decision::holds() const {
    return numbered(*state_, state_->model.holds.size(), hold);
}
List<Route> Decision::routes() const {
    return numbered(*state_, state_->model.routes.size(), route);
}
List<Action> Decision::actions() const {
    return numbered(*state_, state_->model.actions.size(), action);
}
List<Escalation> Decision::escalations() const {
    return numbered(*state_, state_->model.escalations.size(), escalation);
}
List<Notice> Decision::notices() const {
    return numbered(*state_, state_->model.notices.size(), notice);
}
List<Reason> Decision::reasons() const {
    return numbered(*state_, state_->model.reasons.size(), reason);
}
List<Output> Decision::outputs() const {
    return outputs_of(*state_, Model::none);
}
List<Element> Decision::elements() const {
    return numbered(*state_, state_->model.elements.size(), element);
}
List<Rule> Decision::rules() const {
    return numbered(*state_, state_->model.fired, rule);
}

std::optional<Fault> Decision::fault() const {
    if (verdict() != Verdict::fault) return std::nullopt;
    Fault fault;
    fault.code = fault_code();
    const EventStore& store = state_->store;
    if (store.fault != FaultCode::none && store.fault_has_field) fault.field = {store.fault_pointer.data(), store.fault_pointer.size()};
    return fault;
}
std::string_view Decision::fault_code() const {
    return fault_name(state_->model.fault_code);
}

void Decision::append_json(std::string& out) const {
    append_decision(out, state_->image(), state_->bundle->loaded().phrases, state_->store, state_->model);
}

bool at_most_as_strict(const Decision& decision, const Decision& other, DueTimes due) {
    const State &a = decision.state(), &b = other.state();
    return of_one_bundle(a, b) && at_most_as_strict(a.image(), a.model, b.model, due);
}

bool still_stands(const Decision& approved, const Decision& now) {
    const State &was = approved.state(), &is = now.state();
    if (!of_one_bundle(was, is) || was.model.verdict == Verdict::fault || is.model.verdict == Verdict::fault) return false;
    return bound_values_stand(is.image(), bound_values(was.image(), was.store), bound_values(is.image(), is.store)) &&
           at_most_as_strict(is.image(), is.model, was.model, DueTimes::ignored);
}

}  // namespace ordain
