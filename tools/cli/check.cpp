// `ordain check`: what is wrong with a bundle, or unwise.
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <map>
#include <memory>
#include <span>
#include <string>
#include <system_error>

#include "compiler/diag/edits.hpp"
#include "compiler/diag/render.hpp"
#include "compiler/diag/reports.hpp"
#include "compiler/driver/compile.hpp"
#include "compiler/lint/lint.hpp"
#include "runtime/value/time_text.hpp"
#include "tools/cli/bundle.hpp"
#include "tools/cli/cli.hpp"
#include "tools/cli/files.hpp"
#include "tools/cli/watch.hpp"

namespace ordain::cli {

namespace {

struct Options {
    std::string bundle;
    std::string format = "text";
    std::string today;
    bool fix = false;
    bool watch = false;
};

/// What is wrong with a date that was given, for CLI11: nothing if it is one.
std::string flaw_of_date(const std::string& text) {
    return read_date(text) ? std::string() : fmt::format("`{}` is no date; write it as in 2026-11-23", text);
}

std::int32_t days_of(const std::string& today) {
    if (const auto date = read_date(today)) return static_cast<std::int32_t>(*date);
    const auto now = std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
    return static_cast<std::int32_t>(now.time_since_epoch().count());
}

/// The page of a lint rule.
std::string_view page_of(DiagKind kind) {
    return lint::page(info(kind).code);
}

std::string rendered(const driver::Loaded& bundle, const std::string& format, const std::string& folder) {
    if (format == "json") return render_json(bundle.diagnostics, bundle.sources) + "\n";
    if (format == "sarif") return render_sarif(bundle.diagnostics, bundle.sources, driver::folder_of(folder), page_of) + "\n";
    if (format == "github") return render_github(bundle.diagnostics, bundle.sources, driver::folder_of(folder));
    if (format == "junit") return render_junit(bundle.diagnostics, bundle.sources);
    return bundle.diagnostics.all().empty() ? "" : render_text(bundle.diagnostics, bundle.sources, in_colour(STDOUT_FILENO));
}

using Edits = std::map<std::uint32_t, std::vector<Edit>>;  // by file

bool write_source(const std::string& path, std::string_view text) {
    if (write_file(path, std::as_bytes(std::span(text)))) return true;
    complain(fmt::format("{} can't be written", path));
    return false;
}

/// Takes back what was written, if it made a mistake.
bool keep_if_sound(const driver::Loaded& before, const std::string& folder, const Edits& edits) {
    const auto after = driver::load_bundle(folder);
    if (after && !(*after)->diagnostics.has_errors()) return true;
    complain("the edits would not leave a correct bundle; nothing was changed");
    for (const auto& [file, list] : edits)
        if (!write_source((std::filesystem::path(driver::folder_of(folder)) / before.sources.file(file).path).string(),
                          before.sources.file(file).text))
            return false;
    return true;
}

/// Carries out the edits of the findings. False if a file can't be written.
bool fix(const driver::Loaded& bundle, const std::string& folder) {
    Edits edits;
    if (bundle.diagnostics.has_errors()) return true;
    for (const Diagnostic& d : bundle.diagnostics.all())
        for (const Edit& e : d.edits) edits[e.span.file].push_back(e);
    for (const auto& [file, list] : edits) {
        const SourceSet::File& source = bundle.sources.file(file);
        const std::string path = (std::filesystem::path(driver::folder_of(folder)) / source.path).string();
        if (!write_source(path, edited(source.text, list))) return false;
        fmt::print(stderr, "{}: {} mended\n", path, list.size());
    }
    return keep_if_sound(bundle, folder, edits);
}

Result<std::unique_ptr<driver::Loaded>> load(const Options& options) {
    auto loaded = driver::load_bundle(options.bundle);
    if (!loaded || (*loaded)->diagnostics.has_errors()) return loaded;
    driver::Loaded& bundle = **loaded;
    lint::lint({bundle.program, bundle.trees, bundle.sources, days_of(options.today)}, bundle.diagnostics);
    return loaded;
}

int fail(std::string_view message) {
    complain(message);
    return unreadable;
}

int check_once(const Options& options) {
    auto loaded = load(options);
    if (loaded && options.fix) {
        if (!fix(**loaded, options.bundle)) return unreadable;
        loaded = load(options);
    }
    if (!loaded) return fail(loaded.error().message);
    add_refusals(**loaded);
    fmt::print("{}", rendered(**loaded, options.format, options.bundle));
    return (*loaded)->diagnostics.has_errors() ? findings : fine;
}

Look look(const Options& options) {
    const auto loaded = load(options);
    if (!loaded) return {unreadable, loaded.error().message, {}};
    add_refusals(**loaded);
    const driver::Loaded& bundle = **loaded;
    return {bundle.diagnostics.has_errors() ? findings : fine, rendered(bundle, options.format, options.bundle), data_files(bundle)};
}

int run(const Options& options) {
    std::error_code ignored;
    const bool there = std::filesystem::exists(options.bundle, ignored);  // else it is told at once
    if (!options.watch || !there) return check_once(options);
    if (options.format != "text") return fail("`--watch` is for people: it goes with `--format text` only");
    return watch(options.bundle, [&] { return look(options); });
}

}  // namespace

void add_check(CLI::App& program, int& status) {
    CLI::App* verb = program.add_subcommand("check", "Report what is wrong with a bundle, or unwise");
    const auto options = std::make_shared<Options>();
    verb->add_option("BUNDLE", options->bundle, "folder of .ord files, or one such file")->required();
    verb->add_option("--format", options->format, "how it is reported")
        ->check(CLI::IsMember({"text", "json", "sarif", "github", "junit"}))
        ->capture_default_str();
    CLI::Option* fix = verb->add_flag("--fix", options->fix, "mend what can be mended without changing the meaning");
    verb->add_flag("--watch", options->watch, "check again whenever a file of the bundle changes, until Ctrl-C")->excludes(fix);
    verb->add_option("--today", options->today, "date from which waivers and calendars are judged (2026-11-23); the default is today")
        ->type_name("DATE")
        ->check(CLI::Validator(flaw_of_date, ""));
    verb->callback([options, &status] { status = run(*options); });
}

}  // namespace ordain::cli
