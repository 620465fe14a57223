// After an error of syntax: which reports only repeat it, because they speak of what could not be read.
#pragma once

#include <set>
#include <string_view>
#include <vector>

#include "compiler/diag/diagnostic.hpp"
#include "compiler/syntax/tree.hpp"

namespace ordain::sema {

class Echoes {
public:
    /// `trees` and `sources` outlive it. Cost: one pass over what was not read.
    Echoes(const std::vector<syntax::Tree>& trees, const SourceSet& sources);

    /// Might the report be gone once what was not read is mended?
    [[nodiscard]] bool is_one(const Diagnostic& d) const;

private:
    [[nodiscard]] bool names_the_unread(Span span) const;

    const SourceSet& sources_;
    std::set<std::string_view> words_;  // that stand in what was not read
    std::vector<Span> damaged_;         // declarations, and whole files, that lack something
    bool bundle_damaged_ = false;
    bool modules_damaged_ = false;  // a `module` or `use` could not be read
};

}  // namespace ordain::sema
