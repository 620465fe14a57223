// The oracle's business time on a calendar whose answers can be counted on the fingers.
#include <catch2/catch.hpp>

#include "runtime/value/type.hpp"
#include "tests/oracle/business.hpp"
#include "tests/oracle/time.hpp"

using namespace ordain;
using namespace ordain::oracle;

namespace {

std::int64_t at(std::string_view text) {
    return read_timestamp(text, false, {}).value();
}

/// Monday to Friday 08:00–12:00 and 13:00–17:00 in Berlin's summer and winter time of 2026; 24 December only until 12:00; Christmas closed.
typed::Calendar berlin() {
    typed::Calendar c;
    c.first_year = 2026;
    c.last_year = 2026;
    c.transitions = {{INT64_MIN, 3600}, {at("2026-03-29T01:00:00Z"), 7200}, {at("2026-10-25T01:00:00Z"), 3600}};
    for (int day = 0; day < 5; ++day) c.weekly[day] = {{480, 720}, {780, 1020}};
    const auto day = [](int month, int d) { return static_cast<std::int32_t>(days_of({2026, month, d})); };
    c.dated = {{day(12, 24), day(12, 24), {{480, 720}}}};
    c.closed = {{day(12, 25), day(12, 26)}};
    return c;
}

std::string after(std::string_view start, std::int64_t duration) {
    const auto t = business_deadline(berlin(), at(start), duration);
    return t ? timestamp_text(*t) : "beyond";
}

}  // namespace

TEST_CASE("business hours count opening time only") {
    CHECK(after("2026-11-23T08:15:30Z", business_minutes(60)) == "2026-11-23T09:15:30Z");
    CHECK(after("2026-11-23T08:15:30Z", business_minutes(240)) == "2026-11-23T13:15:30Z");  // an hour of lunch between
    CHECK(after("2026-11-23T11:30:00Z", business_minutes(60)) == "2026-11-23T13:00:00Z");   // begins in the break
    CHECK(after("2026-11-23T07:00:00Z", business_minutes(240)) == "2026-11-23T11:00:00Z");  // ends at closing and stays
    CHECK(after("2026-11-21T12:00:00Z", business_minutes(30)) == "2026-11-23T07:30:00Z");   // a Saturday
    CHECK(after("2026-12-23T15:30:00Z", business_minutes(300)) == "2026-12-28T07:30:00Z");  // half an hour, then 4 h on the 24th
}

TEST_CASE("business days end at closing time") {
    CHECK(after("2026-11-23T08:15:30Z", business_days(1)) == "2026-11-24T16:00:00Z");
    CHECK(after("2026-11-20T08:15:30Z", business_days(1)) == "2026-11-23T16:00:00Z");
    CHECK(after("2026-12-23T08:00:00Z", business_days(1)) == "2026-12-24T11:00:00Z");
    CHECK(after("2026-12-23T08:00:00Z", business_days(2)) == "2026-12-28T16:00:00Z");
    CHECK(after("2026-03-27T08:00:00Z", business_days(1)) == "2026-03-30T15:00:00Z");  // summer time began
    CHECK(after("2026-12-31T08:00:00Z", business_days(1)) == "beyond");
    CHECK(after("2025-12-30T08:00:00Z", business_days(1)) == "beyond");
}

TEST_CASE("a covered year has an end") {
    CHECK(after("2026-12-31T15:00:00Z", business_minutes(60)) == "2026-12-31T16:00:00Z");
    CHECK(after("2026-12-31T15:00:01Z", business_minutes(60)) == "beyond");
    CHECK(after("2026-12-31T23:30:00Z", business_minutes(1)) == "beyond");  // already 2027 in Berlin
}

TEST_CASE("between two days and two instants") {
    const auto c = berlin();
    CHECK(business_days_between(c, days_of({2026, 11, 20}), days_of({2026, 11, 23})) == 1);
    CHECK(business_days_between(c, days_of({2026, 11, 23}), days_of({2026, 11, 20})) == -1);
    CHECK(business_days_between(c, days_of({2026, 11, 23}), days_of({2026, 11, 23})) == 0);
    CHECK(business_days_between(c, days_of({2026, 12, 23}), days_of({2026, 12, 28})) == 2);
    CHECK_FALSE(business_days_between(c, days_of({2026, 12, 31}), days_of({2027, 1, 1})).has_value());
    CHECK(business_hours_between(c, at("2026-11-23T10:30:00Z"), at("2026-11-23T12:20:00Z")) == 833333);
    CHECK(business_hours_between(c, at("2026-11-23T12:20:00Z"), at("2026-11-23T10:30:00Z")) == -833333);
}

TEST_CASE("openings around a zone change") {
    typed::Calendar c = berlin();
    for (auto& day : c.weekly) day = {{0, 1440}};
    // the day summer time begins has 23 hours, the day it ends 25
    CHECK(business_hours_between(c, at("2026-03-28T23:00:00Z"), at("2026-03-29T22:00:00Z")) == 23'000'000);
    CHECK(business_hours_between(c, at("2026-10-24T22:00:00Z"), at("2026-10-25T23:00:00Z")) == 25'000'000);
    for (auto& day : c.weekly) day = {{150, 155}};  // 02:30–02:35
    const auto spring = instants_of(c.transitions, static_cast<int128>(days_of({2026, 3, 29})) * ns_per_day + 150 * ns_per_minute);
    CHECK(spring.earlier == at("2026-03-29T01:00:00Z"));
    CHECK(spring.later == at("2026-03-29T01:00:00Z"));
    const auto autumn = instants_of(c.transitions, static_cast<int128>(days_of({2026, 10, 25})) * ns_per_day + 150 * ns_per_minute);
    CHECK(autumn.earlier == at("2026-10-25T00:30:00Z"));
    CHECK(autumn.later == at("2026-10-25T01:30:00Z"));
    CHECK(start_of_day(c.transitions, days_of({2026, 3, 29})) == at("2026-03-28T23:00:00Z"));
}
