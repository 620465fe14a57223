// `ordain inspect`: what is in a compiled bundle.
#include <memory>
#include <string>

#include "runtime/program/bundle_file.hpp"
#include "runtime/program/disassemble.hpp"
#include "runtime/program/verify.hpp"
#include "tools/cli/cli.hpp"
#include "tools/cli/dump_plan.hpp"

namespace ordain::cli {

namespace {

struct Options {
    std::string path;
    bool code = false, plan = false;
};

/// Sections with their number of records and bytes, empty ones left out.
void show_sections(const program::Image& image) {
    std::size_t total = 0;
    fmt::print("\n{:<16} {:>10} {:>12}\n", "section", "records", "bytes");
#define ORDAIN_SECTION(NAME, RECORD, CLASS)                                                                           \
    if (!image.NAME.empty()) fmt::print("{:<16} {:>10} {:>12}\n", #NAME, image.NAME.size(), image.NAME.size_bytes()); \
    total += image.NAME.size_bytes();
#include "runtime/program/sections.def"
#undef ORDAIN_SECTION
    fmt::print("{:<16} {:>10} {:>12}\n", "all", "", total);
}

void show_policies(const program::Image& image) {
    fmt::print("\npolicies\n");
    for (const auto& policy : image.policies) {
        const std::string_view owner = image.str(policy.owner);
        fmt::print("  {:<24} {}{}{}\n", image.str(policy.name), (policy.flags & program::policy_flags::table) != 0 ? "table" : "policy",
                   (policy.flags & program::policy_flags::shadow) != 0 ? ", shadow" : "",
                   owner.empty() ? std::string() : fmt::format(", owner {}", owner));
    }
}

int run(const Options& options) {
    const auto bundle = program::map_bundle(options.path);
    if (!bundle) {
        complain(bundle.error().message);
        return unreadable;
    }
    const program::Image& image = bundle->image();
    // what was not verified is not read
    if (const auto verified = program::verify(image); !verified) {
        complain(fmt::format("`{}` does not verify: {}", options.path, verified.error().message));
        return unreadable;
    }
    fmt::print("bundle   {}\nid       {}\nedition  {}\nformat   {}\nhashes   right, and the code is verified\n",
               image.str(image.meta[0].name), program::bundle_id(bundle->id()), image.meta[0].edition, program::bundle_version);
    fmt::print("\nevents\n");
    for (const auto& event : image.events) fmt::print("  {}\n", image.str(event.type));
    show_policies(image);
    show_sections(image);
    if (options.plan) fmt::print("\n{}", dump_plan(image));
    if (options.code) fmt::print("\n{}", program::disassemble(image));
    return fine;
}

}  // namespace

void add_inspect(CLI::App& program, int& status) {
    CLI::App* verb = program.add_subcommand("inspect", "Show what is in a compiled bundle");
    const auto options = std::make_shared<Options>();
    verb->add_option("FILE", options->path, "a file made by `ordain compile`")->required();
    verb->add_flag("--code", options->code, "list the instructions");
    verb->add_flag("--plan", options->plan, "list where fields stand");
    verb->callback([options, &status] { status = run(*options); });
}

}  // namespace ordain::cli
