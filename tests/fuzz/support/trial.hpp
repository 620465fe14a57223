// Decides events by a bundle that the verifier has accepted, and checks what was promised of it.
#pragma once

#include <cstdint>
#include <span>
#include <string>

#include "runtime/program/image.hpp"

namespace ordain::fuzz {

/// False if deciding by this bundle would take more memory or time than a trial is given.
[[nodiscard]] bool affordable(const program::Image& image);

/// Decides every event and writes the decision; each chunk that runs stays within its cost and its numbers of contributions, or the program
/// aborts. The image has been verified. Returns the number of decisions that are no fault.
std::size_t try_out(const program::ImageData& data, std::span<const std::string> events);

}  // namespace ordain::fuzz
