// Tests proposed for what the tests of a bundle don't cover.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "compiler/testing/measure.hpp"
#include "compiler/testing/suite.hpp"

namespace ordain::testing {

/// Looks for events that meet more: values of the events of tests are changed, one at a time, towards the constants they are compared with,
/// and to their other names. `measure` has seen the tests, and sees what is tried. `attempts`: how many events may be decided.
/// Each text is a `test` declaration that expects what is decided now, to be read before it is kept.
[[nodiscard]] std::vector<std::string> propose(const typed::Program& program, const SourceSet& sources, Suite& suite, Measure& measure,
                                               std::size_t attempts = 100'000);

}  // namespace ordain::testing
