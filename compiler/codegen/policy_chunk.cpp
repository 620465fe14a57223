#include "compiler/codegen/policy_chunk.hpp"

#include <fmt/format.h>

#include <chrono>

#include "compiler/codegen/lets.hpp"
#include "compiler/codegen/local_time.hpp"

namespace ordain::codegen {

using typed::EffectKind;

namespace {

std::string date_text(std::int64_t date) {
    const std::chrono::year_month_day day{std::chrono::sys_days{std::chrono::days{date}}};
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(day.year()), static_cast<unsigned>(day.month()),
                       static_cast<unsigned>(day.day()));
}

const std::vector<typed::Transition>& zone_of(const typed::Program& program, const typed::Policy& policy) {
    return policy.calendar.valid() ? program.calendars[policy.calendar.value].transitions : program.utc;
}

constexpr std::int64_t forever_before = INT32_MIN, forever_after = INT32_MAX;

}  // namespace

PolicyChunk::PolicyChunk(Shared& shared, Strings& strings, const typed::Instance& instance, const plan::EventLayout& layout, Notes* notes)
    : shared_(shared),
      strings_(strings),
      program_(shared.program),
      instance_(instance),
      policy_(shared.program.policies[instance.policy.value]),
      lowering_(shared, instance, layout, notes),
      effects_(shared, strings) {}

std::uint32_t PolicyChunk::rule_record(const typed::Rule& rule, std::uint32_t flags) {
    program::RuleRec rec;
    rec.id = strings_.add(rule.id);
    rec.name = strings_.add(rule.name);
    rec.text = strings_.add(rule.text);
    rec.policy = instance_.policy.value;
    rec.flags = flags;
    if (Notes* notes = lowering_.notes(); notes != nullptr) shared_.image.rule_places.push_back(notes->sources().place(rule.span));
    shared_.image.rules.push_back(rec);
    return static_cast<std::uint32_t>(shared_.image.rules.size() - 1);
}

std::uint32_t PolicyChunk::waiver_record(const typed::Waiver& waiver, std::uint32_t rule) {
    program::WaiverRec rec;
    rec.rule = rule;
    rec.reject = waiver.reject ? 1 : 0;
    rec.approved_by = strings_.add(waiver.approved_by);
    rec.because = strings_.add(waiver.because);
    rec.until = strings_.add(date_text(waiver.until));
    shared_.image.waivers.push_back(rec);
    return static_cast<std::uint32_t>(shared_.image.waivers.size() - 1);
}

void PolicyChunk::note(program::NoteKind kind, std::uint32_t rule) {
    if (lowering_.notes() != nullptr) lowering_.notes()->root(kind, rule);
}

void PolicyChunk::condition(const typed::Rule& rule, std::size_t number, std::uint32_t record, Label& next) {
    const bool is_cell = number < rule.columns.size();
    note(is_cell ? program::NoteKind::cell : program::NoteKind::condition, record);
    if (is_cell && lowering_.notes() != nullptr) lowering_.notes()->column(policy_.column_names[rule.columns[number]]);
    lowering_.jump_unless(rule.conditions[number], true, next);
}

void PolicyChunk::effects(const typed::Rule& rule, std::uint32_t number, const typed::Waiver* waiver) {
    note(program::NoteKind::effect, number);
    bool released = false;
    for (const typed::Effect& effect : rule.effects) {
        const bool lifted = effect.kind == EffectKind::require || effect.kind == EffectKind::hold || effect.kind == EffectKind::escalate ||
                            (effect.kind == EffectKind::reject && waiver != nullptr && waiver->reject);
        if (waiver == nullptr || !lifted) {
            effects_.emit(lowering_, effect);
        } else if (!released && effect.kind != EffectKind::escalate) {
            typed::Effect release;
            release.kind = EffectKind::release;
            effects_.emit(lowering_, release);
            released = true;
        }
    }
}

void PolicyChunk::fire(const typed::Rule& rule, std::uint32_t number) {
    Label done;
    for (const typed::Waiver& waiver : rule.waivers) {
        Label not_in_force;
        const std::size_t mark = lowering_.open_scope();
        const auto& zone = zone_of(program_, policy_);
        if (waiver.from != forever_before)
            lowering_.code.jump(Opcode::JLT, not_in_force, lowering_.event_time(), lowering_.constant(first_instant(zone, waiver.from)));
        if (waiver.until != forever_after)
            lowering_.code.jump(Opcode::JLE, not_in_force, lowering_.constant(first_instant(zone, std::int64_t{waiver.until} + 1)),
                                lowering_.event_time());
        note(program::NoteKind::waiver, number);
        if (waiver.when.valid()) lowering_.jump_unless(waiver.when, true, not_in_force);
        lowering_.code.emit(Opcode::FIRE, 0, number, 0, element_);
        lowering_.code.emit(Opcode::WAIVED, 0, waiver_record(waiver, number));
        effects(rule, number, &waiver);
        lowering_.close_scope(mark);
        lowering_.code.jump(Opcode::JMP, done);
        lowering_.code.bind(not_in_force);
    }
    const std::size_t mark = lowering_.open_scope();
    lowering_.code.emit(Opcode::FIRE, 0, number, 0, element_);
    effects(rule, number, nullptr);
    lowering_.close_scope(mark);
    lowering_.code.bind(done);
}

void PolicyChunk::first_or_all(Label& done) {
    const bool all = policy_.match == typed::Match::all;
    const Reg fired = all ? lowering_.code.temp() : 0;
    if (all) lowering_.code.emit(Opcode::MOV, fired, lowering_.constant(0));
    std::uint32_t number = first_rule_;
    for (const typed::Rule& rule : instance_.rules) {
        Label next;
        // the first condition is always evaluated: what it computes stays known for the rules after it
        std::size_t mark = lowering_.open_scope();
        if (!rule.conditions.empty()) condition(rule, 0, number, next);
        if (lowering_.has_room()) mark = lowering_.open_scope();
        for (std::size_t i = 1; i < rule.conditions.size(); ++i) condition(rule, i, number, next);
        fire(rule, number++);
        if (all)
            lowering_.code.emit(Opcode::MOV, fired, lowering_.constant(1));
        else
            lowering_.code.jump(Opcode::JMP, done);
        lowering_.close_scope(mark);
        lowering_.code.bind(next);
    }
    if (all) lowering_.code.jump(Opcode::JT, done, fired);
}

void PolicyChunk::unique(Label& done) {
    Label none;
    std::vector<Label> blocks(instance_.rules.size());
    find_in_turn(blocks, none);
    for (std::uint32_t i = 0; i < blocks.size(); ++i) {
        lowering_.code.bind(blocks[i]);
        fire(instance_.rules[i], first_rule_ + i);
        lowering_.code.jump(Opcode::JMP, done);
    }
    lowering_.code.bind(none);
}

void PolicyChunk::rules(std::uint32_t table_default) {
    Label done;
    first_rule_ = static_cast<std::uint32_t>(shared_.image.rules.size());
    for (const typed::Rule& rule : instance_.rules) (void)rule_record(rule, 0);
    if (!matched(done)) {
        if (policy_.match == typed::Match::unique)
            unique(done);
        else
            first_or_all(done);
    }
    if (instance_.otherwise) fire(*instance_.otherwise, rule_record(*instance_.otherwise, 1));
    if (table_default != program::none) {
        lowering_.code.emit(Opcode::FIRE, 0, table_default, 0, element_);
        for (const typed::Effect& effect : program_.defaults[instance_.event.value].effects) effects_.emit(lowering_, effect);
    }
    lowering_.code.bind(done);
}

void PolicyChunk::lets(bool of_element) {
    note(program::NoteKind::let);
    const std::vector<bool> depend = lets_of_element(program_, instance_);
    for (std::uint32_t i = 0; i < instance_.lets.size(); ++i)
        if (depend[i] == of_element) lowering_.compute_let(i);
}

program::ChunkRec PolicyChunk::generate() {
    program::ChunkRec rec;
    rec.policy = instance_.policy.value;
    rec.event = instance_.event.value;
    const auto& zone = zone_of(program_, policy_);
    if (policy_.from != forever_before) rec.from = first_instant(zone, policy_.from);
    if (policy_.until != forever_after) rec.until = first_instant(zone, std::int64_t{policy_.until} + 1);
    if (policy_.is_table) {
        typed::Rule gap;
        gap.span = policy_.span;
        gap.id = policy_.name + ".default";
        gap.name = "default";
        rec.table_default = rule_record(gap, 2);
    }
    const bool lets_first = shared_.options.lets_first || lets_multiply(program_, instance_);
    if (lets_first) lets(false);
    Label end;
    note(program::NoteKind::applies);
    if (instance_.applies.valid()) lowering_.jump_unless(instance_.applies, true, end);
    lowering_.code.emit(Opcode::APPLIES);
    if (instance_.each_list.valid()) {
        const Aggregate list = lowering_.aggregate(instance_.each_list);
        rec.each_list = list.list;
        Lowering::Loop loop = lowering_.begin_loop(instance_.each_list, instance_.each_var);
        element_ = loop.index;
        if (lets_first) lets(true);
        Label next;
        note(program::NoteKind::where);
        if (instance_.each_where.valid()) lowering_.jump_unless(instance_.each_where, true, next);
        rules(rec.table_default);
        lowering_.code.bind(next);
        lowering_.end_loop(loop);
    } else {
        rules(rec.table_default);
    }
    lowering_.code.bind(end);
    lowering_.code.emit(Opcode::END);
    return rec;
}

}  // namespace ordain::codegen
