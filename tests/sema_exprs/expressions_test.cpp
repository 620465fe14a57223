// Every mistake in an expression, and what the author is told.
#include <catch2/catch.hpp>

#include "support.hpp"

using namespace ordain;
using ordain::test::check;

namespace {

struct Case {
    const char* condition;
    const char* report;  // "kind 1: message"; "" if it is fine
};

constexpr Case cases[] = {
    // arithmetic
    {"order.net + order.note > 1 EUR", "operand_type 1: `+` needs numbers, but `order.note` is text?"},
    {"order.net + 1 > 5 EUR", "type_mismatch 1: `+` joins money EUR and int"},
    {"order.net + order.usd > 1 EUR", "currency_mismatch 1: `+` joins money EUR and money USD: currencies don't mix"},
    {"order.net > 5 USD", "currency_mismatch 1: `>` joins money EUR and money USD: currencies don't mix"},
    {"order.net * order.net > 1 EUR", "operand_type 1: money EUR and money EUR can't be multiplied"},
    {"5 / order.net > 1", "operand_type 1: int can't be divided by money EUR"},
    {"order.net / order.usd > 1", "currency_mismatch 1: `/` joins money EUR and money USD: currencies don't mix"},
    {"order.amount > 5 EUR", "money_needs_conversion 1: `order.amount` carries its own currency and can't stand beside `>`"},
    {"-order.buyer = \"x\"", "operand_type 1: `-` needs a number, but this is text"},
    {"order.lines + 1 > 2", "operand_type 1: `+` needs numbers, but `order.lines` is list of Line"},
    {"order.discount + 5 > 3%", "looks_like_points 1: `5` against a percentage means 5 times the whole"},
    {"order.discount <= 15", "looks_like_points 1: `15` against a percentage means 15 times the whole"},
    {"order.discount in 5..15", "looks_like_points 1: `5` against a percentage means 5 times the whole"},
    {"order.discount <= 1", ""},
    {"1 - order.net / order.net <= 5%", ""},
    {"order.count * 2 + 1 > order.ratio", ""},
    {"order.count / 2 > 1.5 and order.net / order.net > 1", ""},
    {"9_000_000_000_000_000_000 > order.ratio", "number_too_large 1: `9_000_000_000_000_000_000` is too large for a decimal"},

    // dates and times
    {"order.due + 2 > order.due", "operand_type 1: `+` joins date and a bare number"},
    {"order.due - order.due > 2 days", "operand_type 1: dates are not subtracted"},
    {"order.due + 36 hours > order.due", "not_whole_days 1: only whole, constant days can be added to a date"},
    {"order.due + 2 days > order.due and order.due - 1 week < order.due", ""},
    {"event.time - order.placed > 4 hours", ""},
    {"event.time - order.placed > 4 business hours", "durations_mixed 1: `>` joins an elapsed and a business duration: they don't mix"},
    {"order.placed > order.due", "type_mismatch 1: `>` joins timestamp and date"},
    {"4 hours + order.placed > event.time", "operand_type 1: a duration is added to a point in time, not the other way round"},
    {"order.placed + 1 business day > event.time", "operand_type 1: business durations can't be calculated with"},
    {"days between order.due and order.placed > 3", ""},
    {"days between order.due and order.count > 3", "operand_type 1: `days between` needs dates, but `order.count` is int"},
    {"business days between order.due and order.placed > 3", "no_calendar 1: business days need a calendar, and there is none here"},
    {"weekday(order.due) in (sat, sun) and date(order.placed) = order.due and time(order.placed) < 14:00", ""},
    {"weekday(order.placed) = sat", "operand_type 1: `weekday` needs a date, but `order.placed` is timestamp"},

    // comparison
    {"order.buyer < \"x\"", "no_order 1: text can be compared with `=` and `!=` only, not with `<`"},
    {"order.urgent > true", "no_order 1: bool can be compared with `=` and `!=` only, not with `>`"},
    {"order.count = \"3\"", "type_mismatch 1: `=` joins int and text"},
    {"order.customer = order.customer", "operand_type 1: Customer can't be compared"},
    {"order.count", "not_a_condition 1: `when` needs a condition, but this is int"},
    {"order.count and order.urgent", "not_a_condition 1: `and` needs a condition, but this is int"},
    {"not order.count", "not_a_condition 1: `not` needs a condition, but this is int"},

    // enums
    {"order.customer.risk = low", ""},
    {"medium <= order.customer.risk", ""},
    {"order.customer.risk = lwo", "unknown_enumerator 1: `lwo` is not one of the names of `Risk`"},
    {"order.customer.risk = Risk.hihg", "unknown_enumerator 1: `hihg` is not one of the names of `Risk`"},
    {"order.customer.risk in (low, mediun)", "unknown_enumerator 1: `mediun` is not one of the names of `Risk`"},
    {"order.customer.risk = order.state", "type_mismatch 1: `=` joins Risk and State"},
    {"order.state is unknown", ""},
    {"order.customer.risk is unknown", "never_unknown 1: `order.customer.risk` is Risk and never unknown"},
    {"(if order.urgent then low else high) = order.customer.risk", ""},

    // names
    {"order.net_totl > 1 EUR", "unknown_field 1: `Order` has no field `net_totl`"},
    {"ordr.net > 1 EUR", "unknown_name 1: unknown name `ordr`; `order.created` has no such field"},
    {"checks = 1", "not_a_value 1: `checks` is a queue, not a value"},
    {"event.tiem > order.placed", "unknown_field 1: `event` has `id`, `source`, `type` and `time`"},
    {"order.lines.price > 1 EUR", "unknown_field 1: `order.lines` is list of Line and has no field `price`"},
    {"minimum(1, 2) > 1", "unknown_function 1: unknown function `minimum`"},
    {"abs(1, 2) > 1", "wrong_argument_count 1: `abs` takes 1 value, but 2 are given"},
    {"verdict = hold", "only_in_proofs 1: `verdict` of the decision is known in `prove` only"},
    {"order.customer include boss", "only_in_proofs 1: `include` asks about the decision and is known in `prove` only"},

    // optionals
    {"order.ship_by > order.due", "may_be_missing 1: `order.ship_by` may be missing"},
    {"order.ship_by is present and order.ship_by > order.due", ""},
    {"order.ship_by is missing or order.ship_by > order.due", ""},
    {"not (order.ship_by is missing) and order.ship_by > order.due", ""},
    {"order.ship_by > order.due and order.ship_by is present", "may_be_missing 1: `order.ship_by` may be missing"},
    {"if order.ship_by is missing then false else order.ship_by > order.due", ""},
    {"order.parent.risk = low", "may_be_missing 1: `order.parent.risk` may be missing"},
    {"order.parent.region is present and order.parent.risk = low and order.parent.region = \"x\"", ""},
    {"order.parent is present and order.parent.region = \"x\"", "may_be_missing 1: `order.parent.region` may be missing"},
    {"order.note = order.approver", "may_be_missing 1: `order.note` and `order.approver` may be missing"},
    {"same(order.note, order.approver) and same(order.note, order.buyer)", ""},
    {"(order.note if missing order.approver if missing \"x\") = \"y\"", ""},
    {"(order.level if missing 0.5) > 1", ""},
    {"(if order.urgent then 1) > 0", "may_be_missing 1: `(if order.urgent then 1)` may be missing"},
    {"order.net is present", "never_missing_value 1: `order.net` is money EUR and never missing"},
    {"order.score > 50%", "may_be_missing 1: `order.score` may be missing"},
    {"order.score is present and order.score > 50% and order.score.confidence >= 80%", ""},
    {"order.score.confidence is present and order.score > 50%", ""},
    {"order.ship_by is present and order.ship_by = \"x\"", "type_mismatch 1: `=` joins date and text"},

    // lists
    {"any l in order.lines where l.note is present and l.note = \"x\"", ""},
    {"every l in order.count where l > 1", "not_a_list 1: `every` goes through a list, but `order.count` is int"},
    {"any order in order.lines where true", "name_taken 1: `order` is already a field of `order.created`"},
    {"sum(l.price * l.quantity for l in order.lines where l.discount > 5%) > 10 EUR", ""},
    {"sum(l.sku for l in order.lines) = \"x\"", "operand_type 1: `sum` can't be taken of text"},
    {"max(l.sku for l in order.lines) = \"x\"", "no_order 1: `max` can't be taken of text"},
    {"max(l.price for l in order.lines) > 1 EUR", "may_be_missing 1: `max(l.price for l in order.lines)` may be missing"},
    {"count(l in order.lines) > 3 and count(l in order.lines where l.quantity > 2) = 0", ""},
    {"\"x\" in order.tags", ""},
    {"1 in order.tags", "type_mismatch 1: expected text, but this is int"},
    {"\"x\" in order.buyer", "not_a_list 1: `order.buyer` is text, not a list"},
    {"\"x\" in order.lines", "operand_type 1: `order.lines` holds records, so a value can't be in it"},
    {"order.tags contains \"x\"", "operand_type 1: `contains` needs texts, but `order.tags` is list of text"},
    {"order.items[order.buyer].price > 1 EUR", "may_be_missing 1: `order.items[order.buyer].price` may be missing"},
    {"(order.items[order.buyer].price if missing 0 EUR) > 1 EUR", ""},
    {"(order.lines[order.buyer].price if missing 0 EUR) > 1 EUR", "no_list_key 1: `order.lines` has no key to find an element by"},
    {"(floors[order.buyer].floor if missing 0%) > order.discount", ""},
    {"(floors[order.buyer, 1].floor if missing 0%) > 1%", "wrong_argument_count 1: `floors` has 1 key, but 2 are given"},
    {"(floors[order.count].floor if missing 0%) > 1%", "type_mismatch 1: expected text, but this is int"},

    // sets, ranges, functions
    {"order.count in 1..5 and order.net in [1 EUR .. 5 EUR) and order.buyer in (\"a\", \"b\")", ""},
    {"order.count in 5..1", "empty_range 1: nothing lies in this range"},
    {"order.buyer in \"a\"..\"b\"", "no_order 1: text has no order, so it has no ranges"},
    {"order.count in (1, \"x\")", "type_mismatch 1: `in` joins int and text"},
    {"min(order.net, 5 EUR, 6 EUR) > 1 EUR and abs(order.count) > 1", ""},
    {"max(order.buyer, \"x\") = \"x\"", "no_order 1: text has no `max`"},
    {"round(order.net, 5) > 1 EUR", "bad_digits 1: money EUR has 4 digits, so `round` takes 0 to 4"},
    {"round(order.ratio, order.count) > 1", "bad_digits 1: the digits of `round` are written as a number, 0 to 6"},
    {"(order.amount in EUR at order.ratio) > 5 EUR and (order.usd in EUR per 1.1) > 5 EUR", ""},
    {"(order.count in EUR at order.ratio) > 5 EUR", "operand_type 1: only money is converted, but `order.count` is int"},
    {"(order.amount in EUR at order.buyer) > 5 EUR", "type_mismatch 1: a rate is a decimal, but this is text"},
    {"(if order.urgent then 1 else 0.5) > order.ratio", ""},
    {"(if order.urgent then 1 else \"x\") = 1", "type_mismatch 1: `if` joins int and text"},
};

}  // namespace

TEST_CASE("each mistake in an expression is told once, in the author's words") {
    for (const Case& c : cases) {
        const auto result = check(test::rule(c.condition));
        INFO(c.condition << "\n" << result.text());
        const auto reports = result.reports();
        if (*c.report == '\0') {
            CHECK(reports.empty());
        } else {
            CHECK(reports == std::vector<std::string>{c.report});
        }
    }
}

TEST_CASE("what follows from a mistake is not told") {
    CHECK(check(test::rule("order.x is present and order.ship_by > order.due")).reports() ==
          std::vector<std::string>{"unknown_field 1: `Order` has no field `x`"});
    const auto two = check(test::rule("order.x > order.ship_by and order.y.z = 1 and order.net > 5"));
    INFO(two.text());
    CHECK(two.reports().size() == 4);
}

TEST_CASE("helps propose what to write") {
    CHECK(check(test::rule("order.discount <= 15")).text().find("write `15%`") != std::string::npos);
    CHECK(check(test::rule("order.customer.risk = lwo")).text().find("did you mean `low`?") != std::string::npos);
    CHECK(check(test::rule("order.ship_by > order.due")).text().find("`order.ship_by is present and …`") != std::string::npos);
    CHECK(check(test::rule("order.due - order.due > 2")).text().find("`days between order.due and order.due`") != std::string::npos);
    CHECK(check(test::rule("order.net > 5")).text().find("write `5 EUR`") != std::string::npos);
    CHECK(check(test::rule("order.net > 5%")).text().find("a share of an amount is a product: `5% * …`") != std::string::npos);
    CHECK(check(test::rule("sum(order.lines) > 5")).text().find("`sum(l.price for l in order.lines)`") != std::string::npos);
    CHECK(check(test::rule("order.ship_by = null")).text().find("ask `x is missing`") != std::string::npos);
    CHECK(check(test::rule("order.due < today")).text().find("write `date(event.time)`") != std::string::npos);
}

TEST_CASE("cells that are no constants say so") {
    const auto table = [](const std::string& column, const std::string& cell) {
        return check("table t on order.created {\n | " + column + " || decide |\n | --- || --- |\n | " + cell + " || release |\n}").text();
    };
    CHECK(table("order.net", "> order.net").find("`order.net` is no constant") != std::string::npos);
    CHECK(table("order.urgent", "yes").find("write `true` or `false`") != std::string::npos);
}

TEST_CASE("a name of an enum that means something else too must be written out") {
    const std::string text = "const low = 3 " + test::rule("order.customer.risk = low");
    CHECK(check(text).reports() == std::vector<std::string>{"enumerator_clash 1: `low` is a name of `Risk` and also a `const`"});
    CHECK(check("const low = 3 " + test::rule("order.customer.risk = Risk.low")).reports().empty());
}

TEST_CASE("constants are folded, and may not fault") {
    CHECK(check("const a = 2 * b  const b = 1_000 EUR / 4 " + test::rule("order.net > a")).reports().empty());
    const auto folded = check("const a = 2 * b  const b = 1_000 EUR / 4 " + test::rule("order.net > a"));
    CHECK(folded.show(folded.instance("p").rules[0].conditions[0]) == "(gt root.order.net 5000000:money)");

    const std::pair<const char*, const char*> wrong[] = {
        {"const a = 1 / 0", "constant_fault 1: the value of `a` divides by zero"},
        {"const a = 9_000_000_000_000_000_000 + 9_000_000_000_000_000_000", "constant_fault 1: the value of `a` becomes too large"},
        {"const a = if false then 1 / 0 else 2", ""},
        {"const a = b  const b = a", "needs_itself 1: the value of `a` needs itself"},
        {"const a = order.net", "no_event_here 1: `order` is not a constant; nothing of an event can be read here"},
        {"const a = floors[\"a\"].floor if missing 0%", "not_constant 1: the value of `a` isn't a constant"},
        {"const a = if true then 1 else 2.5  const c = a + 0.5", ""},
    };
    for (const auto& [text, report] : wrong) {
        const auto result = check(text);
        INFO(text << "\n" << result.text());
        CHECK(result.reports() == (*report ? std::vector<std::string>{report} : std::vector<std::string>{}));
    }
}

TEST_CASE("defines are checked once, and again for each use") {
    CHECK(check("define share(a money EUR, b money EUR?) = if b is present then a / b else 0 " +
                test::rule("share(order.net, 5 EUR) > 0.5 and share(order.net, order.net) > 2"))
              .reports()
              .empty());
    const std::pair<const char*, const char*> wrong[] = {
        {"define f(a int) = a + \"x\"", "operand_type 1: `+` needs numbers, but `\"x\"` is text"},
        {"define f(a int) = g(a)  define g(a int) = f(a)", "needs_itself 1: `f` needs itself"},
        {"define f(a int) = order.net", "unknown_name 1: unknown name `order`"},
        {"define f(a int, a int) = a", "duplicate_member 1: `f` has two parameters `a`"},
        {"define f(a int) = a > 1 policy p { on order.created rule a when f(order.level) then release }",
         "may_be_missing 1: `order.level` may be missing"},
        {"define f(a int) = a > 1 policy p { on order.created rule a when f(order.buyer) then release }",
         "type_mismatch 1: expected int, but this is text"},
        {"define f(a int) = a > 1 policy p { on order.created rule a when f() then release }",
         "wrong_argument_count 1: `f` takes 1 value, but 0 are given"},
    };
    for (const auto& [text, report] : wrong) {
        const auto result = check(text);
        INFO(text << "\n" << result.text());
        CHECK(result.reports() == std::vector<std::string>{report});
    }
}
