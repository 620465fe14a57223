// The bundle policies/superstore on every event of its data: every engine decides like the oracle.
#include <catch2/catch.hpp>

#include <fstream>

#include "compiler/driver/load.hpp"
#include "tests/differential/compare.hpp"
#include "tests/differential/engines.hpp"
#include "tests/oracle/decide.hpp"

using namespace ordain;

TEST_CASE("three years of orders and shipments are decided as the reference evaluator decides them") {
    const auto loaded = driver::load_bundle(ORDAIN_SOURCE_DIR "/policies/superstore");
    REQUIRE(loaded);
    REQUIRE_FALSE((*loaded)->diagnostics.has_errors());
    const typed::Program& program = (*loaded)->program;
    std::vector<differential::Decide> decides;
    for (const differential::Engine& engine : differential::engines()) decides.push_back(engine.prepare(program));
    std::ifstream events(ORDAIN_SOURCE_DIR "/policies/superstore/data/superstore-events.jsonl");
    std::size_t count = 0, different = 0;
    for (std::string line; std::getline(events, line); ++count) {
        const oracle::Json expected = to_json(program, oracle::decide(program, line));
        for (const differential::Decide& decide : decides) {
            const auto difference = differential::first_difference(expected, decide(line));
            if (!difference) continue;
            INFO("line " << count + 1 << ": " << *difference);
            CHECK(++different == 0);
        }
        if (different > 5) break;
    }
    CHECK(count == 6'634);
}
