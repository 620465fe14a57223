// JSON that keeps numbers as they were written: fixtures that are changed, decisions that are compared.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "runtime/base/result.hpp"

namespace ordain::testing {

/// A JSON value. Members stand in the order of the text, repeated ones repeatedly. Equality is exact: 1 and 1.0 are different texts.
struct Json {
    enum class Kind : std::uint8_t { plain, text, list, object };
    struct Member;

    Kind kind = Kind::plain;
    std::string text = "null";  // plain: `null`, `true`, `false` or a number as written; text: its bytes
    std::vector<Json> items;
    std::vector<Member> members;

    [[nodiscard]] static Json plain(std::string written);
    [[nodiscard]] static Json string(std::string bytes);
    [[nodiscard]] static Json list();
    [[nodiscard]] static Json object();
    /// Reads one value. Errors: no JSON, nested deeper than an event may be; the message says where.
    [[nodiscard]] static Result<Json> parse(std::string_view text);

    [[nodiscard]] bool is_null() const { return kind == Kind::plain && text == "null"; }
    /// The first member of this name, or null.
    [[nodiscard]] Json* find(std::string_view name);
    [[nodiscard]] const Json* find(std::string_view name) const;
    /// The member of this name; an empty value where there is none.
    [[nodiscard]] const Json& at(std::string_view name) const;
    /// Puts a member in place of all of that name.
    Json& set(std::string_view name, Json value);
    /// Takes all members of that name away.
    void erase(std::string_view name);

    /// Appends the value without white space.
    void append(std::string& out) const;
    [[nodiscard]] std::string dump() const;

    friend bool operator==(const Json&, const Json&);
};
struct Json::Member {
    std::string name;
    Json value;
    friend bool operator==(const Member&, const Member&) = default;
};

}  // namespace ordain::testing
