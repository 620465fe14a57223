// JSON of samples as a tree that keeps the digits of numbers as they were written.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/base/result.hpp"

namespace ordain::schema {

struct Json {
    enum class Kind : std::uint8_t { null, boolean, number, text, array, object };
    Kind kind = Kind::null;
    bool truth = false;              // boolean
    std::string text;                // number: as written (`-0` as `0`); text: decoded
    std::vector<Json> items;         // array: elements; object: values
    std::vector<std::string> names;  // object: the name of each value; may repeat

    [[nodiscard]] bool is(Kind k) const { return kind == k; }
    /// The first member of that name; null if there is none.
    [[nodiscard]] const Json* find(std::string_view name) const;
};

/// The values that one text may hold, so that memory stays bounded.
inline constexpr std::size_t most_values = std::size_t{1} << 20;

/// Reads one value. Errors: not JSON, or not UTF-8 (with the byte where it stops being), nested deeper than limits::json_depth, more than
/// most_values values. Cost: linear; no recursion.
[[nodiscard]] Result<Json> parse_json(std::string_view text);

}  // namespace ordain::schema
