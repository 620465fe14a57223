// A random bundle that must check without an error.
#pragma once

#include <cstdint>

#include "tests/differential/expressions.hpp"
#include "tests/differential/model.hpp"
#include "tests/differential/piece.hpp"
#include "tests/differential/random.hpp"

namespace ordain::differential {

[[nodiscard]] Sources generate_bundle(std::uint64_t seed);

/// One schema, and policies and tables of mostly 20 to 200 rules, sometimes up to 2 000, which compare the same values with constants.
[[nodiscard]] Sources generate_large(std::uint64_t seed);

/// Fills the model and writes the module `gen.schema`: enums, records, events.
[[nodiscard]] Piece generate_schema(Random& random, Model& model);
/// Fills the model and writes the module `gen.org`: roles, queues, ladders, calendars, chains, reference rows, consts, defines.
[[nodiscard]] Piece generate_organisation(Random& random, Model& model, Expressions& expressions);
/// Writes a module of policies and tables.
[[nodiscard]] Piece generate_policies(Random& random, const Model& model, Expressions& expressions, int number);

}  // namespace ordain::differential
