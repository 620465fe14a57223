// `ordain list`: what a bundle declares.
#include <algorithm>
#include <filesystem>
#include <memory>
#include <string>
#include <system_error>
#include <vector>

#include "compiler/diag/columns.hpp"
#include "tools/cli/bundle.hpp"
#include "tools/cli/cli.hpp"
#include "tools/cli/listing.hpp"

namespace ordain::cli {

namespace {

struct Options {
    std::string bundle;
    std::string format = "text";
    bool all = false;
    std::vector<char> chosen = std::vector<char>(listings().size());  // by listing; char, as flags are bound to elements
};

/// A member as a person reads it; `-` for what is not there.
std::string shown(const Json& row, std::string_view column) {
    if (column == "place") return fmt::format("{}:{}", row["file"].get_ref<const std::string&>(), row["line"].get<std::size_t>());
    const Json& value = row[std::string(column)];
    if (value.is_null()) return "-";
    if (value.is_boolean()) return value.get<bool>() ? "yes" : "no";
    if (value.is_string()) return value.get<std::string>();
    if (!value.is_array()) return value.dump();
    std::string list;
    for (const Json& item : value) list += (list.empty() ? "" : ", ") + item.get<std::string>();
    return list.empty() ? "-" : list;
}

/// The columns under their headings. Numbers stand at the right.
std::string as_columns(const Listing& listing, const Json& rows) {
    std::vector<std::size_t> widths;
    std::vector<std::vector<std::string>> cells;
    for (const Json& row : rows) {
        cells.emplace_back();
        for (const std::string_view column : listing.columns) cells.back().push_back(shown(row, column));
    }
    std::vector<std::string> headings;
    for (std::string heading : std::vector<std::string>(listing.columns.begin(), listing.columns.end())) {
        std::replace(heading.begin(), heading.end(), '_', ' ');
        headings.push_back(std::move(heading));
    }
    cells.insert(cells.begin(), headings);
    for (std::size_t c = 0; c < headings.size(); ++c) {
        std::size_t width = 0;
        for (const auto& row : cells) width = std::max(width, columns_of(row[c]));
        widths.push_back(width);
    }
    const auto is_number = [&](std::size_t c) {
        return !rows.empty() && rows[0].value(std::string(listing.columns[c]), Json()).is_number();
    };
    std::string text;
    for (const auto& row : cells) {
        std::string line;
        for (std::size_t c = 0; c < row.size(); ++c) {
            if (c > 0) line += "  ";
            line += is_number(c) ? std::string(widths[c] - columns_of(row[c]), ' ') + row[c] : padded(row[c], widths[c]);
        }
        line.erase(line.find_last_not_of(' ') + 1);
        text += line + "\n";
    }
    return text;
}

std::string as_text(const std::vector<const Listing*>& wanted, const Json& lists) {
    std::string text;
    for (const Listing* listing : wanted) {
        const Json& rows = lists[std::string(listing->name)];
        if (wanted.size() > 1) text += fmt::format("{}{}: {}\n", text.empty() ? "" : "\n", listing->name, rows.size());
        if (!rows.empty())
            text += as_columns(*listing, rows);
        else if (wanted.size() == 1)
            text += fmt::format("no {}\n", listing->name);
    }
    return text;
}

int fail(std::string_view message) {
    complain(message);
    return unreadable;
}

int run(const Options& options) {
    std::vector<const Listing*> wanted;
    for (std::size_t i = 0; i < listings().size(); ++i)
        if (options.all || options.chosen[i] != 0) wanted.push_back(&listings()[i]);
    if (wanted.empty()) wanted.push_back(&listings().front());
    Json lists{{"bundle", nullptr}};
    std::error_code ignored;
    if (options.bundle.empty()) {
        if (wanted.size() > 1 || wanted[0]->name != "lint") return fail("say which bundle: a folder of .ord files");
        lists["lint"] = lint_rules({});
    } else if (std::filesystem::path(options.bundle).extension() != ".ord" && std::filesystem::is_regular_file(options.bundle, ignored)) {
        return fail(
            fmt::format("`{0}` is a file, and what a bundle declares is read from its folder of sources: a compiled bundle has no "
                        "tests, modules, places or levels of lint in it. `ordain inspect {0}` shows the events and policies of one",
                        options.bundle));
    } else {
        int status = fine;
        const auto loaded = load_for_use(options.bundle, status);
        if (!loaded) return status;
        lists["bundle"] = loaded->program.name;
        for (const Listing* listing : wanted) lists[std::string(listing->name)] = listing->rows(*loaded);
    }
    const bool json = options.format == "json";
    fmt::print("{}", json ? lists.dump(2, ' ', false, Json::error_handler_t::replace) + "\n" : as_text(wanted, lists));
    return fine;
}

}  // namespace

void add_list(CLI::App& program, int& status) {
    CLI::App* verb = program.add_subcommand("list", "List what a bundle declares: policies, events, roles, queues and so on");
    const auto options = std::make_shared<Options>();
    verb->add_option("BUNDLE", options->bundle, "folder of .ord files");
    for (std::size_t i = 0; i < listings().size(); ++i)
        verb->add_flag_function(
            fmt::format("--{}", listings()[i].name), [options, i](std::int64_t) { options->chosen[i] = 1; },
            std::string(listings()[i].help));
    verb->add_flag("--all", options->all, "all of these");
    verb->add_option("--format", options->format, "how it is shown")->check(CLI::IsMember({"text", "json"}))->capture_default_str();
    verb->callback([options, &status] { status = run(*options); });
}

}  // namespace ordain::cli
