// Dates and timestamps in their usual form, a few bytes at a time.
#pragma once

#include <cstdint>
#include <cstring>
#include <optional>
#include <string_view>

#include "runtime/value/time_text.hpp"
#include "runtime/value/type.hpp"

namespace ordain::decode {

/// The day of a date's text: the one before is not worked out again.
class DateMemo {
public:
    /// "YYYY-MM-DD", then anything.
    [[nodiscard]] std::optional<std::int64_t> day(const char* at) {
        std::uint64_t head = 0;
        std::uint16_t tail = 0;
        std::memcpy(&head, at, sizeof head);
        std::memcpy(&tail, at + sizeof head, sizeof tail);
        if (head == head_ && tail == tail_) return day_;
        const std::optional<std::int64_t> read = read_date({at, 10});
        if (!read) return std::nullopt;
        head_ = head;
        tail_ = tail;
        day_ = *read;
        return day_;
    }

private:
    std::uint64_t head_ = 0;
    std::uint16_t tail_ = 0;
    std::int64_t day_ = 0;
};

/// Seconds of "hh:mm:ss"; a negative number if it is not that.
[[nodiscard]] inline std::int64_t seconds_at(const char* at) {
    std::uint64_t word = 0;
    std::memcpy(&word, at, 8);
    word ^= 0x30303A30303A3030U;  // digits become their values, colons 0
    if (((word | (word + 0x7676767676767676U)) & 0x8080808080808080U) != 0 || (word & 0x0000FF0000FF0000U) != 0) return -1;
    word = word * 10 + (word >> 8);  // each two digits, at the first
    const std::uint64_t hour = word & 0xff, minute = word >> 24 & 0xff, second = word >> 48 & 0xff;
    if (hour > 23 || minute > 59 || second > 59) return -1;
    return static_cast<std::int64_t>(hour * 3600 + minute * 60 + second);
}

/// "YYYY-MM-DDThh:mm:ssZ" and the quote behind it, within 1678 … 2261: nanoseconds since 1970. Nothing says nothing.
[[nodiscard]] inline std::optional<std::int64_t> usual_timestamp(const char* at, DateMemo& dates) {
    if (at[10] != 'T' || at[19] != 'Z' || at[20] != '"') return std::nullopt;
    const std::int64_t seconds = seconds_at(at + 11);
    const std::optional<std::int64_t> day = dates.day(at);
    if (seconds < 0 || !day || *day < first_timestamp / ns_per_day || *day > last_timestamp / ns_per_day) return std::nullopt;
    return *day * ns_per_day + seconds * ns_per_second;
}

}  // namespace ordain::decode
