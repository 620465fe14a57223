// What a decoded event costs as the number of rules grows: simple rules on a region and a range of amounts, first match, every rule as
// likely as any other. Checked against the rule that must fire by construction.
#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <map>
#include <random>

#include "bench/common/bundle.hpp"
#include "bench/common/report.hpp"
#include "runtime/vm/evaluator_state.hpp"

namespace ordain::bench {
namespace {

constexpr std::int64_t regions = 10;

std::string source(std::int64_t rules) {
    std::string text =
        "module bench.scaling\nbundle scaling { edition 1  default on * hold in other  fault in other }\nqueue other\nrole boss\n"
        "event order.created { amount int in 0..1_000_000_000  region int in 0..100 }\npolicy p on order.created {\n";
    for (std::int64_t i = 0; i < rules; ++i)
        text += fmt::format("rule r{} when region = {} and amount >= {} and amount < {} then require boss\n", i, i % regions,
                            i / regions * 100, i / regions * 100 + 100);
    return text + "}\n";
}

struct Policy {
    std::shared_ptr<const Bundle> bundle;
    std::vector<EventStore> events;
};

/// Made once for each number of rules.
Policy& policy(std::int64_t rules) {
    static std::map<std::int64_t, Policy> all;
    const auto [at, fresh] = all.try_emplace(rules);
    Policy& made = at->second;
    if (!fresh) return made;
    made.bundle = load(compile_text(source(rules)));
    const program::Image& image = made.bundle->loaded().image();
    Decoder decoder(image);
    Machine machine(image);
    Contributions out;
    std::mt19937_64 random(1);
    made.events.resize(4096);
    for (EventStore& store : made.events) {
        Decoder::reserve(image, store);
        const auto rule = static_cast<std::int64_t>(random() % static_cast<std::uint64_t>(rules));
        const std::string line =
            fmt::format(R"({{"specversion":"1.0","id":"1","source":"s","type":"order.created","time":"2026-01-01T00:00:00Z","data":)"
                        R"({{"amount":{},"region":{}}}}})",
                        rule / regions * 100 + static_cast<std::int64_t>(random() % 100), rule % regions);
        decoder.decode(line, store);
        machine.run(store, out, false);
        if (out.fired.size() != 1 || image.str(image.rules[out.fired[0].rule].id) != fmt::format("p.r{}", rule))
            refuse(fmt::format("rule {} of {} did not fire", rule, rules));
    }
    return made;
}

void run_rules(benchmark::State& state) {
    Policy& p = policy(state.range(0));
    Machine machine(p.bundle->loaded().image());
    Contributions out;
    std::size_t i = 0;
    for (auto _ : state) {
        machine.run(p.events[i++ % p.events.size()], out, false);
        benchmark::ClobberMemory();
    }
}
BENCHMARK(run_rules)->Arg(10)->Arg(100)->Arg(1000)->Arg(10000);

}  // namespace
}  // namespace ordain::bench

int main(int argc, char** argv) {
    return ordain::bench::run(argc, argv,
                              {{"100 rules / 10 rules", "run_rules/100", "run_rules/10", 0},
                               {"1 000 rules / 10 rules", "run_rules/1000", "run_rules/10", 0},
                               {"10 000 rules / 10 rules", "run_rules/10000", "run_rules/10", 0}});
}
