// A bundle's folder, read, parsed and checked.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "compiler/diag/diagnostic.hpp"
#include "compiler/sema/typed.hpp"
#include "compiler/syntax/tree.hpp"
#include "runtime/base/result.hpp"

namespace ordain::driver {

/// All that is known of a bundle after reading it. Trees and program refer to the sources: they live and move together.
struct Loaded {
    SourceSet sources;
    std::vector<syntax::Tree> trees;
    typed::Program program;   // of use only if `diagnostics` has no errors
    Diagnostics diagnostics;  // sorted
};

/// Paths of the sources in `folder` and below, relative to it and sorted: every `.ord` file; files and folders whose names begin with a dot
/// are left out. Errors: the folder can't be read.
[[nodiscard]] Result<std::vector<std::string>> source_paths(const std::string& folder);

/// Reads all sources of `folder`, in the order of their paths. The checker runs only if every file could be parsed. Mistakes in the sources
/// are no error here: they stand in `diagnostics`. Errors: the folder or one of its sources can't be read, a source is larger than 4 GiB,
/// there is no source.
[[nodiscard]] Result<std::unique_ptr<Loaded>> load_bundle(const std::string& folder);

/// The bytes of a file. Errors: it can't be read.
[[nodiscard]] Result<std::string> read_file(const std::string& path);

}  // namespace ordain::driver
