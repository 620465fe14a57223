// The types of the language as the compiler, the bundle and the evaluator all name them.
#pragma once

#include <cstdint>
#include <string_view>

namespace ordain {

enum class TypeKind : std::uint8_t {
    error,       // only while checking: already reported, silences what follows
    boolean,     // 0, 1
    integer,     // as it is
    decimal,     // × 10^6
    percent,     // × 10^6 of the fraction: 12.5 % is 125 000. A decimal shown as %
    money,       // × 10^4, of the currency in `ref` (see currency_code)
    money_any,   // two values: amount × 10^4, currency code
    text,        // symbol: index of an interned text
    enumerated,  // ordinal as declared; unknown_ordinal for an open enum's unknown name. `ref`: the enum
    date,        // days since 1970-01-01
    time,        // minutes of a day, 0..1439
    timestamp,   // nanoseconds UTC since 1970-01-01T00:00Z
    elapsed,     // nanoseconds
    business,    // business duration: minutes × 2 for time of opening, days × 2 + 1 for days
    record,      // `ref`: the record
    list,        // `ref`: the list type
};

/// A type. 8 bytes, trivially copyable: it stands in bundles as it is.
struct Type {
    TypeKind kind = TypeKind::error;
    std::uint8_t optional = 0;  // 0 or 1
    std::uint16_t reserved = 0;
    std::uint32_t ref = 0;

    friend constexpr bool operator==(const Type&, const Type&) = default;
    [[nodiscard]] constexpr Type required() const { return {kind, 0, 0, ref}; }
    [[nodiscard]] constexpr Type opt() const { return {kind, 1, 0, ref}; }
};
static_assert(sizeof(Type) == 8);

/// Ordinal of an open enum's unknown name. Compares unequal to every enumerator; `<`, `<=`, `>`, `>=` with it are false.
inline constexpr std::int64_t unknown_ordinal = -1;

/// Enum ids that exist in every bundle.
inline constexpr std::uint32_t enum_priority = 0;  // Priority { low, normal, high, urgent }
inline constexpr std::uint32_t enum_weekday = 1;   // Weekday { mon, tue, wed, thu, fri, sat, sun }

/// Three capitals packed into 24 bits, first letter highest.
[[nodiscard]] constexpr std::uint32_t currency_code(char a, char b, char c) {
    return static_cast<std::uint32_t>(static_cast<unsigned char>(a)) << 16 |
           static_cast<std::uint32_t>(static_cast<unsigned char>(b)) << 8 | static_cast<unsigned char>(c);
}
[[nodiscard]] constexpr bool is_currency(std::string_view s) {
    if (s.size() != 3) return false;
    for (char c : s)
        if (c < 'A' || c > 'Z') return false;
    return true;
}
[[nodiscard]] constexpr std::uint32_t currency_code(std::string_view s) {
    return currency_code(s[0], s[1], s[2]);
}

/// Business durations: see TypeKind::business.
[[nodiscard]] constexpr std::int64_t business_minutes(std::int64_t n) {
    return n * 2;
}
[[nodiscard]] constexpr std::int64_t business_days(std::int64_t n) {
    return n * 2 + 1;
}

inline constexpr std::int64_t ns_per_second = 1'000'000'000;
inline constexpr std::int64_t ns_per_minute = 60 * ns_per_second;
inline constexpr std::int64_t ns_per_hour = 60 * ns_per_minute;
inline constexpr std::int64_t ns_per_day = 24 * ns_per_hour;

}  // namespace ordain
