// What is said about a small source with one mistake, for every kind of mistake: as `ordain check` prints it, without colour.
// A folder is a case and is named after its kind, with a word of its own after a dot if there are several. Its sources stand beside those
// of shared/, and take the place of one of the same name. ORDAIN_UPDATE_GOLDENS=1 writes what is said now.
#include <catch2/catch.hpp>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <regex>
#include <set>

#include "compiler/diag/render.hpp"
#include "compiler/driver/compile.hpp"
#include "compiler/sema/check.hpp"
#include "compiler/syntax/parse.hpp"
#include "runtime/base/limits.hpp"

using namespace ordain;

namespace {

namespace fs = std::filesystem;

const fs::path folder = fs::path(ORDAIN_SOURCE_DIR) / "tests/diagnostics";

using Files = std::map<std::string, std::string>;  // texts by name

std::string read(const fs::path& path) {
    std::ifstream in(path, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

void add_files(const fs::path& from, Files& files) {
    for (const auto& entry : fs::directory_iterator(from))
        if (entry.path().extension() != ".txt") files[entry.path().filename().string()] = read(entry.path());
}

/// The reports on a bundle of these files.
std::string reports(const Files& files) {
    SourceSet sources;
    Diagnostics diagnostics;
    std::vector<syntax::Tree> trees;
    for (const auto& [name, text] : files)
        if (name.ends_with(".ord")) trees.push_back(syntax::parse(sources, sources.add(name, text), diagnostics));
    const auto data = [&](const std::string&, const std::string& name) -> Result<std::string> {
        const auto found = files.find(name);
        if (found == files.end()) return Error{"cannot read `" + name + "`: No such file or directory"};
        return found->second;
    };
    const typed::Program program = sema::check(trees, sources, data, diagnostics);
    if (!diagnostics.has_errors()) (void)driver::compile(program, diagnostics);
    diagnostics.sort();
    // how much code costs is no matter of these tests
    return std::regex_replace(render_text(diagnostics, sources, false), std::regex("can cost [0-9]+"), "can cost …");
}

void compare(const fs::path& golden, const std::string& said) {
    INFO(golden.string());
    if (std::getenv("ORDAIN_UPDATE_GOLDENS") != nullptr) std::ofstream(golden, std::ios::binary) << said;
    CHECK(read(golden) == said);
}

/// Kinds whose sources are too large to be kept.
const std::map<std::string, std::string (*)()> made{
    {"file_too_large", [] { return "module example\n" + std::string(limits::source_bytes, '#'); }},
    {"too_many_values",
     [] {
         std::string text = "module example\n\nenum Article { a0";
         for (unsigned i = 1; i <= limits::enum_values; ++i) text += ", a" + std::to_string(i);
         return text + " }\n";
     }},
};

/// Kinds that no source shows here: a file that can't be read ends the command, every machine that tests has zone data, the others take
/// sources that are compiled for minutes.
const std::set<std::string_view> without_golden{"unreadable_file", "no_zone_data", "too_many_expressions", "beyond_limits"};

std::string kind_of(const fs::path& path) {
    const std::string name = path.filename().string();
    return name.substr(0, name.find('.'));
}

}  // namespace

TEST_CASE("what is said about each mistake") {
    for (const auto& entry : fs::directory_iterator(folder)) {
        if (!entry.is_directory() || entry.path().filename() == "shared" || entry.path().filename() == "lint") continue;
        Files files;
        add_files(folder / "shared", files);
        add_files(entry.path(), files);
        if (const auto text = made.find(kind_of(entry.path())); text != made.end()) files["example.ord"] = text->second();
        if (kind_of(entry.path()) == "no_bundle") files.erase("shop.ord");
        compare(entry.path() / "expected.txt", reports(files));
    }
}

TEST_CASE("every kind of mistake has a golden") {
    std::map<std::string, std::string> said;
    for (const auto& entry : fs::directory_iterator(folder))
        if (entry.is_directory()) said[kind_of(entry.path())] += read(entry.path() / "expected.txt");
    for (std::size_t i = 0; i < diag_kind_count(); ++i) {
        const DiagInfo& kind = info(static_cast<DiagKind>(i));
        if (kind.severity != Severity::error || without_golden.contains(kind.name)) continue;
        INFO(kind.name);
        CHECK(said[std::string(kind.name)].find("error[" + std::string(kind.code) + "]: ") != std::string::npos);
    }
}
