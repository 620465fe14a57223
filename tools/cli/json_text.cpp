#include "tools/cli/json_text.hpp"

#include <charconv>

#include "runtime/vm/show.hpp"

namespace ordain::cli {

namespace {

bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

std::size_t skip_space(std::string_view json, std::size_t at) {
    while (at < json.size() && is_space(json[at])) ++at;
    return at;
}

/// The end of the string that begins at `at`.
std::size_t string_end(std::string_view json, std::size_t at) {
    for (++at; at < json.size() && json[at] != '"'; ++at)
        if (json[at] == '\\') ++at;
    return at + 1;
}

/// The end of the value that begins at `at`.
std::size_t value_end(std::string_view json, std::size_t at) {
    std::size_t depth = 0;
    while (at < json.size()) {
        const char c = json[at];
        if (c == '"') {
            at = string_end(json, at);
        } else if (c == '{' || c == '[') {
            ++depth, ++at;
            continue;
        } else if (c == '}' || c == ']') {
            --depth, ++at;
        } else if (depth > 0 && (c == ',' || c == ':' || is_space(c))) {
            ++at;
            continue;
        } else {
            at = std::min(json.find_first_of(",]} \t\r\n", at), json.size());
        }
        if (depth == 0) return at;
    }
    return json.size();
}

/// Calls `visit(key, value)` for each member until it says false; the key as written, without quotes.
template <class Visit>
void each_member(std::string_view json, JsonPlace object, Visit visit) {
    std::size_t at = skip_space(json, object.begin + 1);
    while (at < object.end && json[at] == '"') {
        const std::size_t key_end = string_end(json, at);
        const std::string_view key = json.substr(at + 1, key_end - at - 2);
        const std::size_t begin = skip_space(json, skip_space(json, key_end) + 1);
        const JsonPlace value{begin, value_end(json, begin)};
        if (!visit(key, value)) return;
        at = skip_space(json, value.end);
        if (at < object.end && json[at] == ',') at = skip_space(json, at + 1);
    }
}

std::optional<JsonPlace> member(std::string_view json, JsonPlace object, const std::string& name) {
    std::optional<JsonPlace> found;
    each_member(json, object, [&](std::string_view key, JsonPlace value) {
        const bool same = key.find('\\') == std::string_view::npos ? key == name : json_text_of("\"" + std::string(key) + "\"") == name;
        if (same) found = value;
        return !same;
    });
    return found;
}

std::optional<std::size_t> number_of(const std::string& part) {
    std::size_t number = 0;
    const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), number);
    if (error != std::errc() || end != part.data() + part.size()) return std::nullopt;
    return number;
}

std::optional<JsonPlace> element(std::string_view json, JsonPlace list, const std::string& part) {
    auto left = number_of(part);
    if (!left) return std::nullopt;
    std::size_t at = skip_space(json, list.begin + 1);
    while (at < list.end && json[at] != ']') {
        const JsonPlace value{at, value_end(json, at)};
        if ((*left)-- == 0) return value;
        at = skip_space(json, value.end);
        if (at < list.end && json[at] == ',') at = skip_space(json, at + 1);
    }
    return std::nullopt;
}

std::optional<JsonPlace> child(std::string_view json, JsonPlace at, const std::string& part) {
    if (json[at.begin] == '{') return member(json, at, part);
    if (json[at.begin] == '[') return element(json, at, part);
    return std::nullopt;
}

/// `value` within the objects that the rest of a path names; nothing if the rest names an element of a list.
std::optional<std::string> nested(const JsonPath& path, std::size_t from, std::string_view value) {
    std::string text(value);
    for (std::size_t i = path.size(); i > from; --i) {
        if (number_of(path[i - 1])) return std::nullopt;
        text = "{" + json_quoted(path[i - 1]) + ":" + text + "}";
    }
    return text;
}

}  // namespace

bool JsonCheck::valid(std::string_view text) {
    return parser_.parse(text.data(), text.size()).error() == simdjson::SUCCESS;
}

JsonPlace json_root(std::string_view json) {
    const std::size_t begin = skip_space(json, 0);
    return {begin, value_end(json, begin)};
}

std::optional<JsonPlace> json_find(std::string_view json, JsonPlace from, const JsonPath& path) {
    for (const std::string& part : path) {
        const auto next = child(json, from, part);
        if (!next) return std::nullopt;
        from = *next;
    }
    return from;
}

std::optional<std::string> json_text_of(std::string_view value) {
    if (!value.starts_with('"')) return std::nullopt;
    if (value.find('\\') == std::string_view::npos) return std::string(value.substr(1, value.size() - 2));
    simdjson::dom::parser parser;
    std::string_view text;
    if (parser.parse(value.data(), value.size()).get(text) != simdjson::SUCCESS) return std::nullopt;
    return std::string(text);
}

bool json_put(std::string& json, const JsonPath& path, std::string_view value) {
    JsonPlace at = json_root(json);
    for (std::size_t i = 0; i < path.size(); ++i) {
        if (const auto next = child(json, at, path[i])) {
            at = *next;
            continue;
        }
        const bool object = json[at.begin] == '{';
        const auto made = nested(path, i, value);
        if (!made || (!object && at.in(json) != "null")) return false;
        if (!object) {
            json.replace(at.begin, at.end - at.begin, *made);
            return true;
        }
        const bool empty = json[skip_space(json, at.begin + 1)] == '}';
        json.insert(at.begin + 1, made->substr(1, made->size() - 2) + (empty ? "" : ","));
        return true;
    }
    json.replace(at.begin, at.end - at.begin, value);
    return true;
}

std::string json_quoted(std::string_view text) {
    std::string out;
    append_json_string(out, text);
    return out;
}

}  // namespace ordain::cli
