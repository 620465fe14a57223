#include "tests/conformance/bundle.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <filesystem>

#include "compiler/diag/render.hpp"
#include "compiler/driver/compile.hpp"
#include "compiler/sema/check.hpp"
#include "compiler/syntax/parse.hpp"

namespace ordain::conformance {

namespace {

/// F-1: what begins with a dot is not read.
bool is_source(const std::string& path) {
    return path.ends_with(".ord") && !path.starts_with(".") && path.find("/.") == std::string::npos;
}

std::string lower(std::string s) {
    std::transform(s.begin(), s.end(), s.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
    return s;
}

struct Reported {
    std::string file;
    std::size_t line = 0;
    std::string words;
    bool matched = false;
};

bool fits(const ExpectedError& e, const Reported& r) {
    return e.file == r.file && (e.line == 0 || e.line == r.line) && lower(r.words).find(lower(e.words)) != std::string::npos;
}

}  // namespace

std::string Bundle::rendered() const {
    std::string text = render_text(diagnostics, *sources, false);
    for (const Refusal& r : refusals) text += r.words + "\n";
    return text;
}

Bundle check_files(const Files& files) {
    Bundle b;
    std::vector<syntax::Tree> trees;
    for (const auto& [path, text] : files) {
        if (!is_source(path)) continue;
        const std::uint32_t file = b.sources->add(path, text);
        trees.push_back(syntax::parse(*b.sources, file, b.diagnostics));
    }
    const sema::ReadFile read = [&](const std::string& source, const std::string& name) -> Result<std::string> {
        const auto path = (std::filesystem::path(source).parent_path() / name).lexically_normal().generic_string();
        const auto found = files.find(path);
        if (found == files.end()) return Error{"there is no such file"};
        return found->second;
    };
    b.program = sema::check(trees, *b.sources, read, b.diagnostics);
    b.diagnostics.sort();
    Diagnostics why;
    if (b.good() && !driver::compile(b.program, why))
        for (const Diagnostic& d : why.all()) b.refusals.push_back({d.span, d.message});
    return b;
}

std::vector<std::string> unexpected_errors(const Bundle& bundle, const std::vector<ExpectedError>& expected) {
    std::vector<Reported> reported;
    for (const Diagnostic& d : bundle.diagnostics.all()) {
        if (d.severity != Severity::error) continue;
        const std::string& file = bundle.sources->file(d.span.file).path;
        const std::string words = fmt::format("{} {} {} {}", info(d.kind).code, d.message, d.label, d.help);
        reported.push_back({file, bundle.sources->position(d.span.file, d.span.begin).line, words});
    }
    for (const auto& [span, words] : bundle.refusals)
        reported.push_back({bundle.sources->file(span.file).path, bundle.sources->position(span.file, span.begin).line, words});
    std::vector<std::string> wrong;
    if (reported.empty()) wrong.emplace_back("no error was reported");
    for (const ExpectedError& e : expected) {
        bool found = false;
        for (Reported& r : reported)
            if (fits(e, r)) found = r.matched = true;
        if (!found && !e.optional) wrong.push_back(fmt::format("not reported: {}:{}: {}", e.file, e.line, e.words));
    }
    for (const Reported& r : reported)
        if (!r.matched) wrong.push_back(fmt::format("reported, but not expected: {}:{}: {}", r.file, r.line, r.words));
    return wrong;
}

}  // namespace ordain::conformance
