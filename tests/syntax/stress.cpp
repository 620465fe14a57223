// Hostile input: the parser ends in linear time, with one clear message, and never deep in the stack.
#include <ctime>

#include "grammar/scanner.hpp"
#include "runtime/base/limits.hpp"
#include "tests/syntax/support.hpp"

using namespace ordain;
using ordain::testing::Parsed;

namespace {

constexpr std::size_t megabyte = std::size_t{1} << 20;
// A debug build is ten times slower, so it gets a tenth. Most of these take a release build under 0.2 s.
#if defined(NDEBUG) && !defined(__SANITIZE_ADDRESS__) && !defined(__SANITIZE_THREAD__)
constexpr std::size_t size = 10 * megabyte;
#else
constexpr std::size_t size = megabyte;
#endif
constexpr double seconds_allowed = 2;  // of processor time, so that a busy machine is no failure

std::string repeated(std::string_view word, std::size_t bytes) {
    std::string text;
    text.reserve(bytes + word.size());
    while (text.size() < bytes) text += word;
    return text;
}

struct Outcome {
    std::size_t errors = 0;
    DiagKind first{};
    double seconds = 0;
};

Outcome outcome(const std::string& text) {
    SourceSet sources;
    sources.add("a.ord", text);
    Diagnostics diagnostics;
    const std::clock_t start = std::clock();
    const auto tree = syntax::parse(sources, 0, diagnostics);
    Outcome o;
    o.seconds = static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC;
    o.errors = diagnostics.error_count();
    if (!diagnostics.all().empty()) o.first = diagnostics.all()[0].kind;
    (void)syntax::dump(tree, sources);
    return o;
}

}  // namespace

TEST_CASE("megabytes of nesting are one error") {
    const std::string before = "module m\nconst c = ";
    const std::string rule = "module m\npolicy p on e { rule r when a then require ";
    for (const auto& [head, word] : {std::pair{before, "("},
                                     {before, "not "},
                                     {before, "- "},
                                     {before, "if "},
                                     {before, "if a then b else "},
                                     {before, "f("},
                                     {before, "a["},
                                     {before, "days between "},
                                     {before, "any a in b where "},
                                     {before, "x in EUR at ("},
                                     {before, "sum(a for b in c where "},
                                     {before, "a in ("},
                                     {rule, "("},
                                     {rule, "any 2 of ("},
                                     {rule, "a for ("},
                                     {std::string("module m\nrecord R { a "), "list<"},
                                     {std::string("module m\ntest \"t\" { given e with { a = "), "["},
                                     {std::string("module m\ntest \"t\" { given e with { a = "), "{ a = "}}) {
        const Outcome o = outcome(head + repeated(word, size));
        INFO(word);
        CHECK(o.errors == 1);
        CHECK(o.seconds < seconds_allowed);
    }
    CHECK(outcome(before + repeated("(", size)).first == DiagKind::nested_too_deep);
}

TEST_CASE("the limit of nesting is exact") {
    const auto nested = [](std::size_t n, const std::string& open, const std::string& inner, const std::string& close) {
        std::string text = "module m\nconst c = ";
        for (std::size_t i = 0; i < n; ++i) text += open;
        text += inner;
        for (std::size_t i = 0; i < n; ++i) text += close;
        return outcome(text).errors;
    };
    for (const auto& [open, close] : {std::pair{"(", ")"}, {"not ", ""}, {"- ", ""}, {"if a then b else ", ""}, {"f(", ")"}, {"a[", "]"}}) {
        INFO(open);
        CHECK(nested(limits::nesting, open, "x", close) == 0);
        CHECK(nested(limits::nesting + 1, open, "x", close) == 1);
    }
}

TEST_CASE("operators in a row are limited, too, since they make a tree deep") {
    const auto chain = [](std::size_t operators) {
        std::string text = "module m\nconst c = a";
        for (std::size_t i = 0; i < operators; ++i) text += " or a";
        return outcome(text);
    };
    CHECK(chain(limits::expression_height - 1).errors == 0);
    CHECK(chain(limits::expression_height).errors == 1);
    CHECK(chain(2'000'000).errors == 1);
    CHECK(chain(2'000'000).first == DiagKind::nested_too_deep);
    CHECK(outcome("module m\nconst c = f(" + repeated("a,", size) + "a)").errors == 1);
}

TEST_CASE("megabytes of anything end in time") {
    for (const char* word : {"(",
                             "{",
                             "}",
                             "x\n",
                             "queue\n",
                             "\"",
                             "const a = \"\n",
                             " ",
                             "\n",
                             "#\n",
                             "##\n",
                             "|",
                             "| ",
                             "a.",
                             "1_",
                             "\xC3\xA4",
                             "policy p {\n",
                             "bundle b { lint {\n",
                             "enum E { a b ",
                             "record R {\n a\n a\n",
                             "if missing "}) {
        const Outcome o = outcome("module m\n" + repeated(word, size));
        INFO(word);
        CHECK(o.seconds < seconds_allowed);
    }
}

TEST_CASE("a table of a hundred thousand broken rows is read to its end") {
    const Outcome o =
        outcome("module m\ntable t on e {\n| a || decide |\n| --- || --- |\n" + repeated("| 1 |\n", megabyte) + "}\nqueue q\n");
    CHECK(o.errors > 100'000);
    CHECK(o.seconds < seconds_allowed);
}

TEST_CASE("columns are limited") {
    for (const char* head : {"table t on e {\n", "data d key (k int) {\n"}) {
        const Outcome o = outcome(std::string("module m\n") + head + repeated("| a ", size));
        CHECK(o.errors == 1);
        CHECK(o.seconds < seconds_allowed);
    }
}

TEST_CASE("a file beyond the limit is not read") {
    const Outcome o = outcome(std::string(limits::source_bytes + 1, ' '));
    CHECK(o.errors == 1);
    CHECK(o.first == DiagKind::file_too_large);
}

namespace {

const std::string good =
    "module m\nbundle b {\n  edition 1\n  lint { deny a allow b }\n  default on *, x.* hold in q reason R\n  fault in q\n}\n"
    "calendar c {\n  zone \"UTC\"\n  hours mon..fri 08:00..17:00\n}\nescalation s {\n  at due notify r\n  1 day past due reassign to r\n}\n"
    "enum E { a, b \"B\" or \"C\" }\nrecord R {\n  id text max 64\n  n int? in 0..9\n  l list<E> max 3\n}\nevent e.f {\n  r R\n  subject "
    "r.id\n  binds r.n + 5%\n}\n"
    "ladder l for text of percent {\n  | scope | a |\n  | - | 5% |\n}\n"
    "policy p on e {\n  let x = min(a, 1) if missing 2\n  rule r \"t\" when x in (1 .. 2] and not y then require a and b within 2 days\n"
    "  otherwise hold in q\n}\n"
    "table t on e {\n  | rule | a || decide | set o |\n  | --- | --- || --- | --- |\n  | r | not (1, 2) || release | x + 1 |\n  | - | - || "
    "reject | - |\n}\n"
    "data d key (k text) {\n  v int\n  | k || v |\n  | --- || --- |\n  | \"x\" || 1 |\n}\n"
    "waive p.r until 2026-01-01 approved by \"a\" because \"b\"\nprove \"x\" on e when a holds b include c\n"
    "test \"t\" {\n  given e with { a = [1, { b = 2 }], c = missing }\n  expect release by p.r\n  expect not fault\n}\nqueue q\n";

}  // namespace

TEST_CASE("any prefix of a good file parses without harm, and is one mistake at most") {
    for (std::size_t n = 0; n <= good.size(); ++n) {
        const Parsed p(good.substr(0, n));
        INFO(good.substr(0, n) << "\n" << p.rendered());
        CHECK(p.diagnostics.error_count() <= 1);
    }
}

TEST_CASE("one mistake is one error: each token of a good file left out, doubled, replaced") {
    CHECK(Parsed(good).errors().empty());
    grammar::Scanner scanner(good.data(), good.data() + good.size());
    for (const char* p = good.data();;) {
        const grammar::Token t = scanner.at(p);
        if (t.sym == grammar::Sym::end) break;
        p = t.end;
        const auto at = static_cast<std::size_t>(t.begin - good.data());
        for (const std::string& instead :
             {std::string(), std::string(t.view()) + " " + std::string(t.view()), std::string("zzz"), std::string("@")}) {
            std::string text = good;
            text.replace(at, t.view().size(), instead);
            const Parsed parsed(text);
            INFO(parsed.rendered());
            CHECK(parsed.diagnostics.error_count() <= 1);
        }
    }
}
