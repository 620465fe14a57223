#include "tools/cli/bundle.hpp"

#include <unistd.h>

#include <cstdlib>

#include "compiler/diag/render.hpp"
#include "tools/cli/cli.hpp"

namespace ordain::cli {

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

}  // namespace ordain::cli
