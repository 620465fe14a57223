// The cases' command lines, by the program itself.
#include <catch2/catch.hpp>

#include "tests/conformance/commands.hpp"

using namespace ordain::conformance;

TEST_CASE("the program does what the cases say") {
    std::size_t count = 0;
    for (const Case& c : read_cases(ORDAIN_SOURCE_DIR "/tests/conformance/cases")) {
        if (c.commands.empty() && c.decisions.empty()) continue;
        ++count;
        INFO(c.file << ":" << c.line << " " << c.title);
        for (const std::string& f : run_commands(c, ORDAIN_BINARY_DIR "/bin/ordain", ORDAIN_BINARY_DIR "/conformance-scratch")) {
            INFO(f);
            CHECK(f.empty());
        }
    }
    CHECK(count > 4);
}
