// What each rule says about what its page tells to avoid, as `ordain check` prints it. ORDAIN_UPDATE_GOLDENS=1 writes what is said now.
#include <catch2/catch.hpp>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>

#include "compiler/lint/lint.hpp"
#include "tests/lint/support.hpp"

using namespace ordain;

TEST_CASE("what the rules say about what their pages tell to avoid") {
    for (const DiagKind kind : lint::rules()) {
        const std::string name(info(kind).name);
        std::string said;
        for (const std::string& example : lint_test::blocks(lint::page(name), "Avoid"))
            said += lint_test::lint_example(example, name).rendered;
        const std::filesystem::path golden = std::filesystem::path(ORDAIN_SOURCE_DIR) / "tests/diagnostics/lint" / (name + ".txt");
        if (std::getenv("ORDAIN_UPDATE_GOLDENS") != nullptr) std::ofstream(golden, std::ios::binary) << said;
        std::ifstream in(golden, std::ios::binary);
        INFO(golden.string());
        CHECK(std::string(std::istreambuf_iterator<char>(in), {}) == said);
    }
}
