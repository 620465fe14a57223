// JSON for the oracle: a tree that keeps every number's own text, every member (also repeated ones) and every value's place.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "runtime/base/fault.hpp"

namespace ordain::oracle {

struct Json {
    enum class Kind : std::uint8_t { null, boolean, number, string, array, object };
    struct Member;

    Kind kind = Kind::null;
    bool truth = false;           // boolean
    std::string text;             // number: as written; string: decoded
    std::vector<Json> elements;   // array
    std::vector<Member> members;  // object, in document order, repeated keys kept
    std::size_t offset = 0;       // of the value's first byte in the line

    static Json null();
    static Json boolean(bool b);
    static Json number(std::string text);
    static Json number(std::int64_t n);
    static Json string(std::string text);
    static Json array();
    static Json object();

    [[nodiscard]] bool is(Kind k) const { return kind == k; }
    /// The first member of that name; null if there is none or this is no object.
    [[nodiscard]] const Json* find(std::string_view key) const;
    /// Appends a member (this must be an object) and returns this.
    Json& with(std::string key, Json value);
    void push(Json value);

    /// Compact text, members in their order.
    [[nodiscard]] std::string dump() const;
};

struct Json::Member {
    std::string key;
    Json value;
    std::size_t offset = 0;  // of the key
};

inline Json Json::null() {
    return {};
}

inline void Json::push(Json value) {
    elements.push_back(std::move(value));
}

/// Whether two trees say the same, member order included; numbers are compared by their text.
[[nodiscard]] bool operator==(const Json& a, const Json& b);

struct Parsed {
    Json value;
    FaultCode fault = FaultCode::none;  // INVALID_JSON, INVALID_UTF8 or TOO_DEEP
};

/// Reads one value (RFC 8259, nothing but white space around it), nested at most limits::json_depth deep.
[[nodiscard]] Parsed parse_json(std::string_view line);

[[nodiscard]] bool is_valid_utf8(std::string_view text);

/// One more token at the end of a JSON pointer (RFC 6901).
[[nodiscard]] std::string pointer_to(std::string_view pointer, std::string_view token);

}  // namespace ordain::oracle
