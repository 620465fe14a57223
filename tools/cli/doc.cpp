// `ordain doc`: a bundle as pages that people read.
#include <filesystem>
#include <memory>
#include <span>
#include <string>
#include <system_error>

#include "compiler/docs/docs.hpp"
#include "tools/cli/bundle.hpp"
#include "tools/cli/cli.hpp"
#include "tools/cli/files.hpp"

namespace ordain::cli {

namespace fs = std::filesystem;

namespace {

struct Options {
    std::string bundle, folder;
};

int run(const Options& options) {
    int status = fine;
    const auto loaded = load_for_use(options.bundle, status);
    if (!loaded) return status;
    std::error_code failure;
    fs::create_directories(options.folder, failure);
    if (failure) {
        complain(fmt::format("cannot make the folder `{}`: {}", options.folder, failure.message()));
        return unreadable;
    }
    for (const docs::Page& page : docs::pages(loaded->program, loaded->trees, loaded->sources)) {
        const std::string path = (fs::path(options.folder) / page.name).string();
        if (write_file(path, std::as_bytes(std::span(page.bytes)))) continue;
        complain(fmt::format("cannot write `{}`", path));
        return unreadable;
    }
    return fine;
}

}  // namespace

void add_doc(CLI::App& program, int& status) {
    CLI::App* verb = program.add_subcommand("doc", "Write a bundle as pages that people read, to open in a browser");
    const auto options = std::make_shared<Options>();
    verb->add_option("BUNDLE", options->bundle, "folder of .ord files")->required();
    verb->add_option("-o,--output", options->folder, "folder of the pages; index.html is the first")->type_name("FOLDER")->required();
    verb->callback([options, &status] { status = run(*options); });
}

}  // namespace ordain::cli
