#include "tests/conformance/event_line.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <sstream>
#include <stdexcept>

#include "tests/oracle/json.hpp"

namespace ordain::conformance {

using oracle::Json;

namespace {

Json parsed(std::string_view text) {
    oracle::Parsed p = oracle::parse_json(text);
    if (p.fault != FaultCode::none) throw std::runtime_error("not JSON: " + std::string(text));
    return p.value;
}

/// RFC 7396. A repeated member of the patch replaces what the one before it put there.
void merge(Json& target, const Json& patch) {
    if (!patch.is(Json::Kind::object)) {
        target = patch;
        return;
    }
    if (!target.is(Json::Kind::object)) target = Json::object();
    for (const Json::Member& m : patch.members) {
        const auto there =
            std::find_if(target.members.begin(), target.members.end(), [&](const Json::Member& t) { return t.key == m.key; });
        if (m.value.is(Json::Kind::null)) {
            if (there != target.members.end()) target.members.erase(there);
        } else if (there != target.members.end()) {
            merge(there->value, m.value);
        } else {
            Json fresh;
            merge(fresh, m.value);
            target.with(m.key, std::move(fresh));
        }
    }
}

std::string from_hex(std::string_view text) {
    std::string out;
    std::istringstream bytes{std::string(text)};
    for (std::string byte; bytes >> byte;) out += static_cast<char>(std::stoi(byte, nullptr, 16));
    return out;
}

std::string repeated(std::string_view text) {
    std::istringstream words{std::string(text)};
    std::string a, b, c, out;
    std::size_t first = 0, last = 0;
    words >> a >> first >> b >> last >> c;
    for (std::size_t i = 0; i < first; ++i) out += a;
    out += b;
    for (std::size_t i = 0; i < last; ++i) out += c;
    return out;
}

std::string enveloped(std::string_view line) {
    std::string time = "2026-11-23T08:15:30Z";
    if (line.starts_with("@")) {
        time = line.substr(1, line.find(' ') - 1);
        line.remove_prefix(line.find(' ') + 1);
    }
    const std::size_t space = line.find(' ');
    return fmt::format(R"({{"specversion":"1.0","id":"E-1","source":"/test","type":"{}","time":"{}","data":{}}})", line.substr(0, space),
                       time, line.substr(space + 1));
}

}  // namespace

std::string event_line(std::string_view line, const std::string& base) {
    if (line == "raw") return "";
    if (line.starts_with("raw ")) return std::string(line.substr(4));
    if (line.starts_with("hex ")) return from_hex(line.substr(4));
    if (line.starts_with("repeat ")) return repeated(line.substr(7));
    if (!line.starts_with("{")) return enveloped(line);
    Json event = parsed(base);
    merge(event, parsed(line));
    return event.dump();
}

}  // namespace ordain::conformance
