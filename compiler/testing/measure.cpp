// Measure: rules from what fired, conditions and values from a trace of the policies compiled for explanations.
#include "compiler/testing/measure.hpp"

#include "runtime/base/arith.hpp"

namespace ordain::testing {

void Measure::saw(std::size_t, Decided& decided) {
    detail::EvaluatorState& state = decided.state();
    if (state.store.fault != FaultCode::none) return;
    const program::Image& image = state.image();
    const bool used = state.two_passes && state.with.fault.code == FaultCode::none;
    count_rules(used ? state.with : state.without, image);
    if (image.trace_chunks.empty()) return;
    const program::Range32 chunks = image.events[state.store.event].chunks;
    for (std::uint32_t chunk = chunks.first; chunk < chunks.first + chunks.count; ++chunk) {
        const program::ChunkRec& record = image.trace_chunks[chunk];
        if (state.store.time < record.from || state.store.time >= record.until) continue;
        if (!trace(state, chunk, false)) return;
        if (state.two_passes && image.chunks[chunk].reads_advice != 0) (void)trace(state, chunk, true);
    }
}

void Measure::count_rules(const Contributions& pass, const program::Image& image) {
    for (const auto& fired : pass.fired) {
        const program::RuleRec& rule = image.rules[fired.rule];
        const auto at = coverable_.rules.find({rule.policy, std::string(image.str(rule.id))});
        if (at != coverable_.rules.end()) ++coverable_.coverage.rules[at->second].fired;
    }
}

std::vector<Measure::Watched> Measure::watch(const program::Image& image, std::uint32_t chunk) const {
    const program::ChunkRec& record = image.trace_chunks[chunk];
    std::vector<Watched> watched(record.code_end - record.code);
    std::string root, cell;  // the outermost expression, and what of it is the cell
    std::uint32_t line = 0;
    for (const program::NoteRec& note : program::slice(image.notes, image.note_ranges[chunk])) {
        std::string text(image.debug_str(note.text));
        if (note.depth == 0) {
            root = text, line = note.line;
            const std::size_t heading = note.kind == program::NoteKind::cell ? text.find(": ") : std::string::npos;
            cell = heading == std::string::npos ? std::string() : text.substr(heading + 2);
        } else if (!cell.empty() && note.line == line && text == cell) {
            text = root;
        }
        if (note.pc == program::none) continue;
        const bool comparison = note.op == program::NoteOp::compare;
        const auto uses = coverable_.uses.find(Coverable::key(record.policy, note.file, note.line, note.type.kind, comparison, text));
        if (uses != coverable_.uses.end()) watched[note.pc - record.code] = {&uses->second, note.presence};
    }
    return watched;
}

bool Measure::trace(detail::EvaluatorState& state, std::uint32_t chunk, bool with_advice) {
    const program::Image& image = state.image();
    watched_.resize(image.trace_chunks.size());
    if (watched_[chunk].empty()) watched_[chunk] = watch(image, chunk);
    const std::uint32_t first = image.trace_chunks[chunk].code;
    steps_.clear();
    out_.clear();
    state.machine.trace(state.store, chunk, out_, with_advice, steps_);
    for (std::size_t i = 0; i < steps_.size(); ++i) {
        const Watched& watched = watched_[chunk][steps_[i].pc - first];
        if (watched.uses == nullptr || steps_[i].fault != FaultCode::none) continue;
        bool missing = false;  // which shows in one of the next two steps
        for (std::size_t next = i + 1; next < steps_.size() && next <= i + 2; ++next)
            missing = missing || (steps_[next].pc == watched.presence && steps_[next].value == 0);
        if (!missing) observe(*watched.uses, steps_[i].value);
    }
    return out_.fault.code == FaultCode::none;
}

void Measure::observe(const Coverable::Uses& uses, std::int64_t value) {
    if (uses.condition >= 0) {
        ConditionCoverage& condition = coverable_.coverage.conditions[static_cast<std::size_t>(uses.condition)];
        ++(value != 0 ? condition.held : condition.failed);
    }
    for (const Coverable::EdgeUse& use : uses.edges) {
        const int128 scaled = int128{value} * use.scale;
        const std::size_t side = scaled < use.limit ? 0 : scaled == use.limit ? 1 : 2;
        ++coverable_.coverage.edges[use.edge].seen[side];
        if (use.edge < values_.size() && scaled >= INT64_MIN && scaled <= INT64_MAX) values_[use.edge] = static_cast<std::int64_t>(scaled);
    }
}

}  // namespace ordain::testing
