// Bundle and Evaluator of ordain.hpp.
#include <algorithm>
#include <cstddef>
#include <utility>

#include "runtime/program/verify.hpp"
#include "runtime/vm/evaluator_state.hpp"
#include "runtime/vm/outcome.hpp"

namespace ordain {

namespace {

Result<std::unique_ptr<detail::LoadedBundle>> load(Result<program::MappedBundle> mapped) {
    if (!mapped) return mapped.error();
    const Result<void> verified = program::verify(mapped->image());
    if (!verified) return verified.error();
    std::string id = program::bundle_id(mapped->id());
    Phrases phrases(mapped->image(), id);
    return std::make_unique<detail::LoadedBundle>(detail::LoadedBundle{std::move(*mapped), std::move(id), std::move(phrases)});
}

/// Beyond this many entries memory is taken when an event first needs it: bounds count every element of the longest lists.
constexpr std::size_t most_reserved = 65'536;

void reserve(const program::Image& image, Contributions& out) {
    std::size_t fired = 0, emitted = 0, args = 0, chunks = 0;
    for (const auto& event : image.events) {
        std::size_t f = 0, e = 0, a = 0;
        for (const auto& chunk : program::slice(image.chunks, event.chunks)) {
            f += chunk.max_fired;
            e += chunk.max_emitted;
            a += chunk.max_args;
        }
        fired = std::max(fired, f), emitted = std::max(emitted, e), args = std::max(args, a);
        chunks = std::max(chunks, std::size_t{event.chunks.count});
    }
    out.fired.reserve(std::min(fired, most_reserved));
    out.emitted.reserve(std::min(emitted, most_reserved));
    out.args.reserve(std::min(args, most_reserved));
    out.shadow_faults.reserve(chunks);
    out.applied.reserve(chunks);
}

}  // namespace

Bundle::Bundle(std::unique_ptr<detail::LoadedBundle> loaded) : loaded_(std::move(loaded)) {}
Bundle::~Bundle() = default;

Result<std::shared_ptr<const Bundle>> Bundle::open(const std::string& path) {
    auto loaded = load(program::map_bundle(path));
    if (!loaded) return loaded.error();
    return std::shared_ptr<const Bundle>(new Bundle(std::move(*loaded)));
}

Result<std::shared_ptr<const Bundle>> Bundle::from_bytes(std::span<const std::byte> bytes) {
    auto loaded = load(program::from_bytes(bytes));
    if (!loaded) return loaded.error();
    return std::shared_ptr<const Bundle>(new Bundle(std::move(*loaded)));
}

std::string_view Bundle::name() const {
    return loaded_->image().str(loaded_->image().meta[0].name);
}
std::string_view Bundle::id() const {
    return loaded_->id;
}

namespace detail {

EvaluatorState::EvaluatorState(std::shared_ptr<const Bundle> of)
    : bundle(std::move(of)), decoder(image()), machine(image()), composer(image()), identity(image(), bundle->id()) {
    Decoder::reserve(image(), store);
    const std::size_t frame = frame_registers(image());
    if (store.frame.size() < frame) store.frame.resize(frame);
    reserve(image(), without);
    reserve(image(), with);
    model.identity = &identity;
    decision.state_ = this;
}

void EvaluatorState::decide(std::string_view line) {
    decoder.decode(line, store);
    without.clear();
    two_passes = false;
    if (store.fault == FaultCode::none) {
        machine.run(store, without, false);
        const auto chunks = program::slice(image().chunks, image().events[store.event].chunks);
        const auto reads = [](const program::ChunkRec& chunk) { return chunk.reads_advice != 0; };
        two_passes = store.has_advice && without.fault.code == FaultCode::none && std::any_of(chunks.begin(), chunks.end(), reads);
        if (two_passes) machine.run(store, with, true);
    }
    composer.compose(store, without, two_passes ? &with : nullptr, model);
    identity.begin(line, store, model);
}

}  // namespace detail

Evaluator::Evaluator(std::shared_ptr<const Bundle> bundle) : state_(std::make_unique<detail::EvaluatorState>(std::move(bundle))) {}
Evaluator::~Evaluator() = default;
Evaluator::Evaluator(Evaluator&&) noexcept = default;
Evaluator& Evaluator::operator=(Evaluator&&) noexcept = default;

const Decision& Evaluator::decide(std::string_view event_json) {
    state_->decide(event_json);
    return state_->decision;
}

bool Evaluator::still_stands(std::string_view before, std::string_view after) {
    detail::EvaluatorState& s = *state_;
    s.decide(before);
    if (s.model.verdict == Verdict::fault) return false;
    const DecisionModel approved = s.model;
    const BoundValues was = bound_values(s.image(), s.store);
    s.decide(after);
    if (s.model.verdict == Verdict::fault) return false;
    return bound_values_stand(s.image(), was, bound_values(s.image(), s.store)) &&
           at_most_as_strict(s.image(), s.model, approved, DueTimes::ignored);
}

}  // namespace ordain
