// Every kind of diagnostic is met by a test: some bundle of a conformance case has it, or a test of the compiler expects it by name.
#include <catch2/catch.hpp>
#include <filesystem>
#include <set>

#include "compiler/diag/diagnostic.hpp"
#include "tests/conformance/bundle.hpp"

using namespace ordain;
using namespace ordain::conformance;

namespace {

/// What the compiler's own tests expect: each report there begins with the kind's name, or the kind itself is compared.
std::string expectations() {
    std::string text;
    for (const char* folder : {"sema_decls", "sema_exprs", "syntax"})
        for (const auto& file : std::filesystem::directory_iterator(std::filesystem::path(ORDAIN_SOURCE_DIR "/tests") / folder))
            if (file.path().extension() == ".cpp") text += read_file(file.path().string());
    return text;
}

}  // namespace

TEST_CASE("every kind of diagnostic is met by a test") {
    std::set<std::string_view> met;
    for (const Case& c : read_cases(ORDAIN_SOURCE_DIR "/tests/conformance/cases")) {
        if (c.errors.empty()) continue;
        const Bundle bundle = check_files(c.files);
        for (const Diagnostic& d : bundle.diagnostics.all()) met.insert(info(d.kind).name);
    }
    CHECK(met.size() > 50);
    const std::string expected = expectations();
    for (std::size_t k = 0; k < diag_kind_count(); ++k) {
        // a source that can't be read ends the command instead: nothing reports this kind. And every machine that tests has zone data
        const auto kind = static_cast<DiagKind>(k);
        if (kind == DiagKind::unreadable_file || kind == DiagKind::no_zone_data) continue;
        if (info(kind).code >= "ORD1000") continue;  // lint rules are met by their pages
        const std::string name(info(kind).name);
        INFO(name << " is met by no test");
        CHECK((met.count(name) != 0 || expected.find("\"" + name + " ") != std::string::npos ||
               expected.find("== DiagKind::" + name) != std::string::npos));
    }
}
