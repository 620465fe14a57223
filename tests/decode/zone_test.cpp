// Local times of a zone: around every transition as the oracle has it.
#include <catch2/catch.hpp>

#include "runtime/calendar/zone.hpp"
#include "tests/decode/sample/sample.hpp"
#include "tests/oracle/time.hpp"

using namespace ordain;

TEST_CASE("instants of local times around transitions") {
    const auto& zones = decode_sample::sample().program.zones;
    REQUIRE_FALSE(zones.empty());
    for (const typed::Zone& zone : zones) {
        std::vector<program::TransitionRec> table;
        for (const typed::Transition& t : zone.transitions) table.push_back({t.at, std::int64_t{t.offset} * ns_per_second});
        for (std::size_t i = 1; i < table.size(); ++i) {
            if (table[i].at < oracle::first_timestamp() || table[i].at > oracle::last_timestamp()) continue;
            for (const std::int64_t offset : {table[i - 1].offset, table[i].offset})
                for (const std::int64_t minutes : {-61, -60, -59, -1, 0, 1, 59, 60, 61}) {
                    const int128 local = static_cast<int128>(table[i].at) + offset + minutes * ns_per_minute;
                    INFO(zone.name << " transition " << i << ", " << minutes << " min");
                    REQUIRE((instant_of_local(table, local) == oracle::instants_of(zone.transitions, local).earlier));
                }
        }
    }
}
