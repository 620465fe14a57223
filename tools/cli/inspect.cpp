// `ordain inspect`: what is in a compiled bundle.
#include <memory>
#include <string>

#include "runtime/program/bundle_file.hpp"
#include "tools/cli/cli.hpp"

namespace ordain::cli {

namespace {

/// Sections with their number of records and bytes, empty ones left out.
void show_sections(const program::Image& image) {
    fmt::print("\n{:<16} {:>10} {:>12}\n", "section", "records", "bytes");
#define ORDAIN_SECTION(NAME, RECORD, CLASS) \
    if (!image.NAME.empty()) fmt::print("{:<16} {:>10} {:>12}\n", #NAME, image.NAME.size(), image.NAME.size_bytes());
#include "runtime/program/sections.def"
#undef ORDAIN_SECTION
}

int run(const std::string& path) {
    const auto bundle = program::map_bundle(path);
    if (!bundle) {
        complain(bundle.error().message);
        return unreadable;
    }
    const program::Image& image = bundle->image();
    if (image.meta.empty()) {
        complain(fmt::format("`{}` names no bundle", path));
        return unreadable;
    }
    fmt::print("bundle   {}\nid       {}\nedition  {}\n", image.str(image.meta[0].name), program::bundle_id(bundle->id()),
               image.meta[0].edition);
    fmt::print("\nevents\n");
    for (const auto& event : image.events) fmt::print("  {}\n", image.str(event.type));
    fmt::print("\npolicies\n");
    for (const auto& policy : image.policies)
        fmt::print("  {}{}\n", image.str(policy.name), (policy.flags & program::policy_flags::shadow) != 0 ? " (shadow)" : "");
    show_sections(image);
    return fine;
}

}  // namespace

void add_inspect(CLI::App& program, int& status) {
    CLI::App* verb = program.add_subcommand("inspect", "Show what is in a compiled bundle");
    const auto path = std::make_shared<std::string>();
    verb->add_option("FILE", *path, "a file made by `ordain compile`")->required();
    verb->callback([path, &status] { status = run(*path); });
}

}  // namespace ordain::cli
