// The evaluators that must agree with the oracle.
#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/sema/typed.hpp"

namespace ordain::differential {

/// One line of JSON for one event line.
using Decide = std::function<std::string(std::string_view)>;

/// Whether an approval given for the first event is good for the second.
using Stands = std::function<bool(std::string_view, std::string_view)>;

struct Engine {
    std::string name;
    /// Made once for a program, then asked for many events. The program outlives what is made.
    std::function<Decide(const typed::Program&)> prepare;
    /// The same for approvals; none if the engine can't say.
    std::function<Stands(const typed::Program&)> prepare_stands;
};

/// Every engine there is.
[[nodiscard]] std::vector<Engine> engines();

}  // namespace ordain::differential
