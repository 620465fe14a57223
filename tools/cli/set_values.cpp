#include "tools/cli/set_values.hpp"

#include <fmt/format.h>

#include <charconv>

namespace ordain::cli {

using Json = nlohmann::ordered_json;

namespace {

/// The element of a list that a part of a path names, or null.
Json* element(Json& list, const std::string& part) {
    std::size_t index = 0;
    const auto [end, error] = std::from_chars(part.data(), part.data() + part.size(), index);
    if (error != std::errc() || end != part.data() + part.size() || index >= list.size()) return nullptr;
    return &list[index];
}

void put(Json& data, const SetValue& set) {
    Json* at = &data;
    for (const std::string& part : set.path) {
        if (at->is_null()) *at = Json::object();
        if (at->is_object())
            at = &(*at)[part];
        else
            at = at->is_array() ? element(*at, part) : nullptr;
        if (at == nullptr) return;
    }
    *at = set.value;
}

}  // namespace

Result<SetValue> parse_set_value(std::string_view text) {
    const std::size_t equals = text.find('=');
    if (equals == std::string_view::npos) return Error{fmt::format("`{}` is not PATH=VALUE", text)};
    SetValue set;
    std::string_view path = text.substr(0, equals);
    for (bool more = true; more;) {
        const std::size_t dot = path.find('.');
        more = dot != std::string_view::npos;
        if (dot == 0 || path.empty()) return Error{fmt::format("`{}` is not a path such as `order.lines.0.price`", text.substr(0, equals))};
        set.path.emplace_back(path.substr(0, dot));
        if (more) path.remove_prefix(dot + 1);
    }
    const std::string_view value = text.substr(equals + 1);
    set.value = Json::parse(value, nullptr, false);
    if (set.value.is_discarded()) set.value = std::string(value);
    return set;
}

std::string put_values(std::string_view line, const std::vector<SetValue>& values) {
    Json event = Json::parse(line, nullptr, false);
    if (!event.is_object()) return std::string(line);
    for (const SetValue& set : values) put(event["data"], set);
    return event.dump(-1, ' ', false, Json::error_handler_t::replace);
}

}  // namespace ordain::cli
