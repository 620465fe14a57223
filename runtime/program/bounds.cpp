#include "runtime/program/bounds.hpp"

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

/// Of ranking the keys and going through all rows of masks.
std::uint64_t match_cost(const MatcherRec& matcher) {
    const std::uint64_t keys = matcher.keys.count;
    constexpr std::uint64_t rank_cost = 8, words_per_unit = 4;
    return keys * rank_cost + keys * (std::uint64_t{matcher.words} + matcher.summaries) / words_per_unit +
           std::uint64_t{matcher.rules} * matcher.shared / words_per_unit;
}

std::uint64_t cost_of(const Image& image, std::span<const std::uint64_t> effects, const Insn& insn) {
    const auto op = static_cast<Opcode>(insn.op);
    const std::uint64_t cost = info(op).cost;
    if (op == Opcode::FINDKEY) return plus(cost, image.lists[insn.b].max);
    if (op == Opcode::DATAROW) {
        const DataRec& data = image.data[insn.b];
        const std::uint64_t keys = data.keys.count;
        return plus(cost, data.index == none ? times(data.rows, keys) : keys);
    }
    if (op == Opcode::LADDER) return plus(cost, std::uint64_t{image.ladders[insn.b].rows.count} + image.ladders[insn.b].roles.count);
    if (op == Opcode::FIRST || op == Opcode::ONLY) return plus(cost, match_cost(image.matchers[insn.b]));
    if (op == Opcode::EVERY) {  // with a CASE, one of its jumps and a MORE for each rule; the blocks run once (verify_code.cpp)
        constexpr std::uint64_t a_rule = 4;
        return plus(cost, plus(match_cost(image.matchers[insn.b]), a_rule * image.matchers[insn.b].rules));
    }
    if (op == Opcode::EMIT) return plus(cost, effects[insn.b]);
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

}  // namespace

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

ChunkBounds chunk_bounds(const Image& image, std::span<const std::uint64_t> effects, std::span<const Insn> code, const ChunkRec& chunk) {
    ChunkBounds bounds;
    std::vector<std::uint64_t> factors{1};
    for (std::uint32_t pc = chunk.code; pc < chunk.code_end; ++pc) {
        const Insn& insn = code[pc];
        const auto op = static_cast<Opcode>(insn.op);
        const std::uint64_t runs = factors.back();
        bounds.cost = plus(bounds.cost, times(cost_of(image, effects, insn), runs));
        if (op == Opcode::FIRE) bounds.fired = plus(bounds.fired, runs);
        if (op == Opcode::EMIT) bounds.emitted = plus(bounds.emitted, runs);
        if (op == Opcode::ARG) bounds.args = plus(bounds.args, runs);
        if (op == Opcode::LOOP) factors.push_back(times(runs, image.lists[insn.b].max));
        if (op == Opcode::NEXT) factors.pop_back();
    }
    return bounds;
}

}  // namespace ordain::program
