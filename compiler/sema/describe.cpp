#include "compiler/sema/describe.hpp"

#include <fmt/format.h>

#include <chrono>
#include <utility>

#include "runtime/base/arith.hpp"

namespace ordain::sema {

namespace {

std::string currency_text(std::uint32_t code) {
    return {static_cast<char>(code >> 16 & 0xff), static_cast<char>(code >> 8 & 0xff), static_cast<char>(code & 0xff)};
}

std::string number_text(std::int64_t value, std::int64_t scale) {
    const int128 magnitude = value < 0 ? -int128{value} : int128{value};
    std::string text = fmt::format("{}{}", value < 0 ? "-" : "", static_cast<std::uint64_t>(magnitude / scale));
    std::string rest;
    auto fraction = static_cast<std::int64_t>(magnitude % scale);
    for (std::int64_t digit = scale / 10; fraction != 0; digit /= 10) {
        rest += static_cast<char>('0' + fraction / digit);
        fraction %= digit;
    }
    return rest.empty() ? text : text + "." + rest;
}

std::string date_text(std::int64_t days) {
    const std::chrono::year_month_day d{std::chrono::sys_days{std::chrono::days{days}}};
    return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(d.year()), static_cast<unsigned>(d.month()), static_cast<unsigned>(d.day()));
}

std::string timestamp_text(std::int64_t ns) {
    std::int64_t day = ns / ns_per_day, rest = ns % ns_per_day;
    if (rest < 0) rest += ns_per_day, --day;
    const std::int64_t second = rest / ns_per_second;
    std::string text = fmt::format("{}T{:02}:{:02}:{:02}", date_text(day), second / 3600, second / 60 % 60, second % 60);
    if (rest % ns_per_second != 0) text += number_text(rest % ns_per_second, ns_per_second).substr(1);
    return text + "Z";
}

std::string duration_text(std::int64_t ns) {
    constexpr std::pair<std::int64_t, std::string_view> units[] = {
        {ns_per_day, "day"}, {ns_per_hour, "hour"}, {ns_per_minute, "minute"}, {ns_per_second, "second"}, {1, "nanosecond"}};
    for (const auto& [unit, name] : units)
        if (ns % unit == 0) return fmt::format("{} {}{}", ns / unit, name, ns == unit ? "" : "s");
    return {};
}

std::string business_text(std::int64_t value) {
    const bool days = (value & 1) != 0, hours = !days && value % 120 == 0;
    const std::int64_t n = hours ? value / 120 : (value - (days ? 1 : 0)) / 2;
    return fmt::format("{} business {}{}", n, days ? "day" : hours ? "hour" : "minute", n == 1 ? "" : "s");
}

}  // namespace

std::string describe(const typed::Program& program, Type type) {
    std::string text;
    switch (type.kind) {
        case TypeKind::error: text = "something unknown"; break;
        case TypeKind::boolean: text = "bool"; break;
        case TypeKind::integer: text = "int"; break;
        case TypeKind::decimal: text = "decimal"; break;
        case TypeKind::percent: text = "percent"; break;
        case TypeKind::money: text = "money " + currency_text(type.ref); break;
        case TypeKind::money_any: text = "money"; break;
        case TypeKind::text: text = "text"; break;
        case TypeKind::enumerated: text = program.enums[type.ref].name; break;
        case TypeKind::date: text = "date"; break;
        case TypeKind::time: text = "time"; break;
        case TypeKind::timestamp: text = "timestamp"; break;
        case TypeKind::elapsed: text = "duration"; break;
        case TypeKind::business: text = "business duration"; break;
        case TypeKind::record: text = program.records[type.ref].name; break;
        case TypeKind::list: text = "list of " + describe(program, program.lists[type.ref].element); break;
    }
    return type.optional ? text + "?" : text;
}

std::string describe(const typed::Program& program, Type type, const typed::Value& value) {
    const std::int64_t n = value.number;
    switch (type.kind) {
        case TypeKind::boolean: return n ? "true" : "false";
        case TypeKind::decimal: return number_text(n, decimal_scale);
        case TypeKind::percent: return number_text(n, decimal_scale / 100) + "%";
        case TypeKind::money: return number_text(n, money_scale) + " " + currency_text(type.ref);
        case TypeKind::text: return "\"" + value.text + "\"";
        case TypeKind::enumerated:
            return n >= 0 && n < static_cast<std::int64_t>(program.enums[type.ref].values.size())
                       ? program.enums[type.ref].values[static_cast<std::size_t>(n)].name
                       : "unknown";
        case TypeKind::time: return fmt::format("{:02}:{:02}", n / 60, n % 60);
        case TypeKind::date: return date_text(n);
        case TypeKind::timestamp: return timestamp_text(n);
        case TypeKind::elapsed: return duration_text(n);
        case TypeKind::business: return business_text(n);
        default: return fmt::format("{}", n);
    }
}

}  // namespace ordain::sema
