// The oracle's own reading of numbers, times and JSON, against values worked out by hand.
#include <catch2/catch.hpp>

#include "tests/oracle/decimal.hpp"
#include "tests/oracle/json.hpp"
#include "tests/oracle/time.hpp"

using namespace ordain;
using namespace ordain::oracle;

TEST_CASE("halves go to the even neighbour, whatever the signs") {
    CHECK(nearest_even(5, 2) == 2);
    CHECK(nearest_even(7, 2) == 4);
    CHECK(nearest_even(-5, 2) == -2);
    CHECK(nearest_even(-7, 2) == -4);
    CHECK(nearest_even(5, -2) == -2);
    CHECK(nearest_even(8, 3) == 3);
    CHECK(nearest_even(-8, 3) == -3);
    CHECK(nearest_even(-1, 3) == 0);
}

TEST_CASE("numbers are read from their text, exactly") {
    const auto read = [](std::string_view text, int digits, bool rounded = false) { return scaled_from_text(text, digits, rounded); };
    CHECK(read("48250.75", 4).number == 482507500);
    CHECK(read("1.50e2", 0).number == 150);
    CHECK(read("-0", 0).number == 0);
    CHECK(read("0.000000000000", 0).number == 0);
    CHECK(read("0e999999999999", 0).number == 0);
    CHECK(read("9223372036854775807", 0).number == INT64_MAX);
    CHECK(read("-9223372036854775808", 0).number == INT64_MIN);
    CHECK(read("9223372036854775808", 0).fault == FaultCode::NUMBER_TOO_LARGE);
    CHECK(read("1e400", 4).fault == FaultCode::NUMBER_TOO_LARGE);
    CHECK(read("1e-400", 4).fault == FaultCode::TOO_MANY_DIGITS);
    CHECK(read("1e-400", 4, true).number == 0);
    CHECK(read("0.12345", 4).fault == FaultCode::TOO_MANY_DIGITS);
    CHECK(read("0.12345", 4, true).number == 1234);
    CHECK(read("0.12355", 4, true).number == 1236);
    CHECK(read("0.123450001", 4, true).number == 1235);
    CHECK(read("0.00005", 4, true).number == 0);
    CHECK(read("0.00015", 4, true).number == 2);
    CHECK(read("-0.00015", 4, true).number == -2);
    CHECK(read("0.00006", 4, true).number == 1);
    for (const char* bad : {"", "-", "+1", "01", "1.", ".5", "1e", " 1", "1 ", "1_000", "0x1", "NaN"})
        CHECK(read(bad, 4).fault == FaultCode::WRONG_TYPE);
}

TEST_CASE("numbers are shown with as few digits as possible") {
    CHECK(decimal_text(440000000, 4) == "44000");
    CHECK(decimal_text(-125000, 6) == "-0.125");
    CHECK(decimal_text(0, 6) == "0");
    CHECK(decimal_text(INT64_MIN, 6) == "-9223372036854.775808");
}

TEST_CASE("days are counted in the Gregorian calendar") {
    CHECK(days_of({1970, 1, 1}) == 0);
    CHECK(days_of({2000, 3, 1}) == 11017);
    CHECK(days_of({1, 1, 1}) == -719162);
    CHECK(days_of({9999, 12, 31}) == 2932896);
    for (std::int64_t day : {-719162L, -1L, 0L, 59L, 11016L, 20780L, 2932896L}) CHECK(days_of(civil_of(day)) == day);
    CHECK(weekday_of(0) == 3);
    CHECK(weekday_of(-1) == 2);
    CHECK(weekday_of(days_of({2026, 11, 23})) == 0);
    CHECK_FALSE(exists({1900, 2, 29}));
    CHECK(exists({2000, 2, 29}));
}

TEST_CASE("timestamps are read and shown") {
    const Transitions utc{{INT64_MIN, 0}};
    const auto text = [&](std::string_view s, bool zoned = false) {
        const auto t = read_timestamp(s, zoned, utc);
        return t ? timestamp_text(*t) : std::string("invalid");
    };
    CHECK(text("2026-11-23T08:15:30Z") == "2026-11-23T08:15:30Z");
    CHECK(text("2026-11-23T08:15:30.250+01:00") == "2026-11-23T07:15:30.25Z");
    CHECK(text("1678-01-01T00:00:00Z") == "1678-01-01T00:00:00Z");
    CHECK(text("1677-12-31T23:59:59Z") == "invalid");
    CHECK(text("2261-12-31T23:59:59.999999999Z") == "2261-12-31T23:59:59.999999999Z");
    CHECK(text("2261-12-31T23:59:59-00:01") == "invalid");
    CHECK(text("2026-11-23T08:15:60Z") == "invalid");
    CHECK(text("2026-11-23T08:15:30.1234567890Z") == "invalid");
    CHECK(text("2026-11-23T08:15:30") == "invalid");
    CHECK(text("2026-11-23 08:15:30Z") == "invalid");
    CHECK(text("2026-11-23 08:15:30", true) == "2026-11-23T08:15:30Z");
    CHECK(text("2026-11-23 08:15:30+02:00", true) == "2026-11-23T06:15:30Z");
    CHECK(text("2026-02-30T08:15:30Z") == "invalid");
    CHECK(elapsed_text(90 * ns_per_minute) == "90 minutes");
    CHECK(elapsed_text(48 * ns_per_hour) == "2 days");
    CHECK(elapsed_text(ns_per_second) == "1 second");
    CHECK(read_time("23:59").value() == 1439);
    CHECK(read_time("08:00:00").value() == 480);
    CHECK_FALSE(read_time("24:00").has_value());
    CHECK_FALSE(read_time("08:00:01").has_value());
}

TEST_CASE("JSON keeps the text of numbers, every member and every place") {
    const Parsed p = parse_json(R"( {"a":1.50,"a":[true,null],"b":"\u00e9\ud83d\ude00"} )");
    REQUIRE(p.fault == FaultCode::none);
    CHECK(p.value.offset == 1);
    REQUIRE(p.value.members.size() == 3);
    CHECK(p.value.members[0].value.text == "1.50");
    CHECK(p.value.members[1].offset == 11);
    CHECK(p.value.find("b")->text == "é😀");
    for (const char* bad :
         {"", "{", "[1,]", "{\"a\":}", "01", "1.", "tru", "\"\\x\"", "\"\\ud800\"", "\"\\udc00\"", "\"\n\"", "1 2", "{a:1}"})
        CHECK(parse_json(bad).fault == FaultCode::INVALID_JSON);
    CHECK(parse_json("\"\xff\"").fault == FaultCode::INVALID_UTF8);
    CHECK(parse_json("\"\xc0\x80\"").fault == FaultCode::INVALID_UTF8);
    CHECK(parse_json("\"\xed\xa0\x80\"").fault == FaultCode::INVALID_UTF8);
    CHECK(parse_json(std::string(128, '[') + std::string(128, ']')).fault == FaultCode::none);
    CHECK(parse_json(std::string(129, '[') + std::string(129, ']')).fault == FaultCode::TOO_DEEP);
    CHECK(pointer_to("/data", "a/b~") == "/data/a~1b~0");
}
