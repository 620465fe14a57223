// What must hold of the oracle's parts for all inputs (RapidCheck finds small counterexamples).
#include <rapidcheck.h>

#include <algorithm>

#include <catch2/catch.hpp>

#include "runtime/value/type.hpp"
#include "tests/oracle/business.hpp"
#include "tests/oracle/decide.hpp"
#include "tests/oracle/decimal.hpp"
#include "tests/oracle/time.hpp"

using namespace ordain;
using namespace ordain::oracle;

namespace {

/// Four roles, each above the one before; role 3 is apart.
typed::Program roles() {
    typed::Program p;
    p.roles.resize(4);
    p.roles[1].above = {typed::RoleId{0}};
    p.roles[2].above = {typed::RoleId{1}};
    return p;
}

rc::Gen<Need> needs(int depth) {
    const auto role = rc::gen::apply(
        [](std::uint32_t r, std::uint32_t count) {
            Need n;
            n.role = typed::RoleId{r};
            n.count = count;
            return n;
        },
        rc::gen::inRange<std::uint32_t>(0, 4), rc::gen::inRange<std::uint32_t>(1, 3));
    if (depth == 0) return role;
    const auto group = rc::gen::apply(
        [](int kind, std::vector<Need> children, std::uint32_t count) {
            Need n;
            n.kind = kind == 0 ? typed::NeedKind::all : kind == 1 ? typed::NeedKind::then : typed::NeedKind::any_of;
            if (n.kind == typed::NeedKind::any_of) n.count = 1 + count % static_cast<std::uint32_t>(children.size());
            n.children = std::move(children);
            return n;
        },
        rc::gen::inRange(0, 3), rc::gen::container<std::vector<Need>>(2, needs(depth - 1)), rc::gen::inRange<std::uint32_t>(0, 3));
    return rc::gen::oneOf(role, group);
}

Decision requiring(const Need& need) {
    Decision d;
    d.verdict = Verdict::require;
    d.approvals.push_back({need, std::nullopt, {}, {}});
    return d;
}

}  // namespace

TEST_CASE("rounding is to the nearest, and to even at half") {
    CHECK(rc::check("nearest_even", [](std::int64_t n, std::int64_t d) {
        RC_PRE(d != 0);
        const int128 q = nearest_even(n, d);
        const int128 off = static_cast<int128>(n) - q * d;
        const int128 size = (off < 0 ? -off : off) * 2;
        const int128 step = d < 0 ? -static_cast<int128>(d) : d;
        RC_ASSERT(size <= step);
        RC_ASSERT(size != step || q % 2 == 0);
    }));
}

TEST_CASE("what is written is read again") {
    CHECK(rc::check("decimals", [](std::int64_t n) {
        for (int digits : {0, 4, 6}) RC_ASSERT(scaled_from_text(decimal_text(n, digits), digits, false).number == n);
    }));
    CHECK(rc::check("dates", [] {
        const auto day = *rc::gen::inRange<std::int64_t>(-100'000, 100'000);
        RC_ASSERT(read_date(date_text(day)) == day);
        RC_ASSERT(weekday_of(day + 1) == (weekday_of(day) + 1) % 7);
    }));
    CHECK(rc::check("timestamps", [](std::int64_t ns) {
        RC_PRE(ns >= first_timestamp() && ns <= last_timestamp());
        RC_ASSERT(read_timestamp(timestamp_text(ns), false, {}) == ns);
    }));
}

TEST_CASE("as many business hours lie between start and deadline as were asked for") {
    typed::Calendar c;
    c.first_year = 2026;
    c.last_year = 2026;
    const std::int64_t spring = read_timestamp("2026-03-29T01:00:00Z", false, {}).value();
    c.transitions = {{INT64_MIN, 3600}, {spring, 7200}};
    for (auto& day : c.weekly) day = {{60, 150}, {780, 1440}};
    CHECK(rc::check("business hours", [&] {
        const auto start = spring + *rc::gen::inRange<std::int64_t>(-3'000, 3'000) * ns_per_minute;
        const auto hours = *rc::gen::inRange<std::int64_t>(1, 40);
        const auto due = business_deadline(c, start, business_minutes(hours * 60));
        RC_ASSERT(due.has_value());
        RC_ASSERT(business_hours_between(c, start, *due) == hours * decimal_scale);
        RC_ASSERT(business_hours_between(c, start, *due - ns_per_minute) < hours * decimal_scale);
    }));
}

TEST_CASE("at most as strict is an order") {
    const typed::Program program = roles();
    CHECK(rc::check("reflexive", [&] {
        const Decision d = requiring(*needs(2));
        RC_ASSERT(at_most_as_strict(program, d, d));
    }));
    CHECK(rc::check("transitive", [&] {
        const Decision a = requiring(*needs(1));
        const Decision b = requiring(*needs(1));
        const Decision c = requiring(*needs(1));
        if (at_most_as_strict(program, a, b) && at_most_as_strict(program, b, c)) RC_ASSERT(at_most_as_strict(program, a, c));
    }));
    CHECK(rc::check("equal needs are equally strict", [&] {
        const Need n = *needs(2);
        Need turned = n;
        if (n.kind != typed::NeedKind::then) std::reverse(turned.children.begin(), turned.children.end());
        RC_ASSERT(same_need(n, turned));
        RC_ASSERT(at_most_as_strict(program, requiring(n), requiring(turned)));
    }));
}
