#include "runtime/program/bounds.hpp"

#include <algorithm>
#include <vector>

#include "runtime/program/opcode.hpp"

namespace ordain::program {
namespace {

std::uint64_t plus(std::uint64_t a, std::uint64_t b) {
    std::uint64_t sum = 0;
    return __builtin_add_overflow(a, b, &sum) ? UINT64_MAX : sum;
}
std::uint64_t times(std::uint64_t a, std::uint64_t b) {
    std::uint64_t product = 0;
    return __builtin_mul_overflow(a, b, &product) ? UINT64_MAX : product;
}

constexpr std::uint64_t place_cost = 8;

/// Of placing the keys and going through all rows of masks.
std::uint64_t masks_cost(const MatcherRec& node) {
    const std::uint64_t keys = node.keys.count;
    constexpr std::uint64_t words_per_unit = 4;
    return keys * place_cost + keys * (std::uint64_t{node.words} + node.summaries) / words_per_unit +
           std::uint64_t{node.count} * node.shared / words_per_unit;
}

std::uint64_t tests_cost(const Image& image, std::uint32_t first) {
    std::size_t test = first;
    while ((image.match_tests[test].flags & match_test_flags::end) == 0) ++test;
    return test + 1 - first;
}

/// Of the dearest way through a split; the nodes below come before it.
std::uint64_t split_cost(const Image& image, const MatcherRec& node, std::span<const MatchBounds> before) {
    const MatchKeyRec& key = image.match_keys[node.keys.first];
    const std::uint32_t places = key.places + (key.presence == none ? 0 : 1);
    const auto cost_of = [&](std::uint32_t below) {
        if (below == none) return std::uint64_t{0};
        return (below & list_of_tests) != 0 ? tests_cost(image, below & ~list_of_tests) : before[below].cost;
    };
    std::uint64_t most = 0;
    std::uint32_t before_it = none;
    for (const std::uint32_t child : image.match_children.subspan(node.children, places))
        if (child != before_it) most = std::max(most, cost_of(before_it = child));
    return plus(place_cost, plus(most, cost_of(node.rest)));
}

MatchBounds match_bounds(const Image& image, const MatcherRec& node, const Costs& known) {
    MatchBounds bounds;
    switch (node.form) {
        case MatchForm::masks: bounds.cost = masks_cost(node); break;
        case MatchForm::tests: bounds.cost = tests_cost(image, node.tests); break;
        case MatchForm::split: bounds.cost = split_cost(image, node, known.matchers); break;
    }
    if (node.outcomes == none) return bounds;
    for (const Range32 outcome : image.match_outcomes.subspan(node.outcomes, node.rules)) {
        if (outcome.first == none) continue;
        std::uint64_t cost = 0;
        for (const std::uint32_t effect : slice(image.match_effects, outcome)) cost = plus(cost, plus(2, known.effects[effect]));
        bounds.first_emitted = std::max(bounds.first_emitted, std::uint64_t{outcome.count});
        bounds.first_effects_cost = std::max(bounds.first_effects_cost, cost);
        bounds.all_emitted += outcome.count;
        bounds.all_effects_cost = plus(bounds.all_effects_cost, cost);
    }
    return bounds;
}

std::uint64_t cost_of(const Image& image, const Costs& costs, const Insn& insn) {
    const auto op = static_cast<Opcode>(insn.op);
    const std::uint64_t cost = info(op).cost;
    if (op == Opcode::FINDKEY) return plus(cost, image.lists[insn.b].max);
    if (op == Opcode::DATAROW) {
        const DataRec& data = image.data[insn.b];
        const std::uint64_t keys = data.keys.count;
        return plus(cost, data.index == none ? times(data.rows, keys) : keys);
    }
    if (op == Opcode::LADDER) return plus(cost, std::uint64_t{image.ladders[insn.b].rows.count} + image.ladders[insn.b].roles.count);
    if (op == Opcode::FIRST || op == Opcode::ONLY) return plus(cost, costs.matchers[insn.b].cost);
    constexpr std::uint64_t to_fire = 2;
    if (op == Opcode::FIREFIRST || op == Opcode::FIREONLY)
        return plus(cost, plus(costs.matchers[insn.b].cost, to_fire + costs.matchers[insn.b].first_effects_cost));
    if (op == Opcode::FIREALL)
        return plus(
            cost, plus(costs.matchers[insn.b].cost, plus(to_fire * image.matchers[insn.b].rules, costs.matchers[insn.b].all_effects_cost)));
    if (op == Opcode::EVERY) {  // with a CASE, one of its jumps and a MORE for each rule; the blocks run once (verify_code.cpp)
        constexpr std::uint64_t a_rule = 4;
        return plus(cost, plus(costs.matchers[insn.b].cost, a_rule * image.matchers[insn.b].rules));
    }
    if (op == Opcode::EMIT) return plus(cost, costs.effects[insn.b]);
    return cost;
}

constexpr std::uint64_t record_cost = 4;     // of an entry that composing makes: a part of a need, a step
constexpr std::uint64_t bytes_per_unit = 8;  // of text

std::uint64_t text_cost(const Image& image, Range32 parts) {
    std::uint64_t cost = 0;
    for (const PartRec& part : slice(image.parts, parts)) cost += 1 + part.text.size / bytes_per_unit;
    return cost;
}

/// By need; children have smaller numbers.
std::vector<std::uint64_t> need_parts(const Image& image) {
    std::vector<std::uint64_t> parts(image.needs.size(), 1);
    for (std::size_t i = 0; i < parts.size(); ++i)
        for (const std::uint32_t child : slice(image.need_children, image.needs[i].children)) parts[i] = plus(parts[i], parts[child]);
    return parts;
}

/// By effect.
std::vector<std::uint64_t> effect_costs(const Image& image) {
    const std::vector<std::uint64_t> parts = need_parts(image);
    std::vector<std::uint64_t> costs;
    for (const EffectRec& effect : image.effects) {
        std::uint64_t cost = text_cost(image, effect.text);
        if (effect.op == EffectOp::require) cost = plus(cost, times(record_cost, parts[effect.id]));
        if (effect.op == EffectOp::reason && effect.text.count == 0) cost += image.reasons[effect.id].text.size / bytes_per_unit;
        if (effect.escalation != none)
            for (const StepRec& step : slice(image.steps, image.escalations[effect.escalation].steps))
                cost += record_cost + step.text.size / bytes_per_unit;
        costs.push_back(cost);
    }
    return costs;
}

}  // namespace

Costs costs_of(const Image& image) {
    Costs costs;
    costs.effects = effect_costs(image);
    costs.matchers.reserve(image.matchers.size());
    for (const MatcherRec& node : image.matchers) costs.matchers.push_back(match_bounds(image, node, costs));
    return costs;
}

ChunkBounds chunk_bounds(const Image& image, const Costs& costs, std::span<const Insn> code, const ChunkRec& chunk) {
    ChunkBounds bounds;
    std::vector<std::uint64_t> factors{1};
    for (std::uint32_t pc = chunk.code; pc < chunk.code_end; ++pc) {
        const Insn& insn = code[pc];
        const auto op = static_cast<Opcode>(insn.op);
        const std::uint64_t runs = factors.back();
        bounds.cost = plus(bounds.cost, times(cost_of(image, costs, insn), runs));
        if (op == Opcode::FIRE) bounds.fired = plus(bounds.fired, runs);
        if (op == Opcode::FIREFIRST || op == Opcode::FIREONLY) {
            bounds.fired = plus(bounds.fired, runs);
            bounds.emitted = plus(bounds.emitted, times(costs.matchers[insn.b].first_emitted, runs));
        }
        if (op == Opcode::FIREALL) {
            bounds.fired = plus(bounds.fired, times(image.matchers[insn.b].rules, runs));
            bounds.emitted = plus(bounds.emitted, times(costs.matchers[insn.b].all_emitted, runs));
        }
        if (op == Opcode::EMIT) bounds.emitted = plus(bounds.emitted, runs);
        if (op == Opcode::ARG) bounds.args = plus(bounds.args, runs);
        if (op == Opcode::LOOP) factors.push_back(times(runs, image.lists[insn.b].max));
        if (op == Opcode::NEXT) factors.pop_back();
    }
    return bounds;
}

}  // namespace ordain::program
