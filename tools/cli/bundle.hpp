// What the verbs do with a bundle.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <ordain/ordain.hpp>
#include <string>

#include "compiler/driver/load.hpp"
#include "runtime/program/image.hpp"

namespace ordain::cli {

/// Reads a bundle's sources that are to be used. Nothing, if they can't be read or have errors: these are told on standard error, and
/// `status` says which.
[[nodiscard]] std::unique_ptr<driver::Loaded> load_for_use(const std::string& folder, int& status);

/// The image of a bundle without errors. Errors: it costs too much.
[[nodiscard]] Result<program::ImageData> compiled(const driver::Loaded& bundle);
/// The same. Nothing if it costs too much, which is told on standard error.
[[nodiscard]] std::optional<program::ImageData> compile_for_use(const driver::Loaded& bundle);

/// A bundle to decide with: a folder of sources is compiled, a file made by `ordain compile` is mapped. Nothing if that fails, as above.
[[nodiscard]] std::shared_ptr<const Bundle> open_bundle(const std::string& path, int& status);

/// Are diagnostics on this stream shown in colour? Only on a terminal, and not if NO_COLOR is set.
[[nodiscard]] bool in_colour(int file_descriptor);

}  // namespace ordain::cli
