// A small reader of the pages: are their elements closed in order, where do their links go.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <vector>

namespace ordain::testing {

struct Markup {
    std::vector<std::string> problems;  // what is not well formed; empty for a good page
    std::vector<std::string> links;     // values of href, unescaped
    std::vector<std::string> ids;
    std::string text;  // what people read, unescaped: without elements, style and script
};

/// Reads a whole page. Elements without an end: meta, input. What stands in style and script is not looked at.
[[nodiscard]] Markup read_markup(std::string_view page);

}  // namespace ordain::testing
