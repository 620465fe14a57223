// What differs between the decisions of two bundles on the same events: `ordain replay --against`.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>

namespace ordain::cli {

/// Compares decisions line by line, and counts. Which rules brought something about does not count; what they brought about does.
class Changes {
public:
    /// Two decision lines of one event, of the bundle that is replayed and of the other one.
    void add(std::string_view line, std::string_view other);
    void add(const Changes& more);
    /// A table: from what to what, how often, and an event as an example.
    [[nodiscard]] std::string text() const;
    [[nodiscard]] std::uint64_t different() const { return different_; }

private:
    struct Kind {
        std::uint64_t decisions = 0;
        std::string example;  // id of an event
    };
    std::uint64_t decisions_ = 0, different_ = 0;
    std::map<std::string, Kind, std::less<>> kinds_;
};

}  // namespace ordain::cli
