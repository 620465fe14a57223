// Constants of generated sources: few and near each other, so that they meet.
#include <algorithm>

#include "tests/differential/expressions.hpp"

namespace ordain::differential {

namespace {

const std::vector<std::string>& pool(Kind kind) {
    static const std::vector<std::string> none{"0"};
    static const std::vector<std::string> integers{"0", "1", "2", "3", "7", "10", "100", "1_000"};
    static const std::vector<std::string> decimals{"0", "0.000001", "0.25", "0.5", "1", "1.5", "2", "3.333333", "10"};
    static const std::vector<std::string> percents{"0%", "0.0001%", "2.5%", "5%", "12.5%", "50%", "100%", "150%"};
    static const std::vector<std::string> amounts{"0", "0.0001", "0.5", "1", "99.99", "100", "1_000", "50_000"};
    static const std::vector<std::string> dates{"2024-02-29", "2025-12-31", "2026-01-01", "2026-03-29",
                                                "2026-06-15", "2026-12-31", "2027-12-31"};
    static const std::vector<std::string> times{"00:00", "00:01", "08:00", "12:30", "17:00", "23:59"};
    static const std::vector<std::string> timestamps{"2026-01-01T00:00:00Z", "2026-03-29T01:00:00Z", "2026-06-15T10:00:00+02:00",
                                                     "2026-10-25T01:00:00Z", "2026-12-31T22:59:59.5Z"};
    static const std::vector<std::string> durations{"1 minute", "90 minutes", "4 hours", "1 day", "2 days", "1 week"};
    static const std::vector<std::string> texts{"\"a\"", "\"ab\"", "\"b\"", "\"abc\"", "\"é\"", "\"\"", "\"a\\\"b\""};
    static const std::vector<std::string> bools{"true", "false"};
    switch (kind) {
        case Kind::boolean: return bools;
        case Kind::integer: return integers;
        case Kind::decimal: return decimals;
        case Kind::percent: return percents;
        case Kind::money: return amounts;
        case Kind::text: return texts;
        case Kind::date: return dates;
        case Kind::time: return times;
        case Kind::timestamp: return timestamps;
        case Kind::elapsed: return durations;
        default: return none;
    }
}

}  // namespace

bool has_order(Kind kind) {
    return kind != Kind::boolean && kind != Kind::text && kind != Kind::money_any;
}
bool is_number(Kind kind) {
    return kind == Kind::integer || kind == Kind::decimal || kind == Kind::percent;
}

std::string Expressions::enumerator(const std::string& name) {
    const std::string& value = random_.pick(model_.enumeration(name).values);
    return random_.chance(30) ? name + "." + value : value;
}

std::string Expressions::literal(const GType& type) {
    if (type.kind == Kind::enumerated) return enumerator(type.ref);
    const std::string& s = random_.pick(pool(type.kind));
    return type.kind == Kind::money ? s + " " + type.ref : s;
}

std::optional<std::pair<std::string, std::string>> Expressions::ordered_literals(const GType& type) {
    if (!has_order(type.kind)) return std::nullopt;
    const bool named = type.kind == Kind::enumerated;
    const std::vector<std::string>& values = named ? model_.enumeration(type.ref).values : pool(type.kind);
    if (values.size() < 2) return std::nullopt;
    const std::size_t low = random_.below(values.size() - 1);
    const std::size_t high = low + 1 + random_.below(values.size() - low - 1);
    const std::string unit = type.kind == Kind::money ? " " + type.ref : "";
    return std::pair{values[low] + unit, values[high] + unit};
}

}  // namespace ordain::differential
