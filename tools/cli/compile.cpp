// `ordain compile`: a bundle's sources to one file.

#include <memory>
#include <span>
#include <string>

#include "compiler/sema/check.hpp"
#include "compiler/syntax/parse.hpp"
#include "runtime/program/bundle_file.hpp"
#include "runtime/program/disassemble.hpp"
#include "tools/cli/bundle.hpp"
#include "tools/cli/cli.hpp"
#include "tools/cli/dump_plan.hpp"
#include "tools/cli/files.hpp"

namespace ordain::cli {

namespace {

struct Options {
    std::string bundle;
    std::string output;
    std::string dump;
};

void dump_source(const driver::Loaded& bundle, const std::string& what) {
    if (what == "typed") fmt::print("{}", sema::dump(bundle.program, bundle.sources));
    if (what != "tree") return;
    for (const syntax::Tree& tree : bundle.trees) fmt::print("{}", syntax::dump(tree, bundle.sources));
}

void dump_image(const program::Image& image, const std::string& what) {
    if (what == "plan") fmt::print("{}", dump_plan(image));
    if (what == "bytecode") fmt::print("{}", program::disassemble(image));
}

int run(const Options& options) {
    if (options.output.empty() && options.dump.empty()) {
        complain("say where the file goes: -o FILE");
        return unreadable;
    }
    if (options.output.ends_with(".ord")) {
        complain(fmt::format("`{}` is the name of a source; bundles end with .ordb", options.output));
        return unreadable;
    }
    int status = fine;
    const auto bundle = load_for_use(options.bundle, status);
    if (!bundle) return status;
    dump_source(*bundle, options.dump);
    if (options.output.empty() && (options.dump == "tree" || options.dump == "typed")) return fine;
    const auto image = compile_for_use(*bundle);
    if (!image) return findings;
    dump_image(image->view(), options.dump);
    if (options.output.empty()) return fine;
    if (write_file(options.output, program::serialize(*image))) return fine;
    complain(fmt::format("cannot write `{}`", options.output));
    return unreadable;
}

}  // namespace

void add_compile(CLI::App& program, int& status) {
    CLI::App* verb = program.add_subcommand("compile", "Make one file of a bundle");
    const auto options = std::make_shared<Options>();
    verb->add_option("BUNDLE", options->bundle, "folder of .ord files")->required();
    verb->add_option("-o,--output", options->output, "the file, by custom *.ordb")->type_name("FILE");
    verb->add_option("--dump", options->dump, "show a step of the compilation as text")
        ->check(CLI::IsMember({"tree", "typed", "plan", "bytecode"}));
    verb->callback([options, &status] { status = run(*options); });
}

}  // namespace ordain::cli
