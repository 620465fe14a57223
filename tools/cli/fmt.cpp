// `ordain fmt`: one layout for sources.
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <iostream>
#include <iterator>
#include <memory>
#include <span>
#include <string>
#include <system_error>
#include <vector>

#include "compiler/diag/render.hpp"
#include "compiler/driver/load.hpp"
#include "compiler/format/format.hpp"
#include "runtime/base/limits.hpp"
#include "tools/cli/bundle.hpp"
#include "tools/cli/cli.hpp"
#include "tools/cli/files.hpp"
#include "tools/cli/line_diff.hpp"

namespace ordain::cli {

namespace fs = std::filesystem;

namespace {

struct Options {
    std::vector<std::string> paths;
    bool check = false;
    bool diff = false;
};

std::string standard_input() {
    return {std::istreambuf_iterator<char>(std::cin), std::istreambuf_iterator<char>()};
}

/// One run over all files; its status is that of the worst of them.
class Formatting {
public:
    explicit Formatting(const Options& options) : options_(options) {}

    int run() {
        for (const std::string& path : options_.paths) {
            std::error_code ignored;
            if (path == "-") {
                source("standard input", standard_input(), true);
            } else if (fs::is_directory(path, ignored)) {
                folder(path);
            } else {
                file(path);
            }
        }
        return status_;
    }

private:
    void worsen(int status) { status_ = std::max(status_, status); }
    void fail(std::string_view message) {
        complain(message);
        worsen(unreadable);
    }

    void folder(const std::string& path) {
        const auto files = driver::source_paths(path);
        if (!files) return fail(files.error().message);
        if (files->empty()) return fail(fmt::format("no `.ord` file is in `{}`", path));
        for (const std::string& name : *files) file((fs::path(path) / name).string());
    }

    void file(const std::string& path) {
        auto text = driver::read_file(path);
        if (!text) return fail(text.error().message);
        source(path, std::move(*text), false);
    }

    void source(const std::string& path, std::string text, bool piped) {
        if (text.size() > limits::source_bytes) return fail(fmt::format("`{}` is larger than {} MiB", path, limits::source_bytes >> 20));
        SourceSet sources;
        sources.add(path, std::move(text));
        Diagnostics diagnostics;
        const auto formatted = format::format(sources, 0, diagnostics);
        if (!formatted) {
            diagnostics.sort();
            fmt::print(stderr, "{}", render_text(diagnostics, sources, in_colour(STDERR_FILENO)));
            return worsen(findings);
        }
        result(path, sources.file(0).text, *formatted, piped);
    }

    void result(const std::string& path, const std::string& before, const std::string& after, bool piped) {
        if (options_.diff) fmt::print("{}", line_diff(path, before, after));
        if (options_.check) {
            if (before == after) return;
            if (!options_.diff) fmt::print("{}\n", path);
            return worsen(findings);
        }
        if (options_.diff) return;
        if (piped) return fmt::print("{}", after);
        if (before != after && !write_file(path, std::as_bytes(std::span(after)))) fail(fmt::format("cannot write `{}`", path));
    }

    const Options& options_;
    int status_ = fine;
};

}  // namespace

void add_fmt(CLI::App& program, int& status) {
    CLI::App* verb = program.add_subcommand("fmt", "Give sources the one layout");
    const auto options = std::make_shared<Options>();
    verb->add_option("PATH", options->paths, "files, folders of .ord files, or - for standard input")->required();
    verb->add_flag("--check", options->check, "change nothing; name the files that would change, and exit with 1 if there are any");
    verb->add_flag("--diff", options->diff, "change nothing; show what would change");
    verb->callback([options, &status] { status = Formatting(*options).run(); });
}

}  // namespace ordain::cli
