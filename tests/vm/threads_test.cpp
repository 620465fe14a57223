// One bundle, several threads: each has an evaluator of its own, and all decide the same.
#include <catch2/catch.hpp>
#include <string>
#include <thread>
#include <vector>

#include "ordain/ordain.hpp"
#include "runtime/program/bundle_file.hpp"
#include "tests/program/support/sample_image.hpp"

using namespace ordain;
using namespace ordain::test;
using program::Opcode;

namespace {

/// Says the number, and fires for each element.
std::shared_ptr<const Bundle> bundle() {
    const program::ImageData image =
        sample_image({insn(Opcode::FIRE, 0, rule_otherwise, 0, program::no_index), insn(Opcode::ARG, slot_number),
                      insn(Opcode::EMIT, 0, effect_text), insn(Opcode::LOOP, 0, list, 7, 0, program::no_index),
                      insn(Opcode::FIRE, 0, rule, 0, 0), insn(Opcode::EMIT, 0, effect_hold), insn(Opcode::NEXT, 0, list, 4, 0)});
    auto opened = Bundle::from_bytes(program::serialize(image));
    if (!opened) FAIL(opened.error().message);
    return *opened;
}

std::string decisions(const std::shared_ptr<const Bundle>& of, int events) {
    Evaluator evaluator(of);
    std::string out;
    for (int i = 0; i < events; ++i) {
        const std::string rows = i % 3 == 0 ? "[]" : R"([{"k":1,"v":2},{"k":2,"v":3}])";
        evaluator.decide(event_line(i, rows)).append_json(out);
        out += '\n';
    }
    return out;
}

}  // namespace

TEST_CASE("the sample decides") {
    const std::string out = decisions(bundle(), 2);
    INFO(out);
    CHECK(out.find(R"("text":"n is 1")") != std::string::npos);
    CHECK(out.find(R"("p.r@/data/rows/1")") != std::string::npos);
    CHECK(out.find(R"("verdict":"hold")") != std::string::npos);
}

TEST_CASE("threads that share a bundle decide as one does") {
    const auto shared = bundle();
    constexpr int events = 200;
    const std::string alone = decisions(shared, events);
    std::vector<std::string> found(4);
    std::vector<std::thread> threads;
    for (std::string& mine : found) threads.emplace_back([&mine, &shared] { mine = decisions(shared, events); });
    for (std::thread& thread : threads) thread.join();
    for (const std::string& mine : found) CHECK(mine == alone);
}
