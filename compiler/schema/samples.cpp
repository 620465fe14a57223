#include "compiler/schema/samples.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "compiler/schema/names.hpp"
#include "runtime/base/limits.hpp"

namespace ordain::schema {

namespace {

constexpr std::string_view blanks = " \t\r\n";

std::string_view kind_of(const Json& value) {
    switch (value.kind) {
        case Json::Kind::null: return "null";
        case Json::Kind::boolean: return "a bool";
        case Json::Kind::number: return "a number";
        case Json::Kind::text: return "a text";
        case Json::Kind::array: return "an array";
        case Json::Kind::object: return "an object";
    }
    return "a value";
}

}  // namespace

EventSeen& Samples::event(const std::string& type) {
    const auto at = std::find_if(events_.begin(), events_.end(), [&](const EventSeen& e) { return e.type == type; });
    if (at != events_.end()) return *at;
    events_.emplace_back().type = type;
    return events_.back();
}

/// What is wrong with a sample, or nothing.
std::string Samples::sample(const Json& value) {
    if (!value.is(Json::Kind::object)) return fmt::format("a sample is an object, not {}", kind_of(value));
    const Json* data = &value;
    std::string type = type_;
    if (type_.empty()) {
        const Json* named = value.find("type");
        if (named == nullptr || !named->is(Json::Kind::text) || value.find("specversion") == nullptr)
            return "this is no CloudEvent: it needs `specversion` and `type`. For payloads without an envelope say `--type TYPE`";
        type = named->text;
        data = value.find("data");
    }
    if (!is_dotted_name(type))
        return fmt::format("an event can't be called `{}`: a type is words of letters, digits and `_`, joined by dots", type);
    if (data != nullptr && data->is(Json::Kind::null)) data = nullptr;
    if (data != nullptr && !data->is(Json::Kind::object)) return fmt::format("`data` is {}; it has to be an object", kind_of(*data));
    EventSeen& seen = event(type);
    ++seen.samples;
    if (data == nullptr) ++seen.without_data;
    if (seen.without_data > 0 && seen.without_data < seen.samples)
        return fmt::format("some events of the type `{}` have `data` and others have not; give them two types", type);
    if (data != nullptr && !observer_.add(seen.data, *data))
        return fmt::format("the samples have more than {} different members", Observer::most_places);
    return {};
}

std::string Samples::document(const Json& value, std::size_t& count) {
    if (!value.is(Json::Kind::array)) return ++count, sample(value);
    for (std::size_t i = 0; i < value.items.size(); ++i) {
        ++count;
        if (std::string trouble = sample(value.items[i]); !trouble.empty()) return fmt::format("element {}: {}", i, trouble);
    }
    return {};
}

Result<std::size_t> Samples::add(const std::string& name, std::string_view text) {
    constexpr std::string_view mark = "\xEF\xBB\xBF";
    if (text.starts_with(mark)) text.remove_prefix(mark.size());
    std::size_t count = 0, number = 0;
    for (std::size_t begin = 0; begin < text.size();) {
        const std::size_t end = std::min(text.find('\n', begin), text.size());
        const std::string_view line = text.substr(begin, end - begin);
        const std::size_t line_begin = begin;
        begin = end + 1;
        ++number;
        if (line.find_first_not_of(blanks) == std::string_view::npos) continue;
        if (line.size() > limits::event_bytes)
            return Error{fmt::format("{}:{}: longer than {} MiB", name, number, limits::event_bytes >> 20)};
        auto value = parse_json(line);
        if (!value && count == 0 && text.find_first_not_of(blanks, end) != std::string_view::npos) {
            // no JSON Lines, then: the whole file is one value
            if (auto whole = parse_json(text.substr(line_begin))) {
                if (std::string trouble = document(*whole, count); !trouble.empty()) return Error{fmt::format("{}: {}", name, trouble)};
                return count;
            } else if (line.find_first_not_of("{[ \t\r") == std::string_view::npos) {
                return Error{fmt::format("{}: {}", name, whole.error().message)};
            }
        }
        if (!value) return Error{fmt::format("{}:{}: {}", name, number, value.error().message)};
        if (std::string trouble = document(*value, count); !trouble.empty()) return Error{fmt::format("{}:{}: {}", name, number, trouble)};
    }
    if (count == 0) return Error{fmt::format("{}: there is no sample in it", name)};
    return count;
}

}  // namespace ordain::schema
