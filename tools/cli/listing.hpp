// What a bundle declares, kind by kind, as rows of members: `ordain list` shows them.
#pragma once

#include <nlohmann/json.hpp>
#include <span>
#include <string_view>
#include <vector>

#include "compiler/driver/load.hpp"

namespace ordain::cli {

using Json = nlohmann::ordered_json;

/// A kind of declaration.
struct Listing {
    std::string_view name;                       // "policies", as the flag and the JSON have it
    std::string_view help;                       // of the flag
    Json (*rows)(const driver::Loaded& bundle);  // an array of objects, in the order of the bundle
    std::vector<std::string_view> columns;       // the members that text shows, in order
};

/// Every kind, policies first. list.schema.json says what the members are.
[[nodiscard]] std::span<const Listing> listings();

/// The rules of the linter, with the levels and the `allow`s of the sources.
[[nodiscard]] Json lint_rules(std::span<const syntax::Tree> trees);

}  // namespace ordain::cli
