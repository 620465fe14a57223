// Diagnostics as text for people and as JSON for programs.
#pragma once

#include <string>

#include "compiler/diag/diagnostic.hpp"

namespace ordain {

/// file:line:column, the line, the span underlined, labels, help; a count at the end.
[[nodiscard]] std::string render_text(const Diagnostics& diagnostics, const SourceSet& sources, bool colour);
/// One diagnostic as text, without the count.
[[nodiscard]] std::string render_text(const Diagnostic& diagnostic, const SourceSet& sources, bool colour);
/// An array of {code,name,severity,file,line,column,end_line,end_column,message,label,help,others}.
[[nodiscard]] std::string render_json(const Diagnostics& diagnostics, const SourceSet& sources);

}  // namespace ordain
