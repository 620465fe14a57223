#include "compiler/syntax/habits.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <initializer_list>
#include <iterator>

namespace ordain::syntax {

namespace {

bool one_of(std::string_view text, std::initializer_list<std::string_view> list) {
    return std::find(list.begin(), list.end(), text) != list.end();
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}
bool is_number(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return is_digit(c) || c == '_' || c == '.'; });
}
bool begins_with_digit(std::string_view text) {
    return !text.empty() && is_digit(text[0]);
}

// Not every word of three letters: `set` and `for` are something else.
bool is_small_currency(std::string_view text) {
    return one_of(text, {"eur", "usd", "gbp", "chf", "pln", "czk", "sek", "nok", "dkk", "jpy", "cny", "cad"});
}
bool is_currency_word(std::string_view text) {
    return text.size() == 3 && std::all_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

bool is_unit_of_time(std::string_view text) {
    return text.ends_with("minute") || text.ends_with("minutes") || text.ends_with("hour") || text.ends_with("hours") ||
           text.ends_with("day") || text.ends_with("days");
}

bool is_type(std::string_view text) {
    const bool capital = !text.empty() && text[0] >= 'A' && text[0] <= 'Z';
    return capital || one_of(text, {"text", "int", "decimal", "percent", "money", "bool", "date", "time", "timestamp"});
}

std::string_view first_word(std::string_view text) {
    const std::size_t begin = std::min(text.find_first_not_of(" \t"), text.size());
    return text.substr(begin, text.find_first_of(" \t\r\n", begin) - begin);
}

/// The word before the last one: `in` of `risk in low`.
std::string_view last_word_but_one(std::string_view text) {
    const auto cut = [&text] {
        const std::size_t end = text.find_last_not_of(" \t");
        text = text.substr(0, end == text.npos ? 0 : end + 1);
        const std::size_t begin = text.find_last_of(" \t");
        const std::string_view word = begin == text.npos ? text : text.substr(begin + 1);
        text.remove_suffix(word.size());
        return word;
    };
    (void)cut();
    return cut();
}

std::string comment(const Surprise& s) {
    const bool slashes = s.found == "/" && (s.before == "/" || s.line_after.starts_with('/') || s.line_after.starts_with('*'));
    const bool dashes = s.found == "-" && s.line_after.starts_with('-') && !s.line_after.starts_with("--");
    return slashes || dashes ? "a comment begins with `#`" : "";
}

std::string number(const Surprise& s) {
    if (is_number(s.before) && s.found == ",") return "digits are grouped with `_`: `5_000`";
    if (is_number(s.before) && s.found == "." && s.before.find('.') != s.before.npos) return "dates are written `2026-01-31`";
    if (s.expected.starts_with("a date") && is_number(s.found)) return "dates are written `2026-01-31`";
    if (is_number(s.before) && is_small_currency(s.found)) return "a currency is three capitals: `EUR`";
    if (is_number(s.before) && one_of(s.found, {"percent", "pct", "per"})) return fmt::format("write `{}%`", s.before);
    if (is_currency_word(s.before) && is_number(s.found))
        return fmt::format("the currency stands after the number: `{} {}`", s.found, s.before);
    if (s.found == "." && begins_with_digit(s.line_after))
        return fmt::format("a number has digits before its point: `0.{}`", first_word(s.line_after));
    if (s.before.ends_with('%') && s.found == "of") return "a share is a product: `5% * order.net_total`";
    return {};
}

std::string duration(const Surprise& s) {
    if (is_unit_of_time(s.before) && s.found == "business") return "`business` stands before the unit: `4 business hours`";
    if (!s.expected.starts_with("a duration") || !is_number(s.found)) return {};
    if (one_of(first_word(s.line_after), {"working", "work", "office"})) return fmt::format("say `business`: `{} business hours`", s.found);
    if (s.found.find('.') != s.found.npos) return "a duration is a whole number; take a smaller unit, such as `4 business hours`";
    return "a duration has a unit: `30 minutes`, `4 business hours`, `2 days`";
}

std::string name(const Surprise& s) {
    const bool wants_name = s.expected.starts_with("a name") || s.expected.starts_with("the name");
    const bool wants_field = s.expected.starts_with("a field");
    const bool wants_declared = wants_name || wants_field || s.expected.starts_with("a role") || s.expected.starts_with("a queue") ||
                                s.expected.starts_with("an action") || s.expected.starts_with("an escalation");
    if (wants_declared && s.found.starts_with('"')) return "a name stands without quotes";
    if (s.reserved && (wants_field || (wants_name && !s.on_new_line)))
        return fmt::format("`{}` is a reserved word and names nothing: choose another name", s.found);
    // `in text`, which has been read as the beginning of a range
    if (s.expected.starts_with("`..` between the bounds") && is_type(s.before))
        return "`in` is a reserved word: a field needs another name";
    return {};
}

std::string condition(const Surprise& s) {
    if (s.expected.starts_with("`when`") && s.found == "if") return "write `when`";
    if (s.expected.starts_with("`when`") && s.found == "then") return "say when it fires; what holds for all the rest is `otherwise`";
    if (s.before == "<" && s.found == ">") return "write `!=`";
    if (s.before == "=" && one_of(s.found, {"<", ">"})) return fmt::format("write `{}=`", s.found);
    if (s.before == "is") return "compare with `=` and `!=`";
    if (s.found == "like") return "texts are compared with `starts with`, `ends with` and `contains`";
    if (s.found == "not") return "`not` stands before the whole condition: `not x in (a, b)`";
    if (s.found == "between") return "say `in` and a range: `total in 0 EUR..5 EUR`";
    if (s.found == "," && last_word_but_one(s.line_before) == "in")
        return fmt::format("values stand in parentheses: `in ({}, {})`", s.before, first_word(s.line_after));
    return {};
}

std::string effect(const Surprise& s) {
    if (s.expected.starts_with("a declaration") && !s.on_new_line && one_of(s.found, {"and", ","}))
        return "a declaration names one thing: write the word before it again for the next";
    if (s.expected.starts_with("an effect") || s.expected.starts_with("effects")) {
        if (s.found.starts_with("approv")) return "an approval is asked for by `require ROLE`; what needs none is a `release`";
        if (one_of(s.found, {"allow", "allowed", "accept", "accepted", "pass", "ok", "released"})) return "what may go on is a `release`";
        if (one_of(s.found, {"deny", "denied", "refuse", "refused", "decline", "block", "blocked", "stop", "rejected"}))
            return "what is refused is a `reject`; what waits for somebody is a `hold in QUEUE`";
    }
    if (s.found == "else") return "what else happens is another `rule`, or `otherwise`";
    if (s.found == "within" || s.found == "never") return "this belongs directly after its `require`";
    if (s.found == "," && last_word_but_one(s.line_before) == "require")
        return fmt::format("roles are joined with `and` or `or`: `require {} and {}`", s.before, first_word(s.line_after));
    return {};
}

}  // namespace

std::string help_for_type(std::string_view name) {
    std::string small(name);
    std::transform(small.begin(), small.end(), small.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    const std::string_view type = one_of(small, {"string", "str", "varchar", "char"}) ? "`text`"
                                  : one_of(small, {"boolean", "flag"})                ? "`bool`"
                                  : one_of(small, {"integer", "long"})                ? "`int`"
                                  : one_of(small, {"number", "numeric"})              ? "`int` or `decimal`"
                                  : one_of(small, {"float", "double", "real"})        ? "`decimal`"
                                  : one_of(small, {"datetime", "instant"})            ? "`timestamp`"
                                  : one_of(small, {"currency", "amount"})             ? "`money EUR`"
                                                                                      : "";
    return type.empty() ? "" : fmt::format("the type is called {}", type);
}

std::string help_for_habit(const Surprise& s) {
    if (s.expected.starts_with("a type")) return help_for_type(s.found);
    for (const auto& ask : {comment, number, duration, name, condition, effect})
        if (std::string help = ask(s); !help.empty()) return help;
    return {};
}

ForeignSign foreign_sign(std::string_view text) {
    struct Known {
        std::string_view sign;
        ForeignSign says;
    };
    static constexpr Known known[] = {
        {"\xE2\x80\x9C", {"", "write straight quotes: `\"…\"`"}},
        {"\xE2\x80\x9D", {"", "write straight quotes: `\"…\"`"}},
        {"\xE2\x80\x9E", {"", "write straight quotes: `\"…\"`"}},
        {"\xE2\x80\x98", {"", "write straight quotes: `\"…\"`"}},
        {"\xE2\x80\x99", {"", "write straight quotes: `\"…\"`"}},
        {"\xC2\xAB", {"", "write straight quotes: `\"…\"`"}},
        {"\xC2\xBB", {"", "write straight quotes: `\"…\"`"}},
        {"\xE2\x89\xA4", {"", "write `<=`"}},
        {"\xE2\x89\xA5", {"", "write `>=`"}},
        {"\xE2\x89\xA0", {"", "write `!=`"}},
        {"\xE2\x88\x92", {"", "write `-`"}},
        {"\xE2\x80\x93", {"", "write `-`, or `..` for a range"}},
        {"\xE2\x80\x94", {"", "write `-`, or `..` for a range"}},
        {"\xE2\x80\xA6", {"", "write `..` for a range"}},
        {"\xC3\x97", {"", "write `*`"}},
        {"\xC3\xB7", {"", "write `/`"}},
        {"\xE2\x82\xAC", {"", "write `EUR` after the number"}},
        {"\xC2\xA3", {"", "write `GBP` after the number"}},
        {"\xC2\xA0", {"a no-break space", "type an ordinary space"}},
        {"\xE2\x80\xAF", {"a narrow no-break space", "type an ordinary space"}},
        {"\xE2\x80\x8B", {"a space without width", "delete it"}},
        {"\xEF\xBB\xBF", {"a byte order mark", "delete it: it stands at the beginning of a file only"}},
    };
    for (const Known& k : known)
        if (text.starts_with(k.sign)) return k.says;
    return {"", "names are made of the letters a to z, digits and `_`"};
}

}  // namespace ordain::syntax
