// Decisions counted: `ordain decide --summary`.
#pragma once

#include <array>
#include <cstdint>
#include <functional>
#include <map>
#include <ordain/ordain.hpp>
#include <string>
#include <string_view>

namespace ordain::cli {

/// Counts what decisions say. A name counts once a decision that has it.
class Summary {
public:
    void add(const Decision& decision);
    /// Those that another one has counted, too.
    void add(const Summary& more);
    /// A table of counts. `seconds`: how long deciding took, without counting.
    [[nodiscard]] std::string text(double seconds) const;

private:
    struct Count {
        std::uint64_t decisions = 0, last = 0;  // last: number of the last decision counted
    };
    using Counts = std::map<std::string, Count, std::less<>>;
    void count(Counts& counts, std::string_view name);
    void count_roles(const Need& need);
    void append(std::string& out, std::string_view title, const Counts& counts) const;

    std::uint64_t events_ = 0;
    Counts verdicts_, roles_, reasons_, queues_, faults_;
};

}  // namespace ordain::cli
