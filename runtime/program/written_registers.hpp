// Which registers have been written on every path to an instruction, found in one pass over code whose jumps go forward.
#pragma once

#include <algorithm>
#include <cstdint>
#include <utility>
#include <vector>

namespace ordain::program {

/// The set of registers written on all paths to the current instruction. Kept as a trail of writes: most jumps leave a state that is a
/// prefix of the trail, so that a jump and its target cost about what was written in between, not the number of registers.
class WrittenRegisters {
public:
    /// `instructions`: jump targets are below. `work`: steps after which it gives up (exhausted), because paths that cross each other many
    /// times would cost too much.
    WrittenRegisters(std::size_t registers, std::size_t instructions, std::size_t work)
        : written_(registers, 0), pending_(instructions, none), by_prefix_(1, none), work_(work) {}

    [[nodiscard]] bool exhausted() const { return work_ == 0; }

    [[nodiscard]] bool contains(std::uint32_t reg) const { return written_[reg] != 0; }
    void add(std::uint32_t reg) {
        if (written_[reg] != 0) return;
        written_[reg] = 1;
        trail_.push_back(reg);
        by_prefix_.push_back(none);
    }

    /// The current instruction may jump to `target`, which has not been reached yet.
    void jump(std::uint32_t target) {
        if (pending_[target] != none) return keep_written(states_[pending_[target]]);
        pending_[target] = free_;
        if (free_ == states_.size()) {
            states_.emplace_back();
            ++free_;
        } else {
            free_ = states_[free_].next;
        }
        link(pending_[target], trail_.size());
    }

    /// `target` is reached: from its jumps, and if `falls_through` from the instruction before. False if by neither.
    [[nodiscard]] bool arrive(std::uint32_t target, bool falls_through) {
        const std::uint32_t number = std::exchange(pending_[target], none);
        if (number == none) return falls_through;
        if (falls_through) keep_written(states_[number]);
        unlink(number);
        cut(states_[number].prefix);
        for (const std::uint32_t reg : states_[number].more) add(reg);
        states_[number].more.clear();
        states_[number].next = std::exchange(free_, number);
        return true;
    }

private:
    static constexpr std::uint32_t none = UINT32_MAX;
    /// The first `prefix` of the trail, and some more. States of one prefix are a list.
    struct State {
        std::size_t prefix = 0;
        std::uint32_t previous = none, next = none;
        std::vector<std::uint32_t> more;
    };
    std::vector<std::uint8_t> written_;
    std::vector<std::uint32_t> trail_;
    std::vector<State> states_;
    std::uint32_t free_ = 0;                // first state that is not in use: a list by `next`, which ends behind all states
    std::vector<std::uint32_t> pending_;    // by instruction: the state of its jumps, or none
    std::vector<std::uint32_t> by_prefix_;  // by prefix, 0 to the length of the trail: its first state, or none
    std::size_t work_;

    void link(std::uint32_t number, std::size_t prefix) {
        State& state = states_[number];
        state.prefix = prefix;
        state.previous = none;
        state.next = std::exchange(by_prefix_[prefix], number);
        if (state.next != none) states_[state.next].previous = number;
    }
    void unlink(std::uint32_t number) {
        const State& state = states_[number];
        (state.previous != none ? states_[state.previous].next : by_prefix_[state.prefix]) = state.next;
        if (state.next != none) states_[state.next].previous = state.previous;
    }
    void cut(std::size_t size) {
        // only states that reach beyond the cut are touched: after a CASE with thousands of blocks most are no longer than the cut
        for (std::size_t prefix = size + 1; prefix < by_prefix_.size(); ++prefix)
            for (std::uint32_t number = by_prefix_[prefix], next = none; number != none; number = next) {
                State& state = states_[number];
                next = state.next;
                spend(1 + prefix - size);
                if (exhausted()) return;
                for (std::size_t i = size; i < prefix; ++i) state.more.push_back(trail_[i]);
                link(number, size);
            }
        for (std::size_t i = size; i < trail_.size(); ++i) written_[trail_[i]] = 0;
        trail_.resize(size);
        by_prefix_.resize(size + 1);
    }
    void keep_written(State& state) {
        spend(state.more.size());
        std::erase_if(state.more, [this](std::uint32_t reg) { return !contains(reg); });
    }
    void spend(std::size_t steps) { work_ -= std::min(steps, work_); }
};

}  // namespace ordain::program
