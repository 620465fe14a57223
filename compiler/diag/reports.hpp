// Diagnostics for other programs: editors, code scanning, pull requests, test reports.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "compiler/diag/diagnostic.hpp"

namespace ordain {

/// An array of {code,name,severity,file,line,column,end_line,end_column,message,label,help,others,edits}; check.schema.json says what each
/// is. Paths stand as the sources have them.
[[nodiscard]] std::string render_json(const Diagnostics& diagnostics, const SourceSet& sources);

// `folder` is put before the sources' paths; empty: they stay as they are.

/// What is to be read of a kind, as Markdown: its page. Empty if there is none.
using PageOf = std::function<std::string_view(DiagKind)>;

/// SARIF 2.1.0 (OASIS): one run with the rules that have results. Edits stand there as fixes.
[[nodiscard]] std::string render_sarif(const Diagnostics& diagnostics, const SourceSet& sources, const std::string& folder,
                                       const PageOf& page_of);
/// Workflow commands of GitHub Actions, one a line: `::error file=…,line=…,col=…,title=…::message`.
[[nodiscard]] std::string render_github(const Diagnostics& diagnostics, const SourceSet& sources, const std::string& folder);
/// JUnit XML: one test case a source file, failed by its errors; warnings stand in its output.
[[nodiscard]] std::string render_junit(const Diagnostics& diagnostics, const SourceSet& sources);

}  // namespace ordain
