// The plan of a bundle as text: where each field of an event stands in its JSON and in the machine, and which policies decide it.
#pragma once

#include <string>

#include "runtime/program/image.hpp"

namespace ordain::cli {

/// For `--dump=plan`. The image is verified.
[[nodiscard]] std::string dump_plan(const program::Image& image);

}  // namespace ordain::cli
