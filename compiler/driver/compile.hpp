// Typed program to bundle image: the last step of `ordain compile`.
#pragma once

#include <optional>

#include "compiler/codegen/generate.hpp"
#include "compiler/sema/typed.hpp"
#include "runtime/base/result.hpp"
#include "runtime/program/image.hpp"

namespace ordain::driver {

/// The bundle of a program that was checked without errors; it passes the verifier. Nothing, and `why`, if its decisions cost more than
/// they may.
[[nodiscard]] std::optional<program::ImageData> compile(const typed::Program& program, Diagnostics& why, codegen::Options options = {});

/// The same, where nobody shows places in sources.
[[nodiscard]] Result<program::ImageData> compile(const typed::Program& program, codegen::Options options = {});

}  // namespace ordain::driver
