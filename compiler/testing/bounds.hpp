// What values an expression can have at most, from the ranges that the schema declares.
#pragma once

#include <cstdint>

#include "compiler/sema/typed.hpp"

namespace ordain::testing {

/// low <= x <= high, scaled like the expression's type.
struct Interval {
    std::int64_t low = INT64_MIN, high = INT64_MAX;
};

/// An interval that surely holds every value of a scalar of the instance. Often wider than need be. Cost: linear in the expression.
[[nodiscard]] Interval bounds(const typed::Program& program, const typed::Instance& instance, typed::ExprId id);

}  // namespace ordain::testing
