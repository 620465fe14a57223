// Diagnostics as text for people; reports.hpp is for programs.
#pragma once

#include <string>

#include "compiler/diag/diagnostic.hpp"

namespace ordain {

/// file:line:column, the line, the span underlined, labels, help; a count at the end.
[[nodiscard]] std::string render_text(const Diagnostics& diagnostics, const SourceSet& sources, bool colour);
/// One diagnostic as text, without the count.
[[nodiscard]] std::string render_text(const Diagnostic& diagnostic, const SourceSet& sources, bool colour);

}  // namespace ordain
