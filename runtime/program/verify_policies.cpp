// Entries: check_policies, check_explanations.
#include <algorithm>
#include <cstdint>
#include <vector>

#include "runtime/base/limits.hpp"
#include "runtime/program/opcode.hpp"
#include "runtime/program/table_check.hpp"

namespace ordain::program {
namespace {

void check_chunk(const Image& image, TableCheck& check, const ChunkRec& chunk, std::span<const Insn> code) {
    check.index(chunk.policy, image.policies.size(), "the policy");
    check.index(chunk.event, image.events.size(), "the event");
    check.that(chunk.code < chunk.code_end && chunk.code_end <= code.size(), "the code");
    check.that(chunk.frame <= limits::frame_registers, "the number of registers");
    check.index_or_none(chunk.table_default, image.rules.size(), "the default of the table");
    if (chunk.each_list == none || !check.ok()) return;
    const Range32 lists = image.events[chunk.event].lists;
    check.index(chunk.each_list - lists.first, lists.count, "the list of elements");
}

/// Chunks lie one after the other in their code, so that no instruction is checked twice.
void check_chunks(const Image& image, TableCheck& check, std::string_view section, std::span<const ChunkRec> chunks,
                  std::span<const Insn> code) {
    std::uint32_t end = 0;
    for (std::size_t i = 0; i < chunks.size() && check.ok(); ++i) {
        check.at(section, i);
        check_chunk(image, check, chunks[i], code);
        check.that(chunks[i].code >= end, "the code");
        end = chunks[i].code_end;
    }
}

/// Size of what an effect's `id` counts in.
std::size_t targets(const Image& image, EffectOp op) {
    switch (op) {
        case EffectOp::require: return image.needs.size();
        case EffectOp::hold:
        case EffectOp::route: return image.queues.size();
        case EffectOp::do_: return image.actions.size();
        case EffectOp::notify_role: return image.roles.size();
        case EffectOp::notify_channel: return image.channels.size();
        case EffectOp::reason: return image.reasons.size();
        case EffectOp::set: return image.outputs.size();
        default: return SIZE_MAX;
    }
}

void check_effects(const Image& image, TableCheck& check) {
    std::uint64_t end = 0;
    for (std::size_t i = 0; i < image.effects.size(); ++i) {
        const EffectRec& effect = image.effects[i];
        check.at("effects", i);
        check.that(effect.op <= EffectOp::escalate, "the kind");
        const std::size_t size = targets(image, effect.op);
        check.that(size == SIZE_MAX || effect.id < size, "what it names");
        check.index_or_none(effect.escalation, image.escalations.size(), "the escalation");
        check.next_range(effect.text, image.parts.size(), end, "the text");
        check.index_or_none(effect.calendar, image.calendars.size(), "the calendar");
        check.text(effect.within, "the deadline");
        if ((effect.flags & effect_flags::scoped) != 0) check.type(effect.scope, "the scope");
        if (effect.op == EffectOp::route) check.index(enum_priority, image.enums.size(), "the priority");
    }
    for (std::size_t i = 0; i < image.parts.size(); ++i) {
        check.at("parts", i);
        check.text(image.parts[i].text, "the text");
        if (image.parts[i].is_value != 0) check.type(image.parts[i].type, "the type");
    }
}

/// Children have smaller numbers than their parents, so needs end.
void check_needs(const Image& image, TableCheck& check) {
    std::uint64_t end = 0;
    for (std::size_t i = 0; i < image.needs.size(); ++i) {
        const NeedRec& need = image.needs[i];
        check.at("needs", i);
        check.that(need.op <= NeedOp::then, "the kind");
        check.next_range(need.children, image.need_children.size(), end, "the range of parts");
        if (need.op == NeedOp::role) check.index(need.id, image.roles.size(), "the role");
        if (need.op == NeedOp::ladder) check.index(need.id, image.ladders.size(), "the ladder");
        if (need.scoped != 0) check.type(need.scope, "the scope");
        const bool who = need.op == NeedOp::role || need.op == NeedOp::ladder;
        check.that(who ? need.children.count == 0 : need.scoped == 0, "the scope");
        check.that(need.op != NeedOp::any_of || need.count <= need.children.count, "the number of parts");
        if (!check.ok()) return;
        for (const std::uint32_t child : slice(image.need_children, need.children)) check.that(child < i, "a part");
    }
}

/// What composing a need takes. Shared parts count each time, so that a small file cannot make it long.
struct NeedSize {
    std::uint64_t parts = 1, arguments = 0;
    std::uint32_t depth = 1;
};
constexpr std::uint64_t most_need_parts = 1'000'000;

std::vector<NeedSize> need_sizes(const Image& image, TableCheck& check) {
    std::vector<NeedSize> sizes(image.needs.size());
    for (std::size_t i = 0; i < image.needs.size(); ++i) {
        const NeedRec& need = image.needs[i];
        NeedSize& size = sizes[i];
        size.arguments = (need.op == NeedOp::ladder ? 1u : 0u) + (need.scoped != 0 ? 1u : 0u);
        for (const std::uint32_t child : slice(image.need_children, need.children)) {
            size.parts += sizes[child].parts;
            size.arguments += sizes[child].arguments;
            size.depth = std::max(size.depth, sizes[child].depth + 1);
        }
        check.at("needs", i);
        check.that(size.parts <= most_need_parts && size.depth <= limits::nesting + 1, "the size");
        if (need.op == NeedOp::ladder) check.that(image.ladders[need.id].roles.count > 0, "the ladder");
        if (!check.ok()) break;
    }
    return sizes;
}

/// Arguments that composition reads, as EffectOp says.
std::uint64_t arguments_of(const Image& image, const EffectRec& effect, const std::vector<NeedSize>& needs) {
    std::uint64_t count = 0;
    for (const PartRec& part : slice(image.parts, effect.text))
        if (part.is_value != 0) count += part.type.kind == TypeKind::money_any ? 2 : 1;
    if (effect.escalation != none) count += image.escalations[effect.escalation].steps.count;
    switch (effect.op) {
        case EffectOp::require:
            return count + needs[effect.id].arguments + ((effect.flags & effect_flags::has_due) != 0 ? 1u : 0u) + effect.never;
        case EffectOp::route: return count + ((effect.flags & effect_flags::dynamic_priority) != 0 ? 1u : 0u);
        case EffectOp::notify_role: return count + ((effect.flags & effect_flags::scoped) != 0 ? 1u : 0u);
        case EffectOp::notify_person: return count + 1;
        case EffectOp::set: {
            const Type type = image.outputs[effect.id].type;
            return count + type.optional + (type.kind == TypeKind::money_any ? 2u : 1u);
        }
        default: return count;
    }
}

void check_places(const Image& image, TableCheck& check) {
    check.at("rule_places", 0);
    check.that(image.rule_places.empty() || image.rule_places.size() == image.rules.size(), "the number of places of rules");
    check.that(image.policy_places.empty() || image.policy_places.size() == image.policies.size(), "the number of places of policies");
    for (const auto places : {image.rule_places, image.policy_places})
        for (const PlaceRec& place : places) check.index_or_none(place.file, image.debug_files.size(), "the file");
}

void check_arguments(const Image& image, TableCheck& check) {
    const std::vector<NeedSize> needs = need_sizes(image, check);
    for (std::size_t i = 0; i < image.effects.size() && check.ok(); ++i) {
        const EffectRec& effect = image.effects[i];
        check.at("effects", i);
        check.that(effect.args == arguments_of(image, effect, needs), "the number of arguments");
        check.that(effect.op != EffectOp::do_ || effect.extra <= 2, "when it is done");
        check.that(effect.op != EffectOp::escalate || effect.escalation != none, "the escalation");
    }
    for (std::size_t i = 0; i < image.events.size() && check.ok(); ++i) {
        std::uint64_t end = image.events[i].default_args;
        for (const EffectRec& effect : slice(image.effects, image.events[i].default_effects)) end += effect.args;
        check.at("events", i);
        check.that(end <= image.default_args.size(), "the arguments of the default");
    }
}

}  // namespace

void check_policies(const Image& image, TableCheck& check) {
    for (std::size_t i = 0; i < image.policies.size(); ++i) {
        check.at("policies", i);
        check.text(image.policies[i].name, "the name");
        check.text(image.policies[i].owner, "the owner");
        check.index_or_none(image.policies[i].calendar, image.calendars.size(), "the calendar");
    }
    for (std::size_t i = 0; i < image.rules.size(); ++i) {
        check.at("rules", i);
        check.index(image.rules[i].policy, image.policies.size(), "the policy");
        check.text(image.rules[i].id, "the id");
        check.text(image.rules[i].name, "the name");
        check.text(image.rules[i].text, "the text");
    }
    for (std::size_t i = 0; i < image.waivers.size(); ++i) {
        const WaiverRec& waiver = image.waivers[i];
        check.at("waivers", i);
        check.index(waiver.rule, image.rules.size(), "the rule");
        check.text(waiver.approved_by, "who approved it");
        check.text(waiver.because, "the reason");
        check.text(waiver.until, "the last date");
    }
    check_chunks(image, check, "chunks", image.chunks, image.code);
    for (std::size_t i = 0; i < image.events.size() && check.ok(); ++i) {
        check.at("events", i);
        for (const auto& chunk : slice(image.chunks, image.events[i].chunks)) check.that(chunk.event == i, "the event of a chunk");
    }
    check_effects(image, check);
    if (check.ok()) check_needs(image, check);
    if (check.ok()) check_arguments(image, check);
}

namespace {

/// A trace chunk explains the chunk of the same number.
void check_traces(const Image& image, TableCheck& check) {
    check_chunks(image, check, "trace_chunks", image.trace_chunks, image.trace_code);
    for (std::size_t i = 0; i < image.trace_chunks.size() && check.ok(); ++i) {
        const ChunkRec &trace = image.trace_chunks[i], &chunk = image.chunks[i];
        check.at("trace_chunks", i);
        check.that(trace.event == chunk.event && trace.policy == chunk.policy && trace.each_list == chunk.each_list, "the policy");
        check.that(trace.from == chunk.from && trace.until == chunk.until, "the time");
    }
}

}  // namespace

void check_explanations(const Image& image, TableCheck& check) {
    check.at("trace_chunks", 0);
    check.that(image.trace_chunks.empty() || image.trace_chunks.size() == image.chunks.size(), "the number of records");
    check.that(image.note_ranges.empty() || image.note_ranges.size() == image.trace_chunks.size(), "the number of notes");
    check.that(image.chunk_rules.size() == image.note_ranges.size(), "the rules of policies");
    if (check.ok()) check_traces(image, check);
    std::uint64_t end = 0;  // notes lie one chunk's after the other's
    for (std::size_t i = 0; i < image.note_ranges.size() && check.ok(); ++i) {
        check.at("note_ranges", i);
        check.that(image.note_ranges[i].first == end, "the place of notes");
        end += image.note_ranges[i].count;
        check.range(image.note_ranges[i], image.notes.size(), "the range of notes");
        check.range(image.chunk_rules[i], image.rules.size(), "the range of rules");
        const Range32 notes = image.note_ranges[i];
        if (check.ok() && notes.count != 0) check.that(image.notes[notes.first].depth == 0, "the depth of the first note");
    }
    check.at("notes", end);
    check.that(end == image.notes.size(), "what belongs to no chunk");
    for (std::size_t i = 0; i < image.notes.size() && check.ok(); ++i) {
        const NoteRec& note = image.notes[i];
        check.at("notes", i);
        check.that(note.kind <= NoteKind::operand && note.op <= NoteOp::aggregate, "the kind");
        check.that(note.begin <= note.end && note.end <= image.trace_code.size(), "the range of instructions");
        for (const std::uint32_t pc : {note.pc, note.presence, note.second, note.loop})
            check.index_or_none(pc, image.trace_code.size(), "the instruction");
        const bool loops = note.loop == none || (note.loop < image.trace_code.size() &&
                                                 image.trace_code[note.loop].op == static_cast<std::uint16_t>(Opcode::LOOP));
        check.that(loops, "the loop");
        check.that(note.depth == 0 || (i > 0 && note.depth <= image.notes[i - 1].depth + 1), "the depth");
        check.that(note.depth <= most_note_depth, "the depth");
        check.debug_text(note.text, "the text");
        check.type(note.type, "the type");
        check.index_or_none(note.rule, image.rules.size(), "the rule");
        check.index_or_none(note.file, image.debug_files.size(), "the file");
        check.index_or_none(note.calendar, image.calendars.size(), "the calendar");
        check.index_or_none(note.effect, image.effects.size(), "the effect");
    }
    if (check.ok()) check_places(image, check);
    for (std::size_t i = 0; i < image.debug_files.size(); ++i) {
        check.at("debug_files", i);
        check.debug_text(image.debug_files[i].path, "the path");
    }
}

}  // namespace ordain::program
