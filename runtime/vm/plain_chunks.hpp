// Chunks that do nothing but let a matcher find the rules that fire, with constant effects: they run without the interpreter, and over many
// events at one time.
#pragma once

#include <cstdint>
#include <optional>
#include <span>

#include "runtime/program/image.hpp"

namespace ordain::vm {

struct PlainChunk {
    std::uint32_t chunk = 0;
    bool all = false;                                  // all rules that it leaves over fire, not the first
    std::int64_t from = 0, until = 0;                  // as the chunk's
    const program::MatcherRec* matcher = nullptr;      // its keys are constants and values of the event
    const program::Range32* outcomes = nullptr;        // its outcomes: none of them missing
    std::uint32_t otherwise = program::none;           // rule that fires if no other does
    std::span<const program::Insn> otherwise_effects;  // its EMITs
};

/// The chunk as a plain one, which borrows the image, if it is: APPLIES, FIREFIRST or FIREALL, perhaps FIRE and EMITs, END. Of verified
/// code.
[[nodiscard]] std::optional<PlainChunk> plain_chunk(const program::Image& image, std::uint32_t chunk);

}  // namespace ordain::vm
