#include "runtime/vm/plain_chunks.hpp"

#include <algorithm>

#include "runtime/program/opcode.hpp"

namespace ordain::vm {

using program::Opcode;

std::optional<PlainChunk> plain_chunk(const program::Image& image, std::uint32_t chunk) {
    const program::ChunkRec& rec = image.chunks[chunk];
    std::span<const program::Insn> code = image.code.subspan(rec.code, rec.code_end - rec.code);
    const auto next_is = [&code](Opcode op) { return !code.empty() && code.front().op == static_cast<std::uint16_t>(op); };
    if (!next_is(Opcode::APPLIES)) return {};
    code = code.subspan(1);
    const bool all = next_is(Opcode::FIREALL);
    if ((!all && !next_is(Opcode::FIREFIRST)) || code.front().c != rec.code_end - 1 || code.front().x != program::no_index) return {};
    const program::MatcherRec& matcher = image.matchers[code.front().b];
    const auto outcomes = image.match_outcomes.subspan(matcher.outcomes, matcher.rules);
    PlainChunk plain{.chunk = chunk, .all = all, .from = rec.from, .until = rec.until, .matcher = &matcher, .outcomes = outcomes.data()};
    if (std::any_of(outcomes.begin(), outcomes.end(), [](program::Range32 effects) { return effects.first == program::none; })) return {};
    code = code.subspan(1);
    if (next_is(Opcode::FIRE) && code.front().x == program::no_index) {
        plain.otherwise = code.front().b;
        code = code.subspan(1);
        const auto end =
            std::find_if(code.begin(), code.end(), [](const auto& i) { return i.op != static_cast<std::uint16_t>(Opcode::EMIT); });
        plain.otherwise_effects = code.first(static_cast<std::size_t>(end - code.begin()));
        code = code.subspan(plain.otherwise_effects.size());
    }
    if (!next_is(Opcode::END)) return {};
    return plain;
}

}  // namespace ordain::vm
