// `ordain check`: what is wrong with a bundle.
#include <unistd.h>

#include <memory>
#include <string>

#include "compiler/diag/render.hpp"
#include "tools/cli/bundle.hpp"
#include "tools/cli/cli.hpp"

namespace ordain::cli {

namespace {

struct Options {
    std::string bundle;
    std::string format = "text";
};

int run(const Options& options) {
    const auto loaded = driver::load_bundle(options.bundle);
    if (!loaded) {
        complain(loaded.error().message);
        return unreadable;
    }
    const driver::Loaded& bundle = **loaded;
    if (options.format == "json") {
        fmt::print("{}\n", render_json(bundle.diagnostics, bundle.sources));
    } else if (!bundle.diagnostics.all().empty()) {
        fmt::print("{}", render_text(bundle.diagnostics, bundle.sources, in_colour(STDOUT_FILENO)));
    }
    return bundle.diagnostics.has_errors() ? findings : fine;
}

}  // namespace

void add_check(CLI::App& program, int& status) {
    CLI::App* verb = program.add_subcommand("check", "Report what is wrong with a bundle");
    const auto options = std::make_shared<Options>();
    verb->add_option("BUNDLE", options->bundle, "folder of .ord files")->required();
    verb->add_option("--format", options->format, "how it is reported")->check(CLI::IsMember({"text", "json"}))->capture_default_str();
    verb->callback([options, &status] { status = run(*options); });
}

}  // namespace ordain::cli
