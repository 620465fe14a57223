// Runs code of the sample image.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

#include "runtime/vm/contributions.hpp"
#include "runtime/vm/machine.hpp"
#include "tests/program/support/sample_image.hpp"

namespace ordain::test {

/// What an event holds: its number, and up to three rows of keys and values.
struct SampleEvent {
    std::int64_t number = 0;
    std::vector<std::pair<std::int64_t, std::int64_t>> rows;
};

struct Ran {
    Contributions out;
    std::vector<TraceStep> steps;
    std::uint64_t cost = 0;   // of the instructions that ran
    std::uint64_t bound = 0;  // of the chunk
};

/// Verifies the sample with this code and runs it; a test that gives bad code fails.
[[nodiscard]] Ran run(std::vector<program::Insn> code, const SampleEvent& event = {});

/// Verifies the image and runs its chunk.
[[nodiscard]] Ran run(const program::ImageData& data, const SampleEvent& event);

/// The value of a register at the end of the code, or nothing if it ends with a fault.
[[nodiscard]] std::optional<std::int64_t> value(std::vector<program::Insn> code, std::uint32_t reg, const SampleEvent& event = {});

/// The fault that the code ends with.
[[nodiscard]] FaultCode fault(std::vector<program::Insn> code, const SampleEvent& event = {});

}  // namespace ordain::test
