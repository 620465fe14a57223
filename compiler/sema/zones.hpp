// Time zones: the system's zone data as plain tables, so that a bundle carries its own.
#pragma once

#include <string>
#include <vector>

#include "compiler/sema/typed.hpp"

namespace ordain::sema {

enum class ZoneStatus : std::uint8_t { ok, unknown, no_data };
struct ZoneTable {
    ZoneStatus status = ZoneStatus::ok;
    std::vector<typed::Transition> transitions;  // if ok: ascending, first at INT64_MIN, complete for 1678..2261
    std::string detail;                          // if no_data: why
};
/// "UTC" needs no zone data. Cost: some thousand look-ups for a zone with daylight saving.
[[nodiscard]] ZoneTable zone_table(const std::string& name);

/// The name of an existing zone near to `name` ("Europe/Berlln"), or "".
[[nodiscard]] std::string nearest_zone(const std::string& name);

}  // namespace ordain::sema
