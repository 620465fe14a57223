// Bundles of many rules: compiled, opened and decided by in seconds.
#include <fmt/format.h>

#include <catch2/catch.hpp>

#include "tests/cli/support/program.hpp"

using namespace ordain::test;

TEST_CASE("a policy of ten thousand rules is compiled, opened and decided by") {
    REQUIRE(run("true").status == 0);  // the folder is there
    std::string text =
        "module large\nbundle large { edition 1  calendar office  default on * hold in other  fault in other }\n"
        "calendar office { zone \"Europe/Berlin\" covers 2026..2027 hours mon..fri 08:00..17:00 }\n"
        "queue other\nrole boss\nreason R \"What is large\"\n"
        "event order.created { amount int in 0..1_000_000  region int in 0..100  name text }\n"
        "policy p on order.created {\n  calendar office\n";
    for (int i = 0; i < 10'000; ++i)
        text += fmt::format(
            "  rule r{} when region = {} and amount in [{} .. {}] then require boss within {} business hours reason R \"{{name}}: {{amount "
            "+ {}}}\"\n",
            i, i % 10, i / 10 * 100, i / 10 * 100 + 99, 1 + i % 9, i);
    write("large.ord", text + "}\n");
    const Ended compiled = run("ordain compile large.ord -o large.ordb 2> /dev/null");
    CHECK(compiled.status == 0);
    const Ended decided = run(
        R"(echo '{"specversion":"1.0","id":"1","source":"s","type":"order.created","time":"2026-05-05T09:00:00Z","data":{"amount":99950,"region":3,"name":"x"}}' | ordain decide large.ordb)");
    CHECK(decided.status == 0);
    CHECK(decided.out.find(R"("by":["p.r9993"])") != std::string::npos);
    CHECK(decided.out.find(R"("text":"x: 109943")") != std::string::npos);
}
