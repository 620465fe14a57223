// Typed program to bundle image.
#pragma once

#include "compiler/sema/typed.hpp"
#include "runtime/base/result.hpp"
#include "runtime/program/image.hpp"

namespace ordain::codegen {

/// How code is made. Whatever is chosen, decisions are the same to the byte.
struct Options {
    bool reuse = true;        // a value computed once is used wherever it is known
    bool lets_first = false;  // all lets are computed before the rules, not when they are needed
};

/// Everything a bundle holds. Errors: the program costs more than limits.hpp allows. Cost: linear in the code it makes.
[[nodiscard]] Result<program::ImageData> generate(const typed::Program& program, Options options = {});

}  // namespace ordain::codegen
