// Bundles and events for benchmarks.
#pragma once

#include <memory>
#include <ordain/ordain.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/codegen/generate.hpp"
#include "runtime/program/image.hpp"

namespace ordain::bench {

/// The bundle of a folder of sources. Ends the program if it has errors.
[[nodiscard]] program::ImageData compile_folder(const std::string& folder);

/// The bundle of one source. Ends the program if it has errors.
[[nodiscard]] program::ImageData compile_text(const std::string& source, const codegen::Options& options = {});

[[nodiscard]] std::shared_ptr<const Bundle> load(const program::ImageData& image);

/// `policies/superstore` of this repository, and its events.
[[nodiscard]] std::string superstore();
[[nodiscard]] std::string superstore_events();

/// The lines of a file, without their ends. `buffer` holds them, with room behind for simdjson's padding.
[[nodiscard]] std::vector<std::string_view> read_lines(const std::string& path, std::string& buffer);

}  // namespace ordain::bench
