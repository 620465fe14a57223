// Typed program to bundle image.
#pragma once

#include <optional>

#include "compiler/diag/diagnostic.hpp"
#include "compiler/plan/match_plan.hpp"
#include "compiler/sema/typed.hpp"
#include "runtime/program/image.hpp"

namespace ordain::codegen {

/// How the rules of a policy are found: tried in turn, by the ranks of what they compare (plan/match_plan.hpp), or as is quicker.
enum class Matching : std::uint8_t { by_cost, in_turn, by_ranks };

/// How code is made. Whatever is chosen, decisions are the same to the byte (but for the bundle's id, to which `sources` mean nothing).
struct Options {
    bool reuse = true;        // a value computed once is used wherever it is known
    bool lets_first = false;  // all lets are computed before the rules, not when they are needed
    Matching matching = Matching::by_cost;
    plan::MatchShape shape;
    const SourceSet* sources = nullptr;  // if given, the bundle can explain its decisions
};

/// Everything a bundle holds. Nothing, and `why`, if the program costs more than limits.hpp allows. Cost: linear in the code it makes.
[[nodiscard]] std::optional<program::ImageData> generate(const typed::Program& program, Diagnostics& why, Options options = {});

}  // namespace ordain::codegen
