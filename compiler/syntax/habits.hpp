// What people write out of habit from elsewhere, and how it is said here.
#pragma once

#include <string_view>

namespace ordain::syntax {

/// A help for the word or sign `found` where something else was expected after `before`; empty if nothing is known about the pair.
[[nodiscard]] std::string_view help_for_habit(std::string_view before, std::string_view found);

}  // namespace ordain::syntax
