// Every engine decides like the oracle. ORDAIN_CASES and ORDAIN_SEED choose how many cases and which.
#include <catch2/catch.hpp>

#include "tests/differential/campaign.hpp"

using namespace ordain::differential;

TEST_CASE("every engine decides like the oracle") {
    Plan plan;
    plan.cases = from_environment("ORDAIN_CASES", 100'000);
    plan.seed = from_environment("ORDAIN_SEED", 1);
    if (engines().empty()) WARN("there is no engine yet: only generator, checker and oracle were run");
    const Outcome outcome = run(plan, engines());
    INFO(outcome.failure.value_or(""));
    CHECK_FALSE(outcome.failure.has_value());
    // the generator must reach every verdict, or the agreement would mean little
    if (outcome.tally.cases >= 10'000) {
        CHECK(outcome.tally.released > 100);
        CHECK(outcome.tally.required > 100);
        CHECK(outcome.tally.held > 100);
        CHECK(outcome.tally.rejected > 100);
        CHECK(outcome.tally.faulted > 100);
        CHECK(outcome.tally.stood > 100);
        CHECK(outcome.tally.faulted < outcome.tally.cases / 2);
    }
}
