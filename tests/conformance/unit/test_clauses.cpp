// Every clause of LANGUAGE.md has a case, and every case names clauses that exist.
#include <catch2/catch.hpp>

#include <algorithm>
#include <regex>
#include <set>

#include "tests/conformance/case_file.hpp"

using namespace ordain::conformance;

namespace {

std::set<std::string> clauses_of_the_language() {
    const std::string text = read_file(ORDAIN_SOURCE_DIR "/grammar/LANGUAGE.md");
    const std::regex clause(R"(- \[([A-Z]-[0-9]+)\])");
    std::set<std::string> out;
    for (std::sregex_iterator i(text.begin(), text.end(), clause), end; i != end; ++i) {
        INFO((*i)[1]);
        CHECK(out.insert((*i)[1]).second);  // a number is given once
    }
    return out;
}

}  // namespace

TEST_CASE("every clause of LANGUAGE.md is cited by a case") {
    const std::set<std::string> clauses = clauses_of_the_language();
    CHECK(clauses.size() > 100);
    std::set<std::string> cited;
    for (const Case& c : read_cases(ORDAIN_SOURCE_DIR "/tests/conformance/cases")) {
        INFO(c.file << ":" << c.line << " " << c.title);
        CHECK_FALSE(c.clauses.empty());
        for (const std::string& clause : c.clauses) {
            INFO("clause " << clause);
            CHECK(clauses.contains(clause));
            cited.insert(clause);
        }
    }
    for (const std::string& clause : clauses) {
        INFO("clause " << clause << " has no case");
        CHECK(cited.contains(clause));
    }
}
