#include "runtime/value/time_text.hpp"

#include <catch2/catch.hpp>

using namespace ordain;

TEST_CASE("every day from year 1 to 9999 follows the one before") {
    std::int64_t days = days_of({1, 1, 1});
    CHECK(days == -719'162);
    int month = 0;
    for (std::int64_t last = days_of({9999, 12, 31}); days <= last; ++days) {
        const Civil c = civil_of(days);
        const Civil next = civil_of(days + 1);
        const bool same_month = next.month == c.month && next.day == c.day + 1 && next.year == c.year;
        const bool new_month = next.day == 1 && c.day >= 28 && (next.month == c.month + 1 || (c.month == 12 && next.month == 1));
        if (days_of(c) != days || !(same_month || new_month)) FAIL(days);
        month = c.month;
    }
    CHECK(month == 12);
    CHECK(days_of({1970, 1, 1}) == 0);
    CHECK(days_of({2026, 11, 23}) == 20'780);
}

TEST_CASE("dates") {
    CHECK(read_date("1970-01-02") == 1);
    CHECK(read_date("2024-02-29").has_value());
    for (const char* text : {"", "2023-02-29", "1900-02-29", "0000-01-01", "2026-13-01", "2026-00-01", "2026-01-32", "2026-1-01",
                             "2026-01-01 ", "+2026-01-01", "2026/01/01"})
        CHECK_FALSE(read_date(text));
}

TEST_CASE("times of day") {
    CHECK(read_time("00:00") == 0);
    CHECK(read_time("23:59") == 1439);
    CHECK(read_time("14:00:00") == 840);
    for (const char* text : {"24:00", "14:60", "14:00:01", "14", "2:00", "14:00:", "14:00Z"}) CHECK_FALSE(read_time(text));
}

TEST_CASE("timestamps") {
    CHECK(read_timestamp("1970-01-01T00:00:00Z", false) == 0);
    CHECK(read_timestamp("1970-01-01T01:00:00.5+01:00", false) == 500'000'000);
    CHECK(read_timestamp("1969-12-31T23:00:00.000000001-01:00", false) == 1);
    CHECK(read_timestamp("1678-01-01T00:00:00Z", false) == first_timestamp);
    CHECK(read_timestamp("2261-12-31T23:59:59.999999999Z", false) == last_timestamp);
    for (const char* text :
         {"1677-12-31T23:59:59Z", "2262-01-01T00:00:00Z", "1678-01-01T00:30:00+01:00", "0001-01-01T00:00:00Z", "2026-01-01T00:00:60Z",
          "2026-01-01T00:00:00.Z", "2026-01-01T00:00:00.1234567890Z", "2026-01-01t00:00:00Z", "2026-01-01T00:00:00z", "2026-01-01T00:00Z",
          "2026-01-01T00:00:00+24:00", "2026-01-01T00:00:00+0100", "2026-01-01T00:00:00", "2026-01-01 00:00:00Z", "2026-01-01T00:00:00Z "})
        CHECK_FALSE(read_timestamp(text, false));
}

TEST_CASE("with a zone the offset may be absent, and a space stand for the T") {
    CHECK(read_timestamp("1970-01-01 00:00:01", true) == 1'000'000'000);
    CHECK(read_timestamp("1970-01-01T00:00:01", true) == 1'000'000'000);
    CHECK(read_timestamp("1970-01-01 01:00:00+01:00", true) == 0);
    const auto local = read_timestamp_text("2026-03-29 02:30:00", true);
    REQUIRE(local);
    CHECK_FALSE(local->has_offset);
    CHECK(read_timestamp_text("2026-03-29 02:30:00Z", true)->has_offset);
}
