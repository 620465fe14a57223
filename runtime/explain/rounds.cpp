#include "runtime/explain/rounds.hpp"

#include <algorithm>

namespace ordain::explain {

Stretch::Stretch(std::span<const TraceStep> steps, std::int64_t row) : steps_(steps), row_(row) {
    by_pc_.reserve(steps.size());
    for (std::uint32_t i = 0; i < steps.size(); ++i) by_pc_.emplace_back(steps[i].pc, i);
    std::sort(by_pc_.begin(), by_pc_.end());
}

const TraceStep* Stretch::find(std::uint32_t pc) const {
    const auto at = std::lower_bound(by_pc_.begin(), by_pc_.end(), std::pair{pc, std::uint32_t{0}});
    return at == by_pc_.end() || at->first != pc ? nullptr : &steps_[at->second];
}

bool Stretch::faulted(std::uint32_t begin, std::uint32_t end) const {
    return std::any_of(steps_.begin(), steps_.end(),
                       [=](const TraceStep& s) { return s.fault != FaultCode::none && begin <= s.pc && s.pc < end; });
}

std::vector<Stretch> Stretch::rounds(std::span<const program::Insn> code, std::uint32_t pc) const {
    std::vector<Stretch> found;
    const TraceStep* loop = find(pc);
    if (loop == nullptr) return found;
    const std::uint32_t next = code[pc].c - 1;  // the NEXT of this LOOP
    const auto inside = [=](const TraceStep& step) { return step.pc > pc && step.pc <= next; };
    std::int64_t row = loop->value;
    auto at = static_cast<std::size_t>(loop - steps_.data()) + 1;
    while (at < steps_.size() && steps_[at].pc == pc + 1) {
        std::size_t end = at;
        while (end < steps_.size() && inside(steps_[end]) && steps_[end].pc != next) ++end;
        const bool goes_on = end < steps_.size() && steps_[end].pc == next;
        if (goes_on) ++end;
        found.emplace_back(steps_.subspan(at, end - at), row);
        if (!goes_on) break;
        row = steps_[end - 1].value;
        at = end;
    }
    return found;
}

}  // namespace ordain::explain
