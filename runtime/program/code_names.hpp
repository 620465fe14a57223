// What the text of code says instead of a number: the value of a constant, the id of a rule.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>
#include <unordered_map>

#include "runtime/program/image.hpp"

namespace ordain::program {

/// Of constants that are equal, and of rules with one id, the first has the name; the others keep their numbers, so that text says
/// exactly one thing. Valid as long as the image is.
class CodeNames {
public:
    explicit CodeNames(const Image& image) {
        for (std::uint32_t i = 0; i < image.constants.size(); ++i) constants_.try_emplace(image.constants[i], i);
        for (std::uint32_t i = 0; i < image.rules.size(); ++i) rules_.try_emplace(image.str(image.rules[i].id), i);
    }

    /// The register of the constant `value`.
    [[nodiscard]] std::optional<std::uint32_t> constant(std::int64_t value) const { return find(constants_, value); }
    [[nodiscard]] std::optional<std::uint32_t> rule(std::string_view id) const { return find(rules_, id); }

private:
    std::unordered_map<std::int64_t, std::uint32_t> constants_;
    std::unordered_map<std::string_view, std::uint32_t> rules_;

    template <class Map, class Key>
    static std::optional<std::uint32_t> find(const Map& map, const Key& key) {
        const auto at = map.find(key);
        return at == map.end() ? std::nullopt : std::optional(at->second);
    }
};

}  // namespace ordain::program
