// Typed program to bundle image: the last step of `ordain compile`.
#pragma once

#include "compiler/codegen/generate.hpp"
#include "compiler/sema/typed.hpp"
#include "runtime/base/result.hpp"
#include "runtime/program/image.hpp"

namespace ordain::driver {

/// The bundle of a program that was checked without errors. Errors: it costs more than a decision may. The result passes the verifier.
[[nodiscard]] Result<program::ImageData> compile(const typed::Program& program, codegen::Options options = {});

}  // namespace ordain::driver
