// Expressions: precedence, every operator, the tricky neighbours of `in`, `if`, `any`, `-`.
#include "tests/syntax/support.hpp"

using ordain::testing::dump_of;
using ordain::testing::expr_of;
using ordain::testing::Parsed;

TEST_CASE("operators bind from loosest to tightest") {
    CHECK(expr_of("a or b and not c = d + e * -f") == "(or a (and b (not (= c (+ d (* e (- f)))))))");
    CHECK(expr_of("a and b or c and d") == "(or (and a b) (and c d))");
    CHECK(expr_of("a - b - c") == "(- (- a b) c)");
    CHECK(expr_of("a / b * c") == "(* (/ a b) c)");
    CHECK(expr_of("1 - x / y") == "(- 1 (/ x y))");
    CHECK(expr_of("not a = b") == "(not (= a b))");
    CHECK(expr_of("not not a") == "(not (not a))");
    CHECK(expr_of("- -a") == "(- (- a))");
    CHECK(expr_of("(a or b) and c") == "(and (or a b) c)");
    CHECK(expr_of("a <= b") == "(<= a b)");
    CHECK(expr_of("a != b") == "(!= a b)");
    CHECK(expr_of("a >= b") == "(>= a b)");
    CHECK(expr_of("a < b") == "(< a b)");
    CHECK(expr_of("a > b") == "(> a b)");
}

TEST_CASE("parentheses group, and after `in` they list") {
    CHECK(expr_of("((a + 1)) > 2") == "(> (+ a 1) 2)");
    CHECK(expr_of("a in (1, 2)") == "(in-set a 1 2)");
    CHECK(expr_of("a in (1)") == "(in-set a 1)");
    CHECK(expr_of("a in (1 .. 2)") == "(in a (1 .. 2))");
    CHECK(expr_of("a in (lo .. hi]") == "(in a (lo .. hi])");
    CHECK(expr_of("a in [lo .. hi)") == "(in a [lo .. hi))");
    CHECK(expr_of("a in [1 .. 2]") == "(in a [1 .. 2])");
    CHECK(expr_of("a in 1..5") == "(in a [1 .. 5])");
    CHECK(expr_of("a in lo + 1 .. hi") == "(in a [(+ lo 1) .. hi])");
    CHECK(expr_of("a in ((b + 1), c)") == "(in-set a (+ b 1) c)");
    CHECK(expr_of("a in order.tags") == "(in-list a order.tags)");
    CHECK(expr_of("a in floors[x].tags and b") == "(and (in-list a (member tags (index floors x))) b)");
    CHECK(expr_of("not a in (1, 2)") == "(not (in-set a 1 2))");
    CHECK(expr_of("a in 5%..10%") == "(in a [5% .. 10%])");
    CHECK(expr_of("a in -1..1") == "(in a [(- 1) .. 1])");
}

TEST_CASE("postfix operators bind tighter than arithmetic") {
    CHECK(expr_of("x if missing 0") == "(if-missing x 0)");
    CHECK(expr_of("x if missing -1 + 2") == "(+ (if-missing x (- 1)) 2)");
    CHECK(expr_of("a * x if missing 0 * b") == "(* (* a (if-missing x 0)) b)");
    CHECK(expr_of("x in EUR at r") == "(in-at EUR x r)");
    CHECK(expr_of("x in EUR per order.rate + y") == "(+ (in-per EUR x order.rate) y)");
    CHECK(expr_of("x in EUR at r if missing 1 > 5 EUR") == "(> (if-missing (in-at EUR x r) 1) 5 EUR)");
    CHECK(expr_of("a - x in EUR at (r * 2)") == "(- a (in-at EUR x (* r 2)))");
    CHECK(expr_of("x in AAA..BBB") == "(in x [AAA .. BBB])");
    CHECK(expr_of("-x if missing 1") == "(- (if-missing x 1))");
}

TEST_CASE("presence, texts, membership") {
    CHECK(expr_of("x is present and y is missing or z is unknown") == "(or (and (present x) (missing y)) (unknown z))");
    CHECK(expr_of("a starts with \"x\"") == "(starts-with a \"x\")");
    CHECK(expr_of("a ends with b") == "(ends-with a b)");
    CHECK(expr_of("a contains \"x\" and b") == "(and (contains a \"x\") b)");
    CHECK(expr_of("approvers include 2 finance for x and y") == "(and (include approvers 2 finance for x) y)");
    CHECK(expr_of("approvers include (a or b)") == "(include approvers (any 1 [a] [b]))");
}

TEST_CASE("conditionals and quantifiers extend to the right") {
    CHECK(expr_of("if a then b else if c then d") == "(if a b (if c d))");
    CHECK(expr_of("if a then b") == "(if a b)");
    CHECK(expr_of("if a then b else c or d") == "(if a b (or c d))");
    CHECK(expr_of("(if a then 1 else 2) + 3") == "(+ (if a 1 2) 3)");
    CHECK(expr_of("any l in order.lines where l.price > 5 EUR and l.ok") == "(any l order.lines (and (> l.price 5 EUR) l.ok))");
    CHECK(expr_of("a and every l in b.c where not l.ok") == "(and a (every l b.c (not l.ok)))");
    CHECK(expr_of("any a in b where any c in a.d where c.ok") == "(any a b (any c a.d c.ok))");
}

TEST_CASE("functions") {
    CHECK(expr_of("min(a, b, c)") == "(call min a b c)");
    CHECK(expr_of("min(a.x for a in b.c)") == "(min a b.c a.x)");
    CHECK(expr_of("max(a.x for a in b where a.y > 1)") == "(max a b (> a.y 1) a.x)");
    CHECK(expr_of("sum(l.price * l.quantity for l in lines where l.ok)") == "(sum l lines l.ok (* l.price l.quantity))");
    CHECK(expr_of("count(l in order.lines)") == "(count l order.lines)");
    CHECK(expr_of("count(l in order.lines where l.x) > 2") == "(> (count l order.lines l.x) 2)");
    CHECK(expr_of("abs(-1)") == "(call abs (- 1))");
    CHECK(expr_of("f()") == "(call f)");
    CHECK(expr_of("days between a and b") == "(days-between a b)");
    CHECK(expr_of("days between a and b and c") == "(and (days-between a b) c)");
    CHECK(expr_of("business days between date(t) and b > 3") == "(> (business-days-between (call date t) b) 3)");
    CHECK(expr_of("business hours between t and u") == "(business-hours-between t u)");
    CHECK(expr_of("date(t) = time(u)") == "(= (call date t) (call time u))");
    CHECK(expr_of("po.lines[l.po_line, 2].price.x") == "(member x (member price (index po.lines l.po_line 2)))");
}

TEST_CASE("literals of every kind") {
    for (const char* literal : {"1",
                                "1_000",
                                "0.25",
                                "12.5%",
                                "5%",
                                "50_000 EUR",
                                "50_000EUR",
                                "1 minute",
                                "4 hours",
                                "2 days",
                                "3 weeks",
                                "1 week",
                                "4 business hours",
                                "1 business day",
                                "90 business minutes",
                                "2026-01-31",
                                "2026-99-99",
                                "14:00",
                                "2026-11-23T15:00Z",
                                "2026-11-23T15:00:00Z",
                                "2026-11-23T15:00:00.123456789+01:00",
                                "true",
                                "false",
                                "\"a \\\"b\\\" \\u{1F4E6}\""}) {
        CHECK(expr_of(literal) == literal);
    }
}

TEST_CASE("a number and its unit stand on one line") {
    const Parsed p("module m\nconst a = 5\nEUR\n");
    CHECK(p.errors() == std::vector<std::string>{"3:1 expected a declaration, found `EUR`"});
}

TEST_CASE("contextual words are names, and after a dot every word is") {
    CHECK(expr_of("order.from + order.rule * order.in.not.if") == "(+ order.from (* order.rule order.in.not.if))");
    CHECK(expr_of("rule + on - date / count") == "(- (+ rule on) (/ date count))");
    CHECK(expr_of("hours + days + business") == "(+ (+ hours days) business)");
    CHECK(expr_of("order . net_total") == "order.net_total");
    CHECK(expr_of("verdict >= require and holds include q") == "(and (>= verdict require) (include holds q))");
}

TEST_CASE("spans are those of the source") {
    const Parsed p("module m\nconst c = (a + b) * f(x)\n");
    REQUIRE(p.diagnostics.all().empty());
    const auto& root = p.tree[p.tree.consts.at(0).value];
    CHECK(p.sources.text(root.span) == "(a + b) * f(x)");
    CHECK(p.sources.text(p.tree[root.a].span) == "(a + b)");
    CHECK(p.tree[root.a].parenthesised);
    CHECK_FALSE(root.parenthesised);
    CHECK(p.sources.text(p.tree[root.b].span) == "f(x)");
    CHECK(p.sources.text(p.tree.consts.at(0).span) == "const c = (a + b) * f(x)");
}

TEST_CASE("an expression by itself") {
    using namespace ordain;
    const std::string text = "order.net_total if missing 0 EUR";
    SourceSet sources;
    const auto file = sources.add("a.ord", "reason X \"{" + text + "}\"\n");
    Diagnostics diagnostics;
    const Span place{file, 11, 11 + static_cast<std::uint32_t>(text.size())};
    syntax::Tree tree;
    const auto root = syntax::parse_expression(text, place, diagnostics, tree);
    REQUIRE(root.valid());
    CHECK(diagnostics.all().empty());
    CHECK(sources.text(tree[root].span) == text);
    const std::size_t exprs = tree.exprs.size();

    for (const char* bad : {"", "a +", "a b", "a }", "\"x", "(a"}) {
        Diagnostics told;
        const std::string_view view = bad;
        const auto none = syntax::parse_expression(view, {file, 3, 3 + static_cast<std::uint32_t>(view.size())}, told, tree);
        INFO(bad);
        CHECK_FALSE(none.valid());
        CHECK(tree.exprs.size() == exprs);
        CHECK(told.error_count() == 1);
        CHECK(told.all().at(0).span.begin >= 3);
        CHECK(told.all().at(0).span.end <= 3 + view.size());
    }

    const auto second = syntax::parse_expression(text, place, diagnostics, tree);  // stands behind the first
    REQUIRE(second.valid());
    CHECK(second.value == root.value + exprs);
    CHECK(sources.text(tree[second].span) == text);
    CHECK(sources.text(tree[root].span) == text);
}
