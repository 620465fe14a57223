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

}  // namespace

bool in_colour(int file_descriptor) {
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

Result<program::ImageData> compiled(const driver::Loaded& bundle) {
    codegen::Refusal why;
    auto image = driver::compile(bundle.program, why, {.sources = &bundle.sources});
    if (image) return std::move(*image);
    std::string place;
    if (why.policy.valid()) {
        const Span span = bundle.program.policies[why.policy.value].span;
        const auto position = bundle.sources.position(span.file, span.begin);
        place = fmt::format("{}:{}:{}: ", bundle.sources.file(span.file).path, position.line, position.column);
    }
    return Error{place + why.message + (why.help.empty() ? "" : "\n  " + why.help)};
}

std::optional<program::ImageData> compile_for_use(const driver::Loaded& bundle) {
    auto image = compiled(bundle);
    if (image) return std::move(*image);
    complain(image.error().message);
    return std::nullopt;
}

std::shared_ptr<const Bundle> open_bundle(const std::string& path, int& status) {
    std::error_code ignored;
    if (std::filesystem::is_regular_file(path, ignored)) return opened(Bundle::open(path), status);
    const auto loaded = load_for_use(path, status);
    if (!loaded) return nullptr;
    const auto image = compile_for_use(*loaded);
    if (image) return opened(Bundle::from_bytes(program::serialize(*image)), status);
    status = findings;
    return nullptr;
}

}  // namespace ordain::cli
