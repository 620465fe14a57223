#include "tools/cli/payload.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "runtime/value/time_text.hpp"

namespace ordain::cli {

namespace {

Result<JsonPath> parse_pointer(std::string_view text) {
    if (!text.starts_with('/')) return Error{fmt::format("`{}` is not a JSON pointer such as `/order/id`", text)};
    JsonPath path;
    while (!text.empty()) {
        text.remove_prefix(1);
        const std::size_t end = std::min(text.find('/'), text.size());
        std::string part;
        for (std::size_t i = 0; i < end; ++i) {
            if (text[i] != '~') {
                part += text[i];
                continue;
            }
            if (i + 1 >= end || (text[i + 1] != '0' && text[i + 1] != '1')) return Error{"after `~` a JSON pointer has `0` or `1`"};
            part += text[++i] == '0' ? '~' : '/';
        }
        path.push_back(std::move(part));
        text.remove_prefix(end);
    }
    return path;
}

}  // namespace

Result<Payloads> Payloads::make(const EnvelopeOptions& options) {
    if (options.type.empty() || options.id.empty() || options.time.empty())
        return Error{"payloads without an envelope need all of --type, --id and --time"};
    Payloads made;
    made.begin_ = fmt::format(R"({{"specversion":"1.0","type":{},"source":{})", json_quoted(options.type), json_quoted(options.source));
    auto id = parse_pointer(options.id);
    if (!id) return id.error();
    made.id_ = std::move(*id);
    if (read_timestamp(options.time, false)) {
        made.begin_ += ",\"time\":" + json_quoted(options.time);
        made.fixed_time_ = true;
        return made;
    }
    auto time = parse_pointer(options.time);
    if (!time) return time.error();
    made.time_ = std::move(*time);
    return made;
}

void Payloads::member(std::string_view name, std::string_view payload, JsonPlace root, const JsonPath& path) {
    const auto place = json_find(payload, root, path);
    if (!place) return;
    const std::string_view value = place->in(payload);
    const bool integer = value.find_first_not_of("-0123456789") == std::string_view::npos;
    const std::string_view quote = integer ? "\"" : "";
    fmt::format_to(std::back_inserter(line_), ",\"{}\":{}{}{}", name, quote, value, quote);
}

std::string_view Payloads::wrap(std::string_view payload) {
    if (!check_.valid(payload)) return payload;
    line_ = begin_;
    const JsonPlace root = json_root(payload);
    member("id", payload, root, id_);
    if (!fixed_time_) member("time", payload, root, time_);
    line_ += ",\"data\":";
    line_ += payload;
    line_ += '}';
    return line_;
}

}  // namespace ordain::cli
