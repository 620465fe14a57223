// A bundle's id does not depend on its layout.
#include <catch2/catch.hpp>
#include <filesystem>

#include "compiler/driver/compile.hpp"
#include "runtime/program/bundle_file.hpp"
#include "tests/conformance/bundle.hpp"
#include "tests/differential/generate.hpp"
#include "tests/format/support.hpp"

using namespace ordain;

namespace {

/// The id of the bundle, or nothing if it has errors.
std::string id_of(const conformance::Files& files) {
    const conformance::Bundle bundle = conformance::check_files(files);
    if (!bundle.good()) return {};
    const auto image = driver::compile(bundle.program);
    return image ? program::bundle_id(program::content_id(image->view())) : std::string{};
}

/// Checks that the layout makes no other bundle; whether there is one.
bool same_bundle(const conformance::Files& files) {
    const std::string before = id_of(files);
    conformance::Files after = files;
    for (auto& [path, text] : after) {
        if (path.ends_with(".ord")) text = testing::formatted(text, path).value_or(text);
    }
    CHECK(id_of(after) == before);
    return !before.empty();
}

conformance::Files files_below(const std::string& folder) {
    conformance::Files files;
    for (const auto& entry : std::filesystem::recursive_directory_iterator(folder)) {
        const auto extension = entry.path().extension();
        if (extension == ".ord" || extension == ".csv")
            files[entry.path().lexically_relative(folder).generic_string()] = conformance::read_file(entry.path().string());
    }
    return files;
}

}  // namespace

TEST_CASE("the bundles of the tree are the same after formatting") {
    std::size_t found = 0;
    for (const auto& entry : std::filesystem::directory_iterator(ORDAIN_SOURCE_DIR "/policies")) {
        if (!std::filesystem::exists(entry.path() / "bundle.ord")) continue;
        INFO(entry.path());
        CHECK(same_bundle(files_below(entry.path().string())));
        ++found;
    }
    CHECK(found > 0);
}

TEST_CASE("the bundles of the conformance cases are the same after formatting") {
    std::size_t good = 0;
    for (const auto& c : conformance::read_cases(ORDAIN_SOURCE_DIR "/tests/conformance/cases")) {
        INFO(c.file << ":" << c.line << " " << c.title);
        good += same_bundle(c.files) ? 1 : 0;
    }
    CHECK(good > 100);
}

TEST_CASE("generated bundles are the same after formatting") {
    for (std::uint64_t seed = 1; seed <= 25; ++seed) {
        conformance::Files files;
        for (const auto& source : differential::generate_bundle(seed)) files[source.path] = differential::render(source.piece);
        INFO("seed " << seed);
        CHECK(same_bundle(files));
    }
}
