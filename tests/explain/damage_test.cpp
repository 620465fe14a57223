// Damaged debug sections are refused, or explain without a crash.
#include <catch2/catch.hpp>

#include <cstring>
#include <random>

#include "runtime/program/bundle_file.hpp"
#include "runtime/program/verify.hpp"
#include "tests/explain/support.hpp"

using namespace ordain;
using namespace ordain::explain_tests;

namespace {

template <class Record>
void damage(std::vector<Record>& section, std::mt19937& random) {
    if (section.empty()) return;
    auto* bytes = reinterpret_cast<unsigned char*>(section.data());
    const std::size_t size = section.size() * sizeof(Record);
    bytes[random() % size] = static_cast<unsigned char>(random() % 3 == 0 ? random() : random() % 8);
}

}  // namespace

TEST_CASE("damaged notes and traces do no harm") {
    const program::ImageData good = compiled(checked(small_bundle()));
    std::mt19937 random(1);
    std::size_t refused = 0, explained = 0;
    for (int round = 0; round < 3'000; ++round) {
        program::ImageData bad = good;
        switch (round % 6) {
            case 0: damage(bad.notes, random); break;
            case 1: damage(bad.trace_code, random); break;
            case 2: damage(bad.trace_chunks, random); break;
            case 3: damage(bad.note_ranges, random); break;
            case 4: damage(bad.chunk_rules, random); break;
            default: damage(bad.rule_places, random); break;
        }
        if (!program::verify(bad.view())) {
            ++refused;
            continue;
        }
        const auto bundle = loaded(bad);
        if (!can_explain(*bundle)) continue;
        (void)text_of(bundle, small_event());
        ++explained;
    }
    CHECK(refused > 500);
    CHECK(explained > 100);
}
