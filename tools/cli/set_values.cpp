#include "tools/cli/set_values.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "runtime/base/limits.hpp"

namespace ordain::cli {

namespace {

/// A number without the `_` between its digits, or nothing.
std::string plain_number(std::string_view text, JsonCheck& check) {
    std::string number(text);
    number.erase(std::remove(number.begin(), number.end(), '_'), number.end());
    const bool is_number = !number.empty() && (number[0] == '-' || (number[0] >= '0' && number[0] <= '9')) && check.valid(number);
    return is_number ? number : std::string();
}

/// `44_000 EUR`, or nothing.
std::string amount(std::string_view text, JsonCheck& check) {
    const std::size_t space = text.rfind(' ');
    if (space == std::string_view::npos || !is_currency(text.substr(space + 1))) return {};
    const std::string number = plain_number(text.substr(0, space), check);
    return number.empty() ? number : fmt::format(R"({{"amount":{},"currency":"{}"}})", number, text.substr(space + 1));
}

/// VALUE as the JSON that stands for it in a field of this type.
std::string json_value(Type type, const std::string& value, JsonCheck& check) {
    const bool json = check.valid(value);
    if (type.kind == TypeKind::text) return json && (value.front() == '"' || value == "null") ? value : json_quoted(value);
    if (json) return value;
    if (value == "missing") return "null";
    std::string read;
    if (type.kind == TypeKind::money || type.kind == TypeKind::money_any) read = amount(value, check);
    if (read.empty()) read = plain_number(value, check);
    return read.empty() ? json_quoted(value) : read;
}

}  // namespace

Result<SetValues> SetValues::parse(const program::Image& image, const std::vector<std::string>& texts) {
    SetValues set(image);
    for (const std::string& text : texts)
        if (const auto added = set.add(text); !added) return added.error();
    return set;
}

Result<void> SetValues::add(const std::string& text) {
    const std::size_t equals = text.find('=');
    if (equals == std::string::npos) return Error{fmt::format("`{}` is not PATH=VALUE", text)};
    const auto parts = split_path(std::string_view(text).substr(0, equals));
    if (!parts) return parts.error();
    std::string why = "the bundle declares no event";
    bool found = false;
    for (std::size_t e = 0; e < image_->events.size(); ++e) {
        const auto place = find_field(*image_, image_->events[e], *parts);
        if (place)
            edits_[e].push_back({place->path, json_value(place->type, text.substr(equals + 1), check_), texts_.size()});
        else if (e == 0 || place.error().message.find("did you mean") != std::string::npos)
            why = place.error().message;
        found = found || place.ok();
    }
    if (!found) return Error{why};
    texts_.push_back(text);
    unplaced_.push_back(0);
    return {};
}

std::string_view SetValues::put_into(std::string_view line) {
    if (line.size() > limits::event_bytes || !check_.valid(line)) return line;
    const auto type = json_find(line, json_root(line), {"type"});
    if (!type) return line;
    const auto name = json_text_of(type->in(line));
    const auto event =
        std::find_if(image_->events.begin(), image_->events.end(), [&](const auto& e) { return image_->str(e.type) == name; });
    if (event == image_->events.end()) return line;
    line_ = line;
    for (const Edit& edit : edits_[static_cast<std::size_t>(event - image_->events.begin())])
        if (!json_put(line_, edit.path, edit.value)) ++unplaced_[edit.text];
    return line_;
}

std::string SetValues::unplaced() const {
    std::string out;
    for (std::size_t i = 0; i < texts_.size(); ++i)
        if (unplaced_[i] != 0)
            fmt::format_to(std::back_inserter(out), "ordain: `{}` found no place in {} events\n", texts_[i], unplaced_[i]);
    return out;
}

}  // namespace ordain::cli
