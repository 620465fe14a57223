// When the lets of a policy are computed.
#pragma once

#include <vector>

#include "compiler/sema/typed.hpp"

namespace ordain::codegen {

/// Whether code that computes each let where it is needed would be much longer than the policy's text: lets that use others several times
/// in branches double it each time. Cost: linear in the policy's expressions.
[[nodiscard]] bool lets_multiply(const typed::Program& program, const typed::Instance& instance);

/// For each let whether its value depends on the element of an `each` policy.
[[nodiscard]] std::vector<bool> lets_of_element(const typed::Program& program, const typed::Instance& instance);

}  // namespace ordain::codegen
