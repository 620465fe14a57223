#include "runtime/explain/rounds.hpp"

#include <algorithm>

namespace ordain::explain {

Stretch::Stretch(std::span<const TraceStep> steps, std::int64_t row) : steps_(steps), row_(row) {}

void Stretch::index() const {
    indexed_ = true;
    if (steps_.empty()) return;
    const auto [low, high] =
        std::minmax_element(steps_.begin(), steps_.end(), [](const TraceStep& a, const TraceStep& b) { return a.pc < b.pc; });
    first_pc_ = low->pc;
    const std::size_t spread = std::size_t{high->pc} - low->pc + 1;
    const bool compact = spread <= 4 * steps_.size();
    if (compact) dense_.assign(spread, program::none);
    for (std::uint32_t i = 0; i < steps_.size(); ++i) {
        if (!compact)
            sparse_.emplace_back(steps_[i].pc, i);
        else if (std::uint32_t& first = dense_[steps_[i].pc - first_pc_]; first == program::none)
            first = i;
        if (steps_[i].fault != FaultCode::none) faulted_.push_back(steps_[i].pc);
    }
    std::sort(sparse_.begin(), sparse_.end());
}

const TraceStep* Stretch::find(std::uint32_t pc) const {
    if (!indexed_) index();
    if (!dense_.empty()) {
        const std::size_t at = std::size_t{pc} - first_pc_;  // of a smaller one: too large
        return at >= dense_.size() || dense_[at] == program::none ? nullptr : &steps_[dense_[at]];
    }
    const auto at = std::lower_bound(sparse_.begin(), sparse_.end(), std::pair{pc, std::uint32_t{0}});
    return at == sparse_.end() || at->first != pc ? nullptr : &steps_[at->second];
}

bool Stretch::faulted(std::uint32_t begin, std::uint32_t end) const {
    if (!indexed_) index();
    return std::any_of(faulted_.begin(), faulted_.end(), [=](std::uint32_t pc) { return begin <= pc && pc < end; });
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
