// Runs the chunks of a bundle over a decoded event.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <vector>

#include "runtime/calendar/business.hpp"
#include "runtime/decode/event_store.hpp"
#include "runtime/program/image.hpp"
#include "runtime/vm/context.hpp"
#include "runtime/vm/contributions.hpp"
#include "runtime/vm/plain_chunks.hpp"

namespace ordain {

/// What one instruction did, for explanations.
struct TraceStep {
    std::uint32_t pc = 0;  // in the code that was run
    FaultCode fault = FaultCode::none;
    std::int64_t value =
        0;  // the register it wrote (of a pair the first; of LOOP and NEXT the row; of look-ups the row + 1, 0: none), or 0
};

/// A trace records no more than this many steps, so that it stays below 64 MiB; what runs beyond them leaves none.
inline constexpr std::size_t most_trace_steps = std::size_t{1} << 22;

/// Registers that the frame of an event needs at most: constants, slots and temporaries of any chunk.
[[nodiscard]] std::size_t frame_registers(const program::Image& image);

/// Decides what the policies contribute. Borrows a verified image. Not thread-safe: one machine an evaluator.
/// Termination and all indices are the verifier's (program/verify.hpp); the loop checks only what depends on the event.
class Machine {
public:
    explicit Machine(const program::Image& image);

    /// Runs the chunks of store.event in decision order until an enforced policy faults. `store` holds a valid event; its temporaries are
    /// overwritten. Without advice, every advice value counts as missing. `out` is cleared first. Allocates nothing beyond the capacity
    /// that `out` has or has once had.
    void run(EventStore& store, Contributions& out, bool with_advice);

    /// Runs one chunk of store.event, with advice. Contributions are added to `out`.
    void run_only(EventStore& store, std::uint32_t chunk, Contributions& out);

    /// Runs one chunk of `trace_chunks` and appends its steps. Contributions are added to `out`, whose `chunk` numbers are `chunk`.
    void trace(EventStore& store, std::uint32_t chunk, Contributions& out, bool with_advice, std::vector<TraceStep>& steps);

private:
    class AdviceHidden;
    /// Chunks that follow each other: one that runs by itself, or some for the interpreter.
    struct Stretch {
        std::optional<vm::PlainChunk> plain;
        program::Range32 chunks;
    };

    const program::Image& image_;
    std::vector<CalendarView> calendars_;
    vm::IndexRegisters indices_;
    vm::Matches matches_;
    std::vector<Stretch> stretches_;
    std::vector<program::Range32> of_event_;  // stretches, by event
    std::vector<std::int64_t> hidden_;        // presence of advice values while they count as missing
    std::size_t frame_size_ = 0;

    [[nodiscard]] vm::Context context_for(EventStore& store);
    void plan_stretches();
    void run_stretches(EventStore& store, Contributions& out);
    void run_plain(const vm::PlainChunk& plain, const std::int64_t* r, Contributions& out);
    void run_plain_all(const vm::PlainChunk& plain, const std::int64_t* r, Contributions& out);
    static void run_otherwise(const vm::PlainChunk& plain, Contributions& out);
    void prepare(EventStore& store) const {
        if (store.frame.size() < frame_size_) [[unlikely]]
            store.frame.resize(frame_size_);
    }
};

}  // namespace ordain
