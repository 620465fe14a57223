// Decisions counted: `ordain decide --summary`.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace ordain::cli {

/// Counts what decisions say. A reason or a queue counts once a decision that names it.
class Summary {
public:
    /// `decision`: a decision line.
    void add(std::string_view decision);
    /// A table of counts. `seconds`: how long deciding took, without counting.
    [[nodiscard]] std::string text(double seconds) const;

private:
    using Counts = std::map<std::string, std::uint64_t>;
    std::uint64_t events_ = 0;
    Counts verdicts_, reasons_, queues_, faults_;
};

}  // namespace ordain::cli
