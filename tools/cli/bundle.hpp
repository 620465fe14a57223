// What the verbs do with a bundle's sources.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "compiler/driver/load.hpp"

namespace ordain::cli {

/// Reads a bundle that is to be used. Nothing, if it can't be read or has errors: they are told on standard error, and `status` says which.
[[nodiscard]] std::unique_ptr<driver::Loaded> load_for_use(const std::string& folder, int& status);

/// Are diagnostics on this stream shown in colour? Only on a terminal, and not if NO_COLOR is set.
[[nodiscard]] bool in_colour(int file_descriptor);

}  // namespace ordain::cli
