// Numbers, dates and times as characters. Each writes to `to` and returns the end of what it wrote: at most `longest_form` bytes.
#pragma once

#include <cstddef>
#include <cstdint>

namespace ordain::form {

inline constexpr std::size_t longest_form = 64;

[[nodiscard]] char* number(char* to, std::int64_t value);
/// At least `width` characters with zeros in front, the sign among them.
[[nodiscard]] char* padded(char* to, std::int64_t value, int width);
/// value / 10^digits with the fewest digits ("0.5", "1200"). digits: 0 to 18.
[[nodiscard]] char* scaled(char* to, std::int64_t value, int digits);
/// "2026-01-31".
[[nodiscard]] char* date(char* to, std::int64_t days);
/// "14:00", of minutes since midnight.
[[nodiscard]] char* minutes(char* to, std::int64_t value);
/// "2026-11-23T08:15:30Z", with a fraction only if there is one.
[[nodiscard]] char* timestamp(char* to, std::int64_t ns);
/// The date of the timestamp written last: those of one decision often share theirs.
struct LastDate {
    std::int64_t days = INT64_MIN;
    char text[16] = {};  // "2026-11-23T"
};
[[nodiscard]] char* timestamp_after(char* to, std::int64_t ns, LastDate& last);
/// "2 days", "1 second": the largest unit that divides it.
[[nodiscard]] char* elapsed(char* to, std::int64_t ns);
/// Three letters of a currency's code.
[[nodiscard]] char* currency(char* to, std::int64_t code);
/// Two digits a byte, lower-case. Writes 2 × size bytes, whatever that is.
[[nodiscard]] char* hex(char* to, const std::uint8_t* bytes, std::size_t size);

}  // namespace ordain::form
