#include "bench/swap.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <filesystem>
#include <fstream>
#include <random>
#include <thread>
#include <vector>

#include "bench/common/bundle.hpp"
#include "bench/common/report.hpp"
#include "runtime/program/bundle_file.hpp"

namespace ordain::bench {
namespace {

using Clock = std::chrono::steady_clock;
constexpr auto swap_every = std::chrono::milliseconds(50);
constexpr auto run_for = std::chrono::seconds(4);
constexpr std::size_t most_decisions = 8'000'000;

/// How a service swaps: whoever opens bundles makes the evaluator, too, and takes the old one back, so that the thread that decides only
/// exchanges two pointers.
class Slot {
public:
    ~Slot() {
        delete next_.load();
        delete done_.load();
    }
    /// By the thread that opens: the evaluator to be used from now on. Frees the one that is no longer used.
    void offer(Evaluator* next) {
        delete next_.exchange(next);
        delete done_.exchange(nullptr);
    }
    /// By the thread that decides, before each decision.
    void take(Evaluator*& current) {
        if (next_.load(std::memory_order_relaxed) == nullptr) return;
        if (done_.load(std::memory_order_acquire) != nullptr) return;  // the last one is not fetched yet
        Evaluator* const next = next_.exchange(nullptr);
        if (next == nullptr) return;
        done_.store(std::exchange(current, next), std::memory_order_release);
    }

private:
    std::atomic<Evaluator*> next_ = nullptr, done_ = nullptr;
};

Evaluator* opened(const std::string& path) {
    auto bundle = Bundle::open(path);
    if (!bundle) refuse(bundle.error().message);
    return new Evaluator(*bundle);
}

std::vector<std::string> events() {
    constexpr const char* channels[] = {"web", "shop", "phone", "agent", "partner"};
    std::mt19937_64 random(2);
    std::vector<std::string> lines;
    for (int i = 0; i < 50'000; ++i)
        lines.push_back(fmt::format(
            R"({{"specversion":"1.0","id":"{}","source":"s","type":"order.created","time":"2026-01-01T00:00:00Z","data":{{"amount":{},)"
            R"("total":{},"region":{},"channel":"{}","quantity":{},"discount":{},"category":{},"customer":"c-{}"}}}})",
            i, random() % 100'000, random() % 5'000, random() % 100, channels[random() % 5], random() % 1'000, random() % 100,
            random() % 20, random() % 1'000));
    return lines;
}

/// Nanoseconds of each decision, ascending.
std::vector<std::uint32_t> decide_for(const std::string& path, const std::vector<std::string>& lines, bool swapping, std::size_t& swaps) {
    Slot slot;
    std::atomic<bool> over = false;
    std::atomic<std::size_t> opened_bundles = 0;
    std::thread other([&] {
        for (auto next = Clock::now() + swap_every; swapping && !over; next += swap_every) {
            std::this_thread::sleep_until(next);
            slot.offer(opened(path));
            ++opened_bundles;
        }
    });
    std::vector<std::uint32_t> times;
    times.reserve(most_decisions);
    Evaluator* evaluator = opened(path);
    for (const std::string& line : lines) (void)evaluator->decide(line);
    const auto end = Clock::now() + run_for;
    std::size_t at = 0;
    for (auto now = Clock::now(); now < end && times.size() < most_decisions;) {
        slot.take(evaluator);
        (void)evaluator->decide(lines[at++ % lines.size()]);
        const auto then = std::exchange(now, Clock::now());
        times.push_back(static_cast<std::uint32_t>((now - then).count()));
    }
    over = true;
    other.join();
    delete evaluator;
    swaps = opened_bundles;
    std::sort(times.begin(), times.end());
    return times;
}

}  // namespace

void measure_swaps(const std::string& source) {
    const auto path = std::filesystem::temp_directory_path() / fmt::format("ordain-bench-{}-swap.ordb", getpid());
    const auto bytes = program::serialize(compile_text(source));
    std::ofstream(path, std::ios::binary).write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    const std::vector<std::string> lines = events();
    fmt::print("\nDecisions, JSON to structure, while another thread opens a bundle of {:.1f} MB every 50 ms and swaps it in; wall time.\n",
               static_cast<double>(bytes.size()) / 1e6);
    for (const bool swapping : {false, true, false, true}) {
        std::size_t swaps = 0;
        const auto times = decide_for(path.string(), lines, swapping, swaps);
        const auto at = [&times](double share) { return times[static_cast<std::size_t>(share * static_cast<double>(times.size() - 1))]; };
        fmt::print("{:>3} swaps, {:>7} decisions: p50 {:>6} ns, p99 {:>6} ns, p99.9 {:>6} ns, p99.99 {:>7} ns, longest {:>9} ns\n", swaps,
                   times.size(), at(0.5), at(0.99), at(0.999), at(0.9999), times.back());
    }
    std::error_code ignored;
    std::filesystem::remove(path, ignored);
}

}  // namespace ordain::bench
