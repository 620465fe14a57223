#include "runtime/calendar/zone.hpp"

#include <algorithm>
#include <cstddef>

namespace ordain {

namespace {

using Zone = std::span<const program::TransitionRec>;

/// The period between transitions that holds the instant `ns`.
std::size_t period_of(Zone zone, int128 ns) {
    const auto after = std::upper_bound(zone.begin(), zone.end(), ns, [](int128 t, const program::TransitionRec& z) { return t < z.at; });
    return after == zone.begin() ? 0 : static_cast<std::size_t>(after - zone.begin()) - 1;
}

}  // namespace

int128 instant_of_local(Zone zone, int128 local) {
    constexpr int128 farthest = static_cast<int128>(36) * ns_per_hour;  // more than any offset from UTC
    if (zone.empty()) return local;
    const std::size_t first = period_of(zone, local - farthest), last = period_of(zone, local + farthest);
    bool shown = false;
    int128 earlier = 0;
    for (std::size_t i = first; i <= last; ++i) {
        const int128 at = local - zone[i].offset;
        if ((i > 0 && at < zone[i].at) || (i + 1 < zone.size() && at >= zone[i + 1].at)) continue;
        earlier = shown ? std::min(earlier, at) : at;
        shown = true;
    }
    if (shown) return earlier;
    for (std::size_t i = std::max<std::size_t>(first, 1); i <= last; ++i) {
        const int128 before = static_cast<int128>(zone[i].at) + zone[i - 1].offset,
                     after = static_cast<int128>(zone[i].at) + zone[i].offset;
        if (before <= local && local < after) return zone[i].at;
    }
    return local;
}

}  // namespace ordain
