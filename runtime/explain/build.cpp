// Entry: see_policies.
#include "runtime/explain/build.hpp"

#include <algorithm>
#include <span>
#include <utility>

#include "runtime/explain/beyond.hpp"
#include "runtime/explain/deadline.hpp"
#include "runtime/explain/rounds.hpp"
#include "runtime/program/opcode.hpp"
#include "runtime/vm/show.hpp"

namespace ordain::explain {

namespace {

using program::none;
using program::NoteKind;
using program::NoteOp;
using program::NoteRec;
using program::Opcode;

/// The value of `and`, `or`, `not` follows from their operands.
void conclude(Seen& seen) {
    if (seen.operands.empty()) return;
    const auto any_is = [&](State state) {
        return std::any_of(seen.operands.begin(), seen.operands.end(), [=](const Seen& s) { return s.state == state; });
    };
    const auto decided = [&](bool value) { seen.state = State::known, seen.value = value ? 1 : 0; };
    const bool any_true = std::any_of(seen.operands.begin(), seen.operands.end(), is_true);
    const bool any_false =
        std::any_of(seen.operands.begin(), seen.operands.end(), [](const Seen& s) { return s.state == State::known && s.value == 0; });
    if (seen.operands.front().state == State::not_evaluated) return;
    if (any_is(State::faulted))
        seen.state = State::faulted;
    else if (seen.op == NoteOp::not_)
        decided(!is_true(seen.operands.front()));
    else if (seen.op == NoteOp::and_)
        decided(!any_false);
    else
        decided(any_true);
    if (seen.state == State::known) seen.shown = seen.json = seen.value != 0 ? "true" : "false";
}

/// Instructions [first, end).
struct Between {
    std::uint32_t first = 0, end = none;
};

/// One policy for one event.
class Builder {
public:
    Builder(detail::EvaluatorState& state, std::uint32_t chunk, bool with_advice)
        : state_(state),
          image_(state.image()),
          record_(image_.trace_chunks[chunk]),
          notes_(program::slice(image_.notes, image_.note_ranges[chunk])) {
        seen_.chunk = chunk;
        seen_.with_advice = with_advice;
    }

    PolicySeen run() {
        const std::int64_t time = state_.store.time;
        if (time < record_.from || time >= record_.until) {
            seen_.state = time < record_.from ? PolicyState::not_yet : PolicyState::no_longer;
            return std::move(seen_);
        }
        state_.machine.trace(state_.store, seen_.chunk, out_, seen_.with_advice, steps_);
        seen_.cut_short = steps_.size() >= most_trace_steps;
        fault();
        const Stretch whole(steps_);
        see_applies(whole);
        for (Seen& let : roots(whole, NoteKind::let, none, {record_.code, each_loop()})) seen_.lets.push_back(std::move(let));
        if (seen_.state == PolicyState::applies_when_false) return std::move(seen_);
        if (record_.each_list == none)
            seen_.matches.push_back(match(whole, -1));
        else
            elements(whole);
        return std::move(seen_);
    }

private:
    detail::EvaluatorState& state_;
    const program::Image& image_;
    const program::ChunkRec& record_;
    std::span<const NoteRec> notes_;
    std::vector<TraceStep> steps_;
    Contributions out_;
    PolicySeen seen_;

    void fault() {
        if (out_.fault.code != FaultCode::none) seen_.fault = out_.fault.code;
        if (!out_.shadow_faults.empty()) seen_.fault = out_.shadow_faults.front().code;
        if (seen_.fault == FaultCode::none) return;
        seen_.state = PolicyState::faulted;
        seen_.beyond = find_beyond(state_, seen_.chunk, notes_, steps_);
    }

    void see_applies(const Stretch& whole) {
        seen_.applies = roots(whole, NoteKind::applies, none);
        if (out_.applied.empty() && seen_.fault == FaultCode::none && !seen_.cut_short) seen_.state = PolicyState::applies_when_false;
    }

    /// The loop of an `each`: the first one over its list after the policy is known to apply.
    [[nodiscard]] std::uint32_t each_loop() const {
        if (record_.each_list == none) return none;
        bool applies = false;
        for (std::uint32_t pc = record_.code; pc < record_.code_end; ++pc) {
            const auto op = static_cast<Opcode>(image_.trace_code[pc].op);
            if (op == Opcode::APPLIES) applies = true;
            if (applies && op == Opcode::LOOP && image_.trace_code[pc].b == record_.each_list) return pc;
        }
        return none;
    }

    void elements(const Stretch& whole) {
        const std::uint32_t loop = each_loop();
        if (loop == none) return;
        for (const Stretch& round : whole.rounds(image_.trace_code, loop)) seen_.matches.push_back(match(round, round.row()));
        if (seen_.matches.empty() && seen_.state == PolicyState::applies) seen_.state = PolicyState::no_element;
    }

    [[nodiscard]] std::string element(std::uint32_t list, std::int64_t row) const {
        std::string at;
        append_element_pointer(at, image_, state_.store, list, row);
        return at;
    }

    Match match(const Stretch& stretch, std::int64_t row) {
        Match found;
        if (row >= 0) found.at = element(record_.each_list, row);
        found.where = roots(stretch, NoteKind::where, none);
        if (row >= 0) found.lets = roots(stretch, NoteKind::let, none, {each_loop(), record_.code_end});
        found.selected = std::all_of(found.where.begin(), found.where.end(), is_true);
        const program::Range32 range = image_.chunk_rules[seen_.chunk];
        for (std::uint32_t r = range.first; r < range.first + range.count; ++r)
            if (r != record_.table_default) found.rules.push_back(rule(stretch, r, row));
        if (record_.table_default != none) found.rules.push_back(rule(stretch, record_.table_default, row));
        return found;
    }

    RuleSeen rule(const Stretch& stretch, std::uint32_t number, std::int64_t row) {
        RuleSeen seen;
        seen.rule = number;
        for (const NoteKind kind : {NoteKind::condition, NoteKind::cell})
            for (Seen& condition : roots(stretch, kind, number)) seen.conditions.push_back(std::move(condition));
        const auto asked = [](const Seen& s) { return s.state != State::not_evaluated; };
        const bool faulted =
            std::any_of(seen.conditions.begin(), seen.conditions.end(), [](const Seen& s) { return s.state == State::faulted; });
        if (std::any_of(seen.conditions.begin(), seen.conditions.end(), asked)) seen.state = RuleState::not_met;
        if (faulted) seen.state = RuleState::faulted;
        for (const auto& fired : out_.fired) {
            if (fired.rule != number || fired.element != row) continue;
            seen.state = RuleState::fired;
            seen.waiver = fired.waiver;
        }
        if (seen.state == RuleState::fired) effects(stretch, seen);
        return seen;
    }

    void effects(const Stretch& stretch, RuleSeen& seen) {
        seen.waiver_conditions = roots(stretch, NoteKind::waiver, seen.rule);
        for (Seen& value : roots(stretch, NoteKind::effect, seen.rule))
            if (value.state != State::not_evaluated) seen.values.push_back(std::move(value));
        for (const NoteRec& note : notes_) {
            if (note.kind != NoteKind::deadline || note.rule != seen.rule) continue;
            const TraceStep* start = step(stretch, note.presence);
            const TraceStep* duration = step(stretch, note.second);
            const TraceStep* due = step(stretch, note.pc);
            if (start == nullptr || duration == nullptr || due == nullptr) continue;
            Deadline deadline;
            deadline.text = image_.debug_str(note.text);
            deadline.duration = duration_text(note.type, duration->value);
            const Type timestamp{TypeKind::timestamp};
            append_value_text(deadline.start, image_, state_.store, timestamp, start->value, 0);
            append_value_text(deadline.due, image_, state_.store, timestamp, due->value, 0);
            deadline.steps = retrace(image_, note.calendar, note.type, start->value, duration->value, due->value);
            seen.deadlines.push_back(std::move(deadline));
        }
    }

    [[nodiscard]] static const TraceStep* step(const Stretch& stretch, std::uint32_t pc) {
        const TraceStep* found = pc == none ? nullptr : stretch.find(pc);
        return found == nullptr || found->fault != FaultCode::none ? nullptr : found;
    }

    /// The outermost expressions of one kind, of a rule or of the policy, that are computed there.
    std::vector<Seen> roots(const Stretch& stretch, NoteKind kind, std::uint32_t rule, Between place = {}) {
        std::vector<Seen> found;
        for (std::size_t i = 0; i < notes_.size();) {
            const std::size_t end = end_of(i);
            const NoteRec& note = notes_[i];
            const bool wanted = note.depth == 0 && note.kind == kind && (rule == none || note.rule == rule);
            if (wanted && note.begin >= place.first && note.begin < place.end) found.push_back(expression(stretch, i, end));
            i = end;
        }
        return found;
    }

    /// The note after the operands of note i.
    [[nodiscard]] std::size_t end_of(std::size_t i) const {
        std::size_t end = i + 1;
        while (end < notes_.size() && notes_[end].depth > notes_[i].depth) ++end;
        return end;
    }

    Seen expression(const Stretch& stretch, std::size_t i, std::size_t end) {
        const NoteRec& note = notes_[i];
        Seen seen;
        seen.op = note.op;
        seen.type = note.type;
        seen.text = image_.debug_str(note.text);
        seen.constant = note.constant != 0;
        std::size_t body = i + 1;  // operands before the loop, if there is one
        while (body < end && (note.loop == none || notes_[body].begin <= note.loop)) body = end_of(body);
        operands(stretch, i + 1, body, seen.operands);
        if (note.loop != none) rounds(stretch, note, body, end, seen);
        if (note.pc != none)
            value(stretch, note, seen);
        else
            conclude(seen);
        return seen;
    }

    void operands(const Stretch& stretch, std::size_t first, std::size_t end, std::vector<Seen>& out) {
        for (std::size_t i = first; i < end; i = end_of(i)) out.push_back(expression(stretch, i, end_of(i)));
    }

    void rounds(const Stretch& stretch, const NoteRec& note, std::size_t first, std::size_t end, Seen& seen) {
        const auto all = stretch.rounds(image_.trace_code, note.loop);
        seen.round_count = all.size();
        // what comes last decides `any` and `every`
        const std::size_t skipped = all.size() > most_rounds ? all.size() - most_rounds : 0;
        for (std::size_t r = skipped; r < all.size(); ++r) {
            Round round{element(image_.trace_code[note.loop].b, all[r].row()), {}};
            operands(all[r], first, end, round.operands);
            seen.rounds.push_back(std::move(round));
        }
    }

    void value(const Stretch& stretch, const NoteRec& note, Seen& seen) {
        const TraceStep* found = step(stretch, note.pc);
        if (found == nullptr) {
            if (stretch.faulted(note.begin, note.end)) seen.state = State::faulted;
            return;
        }
        const TraceStep* presence = step(stretch, note.presence);
        seen.state = presence != nullptr && presence->value == 0 ? State::missing : State::known;
        if (seen.state == State::missing) return;
        seen.value = found->value;
        const TraceStep* second = step(stretch, note.second);
        const std::int64_t currency = second == nullptr ? 0 : second->value;
        if (note.type.kind == TypeKind::business)
            seen.shown = duration_text(note.type, found->value);
        else
            append_value_text(seen.shown, image_, state_.store, note.type.required(), found->value, currency);
        if (note.type.kind == TypeKind::business)
            append_json_string(seen.json, seen.shown);
        else
            append_value_json(seen.json, image_, state_.store, note.type.required(), found->value, currency);
    }
};

}  // namespace

std::vector<PolicySeen> see_policies(detail::EvaluatorState& state) {
    std::vector<PolicySeen> seen;
    const program::Image& image = state.image();
    if (state.store.fault != FaultCode::none) return seen;
    const program::Range32 chunks = image.events[state.store.event].chunks;
    bool stopped = false;  // after a fault in an enforced policy nothing is evaluated
    for (std::uint32_t i = chunks.first; i < chunks.first + chunks.count; ++i) {
        if (stopped) {
            seen.push_back({});
            seen.back().chunk = i;
            seen.back().state = PolicyState::not_evaluated;
            continue;
        }
        seen.push_back(Builder(state, i, false).run());
        const bool shadow = (image.policies[image.chunks[i].policy].flags & program::policy_flags::shadow) != 0;
        stopped = seen.back().fault != FaultCode::none && !shadow;
        if (state.two_passes && image.chunks[i].reads_advice != 0) seen.push_back(Builder(state, i, true).run());
    }
    return seen;
}

}  // namespace ordain::explain
