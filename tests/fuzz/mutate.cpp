// ordain_mutate BUNDLE.ordb EVENTS.jsonl [IMAGES [SEED]]: damages a bundle IMAGES times and decides by what the verifier accepts.
// Ends with 1 if the bundle can't be used; a broken promise aborts.
#include <fmt/format.h>

#include <cstdlib>
#include <fstream>
#include <random>
#include <string>
#include <vector>

#include "runtime/program/bundle_file.hpp"
#include "runtime/program/verify.hpp"
#include "tests/fuzz/support/mutator.hpp"
#include "tests/fuzz/support/trial.hpp"

namespace {

using namespace ordain;

std::vector<std::string> lines_of(const char* path) {
    std::ifstream in(path);
    std::vector<std::string> lines;
    for (std::string line; std::getline(in, line);) lines.push_back(line);
    return lines;
}

fuzz::Edit random_edit(std::mt19937_64& random) {
    const std::uint64_t a = random(), b = random();
    return {static_cast<std::uint8_t>(a), static_cast<std::uint8_t>(a >> 8), static_cast<std::uint16_t>(a >> 16),
            static_cast<std::uint16_t>(a >> 32), static_cast<std::uint32_t>(b)};
}

}  // namespace

int main(int argc, char** argv) {
    if (argc < 3) {
        fmt::print(stderr, "ordain_mutate BUNDLE.ordb EVENTS.jsonl [IMAGES [SEED]]\n");
        return 1;
    }
    const auto bundle = program::map_bundle(argv[1]);
    const std::vector<std::string> events = lines_of(argv[2]);
    const std::uint64_t images = argc > 3 ? std::strtoull(argv[3], nullptr, 10) : 100'000;
    const std::uint64_t seed = argc > 4 ? std::strtoull(argv[4], nullptr, 10) : 1;
    if (!bundle || events.empty()) {
        fmt::print(stderr, "{}\n", bundle ? "there are no events" : bundle.error().message);
        return 1;
    }
    std::mt19937_64 random(seed);
    fuzz::Mutator mutator(bundle->image());
    if (const auto ok = program::verify(mutator.data().view()); !ok || fuzz::try_out(mutator.data(), events) == 0) {
        fmt::print(stderr, "the bundle decides none of the events\n");
        return 1;
    }
    std::uint64_t accepted = 0, tried = 0, decided = 0;
    for (std::uint64_t i = 0; i < images; ++i) {
        const std::uint64_t edits = 1 + random() % 3;
        for (std::uint64_t e = 0; e < edits; ++e) mutator.apply(random_edit(random));
        if (random() % 2 == 0) mutator.seal();
        if (program::verify(mutator.data().view())) {
            ++accepted;
            if (fuzz::affordable(mutator.data().view())) ++tried, decided += fuzz::try_out(mutator.data(), events);
        }
        mutator.restore();
    }
    fmt::print("{} images, {} accepted, {} tried, {} decisions\n", images, accepted, tried, decided);
    return 0;
}
