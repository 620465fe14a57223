// Typed program to bundle image.
#pragma once

#include "compiler/sema/typed.hpp"
#include "runtime/base/result.hpp"
#include "runtime/program/image.hpp"

namespace ordain::codegen {

/// Everything a bundle holds. Errors: the program costs more than limits.hpp allows. Cost: linear in the code it makes.
[[nodiscard]] Result<program::ImageData> generate(const typed::Program& program);

}  // namespace ordain::codegen
