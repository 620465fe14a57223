// What tests expect, met and not met. Each expectation stands in a bundle whose decision is plain from its text.
#include <catch2/catch.hpp>
#include <string>

#include "tests/testing/support.hpp"

namespace {

using namespace ordain;

constexpr std::string_view policies = R"(
policy size on order.created {
  rule big when order.total >= 500 EUR
    then require boss within 4 business hours never order.by escalate slow
         do ship once refused do tell route to night priority high
         notify mail "order {order.id}" reason LARGE "{order.total}"
  rule mid when order.total >= 200 EUR then require cfo reason LARGE set hint = order.total
}
policy risk on order.created { rule high when order.risk = high then hold in desk }
policy steep each l in order.lines on order.created {
  rule deep when l.discount > 20% then require buyer for order.risk set hint = l.price
}
policy ratio on order.created { rule r when order.rate is present and 1 / order.rate > 2 then reject }
policy later on order.created { mode shadow rule s when order.total >= 500 EUR then hold in night }
)";

/// Whether the expectation is met by an order of 500 EUR placed on a Monday at noon.
bool met(const std::string& expectation, const std::string& with = "order.total = 500 EUR") {
    const auto result = test::run_one(std::string(policies) + "test \"t\" { given small with { " + with + " } " + expectation + " }");
    INFO(result.broken);
    REQUIRE(result.broken.empty());
    return result.passed();
}

}  // namespace

TEST_CASE("the whole decision's verdict, needs and holds are exact") {
    CHECK(met("expect require boss"));
    CHECK_FALSE(met("expect require cfo"));
    CHECK_FALSE(met("expect release"));
    CHECK_FALSE(met("expect hold in desk"));
    CHECK_FALSE(met("expect require boss and cfo"));
    const std::string both = "order.total = 500 EUR, order.risk = high";
    CHECK(met("expect hold in desk require boss", both));
    CHECK_FALSE(met("expect hold in desk", both));
    CHECK_FALSE(met("expect require boss", both));
    CHECK(met("expect release", "order.total = 10 EUR"));
    CHECK(met("expect reject", "order.rate = 0.4"));
}

TEST_CASE("what is written of deadline and persons is asked, what is not isn't") {
    CHECK(met("expect require boss within 4 business hours"));  // Monday 12:00 to 16:00
    CHECK_FALSE(met("expect require boss within 3 business hours"));
    CHECK_FALSE(met("expect require boss within 5 hours"));
    CHECK(met("expect require boss within 4 hours"));
    CHECK(met("expect require boss never order.by"));
    CHECK_FALSE(met("expect require boss never order.id"));
    CHECK(met("expect require boss escalate slow within 4 hours"));
    CHECK_FALSE(met("expect require cfo escalate slow", "order.total = 200 EUR"));
    CHECK(met("expect due 2026-01-05T16:00:00Z"));
    CHECK_FALSE(met("expect due 2026-01-05T16:00:01Z"));
    CHECK_FALSE(met("expect due none"));
    CHECK(met("expect due none", "order.total = 200 EUR"));
}

TEST_CASE("single items are asked for") {
    CHECK(met("expect do ship"));
    CHECK_FALSE(met("expect at once do ship"));
    CHECK(met("expect once refused do tell"));
    CHECK_FALSE(met("expect do tell"));
    CHECK(met("expect route to night"));
    CHECK(met("expect route to night priority high"));
    CHECK_FALSE(met("expect route to night priority normal"));
    CHECK_FALSE(met("expect route to desk"));
    CHECK(met("expect notify mail"));
    CHECK(met("expect notify mail \"order o1\""));
    CHECK(met("expect notify mail \"order {order.id}\""));
    CHECK_FALSE(met("expect notify mail \"order o2\""));
    CHECK_FALSE(met("expect notify boss"));
    CHECK(met("expect reason LARGE"));
    CHECK(met("expect reason LARGE \"500 EUR\""));
    CHECK_FALSE(met("expect reason LARGE \"501 EUR\""));
    CHECK_FALSE(met("expect reason PLAIN"));
    CHECK(met("expect reason PLAIN", "order.total = 10 EUR"));
    CHECK(met("expect output hint = 200 EUR", "order.total = 200 EUR"));
    CHECK_FALSE(met("expect output hint = 201 EUR", "order.total = 200 EUR"));
    CHECK(met("expect set hint = order.total", "order.total = 200 EUR"));
    CHECK(met("expect output hint = missing"));
    CHECK(met("expect output note = missing"));
}

TEST_CASE("not turns an expectation round") {
    CHECK(met("expect not require cfo"));
    CHECK_FALSE(met("expect not require boss"));
    CHECK_FALSE(met("expect not reason LARGE"));
    CHECK(met("expect not reason PLAIN"));
    CHECK(met("expect not fault"));
    CHECK_FALSE(met("expect not fault", "order.rate = 0"));
    CHECK(met("expect not fault OVERFLOW", "order.rate = 0"));
}

TEST_CASE("a rule's own contribution") {
    const std::string both = "order.total = 500 EUR, order.risk = high";
    CHECK(met("expect require boss by size.big", both));
    CHECK(met("expect hold in desk by risk.high", both));
    CHECK_FALSE(met("expect hold in desk require boss by risk.high", both));
    CHECK_FALSE(met("expect release by size.mid", both));
    CHECK(met("expect not release by size.mid", both));
    CHECK(met("expect do ship by size.big", both));
    CHECK_FALSE(met("expect do ship by risk.high", both));
    CHECK(met("expect release by default", "order.total = 10 EUR"));
    CHECK_FALSE(met("expect release by default"));
    CHECK(met("expect hold in night by later.s"));                                             // a shadow policy is asked like others
    CHECK(met("expect require boss by size.big", "order.total = 500 EUR, order.rate = 0.4"));  // though all is rejected
}

TEST_CASE("elements") {
    const std::string lines =
        R"(order.lines = [{ sku = "a", price = 5 EUR, discount = 30% }, { sku = "b", price = 6 EUR, discount = 10% }, { sku = "c", price = 7 EUR, discount = 21% }])";
    CHECK(met("expect require buyer for low by steep.deep", lines));
    CHECK_FALSE(met("expect require buyer for high by steep.deep", lines));
    CHECK(met(R"(expect require buyer for low by steep.deep at order.lines["a"])", lines));
    CHECK_FALSE(met(R"(expect require buyer for low by steep.deep at order.lines["b"])", lines));
    CHECK(met(R"(expect output hint = 7 EUR by steep.deep at order.lines["c"])", lines));
    CHECK_FALSE(met(R"(expect output hint = 5 EUR by steep.deep at order.lines["c"])", lines));
    CHECK_FALSE(met(R"(expect release by steep.deep at order.lines["d"])", lines));
}

TEST_CASE("a rule's own contribution, with advice and without") {
    const auto met_with = [](const std::string& guess, const std::string& expectation) {
        const auto result = test::run_one(R"(
policy p on order.changed {
  rule sure when order.guess is present and order.guess >= 50% then require boss do ship
  rule unsure when order.guess is missing then require cfo do tell
}
test "t" {
  given order.changed with { order = { id = "o", by = "u", total = 1 EUR, share = 1%, risk = low, lines = [], tags = [], guess = )" +
                                          guess + " } } " + expectation + " }");
        REQUIRE(result.broken.empty());
        return result.passed();
    };
    // the bundle's default, a hold, is contributed by neither rule
    CHECK(met_with("80%", "expect require boss by p.sure"));
    CHECK(met_with("80%", "expect require cfo by p.unsure"));
    CHECK(met_with("80%", "expect require boss and cfo"));
    CHECK(met_with("80%", "expect do ship by p.sure"));
    CHECK_FALSE(met_with("80%", "expect do tell by p.unsure"));
    CHECK(met_with("missing", "expect do tell by p.unsure"));
    CHECK(met_with("20%", "expect hold in night require cfo"));
    CHECK(met_with("20%", "expect hold in night by default"));
}

TEST_CASE("faults") {
    CHECK(met("expect fault", "order.rate = 0"));
    CHECK(met("expect fault DIVISION_BY_ZERO", "order.rate = 0"));
    CHECK(met("expect fault DIVISION_BY_ZERO by ratio.r", "order.rate = 0"));
    CHECK_FALSE(met("expect fault DIVISION_BY_ZERO by size.big", "order.rate = 0"));
    CHECK_FALSE(met("expect fault OVERFLOW", "order.rate = 0"));
    CHECK_FALSE(met("expect fault"));
    CHECK(met("expect fault MISSING_FIELD", "order.total = missing"));
    CHECK(met("expect fault OUT_OF_RANGE", "order.total = -1 EUR"));
    CHECK_FALSE(met("expect release", "order.total = missing"));
}

TEST_CASE("a failure shows both sides and the rules that fired") {
    const auto result =
        test::run_one(std::string(policies) + R"(test "t" { given small with { order.total = 500 EUR } expect require cfo })");
    REQUIRE(result.failures.size() == 1);
    CHECK(result.rules == std::vector<std::string>{"size.big"});
    const auto& compared = result.failures.front().compared;
    REQUIRE(compared.size() == 3);
    CHECK(compared[0].what == "verdict");
    CHECK(compared[0].agrees);
    CHECK(compared[1].what == "needs");
    CHECK(compared[1].expected == "cfo");
    CHECK(compared[1].decided == "boss");
    CHECK_FALSE(compared[1].agrees);
    CHECK(compared[2].agrees);
}
