// Does a decision do what an expectation says?
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "compiler/sema/typed.hpp"
#include "compiler/testing/json.hpp"

namespace ordain::testing {

/// One line of a comparison, for people.
struct Compared {
    std::string what;  // "verdict", "needs", "reason", …
    std::string expected, decided;
    bool agrees = true;
};

/// A need as an author writes it: `sales_manager`, `buyer for DE-N`, `2 controller`, `a and (b or c)`.
[[nodiscard]] std::string need_text(const Json& need);

/// What an expectation of effects, a deadline or an output asks for, part by part. `wanted`: what its effects come to by themselves.
/// `states`: whether a verdict is stated in `decided` (of a whole decision always). It holds if all agree.
[[nodiscard]] std::vector<Compared> compare(const typed::Program& program, const typed::Expectation& expectation, const Json& wanted,
                                            const Json& decided, bool states, const std::optional<std::string>& element);

}  // namespace ordain::testing
