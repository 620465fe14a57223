#include "compiler/codegen/effects.hpp"

#include <algorithm>

#include "compiler/codegen/organisation.hpp"

namespace ordain::codegen {

using program::EffectOp;
using typed::EffectKind;

namespace {

EffectOp op_of(EffectKind kind) {
    switch (kind) {
        case EffectKind::release: return EffectOp::release;
        case EffectKind::require: return EffectOp::require;
        case EffectKind::hold: return EffectOp::hold;
        case EffectKind::reject: return EffectOp::reject;
        case EffectKind::route: return EffectOp::route;
        case EffectKind::do_: return EffectOp::do_;
        case EffectKind::notify_role: return EffectOp::notify_role;
        case EffectKind::notify_channel: return EffectOp::notify_channel;
        case EffectKind::notify_person: return EffectOp::notify_person;
        case EffectKind::reason: return EffectOp::reason;
        case EffectKind::set: return EffectOp::set;
        case EffectKind::escalate: return EffectOp::escalate;
    }
    return EffectOp::release;
}

std::uint32_t subject_of(const typed::Effect& effect) {
    switch (effect.kind) {
        case EffectKind::hold:
        case EffectKind::route: return effect.queue.value;
        case EffectKind::do_: return effect.action.value;
        case EffectKind::notify_role: return effect.role.value;
        case EffectKind::notify_channel: return effect.channel.value;
        case EffectKind::reason: return effect.reason.value;
        case EffectKind::set: return effect.output.value;
        default: return program::none;
    }
}

}  // namespace

std::uint32_t Effects::need(typed::NeedId id) {
    const typed::Need& n = program_[id];
    std::vector<std::uint32_t> children;
    for (const typed::NeedId child : n.children) children.push_back(need(child));
    program::NeedRec rec;
    rec.count = n.count;
    switch (n.kind) {
        case typed::NeedKind::role: rec.op = program::NeedOp::role, rec.id = n.role.value; break;
        case typed::NeedKind::ladder: rec.op = program::NeedOp::ladder, rec.id = n.ladder.value; break;
        case typed::NeedKind::all: rec.op = program::NeedOp::all; break;
        case typed::NeedKind::any_of: rec.op = program::NeedOp::any_of; break;
        case typed::NeedKind::then: rec.op = program::NeedOp::then; break;
    }
    if (n.scope.valid()) {
        rec.scoped = 1;
        rec.scope = program_[n.scope].type.required();
    }
    rec.children = {static_cast<std::uint32_t>(image_.need_children.size()), static_cast<std::uint32_t>(children.size())};
    image_.need_children.insert(image_.need_children.end(), children.begin(), children.end());
    image_.needs.push_back(rec);
    return static_cast<std::uint32_t>(image_.needs.size() - 1);
}

program::EffectRec Effects::record(const typed::Effect& effect) {
    program::EffectRec rec;
    rec.op = op_of(effect.kind);
    rec.id = effect.kind == EffectKind::require ? need(effect.need) : subject_of(effect);
    rec.never = static_cast<std::uint32_t>(effect.never.size());
    if (effect.within.valid()) rec.flags |= program::effect_flags::has_due;
    if (effect.escalation.valid()) rec.escalation = effect.escalation.value;
    if (effect.due_calendar.valid()) rec.calendar = effect.due_calendar.value;
    if (effect.kind == EffectKind::do_) rec.extra = static_cast<std::uint32_t>(effect.when);
    if (effect.kind == EffectKind::route) {
        rec.extra = 1;  // normal
        const bool constant = effect.value.valid() && program_[effect.value].op == typed::Op::constant;
        if (constant) rec.extra = static_cast<std::uint32_t>(program_[effect.value].value.number);
        if (effect.value.valid() && !constant) rec.flags |= program::effect_flags::dynamic_priority;
    }
    if (effect.scope.valid()) {
        rec.flags |= program::effect_flags::scoped;
        rec.scope = program_[effect.scope].type.required();
    }
    rec.text = {static_cast<std::uint32_t>(image_.parts.size()), static_cast<std::uint32_t>(effect.text.size())};
    for (const typed::TextPart& part : effect.text) {
        program::PartRec piece;
        piece.text = strings_.add(part.text);
        if (part.expr.valid()) piece.is_value = 1, piece.type = program_[part.expr].type.required();
        image_.parts.push_back(piece);
    }
    return rec;
}

void Effects::need_args(Lowering& lowering, typed::NeedId id, std::vector<Reg>& args) {
    const typed::Need& n = program_[id];
    if (n.kind == typed::NeedKind::ladder) {
        const Reg pair = lowering.code.temps(2);
        // the scope is evaluated first, as it is written
        const Reg scope = n.scope.valid() ? lowering.scalar(n.scope).value : lowering.constant(0);
        const Reg covered = lowering.scalar(n.covering).value;
        lowering.code.emit(Opcode::MOV, pair, covered);
        lowering.code.emit(Opcode::MOV, pair + 1, scope);
        args.push_back(lowering.code.compute(Opcode::LADDER, n.ladder.value, pair));
        if (n.scope.valid()) args.push_back(scope);
    } else if (n.scope.valid()) {
        args.push_back(lowering.scalar(n.scope).value);
    }
    for (const typed::NeedId child : n.children) need_args(lowering, child, args);
}

Reg Effects::deadline(Lowering& lowering, const typed::Effect& effect, Reg start) {
    const Reg duration = lowering.scalar(effect.within).value;
    const bool business = program_[effect.within].type.kind == TypeKind::business;
    const std::uint16_t calendar = lowering.calendar_number(effect.due_calendar);
    const Reg due = business ? lowering.code.compute(Opcode::BADD, start, duration, static_cast<std::uint8_t>(calendar & 255),
                                                     static_cast<std::uint8_t>(calendar >> 8))
                             : lowering.shifted(Opcode::ADD, start, duration, TypeKind::timestamp);
    if (lowering.notes() != nullptr)
        lowering.notes()->deadline(lowering.code, effect.within, static_cast<std::uint32_t>(image_.effects.size()), calendar, start,
                                   duration, due);
    return due;
}

void Effects::step_args(Lowering& lowering, const typed::Effect& effect, Reg start, Reg due, std::vector<Reg>& args) {
    if (!effect.escalation.valid()) return;
    const std::uint16_t calendar = lowering.calendar_number(effect.step_calendar);
    for (const typed::Step& step : program_.escalations[effect.escalation.value].steps) {
        const Reg from = step.kind == typed::StepKind::after ? start : due;
        if (step.kind == typed::StepKind::at_due) {
            args.push_back(due);
        } else if (step.duration_type.kind == TypeKind::business) {
            args.push_back(lowering.code.compute(Opcode::BADD, from, lowering.constant(step.duration),
                                                 static_cast<std::uint8_t>(calendar & 255), static_cast<std::uint8_t>(calendar >> 8)));
        } else {
            args.push_back(lowering.shifted(Opcode::ADD, from, lowering.constant(step.duration), TypeKind::timestamp));
        }
    }
}

void Effects::text_args(Lowering& lowering, const typed::Effect& effect, std::vector<Reg>& args) {
    for (const typed::TextPart& part : effect.text) {
        if (!part.expr.valid()) continue;
        const Scalar value = lowering.scalar(part.expr);
        args.push_back(value.value);
        if (program_[part.expr].type.kind == TypeKind::money_any) args.push_back(value.second);
    }
}

void Effects::value_args(Lowering& lowering, const typed::Effect& effect, std::vector<Reg>& args) {
    const Scalar value = lowering.scalar(effect.value);
    const Type type =
        effect.kind == EffectKind::set ? program_.outputs[effect.output.value].type : Type{TypeKind::enumerated, 0, 0, enum_priority};
    if (type.optional != 0) args.push_back(value.presence == always ? lowering.constant(1) : value.presence);
    args.push_back(value.value);
    if (type.kind == TypeKind::money_any) args.push_back(value.second);
}

void Effects::require_args(Lowering& lowering, const typed::Effect& effect, std::vector<Reg>& args) {
    if (effect.need.valid()) need_args(lowering, effect.need, args);
    const Reg start = effect.start.valid() ? lowering.scalar(effect.start).value : lowering.event_time();
    Reg due = start;
    if (effect.within.valid()) {
        due = deadline(lowering, effect, start);
        args.push_back(due);
    }
    for (const typed::ExprId person : effect.never) {
        const Scalar value = lowering.scalar(person);
        if (value.presence == always) {
            args.push_back(value.value);
            continue;
        }
        const Reg symbol = lowering.code.temp();
        lowering.code.emit(Opcode::MOV, symbol, lowering.constant(-1));
        Label missing;
        lowering.code.jump(Opcode::JF, missing, value.presence);
        lowering.code.emit(Opcode::MOV, symbol, value.value);
        lowering.code.bind(missing);
        args.push_back(symbol);
    }
    step_args(lowering, effect, start, due, args);
}

void Effects::emit(Lowering& lowering, const typed::Effect& effect) {
    program::EffectRec rec = record(effect);
    std::vector<Reg> args;
    switch (effect.kind) {
        case EffectKind::require:
        case EffectKind::escalate: require_args(lowering, effect, args); break;
        case EffectKind::route:
            if ((rec.flags & program::effect_flags::dynamic_priority) != 0) value_args(lowering, effect, args);
            break;
        case EffectKind::set: value_args(lowering, effect, args); break;
        case EffectKind::notify_person: args.push_back(lowering.scalar(effect.person).value); break;
        case EffectKind::notify_role:
            if (effect.scope.valid()) args.push_back(lowering.scalar(effect.scope).value);
            break;
        default: break;
    }
    text_args(lowering, effect, args);
    rec.args = static_cast<std::uint32_t>(args.size());
    for (const Reg arg : args) lowering.code.emit(Opcode::ARG, arg);
    lowering.code.emit(Opcode::EMIT, 0, static_cast<std::uint32_t>(image_.effects.size()));
    image_.effects.push_back(rec);
}

bool Effects::is_constant(typed::NeedId id) const {
    const typed::Need& n = program_[id];
    return n.kind != typed::NeedKind::ladder && !n.scope.valid() &&
           std::all_of(n.children.begin(), n.children.end(), [this](typed::NeedId child) { return is_constant(child); });
}

bool Effects::is_constant(const typed::Effect& effect) const {
    if (std::any_of(effect.text.begin(), effect.text.end(), [](const typed::TextPart& part) { return part.expr.valid(); })) return false;
    switch (effect.kind) {
        case EffectKind::require:
            return is_constant(effect.need) && !effect.within.valid() && effect.never.empty() && !effect.escalation.valid();
        case EffectKind::route: return !effect.value.valid() || program_[effect.value].op == typed::Op::constant;
        case EffectKind::notify_role: return !effect.scope.valid();
        case EffectKind::escalate:
        case EffectKind::set:
        case EffectKind::notify_person: return false;
        default: return true;
    }
}

std::uint32_t Effects::without_arguments(const typed::Effect& effect) {
    image_.effects.push_back(record(effect));
    return static_cast<std::uint32_t>(image_.effects.size() - 1);
}

void Effects::constant_scopes(typed::NeedId id, std::vector<typed::ExprId>& scopes) const {
    const typed::Need& n = program_[id];
    if (n.scope.valid()) scopes.push_back(n.scope);
    for (const typed::NeedId child : n.children) constant_scopes(child, scopes);
}

std::uint32_t Effects::constant_effect(const typed::Effect& effect) {
    program::EffectRec rec = record(effect);
    std::vector<typed::ExprId> scopes;
    if (effect.need.valid()) constant_scopes(effect.need, scopes);
    if (effect.scope.valid()) scopes.push_back(effect.scope);
    const bool priority = (rec.flags & program::effect_flags::dynamic_priority) != 0;
    for (const typed::ExprId scope : scopes) {
        const typed::Expr& e = program_[scope];
        if (e.op != typed::Op::constant) shared_.error = "the scope of a role in a default is more than a constant";
        image_.default_args.push_back(word(e.value, e.type, shared_.symbols));
    }
    if (priority) shared_.error = "the priority in a default is more than a constant";
    rec.args = static_cast<std::uint32_t>(scopes.size());
    image_.effects.push_back(rec);
    return static_cast<std::uint32_t>(image_.effects.size() - 1);
}

}  // namespace ordain::codegen
