// The words of a source text.
#pragma once

#include <cstddef>
#include <map>
#include <set>
#include <string_view>

namespace ordain::lint {

/// Every word (a letter or `_`, then letters, digits and `_`) outside comments and texts. Of use where it matters only that a name
/// stands somewhere at all. The views point into `text`.
[[nodiscard]] std::set<std::string_view> words_of(std::string_view text);

/// Adds how often each word stands in `text`, in texts too (`{name}` in a text is a use), but not in comments.
void count_words(std::string_view text, std::map<std::string_view, std::size_t>& counts);

}  // namespace ordain::lint
