// One bundle, many threads: every thread decides every event to the same bytes.
#include <catch2/catch.hpp>
#include <thread>

#include "tests/api/support/support.hpp"

using namespace ordain;
using namespace ordain::test;

namespace {

std::string decide_all(const std::shared_ptr<const Bundle>& bundle, const std::vector<std::string>& events) {
    Evaluator evaluator(bundle);
    std::string out;
    for (const std::string& event : events) {
        evaluator.decide(event).append_json(out);
        out += '\n';
    }
    return out;
}

}  // namespace

TEST_CASE("threads that share a bundle decide alike") {
    const auto bundle = compiled_folder("policies/superstore");
    const auto events = superstore_events();
    const std::string expected = decide_all(bundle, events);
    CHECK(decide_all(bundle, events) == expected);
    std::vector<std::string> found(8);
    std::vector<std::thread> threads;
    for (std::string& out : found) threads.emplace_back([&] { out = decide_all(bundle, events); });
    for (std::thread& thread : threads) thread.join();
    for (const std::string& out : found) CHECK((out == expected));
}
