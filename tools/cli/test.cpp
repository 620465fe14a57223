// `ordain test`: the tests of a bundle.
#include <unistd.h>

#include <cstdio>
#include <memory>
#include <span>
#include <string>

#include "compiler/testing/report.hpp"
#include "tools/cli/bundle.hpp"
#include "tools/cli/cli.hpp"
#include "tools/cli/files.hpp"

namespace ordain::cli {

namespace {

struct Options {
    std::string bundle;
    std::string filter;
    std::string format = "text";
    std::string junit;
    bool verbose = false;
};

/// False, and told, if it can't be written.
bool written(const std::string& path, const std::string& text) {
    if (write_file(path, std::as_bytes(std::span(text)))) return true;
    complain(fmt::format("cannot write `{}`", path));
    return false;
}

std::string report(const testing::SuiteResult& result, const SourceSet& sources, const Options& options) {
    if (options.format == "json") return testing::report_json(result, sources);
    if (options.format == "junit") return testing::report_junit(result, sources);
    return testing::report_text(result, sources, options.verbose, in_colour(STDOUT_FILENO));
}

int run(const Options& options) {
    int status = fine;
    const auto loaded = load_for_use(options.bundle, status);
    if (!loaded) return status;
    auto suite = testing::Suite::make(*loaded, options.bundle);
    if (!suite) {
        complain(suite.error().message);
        return findings;
    }
    const testing::SuiteResult result = (*suite)->run(options.filter, nullptr);
    if (result.tests.empty() && !options.filter.empty()) {
        complain(fmt::format("no test has `{}` in its title or module", options.filter));
        return unreadable;
    }
    if (!options.junit.empty() && !written(options.junit, testing::report_junit(result, loaded->sources))) return unreadable;
    const std::string text = report(result, loaded->sources, options);
    if (std::fwrite(text.data(), 1, text.size(), stdout) != text.size()) {
        complain("cannot write the results");
        return unreadable;
    }
    return result.failed() == 0 ? fine : findings;
}

}  // namespace

void add_test(CLI::App& program, int& status) {
    CLI::App* verb = program.add_subcommand("test", "Run the tests of a bundle");
    const auto options = std::make_shared<Options>();
    verb->add_option("BUNDLE", options->bundle, "folder of .ord files")->required();
    verb->add_option("--filter", options->filter, "run the tests that have this in their title or module");
    verb->add_option("--format", options->format, "how results are written")
        ->check(CLI::IsMember({"text", "json", "junit"}))
        ->capture_default_str();
    verb->add_option("--junit", options->junit, "write JUnit XML to this file, too");
    verb->add_flag("-v,--verbose", options->verbose, "name passed tests, too");
    verb->callback([options, &status] { status = run(*options); });
}

}  // namespace ordain::cli
