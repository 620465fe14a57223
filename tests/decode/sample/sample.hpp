// A small bundle whose event has a field of every type, and a line that is valid for it.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "compiler/sema/typed.hpp"
#include "ordain/ordain.hpp"

namespace ordain::decode_sample {

struct Sample {
    typed::Program program;
    std::shared_ptr<const Bundle> bundle;
};

/// Made once.
[[nodiscard]] const Sample& sample();

/// A valid line: every field is there.
[[nodiscard]] const std::string& full_line();

/// A valid line in the usual form, with all fields that have one.
[[nodiscard]] const std::string& plain_line();

/// How `evaluator` and the oracle differ about a line, or none. The evaluator is of the sample's bundle.
[[nodiscard]] std::optional<std::string> difference(Evaluator& evaluator, std::string_view line);

}  // namespace ordain::decode_sample
