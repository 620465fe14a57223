// What the verbs do with a bundle.
#pragma once

#include <CLI/CLI.hpp>
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

/// Adds to the diagnostics of a bundle without errors why it can't be compiled, if it costs too much.
void add_refusals(driver::Loaded& bundle);

/// The image of a bundle without errors. Nothing if it costs too much, which is told on standard error.
[[nodiscard]] std::optional<program::ImageData> compile_for_use(const driver::Loaded& bundle);

/// A bundle to decide with: a folder of sources is compiled, a file made by `ordain compile` is mapped. Nothing if that fails, as above.
[[nodiscard]] std::shared_ptr<const Bundle> open_bundle(const std::string& path, int& status);

/// Adds `--color` to every verb of the program. Call it when they are there.
void add_colour(CLI::App& program);
/// Are diagnostics on this stream shown in colour? As `--color` says; else on a terminal, if NO_COLOR is not set.
[[nodiscard]] bool in_colour(int file_descriptor);

}  // namespace ordain::cli
