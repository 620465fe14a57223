// Reads every include of the product: nothing includes what stands above it.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace {

// From the bottom up: a folder includes itself and what stands before it. A file belongs to the longest folder that matches.
constexpr std::array<std::string_view, 22> layers{
    "runtime/base",    "runtime/include",  "runtime/value",   "runtime/program", "runtime/calendar", "runtime/decode",
    "runtime/vm",      "runtime/explain",  "grammar",         "compiler/diag",   "compiler/syntax",  "compiler/format",
    "compiler/sema",   "compiler/lint",    "compiler/schema", "compiler/docs",   "compiler/plan",    "compiler/codegen",
    "compiler/driver", "compiler/testing", "compiler",        "tools",
};

std::optional<std::size_t> layer_of(std::string_view path) {
    std::optional<std::size_t> best;
    for (std::size_t i = 0; i < layers.size(); ++i) {
        if (!path.starts_with(layers[i]) || path.substr(layers[i].size(), 1) != "/") continue;
        if (!best || layers[i].size() > layers[*best].size()) best = i;
    }
    return best;
}

/// Why `file` may not include `name`, or nothing. `name` is as written between quotes or angle brackets.
std::optional<std::string> objection(std::string_view file, std::string_view name) {
    const auto from = layer_of(file);
    if (!from) return std::nullopt;
    if (name.starts_with("tests/") || name.starts_with("bench/")) return "the product includes no tests";
    if (file.starts_with("runtime/") && name.starts_with("tao/")) return "the runtime has no parser in it";
    if (file.starts_with("runtime/include/") && (name.starts_with("nlohmann/") || name.starts_with("simdjson")))
        return "public headers have no JSON library in them";
    if (name.starts_with("runtime/base/") || name.starts_with("ordain/")) return std::nullopt;
    const auto to = layer_of(name);
    if (to && *to > *from) return fmt::format("{} stands above {}", layers[*to], layers[*from]);
    if (file.starts_with("grammar/") && !name.starts_with("grammar/") && to) return "the grammar includes PEGTL only";
    return std::nullopt;
}

/// The name a line includes, or nothing.
std::optional<std::string> included(const std::string& line) {
    std::size_t at = line.find_first_not_of(" \t");
    if (at == std::string::npos || line[at] != '#') return std::nullopt;
    at = line.find_first_not_of(" \t", at + 1);
    if (at == std::string::npos || line.compare(at, 7, "include") != 0) return std::nullopt;
    const std::size_t open = line.find_first_of("\"<", at);
    if (open == std::string::npos) return std::nullopt;
    const std::size_t close = line.find_first_of("\">", open + 1);
    if (close == std::string::npos) return std::nullopt;
    return line.substr(open + 1, close - open - 1);
}

std::vector<std::string> sources() {
    const std::filesystem::path root = ORDAIN_SOURCE_DIR;
    std::vector<std::string> found;
    for (const char* top : {"runtime", "grammar", "compiler", "tools"}) {
        for (const auto& entry : std::filesystem::recursive_directory_iterator(root / top)) {
            const auto extension = entry.path().extension();
            if (extension == ".cpp" || extension == ".hpp" || extension == ".h" || extension == ".def")
                found.push_back(std::filesystem::relative(entry.path(), root).generic_string());
        }
    }
    std::sort(found.begin(), found.end());
    return found;
}

}  // namespace

TEST_CASE("no file includes what stands above it") {
    std::size_t includes = 0;
    for (const std::string& file : sources()) {
        std::ifstream in(std::filesystem::path(ORDAIN_SOURCE_DIR) / file);
        std::size_t number = 0;
        for (std::string line; std::getline(in, line);) {
            ++number;
            const auto name = included(line);
            if (!name) continue;
            ++includes;
            if (const auto why = objection(file, *name)) FAIL_CHECK(file << ":" << number << ": includes " << *name << ", but " << *why);
        }
    }
    CHECK(includes > 100);
}

TEST_CASE("an upward include is found") {
    CHECK(objection("runtime/vm/run.cpp", "compiler/diag/source.hpp"));
    CHECK(objection("runtime/value/type.cpp", "runtime/vm/run.hpp"));
    CHECK(objection("runtime/vm/run.cpp", "tao/pegtl.hpp"));
    CHECK(objection("runtime/include/ordain/ordain.hpp", "nlohmann/json.hpp"));
    CHECK(objection("compiler/syntax/parse.cpp", "compiler/sema/check.hpp"));
    CHECK(objection("compiler/driver/load.cpp", "tools/cli/cli.hpp"));
    CHECK(objection("compiler/sema/check.cpp", "tests/oracle/decide.hpp"));
    CHECK(objection("grammar/rules.hpp", "runtime/value/type.hpp"));

    CHECK_FALSE(objection("compiler/sema/check.cpp", "compiler/syntax/tree.hpp"));
    CHECK_FALSE(objection("compiler/sema/check.cpp", "runtime/value/type.hpp"));
    CHECK_FALSE(objection("runtime/vm/run.cpp", "runtime/base/arith.hpp"));
    CHECK_FALSE(objection("tools/cli/main.cpp", "compiler/driver/load.hpp"));
}

TEST_CASE("includes are read from lines") {
    CHECK(included("#include \"a/b.hpp\"") == "a/b.hpp");
    CHECK(included("  #  include <vector>  // why") == "vector");
    CHECK_FALSE(included("// #include <vector>"));
    CHECK_FALSE(included("#define X"));
}
