// What evaluating an expression takes, and whether it can go wrong.
#pragma once

#include <cstdint>

#include "compiler/plan/flat_map.hpp"
#include "compiler/sema/typed.hpp"

namespace ordain::plan {

struct Effort {
    bool may_fault = false;
    bool heavy = false;  // goes through a list or a table, or searches a text
};

/// Efforts of the expressions of one policy instance. Not thread-safe.
class Efforts {
public:
    Efforts(const typed::Program& program, const typed::Instance& instance) : program_(program), instance_(instance) {}

    /// Cost: linear in the operands not yet asked for. Recursion as Sameness.
    [[nodiscard]] Effort operator()(typed::ExprId id);

private:
    const typed::Program& program_;
    const typed::Instance& instance_;
    FlatMap<std::uint32_t, Effort> known_;
};

}  // namespace ordain::plan
