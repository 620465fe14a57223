#include "compiler/codegen/local_time.hpp"

#include <algorithm>

#include "runtime/base/arith.hpp"

namespace ordain::codegen {

namespace {

using Zone = std::span<const typed::Transition>;

std::int64_t clamped(int128 ns) {
    return static_cast<std::int64_t>(std::clamp<int128>(ns, INT64_MIN, INT64_MAX));
}
int128 offset(const typed::Transition& t) {
    return static_cast<int128>(t.offset) * ns_per_second;
}

/// The period between transitions that holds the instant `ns`.
std::size_t period_of(Zone zone, int128 ns) {
    const auto after = std::upper_bound(zone.begin(), zone.end(), ns, [](int128 t, const typed::Transition& z) { return t < z.at; });
    return after == zone.begin() ? 0 : static_cast<std::size_t>(after - zone.begin()) - 1;
}

}  // namespace

LocalInstants instants_of(Zone zone, std::int64_t date, std::int64_t minute) {
    constexpr int128 farthest = static_cast<int128>(36) * ns_per_hour;  // more than any offset from UTC
    const int128 local = static_cast<int128>(date) * ns_per_day + static_cast<int128>(minute) * ns_per_minute;
    const std::size_t first = period_of(zone, local - farthest), last = period_of(zone, local + farthest);
    bool shown = false;
    int128 earlier = 0, later = 0;
    for (std::size_t i = first; i <= last; ++i) {
        const int128 at = local - offset(zone[i]);
        if ((i > 0 && at < zone[i].at) || (i + 1 < zone.size() && at >= zone[i + 1].at)) continue;
        earlier = shown ? std::min(earlier, at) : at;
        later = shown ? std::max(later, at) : at;
        shown = true;
    }
    if (shown) return {clamped(earlier), clamped(later)};
    for (std::size_t i = std::max<std::size_t>(first, 1); i <= last; ++i) {
        const int128 before = zone[i].at + offset(zone[i - 1]), after = zone[i].at + offset(zone[i]);
        if (before <= local && local < after) return {zone[i].at, zone[i].at};
    }
    return {clamped(local), clamped(local)};
}

std::int64_t first_instant(Zone zone, std::int64_t date) {
    // Between two transitions local dates only grow: the first period that reaches the date holds the instant.
    const int128 midnight = static_cast<int128>(date) * ns_per_day;
    for (std::size_t i = 0; i < zone.size(); ++i) {
        int128 at = midnight - offset(zone[i]);
        if (i > 0) at = std::max<int128>(at, zone[i].at);
        if (i + 1 == zone.size() || at < zone[i + 1].at) return clamped(at);
    }
    return clamped(midnight);
}

}  // namespace ordain::codegen
