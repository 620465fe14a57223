// Any bytes as the file of a test's event: the tests run, or say why not.
#include <unistd.h>

#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <string>

#include "compiler/driver/load.hpp"
#include "compiler/testing/suite.hpp"

namespace {

using namespace ordain;

/// A folder with the bundle of `fixture/`, whose tests read the file `event.json`.
class Folder {
public:
    Folder() {
        std::string name = (std::filesystem::temp_directory_path() / "ordain-fixture-XXXXXX").string();
        const char* bundle = std::getenv("ORDAIN_FIXTURE_BUNDLE");
        if (bundle == nullptr || mkdtemp(name.data()) == nullptr) fail("ORDAIN_FIXTURE_BUNDLE has to be a folder");
        path_ = name;
        std::error_code trouble;
        std::filesystem::copy(bundle, path_, std::filesystem::copy_options::recursive, trouble);
        auto loaded = driver::load_bundle(name);
        if (!loaded) fail(loaded.error().message);
        loaded_ = std::move(*loaded);
        if (loaded_->diagnostics.has_errors()) fail("the bundle has errors");
    }
    ~Folder() {
        std::error_code ignored;
        std::filesystem::remove_all(path_, ignored);
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;

    void run(const std::uint8_t* data, std::size_t size) {
        std::ofstream(path_ / "event.json", std::ios::binary)
            .write(reinterpret_cast<const char*>(data), static_cast<std::streamsize>(size));
        const auto suite = testing::Suite::make(*loaded_, path_.string());
        if (!suite) fail(suite.error().message);
        const testing::SuiteResult result = (*suite)->run("", nullptr);
        if (result.tests.size() != loaded_->program.tests.size()) fail("a test was not run");
        for (const testing::TestResult& test : result.tests)
            if (test.broken.empty() == test.decision.empty()) fail("a test is neither run nor broken");
    }

private:
    std::filesystem::path path_;
    std::unique_ptr<driver::Loaded> loaded_;

    [[noreturn]] static void fail(const std::string& why) {
        std::fprintf(stderr, "%s\n", why.c_str());
        std::abort();
    }
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    static Folder folder;
    folder.run(data, size);
    return 0;
}
