// The policies that ship, on the decoded orders of policies/superstore: running them, and the whole decision.
#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <deque>

#include "bench/common/bundle.hpp"
#include "bench/common/report.hpp"
#include "runtime/vm/evaluator_state.hpp"

namespace ordain::bench {
namespace {

struct Orders {
    std::shared_ptr<const Bundle> bundle = load(compile_folder(superstore()));
    std::string buffer;
    std::deque<EventStore> stores;
};

Orders& orders() {
    static Orders made;
    return made;
}

void prepare() {
    Orders& o = orders();
    const program::Image& image = o.bundle->loaded().image();
    Decoder decoder(image);
    std::size_t lines = 0;
    for (const std::string_view line : read_lines(superstore_events(), o.buffer)) {
        if (line.find(R"("type":"order.created")") == std::string_view::npos || o.stores.size() == 512) continue;
        EventStore& store = o.stores.emplace_back();
        Decoder::reserve(image, store);
        decoder.decode(line, store);
        if (store.fault != FaultCode::none) refuse("an event is invalid: " + std::string(line));
        lines += store.rows.at(0);
    }
    fmt::print("{} orders of {:.1f} lines on average, {} policies\n", o.stores.size(),
               static_cast<double>(lines) / static_cast<double>(o.stores.size()), image.events[o.stores[0].event].chunks.count);
}

void run_policies(benchmark::State& state) {
    Orders& o = orders();
    Machine machine(o.bundle->loaded().image());
    Contributions out;
    std::size_t i = 0;
    for (auto _ : state) {
        machine.run(o.stores[i++ % o.stores.size()], out, false);
        benchmark::ClobberMemory();
    }
}

void decide_order(benchmark::State& state) {
    Orders& o = orders();
    Machine machine(o.bundle->loaded().image());
    Composer composer(o.bundle->loaded().image());
    Contributions out;
    DecisionModel model;
    std::size_t i = 0;
    for (auto _ : state) {
        EventStore& store = o.stores[i++ % o.stores.size()];
        machine.run(store, out, false);
        composer.compose(store, out, nullptr, model);
        benchmark::ClobberMemory();
    }
}
BENCHMARK(run_policies);
BENCHMARK(decide_order);

}  // namespace
}  // namespace ordain::bench

int main(int argc, char** argv) {
    ordain::bench::prepare();
    return ordain::bench::run(argc, argv, {{"whole decision / running its policies", "decide_order", "run_policies", 0}});
}
