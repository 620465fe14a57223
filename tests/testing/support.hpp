// Bundles written to a folder of their own, and their tests run.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>

#include "compiler/testing/suite.hpp"

namespace ordain::test {

/// A bundle in a temporary folder, which goes with it: a shared schema and organisation, and the test's own text as `module m`.
class BundleFolder {
public:
    /// `files`: more files, by their path in the folder.
    explicit BundleFolder(const std::string& text, const std::map<std::string, std::string>& files = {});
    ~BundleFolder();
    BundleFolder(const BundleFolder&) = delete;
    BundleFolder& operator=(const BundleFolder&) = delete;

    /// Fails the Catch test if the bundle has errors.
    [[nodiscard]] testing::SuiteResult run(const std::string& filter = "", testing::Observer* observer = nullptr);
    [[nodiscard]] testing::Suite& suite();
    [[nodiscard]] const driver::Loaded& loaded() const { return *loaded_; }

private:
    std::filesystem::path folder_;
    std::unique_ptr<driver::Loaded> loaded_;
    std::unique_ptr<testing::Suite> suite_;
};

/// The result of a bundle's only test.
[[nodiscard]] testing::TestResult run_one(const std::string& text, const std::map<std::string, std::string>& files = {});

}  // namespace ordain::test
