// Diagnostics for other programs: code scanning, pull requests, test reports.
#pragma once

#include <string>

#include "compiler/diag/diagnostic.hpp"

namespace ordain {

// `folder` is put before the sources' paths; empty: they stay as they are.

/// SARIF 2.1.0 (OASIS): one run with the rules that have results.
[[nodiscard]] std::string render_sarif(const Diagnostics& diagnostics, const SourceSet& sources, const std::string& folder);
/// Workflow commands of GitHub Actions, one a line: `::error file=…,line=…,col=…,title=…::message`.
[[nodiscard]] std::string render_github(const Diagnostics& diagnostics, const SourceSet& sources, const std::string& folder);
/// JUnit XML: one test case a source file, failed by its errors; warnings stand in its output.
[[nodiscard]] std::string render_junit(const Diagnostics& diagnostics, const SourceSet& sources);

}  // namespace ordain
