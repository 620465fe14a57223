#include "compiler/syntax/habits.hpp"

#include <algorithm>
#include <iterator>

namespace ordain::syntax {

namespace {

bool is_number(std::string_view text) {
    return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) { return (c >= '0' && c <= '9') || c == '_' || c == '.'; });
}

// Not every word of three letters: `set` and `for` are something else.
bool is_small_currency(std::string_view text) {
    constexpr std::string_view known[] = {"eur", "usd", "gbp", "chf", "pln", "czk", "sek", "nok", "dkk", "jpy", "cny", "cad"};
    return std::find(std::begin(known), std::end(known), text) != std::end(known);
}

bool is_unit_of_time(std::string_view text) {
    return text.ends_with("minute") || text.ends_with("minutes") || text.ends_with("hour") || text.ends_with("hours") ||
           text.ends_with("day") || text.ends_with("days");
}

}  // namespace

std::string_view help_for_habit(std::string_view before, std::string_view found) {
    if (is_number(before) && found == ",") return "digits are grouped with `_`: `5_000`";
    if (is_number(before) && found == "." && before.find('.') != before.npos) return "dates are written `2026-01-31`";
    if (is_number(before) && is_small_currency(found)) return "a currency is three capitals: `EUR`";
    if (before.ends_with('%') && found == "of") return "a share is a product: `5% * order.net_total`";
    if (is_unit_of_time(before) && found == "business") return "`business` stands before the unit: `4 business hours`";
    if (before == "<" && found == ">") return "write `!=`";
    if (before == "is") return "compare with `=` and `!=`";
    if (found == "like") return "texts are compared with `starts with`, `ends with` and `contains`";
    if (found == "not") return "`not` stands before the whole condition: `not x in (a, b)`";
    if (found == "else") return "what else happens is another `rule`, or `otherwise`";
    if (found == "within" || found == "never") return "this belongs directly after its `require`";
    return {};
}

}  // namespace ordain::syntax
