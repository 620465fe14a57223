#include "tests/conformance/subset.hpp"

#include <fmt/format.h>

namespace ordain::conformance {

using oracle::Json;

namespace {

bool is_hash(const Json& j) {
    return j.is(Json::Kind::string) && j.text.size() >= 2 && j.text[1] == ':' && (j.text[0] == 'f' || j.text[0] == 'd' || j.text[0] == 'b');
}

std::optional<std::string> mismatch(const std::string& at, const Json& expected, const Json& found) {
    const auto say = [&] { return fmt::format("{}: expected {}, found {}", at.empty() ? "/" : at, expected.dump(), found.dump()); };
    if (expected.kind != found.kind) return say();
    if (is_hash(expected)) return is_hash(found) && expected.text[0] == found.text[0] ? std::nullopt : std::optional(say());
    if (expected.is(Json::Kind::object)) {
        if (expected.members.empty() && !found.members.empty()) return say();
        for (const Json::Member& m : expected.members) {
            const Json* there = found.find(m.key);
            if (there == nullptr) return say();
            if (auto d = mismatch(at + "/" + m.key, m.value, *there)) return d;
        }
        return std::nullopt;
    }
    if (expected.is(Json::Kind::array)) {
        if (expected.elements.size() != found.elements.size()) return say();
        for (std::size_t i = 0; i < expected.elements.size(); ++i)
            if (auto d = mismatch(at + "/" + std::to_string(i), expected.elements[i], found.elements[i])) return d;
        return std::nullopt;
    }
    return expected == found ? std::nullopt : std::optional(say());
}

}  // namespace

std::optional<std::string> first_mismatch(const Json& expected, const Json& found) {
    return mismatch("", expected, found);
}

}  // namespace ordain::conformance
