// Any bytes as the sources of a bundle: they are checked; what has no errors is linted, written as pages and compiled, runs its tests, and
// decides random events like the oracle. A line `=== PATH` begins a file: `.ord` ones are sources, others are what sources name.
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <string>
#include <string_view>

#include "compiler/diag/render.hpp"
#include "compiler/diag/reports.hpp"
#include "compiler/docs/docs.hpp"
#include "compiler/driver/compile.hpp"
#include "compiler/lint/lint.hpp"
#include "compiler/sema/check.hpp"
#include "compiler/syntax/parse.hpp"
#include "compiler/testing/suite.hpp"
#include "ordain/explain.hpp"
#include "runtime/program/bundle_file.hpp"
#include "tests/differential/checked.hpp"
#include "tests/differential/compare.hpp"
#include "tests/differential/events.hpp"
#include "tests/fuzz/support/trial.hpp"
#include "tests/oracle/decide.hpp"

namespace {

using namespace ordain;

[[noreturn]] void broken(std::string_view what) {
    std::fprintf(stderr, "%.*s\n", static_cast<int>(what.size()), what.data());
    std::abort();
}

differential::Texts files_of(std::string_view bytes) {
    constexpr std::string_view mark = "=== ";
    differential::Texts files;
    while (!bytes.empty()) {
        const std::size_t end = std::min(bytes.find('\n'), bytes.size() - 1) + 1;
        const std::string_view line = bytes.substr(0, end);
        bytes.remove_prefix(end);
        if (line.starts_with(mark)) {
            files.emplace_back(line.substr(mark.size(), line.find('\n') - mark.size()), "");
        } else {
            if (files.empty()) files.emplace_back("fuzz.ord", "");
            files.back().second += line;
        }
    }
    return files;
}

/// As driver::load_bundle does it, without a folder.
void load(const differential::Texts& files, driver::Loaded& bundle) {
    for (const auto& [path, text] : files)
        if (path.ends_with(".ord")) bundle.sources.add(path, text);
    for (std::uint32_t i = 0; i < bundle.sources.size(); ++i) bundle.trees.push_back(syntax::parse(bundle.sources, i, bundle.diagnostics));
    const sema::ReadFile read = [&](const std::string&, const std::string& name) -> Result<std::string> {
        for (const auto& [path, text] : files)
            if (path == name) return text;
        return Error{"there is no such file"};
    };
    bundle.program = sema::check(bundle.trees, bundle.sources, read, bundle.diagnostics);
    bundle.diagnostics.sort();
}

void decide(const typed::Program& program, const std::shared_ptr<const Bundle>& compiled, std::uint64_t seed) {
    differential::Random random(seed);
    differential::Events events(program, random);
    Evaluator evaluator(compiled);
    Explainer explainer(compiled);
    for (int i = 0; i < 3; ++i) {
        const std::string line = events.line();
        std::string found, text;
        evaluator.decide(line).append_json(found);
        if (const auto difference = differential::first_difference(oracle::to_json(program, oracle::decide(program, line)), found))
            broken(line + "\n" + *difference);
        const Explanation& explanation = explainer.explain(line);
        explanation.append_json(text);
        explanation.append_text(text);
    }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view bytes(reinterpret_cast<const char*>(data), size);
    driver::Loaded bundle;
    load(files_of(bytes), bundle);
    (void)render_text(bundle.diagnostics, bundle.sources, true);
    if (bundle.diagnostics.has_errors() || bundle.trees.empty()) return 0;

    lint::lint({bundle.program, bundle.trees, bundle.sources, 20'780}, bundle.diagnostics);
    (void)render_json(bundle.diagnostics, bundle.sources);
    (void)sema::dump(bundle.program, bundle.sources);
    (void)docs::pages(bundle.program, bundle.trees, bundle.sources);
    Diagnostics why;
    const auto image = driver::compile(bundle.program, why, {.sources = &bundle.sources});
    if (!image) return why.has_errors() ? 0 : (broken("refused without a reason"), 0);
    const auto compiled = Bundle::from_bytes(program::serialize(*image));
    if (!compiled) broken(compiled.error().message);
    if (!fuzz::affordable(image->view())) return 0;
    const auto suite = testing::Suite::make(bundle, "/nonexistent");
    if (!suite) broken(suite.error().message);
    (void)(*suite)->run("", nullptr);
    decide(bundle.program, *compiled, std::hash<std::string_view>()(bytes));
    return 0;
}
