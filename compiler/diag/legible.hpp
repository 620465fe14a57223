// Text of unknown origin as people can read it, on a terminal too.
#pragma once

#include <string>
#include <string_view>

namespace ordain {

/// Is it a sign that a terminal obeys, or that changes how its neighbours look? Control characters, marks of direction, separators of
/// lines, spaces without width.
[[nodiscard]] bool is_hidden(char32_t c);
/// `\u{1B}`, as texts of the language write it.
[[nodiscard]] std::string escaped(char32_t c);
/// Hidden signs escaped, newlines and tabs kept; U+FFFD for what is not UTF-8.
[[nodiscard]] std::string without_hidden(std::string_view text);

/// For one line of a message: white space is single blanks, hidden signs are escaped, what stands in `backticks` and the whole are
/// shortened to a sensible length. legible(legible(x)) is legible(x).
[[nodiscard]] std::string legible(std::string_view text);

}  // namespace ordain
