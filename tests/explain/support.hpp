// Bundles with explanations, from sources.
#pragma once

#include <memory>
#include <nlohmann/json.hpp>
#include <string>
#include <string_view>

#include "ordain/explain.hpp"
#include "runtime/program/image.hpp"
#include "tests/conformance/bundle.hpp"

namespace ordain::explain_tests {

using Json = nlohmann::json;

/// Compiles without errors, or the test fails.
[[nodiscard]] conformance::Bundle checked(const conformance::Files& files);
[[nodiscard]] program::ImageData compiled(const conformance::Bundle& bundle, bool with_sources = true);
[[nodiscard]] std::shared_ptr<const Bundle> loaded(const program::ImageData& image);

[[nodiscard]] std::string text_of(const std::shared_ptr<const Bundle>& bundle, std::string_view event);
[[nodiscard]] Json json_of(const std::shared_ptr<const Bundle>& bundle, std::string_view event);

/// The bundle that the expected explanations were worked out for.
[[nodiscard]] conformance::Files small_bundle();
[[nodiscard]] std::string small_event();

}  // namespace ordain::explain_tests
