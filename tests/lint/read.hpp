// A bundle from texts, as lint sees it.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "compiler/diag/diagnostic.hpp"
#include "compiler/sema/typed.hpp"
#include "compiler/syntax/tree.hpp"
#include "tests/differential/piece.hpp"

namespace ordain::lint_test {

using differential::Texts;

/// Trees and program refer to the sources: they live together.
struct Read {
    SourceSet sources;
    std::vector<syntax::Tree> trees;
    typed::Program program;  // of use only without errors
    Diagnostics diagnostics;

    [[nodiscard]] bool sound() const { return !diagnostics.has_errors(); }
    [[nodiscard]] std::string complaints() const;
};

/// Parsed and checked; files that sources name are looked for among the texts.
[[nodiscard]] std::unique_ptr<Read> read(const Texts& texts);

/// All files of a folder and below, by their paths in it.
[[nodiscard]] Texts texts_in(const std::string& folder);

using EditsByFile = std::vector<std::vector<Edit>>;  // by number of the source

/// The texts with the edits made.
[[nodiscard]] Texts edited(const Texts& texts, const SourceSet& sources, const EditsByFile& edits);

}  // namespace ordain::lint_test
