// Runs the registered benchmarks, repetitions interleaved, and compares their medians.
#pragma once

#include <string>
#include <vector>

namespace ordain::bench {

/// The median processor time of `mine` divided by that of `peer`. `goal`: at most this; 0 if there is none.
struct Ratio {
    std::string what, mine, peer;
    double goal = 0;
};

/// The main function of a benchmark program. Flags of Google Benchmark win over the repetitions chosen here. Ratios of benchmarks that
/// were filtered out are left out. The exit status says nothing about speed.
int run(int argc, char** argv, const std::vector<Ratio>& ratios);

/// Ends the program with a message: two sides of a comparison that do different work are not compared.
[[noreturn]] void refuse(const std::string& why);

}  // namespace ordain::bench
