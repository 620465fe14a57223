// Functions that people know from spreadsheets and databases, and what to write instead.
#pragma once

#include <string_view>

namespace ordain::sema {

/// Help for a function that is not there, whatever its capitals; empty if none is known.
[[nodiscard]] std::string_view help_for_function(std::string_view name);

}  // namespace ordain::sema
