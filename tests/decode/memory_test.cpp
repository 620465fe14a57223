// What stays between events: nothing of one, and no growing memory.
#include <atomic>
#include <catch2/catch.hpp>
#include <cstdlib>
#include <new>

#include "runtime/decode/decoder.hpp"
#include "runtime/vm/evaluator_state.hpp"
#include "tests/decode/sample/sample.hpp"

namespace {

std::atomic<std::size_t> allocations{0};

}  // namespace

void* operator new(std::size_t size) {
    ++allocations;
    if (void* p = std::malloc(size)) return p;
    throw std::bad_alloc();
}
void operator delete(void* p) noexcept {
    std::free(p);
}
void operator delete(void* p, std::size_t) noexcept {
    std::free(p);
}

using namespace ordain;
using decode_sample::full_line;
using decode_sample::sample;

namespace {

/// Valid and faulty lines of many kinds, none of them long.
std::vector<std::string> lines() {
    std::vector<std::string> made{full_line()};
    for (const char* digit : {"0", "1", "2", "5", "\"", "{", "]", ":"})
        for (std::size_t at = full_line().find(digit); at != std::string::npos; at = full_line().find(digit, at + 1)) {
            made.push_back(full_line());
            made.back()[at] = '9';
            made.push_back(full_line().substr(0, at));
            made.push_back(full_line());
            made.back().replace(at, 1, "null");
        }
    return made;
}

}  // namespace

TEST_CASE("decoding takes no memory once it has seen the like") {
    const program::Image& image = sample().bundle->loaded().image();
    Decoder decoder(image);
    EventStore store;
    Decoder::reserve(image, store);
    const std::vector<std::string> all = lines();
    for (const std::string& line : all) decoder.decode(line, store);
    const std::size_t before = allocations;
    for (const std::string& line : all) decoder.decode(line, store);
    CHECK(allocations == before);
}

TEST_CASE("a faulty line leaves nothing behind") {
    Evaluator evaluator(sample().bundle);
    std::string expected;
    evaluator.decide(full_line()).append_json(expected);
    for (const std::string& line : lines()) {
        evaluator.decide(line);
        std::string found;
        evaluator.decide(full_line()).append_json(found);
        REQUIRE(found == expected);
    }
}
