// Any bytes: a file is refused or its image can be verified and shown; edits of a compiled bundle (ORDAIN_SEED_BUNDLE, ORDAIN_SEED_EVENTS)
// are refused or decided by.
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <memory>
#include <optional>
#include <span>
#include <string>

#include "runtime/program/bundle_file.hpp"
#include "runtime/program/disassemble.hpp"
#include "runtime/program/verify.hpp"
#include "tests/fuzz/support/mutator.hpp"
#include "tests/fuzz/support/trial.hpp"

namespace {

using namespace ordain;

struct Seed {
    std::optional<fuzz::Mutator> mutator;
    std::vector<std::string> events;
};

Seed load() {
    Seed seed;
    const char *bundle = std::getenv("ORDAIN_SEED_BUNDLE"), *events = std::getenv("ORDAIN_SEED_EVENTS");
    if (bundle == nullptr || events == nullptr) return seed;
    if (const auto mapped = program::map_bundle(bundle)) seed.mutator.emplace(mapped->image());
    std::ifstream in(events);
    for (std::string line; std::getline(in, line);) seed.events.push_back(line);
    return seed;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static Seed seed = load();
    if (const auto bundle = program::from_bytes(std::as_bytes(std::span(data, size))); bundle && program::verify(bundle->image()))
        (void)program::disassemble(bundle->image());
    if (!seed.mutator || size == 0) return 0;
    for (const fuzz::Edit& edit : fuzz::edits_of(std::span(data, size).subspan(1))) seed.mutator->apply(edit);
    if (data[0] % 2 == 0) seed.mutator->seal();
    const program::Image image = seed.mutator->data().view();
    if (program::verify(image) && fuzz::affordable(image)) {
        (void)program::disassemble(image);
        (void)fuzz::try_out(seed.mutator->data(), seed.events);
    }
    seed.mutator->restore();
    return 0;
}
