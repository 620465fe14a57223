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

/// The folder of a bundle that is given as a folder, or as the one `.ord` file that it consists of.
[[nodiscard]] std::string folder_of(const std::string& bundle);

/// Paths of the sources of a bundle, relative to its folder and sorted: every `.ord` file in it and below, except files and folders whose
/// names begin with a dot; or the one file that is the bundle. Errors: the folder can't be read.
[[nodiscard]] Result<std::vector<std::string>> source_paths(const std::string& bundle);

/// Reads all sources of a bundle, in the order of their paths. What could not be parsed is left out, and the rest is checked. Mistakes in
/// the sources are no error here: they stand in `diagnostics`. Errors: the folder or one of its sources can't be read, a source is larger
/// than 4 GiB, there is no source.
[[nodiscard]] Result<std::unique_ptr<Loaded>> load_bundle(const std::string& bundle);

/// The bytes of a file. Errors: it can't be read.
[[nodiscard]] Result<std::string> read_file(const std::string& path);

}  // namespace ordain::driver
