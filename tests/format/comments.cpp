// Comments in every place where they can stand: none is lost, none doubled, their order kept, and each stays with its neighbours.
#include <catch2/catch.hpp>

#include "grammar/scanner.hpp"
#include "tests/conformance/case_file.hpp"
#include "tests/format/support.hpp"

using namespace ordain;
using namespace ordain::testing;

namespace {

/// Ends of tokens behind which a comment may stand: not within a row.
std::vector<std::size_t> places_for_comments(const std::string& text) {
    std::vector<std::size_t> places;
    grammar::Scanner scanner(text.data(), text.data() + text.size());
    std::size_t row = std::string::npos;  // where the row ends that is being read
    for (const char* p = scanner.begin();;) {
        const grammar::Token token = scanner.at(p);
        if (token.sym == grammar::Sym::end) return places;
        const auto begin = static_cast<std::size_t>(token.begin - text.data());
        const auto end = static_cast<std::size_t>(token.end - text.data());
        if (token.sym == grammar::Sym::bar && token.fresh_line) row = std::min(text.find('\n', begin), text.size());
        const bool inside = row != std::string::npos && end < row && text.find_first_not_of(" \t\r", end) < row;
        if (!inside) places.push_back(end);
        p = token.end;
    }
}

std::string with_comments(const std::string& text, const std::vector<std::size_t>& places, bool own_lines) {
    std::string out;
    std::size_t from = 0, number = 0;
    for (const std::size_t place : places) {
        out += text.substr(from, place - from);
        out += fmt::format("{}# comment {}\n", own_lines ? "\n" : " ", ++number);
        from = place;
    }
    return out + text.substr(from);
}

/// Whether the source with those comments is one; if so they are kept.
bool kept(const std::string& text, const std::vector<std::size_t>& places, bool own_lines) {
    const std::string source = with_comments(text, places, own_lines);
    const Content before = content_of(source);
    if (!before.good) return false;
    const auto once = formatted(source);
    REQUIRE(once);
    const Content after = content_of(*once);
    INFO(source << "\n---\n" << *once);
    CHECK(after.comments == before.comments);
    CHECK(after.tree == before.tree);
    CHECK(after.docs == before.docs);
    CHECK(formatted(*once) == once);
    return true;
}

/// One declaration of each kind, with each clause that it can have.
const std::string everything = R"(bundle b {
  edition  1
  calendar c
  lint     { deny a  allow b }
  default on a.*, b hold in q reason R
  fault in q
}

role r for Region above a, b "Title"
queue q
reason R "text"

calendar c {
  zone   "Europe/Berlin"
  covers 2026..2028
  hours  mon..fri, 2026-01-02..2026-01-03 08:00..12:00, 13:00..17:00
  closed 2026-12-25, 2027-01-01
}

escalation e {
  after 1 day                           notify a "x"
                                        reassign to next
  every 1 day past due up to 3 times    hold in q
}

ladder l of money EUR { a up to 5 EUR  b unlimited }

ladder g for text of percent {
  | scope | a         |
  | ----- | --------- |
  | DACH  | 10%       |
  | -     | unlimited |
}

enum Risk open { low "L" or "l", high }

record Line {
  sku   text max 5 from "a/b"
  price money EUR in 0 EUR..5 EUR rounded
  tags  list<text> max 4
}

event a.b { line Line  subject line.sku  binds line.price + 5%, line.sku }
const x = -1 + 2
define f(a int, b list<int?> max 3) = if a > 1 then a else -b
output o money EUR

data d key (a text, b int) {
  v percent

  | a   | b    || v   |
  | --- | ---- || --- |
  | "x" | 1..5 || 5%  |
}

policy p each l in a.b where l.x on a.b {
  owner    "me"
  from     2026-01-01
  applies when a is present
  let y = sum(l.a * l.b for l in a.b where l.c) if missing 0

  rule one "text"
    when any z in a.b where z.c in (1, 2) and not (z.d in [1 .. 5) or d["x", 1].v = 5%)
    then require 2 a and (b or c) within 4 hours of event.time on c never l.p, l.q if missing nobody
         escalate e
         once refused do x
         set o = 5 EUR in EUR at 2

  otherwise "text" then
    release
    notify person l.p "hi"
}

table t on a.b {
  | rule | a.b       | x      || decide  | reason | set o |
  | ---- | --------- | ------ || ------- | ------ | ----- |
  | one  | low, high | not (5) || release | R "x"  | -     |
}

waive reject p.one
  when a
  from 2026-01-01 until 2026-12-31
  approved by "a" because "b"

prove "claim"
  on    a.b, * when y
  holds approvers include a and b

test "t" {
  given  a.b from "f" with { a.b = 1, c[1].d = [1, { d = missing }] }
  expect not reason R
  expect release do x by p.one at a.b[1]
}

fixture f = a.b from "x"
)";

}  // namespace

TEST_CASE("one comment behind each token of each kind of declaration") {
    REQUIRE(content_of(everything).good);
    const auto places = places_for_comments(everything);
    std::size_t tried = 0, good = 0;
    for (const std::size_t place : places) {
        for (const bool own_line : {false, true}) {
            ++tried;
            good += kept(everything, {place}, own_line) ? 1 : 0;
        }
    }
    CHECK(tried > 800);
    CHECK(good > tried * 9 / 10);  // a number and its unit, say, stand on one line
}

TEST_CASE("comments behind every token of a source that can have them") {
    std::vector<std::size_t> places;
    for (const std::size_t place : places_for_comments(everything)) {
        if (kept(everything, {place}, false)) places.push_back(place);
    }
    CHECK(kept(everything, places, false));
    CHECK(kept(everything, places, true));
}

TEST_CASE("comments stand where their neighbours stand") {
    const std::string source =
        "module m\n# about q\nqueue q # beside q\n\n# alone\n\n## describes p\npolicy p on e { # beside the brace\n"
        "# before the head\nowner \"x\" # beside the head\n\n\n# before the rule\nrule r when a # beside a\nand b\n# before then\nthen "
        "release # beside release\n"
        "# before do\ndo x\n\n# at the end\n}\n# at the end of the file";
    CHECK(formatted(source, "m.ord").value_or("errors") ==
          "module m\n# about q\nqueue q  # beside q\n\n# alone\n\n## describes p\npolicy p on e {  # beside the brace\n"
          "  # before the head\n  owner \"x\"  # beside the head\n\n  # before the rule\n  rule r\n    when a  # beside a\n      and b\n"
          "    # before then\n    then release  # beside release\n         # before do\n         do x\n\n  # at the end\n}\n# at the end "
          "of the file\n");
}

TEST_CASE("comments at the ends of neighbouring lines stand under each other") {
    CHECK(formatted("module m\nconst a = 1 # one\nconst b = 1000 # two\n\nconst c = 1 # three\n", "m.ord").value_or("errors") ==
          "module m\nconst a = 1     # one\nconst b = 1000  # two\n\nconst c = 1  # three\n");
}

TEST_CASE("a comment of a comma that goes stays") {
    CHECK(formatted("module m\nrecord A { a int # one\n, # two\nb int, # three\n}", "m.ord").value_or("errors") ==
          "module m\n\nrecord A {\n  a int  # one\n  # two\n  b int  # three\n}\n");
}

TEST_CASE("what describes a declaration goes on describing it, and nothing else does") {
    const std::string source = "module m\nqueue a ## of the next\nenum B {\nb }\n\n## apart\n\nenum C {\nc }\n## of D\nenum D {\nd }\n";
    const auto once = formatted(source, "m.ord");
    REQUIRE(once);
    CHECK(content_of(*once, "m.ord").docs == content_of(source, "m.ord").docs);
}
