#include "tests/differential/compare.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace ordain::differential {

using oracle::Json;

namespace {

std::optional<std::string> differ(const std::string& at, const Json& a, const Json& b) {
    const auto say = [&] { return fmt::format("{}: expected {}, found {}", at, a.dump(), b.dump()); };
    if (a.kind != b.kind) return say();
    if (a.is(Json::Kind::array)) {
        for (std::size_t i = 0; i < std::min(a.elements.size(), b.elements.size()); ++i)
            if (auto d = differ(at + "/" + std::to_string(i), a.elements[i], b.elements[i])) return d;
        if (a.elements.size() != b.elements.size()) return say();
        return std::nullopt;
    }
    if (a.is(Json::Kind::object)) {
        for (std::size_t i = 0; i < std::min(a.members.size(), b.members.size()); ++i) {
            if (a.members[i].key != b.members[i].key) return say();
            if (auto d = differ(at + "/" + a.members[i].key, a.members[i].value, b.members[i].value)) return d;
        }
        if (a.members.size() != b.members.size()) return say();
        return std::nullopt;
    }
    return a == b ? std::nullopt : std::optional(say());
}

/// Whether it is the prefix and lower-case hexadecimal digits.
bool is_hash(const Json& j, std::string_view prefix) {
    if (!j.is(Json::Kind::string) || !j.text.starts_with(prefix)) return false;
    const std::string_view digits = std::string_view(j.text).substr(prefix.size());
    return digits.size() >= 8 && digits.find_first_not_of("0123456789abcdef") == std::string_view::npos;
}

/// Then the decision's detail is prescribed.
bool arises_while_deciding(std::string_view code) {
    for (FaultCode c :
         {FaultCode::OVERFLOW, FaultCode::DIVISION_BY_ZERO, FaultCode::NOT_UNIQUE, FaultCode::BEYOND_CALENDAR, FaultCode::BEYOND_LADDER})
        if (fault_name(c) == code) return true;
    return false;
}

}  // namespace

std::optional<std::string> first_difference(const Json& expected, std::string_view actual) {
    oracle::Parsed parsed = oracle::parse_json(actual);
    if (parsed.fault != FaultCode::none) return "not JSON: " + std::string(actual);
    Json& found = parsed.value;
    for (const auto& [key, prefix] : {std::pair{"id", "d:"}, {"bundle", "b:"}, {"fingerprint", "f:"}})
        for (Json::Member& m : found.members)
            if (m.key == key && is_hash(m.value, prefix)) m.value.text = prefix;
    const Json* fault = expected.find("fault");
    if (fault != nullptr && fault->is(Json::Kind::object) && !arises_while_deciding(fault->find("code")->text)) {
        for (Json::Member& m : found.members) {
            if (m.key != "fault") continue;
            for (Json::Member& f : m.value.members)  // anyone's words, but there must be some
                if (f.key == "detail" && f.value.is(Json::Kind::string) && !f.value.text.empty())
                    f.value.text = fault->find("detail")->text;
        }
    }
    return differ("", expected, found);
}

}  // namespace ordain::differential
