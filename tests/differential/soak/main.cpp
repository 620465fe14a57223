// ordain_soak [--seconds N] [--seed N] [--events N] [--shrink N] [--bundles any|large]: random bundles and events against every engine, for
// as long as one likes.
#include <fmt/format.h>

#include <cstdlib>
#include <cstring>

#include "tests/differential/campaign.hpp"

int main(int argc, char** argv) {
    ordain::differential::Plan plan;
    plan.seconds = 60;
    for (int i = 1; i + 1 < argc; i += 2) {
        const unsigned long long n = std::strtoull(argv[i + 1], nullptr, 10);
        if (std::strcmp(argv[i], "--seconds") == 0)
            plan.seconds = static_cast<double>(n);
        else if (std::strcmp(argv[i], "--seed") == 0)
            plan.seed = n;
        else if (std::strcmp(argv[i], "--events") == 0)
            plan.events = n;
        else if (std::strcmp(argv[i], "--shrink") == 0)
            plan.shrink_budget = static_cast<int>(n);
        else if (std::strcmp(argv[i], "--bundles") == 0)
            plan = std::strcmp(argv[i + 1], "large") == 0 ? ordain::differential::large(plan) : plan;
        else
            return fmt::print(stderr, "usage: ordain_soak [--seconds N] [--seed N] [--events N] [--shrink N] [--bundles any|large]\n"), 2;
    }
    const auto outcome = ordain::differential::run(plan, ordain::differential::engines());
    const auto& t = outcome.tally;
    fmt::print("{} bundles, {} cases: {} release, {} require, {} hold, {} reject, {} fault; {} approvals stood\n", t.bundles, t.cases,
               t.released, t.required, t.held, t.rejected, t.faulted, t.stood);
    if (!outcome.failure) return 0;
    fmt::print("{}\n", *outcome.failure);
    return 1;
}
