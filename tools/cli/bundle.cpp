#include "tools/cli/bundle.hpp"

#include <unistd.h>

#include <cstdlib>
#include <filesystem>

#include "compiler/diag/render.hpp"
#include "compiler/driver/compile.hpp"
#include "runtime/program/bundle_file.hpp"
#include "tools/cli/cli.hpp"

namespace ordain::cli {

namespace {

std::shared_ptr<const Bundle> opened(Result<std::shared_ptr<const Bundle>> bundle, int& status) {
    if (bundle) return bundle.value();
    complain(bundle.error().message);
    status = unreadable;
    return nullptr;
}

std::string colour = "auto";  // of the command line

}  // namespace

void add_colour(CLI::App& program) {
    for (CLI::App* verb : program.get_subcommands({}))
        verb->add_option("--color", colour, "reports in colour: always, never, or on a terminal if NO_COLOR is not set (auto)")
            ->check(CLI::IsMember({"auto", "always", "never"}));
}

bool in_colour(int file_descriptor) {
    if (colour != "auto") return colour == "always";
    const char* off = std::getenv("NO_COLOR");
    return isatty(file_descriptor) == 1 && (off == nullptr || *off == '\0');
}

std::unique_ptr<driver::Loaded> load_for_use(const std::string& folder, int& status) {
    auto loaded = driver::load_bundle(folder);
    if (!loaded) {
        complain(loaded.error().message);
        status = unreadable;
        return nullptr;
    }
    const driver::Loaded& bundle = **loaded;
    if (!bundle.diagnostics.all().empty())
        fmt::print(stderr, "{}", render_text(bundle.diagnostics, bundle.sources, in_colour(STDERR_FILENO)));
    if (!bundle.diagnostics.has_errors()) return std::move(*loaded);
    status = findings;
    return nullptr;
}

void add_refusals(driver::Loaded& bundle) {
    if (bundle.diagnostics.has_errors()) return;
    Diagnostics refusals;
    if (driver::compile(bundle.program, refusals)) return;
    for (const Diagnostic& d : refusals.all()) bundle.diagnostics.add(d);
}

std::optional<program::ImageData> compile_for_use(const driver::Loaded& bundle) {
    Diagnostics why;
    auto image = driver::compile(bundle.program, why, {.sources = &bundle.sources});
    if (!image) fmt::print(stderr, "{}", render_text(why, bundle.sources, in_colour(STDERR_FILENO)));
    return image;
}

std::shared_ptr<const Bundle> open_bundle(const std::string& path, int& status) {
    std::error_code ignored;
    const bool source = std::filesystem::path(path).extension() == ".ord";
    if (!source && std::filesystem::is_regular_file(path, ignored)) return opened(Bundle::open(path), status);
    const auto loaded = load_for_use(path, status);
    if (!loaded) return nullptr;
    const auto image = compile_for_use(*loaded);
    if (image) return opened(Bundle::from_bytes(program::serialize(*image)), status);
    status = findings;
    return nullptr;
}

}  // namespace ordain::cli
