#include "compiler/codegen/explanations.hpp"

#include <string>
#include <utility>

namespace ordain::codegen {

namespace {

/// The sections that generating a policy adds to.
class Added {
public:
    explicit Added(program::ImageData& image)
        : image_(image),
          rules_(image.rules.size()),
          waivers_(image.waivers.size()),
          effects_(image.effects.size()),
          needs_(image.needs.size()),
          need_children_(image.need_children.size()),
          parts_(image.parts.size()) {}

    [[nodiscard]] program::Range32 rules() const {
        return {static_cast<std::uint32_t>(rules_), static_cast<std::uint32_t>(image_.rules.size() - rules_)};
    }
    void take_back() {
        image_.rules.resize(rules_);
        image_.waivers.resize(waivers_);
        image_.effects.resize(effects_);
        image_.needs.resize(needs_);
        image_.need_children.resize(need_children_);
        image_.parts.resize(parts_);
    }

private:
    program::ImageData& image_;
    std::size_t rules_, waivers_, effects_, needs_, need_children_, parts_;
};

}  // namespace

Explanations::Explanations(const SourceSet& sources, Shared& shared, Strings& strings)
    : shared_(shared), strings_(strings), sources_(sources, shared.image) {
    for (const typed::Policy& policy : shared.program.policies) shared.image.policy_places.push_back(sources_.place(policy.span));
}

void Explanations::add(const typed::Instance& instance, const plan::EventLayout& layout) {
    if (dropped_) return;
    Added added(shared_.image);
    Chunk chunk;
    chunk.notes = std::make_unique<Notes>(shared_.program, sources_);
    chunk.code = std::make_unique<PolicyChunk>(shared_, strings_, instance, layout, chunk.notes.get());
    chunk.record = chunk.code->generate();
    shared_.image.chunk_rules.push_back(added.rules());
    added.take_back();
    chunks_.push_back(std::move(chunk));
    if (shared_.error.empty()) return;
    shared_.error.clear();  // whether the policy itself is too large shows next
    drop();
}

void Explanations::drop() {
    dropped_ = true;
    chunks_.clear();
    program::ImageData& image = shared_.image;
    image.debug_chars.clear();
    image.debug_files.clear();
    image.chunk_rules.clear();
    image.rule_places.clear();
    image.policy_places.clear();
}

void Explanations::place(std::uint32_t constant_count) {
    program::ImageData& image = shared_.image;
    for (const Chunk& chunk : chunks_) {
        program::ChunkRec rec = chunk.record;
        rec.code = static_cast<std::uint32_t>(image.trace_code.size());
        const auto code = chunk.code->code().relocate(rec.code, constant_count, image.events[rec.event].slots, rec.frame);
        image.trace_code.insert(image.trace_code.end(), code.begin(), code.end());
        rec.code_end = static_cast<std::uint32_t>(image.trace_code.size());
        image.trace_chunks.push_back(rec);
        const auto notes = chunk.notes->relocate(rec.code);
        image.note_ranges.push_back({static_cast<std::uint32_t>(image.notes.size()), static_cast<std::uint32_t>(notes.size())});
        image.notes.insert(image.notes.end(), notes.begin(), notes.end());
    }
}

}  // namespace ordain::codegen
