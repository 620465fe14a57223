// Business time as the evaluator counts it, on tables that the code generator made: answers known beforehand, and the reference
// evaluator's at many instants.
#include "runtime/calendar/business.hpp"

#include <catch2/catch.hpp>
#include <optional>
#include <string>

#include "compiler/codegen/local_time.hpp"
#include "compiler/codegen/organisation.hpp"
#include "tests/oracle/business.hpp"
#include "tests/oracle/time.hpp"

using namespace ordain;

namespace {

std::int64_t at(std::string_view text) {
    return oracle::read_timestamp(text, false, {}).value();
}
std::int32_t day(int year, int month, int d) {
    return static_cast<std::int32_t>(oracle::days_of({year, month, d}));
}

/// One calendar, once as the checker describes it and once as tables.
struct Fixture {
    explicit Fixture(typed::Calendar calendar) {
        program.calendars.push_back(std::move(calendar));
        program.utc = {{INT64_MIN, 0}};
        Strings strings(image);
        codegen::emit_calendars(program, image, strings);
    }
    [[nodiscard]] CalendarView tables() const { return view(image.view(), 0); }
    [[nodiscard]] CalendarView utc() const { return view(image.view(), 1); }
    [[nodiscard]] const typed::Calendar& calendar() const { return program.calendars[0]; }

    [[nodiscard]] std::string after(std::string_view start, std::int64_t duration) const {
        std::int64_t out = 0;
        return add_business(tables(), at(start), duration, out) ? oracle::timestamp_text(out) : "beyond";
    }

    typed::Program program;
    program::ImageData image;
};

/// Berlin in 2026: Monday to Friday 08:00–17:00, on Christmas Eve until 12:00, closed at Christmas.
typed::Calendar office() {
    typed::Calendar c;
    c.zone = "Europe/Berlin";
    c.first_year = c.last_year = 2026;
    c.transitions = {{INT64_MIN, 3600}, {at("2026-03-29T01:00:00Z"), 7200}, {at("2026-10-25T01:00:00Z"), 3600}};
    for (int d = 0; d < 5; ++d) c.weekly[d] = {{480, 1020}};
    c.dated = {{day(2026, 12, 24), day(2026, 12, 24), {{480, 720}}}};
    c.closed = {{day(2026, 12, 25), day(2026, 12, 26)}};
    return c;
}

/// The same zone, open in the small hours, where clocks go forward and back.
typed::Calendar night() {
    typed::Calendar c = office();
    for (auto& hours : c.weekly) hours = {{0, 90}, {130, 150}, {150, 180}, {1380, 1440}};
    return c;
}

std::optional<std::int64_t> given(bool known, std::int64_t value) {
    return known ? std::optional(value) : std::nullopt;
}

/// Everything the oracle can tell about instants of and around the covered year.
void compare(const Fixture& f, std::int64_t first, std::int64_t last, std::int64_t step) {
    const CalendarView tables = f.tables();
    for (std::int64_t t = first; t <= last; t += step) {
        CAPTURE(oracle::timestamp_text(t));
        std::int64_t out = 0;
        REQUIRE(local_date(tables, t) == oracle::local_date(f.calendar().transitions, t));
        REQUIRE(local_minute(tables, t) == oracle::local_minute(f.calendar().transitions, t));
        for (const std::int64_t d :
             {business_minutes(1), business_minutes(90), business_minutes(3000), business_days(1), business_days(7)}) {
            const bool known = add_business(tables, t, d, out);
            REQUIRE(given(known, out) == oracle::business_deadline(f.calendar(), t, d));
        }
        const std::int64_t u = t + 3 * ns_per_day + 12345 * ns_per_second;
        bool known = business_hours_between(tables, t, u, out);
        REQUIRE(given(known, out) == oracle::business_hours_between(f.calendar(), t, u));
        known = business_hours_between(tables, u, t, out);
        REQUIRE(given(known, out) == oracle::business_hours_between(f.calendar(), u, t));
        const std::int64_t a = local_date(tables, t), b = a + (t / ns_per_hour) % 40 - 20;
        known = business_days_between(tables, a, b, out);
        REQUIRE(given(known, out) == oracle::business_days_between(f.calendar(), a, b));
    }
}

}  // namespace

TEST_CASE("business hours and days in Berlin") {
    const Fixture f(office());
    CHECK(f.after("2026-11-23T08:15:30Z", business_minutes(240)) == "2026-11-23T12:15:30Z");
    CHECK(f.after("2026-11-23T12:15:30Z", business_days(1)) == "2026-11-24T16:00:00Z");
    CHECK(f.after("2026-11-23T15:00:00Z", business_minutes(60)) == "2026-11-23T16:00:00Z");   // stays at closing time
    CHECK(f.after("2026-11-20T15:30:00Z", business_minutes(60)) == "2026-11-23T07:30:00Z");   // over a weekend
    CHECK(f.after("2026-03-27T15:30:00Z", business_minutes(60)) == "2026-03-30T06:30:00Z");   // into summer time
    CHECK(f.after("2026-12-23T15:30:00Z", business_minutes(300)) == "2026-12-28T07:30:00Z");  // around Christmas
    CHECK(f.after("2026-12-23T08:00:00Z", business_days(1)) == "2026-12-24T11:00:00Z");
    CHECK(f.after("2026-12-31T08:00:00Z", business_days(1)) == "beyond");
    CHECK(f.after("2025-12-30T08:00:00Z", business_minutes(1)) == "beyond");
    CHECK(f.after("2026-12-31T15:00:01Z", business_minutes(60)) == "beyond");
}

TEST_CASE("the tables agree with the reference evaluator") {
    const std::int64_t hour = ns_per_hour, odd = 17 * 60 * ns_per_second + 1;
    for (const Fixture& f : {Fixture(office()), Fixture(night())}) {
        compare(f, at("2025-12-20T00:00:00Z"), at("2027-01-10T00:00:00Z"), 31 * hour + odd);
        compare(f, at("2026-03-28T20:00:00Z"), at("2026-03-29T06:00:00Z"), odd);
        compare(f, at("2026-10-24T20:00:00Z"), at("2026-10-25T06:00:00Z"), odd);
        compare(f, at("2025-12-31T20:00:00Z"), at("2026-01-01T06:00:00Z"), odd);
        compare(f, at("2026-12-31T15:00:00Z"), at("2027-01-01T01:00:00Z"), odd);
    }
}

TEST_CASE("plain UTC has a clock, but no business time") {
    const Fixture f(office());
    std::int64_t out = 0;
    CHECK(local_date(f.utc(), at("1969-12-31T23:59:59Z")) == -1);
    CHECK(local_minute(f.utc(), at("1969-12-31T23:59:59Z")) == 1439);
    CHECK_FALSE(add_business(f.utc(), 0, business_days(1), out));
    CHECK_FALSE(business_days_between(f.utc(), 0, 0, out));
    CHECK_FALSE(business_hours_between(f.utc(), 0, 1, out));
}

TEST_CASE("the first instant of a local day") {
    const typed::Calendar c = office();
    CHECK(codegen::first_instant(c.transitions, day(2026, 7, 1)) == at("2026-06-30T22:00:00Z"));
    CHECK(codegen::first_instant(c.transitions, day(2026, 3, 29)) == at("2026-03-28T23:00:00Z"));
    CHECK(codegen::first_instant(c.transitions, INT32_MAX) == INT64_MAX);
    // Samoa left out 2011-12-30: its clocks went from the end of the 29th to the 31st.
    const std::vector<typed::Transition> samoa = {{INT64_MIN, -10 * 3600}, {at("2011-12-30T10:00:00Z"), 14 * 3600}};
    CHECK(codegen::first_instant(samoa, day(2011, 12, 30)) == at("2011-12-30T10:00:00Z"));
    CHECK(codegen::first_instant(samoa, day(2011, 12, 31)) == at("2011-12-30T10:00:00Z"));
}
