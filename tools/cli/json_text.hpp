// Places in JSON texts, so that one value can be read or replaced while every other byte stays as it is.
#pragma once

#include <simdjson.h>

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace ordain::cli {

/// Where a value stands: the bytes [begin, end).
struct JsonPlace {
    std::size_t begin = 0, end = 0;
    [[nodiscard]] std::string_view in(std::string_view json) const { return json.substr(begin, end - begin); }
};

/// Names of members and numbers of elements on the way to a value.
using JsonPath = std::vector<std::string>;

/// Says whether texts are JSON. Keeps its memory. Not thread-safe.
class JsonCheck {
public:
    [[nodiscard]] bool valid(std::string_view text);

private:
    simdjson::dom::parser parser_;
};

/// Everything below takes JSON that is known to be valid, with any members and of any depth. Of equal members the first counts.
[[nodiscard]] JsonPlace json_root(std::string_view json);
/// The value at `path` below `from`; nothing if there is none.
[[nodiscard]] std::optional<JsonPlace> json_find(std::string_view json, JsonPlace from, const JsonPath& path);
/// The text that a JSON string stands for; nothing if the value is no string.
[[nodiscard]] std::optional<std::string> json_text_of(std::string_view value);

/// Puts `value`, valid JSON, at `path`. Objects that are missing or null on the way are made. False, and nothing is changed, if the way
/// leads through something else than an object or an element that is there.
[[nodiscard]] bool json_put(std::string& json, const JsonPath& path, std::string_view value);

/// A text as a JSON string with its quotes. Bytes that are not UTF-8 stay as they are.
[[nodiscard]] std::string json_quoted(std::string_view text);

}  // namespace ordain::cli
