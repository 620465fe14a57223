// Edits carried out.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "compiler/diag/diagnostic.hpp"

namespace ordain {

/// What an edit of `text` takes the place of: its span, or, where it would leave a line with nothing but white space, that whole line.
[[nodiscard]] Span replaced_by(std::string_view text, const Edit& edit);

/// `text` with the edits made, whatever their order. Of two that overlap the first is made. A line that an edit leaves without anything
/// but white space goes altogether. The spans are of this text.
[[nodiscard]] std::string edited(std::string_view text, std::vector<Edit> edits);

}  // namespace ordain
