// Mistakes in policies, tables, effects, waivers, events, proofs and tests: what is told, and where.
#include <catch2/catch.hpp>

#include <fmt/format.h>

#include "runtime/base/limits.hpp"
#include "support.hpp"

using namespace ordain;
using ordain::test::check;

namespace {

struct Case {
    const char* text;
    std::vector<std::string> reports;
};

void check_all(const std::vector<Case>& cases, bool with_calendar = false) {
    for (const Case& c : cases) {
        const auto result = check(c.text, with_calendar);
        INFO(c.text << "\n" << result.text());
        CHECK(result.reports() == c.reports);
    }
}

// An effect in a policy on order.created; line 1.
std::string then(const std::string& effects) {
    return "policy p { on order.created rule a when true then " + effects + " }";
}

void check_effects(const std::vector<std::pair<std::string, std::string>>& cases, bool with_calendar = false) {
    for (const auto& [effects, report] : cases) {
        const auto result = check(then(effects), with_calendar);
        INFO(effects << "\n" << result.text());
        CHECK(result.reports() == (report.empty() ? std::vector<std::string>{} : std::vector<std::string>{report}));
    }
}

}  // namespace

TEST_CASE("policies: events, dates, names") {
    check_all({
        {"policy p {\n rule a when true then release }", {"no_event 1: `p` says no event to decide on"}},
        {"policy p { on order.created, order.created rule a when true then release }", {"event_twice 1: `order.created` is named twice"}},
        {"policy p { on order.created from 2026-05-01 until 2026-04-01 rule a when true then release }",
         {"no_days 1: `p` ends before it begins"}},
        {"policy p { on order.created until 2026-04-30 rule a when true then release }\n"
         "policy p { on order.created from 2026-05-01 rule a when true then release }",
         {}},
        {"policy p { on order.created until 2026-05-01 rule a when true then release }\n"
         "policy p { on order.created from 2026-05-01 rule a when true then release }",
         {"policies_overlap 2: `p` is declared twice for the same days"}},
        {"policy p { on order.created\n rule a when true then release\n rule a when true then release }",
         {"duplicate_rule 3: `p` has two rules named `a`"}},
        {"policy p { on order.created\n rule row3 when true then release }",
         {"reserved_name 2: `row3` has a meaning of its own and can't name a rule"}},
        {"policy p { on order.created\n let order = 1\n rule a when true then release }",
         {"name_taken 2: `order` is already a field of `order.created`"}},
        {"policy p { on order.created\n let a = b + 1\n let b = a + 1\n rule a when a > 1 then release }",
         {"needs_itself 2: `a` needs itself"}},
        {"policy p each l in order.lines on order.created { applies when l.discount > 1%\n rule a when true then release }",
         {"element_not_here 1: `l` is one element; `applies when` is about the whole event"}},
        {"policy p each l in order.net on order.created {\n rule a when true then release }",
         {"not_a_list 1: `each` goes through a list, but `order.net` is money EUR"}},
    });
}

TEST_CASE("a policy for several events") {
    check_all({
        {"policy p { on order.created, order.changed\n rule a when order.x > 1 then release }",
         {"unknown_field 2: `Order` has no field `x`"}},
        {"policy p { on order.created, shipment.sent\n rule a when order.net > 1 EUR then release }",
         {"unknown_name 2: unknown name `order`; `shipment.sent` has no such field"}},
        {"policy p { on shipment.sent, shipment.late\n rule a when true then reason R1 \"{order_id}\" }",
         {"types_differ 2: this is text for `shipment.sent` and int for `shipment.late`"}},
    });
    const auto result = check("policy p { on order.created, shipment.sent\n rule a when order.net > 1 EUR then release }");
    CHECK(result.text().find("when decided for `shipment.sent`") != std::string::npos);
}

TEST_CASE("cells fit their columns") {
    const auto table = [](const std::string& column, const std::string& cell) {
        return "table t on order.created {\n\n| " + column + " || decide |\n| --- || --- |\n| " + cell + " || release |\n}";
    };
    const std::pair<std::string, std::vector<std::string>> cases[] = {
        {table("order.discount", "<= 15"), {"looks_like_points 5: a percentage is expected here, and `15` is 1500%"}},
        {table("order.net", "<= 15 USD"), {"constant_mismatch 5: expected money EUR, but this is money USD"}},
        {table("order.customer.risk", "lwo"), {"unknown_enumerator 5: `lwo` is not one of the names of `Risk`"}},
        {table("order.customer.risk", "unknown"), {"never_unknown 5: this column is Risk and never unknown"}},
        {table("order.buyer", "< \"x\""), {"no_order 5: text can be compared with `=` and `!=` only, not with `<`"}},
        {table("order.parent", "low"), {"cell_not_fitting 5: this column is Customer?, so its cells are `present`, `missing` or `-`"}},
        {table("order.parent", "present"), {}},
        {table("order.nett", "> 1"), {"unknown_field 3: `Order` has no field `nett`"}},
        {table("order.urgent", "true"), {}},
        {table("order.count", "not (1..5)"), {}},
    };
    for (const auto& [text, reports] : cases) {
        const auto result = check(text);
        INFO(text << "\n" << result.text());
        CHECK(result.reports() == reports);
    }
    check_all({{"table t on order.created {\n let d = 3 business days\n| d || decide |\n| --- || --- |\n| - || release |\n}",
                {"column_type 3: a business duration can't be a column"}}});
}

TEST_CASE("needs name roles and ladders with what they want") {
    check_effects({
        {"require boss and chief", ""},
        {"require buyer for order.customer.id", ""},
        {"require buyer", "need_scope 1: `buyer` is scoped by text: say for which"},
        {"require boss for order.buyer", "need_scope 1: `boss` has no scope, so `for` can't give it one"},
        {"require planner for low", ""},
        {"require limits covering order.net", ""},
        {"require limits", "need_covering 1: `limits` is a ladder; say what the approver must cover"},
        {"require boss covering order.net", "need_covering 1: `boss` is a role; only a ladder covers an amount"},
        {"require limits covering order.usd", "currency_mismatch 1: expected money EUR, but this is money USD"},
        {"require by_region for order.buyer covering order.discount", ""},
        {"require by_region covering order.discount", "need_scope 1: `by_region` is scoped by text: say for which"},
        {"require 2 limits covering order.net", "need_count 1: a ladder gives one approver, not 2"},
        {"require any 3 of (boss, chief)", "need_count 1: 3 approvals are asked for, but only 2 are listed"},
        {"require boss require chief", "effect_twice 1: a rule has only one `require`"},
    });
}

TEST_CASE("deadlines, persons kept out, escalations") {
    check_effects({
        {"require boss within 4 business hours", "no_calendar 1: business durations need a calendar, and there is none here"},
        {"require boss within 4 business hours on work", ""},
        {"require boss within 4 hours on work", "deadline 1: elapsed time needs no calendar"},
        {"require boss within 4 hours of order.placed", ""},
        {"require boss within 4 hours of order.due", "deadline 1: a deadline starts at a timestamp, but this is date"},
        {"require boss within order.count", "deadline 1: `within` needs a duration, but this is int"},
        {"require boss within 0 hours", "value_not_positive 1: a deadline is a while after its start"},
        {"require boss never order.buyer", ""},
        {"require boss never order.approver", "never_missing 1: `order.approver` may be missing, and then nobody would be kept out"},
        {"require boss never order.approver if missing nobody", ""},
        {"require boss never order.count", "type_mismatch 1: `never` keeps a person out, which is a text, but this is int"},
        {"require boss within 4 hours escalate at_due", ""},
        {"require boss escalate at_due", "escalation_needs_deadline 1: `at_due` speaks of a deadline, but this `require` has none"},
        {"hold in checks escalate at_due", "escalation_needs_require 1: `at_due` speaks of a deadline, but this rule requires nobody"},
        {"hold in checks escalate later", ""},
        {"require boss within 4 hours escalate up",
         "escalation_needs_ladder 1: `up` reassigns to the next rung, but this `require` names no ladder"},
        {"require limits covering order.net within 4 hours escalate up", ""},
        {"require boss within 4 hours escalate to_buyer",
         "escalation_scope 1: `buyer` of `to_buyer` is scoped by text, and what is required here has no such scope"},
        {"require boss and buyer for order.buyer within 4 hours escalate to_buyer", ""},
        {"require boss escalate later_business",
         "no_calendar 1: the business durations of `later_business` need a calendar, and there is none here"},
    });
    check_effects({{"require boss within 4 business hours escalate later_business", ""}}, true);
}

TEST_CASE("other effects") {
    check_effects({
        {"route to checks priority high", ""},
        {"route to checks priority hihg", "unknown_enumerator 1: `hihg` is not one of the names of `Priority`"},
        {"route to checkz", "unknown_name 1: there is no queue `checkz`"},
        {"set rate = 5% set label = order.note", ""},
        {"set rate = order.note", "type_mismatch 1: expected percent, but this is text"},
        {"set rate = order.rush", "may_be_missing 1: `order.rush` may be missing"},
        {"set rate = 15", "looks_like_points 1: `15` against a percentage means 15 times the whole"},
        {"set rate = 1% set rate = 2%", "effect_twice 1: a rule has only one `set rate`"},
        {"notify ops \"{order.net}\" notify boss notify person order.buyer notify buyer for order.buyer", ""},
        {"notify ops for order.buyer", "need_scope 1: `ops` is a channel and has no scope"},
        {"notify buyer", "need_scope 1: `buyer` is scoped by text: say for which"},
        {"notify person order.approver", "may_be_missing 1: `order.approver` may be missing"},
        {"reason R1 \"{order.note}\"", "may_be_missing 1: `order.note` may be missing, and the text says nothing then"},
        {"reason R1 \"{order.lines}\"", "text_field 1: `order.lines` is list of Line and can't stand in a text"},
        {"reason R1 \"{order.net\"", "text_field 1: this brace is not closed"},
        {"reason R1 \"{ }\"", "text_field 1: there is nothing between these braces"},
        {"reason R1 \"}\"", "text_field 1: this brace closes nothing"},
        {"reason R1 \"{order.x}\"", "unknown_field 1: `Order` has no field `x`"},
        {"at once do ship", ""},
    });
    check_all({
        {"policy p { on order.created let s = order.score if missing 0% rule a when s > 5% then release\n at once do ship }",
         {"advice_acts_at_once 2: this rule reads advice, so it can't act at once"}},
        {"policy p { on order.created rule a when true then at once do ship set rate = order.score if missing 0% }",
         {"advice_acts_at_once 1: this rule reads advice, so it can't act at once"}},
        {"policy p { on order.created applies when order.score is missing rule a when true then at once do ship }",
         {"advice_acts_at_once 1: this rule reads advice, so it can't act at once"}},
    });
}

TEST_CASE("a wrong condition says nothing about the effects") {
    check_all(
        {{"policy p { on order.created rule a when order.x is present then require boss never order.approver reason R1 \"{order.note}\" }",
          {"unknown_field 1: `Order` has no field `x`"}}});
}

TEST_CASE("positions in texts are those of the source") {
    const auto result = check(then("reason R1 \"ab {order.nett}\""));
    REQUIRE(result.diagnostics.all().size() == 1);
    CHECK(result.sources->text(result.diagnostics.all()[0].span) == "nett");
}

TEST_CASE("waivers") {
    const std::string policy =
        "policy p { on order.created rule a when true then require boss rule b when true then reject otherwise hold in checks }\n";
    const std::string rest = " until 2026-12-31 approved by \"x\" because \"y\"";
    const std::pair<std::string, std::vector<std::string>> cases[] = {
        {"waive p.a when order.buyer = \"x\"" + rest, {}},
        {"waive p.otherwise" + rest, {}},
        {"waive p.c" + rest, {"unknown_rule 2: `p` has no rule `c`"}},
        {"waive p.b" + rest, {"nothing_to_waive 2: `p.b` requires nobody and holds nothing"}},
        {"waive reject p.b" + rest, {}},
        {"waive reject p.a" + rest, {"nothing_to_waive 2: `p.a` doesn't reject"}},
        {"waive p.a when order.count" + rest, {"not_a_condition 2: `when` needs a condition, but this is int"}},
        {"waive p.a from 2027-01-01" + rest, {"no_days 2: this waiver ends before it begins"}},
    };
    for (const auto& [text, reports] : cases) {
        const auto result = check(policy + text);
        INFO(text << "\n" << result.text());
        CHECK(result.reports() == reports);
    }
    const auto result = check(policy + cases[0].first);
    const typed::Rule& rule = result.instance("p").rules[0];
    REQUIRE(rule.waivers.size() == 1);
    CHECK(result.show(rule.waivers[0].when) == "(eq root.order.buyer x:text)");
    CHECK(rule.waivers[0].approved_by == "x");
}

TEST_CASE("events: subject and what approvals are bound to") {
    check_all({
        {"record R { id text  n int?  m money EUR  s advice percent  l list<text> max 3  t timestamp }\n"
         "event e.f { r R subject r.id binds r.m + 5%, r.n, r.m + 10 EUR, r.t + 2 hours }",
         {}},
        {"record R { id text? }\nevent e.f { r R subject r.id }", {"may_be_missing 2: `r.id` may be missing"}},
        {"record R { m money EUR }\nevent e.f { r R subject r.m }",
         {"subject_type 2: a subject is a text, an int or an enum, but `r.m` is money EUR"}},
        {"record R { m money EUR }\nevent e.f { r R binds r.m + 5 USD }", {"bind_tolerance 2: money EUR has no tolerance of money USD"}},
        {"record R { l list<text> max 3 }\nevent e.f { r R binds r.l }",
         {"subject_type 2: an approval is bound to values, but `r.l` is list of text"}},
        {"record R { s advice percent }\nevent e.f { r R binds r.s }", {"subject_type 2: an approval can't be bound to advice"}},
    });
}

TEST_CASE("proofs") {
    check_all({
        {"prove \"x\" on order.* when order.net > 5 EUR holds verdict >= require and approvers include boss and not (holds include checks) "
         "or "
         "reasons include R1",
         {}},
        {"prove \"x\" on * holds order.net > 5 EUR", {"unknown_name 1: unknown name `order`; `shipment.sent` has no such field"}},
        {"prove \"x\" on order.created holds verdict >= relaese",
         {"unknown_enumerator 1: a verdict is one of `release`, `require`, `hold`, `reject`"}},
        {"prove \"x\" on order.created holds approvers include bos", {"unknown_name 1: there is no role or ladder `bos`"}},
        {"prove \"x\" on order.created holds holds include 2 checks", {"proof_include 1: `holds include` wants the name of one queue"}},
        {"prove \"x\" on order.created holds routes include checks",
         {"proof_include 1: `include` asks about `approvers`, `holds` or `reasons`"}},
    });
}

TEST_CASE("tests and fixtures") {
    const std::string policy = "policy p { on order.created rule a when true then require boss }\n";
    const auto test = [&](const std::string& with, const std::string& expect) {
        return policy + "test \"t\" { given order.created with { " + with + " } expect " + expect + " }";
    };
    const std::pair<std::string, std::vector<std::string>> cases[] = {
        {test("order.net = 5 EUR, order.ship_by = missing, event.time = 2026-01-01T08:00:00Z, order.customer = { id = \"x\", risk = low }, "
              "order.tags = [\"a\"], order.lines = [{ sku = \"s\", price = 1 EUR }], order.score = { value = 5%, confidence = 80% }, "
              "order.amount = 5 USD",
              "require boss by p.a expect not reason R1 expect due none expect fault OVERFLOW expect output rate = 5%"),
         {}},
        {test("order.nett = 5 EUR", "release"), {"unknown_field 2: `Order` has no field `nett`"}},
        {test("order.net = 5", "release"), {"type_mismatch 2: expected money EUR, but this is int"}},
        {test("order.customer.risk = lwo", "release"), {"unknown_enumerator 2: `lwo` is not one of the names of `Risk`"}},
        {test("order.net = [1, 2]", "release"), {"test_value 2: expected money EUR, but this is a list"}},
        {test("order.lines = { sku = \"x\" }", "release"), {"test_value 2: expected list of Line, but this is a record"}},
        {test("order.net = 5 EUR", "release by p.b"), {"unknown_rule 2: `p` has no rule `b`"}},
        {test("order.net = 5 EUR", "require limits"), {"expectation 2: `limits` is a ladder; a decision names the role"}},
        {test("order.net = 5 EUR", "fault OVERFLOV"), {"expectation 2: there is no fault `OVERFLOV`"}},
        {test("order.net = 5 EUR", "output rate = \"x\""), {"type_mismatch 2: expected percent, but this is text"}},
        {policy + "fixture base = order.created with { order.net = 5 EUR }\ntest \"t\" { given base with { order.nett = 6 EUR } expect "
                  "release }",
         {"unknown_field 3: `Order` has no field `nett`"}},
        {policy + "fixture x = y\nfixture y = x", {"needs_itself 2: `x` needs itself"}},
    };
    for (const auto& [text, reports] : cases) {
        const auto result = check(text);
        INFO(text << "\n" << result.text());
        CHECK(result.reports() == reports);
    }
    CHECK(check(cases[0].first).program.tests.size() == 1);
}

TEST_CASE("a bundle's default is the same for every event") {
    const std::pair<const char*, const char*> cases[] = {
        {"release reason R1 \"x\" notify ops", ""},
        {"require boss within 4 hours", "effect_not_constant 3: a default is the same for every event"},
        {"require limits covering 5 EUR", "effect_not_constant 3: a default is the same for every event"},
        {"hold in checks set rate = 5%", "effect_not_constant 3: a default is the same for every event"},
        {"release reason R1 \"{1 + 1}\"", "effect_not_constant 3: the text of a default has no braces to fill"},
        {"release reason R1 \"{order.net}\"", "no_event_here 3: `order` is not a constant; nothing of an event can be read here"},
    };
    for (const auto& [effects, report] : cases) {
        const auto result = check("", false, effects);
        INFO(effects << "\n" << result.text());
        CHECK(result.reports() == (*report ? std::vector<std::string>{report} : std::vector<std::string>{}));
    }
}

TEST_CASE("consts may read each other in a long row, whatever their order") {
    std::string text;
    for (int i = 0; i < 20'000; ++i) text += fmt::format("const a{} = a{} + 1\n", i, i + 1);
    CHECK(check(text + "const a20000 = 1\n").reports().empty());
    CHECK(check("const a = b + 1\nconst b = c + 1\nconst c = a + 1\n").reports().size() == 1);
}

TEST_CASE("limits of expressions") {
    std::string deep = "define f0(a int) = a + 1\n";
    for (unsigned i = 1; i <= limits::typed_depth; ++i) deep += fmt::format("define f{}(a int) = f{}(a) + 1\n", i, i - 1);
    CHECK(check(deep).reports() ==
          std::vector<std::string>{
              fmt::format("expression_too_deep 2: operators stand more than {} deep in each other here", limits::typed_depth)});

    if constexpr (limits::hostile) {  // else it takes millions of expressions
        std::string doubling = "define f0(a int) = a + a\n";
        for (int i = 1; i < 40; ++i) doubling += fmt::format("define f{}(a int) = f{}(a) + f{}(a)\n", i, i - 1, i - 1);
        const auto reports = check(doubling).reports();
        REQUIRE(reports.size() == 1);
        CHECK(reports[0].find("too_many_expressions ") == 0);
    }
}

TEST_CASE("what was meant is proposed") {
    using ordain::test::rule;
    const auto help = [](const std::string& text) {
        const auto result = check(text);
        INFO(result.text());
        CHECK(result.reports().size() == 1);
        return result.diagnostics.all().empty() ? std::string() : result.diagnostics.all()[0].help;
    };
    CHECK(help(rule("order.customer.risk = low or medium")) == "write `order.customer.risk in (low, medium)`");
    CHECK(help(rule("order.customer.risk = low or medium or high")) == "write `order.customer.risk in (low, medium, high)`");
    CHECK(help(rule("order.customer.risk = low or medium and order.count > 5")) == "write `order.customer.risk in (low, medium)`");
    CHECK(help(rule("order.count > 5 and order.customer.risk = low or high")) == "write `order.customer.risk in (low, high)`");
    CHECK(help(rule("order.customer.risk = (low or medium)")) == "write `order.customer.risk in (low, medium)`");
    CHECK(help(rule("order.count > 5 or 7")) == "say again what is compared: `order.count > 7`");
    CHECK(help(rule("average(order.count, 5) > 7")) == "an average is a sum by a count: `sum(…) / count(…)`");
    CHECK(help(rule("order.customer.risk != low and medium")) == "write `not order.customer.risk in (low, medium)`");
    CHECK(help(rule("order.buyer = \"a\" or \"b\"")) == "write `order.buyer in (\"a\", \"b\")`");
    CHECK(help(rule("order.customer.risk = \"high\"")) == "write the name without quotes: `high`");
    CHECK(help("record R { m money }\nevent e.f { r R binds r.m + 5% }") == "add a currency to its type, such as `money EUR`");
}

TEST_CASE("a let that takes the name of a field is one mistake") {
    const auto result = check(
        "policy p on order.created {\n let exposure = order + 5 EUR\n let order = exposure\n rule a when order > 1 EUR and exposure > 2 "
        "EUR then "
        "release }");
    CHECK(result.reports() == std::vector<std::string>{"name_taken 3: `order` is already a field of `order.created`"});
}
