// Trees to typed program.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "compiler/diag/diagnostic.hpp"
#include "compiler/sema/typed.hpp"
#include "compiler/syntax/tree.hpp"
#include "runtime/base/result.hpp"

namespace ordain::sema {

/// Reads a file that a source names (`data … from "floors.csv"`), relative to the source's folder. Supplied by the caller, so that
/// the checker does no I/O of its own.
using ReadFile = std::function<Result<std::string>(const std::string& source_path, const std::string& name)>;

/// Resolves and checks all files of a bundle together. Reports every independent mistake. The program is usable only if
/// `diagnostics` has no errors afterwards; it never throws for any tree the parser can make.
[[nodiscard]] typed::Program check(const std::vector<syntax::Tree>& trees, SourceSet& sources, const ReadFile& read_file,
                                   Diagnostics& diagnostics);

/// The typed program as indented text, for `--dump=typed` and golden tests.
[[nodiscard]] std::string dump(const typed::Program& program, const SourceSet& sources);

}  // namespace ordain::sema
