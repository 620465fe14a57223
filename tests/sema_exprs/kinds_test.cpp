// Each kind of diagnostic of expressions, policies and their limits is expected by name in some test of this folder.
#include <catch2/catch.hpp>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "compiler/diag/diagnostic.hpp"

using namespace ordain;

TEST_CASE("every kind of mistake in expressions and policies has a test") {
    std::string tests;
    for (const auto& file : std::filesystem::directory_iterator(std::filesystem::path(ORDAIN_SOURCE_DIR) / "tests/sema_exprs")) {
        std::ifstream in(file.path());
        std::stringstream text;
        text << in.rdbuf();
        tests += text.str();
    }
    for (std::size_t i = 0; i < diag_kind_count(); ++i) {
        const DiagInfo& kind = info(static_cast<DiagKind>(i));
        const int code = std::stoi(std::string(kind.code.substr(3)));
        const bool mine = (code >= 350 && code < 400) || (code >= 500 && code < 600) || (code >= 700 && code < 1000);
        if (!mine) continue;
        INFO(kind.code << " " << kind.name);
        CHECK(tests.find("\"" + std::string(kind.name) + " ") != std::string::npos);
    }
}
