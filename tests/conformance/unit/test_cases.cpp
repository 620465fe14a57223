// Every case of tests/conformance/cases holds: on the oracle, on every engine, and, for errors, in the parser and the checker.
#include <catch2/catch.hpp>

#include "tests/conformance/run_case.hpp"

using namespace ordain::conformance;

TEST_CASE("every conformance case holds") {
    const std::vector<Case> cases = read_cases(ORDAIN_SOURCE_DIR "/tests/conformance/cases");
    REQUIRE(cases.size() > 200);
    const auto engines = ordain::differential::engines();
    for (const Case& c : cases) {
        const std::vector<std::string> failures = run_case(c, engines);
        INFO(c.file << ":" << c.line << " " << c.title);
        for (const std::string& f : failures) UNSCOPED_INFO(f);
        CHECK(failures.empty());
    }
}
