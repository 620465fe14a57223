#include "compiler/sema/zone_rule.hpp"

#include <algorithm>
#include <chrono>
#include <utility>

#include "runtime/value/type.hpp"

namespace ordain::sema {

namespace {

constexpr std::int32_t day_seconds = 86'400;
constexpr int first_year = 1900, last_year = 2261;

class Reader {
public:
    explicit Reader(std::string_view text) : text_(text) {}

    std::optional<ZoneRule> rule() {
        ZoneRule r;
        if (!name() || !time(r.standard)) return std::nullopt;
        r.standard = r.daylight = -r.standard;  // the text counts west of Greenwich
        if (text_.empty()) return r;
        r.changes = true;
        if (!name()) return std::nullopt;
        r.daylight = r.standard + 3600;
        if (!text_.empty() && text_.front() != ',') {
            if (!time(r.daylight)) return std::nullopt;
            r.daylight = -r.daylight;
        }
        const bool ok = take(',') && day(r.start) && take(',') && day(r.end) && text_.empty();
        return ok ? std::optional(r) : std::nullopt;
    }

private:
    bool take(char c) {
        if (text_.empty() || text_.front() != c) return false;
        text_.remove_prefix(1);
        return true;
    }

    /// At most three digits.
    bool number(int& out) {
        std::size_t n = 0;
        out = 0;
        for (; n < text_.size() && n < 3 && text_[n] >= '0' && text_[n] <= '9'; ++n) out = out * 10 + (text_[n] - '0');
        text_.remove_prefix(n);
        return n > 0;
    }

    bool name() {
        const bool quoted = take('<');
        const auto letter = [&](char c) { return quoted ? c != '>' : (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); };
        const auto end = static_cast<std::size_t>(std::find_if_not(text_.begin(), text_.end(), letter) - text_.begin());
        text_.remove_prefix(end);
        return end > 0 && (!quoted || take('>'));
    }

    /// [+|-]h[:mm[:ss]]
    bool time(std::int32_t& seconds) {
        const bool negative = take('-');
        if (!negative) take('+');
        int part = 0;
        if (!number(part)) return false;
        seconds = part * 3600;
        for (const int unit : {60, 1}) {
            if (!take(':')) break;
            if (!number(part)) return false;
            seconds += part * unit;
        }
        if (negative) seconds = -seconds;
        return true;
    }

    bool day(ChangeDay& d) {
        bool ok = false;
        if (take('M')) {
            d.kind = ChangeDay::Kind::month_week;
            ok = number(d.month) && take('.') && number(d.week) && take('.') && number(d.weekday) && d.month >= 1 && d.month <= 12 &&
                 d.week >= 1 && d.week <= 5 && d.weekday <= 6;
        } else {
            d.kind = take('J') ? ChangeDay::Kind::julian : ChangeDay::Kind::day;
            ok = number(d.number) && d.number <= 365;
        }
        return ok && (!take('/') || time(d.seconds));
    }

    std::string_view text_;
};

/// Local seconds since 1970 of the change in a year.
std::int64_t change(const ChangeDay& d, int y) {
    using namespace std::chrono;
    const year in{y};
    sys_days date = in / January / 1;
    switch (d.kind) {
        case ChangeDay::Kind::month_week: {
            const year_month m = in / month{static_cast<unsigned>(d.month)};
            const weekday w{static_cast<unsigned>(d.weekday)};
            date = d.week == 5 ? sys_days{m / w[last]} : sys_days{m / w[static_cast<unsigned>(d.week)]};
            break;
        }
        case ChangeDay::Kind::julian: date += days{d.number - (in.is_leap() && d.number >= 60 ? 0 : 1)}; break;
        case ChangeDay::Kind::day: date += days{d.number}; break;
    }
    return std::int64_t{date.time_since_epoch().count()} * day_seconds + d.seconds;
}

}  // namespace

std::optional<ZoneRule> parse_zone_rule(std::string_view text) {
    return Reader(text).rule();
}

void extend(std::vector<typed::Transition>& transitions, const ZoneRule& rule, std::int64_t after) {
    if (!rule.changes) return;
    std::vector<std::pair<std::int64_t, std::int32_t>> changes;
    for (int y = first_year; y <= last_year; ++y) {
        changes.emplace_back(change(rule.start, y) - rule.standard, rule.daylight);
        changes.emplace_back(change(rule.end, y) - rule.daylight, rule.standard);
    }
    std::sort(changes.begin(), changes.end());
    for (const auto& [at, offset] : changes) {
        if (at <= after || transitions.back().offset == offset) continue;
        transitions.push_back({at * ns_per_second, offset});
    }
}

}  // namespace ordain::sema
