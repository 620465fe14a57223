// A decision takes no memory, once an evaluator has seen what its events are like.
#include <atomic>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <new>

#include "tests/api/support/support.hpp"

namespace {
std::atomic<std::size_t> taken{0};

void* counted(std::size_t size) {
    ++taken;
    if (void* memory = std::malloc(size == 0 ? 1 : size)) return memory;
    throw std::bad_alloc();
}
}  // namespace

// the whole program's, so that nothing is missed
void* operator new(std::size_t size) {
    return counted(size);
}
void* operator new[](std::size_t size) {
    return counted(size);
}
void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
    ++taken;
    return std::malloc(size == 0 ? 1 : size);
}
void* operator new[](std::size_t size, const std::nothrow_t&) noexcept {
    ++taken;
    return std::malloc(size == 0 ? 1 : size);
}
void operator delete(void* memory) noexcept {
    std::free(memory);
}
void operator delete[](void* memory) noexcept {
    std::free(memory);
}
void operator delete(void* memory, std::size_t) noexcept {
    std::free(memory);
}
void operator delete[](void* memory, std::size_t) noexcept {
    std::free(memory);
}

using namespace ordain;
using namespace ordain::test;

namespace {

/// How often memory is taken while `lines` are decided, written as JSON and read.
std::size_t taken_by(Evaluator& evaluator, const std::vector<std::string>& lines, std::string& json) {
    const std::size_t before = taken;
    std::size_t read = 0;
    for (const std::string& line : lines) {
        const Decision& decision = evaluator.decide(line);
        json.clear();
        decision.append_json(json);
        for (const Approval& approval : decision.approvals())
            for (const Rule& rule : approval.by) read += rule.id.size();
        if (const auto fault = decision.fault()) read += fault->code.size();
    }
    const std::size_t result = taken - before;
    CHECK(read > 0);
    return result;
}

}  // namespace

TEST_CASE("memory is counted") {
    const std::size_t before = taken;
    delete new int(1);
    CHECK(taken > before);
}

TEST_CASE("no decision takes memory") {
    Evaluator evaluator(compiled_folder("policies/superstore"));
    const std::vector<std::string> events = superstore_events();
    std::string json;
    (void)taken_by(evaluator, events, json);
    CHECK(taken_by(evaluator, events, json) == 0);
}

TEST_CASE("no fault takes memory") {
    Evaluator evaluator(compiled_folder("policies/superstore"));
    const std::vector<std::string> lines = broken(superstore_events());
    std::string json;
    (void)taken_by(evaluator, lines, json);
    CHECK(taken_by(evaluator, lines, json) == 0);
}
