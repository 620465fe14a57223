// Which expressions of a policy are the same computation, however often they are written.
#pragma once

#include <cstdint>

#include "compiler/plan/flat_map.hpp"
#include "compiler/sema/typed.hpp"

namespace ordain::plan {

/// Numbers the expressions of one policy instance so that two with one number have the same value for every event, and fault alike. A `let`
/// has the number of what it stands for. Not thread-safe.
class Sameness {
public:
    Sameness(const typed::Program& program, const typed::Instance& instance) : program_(program), instance_(instance) {}

    /// Cost: linear in the operands not yet numbered. Recursion: limits::typed_depth, once for each let on the way.
    [[nodiscard]] std::uint32_t operator()(typed::ExprId id);

private:
    const typed::Program& program_;
    const typed::Instance& instance_;
    FlatMap<std::uint32_t, std::uint32_t> numbers_;   // by expression
    FlatMap<std::uint64_t, std::uint32_t> by_shape_;  // by hash: the expression that stands for its number; of others at the hashes after

    [[nodiscard]] std::uint64_t shape(const typed::Expr& e);
    [[nodiscard]] bool alike(const typed::Expr& a, const typed::Expr& b);
};

}  // namespace ordain::plan
