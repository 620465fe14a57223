// Which registers have been written on every path to an instruction, found in one pass over code whose jumps go forward.
#pragma once

#include <algorithm>
#include <cstdint>
#include <set>
#include <unordered_map>
#include <utility>
#include <vector>

namespace ordain::program {

/// The set of registers written on all paths to the current instruction. Kept as a trail of writes: most jumps leave a state that is a
/// prefix of the trail, so that a jump and its target cost about what was written in between, not the number of registers.
class WrittenRegisters {
public:
    /// `work`: steps after which it gives up (exhausted), because paths that cross each other many times would cost too much.
    WrittenRegisters(std::size_t registers, std::size_t work) : written_(registers, 0), work_(work) {}

    [[nodiscard]] bool exhausted() const { return work_ == 0; }

    [[nodiscard]] bool contains(std::uint32_t reg) const { return written_[reg] != 0; }
    void add(std::uint32_t reg) {
        if (written_[reg] != 0) return;
        written_[reg] = 1;
        trail_.push_back(reg);
    }

    /// The current instruction may jump to `target`, which has not been reached yet.
    void jump(std::uint32_t target) {
        const auto [at, first] = pending_.try_emplace(target);
        State& state = at->second;
        if (first) {
            state.prefix = trail_.size();
            by_prefix_.emplace(state.prefix, target);
            return;
        }
        keep_written(state);
    }

    /// `target` is reached: from its jumps, and if `falls_through` from the instruction before. False if by neither.
    [[nodiscard]] bool arrive(std::uint32_t target, bool falls_through) {
        const auto at = pending_.find(target);
        if (at == pending_.end()) return falls_through;
        State state = std::move(at->second);
        pending_.erase(at);
        by_prefix_.erase({state.prefix, target});
        if (falls_through) keep_written(state);
        cut(state.prefix);
        for (const std::uint32_t reg : state.more) add(reg);
        return true;
    }

private:
    /// The first `prefix` of the trail, and some more.
    struct State {
        std::size_t prefix = 0;
        std::vector<std::uint32_t> more;
    };
    std::vector<std::uint8_t> written_;
    std::vector<std::uint32_t> trail_;
    std::unordered_map<std::uint32_t, State> pending_;
    std::set<std::pair<std::size_t, std::uint32_t>> by_prefix_;  // prefix and target of each
    std::size_t work_;

    void cut(std::size_t size) {
        if (size >= trail_.size()) return;
        // only states that reach beyond the cut are touched: after a CASE with thousands of blocks most are no longer than the cut
        for (auto at = by_prefix_.upper_bound({size, UINT32_MAX}); at != by_prefix_.end(); at = by_prefix_.erase(at)) {
            State& state = pending_[at->second];
            spend(1 + state.prefix - size);
            if (exhausted()) return;
            for (std::size_t i = size; i < state.prefix; ++i) state.more.push_back(trail_[i]);
            state.prefix = size;
            by_prefix_.emplace(size, at->second);  // before `at`: it is not met again
        }
        for (std::size_t i = size; i < trail_.size(); ++i) written_[trail_[i]] = 0;
        trail_.resize(size);
    }
    void keep_written(State& state) {
        spend(state.more.size());
        std::erase_if(state.more, [this](std::uint32_t reg) { return !contains(reg); });
    }
    void spend(std::size_t steps) { work_ -= std::min(steps, work_); }
};

}  // namespace ordain::program
