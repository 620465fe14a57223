// Random bundles × random events: every engine against the oracle, and what disagrees made small.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>

#include "tests/differential/engines.hpp"
#include "tests/differential/generate.hpp"

namespace ordain::differential {

struct Plan {
    std::uint64_t seed = 1;
    std::uint64_t cases = 100'000;  // (bundle, event) pairs
    std::uint64_t events = 100;     // for one bundle
    double seconds = 0;             // if not 0: instead of `cases`
    int shrink_budget = 3'000;      // questions asked to make a failure smaller
    std::function<Sources(std::uint64_t seed)> generate = generate_bundle;
    bool boundaries = false;  // every other event goes on through each field's boundaries, instead of leaving that to chance
    bool stands = true;       // approvals are compared, too
};

/// The same with large bundles, and events at their boundaries.
[[nodiscard]] Plan large(Plan plan);

struct Tally {
    std::uint64_t bundles = 0;
    std::uint64_t cases = 0;
    std::uint64_t released = 0, required = 0, held = 0, rejected = 0, faulted = 0;
    std::uint64_t stood = 0;  // approvals that outlived an edit
};

struct Outcome {
    Tally tally;
    std::optional<std::string> failure;  // a report, for people
};

[[nodiscard]] Outcome run(const Plan& plan, const std::vector<Engine>& engines);

/// Number from the environment, or `otherwise`.
[[nodiscard]] std::uint64_t from_environment(const char* name, std::uint64_t otherwise);

}  // namespace ordain::differential
