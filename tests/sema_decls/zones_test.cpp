// Zone tables: expected transitions are those of the zones' laws, worked out by hand.
#include <chrono>

#include "compiler/sema/numbers.hpp"
#include "compiler/sema/zone_rule.hpp"
#include "compiler/sema/zones.hpp"
#include "tests/sema_decls/support.hpp"

using namespace ordain;
using sema::zone_table;

namespace {

std::int64_t at(const char* timestamp) {
    const auto t = sema::parse_timestamp(timestamp);
    REQUIRE(t);
    return *t;
}

/// The offset in force at an instant, in minutes.
int offset(const std::vector<typed::Transition>& table, const char* timestamp) {
    std::int32_t seconds = 0;
    for (const typed::Transition& t : table)
        if (t.at <= at(timestamp)) seconds = t.offset;
    return seconds / 60;
}

bool changes(const std::vector<typed::Transition>& table, const char* timestamp) {
    for (const typed::Transition& t : table)
        if (t.at == at(timestamp)) return true;
    return false;
}

}  // namespace

TEST_CASE("Europe/Berlin changes on the last Sundays of March and October at 01:00 UTC") {
    const auto zone = zone_table("Europe/Berlin");
    REQUIRE(zone.status == sema::ZoneStatus::ok);
    CHECK(changes(zone.transitions, "2026-03-29T01:00:00Z"));
    CHECK(changes(zone.transitions, "2026-10-25T01:00:00Z"));
    CHECK(offset(zone.transitions, "2026-03-29T00:59:59Z") == 60);
    CHECK(offset(zone.transitions, "2026-03-29T01:00:00Z") == 120);
    CHECK(offset(zone.transitions, "2026-10-25T01:00:00Z") == 60);
}

TEST_CASE("Europe/Berlin keeps its rule in a far year") {
    const auto zone = zone_table("Europe/Berlin");
    CHECK(changes(zone.transitions, "2260-03-25T01:00:00Z"));  // the last Sunday of March 2260
    CHECK(offset(zone.transitions, "2260-07-01T00:00:00Z") == 120);
    CHECK(offset(zone.transitions, "2261-12-31T00:00:00Z") == 60);
}

TEST_CASE("southern summers, half-hour savings, negative savings and odd hours go on in a far year") {
    const auto sydney = zone_table("Australia/Sydney").transitions;
    CHECK(offset(sydney, "2200-01-15T00:00:00Z") == 660);
    CHECK(offset(sydney, "2200-07-15T00:00:00Z") == 600);
    CHECK(changes(sydney, "2200-04-05T16:00:00Z"));  // 3 o'clock summer time on the first Sunday of April
    const auto lord_howe = zone_table("Australia/Lord_Howe").transitions;
    CHECK(offset(lord_howe, "2200-01-15T00:00:00Z") == 660);
    CHECK(offset(lord_howe, "2200-07-15T00:00:00Z") == 630);
    const auto dublin = zone_table("Europe/Dublin").transitions;
    CHECK(offset(dublin, "2200-01-15T00:00:00Z") == 0);
    CHECK(offset(dublin, "2200-07-15T00:00:00Z") == 60);
    const auto nuuk = zone_table("America/Nuuk").transitions;
    CHECK(offset(nuuk, "2200-07-15T00:00:00Z") == -60);
}

TEST_CASE("rules for the future are read whole or not at all") {
    const auto rule = sema::parse_zone_rule("<+1030>-10:30<+11>-11,M10.1.0,J60/-1:30");
    REQUIRE(rule);
    CHECK(rule->standard == 37'800);
    CHECK(rule->daylight == 39'600);
    CHECK(rule->end.number == 60);
    CHECK(rule->end.seconds == -5'400);
    CHECK(sema::parse_zone_rule("IST-5:30")->standard == 19'800);
    for (const char* bad :
         {"", "CET", "CET-1CEST", "CET-1CEST,M3.5.0", "CET-1CEST,M13.5.0,M10.5.0", "CET-1CEST,M3.5.0,M10.5.0/3x", "<+01-1"})
        CHECK_FALSE(sema::parse_zone_rule(bad));
}

TEST_CASE("America/New_York changes at 2 o'clock local time") {
    const auto zone = zone_table("America/New_York");
    REQUIRE(zone.status == sema::ZoneStatus::ok);
    CHECK(changes(zone.transitions, "2026-03-08T07:00:00Z"));
    CHECK(changes(zone.transitions, "2026-11-01T06:00:00Z"));
    CHECK(offset(zone.transitions, "2026-07-01T00:00:00Z") == -240);
    CHECK(offset(zone.transitions, "2026-12-01T00:00:00Z") == -300);
}

TEST_CASE("a zone without daylight saving has no change in our time") {
    const auto zone = zone_table("Asia/Kolkata");
    REQUIRE(zone.status == sema::ZoneStatus::ok);
    CHECK(offset(zone.transitions, "2026-01-01T00:00:00Z") == 330);
    CHECK(zone.transitions.back().at < at("1946-01-01T00:00:00Z"));
}

TEST_CASE("tables begin at the beginning and ascend; UTC is one line") {
    for (const char* name : {"Europe/Berlin", "America/New_York", "Australia/Lord_Howe", "Africa/Casablanca", "Pacific/Apia"}) {
        const auto zone = zone_table(name);
        REQUIRE(zone.status == sema::ZoneStatus::ok);
        REQUIRE(!zone.transitions.empty());
        CHECK(zone.transitions.front().at == INT64_MIN);
        for (std::size_t i = 1; i < zone.transitions.size(); ++i) {
            CHECK(zone.transitions[i - 1].at < zone.transitions[i].at);
            CHECK(zone.transitions[i - 1].offset != zone.transitions[i].offset);
        }
    }
    const auto utc = zone_table("UTC");
    REQUIRE(utc.transitions.size() == 1);
    CHECK(utc.transitions[0].offset == 0);
}

TEST_CASE("an unknown zone is a status, and a near one is proposed") {
    CHECK(zone_table("Europe/Berln").status == sema::ZoneStatus::unknown);
    CHECK(zone_table("").status == sema::ZoneStatus::unknown);
    CHECK(zone_table("../../etc/passwd").status == sema::ZoneStatus::unknown);
    CHECK(sema::nearest_zone("Europe/Berln") == "Europe/Berlin");
}
