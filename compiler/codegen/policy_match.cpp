// PolicyChunk::matched: rules found by ranks (plan/match_plan.hpp).
//
//   keys; FIREFIRST, FIREONLY or FIREALL                                     where no rule has a residue and all effects are constant
//   keys; FIREFIRST or FIREONLY; CASE → block of the rule, or beyond all     where some are not
//   keys; EVERY { CASE → residue of the rule; … } MORE                       else
//
// Where computing a key may fault, it runs under a guard that leads to the rules in turn, which lead to the same blocks.
#include <algorithm>

#include "compiler/codegen/matcher_image.hpp"
#include "compiler/codegen/policy_chunk.hpp"

namespace ordain::codegen {

using typed::Match;

std::vector<KeyPlace> PolicyChunk::match_keys(const plan::MatchPlan& plan, Label& in_turn) {
    std::vector<KeyPlace> places;
    if (plan.may_fault) lowering_.code.jump(Opcode::GUARD, in_turn, lowering_.code.temp());
    for (const plan::MatchKey& key : plan.keys) {
        const Scalar at = lowering_.scalar(key.value);
        places.push_back({at.value, !key.optional ? program::none : at.presence == always ? lowering_.constant(1) : at.presence});
    }
    if (plan.may_fault) lowering_.code.emit(Opcode::UNGUARD);
    return places;
}

/// A loop over the rules that the matcher leaves over: `then(i)` makes what follows their residue, and may leave the loop.
template <class Then>
void PolicyChunk::every_match(const plan::MatchPlan& plan, std::uint32_t matcher, const Then& then) {
    ChunkBuilder& code = lowering_.code;
    const Reg rule = code.temp();
    Label exit, more;
    code.jump(Opcode::EVERY, exit, rule, matcher);
    const std::uint32_t body = code.here();
    std::vector<Label> blocks(plan.rules.size());
    choose(rule, blocks);
    for (std::uint32_t i = 0; i < blocks.size(); ++i) {
        code.bind(blocks[i]);
        const std::size_t mark = lowering_.open_scope();
        for (const typed::ExprId condition : plan.rules[i].residue) lowering_.jump_unless(condition, true, more);
        then(i);
        code.jump(Opcode::JMP, more);
        lowering_.close_scope(mark);
    }
    code.bind(more);
    code.emit(Opcode::MORE, rule, matcher, body);
    code.bind(exit);
}

void PolicyChunk::choose(Reg number, std::vector<Label>& blocks, Label* constant) {
    lowering_.code.emit(Opcode::CASE, number, static_cast<std::uint32_t>(blocks.size()));
    for (std::uint32_t i = 0; i < blocks.size(); ++i) {
        const bool is_fired = constant != nullptr && is_constant(instance_.rules[i]);
        lowering_.code.jump(Opcode::JMP, is_fired ? *constant : blocks[i]);
    }
}

void PolicyChunk::choose_unique(Reg match, std::vector<Label>& blocks, Label& none) {
    lowering_.code.jump(Opcode::JF, none, match);
    choose(lowering_.code.compute(Opcode::SUB, match + 1, lowering_.constant(first_rule_)), blocks);
    lowering_.code.jump(Opcode::JMP, none);
}

bool PolicyChunk::is_constant(const typed::Rule& rule) const {
    return rule.waivers.empty() &&
           std::all_of(rule.effects.begin(), rule.effects.end(), [this](const typed::Effect& e) { return effects_.is_constant(e); });
}

bool PolicyChunk::all_constant() const {
    return std::all_of(instance_.rules.begin(), instance_.rules.end(), [this](const typed::Rule& rule) { return is_constant(rule); });
}

void PolicyChunk::begin_outcomes(std::uint32_t matcher) {
    shared_.image.matchers[matcher].outcomes = static_cast<std::uint32_t>(shared_.image.match_outcomes.size());
}

program::Range32 PolicyChunk::add_outcome(const typed::Rule& rule) {
    program::ImageData& image = shared_.image;
    program::Range32 outcome{program::none, 0};
    if (is_constant(rule)) {
        outcome = {static_cast<std::uint32_t>(image.match_effects.size()), static_cast<std::uint32_t>(rule.effects.size())};
        for (const typed::Effect& effect : rule.effects) image.match_effects.push_back(effects_.without_arguments(effect));
    }
    image.match_outcomes.push_back(outcome);
    return outcome;
}

void PolicyChunk::blocks_of_rules(std::vector<Label>& blocks, bool outcomes, Label& done) {
    ChunkBuilder& code = lowering_.code;
    for (std::uint32_t i = 0; i < blocks.size(); ++i) {
        program::Range32 outcome{program::none, 0};
        if (outcomes) outcome = add_outcome(instance_.rules[i]);
        const bool fired_by_matcher = outcome.first != program::none;
        if (fired_by_matcher && blocks[i].jumps.empty()) continue;
        code.bind(blocks[i]);
        if (fired_by_matcher) {
            code.emit(Opcode::FIRE, 0, first_rule_ + i, 0, element_);
            for (std::uint32_t e = 0; e < outcome.count; ++e) code.emit(Opcode::EMIT, 0, shared_.image.match_effects[outcome.first + e]);
        } else {
            fire(instance_.rules[i], first_rule_ + i);
        }
        code.jump(Opcode::JMP, done);
    }
}

void PolicyChunk::find_by_matcher(const plan::MatchPlan& plan, std::uint32_t matcher, std::vector<Label>& blocks, Label& none,
                                  Label& done) {
    ChunkBuilder& code = lowering_.code;
    const bool unique = policy_.match == Match::unique;
    if (!plan.residues) {
        begin_outcomes(matcher);
        const Reg rule = code.temp();
        code.jump(unique ? Opcode::FIREONLY : Opcode::FIREFIRST, done, rule, matcher, element_);
        if (!all_constant()) choose(rule, blocks, &none);
        if (!all_constant() || plan.may_fault) code.jump(Opcode::JMP, none);  // past the blocks of rules
        return;
    }
    if (!unique) {
        every_match(plan, matcher, [&](std::uint32_t i) { code.jump(Opcode::JMP, blocks[i]); });
        return code.jump(Opcode::JMP, none);
    }
    const Reg match = code.temps(2);
    code.emit(Opcode::ACC0, match);
    every_match(plan, matcher, [&](std::uint32_t i) { code.emit(Opcode::UNIQUE, match, first_rule_ + i); });
    choose_unique(match, blocks, none);
}

void PolicyChunk::find_in_turn(std::vector<Label>& blocks, Label& none) {
    const bool unique = policy_.match == Match::unique;
    const Reg match = unique ? lowering_.code.temps(2) : 0;
    if (unique) lowering_.code.emit(Opcode::ACC0, match);
    for (std::uint32_t i = 0; i < instance_.rules.size(); ++i) {
        Label next;
        const typed::Rule& rule = instance_.rules[i];
        // the first condition is always evaluated: what it computes stays known for the rules after it
        std::size_t mark = lowering_.open_scope();
        if (!rule.conditions.empty()) condition(rule, 0, first_rule_ + i, next);
        if (lowering_.has_room()) mark = lowering_.open_scope();
        for (std::size_t c = 1; c < rule.conditions.size(); ++c) condition(rule, c, first_rule_ + i, next);
        if (unique)
            lowering_.code.emit(Opcode::UNIQUE, match, first_rule_ + i);
        else
            lowering_.code.jump(Opcode::JMP, blocks[i]);
        lowering_.close_scope(mark);
        lowering_.code.bind(next);
    }
    if (unique) return choose_unique(match, blocks, none);
    lowering_.code.jump(Opcode::JMP, none);
}

void PolicyChunk::fire_every(const plan::MatchPlan& plan, std::uint32_t matcher, Label& done) {
    const Reg fired = lowering_.code.temp();
    lowering_.code.emit(Opcode::MOV, fired, lowering_.constant(0));
    every_match(plan, matcher, [&](std::uint32_t i) {
        fire(instance_.rules[i], first_rule_ + i);
        lowering_.code.emit(Opcode::MOV, fired, lowering_.constant(1));
    });
    lowering_.code.jump(Opcode::JT, done, fired);
}

bool PolicyChunk::matched(Label& done) {
    if (lowering_.notes() != nullptr || shared_.options.matching == Matching::in_turn) return false;
    const plan::MatchPlan plan = plan::plan_match(program_, instance_, shared_.symbols, shared_.options.shape);
    const bool all = policy_.match == Match::all;
    if (plan.keys.empty() || (all && plan.may_fault)) return false;
    if (shared_.options.matching == Matching::by_cost && !plan.in_turn.empty()) return false;
    Label none, in_turn;
    const std::size_t mark = lowering_.open_scope();
    const std::vector<KeyPlace> places = match_keys(plan, in_turn);
    const std::uint32_t matcher = add_matcher(shared_.image, plan, places, first_rule_);
    matchers_.push_back(matcher);
    if (all) {
        if (!plan.residues && all_constant()) {
            begin_outcomes(matcher);
            for (const typed::Rule& rule : instance_.rules) (void)add_outcome(rule);
            lowering_.code.jump(Opcode::FIREALL, done, lowering_.code.temp(), matcher, element_);
        } else {
            fire_every(plan, matcher, done);
        }
        lowering_.close_scope(mark);
        return true;
    }
    std::vector<Label> blocks(instance_.rules.size());
    find_by_matcher(plan, matcher, blocks, none, done);
    if (plan.may_fault) {
        lowering_.close_scope(mark);
        lowering_.code.bind(in_turn);
        find_in_turn(blocks, none);
        lowering_.close_scope(mark);  // the blocks are reached from both
    }
    blocks_of_rules(blocks, !plan.residues, done);
    lowering_.close_scope(mark);
    lowering_.code.bind(none);
    return true;
}

}  // namespace ordain::codegen
