// What takes more than one file: modules, visibility, the bundle and its defaults.
#include "compiler/diag/meaning.hpp"
#include "compiler/sema/checker.hpp"
#include "runtime/base/limits.hpp"
#include "tests/sema_decls/support.hpp"

using namespace ordain;
using namespace ordain::test;

namespace {

using Files = std::vector<std::pair<std::string, std::string>>;
using Reports = std::vector<std::string>;

const std::string bundle = "bundle b { edition 1 default on * release fault in exceptions }\nqueue exceptions\n";

Reports reports(const Files& files) {
    return check(Sources{files, {}}).reports();
}

}  // namespace

TEST_CASE("a name is visible where its module is used, and use is not transitive") {
    const std::string a = "module a\nrole clerk\nenum Risk { low }\n";
    CHECK(reports({{"bundle.ord", bundle}, {"a.ord", a}, {"b.ord", "module b\nuse a\nrole boss above clerk\nrecord R { r Risk }\n"}})
              .empty());
    CHECK(reports({{"bundle.ord", bundle},
                   {"a.ord", a},
                   {"b.ord", "module b\nuse a\n"},
                   {"c.ord", "module c\nuse b\nrole boss above clerk\n"}}) ==
          Reports{"not_visible c.ord:3: the role `clerk` is declared in module `a`, which this file doesn't use"});
    CHECK(check(Sources{{{"bundle.ord", bundle}, {"a.ord", a}, {"c.ord", "module c\nrole boss above clerk\n"}}, {}}).help() ==
          "add `use a`");
}

TEST_CASE("modules may use each other") {
    CHECK(reports({{"bundle.ord", bundle},
                   {"a.ord", "module a\nuse b\nrole x above y\n"},
                   {"b.ord", "module b\nuse a\nrole y\nrole z above x\n"}})
              .empty());
}

TEST_CASE("enums of one name in two modules are told apart, unless both are used") {
    const Files files{{"bundle.ord", bundle},
                      {"a.ord", "module a\nenum E { x }\nrecord A { e E }\n"},
                      {"b.ord", "module b\nenum E { y }\nrecord B { e E }\n"}};
    const Checked c = check(Sources{files, {}});
    CHECK(c.reports().empty());
    CHECK(named(c.program.records, "A").fields[0].type.ref != named(c.program.records, "B").fields[0].type.ref);
    Files both = files;
    both.push_back({"c.ord", "module c\nuse a\nuse b\nrecord C { e E }\n"});
    CHECK(reports(both) == Reports{"ambiguous_name c.ord:4: `E` is declared in more than one module used here"});
}

TEST_CASE("consts of one name in two modules can't both be meant") {
    const std::string a = "module a\nconst limit = 5\n", b = "module b\nconst limit = 6\n";
    const std::string p = "event a.b { x int }\npolicy p on a.b { rule r when x > limit then release }\n";
    CHECK(reports({{"bundle.ord", bundle}, {"a.ord", a}, {"b.ord", b}, {"c.ord", "module c\nuse a\n" + p}}).empty());
    CHECK(reports({{"bundle.ord", bundle}, {"a.ord", a}, {"b.ord", b}, {"c.ord", "module c\nuse a\nuse b\n" + p}}) ==
          Reports{"ambiguous_name c.ord:5: `limit` is declared in more than one module used here"});
}

TEST_CASE("roles, queues, calendars are unique in the whole bundle") {
    CHECK(reports({{"bundle.ord", bundle}, {"a.ord", "module a\nrole x\n"}, {"b.ord", "module b\nrole x\n"}}) ==
          Reports{"duplicate_name b.ord:2: `x` is declared twice"});
    CHECK(reports({{"bundle.ord", bundle},
                   {"a.ord", "module a\ncalendar c { zone \"UTC\" covers 2026 }\n"},
                   {"b.ord", "module b\ncalendar c { zone \"UTC\" covers 2026 }\n"}}) ==
          Reports{"duplicate_name b.ord:2: `c` is declared twice"});
}

TEST_CASE("a file says its module, and a module is one file") {
    CHECK(reports({{"bundle.ord", bundle}, {"a.ord", "role x\n"}}) ==
          Reports{"no_module a.ord:1: this file doesn't say which module it is"});
    CHECK(reports({{"bundle.ord", bundle}, {"a.ord", "module a\nrole x\n"}, {"b.ord", "module a\nrole y\n"}}) ==
          Reports{"duplicate_name b.ord:1: there are two files of module `a`"});
}

TEST_CASE("ids follow the names of modules, not the order of files") {
    const std::pair<std::string, std::string> a{"z.ord", "module a\nrole first\n"}, b{"a.ord", "module b\nrole second\n"},
        top{"bundle.ord", bundle};
    for (const Files& files : {Files{a, b, top}, Files{b, top, a}}) {
        const Checked c = check(Sources{files, {}});
        REQUIRE(c.program.roles.size() == 2);
        CHECK(c.program.roles[0].name == "first");
    }
}

TEST_CASE("the bundle says its edition, its fault queue and what applies by default") {
    CHECK(reports({{"a.ord", "module a\nrole x\n"}}) == Reports{"no_bundle a.ord:1: there is no `bundle`"});
    CHECK(reports({{"bundle.ord", bundle}, {"a.ord", "module a\n" + bundle.substr(0, bundle.find('\n'))}}) ==
          Reports{"several_bundles a.ord:2: there is more than one `bundle`"});
    CHECK(reports({{"bundle.ord", "queue q bundle b { default on * release }\n"}}) ==
          Reports{"missing_clause bundle.ord:1: the bundle doesn't say where faults are held",
                  "missing_clause bundle.ord:1: the bundle doesn't say its edition"});
    CHECK(reports({{"bundle.ord", "queue q bundle b { edition 2 default on * release fault in q }\n"}}) ==
          Reports{"unknown_edition bundle.ord:1: there is no edition 2 of the language"});
    CHECK(reports({{"bundle.ord",
                    "queue q bundle b { edition 1 fault in q\ndefault on a.b release }\nevent a.b { x int }\nevent a.c { x int }\n"}}) ==
          Reports{"no_default bundle.ord:4: nothing says what happens to `a.c` when no rule applies"});
    CHECK(reports({{"bundle.ord", "queue q bundle b { edition 1 fault in q\ndefault on * release\ndefault on * reject }\n"}}) ==
          Reports{"default_twice bundle.ord:3: there are two defaults on `*`"});
    CHECK(reports({{"bundle.ord", "queue q action a bundle b { edition 1 fault in q\ndefault on * do a }\n"}}) ==
          Reports{"default_without_verdict bundle.ord:2: this default doesn't say what happens"});
    CHECK(reports({{"bundle.ord", "queue q bundle b { edition 1 fault in q\ndefault on * release\nhold in q }\n"}}) ==
          Reports{"default_without_verdict bundle.ord:3: a default states one verdict, and this is a second"});
    CHECK(reports({{"bundle.ord",
                    "queue q bundle b { edition 1 fault in q\ndefault on * release\ndefault on a.x reject }\nevent a.b { x int }\n"}}) ==
          Reports{"unknown_name bundle.ord:3: there is no event `a.x`"});
}

TEST_CASE("every kind of error says what it means, in a sentence") {
    for (std::size_t i = 0; i < diag_kind_count(); ++i) {
        const auto kind = static_cast<DiagKind>(i);
        INFO(info(kind).code);
        const std::string_view says = meaning(kind);
        CHECK(says.empty() == (info(kind).severity != Severity::error));  // the linter's rules have pages
        CHECK((says.empty() || says.back() == '.'));
    }
}

TEST_CASE("the most specific default counts") {
    const Checked c =
        check(Sources{{{"bundle.ord",
                        "queue q queue r bundle b { edition 1 fault in q\ndefault on * release\ndefault on a.* hold in q\n"
                        "default on a.b.* hold in r\ndefault on a.b.c reject\ndefault on nothing.here.* release }\n"
                        "event a.x { i int } event a.b.x { i int } event a.b.c { i int } event b.x { i int } event ab.x { i int }\n"}},
                      {}});
    INFO(c.text());
    REQUIRE(c.reports().empty());
    const auto verdict = [&](std::string_view event) {
        for (std::size_t e = 0; e < c.program.events.size(); ++e)
            if (c.program.events[e].name == event) return c.program.defaults[e].effects.at(0);
        return typed::Effect{};
    };
    CHECK(verdict("a.x").queue == c.program.fault_queue);
    CHECK(verdict("a.b.x").kind == typed::EffectKind::hold);
    CHECK(verdict("a.b.x").queue != c.program.fault_queue);
    CHECK(verdict("a.b.c").kind == typed::EffectKind::reject);
    CHECK(verdict("b.x").kind == typed::EffectKind::release);
    CHECK(verdict("ab.x").kind == typed::EffectKind::release);
}

TEST_CASE("an enum has at most so many names") {
    std::string text = "enum E {";
    for (unsigned i = 0; i <= limits::enum_values; ++i) text += fmt::format(" n{},", i);
    CHECK(check(text + " }").reports() == Reports{"too_many_values m.ord:2: the enum `E` has 4097 names; 4096 is the limit"});
}

TEST_CASE("a machine without zone data is told in words") {
    SourceSet sources;
    sources.add("m.ord", "\"Europe/Berlin\"");
    Diagnostics diagnostics;
    const std::vector<syntax::Tree> trees;
    const sema::ReadFile read;
    sema::Checker checker(trees, sources, read, diagnostics);
    CHECK_FALSE(checker.use_zone({"\"Europe/Berlin\"", {0, 0, 15}}, "Europe/Berlin", {sema::ZoneStatus::no_data, {}, "no such folder"}));
    REQUIRE(diagnostics.all().size() == 1);
    CHECK(info(diagnostics.all()[0].kind).name == "no_zone_data");
    CHECK(diagnostics.all()[0].message == "this machine has no time zone data to look `Europe/Berlin` up in");
}

TEST_CASE("independent mistakes are all reported, and what follows from one is not") {
    CHECK(check("record R { a Nope  b int in 5..4 }\nrole x above nobody\nescalation e { at due notify nobody2 }\nevent a.b { r R  s Rr }")
              .reports() == Reports{"unknown_name m.ord:2: there is no enum or record `Nope`",
                                    "empty_range m.ord:2: nothing lies in `5..4`", "unknown_name m.ord:3: there is no role `nobody`",
                                    "unknown_name m.ord:4: there is no role or channel `nobody2`",
                                    "unknown_name m.ord:5: there is no enum or record `Rr`"});
}

TEST_CASE("a calendar without zone and years is told both") {
    CHECK(check("calendar c { hours mon 08:00..12:00 }").reports().size() == 2);
}

TEST_CASE("a program with every mistake still has its shape") {
    // what the parser could not read is absent or empty; nothing of it may lead astray
    for (const char* text :
         {"enum", "record R {", "event a.b { x }", "data d key () { }", "ladder l { }", "calendar c { hours mon }",
          "escalation e { at due }", "role", "ladder l for text { | scope |", "data d key (k int) { x int\n| k ||\n", "bundle", "const",
          "output o", "role r for", "use", "record R { x list<> max 5 }", "event e.x { r R key }", "reason"}) {
        const Checked c = check(text);
        INFO(text);
        CHECK(c.diagnostics.has_errors());
        CHECK_FALSE(c.dump().empty());
    }
}
