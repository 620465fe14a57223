// The debug sections of a bundle: its policies once more, with notes.
#pragma once

#include <memory>
#include <vector>

#include "compiler/codegen/notes.hpp"
#include "compiler/codegen/policy_chunk.hpp"

namespace ordain::codegen {

/// Borrows what it is given. Leaves all semantic sections as they would be without it.
class Explanations {
public:
    Explanations(const SourceSet& sources, Shared& shared, Strings& strings);

    /// Generates a chunk for explanations. Comes directly before the chunk itself is generated: what both add to the image is the same,
    /// so this takes back its own and leaves the numbers as they were.
    void add(const typed::Instance& instance, const plan::EventLayout& layout);
    /// Fills in the sections, when all constants are known.
    void place(std::uint32_t constant_count);

private:
    struct Chunk {
        std::unique_ptr<Notes> notes;
        std::unique_ptr<PolicyChunk> code;
        program::ChunkRec record;
    };
    Shared& shared_;
    Strings& strings_;
    DebugSources sources_;
    std::vector<Chunk> chunks_;
    bool dropped_ = false;  // a policy is too large to be explained

    void drop();
};

}  // namespace ordain::codegen
