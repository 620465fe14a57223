// `ordain test`: the tests of a bundle.
#include <unistd.h>

#include <cstdio>
#include <memory>
#include <span>
#include <string>

#include "compiler/testing/measure.hpp"
#include "compiler/testing/propose.hpp"
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
    bool coverage = false;
    std::string coverage_json, coverage_lcov, coverage_html;
    double coverage_min = 0;
    bool generate = false;

    [[nodiscard]] bool measures() const {
        return coverage || generate || coverage_min > 0 || !coverage_json.empty() || !coverage_lcov.empty() || !coverage_html.empty();
    }
};

/// False, and told, if it can't be written.
bool written(const std::string& path, const std::string& text) {
    if (write_file(path, std::as_bytes(std::span(text)))) return true;
    complain(fmt::format("cannot write `{}`", path));
    return false;
}

std::string report(const testing::SuiteResult& result, const SourceSet& sources, const testing::Coverage* coverage,
                   const Options& options) {
    if (options.format == "json") return testing::report_json(result, sources, coverage);
    if (options.format == "junit") return testing::report_junit(result, sources);
    std::string text = testing::report_text(result, sources, options.verbose, in_colour(STDOUT_FILENO));
    if (coverage != nullptr) text += "\n" + testing::coverage_text(*coverage, sources);
    return text;
}

/// False, and told, if one can't be written.
bool write_coverage(const testing::Coverage& coverage, const SourceSet& sources, const Options& options) {
    if (!options.coverage_json.empty() && !written(options.coverage_json, testing::coverage_json(coverage, sources))) return false;
    if (!options.coverage_lcov.empty() && !written(options.coverage_lcov, testing::coverage_lcov(coverage, sources, options.bundle)))
        return false;
    return options.coverage_html.empty() || written(options.coverage_html, testing::coverage_html(coverage, sources, options.bundle));
}

bool print(const std::string& text) {
    if (std::fwrite(text.data(), 1, text.size(), stdout) == text.size()) return true;
    complain("cannot write the results");
    return false;
}

/// The tests that would cover more, as a source to be read.
int propose(const driver::Loaded& bundle, testing::Suite& suite, testing::Measure& measure) {
    std::string text;
    for (const std::string& test : testing::propose(bundle.program, bundle.sources, suite, measure)) text += test + "\n";
    return print(text) ? fine : unreadable;
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
    testing::Measure measure(loaded->program, loaded->sources);
    const bool measures = options.measures();
    const testing::SuiteResult result = (*suite)->run(options.filter, measures ? &measure : nullptr);
    if (result.tests.empty() && !options.filter.empty()) {
        complain(fmt::format("no test has `{}` in its title or module", options.filter));
        return unreadable;
    }
    if (options.generate) return propose(*loaded, **suite, measure);
    const testing::Coverage& coverage = measure.coverage();
    if (!options.junit.empty() && !written(options.junit, testing::report_junit(result, loaded->sources))) return unreadable;
    if (!write_coverage(coverage, loaded->sources, options)) return unreadable;
    if (!print(report(result, loaded->sources, options.coverage ? &coverage : nullptr, options))) return unreadable;
    if (coverage.least() < options.coverage_min) {
        complain(fmt::format("only {:.1f} % of rules, rows or edges are covered, not {:g} %", coverage.least(), options.coverage_min));
        return findings;
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
    verb->add_option("--junit", options->junit, "write JUnit XML to this file, too")->type_name("FILE");
    verb->add_flag("-v,--verbose", options->verbose, "name passed tests, too");
    verb->add_flag("--coverage", options->coverage, "say which rules, rows, conditions and edges of thresholds tests have met");
    verb->add_option("--coverage-json", options->coverage_json, "write that to this file as JSON")->type_name("FILE");
    verb->add_option("--coverage-lcov", options->coverage_lcov, "write that to this file as LCOV's tracefile")->type_name("FILE");
    verb->add_option("--coverage-html", options->coverage_html, "write that to this file as a page with the sources coloured")
        ->type_name("FILE");
    verb->add_option("--coverage-min", options->coverage_min, "fail below this percentage of rules, of rows or of edges")
        ->type_name("PERCENT")
        ->check(CLI::Range(0.0, 100.0));
    verb->add_flag("--generate", options->generate, "propose tests for what no test meets");
    verb->callback([options, &status] { status = run(*options); });
}

}  // namespace ordain::cli
