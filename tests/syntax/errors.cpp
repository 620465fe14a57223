// Mistakes: where, what is said, and that one mistake is one error.
#include "tests/syntax/support.hpp"

using ordain::testing::Parsed;
using Errors = std::vector<std::string>;

namespace {

/// The errors of a text after `module m`, which is line 1.
Errors errors_in(const std::string& text) {
    return Parsed("module m\n" + text).errors();
}
/// The errors of rules in a policy; the first rule is line 3.
Errors errors_in_policy(const std::string& rules) {
    return errors_in("policy p on e {\n" + rules + "\n}\nqueue q\n");
}
/// The errors of a row under a heading of two conditions and two results; the row is line 5.
Errors errors_in_row(const std::string& row) {
    return errors_in("table t on e {\n| a | b || decide | reason |\n| --- | --- || --- | --- |\n" + row + "\n}\nqueue q\n");
}
std::string help_in(const std::string& text) {
    const Parsed p("module m\n" + text);
    return p.diagnostics.all().empty() ? "no error" : p.diagnostics.all()[0].help;
}

}  // namespace

TEST_CASE("misspelt words are proposed") {
    CHECK(errors_in("polcy p on e { }\n") == Errors{"2:1 expected a declaration, found `polcy`"});
    CHECK(help_in("polcy p on e { }\n") == "did you mean `policy`?");
    CHECK(help_in("role a abve b\n") == "did you mean `above`?");
    CHECK(help_in("policy p on e { rule a when b thne release }") == "did you mean `then`?");
    CHECK(help_in("policy p on e { rule a whn b then release }") == "did you mean `when`?");
    CHECK(help_in("policy p on e { rule a when b then requre c }") == "did you mean `require`?");
    CHECK(help_in("policy p on e { rulle a when b then release }") == "did you mean `rule`?");
    CHECK(help_in("policy p on e { match frist }") == "did you mean `first`?");
    CHECK(help_in("record R { a txt }") == "did you mean `text`?");
    CHECK(help_in("test \"x\" { given e\n expct release }") == "did you mean `expect`?");
    CHECK(help_in("const a = b is presnt") == "did you mean `present`?");
}

TEST_CASE("what is missing at a line's end is reported there") {
    CHECK(errors_in("queue\nrole r\n") == Errors{"2:6 expected a name after `queue`, found `role`"});
    CHECK(errors_in("const a =\npolicy p on e { }\n") == Errors{"2:10 expected a value after `=`, found `policy`"});
    CHECK(errors_in("const a = 1 +\n") == Errors{"2:14 expected a value after `+`, found the end of the file"});
    CHECK(errors_in_policy("let x =\nrule r when a then release") == Errors{"3:8 expected an expression after `=`, found `rule`"});
    CHECK(errors_in_policy("rule r when a then\nrule s when a then release") ==
          Errors{"3:19 expected an effect of rule `r` after `then`, such as `release` or `require`, found `rule`"});
    CHECK(errors_in_policy("rule r\n  when a and\n  then release") == Errors{"4:13 expected a condition after `and`, found `then`"});
}

TEST_CASE("expressions") {
    CHECK(errors_in("const a = b < c < d\n") == Errors{"2:17 comparisons do not chain"});
    CHECK(errors_in("const a = b = c in (1, 2)\n") == Errors{"2:17 comparisons do not chain"});
    CHECK(errors_in("const a = 1 + if b then c else d\n") == Errors{"2:15 `if` as an operand needs parentheses"});
    CHECK(errors_in("const a = b = any l in c where d\n") == Errors{"2:15 `any` as an operand needs parentheses"});
    CHECK(errors_in("const a = b = not c\n") == Errors{"2:15 `not` as an operand needs parentheses"});
    CHECK(errors_in("const a = (b\n") == Errors{"2:13 expected `)` after the expression, found the end of the file"});
    CHECK(errors_in("const a = b in\n") == Errors{"2:15 expected a list or a range after `in`, found the end of the file"});
    CHECK(errors_in("const a = b in (1, 2\n") == Errors{"2:21 expected `,`, `..` or `)` after the value, found the end of the file"});
    CHECK(errors_in("const a = b in [1, 2]\n") == Errors{"2:18 expected `..` after the lower bound, found `,`"});
    CHECK(errors_in("const a = b in 5\n") == Errors{"2:16 `in` wants a list, a range `a..b`, or values in parentheses"});
    CHECK(errors_in("const a = x in EUR\n") == Errors{"2:19 expected `at` or `per` and a rate after `EUR`, found the end of the file"});
    CHECK(errors_in("const a = b is nice\n") == Errors{"2:16 expected `present`, `missing` or `unknown` after `is`, found `nice`"});
    CHECK(errors_in("const a = b starts \"x\"\n") == Errors{"2:20 expected `with` after `starts`, found `\"x\"`"});
    CHECK(errors_in("const a = hours between b and c\n") == Errors{"2:11 there is no `hours between`"});
    CHECK(errors_in("const a = f(b for c in d)\n") == Errors{"2:11 only `sum`, `min` and `max` go over a list with `for`"});
    CHECK(errors_in("const a = any b in c\n") == Errors{"2:21 expected `where` and a condition after the list, found the end of the file"});
    CHECK(errors_in("const a = order..b\n").size() == 1);
    CHECK(errors_in("const a = order.5\n") == Errors{"2:17 expected a name after `.`, found `5`"});
}

TEST_CASE("signs of other languages") {
    CHECK(errors_in("const a = b == c\n") == Errors{"2:13 `==` is no operator"});
    CHECK(help_in("const a = b == c\n") == "equality is `=`");
    CHECK(help_in("const a = b && c\n") == "say `and`");
    CHECK(help_in("const a = !b\n") == "say `not`, or `!=`");
    CHECK(help_in("const a = 'b'\n") == "texts stand in double quotes");
    CHECK(help_in("const a = \xE2\x80\x9Cx\xE2\x80\x9D\n") == "write straight quotes: `\"…\"`");
    CHECK(errors_in("const a = b ; c\n") == Errors{"2:13 `;` has no meaning here"});
    CHECK(errors_in("const a = 5 %\n") == Errors{"2:13 `%` stands directly after its number"});
    CHECK(errors_in("const gr\xC3\xB6\xC3\x9F"
                    "e = 1\n") == Errors{"2:9 `\xC3\xB6\xC3\x9F` cannot stand here"});
}

TEST_CASE("habits from elsewhere") {
    const auto condition = [](const std::string& text) { return help_in("policy p on a { rule r when " + text + " then release }\n"); };
    CHECK(condition("total > 5,000 EUR") == "digits are grouped with `_`: `5_000`");
    CHECK(condition("due < 23.11.2026") == "dates are written `2026-01-31`");
    CHECK(condition("total > 5000 eur") == "a currency is three capitals: `EUR`");
    CHECK(condition("margin < 5% of total") == "a share is a product: `5% * order.net_total`");
    CHECK(condition("tier <> gold") == "write `!=`");
    CHECK(condition("total =< 5 EUR") == "write `<=`");
    CHECK(condition("total => 5 EUR") == "write `>=`");
    CHECK(condition("tier is gold") == "compare with `=` and `!=`");
    CHECK(condition("name like \"x%\"") == "texts are compared with `starts with`, `ends with` and `contains`");
    CHECK(condition("tier not in (gold)") == "`not` stands before the whole condition: `not x in (a, b)`");
    const auto effects = [](const std::string& text) { return help_in("policy p on a { rule r when b then " + text + " }\n"); };
    CHECK(effects("require boss within 4 hours business") == "`business` stands before the unit: `4 business hours`");
    CHECK(effects("require boss reason BIG within 4 hours") == "this belongs directly after its `require`");
    CHECK(effects("release else hold in desk") == "what else happens is another `rule`, or `otherwise`");
    CHECK(condition("share > 10 percent") == "write `10%`");
    CHECK(condition("share > .1") == "a number has digits before its point: `0.1`");
    CHECK(condition("total > EUR 0") == "the currency stands after the number: `0 EUR`");
    CHECK(condition("total between 0 EUR and 5 EUR") == "say `in` and a range: `total in 0 EUR..5 EUR`");
    CHECK(condition("risk in low, medium") == "values stand in parentheses: `in (low, medium)`");
    CHECK(effects("require boss within 4 working hours") == "say `business`: `4 business hours`");
    CHECK(effects("require boss within 0.5 business days") ==
          "a duration is a whole number; take a smaller unit, such as `4 business hours`");
    CHECK(effects("require boss never \"requested_by\"") == "a name stands without quotes");
    CHECK(effects("approve by boss") == "an approval is asked for by `require ROLE`; what needs none is a `release`");
    CHECK(effects("allow") == "what may go on is a `release`");
    CHECK(effects("block") == "what is refused is a `reject`; what waits for somebody is a `hold in QUEUE`");
    CHECK(effects("require boss, chief") == "roles are joined with `and` or `or`: `require boss and chief`");
    CHECK(help_in("waive p.r until 31.12.2026 approved by \"CFO\" because \"fair\"\n") == "dates are written `2026-01-31`");
    CHECK(help_in("policy p on a {\nrule r:\n  when b then release }\n") == "leave it out");
    CHECK(help_in("// what this is\nqueue q\n") == "a comment begins with `#`");
    CHECK(help_in("-- what this is\nqueue q\n") == "a comment begins with `#`");
    CHECK(help_in("record R { a text  // the name\n}") == "a comment begins with `#`");
    CHECK(errors_in_policy("rule r\n  if a\n  then release") == Errors{"4:3 expected `when` and the condition of rule `r`, found `if`"});
    CHECK(help_in("policy p on e {\nrule r\n  if a\n  then release\n}") == "write `when`");
}

TEST_CASE("signs that are pasted from elsewhere") {
    const auto condition = [](const std::string& text) { return help_in("policy p on a { rule r when " + text + " then release }\n"); };
    CHECK(condition("total \xE2\x89\xA4 5 EUR") == "write `<=`");
    CHECK(condition("total \xE2\x89\xA5 5 EUR") == "write `>=`");
    CHECK(condition("total \xE2\x89\xA0 5 EUR") == "write `!=`");
    CHECK(condition("total > 5 \xE2\x82\xAC") == "write `EUR` after the number");
    CHECK(condition("total >\xC2\xA0"
                    "5 EUR") == "type an ordinary space");
    CHECK(errors_in("const a =\xC2\xA0"
                    "5\n") == Errors{"2:10 a no-break space cannot stand here"});
}

TEST_CASE("types that are called otherwise elsewhere") {
    CHECK(help_in("record R { a string }") == "the type is called `text`");
    CHECK(help_in("record R { a number }") == "the type is called `int` or `decimal`");
    CHECK(help_in("record R { a boolean }") == "the type is called `bool`");
    CHECK(help_in("record R { a float }") == "the type is called `decimal`");
    CHECK(help_in("record R { total: money }") == "a type stands directly after its name: `total money EUR`");
}

TEST_CASE("words that can name nothing") {
    for (const std::string word : {"not", "when", "any"})
        CHECK(help_in("record R {\n  a text\n  " + word + " bool\n}") ==
              "`" + word + "` is a reserved word and names nothing: choose another name");
    CHECK(help_in("event e.f {\n  when date\n}") == "`when` is a reserved word and names nothing: choose another name");
    CHECK(help_in("record R {\n  a text\n  in int\n}") == "`in` is a reserved word: a field needs another name");
}

TEST_CASE("numbers, dates, texts") {
    CHECK(errors_in("const a = 12x\n") == Errors{"2:11 `12x` is neither a number nor a name"});
    CHECK(errors_in("const a = 1_\n") == Errors{"2:11 `1_` is neither a number nor a name"});
    CHECK(errors_in("const a = 2026-01-01T12:00\n") == Errors{"2:11 `2026-01-01T12:00` is neither a number nor a name"});
    CHECK(errors_in("const a = \"abc\nqueue q\n") == Errors{"2:11 this text has no closing quote"});
    CHECK(errors_in("const a = \"a\\qb\"\n") == Errors{"2:13 this is no escape"});
    CHECK(errors_in("const a = \"\\u{D800}\"\n") == Errors{"2:12 this is no escape"});
    CHECK(errors_in("const a = \"\\u{110000}\"\n") == Errors{"2:12 this is no escape"});
    CHECK(errors_in("reason A \"x\\\"\n") == Errors{"2:10 this text has no closing quote"});
}

TEST_CASE("needs and effects") {
    CHECK(errors_in_policy("rule r when a then require b and c or d") ==
          Errors{"3:36 `and`, `or` and `then` between roles need parentheses when they are mixed"});
    CHECK(errors_in_policy("rule r when a then require") == Errors{"3:27 expected a role after `require`, found `}`"});
    CHECK(errors_in_policy("rule r when a then require b within") == Errors{"3:36 expected a duration after `within`, found `}`"});
    CHECK(errors_in_policy("rule r when a then hold q") == Errors{"3:25 expected `in` and a queue after `hold`, found `q`"});
    CHECK(errors_in_policy("rule r when a then route q") == Errors{"3:26 expected `to` and a queue after `route`, found `q`"});
    CHECK(errors_in_policy("rule r when a then require 0 b") == Errors{"3:28 a number of people is 1 or more"});
    CHECK(errors_in_policy("rule r when a then require any 2 (b, c)") == Errors{"3:34 expected `of` and a list of roles, found `(`"});
    CHECK(errors_in_policy("rule r when a then require b within 2 days within 3 days") == Errors{"3:51 `within` stands twice in rule `r`"});
    CHECK(errors_in_policy("rule r when a then once do b") == Errors{"3:25 expected `refused` after `once`, found `do`"});
    CHECK(errors_in_policy("rule r when a then at once release") ==
          Errors{"3:28 expected `do` and an action after `once`, found `release`"});
}

TEST_CASE("clauses that stand twice") {
    CHECK(errors_in_policy("owner \"a\"\nowner \"b\"") == Errors{"4:7 `owner` stands twice in policy `p`"});
    CHECK(errors_in_policy("on f") == Errors{"3:4 `on` stands twice in policy `p`"});
    CHECK(errors_in_policy("match all match all") == Errors{"3:17 `match` stands twice"});
    CHECK(errors_in_policy("otherwise release\notherwise reject") == Errors{"4:1 `otherwise` stands twice"});
    CHECK(errors_in_policy("otherwise release\nrule r when a then reject") == Errors{"4:6 this rule stands after `otherwise`"});
    CHECK(errors_in("record R { a text max 3 max 4 }") == Errors{"2:29 `max` stands twice in record `R`"});
    CHECK(errors_in("calendar c { zone \"a\" zone \"b\" }") == Errors{"2:28 `zone` stands twice in calendar `c`"});
}

TEST_CASE("rows") {
    CHECK(errors_in_row("| 1 || release | X |") == Errors{"5:1 this row has 1 cell before `||`, the heading has 2"});
    CHECK(errors_in_row("| 1 | 2 | 3 || release | X |") == Errors{"5:9 this row has more cells before `||` than the heading"});
    CHECK(errors_in_row("| 1 | 2 || release |") == Errors{"5:1 this row has 1 cell after `||`, the heading has 2"});
    CHECK(errors_in_row("| 1 | 2 || release | X | Y |") == Errors{"5:26 this row has more cells than the heading"});
    CHECK(errors_in_row("| 1 | 2 |") == Errors{"5:9 this row ends before `||`"});
    CHECK(errors_in_row("| 1 | 2 || release | X") == Errors{"5:23 expected `|` after the cell, found the end of the row"});
    CHECK(errors_in_row("| 1 # c") == Errors{"5:5 a comment cannot stand inside a row"});
    CHECK(errors_in_row("| a + 1 | 2 || release | - |") == Errors{"5:5 a cell holds a comparison, a range or values, no expression"});
    CHECK(errors_in_row("| f(1) | 2 || release | - |") == Errors{"5:4 a cell holds a comparison, a range or values, no expression"});
    CHECK(errors_in_row("| | 2 || release | - |") == Errors{"5:3 expected `-`, a comparison, a range or values in this row, found `|`"});
    CHECK(errors_in_row("| 1, | 2 || release | - |") == Errors{"5:6 expected a value after `,`, found `|`"});
    CHECK(errors_in_row("| (1 .. 2 | 2 || release | - |") == Errors{"5:11 expected `)` or `]` after the range, found `|`"});
    CHECK(errors_in_row("| 1 | 2 || relese | - |") ==
          Errors{"5:12 expected an effect such as `release` or `require` or `-` in this row, found `relese`"});
    CHECK(errors_in_row("| 1 | 2 || release | - | # fine").empty());
}

TEST_CASE("headings") {
    CHECK(errors_in("table t on e {\n| a || decide |\n| 1 || release |\n| 2 || release |\n}\nqueue q\n") ==
          Errors{"3:16 expected a row of dashes (`| --- |`) under the heading, found `|`"});
    CHECK(errors_in("table t on e {\n| a || decide |\n}\nqueue q\n") ==
          Errors{"3:16 expected a row of dashes (`| --- |`) under the heading, found `}`"});
    CHECK(errors_in("table t on e {\n| a || decid |\n| --- || --- |\n| 1 || release |\n}\n") ==
          Errors{"3:8 expected `decide`, `reason`, `route`, `notify` or `set` and an output, found `decid`"});
    CHECK(errors_in("table t on e {\n| a | b || decide |\n| --- || --- |\n| 1 | 2 || release |\n}\n") ==
          Errors{"4:1 the row of dashes has other columns than the heading"});
    CHECK(errors_in("table t on e {\n| a || decide |\n| :---- || --- |\n| 1 || release |\n}\nqueue q\n") ==
          Errors{"4:1 each cell of the row of dashes is `---`, or more dashes"});
    CHECK(errors_in("table t on e {\n| a |\n| --- |\n| 1 |\n}\nqueue q\n") ==
          Errors{"3:6 expected a column, or `||` before the results, found the end of the row"});
    CHECK(errors_in("ladder l for text {\n| scope | a | b |\n| - | 1 |\n}\n") == Errors{"4:1 this row has 1 limits, the heading has 2"});
}

TEST_CASE("a body that is not closed") {
    CHECK(errors_in("policy p on e {\nrule r when a then release\npolicy q on e { }\n") == Errors{"2:15 this `{` is not closed"});
    CHECK(errors_in("record R {\n a text\nrecord S { b text }\nenum E { a }\n") == Errors{"2:10 this `{` is not closed"});
    CHECK(errors_in("enum R {\n a,\n b\nenum E { a }\n") == Errors{"2:8 this `{` is not closed"});
    CHECK(errors_in("event e {\n a R\n") == Errors{"2:9 this `{` is not closed"});
    CHECK(errors_in("queue q\n}\nqueue r\n") == Errors{"3:1 expected a declaration, found `}`"});
    CHECK(errors_in("policy p on e\n  calendar c\n  rule r when a then release\n}\nqueue q\n") ==
          Errors{"2:14 expected `{` after `e`, found `calendar`"});
}

TEST_CASE("a test says what is given and what is expected") {
    CHECK(errors_in("test \"t\" { expect release }") == Errors{"2:6 this test has no `given`"});
    CHECK(errors_in("test \"t\" { given e }") == Errors{"2:6 this test has no `expect`"});
    CHECK(errors_in("test \"t\" { given e given f expect release }") == Errors{"2:26 `given` stands twice in this test"});
    CHECK(errors_in("test \"t\" { given e with { a = } \n expect release }") == Errors{"2:31 expected a value after `=`, found `}`"});
}

TEST_CASE("modules") {
    CHECK(Parsed("queue q\n").errors() == Errors{"1:1 this file doesn't say which module it is"});
    CHECK(Parsed("queue q\n", "bundle.ord").errors().empty());
    CHECK(Parsed("queue q\n", "a/bundle.ord").errors().empty());
    CHECK(Parsed("bundle b { }\n", "x.ord").errors().empty());
    CHECK(Parsed("module m\nqueue q\n", "bundle.ord").errors() == Errors{"1:8 `bundle.ord` is no module"});
    CHECK(Parsed("module a\nmodule b\n").errors() == Errors{"2:8 a file has one `module`"});
    CHECK(Parsed("queue q\nmodule b\n").errors() == Errors{"2:8 `module` stands before every other declaration"});
    CHECK(Parsed("modul a\nqueue q\n").errors() == Errors{"1:1 expected a declaration, found `modul`"});
    CHECK(Parsed("").errors() == Errors{"1:1 this file doesn't say which module it is"});
}

TEST_CASE("a file with five mistakes has five errors") {
    const Parsed p(
        "module m\n"
        "queue\n"                            // 1: no name
        "record R {\n  a txt\n  b int\n}\n"  // 2: no type
        "policy p on e {\n"
        "  rule a when x = = 1 then release\n"  // 3: two signs
        "  rule b when y then\n"                // 4: no effect
        "  rule c when y then release\n"
        "}\n"
        "table t on e {\n"
        "  | a || decide |\n  | --- || --- |\n"
        "  | 1 | 2 || release |\n"  // 5: a cell too many
        "  | 2 || release |\n"
        "}\n"
        "queue q\n");
    CHECK(p.errors() == Errors{"2:6 expected a name after `queue`, found `record`", "4:5 expected a type after `a`, found `txt`",
                               "8:19 expected a value after `=`, found `=`",
                               "9:21 expected an effect of rule `b` after `then`, such as `release` or `require`, found `rule`",
                               "15:7 this row has more cells before `||` than the heading"});
    CHECK(p.dump() ==
          "module m\nrecord R\n  b int\npolicy p\n  on e\n  rule c\n    when y\n    release\ntable t\n  on e\n  | a || decide |\n"
          "  | 2 || release |\nqueue q\n");
}

TEST_CASE("bytes that are no text") {
    const Parsed latin("module m\nqueue q # \xE4\n");
    CHECK(latin.errors() == Errors{"2:11 byte 19 of the file (0xE4) is not UTF-8"});
    CHECK(Parsed(std::string("module m\n\0queue q\n", 18)).errors() == Errors{"2:1 byte 9 of the file is NUL"});
    CHECK(Parsed("module m # \xC0\x80\n").errors().size() == 1);      // overlong
    CHECK(Parsed("module m # \xED\xA0\x80\n").errors().size() == 1);  // surrogate
    CHECK(Parsed("module m # \xF4\x90\x80\x80\n").errors().size() == 1);
    CHECK(Parsed("module m # \xE2\x82").errors().size() == 1);
    CHECK(Parsed("module m # \xE2\x82\xAC \xF0\x9F\x93\xA6\n").errors().empty());
    CHECK(Parsed("module m\rqueue q\rqueue r\r").errors() == Errors{"1:9 a carriage return without a line feed"});
}

TEST_CASE("after the reported errors the others are counted") {
    std::string text = "module m\n";
    for (int i = 0; i < 1000; ++i) text += "queue\n";
    const Parsed p(text);
    CHECK(p.diagnostics.error_count() == 1000);
    CHECK(p.diagnostics.all().size() == 200);
    CHECK(p.diagnostics.dropped() == 800);
}
