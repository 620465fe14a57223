#include "tests/fuzz/support/trial.hpp"

#include <fmt/format.h>

#include <cstdlib>
#include <memory>

#include "runtime/program/bundle_file.hpp"
#include "runtime/program/opcode.hpp"
#include "runtime/vm/evaluator_state.hpp"
#include "runtime/vm/interpret.hpp"

namespace ordain::fuzz {

using namespace program;

namespace {

[[noreturn]] void broken(std::string_view what) {
    fmt::print(stderr, "broken promise: {}\n", what);
    std::abort();
}

/// What the instructions that ran cost, without what look-ups search and effects compose: never more than the chunk's bound.
void check_costs(const Image& image, detail::EvaluatorState& state) {
    const EventRec& event = image.events[state.store.event];
    for (std::uint32_t i = event.chunks.first; i < event.chunks.first + event.chunks.count; ++i) {
        Contributions out;
        std::vector<TraceStep> steps;
        state.machine.trace(state.store, i, out, true, steps);
        std::uint64_t cost = 0;
        for (const TraceStep& step : steps) cost += info(static_cast<Opcode>(image.trace_code[step.pc].op)).cost;
        const ChunkRec& chunk = image.trace_chunks[i];
        if (cost > chunk.cost) broken(fmt::format("chunk {} costs {}, more than its bound {}", i, cost, chunk.cost));
        if (out.fired.size() > chunk.max_fired || out.emitted.size() > chunk.max_emitted || out.args.size() > chunk.max_args)
            broken(fmt::format("chunk {} contributes more than it may", i));
    }
}

}  // namespace

bool affordable(const Image& image) {
    constexpr std::uint64_t most_cost = 200'000, most_words = 1 << 16;
    std::uint64_t cost = 0, words = image.constants.size();
    for (const ChunkRec& chunk : image.chunks) cost += chunk.cost;
    for (const EventRec& event : image.events) words += std::uint64_t{event.column_words} + event.slots + event.texts;
    return cost <= most_cost && words <= most_words;
}

std::size_t try_out(const ImageData& data, std::span<const std::string> events) {
    ImageData traced = data;
    traced.trace_chunks = traced.chunks;
    traced.trace_code = traced.code;
    traced.notes.clear();
    traced.note_ranges.clear();
    traced.chunk_rules.clear();
    auto bundle = Bundle::from_bytes(serialize(traced));
    if (!bundle) broken(fmt::format("a bundle that was verified can't be opened: {}", bundle.error().message));
    detail::EvaluatorState state(*bundle);
    std::size_t decided = 0;
    std::string json;
    for (const std::string& event : events) {
        state.decide(event);
        json.clear();
        state.decision.append_json(json);
        if (state.store.fault != FaultCode::none) continue;
        check_costs(state.image(), state);
        ++decided;
    }
    return decided;
}

}  // namespace ordain::fuzz
