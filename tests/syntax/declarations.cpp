// Every declaration, as the dump shows it.
#include "tests/syntax/support.hpp"

using ordain::testing::dump_of;
using ordain::testing::Parsed;

namespace {

/// The dump of declarations in a module.
std::string decl(const std::string& text) {
    const std::string dump = dump_of("module m\n" + text + "\n");
    REQUIRE(dump.starts_with("module m\n"));
    return dump.substr(9);
}

}  // namespace

TEST_CASE("modules, roles, names") {
    CHECK(dump_of("module a.b.c\nuse a.d\n") == "module a.b.c\nuse a.d\n");
    CHECK(decl("role a") == "role a\n");
    CHECK(decl("role buyer for text max 10 above a, b \"Buyers\"") == "role buyer for text max 10 above a, b \"Buyers\"\n");
    CHECK(decl("role buyer for Warehouse") == "role buyer for Warehouse\n");
    CHECK(decl("queue a action b channel c reason D \"d\"") == "queue a\naction b\nchannel c\nreason D \"d\"\n");
    CHECK(decl("queue queue\nrole role\nrole above above above") == "queue queue\nrole role\nrole above above above\n");
}

TEST_CASE("bundle") {
    const std::string text =
        "bundle b {\n  edition 1\n  calendar c\n  lint { deny x allow y\n warn z }\n"
        "  default on * hold in q reason R\n  default on shipment.*, a.b release\n  fault in q\n}\n";
    CHECK(dump_of(text) ==
          "bundle b\n  edition 1\n  calendar c\n  lint deny x\n  lint allow y\n  lint warn z\n  default *\n    hold q\n    reason R\n"
          "  default shipment.*, a.b\n    release\n  fault in q\n");
}

TEST_CASE("schema") {
    CHECK(decl("enum Risk open { low, medium, high, }") == "enum Risk open\n  low\n  medium\n  high\n");
    CHECK(decl("enum C { edi \"EDI\", shop \"eCommerce\" or \"web\" }") == "enum C\n  edi \"EDI\"\n  shop \"eCommerce\" or \"web\"\n");
    CHECK(decl("record R { a text b int?  c list<Line> max 5 key sku, d money EUR\n e money f text or int }") ==
          "record R\n  a text\n  b int?\n  c list<Line> max 5 key sku\n  d money EUR\n  e money\n  f text or int\n");
    CHECK(decl("record R { a advice percent b Risk? c list<date> max 3 d timestamp zone \"UTC\" e bool f time g decimal }") ==
          "record R\n  a advice percent\n  b Risk?\n  c list<date> max 3\n  d timestamp zone \"UTC\"\n  e bool\n  f time\n  g decimal\n");
    CHECK(decl("record R { a percent? points in [0% .. 50%) rounded false as missing from \"x/1\"\n b money currency \"c\" c int in -5..5 "
               "}") ==
          "record R\n  a percent? points in [0% .. 50%) rounded false as missing from \"x/1\"\n  b money currency \"c\"\n  c int in [-5 .. "
          "5]\n");
    CHECK(
        decl("event a.b { o O subject o.id binds o.c, o.t + 5%, o.u + 10 EUR, o.v + 2 hours, o.n + 3 }") ==
        "event a.b\n  o O\n  subject o.id\n  binds o.c\n  binds o.t + 5%\n  binds o.u + 10 EUR\n  binds o.v + 2 hours\n  binds o.n + 3\n");
}

TEST_CASE("fields may have the names of modifiers, clauses, types and declarations") {
    CHECK(decl("record R {\n from text\n max int\n rounded bool\n points int\n key text\n zone text\n currency text\n}") ==
          "record R\n  from text\n  max int\n  rounded bool\n  points int\n  key text\n  zone text\n  currency text\n");
    CHECK(decl("record R { a text from text b int max int c percent points bool }") ==
          "record R\n  a text\n  from text\n  b int\n  max int\n  c percent\n  points bool\n");
    CHECK(decl("record R {\n a percent points\n text text\n date date\n time time\n list list<int> max 3\n}") ==
          "record R\n  a percent points\n  text text\n  date date\n  time time\n  list list<int> max 3\n");
    CHECK(decl("event e { subject text binds int rule bool on date }") == "event e\n  subject text\n  binds int\n  rule bool\n  on date\n");
    CHECK(decl("event e { text T subject text.id }") == "event e\n  text T\n  subject text.id\n");
    CHECK(decl("record R {\ndata text\npolicy bool\nrole Role\nevent int\n}") ==
          "record R\n  data text\n  policy bool\n  role Role\n  event int\n");
}

TEST_CASE("calendar, escalation, ladder") {
    CHECK(decl("calendar c { zone \"Europe/Berlin\" covers 2026..2028 hours mon..fri, sun 08:00..12:00, 13:00..17:00\n"
               " hours 2026-12-24..2026-12-26 08:00..12:00 closed 2026-12-25, sat }") ==
          "calendar c\n  zone \"Europe/Berlin\"\n  covers 2026..2028\n  hours mon..fri, sun 08:00..12:00, 13:00..17:00\n"
          "  hours 2026-12-24..2026-12-26 08:00..12:00\n  closed 2026-12-25, sat\n");
    CHECK(decl("calendar c { covers 2026 }") == "calendar c\n  covers 2026\n");
    CHECK(
        decl("escalation e { after 2 hours notify a \"t\" at due reassign to next reject 1 business day past due reassign to r hold in q\n"
             " every 2 days past due up to 3 times notify person order.by notify ch for x.y }") ==
        "escalation e\n  after 2 hours\n    notify a \"t\"\n  at due\n    reassign to next\n    reject\n  1 business day past due\n"
        "    reassign to r\n    hold in q\n  every 2 days past due up to 3 times\n    notify person order.by\n    notify ch for x.y\n");
    CHECK(decl("ladder l { a up to 50_000 EUR, b up to 5% c unlimited }") ==
          "ladder l\n  a up to 50_000 EUR\n  b up to 5%\n  c unlimited\n");
    CHECK(decl("ladder l for text of percent from \"l.csv\"") == "ladder l for text of percent from \"l.csv\"\n");
    CHECK(decl("ladder l for text of percent { | scope | a | b |\n| DACH | 5% | unlimited |\n # comment\n\n| \"DE-N\" | - | -1% |\n| - | "
               "8% | unlimited | }") ==
          "ladder l for text of percent\n  | scope | a | b |\n  | DACH | 5% | unlimited |\n  | \"DE-N\" | - | -1% |\n  | - | 8% | "
          "unlimited |\n");
    CHECK(decl("ladder l for text {\n| scope | a |\n| ----- | --- |\n| - | unlimited |\n}") ==
          "ladder l for text\n  | scope | a |\n  | - | unlimited |\n");
}

TEST_CASE("constants, functions, outputs") {
    CHECK(decl("const a = -5 EUR") == "const a = (- 5 EUR)\n");
    CHECK(decl("define f(a int, b percent in 0%..5%) = a * b") == "define f(a int, b percent in [0% .. 5%]) = (* a b)\n");
    CHECK(decl("define f() = 1") == "define f() = 1\n");
    CHECK(decl("output o money EUR?") == "output o money EUR?\n");
}

TEST_CASE("policies: heads, lets, rules") {
    CHECK(
        decl("policy p each l in order.lines where l.ok on a.b, c.d {\n owner \"x\" from 2026-01-01 until 2026-12-31 calendar c mode "
             "shadow\n"
             " match unique applies when order.x is present\n let y = 1\n rule r \"t\" when y > 1 then release\n otherwise \"u\" then "
             "reject\n}") ==
        "policy p\n  each l in order.lines where l.ok\n  on a.b, c.d\n  owner \"x\"\n  from 2026-01-01\n  until 2026-12-31\n  calendar c\n"
        "  mode shadow\n  match unique\n  applies when (present order.x)\n  let y = 1\n  rule r \"t\"\n    when (> y 1)\n    release\n"
        "  otherwise \"u\"\n    reject\n");
    CHECK(decl("policy rule on rule.on { let rule = let\n rule let when rule then release }") ==
          "policy rule\n  on rule.on\n  let rule = let\n  rule let\n    when rule\n    release\n");
}

TEST_CASE("every effect") {
    const auto effects = [](const std::string& text) {
        const std::string dump = decl("policy p on a {\n rule r when b then " + text + "\n}");
        const std::string before = "policy p\n  on a\n  rule r\n    when b\n";
        REQUIRE(dump.starts_with(before));
        return dump.substr(before.size());
    };
    CHECK(effects("release") == "    release\n");
    CHECK(effects("reject hold in q") == "    reject\n    hold q\n");
    CHECK(effects("require a") == "    require a\n");
    CHECK(effects("require 2 a and b and c") == "    require (all [2 a] [b] [c])\n");
    CHECK(effects("require a or b") == "    require (any 1 [a] [b])\n");
    CHECK(effects("require a then (b and c)") == "    require (then [a] [(all [b] [c])])\n");
    CHECK(effects("require any 2 of (a, b for x.y, 3 c)") == "    require (any 2 [a] [b for x.y] [3 c])\n");
    CHECK(effects("require l for order.unit covering discount + 1") == "    require l for order.unit covering (+ discount 1)\n");
    CHECK(effects("require a within 4 business hours of order.at on cal never f.g, h if missing nobody escalate e") ==
          "    require a within 4 business hours of order.at on cal never f.g never h if missing nobody escalate e\n");
    CHECK(effects("require a within limit escalate e") == "    require a within limit escalate e\n");
    CHECK(effects("escalate e") == "    escalate e\n");
    CHECK(effects("route to q route to r priority if x then high else low") == "    route q\n    route r priority (if x high low)\n");
    CHECK(effects("route to q priority high do a once refused do b at once do c") ==
          "    route q priority high\n    do a\n    once refused do b\n    at once do c\n");
    CHECK(effects("notify r notify r for s \"t {x}\" notify person order.by \"u\" notify person") ==
          "    notify r\n    notify r for s \"t {x}\"\n    notify person order.by \"u\"\n    notify person\n");
    CHECK(effects("reason C reason D \"t\" set o = a + 1 set p = b") ==
          "    reason C\n    reason D \"t\"\n    set o = (+ a 1)\n    set p = b\n");
}

TEST_CASE("waive, prove, test, fixture, allow") {
    CHECK(decl("allow long_rule because \"agreed\"") == "allow long_rule because \"agreed\"\n");
    CHECK(decl("waive discounts.desk when x > 1 from 2026-01-01 until 2026-02-01 approved by \"a\" because \"b\"") ==
          "waive discounts.desk\n  when (> x 1)\n  from 2026-01-01\n  until 2026-02-01 approved by \"a\" because \"b\"\n");
    CHECK(decl("waive reject p.otherwise until 2026-02-01 approved by \"a\" because \"b\"") ==
          "waive reject p.otherwise\n  until 2026-02-01 approved by \"a\" because \"b\"\n");
    CHECK(decl("waive reject.when until 2026-02-01 approved by \"a\" because \"b\"") ==
          "waive reject.when\n  until 2026-02-01 approved by \"a\" because \"b\"\n");
    CHECK(decl("prove \"x\" on a.b, c.* when d holds verdict >= hold and holds include q and reasons include R") ==
          "prove \"x\"\n  on a.b, c.*\n  when d\n  holds (and (and (>= verdict hold) (include holds q)) (include reasons R))\n");
    CHECK(decl("fixture f = a.b from \"x.json\" with { a.b = 1, c = missing, }") ==
          "fixture f\n  given a.b from \"x.json\"\n    a.b = 1\n    c = missing\n");
    CHECK(decl("test \"t\" {\n given a.b with { a = [1, 2], b = { x = 1, y = [], z = { } }, c.d[1].e = missing, event.time = "
               "2026-01-01T00:00Z }\n"
               " expect require a within 2 days\n expect not reason R\n expect fault\n expect fault DIVISION_BY_ZERO by p.r\n expect due "
               "none\n"
               " expect due 2026-01-01T10:00:00Z by p.r at order.lines[3]\n expect output o = 5 EUR by p.a, p.b\n expect route to q "
               "priority high\n"
               " expect output o = missing\n expect release by default at x }") ==
          "test \"t\"\n  given a.b\n    a = [1, 2]\n    b = {x = 1, y = [], z = {}}\n    (member e (index c.d 1)) = missing\n"
          "    event.time = 2026-01-01T00:00Z\n  expect require a within 2 days\n  expect not reason R\n  expect fault\n"
          "  expect fault DIVISION_BY_ZERO by p.r\n  expect due none\n  expect due 2026-01-01T10:00:00Z by p.r at (index order.lines 3)\n"
          "  expect output o = 5 EUR by p.a, p.b\n  expect route q priority high\n  expect output o = missing\n  expect release by default "
          "at x\n");
}

TEST_CASE("comments are kept, and those with ## describe the declaration below") {
    const Parsed p(
        "module m  # one\n\n## far\n\n## Near,\n## two lines.\nqueue a # after\n# plain\nqueue b\nreason C \"# no comment\" # five\r\n## "
        "at the end");
    REQUIRE(p.diagnostics.all().empty());
    CHECK(p.tree.queues.at(0).doc == "## Near,\n## two lines.");
    CHECK(p.tree.queues.at(1).doc.empty());
    std::vector<std::string> comments;
    for (const auto span : p.tree.comments) comments.emplace_back(p.sources.text(span));
    CHECK(comments ==
          std::vector<std::string>{"# one", "## far", "## Near,", "## two lines.", "# after", "# plain", "# five", "## at the end"});
}

TEST_CASE("line ends and a byte order mark have no meaning") {
    CHECK(dump_of("\xEF\xBB\xBFmodule m\r\nqueue a\r\n\r\n# x\r\ntable t on e {\r\n| a || decide |\r\n| --- || --- |\r\n| 1 || release "
                  "|\r\n}\r\n") == "module m\nqueue a\ntable t\n  on e\n  | a || decide |\n  | 1 || release |\n");
}

TEST_CASE("texts are unescaped") {
    using ordain::syntax::unescape;
    CHECK(unescape("\"\"").empty());
    CHECK(unescape("\"a\\\"b\\\\c\\/d\\ne\\tf\"") == "a\"b\\c/d\ne\tf");
    CHECK(unescape("\"\\u{41}\\u{e9}\\u{20AC}\\u{1F4E6}\"") == "A\xC3\xA9\xE2\x82\xAC\xF0\x9F\x93\xA6");
}

TEST_CASE("spans of declarations begin at their word and end at their last token") {
    const Parsed p("module m\nqueue a  # c\npolicy p on x {\n rule r when a then release\n}\n\n");
    CHECK(p.sources.text(p.tree.queues.at(0).span) == "queue a");
    CHECK(p.sources.text(p.tree.policies.at(0).span) == "policy p on x {\n rule r when a then release\n}");
    CHECK(p.sources.text(p.tree.policies.at(0).rules.at(0).span) == "rule r when a then release");
}
