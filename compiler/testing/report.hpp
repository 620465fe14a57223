// Results of tests as text, JSON and JUnit.
#pragma once

#include <string>

#include "compiler/testing/coverage.hpp"
#include "compiler/testing/suite.hpp"

namespace ordain::testing {

/// Failures with what was expected and what was decided side by side, and a count. `every`: passed tests by name, too.
[[nodiscard]] std::string report_text(const SuiteResult& result, const SourceSet& sources, bool every, bool colour);
/// {"tests":[{title, module, file, line, status, seconds, failures, decision}…],"passed":…,"failed":…,"left_out":…,"seconds":…}, with
/// "coverage" as coverage_json() has it, if there is any.
[[nodiscard]] std::string report_json(const SuiteResult& result, const SourceSet& sources, const Coverage* coverage);
/// One `testsuite` a module, as CI servers read it.
[[nodiscard]] std::string report_junit(const SuiteResult& result, const SourceSet& sources);

}  // namespace ordain::testing
