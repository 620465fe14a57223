#include "bench/common/report.hpp"

#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <cstdio>
#include <cstdlib>
#include <map>

namespace ordain::bench {

namespace {

/// The table of Google Benchmark, which keeps the medians.
class Medians : public benchmark::ConsoleReporter {
public:
    Medians() : ConsoleReporter(OO_None) {}

    void ReportRuns(const std::vector<Run>& runs) override {
        for (const Run& run : runs)
            if (run.run_type == Run::RT_Aggregate && run.aggregate_name == "median") nanoseconds_[run.run_name.str()] = time_of(run);
        ConsoleReporter::ReportRuns(runs);
    }

    [[nodiscard]] const double* of(const std::string& name) const {
        for (const auto& [run, time] : nanoseconds_)
            if (run == name || run.starts_with(name + "/repeats:") || run.starts_with(name + "/real_time")) return &time;
        return nullptr;
    }

private:
    std::map<std::string, double> nanoseconds_;

    static double time_of(const Run& run) { return run.GetAdjustedCPUTime() / benchmark::GetTimeUnitMultiplier(run.time_unit) * 1e9; }
};

}  // namespace

int run(int argc, char** argv, const std::vector<Ratio>& ratios) {
    std::string repetitions = "--benchmark_repetitions=9", interleaved = "--benchmark_enable_random_interleaving=true",
                medians = "--benchmark_report_aggregates_only=true", time = "--benchmark_min_time=0.05";
    std::vector<char*> arguments{argv[0], repetitions.data(), interleaved.data(), medians.data(), time.data()};
    arguments.insert(arguments.end(), argv + 1, argv + argc);
    int count = static_cast<int>(arguments.size());
    arguments.push_back(nullptr);
    benchmark::Initialize(&count, arguments.data());
    if (benchmark::ReportUnrecognizedArguments(count, arguments.data())) return 2;
    Medians reporter;
    benchmark::RunSpecifiedBenchmarks(&reporter);
    benchmark::Shutdown();
    for (const Ratio& ratio : ratios) {
        const double* mine = reporter.of(ratio.mine);
        const double* peer = reporter.of(ratio.peer);
        if (mine == nullptr || peer == nullptr) continue;
        fmt::print("{:<64} {:9.1f} ns / {:8.1f} ns = {:6.2f}x", ratio.what, *mine, *peer, *mine / *peer);
        if (ratio.goal > 0) fmt::print("   goal {:.1f}x{}", ratio.goal, *mine / *peer <= ratio.goal ? "" : ", missed");
        fmt::print("\n");
    }
    return 0;
}

void refuse(const std::string& why) {
    fmt::print(stderr, "not comparable: {}\n", why);
    std::exit(3);
}

}  // namespace ordain::bench
