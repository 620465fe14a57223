// Policies of many rules: however their rules are found, they decide like the oracle. ORDAIN_CASES and ORDAIN_SEED as test_differential.
#include <catch2/catch.hpp>

#include "tests/differential/campaign.hpp"

using namespace ordain::differential;

TEST_CASE("many rules are found as the oracle finds them") {
    Plan plan;
    plan.cases = from_environment("ORDAIN_CASES", 20'000) / 2;
    plan.seed = from_environment("ORDAIN_SEED", 1);
    const Outcome outcome = run(large(plan), engines());
    INFO(outcome.failure.value_or(""));
    CHECK_FALSE(outcome.failure.has_value());
    if (outcome.tally.cases < 2'000) return;
    CHECK(outcome.tally.released > 50);
    CHECK(outcome.tally.required > 50);
    CHECK(outcome.tally.rejected > 50);
    CHECK(outcome.tally.faulted > 50);
    CHECK(outcome.tally.faulted < outcome.tally.cases / 2);
}
