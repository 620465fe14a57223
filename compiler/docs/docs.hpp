// A bundle as a site of static pages that people read instead of sources.
#pragma once

#include <string>
#include <vector>

#include "compiler/diag/source.hpp"
#include "compiler/sema/typed.hpp"
#include "compiler/syntax/tree.hpp"

namespace ordain::docs {

struct Page {
    std::string name;   // of its file: letters, digits, `.`, `-`, `_`; unique, also where capitals don't count
    std::string bytes;  // UTF-8, whole
};

/// The pages of a bundle that was checked without errors, `index.html` first. They need nothing but each other: no script, style, font or
/// picture from elsewhere. The same bundle always gives the same bytes; names of files and anchors depend on the names of what they show.
/// Cost: linear in the sources and in the rows of data shown (see rows_shown).
[[nodiscard]] std::vector<Page> pages(const typed::Program& program, const std::vector<syntax::Tree>& trees, const SourceSet& sources);

/// Rows of one data table that a page shows; how many more there are is said.
inline constexpr std::size_t rows_shown = 1000;

}  // namespace ordain::docs
