// How each kind of declaration is laid out. The expected texts follow the examples of grammar/LANGUAGE.md and policies/.
#include <catch2/catch.hpp>

#include "tests/format/support.hpp"

using ordain::testing::formatted;

namespace {

/// `text` becomes `expected`, which is its own layout.
void becomes(const std::string& text, const std::string& expected) {
    CHECK(formatted("module m\n" + text, "m.ord").value_or("errors") == "module m\n" + expected);
    CHECK(formatted("module m\n" + expected, "m.ord").value_or("errors") == "module m\n" + expected);
}

}  // namespace

TEST_CASE("modules, uses and names stand one a line") {
    becomes("use a . b   use c\n\n\n\nrole  x\trole y above x,z\nqueue q", "use a.b\nuse c\n\nrole x\nrole y above x, z\nqueue q\n");
    becomes("role buyer for  Warehouse  above a,b\n\"Title\"", "role buyer for Warehouse above a, b \"Title\"\n");
    becomes(
        "role r above aaaaaaaaaaaaaaaaaaaaaaaaaaaa, bbbbbbbbbbbbbbbbbbbbbbbbbbbbb, cccccccccccccccccccccccccccc, ddddddddddddddddddddddd, "
        "e\n",
        "role r above aaaaaaaaaaaaaaaaaaaaaaaaaaaa, bbbbbbbbbbbbbbbbbbbbbbbbbbbbb, cccccccccccccccccccccccccccc,\n"
        "             ddddddddddddddddddddddd, e\n");
}

TEST_CASE("texts of reasons stand under each other until a blank line") {
    becomes("reason A \"a\"\nreason LONGER \"b\"\n\nreason C \"c\"\n", "reason A      \"a\"\nreason LONGER \"b\"\n\nreason C \"c\"\n");
}

TEST_CASE("an enum stands on one line if it fits, unless its author began a new one") {
    becomes("enum Risk{low,medium,high,}\n", "enum Risk { low, medium, high }\n");
    becomes("enum Risk { low, medium\n, high }\n", "enum Risk { low, medium, high }\n");
    becomes("enum Channel open {\nedi \"EDI\",shop \"eCommerce\" or \"web\" }\n",
            "\nenum Channel open {\n  edi  \"EDI\",\n  shop \"eCommerce\" or \"web\"\n}\n");
    becomes("enum A { a }\nenum Long { b }\n", "enum A    { a }\nenum Long { b }\n");
}

TEST_CASE("a record has its types under each other, or stands on one line") {
    becomes("record Line { sku text,category text  price money   EUR }\n", "record Line { sku text  category text  price money EUR }\n");
    becomes("record Order {\nid text max 64,\nnet_total money EUR from \"amount\"\nlines list < Line > max 500\nship_by date ?\n}\n",
            "\nrecord Order {\n  id        text max 64\n  net_total money EUR from \"amount\"\n  lines     list<Line> max 500\n"
            "  ship_by   date?\n}\n");
}

TEST_CASE("two tokens that would become one stay on their lines") {
    becomes("record Line { a int in 0..5, days int }\n", "\nrecord Line {\n  a    int in 0..5\n  days int\n}\n");
    becomes("record Line { a text max 5, days int }\n", "record Line { a text max 5  days int }\n");
}

TEST_CASE("an event has its clauses under each other") {
    becomes("event order.created { order Order   subject order.id   binds order.id, order.total+5% }\n",
            "event order.created { order Order  subject order.id  binds order.id, order.total + 5% }\n");
    becomes("event order.created {\norder Order subject order.id\nbinds order.id,order.total + 2 EUR }\n",
            "\nevent order.created {\n  order Order\n  subject order.id\n  binds   order.id, order.total + 2 EUR\n}\n");
}

TEST_CASE("a calendar, an escalation, ladders") {
    becomes(
        "calendar c { zone \"Europe/Berlin\" covers 2026..2028 hours mon .. fri 08:00 .. 17:00,18:00..19:00 closed 2026-12-25,2027-01-01 "
        "}\n",
        "\ncalendar c {\n  zone   \"Europe/Berlin\"\n  covers 2026..2028\n  hours  mon..fri 08:00..17:00, 18:00..19:00\n"
        "  closed 2026-12-25, 2027-01-01\n}\n");
    becomes("escalation e { at due notify a 1  business\tday past due reassign to b notify c \"x\" }\n",
            "\nescalation e {\n  at due                  notify a\n  1 business day past due reassign to b\n"
            "                          notify c \"x\"\n}\n");
    becomes("ladder l of money EUR { a up to 5   EUR, b unlimited }\n", "ladder l of money EUR { a up to 5 EUR  b unlimited }\n");
    becomes("ladder l for text of percent {\n|scope|a|\n|---|---|\n|DACH|10%|\n|-|unlimited|\n}\n",
            "\nladder l for text of percent {\n  | scope | a         |\n  | ----- | --------- |\n  | DACH  | 10%       |\n"
            "  | -     | unlimited |\n}\n");
}

TEST_CASE("data has its columns and its rows aligned") {
    becomes(
        "data floors key(category text,q int){ floor percent approver text?\n|category|q||floor|approver|\n|---|---||---|---|\n"
        "|\"chairs\"|[1..5)||10%|-|\n| - | 1 .. 9||5%|\"u-1\"|\n}\n",
        "\ndata floors key (category text, q int) {\n  floor    percent\n  approver text?\n\n"
        "  | category | q        || floor | approver |\n  | -------- | -------- || ----- | -------- |\n"
        "  | \"chairs\" | [1 .. 5) || 10%   | -        |\n  | -        | 1..9     || 5%    | \"u-1\"    |\n}\n");
    becomes("data limits key (a text) { desk percent } from \"limits.csv\"\n",
            "data limits key (a text) { desk percent } from \"limits.csv\"\n");
}

TEST_CASE("consts, defines and outputs stand on a line") {
    becomes("const a=- 5 EUR\nconst long_one = 1\n", "const a        = -5 EUR\nconst long_one = 1\n");
    becomes("define share ( part money EUR,whole money EUR )=part/whole\n",
            "define share(part money EUR, whole money EUR) = part / whole\n");
    becomes("output goodwill money EUR\noutput x percent\n", "output goodwill money EUR\noutput x        percent\n");
}

TEST_CASE("a policy: heads, lets, rules") {
    becomes(
        "policy discounts { owner \"x\" on order.created,order.changed from 2026-01-01 calendar c match all applies when a\n"
        "let d=1-a/b let long=min( a,b )\n"
        "rule small \"The desk\" when d<=5% then release\n"
        "rule desk when d <= 15% and a<5 EUR then require m within 4 business hours never order.by escalate e do x reason R \"{d}\"\n"
        "otherwise require a and b within 1 business day reason S }\n",
        "\npolicy discounts {\n  owner    \"x\"\n  on       order.created, order.changed\n  from     2026-01-01\n  calendar c\n"
        "  match    all\n  applies when a\n  let d    = 1 - a / b\n  let long = min(a, b)\n\n"
        "  rule small \"The desk\"\n    when d <= 5%\n    then release\n\n"
        "  rule desk\n    when d <= 15% and a < 5 EUR\n"
        "    then require m within 4 business hours never order.by\n         escalate e\n         do x\n         reason R \"{d}\"\n\n"
        "  otherwise\n    require a and b within 1 business day\n    reason S\n}\n");
    becomes(
        "policy p each l in a.b where l.x on e { rule r when any y in l.z where y=1 then at once do a once refused do b otherwise \"t\" "
        "then release }\n",
        "\npolicy p each l in a.b where l.x on e {\n  rule r\n    when any y in l.z where y = 1\n    then at once do a\n"
        "         once refused do b\n\n  otherwise \"t\" then\n    release\n}\n");
}

TEST_CASE("long conditions break before their loosest operator") {
    becomes(
        "policy p on e { rule r when shipment.value_of_the_goods > 5_000 USD or (shipment.value_of_the_goods > 2_500 USD and "
        "shipment.number_of_units >= 30 "
        "and shipment.destination_region in (north, south, east_of_the_river, west_of_the_river)) or a then release }\n",
        "\npolicy p on e {\n  rule r\n    when shipment.value_of_the_goods > 5_000 USD\n"
        "      or (shipment.value_of_the_goods > 2_500 USD\n"
        "          and shipment.number_of_units >= 30\n"
        "          and shipment.destination_region in (north, south, east_of_the_river, west_of_the_river))\n"
        "      or a\n    then release\n}\n");
}

TEST_CASE("a table's rows are aligned") {
    becomes(
        "table t on e { let x=a\n|rule|a.b|x||decide|reason|set o|\n|---|---|---||-----|---|---|\n|one|low,medium|<=0 EUR||release| |-|\n"
        "|-|not(low)|(0 EUR..10 EUR]||require a then b escalate c|R \"x y\"|x*5%|\n}\n",
        "\ntable t on e {\n  let x = a\n\n"
        "  | rule | a.b         | x                 || decide                      | reason  | set o  |\n"
        "  | ---- | ----------- | ----------------- || --------------------------- | ------- | ------ |\n"
        "  | one  | low, medium | <= 0 EUR          || release                     |         | -      |\n"
        "  | -    | not (low)   | (0 EUR .. 10 EUR] || require a then b escalate c | R \"x y\" | x * 5% |\n}\n");
}

TEST_CASE("waivers, proofs, tests, fixtures") {
    becomes("waive reject p.r when a from 2026-01-01 until 2026-12-31 approved by \"a\" because \"b\"\n",
            "\nwaive reject p.r\n  when a\n  from 2026-01-01 until 2026-12-31\n  approved by \"a\" because \"b\"\n");
    becomes("prove \"x\" on a.*,* when y holds verdict>=hold\n", "\nprove \"x\"\n  on    a.*, * when y\n  holds verdict >= hold\n");
    becomes(
        "test \"t\" { given e from \"f.json\" with{a.b=1,c=[ 1,{ d=2 } ],} expect not reason R expect release do x by p.r at a.b[1] }\n",
        "\ntest \"t\" {\n  given  e from \"f.json\" with { a.b = 1, c = [1, { d = 2 }] }\n  expect not reason R\n"
        "  expect release do x by p.r at a.b[1]\n}\n");
    becomes("test \"t\" { given e with {\na=1,bbb=2} expect release }\n",
            "\ntest \"t\" {\n  given  e with {\n    a   = 1,\n    bbb = 2\n  }\n  expect release\n}\n");
    becomes("fixture a=e from \"x\"\nfixture long=f.g from \"y\"\n", "fixture a    = e   from \"x\"\nfixture long = f.g from \"y\"\n");
}

TEST_CASE("a bundle") {
    CHECK(formatted("bundle b { edition 1 calendar c lint {deny a allow b} default on * hold in q reason R default on a.b.* release fault "
                    "in q }") ==
          "bundle b {\n  edition  1\n  calendar c\n  lint     { deny a  allow b }\n  default on *     hold in q reason R\n"
          "  default on a.b.* release\n  fault in q\n}\n");
}

TEST_CASE("line ends, tabs, a byte order mark, a missing newline") {
    CHECK(formatted("\xEF\xBB\xBFmodule m\r\n\r\n\r\nqueue\tq # x \t\r\n# y", "m.ord") == "module m\n\nqueue q  # x\n# y\n");
    CHECK(formatted("", "bundle.ord") == "");
    CHECK(formatted("\n\n  # only this\n\n", "bundle.ord") == "# only this\n");
    CHECK_FALSE(formatted("queue \xFF", "bundle.ord"));
    CHECK_FALSE(formatted("queue q\rqueue r", "bundle.ord"));
    CHECK_FALSE(formatted("queue", "bundle.ord"));
}
