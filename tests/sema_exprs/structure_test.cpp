// What the checker makes of conditions, cells, lets and texts.
#include <catch2/catch.hpp>

#include "runtime/base/limits.hpp"
#include "support.hpp"

using namespace ordain;
using ordain::test::check;

namespace {

std::string shown(const std::string& condition) {
    const auto result = check(test::rule(condition));
    INFO(result.text());
    REQUIRE(result.reports().empty());
    return result.show(result.instance("p").rules[0].conditions[0]);
}

}  // namespace

TEST_CASE("ints are widened beside decimals, and only there") {
    CHECK(shown("order.count > 0.5") == "(gt (widen root.order.count) 500000:decimal)");
    CHECK(shown("order.ratio > 2") == "(gt root.order.ratio 2000000:decimal)");
    CHECK(shown("order.count * order.ratio > 2") == "(gt (mul root.order.count root.order.ratio) 2000000:decimal)");
    CHECK(shown("order.net / order.count > 2 EUR") == "(gt (div root.order.net root.order.count) 20000:money)");
    CHECK(shown("order.ratio / order.count > 2.5") == "(gt (div root.order.ratio (widen root.order.count)) 2500000:decimal)");
    CHECK(shown("order.count in (1, 2.5)") == "(in_set (widen root.order.count) 1000000:decimal 2500000:decimal)");
    CHECK(shown("-5 < order.count") == "(lt -5:int root.order.count)");
}

TEST_CASE("a narrowed read is marked, with every record on the way") {
    CHECK(shown("order.ship_by is present and order.ship_by > order.due") ==
          "(and (is_present root.order.ship_by) (gt root.order.ship_by! root.order.due))");
    CHECK(shown("order.parent.region is present and order.parent.risk = low") ==
          "(and (is_present root.order.parent.region) (eq root.order.parent!.risk 0:enum))");
    CHECK(shown("order.parent is missing or order.parent.risk = low") ==
          "(or (is_missing root.order.parent) (eq root.order.parent!.risk 0:enum))");
    CHECK(shown("order.ship_by is present and (order.ship_by is missing or order.ship_by > order.due)") ==
          "(and (is_present root.order.ship_by) (or (is_missing root.order.ship_by) (gt root.order.ship_by! root.order.due)))");
}

TEST_CASE("chains of `and` become shallow, in their order") {
    CHECK(shown("order.urgent and order.count > 1 and order.count > 2 and order.count > 3") ==
          "(and (and root.order.urgent (gt root.order.count 1:int)) (and (gt root.order.count 2:int) (gt root.order.count 3:int)))");
    std::string chain = "order.count > 0";
    for (unsigned i = 2; i < limits::expression_height / 2; ++i) chain += " or order.count > 0";
    CHECK(check(test::rule(chain)).reports().empty());
}

TEST_CASE("a define stands for its body, with its arguments") {
    const auto result = check("define late(d date?, t date) = d is present and d < t " +
                              test::rule("late(order.ship_by, order.due) or late(order.due, order.due)"));
    INFO(result.text());
    REQUIRE(result.reports().empty());
    CHECK(result.show(result.instance("p").rules[0].conditions[0]) ==
          "(or (and (is_present root.order.ship_by) (lt root.order.ship_by! root.order.due)) (and 1:bool (lt root.order.due "
          "root.order.due)))");
}

TEST_CASE("lets: by need in any order, shown as percentages where compared with them, narrowed like paths") {
    const auto result = check(R"(
policy p {
  on order.created
  let half = whole / 2
  let whole = order.ratio
  let by = order.ship_by
  let share = order.net / order.net
  let who = order.customer
  rule a when half > 0.5 and by is present and by > order.due and order.ship_by > order.due then release
  rule b when share > 5% and who.risk = low then reason R1 "{share} {half}"
})");
    INFO(result.text());
    REQUIRE(result.reports().empty());
    const typed::Instance& p = result.instance("p");
    REQUIRE(p.lets.size() == 4);
    CHECK(p.lets[0].name == "whole");
    CHECK(p.lets[1].name == "half");
    CHECK(result.show(p.lets[1].value) == "(div let0:decimal 2000000:decimal)");
    CHECK(result.show(p.rules[0].conditions[0]) ==
          "(and (and (gt let1:decimal 500000:decimal) (is_present let2:date)) (and (gt let2:date! root.order.due) (gt root.order.ship_by! "
          "root.order.due)))");
    CHECK(result.show(p.rules[1].conditions[0]) == "(and (gt let3:percent 50000:percent) (eq root.order.customer.risk 0:enum))");
    const typed::Template& text = p.rules[1].effects[0].text;
    REQUIRE(text.size() == 3);
    CHECK(result.show(text[0].expr) == "let3:percent");
    CHECK(text[1].text == " ");
    CHECK(result.show(text[2].expr) == "let1:decimal");
}

TEST_CASE("`applies when` narrows the whole policy, a rule's condition its effects") {
    const auto result = check(R"(
policy p {
  on order.created
  applies when order.ship_by is present
  let days = days between order.due and order.ship_by
  rule a when order.approver is present and days > 3 then require boss never order.approver
})");
    INFO(result.text());
    REQUIRE(result.reports().empty());
    const typed::Instance& p = result.instance("p");
    CHECK(result.show(p.applies) == "(is_present root.order.ship_by)");
    CHECK(result.show(p.lets[0].value) == "(days_between root.order.due root.order.ship_by!)");
    CHECK(result.show(p.rules[0].effects[0].never[0]) == "root.order.approver!");
}

TEST_CASE("cells are conditions over their column") {
    const auto result = check(R"(
table t on order.created {
  | rule | order.ship_by         | order.state | order.net       | order.customer.risk || decide  | reason  | set rate |
  | ---- | --------------------- | ----------- | --------------- | ------------------- || ------- | ------- | -------- |
  | a    | > 2026-01-01          | draft, sent | (0 EUR .. 5 EUR] | low                 || release | R1 "x"  | 5%       |
  | -    | not (2026-01-01, 2026-01-02) | != draft | - | >= medium || reject | - | - |
  | c    | missing               | unknown     | -               | -                   || hold in checks | | - |
})");
    INFO(result.text());
    REQUIRE(result.reports().empty());
    const typed::Instance& t = result.instance("t");
    REQUIRE(t.rules.size() == 3);
    const auto cell = [&](std::size_t row, std::size_t i) { return result.show(t.rules[row].conditions[i]); };
    CHECK(t.rules[0].id == "t.a");
    CHECK(t.rules[1].id == "t.row2");
    CHECK(t.rules[1].name.empty());
    CHECK(cell(0, 0) == "(and (is_present root.order.ship_by) (gt root.order.ship_by! 20454:date))");
    CHECK(cell(0, 1) == "(in_set root.order.state 0:enum 1:enum)");
    CHECK(cell(0, 2) == "(in_range root.order.net 0:money 50000:money)");
    CHECK(cell(0, 3) == "(eq root.order.customer.risk 0:enum)");
    CHECK(cell(1, 0) == "(and (is_present root.order.ship_by) (not (in_set root.order.ship_by! 20454:date 20455:date)))");
    CHECK(cell(1, 1) == "(and (not (is_unknown root.order.state)) (ne root.order.state 0:enum))");
    CHECK(t.rules[1].columns == std::vector<std::uint32_t>{0, 1, 3});
    CHECK(cell(2, 0) == "(is_missing root.order.ship_by)");
    CHECK(cell(2, 1) == "(is_unknown root.order.state)");
    REQUIRE(t.rules[0].effects.size() == 3);
    CHECK(t.rules[0].effects[0].kind == typed::EffectKind::release);
    CHECK(t.rules[0].effects[1].kind == typed::EffectKind::reason);
    CHECK(t.rules[0].effects[2].kind == typed::EffectKind::set);
    CHECK(result.show(t.rules[0].effects[2].value) == "50000:percent");
    const typed::Expr& range = result.program[t.rules[0].conditions[2]];
    CHECK(range.low_open);
    CHECK_FALSE(range.high_open);
    CHECK(result.program.policies[0].column_names[3] == "order.customer.risk");
}

TEST_CASE("texts: braces hold expressions, doubled braces stand for themselves") {
    const auto result = check(R"(
policy p { on order.created
  rule a when true then reason R1 "{{x}} \"{order.note if missing \"none\"}\" of {order.net}" reason R1 notify ops "{order.amount}"
})");
    INFO(result.text());
    REQUIRE(result.reports().empty());
    const auto& effects = result.instance("p").rules[0].effects;
    REQUIRE(effects[0].text.size() == 4);
    CHECK(effects[0].text[0].text == "{x} \"");
    CHECK(result.show(effects[0].text[1].expr) == "(if_missing root.order.note none:text)");
    CHECK(effects[0].text[2].text == "\" of ");
    REQUIRE(effects[1].text.size() == 1);
    CHECK(effects[1].text[0].text == "a plain reason");
}

TEST_CASE("a standalone escalation belongs to the rule's require") {
    const auto result = check(R"(
policy p { on order.created
  rule a when true then require boss within 2 hours reason R1 escalate at_due
  rule b when true then hold in checks escalate later
})");
    INFO(result.text());
    REQUIRE(result.reports().empty());
    const auto& rules = result.instance("p").rules;
    REQUIRE(rules[0].effects.size() == 2);
    CHECK(rules[0].effects[0].escalation.valid());
    REQUIRE(rules[1].effects.size() == 2);
    CHECK(rules[1].effects[1].kind == typed::EffectKind::escalate);
}

TEST_CASE("instances are grouped by event, in decision order; advice is known through lets") {
    const auto result = check(R"(
policy z { on order.changed, order.created rule a when true then release }
policy a { on order.created let s = order.score if missing 0%  rule a when s > 50% then release  rule b when true then release otherwise reject })");
    INFO(result.text());
    REQUIRE(result.reports().empty());
    REQUIRE(result.program.instances.size() == 3);
    CHECK(result.program.events[result.program.instances[0].event.value].name == "order.created");
    CHECK(result.program.policies[result.program.instances[0].policy.value].name == "z");
    CHECK(result.program.policies[result.program.instances[1].policy.value].name == "a");
    CHECK(result.program.events[result.program.instances[2].event.value].name == "order.changed");
    const typed::Instance& a = result.instance("a");
    CHECK(result.program[a.rules[0].conditions[0]].reads_advice);
    CHECK_FALSE(result.program[a.rules[1].conditions[0]].reads_advice);
    REQUIRE(a.otherwise);
    CHECK(a.otherwise->id == "a.otherwise");
}

TEST_CASE("the operands of every typed expression come before it, and none is an error") {
    const auto result = check(R"(
define f(a money EUR, b money EUR) = if a > b then a / b else 1
policy p each l in order.lines where l.note is present on order.created {
  let x = f(l.price, order.net)
  rule a when l.note = "x" and x > 2 and (any m in order.lines where m.sku = l.sku and f(m.price, l.price) > 1)
    then require 2 boss and (chief or buyer for l.sku) within 2 hours of order.placed route to checks priority high
})");
    INFO(result.text());
    REQUIRE(result.reports().empty());
    for (std::uint32_t i = 0; i < result.program.exprs.size(); ++i) {
        const typed::Expr& e = result.program.exprs[i];
        CHECK(e.type.kind != TypeKind::error);
        for (typed::ExprId operand : {e.a, e.b, e.c}) CHECK((!operand.valid() || operand.value < i));
        for (typed::ExprId operand : e.args) CHECK(operand.value < i);
        if (e.op == typed::Op::var) CHECK(e.index < result.program.variables);
    }
}
