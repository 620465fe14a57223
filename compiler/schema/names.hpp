// Names of JSON members as words of the language, and what they tell about their values.
#pragma once

#include <string>
#include <string_view>

namespace ordain::schema {

/// Whether this can name an event or a module: words joined by dots, none of them reserved.
[[nodiscard]] bool is_dotted_name(std::string_view name);

/// A field's name for a member: `Net-Total` is `net_Total`, `_id` is `id`, `2nd` is `f_2nd`, `in` is `in_`.
[[nodiscard]] std::string field_name(std::string_view member);
/// A record's or enum's name: `order_line` is `OrderLine`.
[[nodiscard]] std::string type_name(std::string_view member);
/// One of many: `order_lines` is `order_line`, `categories` is `category`. Other words stay.
[[nodiscard]] std::string singular(std::string_view member);
/// An enumerator's name for a spelling: `to invoice` is `to_invoice`, `0` is `n0`.
[[nodiscard]] std::string enumerator_name(std::string_view spelling);

/// A text of the language, with its quotes. Any bytes of UTF-8.
[[nodiscard]] std::string quoted(std::string_view text);
/// One token of a JSON pointer.
[[nodiscard]] std::string pointer_token(std::string_view member);

enum class Hint : unsigned char { none, identity, prose, choice, amount, percent, perhaps_percent };
/// What a member of this name often holds.
[[nodiscard]] Hint hint_of(std::string_view member);
/// Whether a member of this name often holds a currency.
[[nodiscard]] bool is_currency_name(std::string_view member);

}  // namespace ordain::schema
