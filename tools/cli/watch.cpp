#include "tools/cli/watch.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <csignal>
#include <cstdint>
#include <cstdio>
#include <ctime>
#include <filesystem>
#include <map>

namespace ordain::cli {

namespace fs = std::filesystem;

namespace {

constexpr std::int64_t pause_ns = 250'000'000;  // between two looks at the disk
constexpr const char* clear_screen = "\x1b[H\x1b[2J\x1b[3J";

/// Enough to see that a file has been written or replaced.
struct Stamp {
    std::uint64_t device = 0, inode = 0;
    std::int64_t size = -1;  // -1: it is not there
    std::int64_t modified_s = 0, modified_ns = 0;
    friend bool operator==(const Stamp&, const Stamp&) = default;
};
using Snapshot = std::map<std::string, Stamp>;

Stamp stamp_of(const fs::path& path) {
    struct stat found {};
    if (stat(path.c_str(), &found) != 0) return {};
    return {found.st_dev, found.st_ino, found.st_size, found.st_mtim.tv_sec, found.st_mtim.tv_nsec};
}

/// A folder that can't be read has no files: that it has gone is a change, too.
Snapshot snapshot(const std::string& folder, const std::set<std::string>& data) {
    Snapshot found;
    for (const std::string& file : data) found[file] = stamp_of(fs::path(driver::folder_of(folder)) / file);
    if (const auto sources = driver::source_paths(folder))
        for (const std::string& file : *sources) found[file] = stamp_of(fs::path(driver::folder_of(folder)) / file);
    return found;
}

/// The signals that end it wait until they are asked for, so that no report is cut off.
class Ending {
public:
    Ending() {
        sigemptyset(&signals_);
        sigaddset(&signals_, SIGINT);
        sigaddset(&signals_, SIGTERM);
        sigprocmask(SIG_BLOCK, &signals_, nullptr);
    }
    /// Sleeps; true if a signal came.
    [[nodiscard]] bool comes_within(std::int64_t ns) const {
        const timespec time{0, ns};
        return sigtimedwait(&signals_, nullptr, &time) > 0;
    }

private:
    sigset_t signals_{};
};

/// A look at files that did not change meanwhile, and whose data files were known before.
Look steady_look(const std::string& folder, const std::function<Look()>& look, Snapshot& seen, std::set<std::string>& data) {
    for (;;) {
        seen = snapshot(folder, data);
        Look result = look();
        if (result.data == data) return result;
        data = result.data;
    }
}

void show(const Look& look, std::size_t files, bool terminal) {
    const std::tm now = fmt::localtime(std::time(nullptr));
    fmt::print("{}{}{}{:%H:%M:%S}  {} file{} watched, Ctrl-C ends\n", terminal ? clear_screen : "",
               look.report.empty() ? "nothing is wrong\n" : look.report, look.report.ends_with('\n') || look.report.empty() ? "" : "\n",
               now, files, files == 1 ? "" : "s");
    if (!terminal) fmt::print("\n");
    (void)std::fflush(stdout);  // main() looks at the stream's state
}

}  // namespace

std::set<std::string> data_files(const driver::Loaded& bundle) {
    std::set<std::string> found;
    for (std::size_t i = 0; i < bundle.trees.size(); ++i) {
        const fs::path folder = fs::path(bundle.sources.file(static_cast<std::uint32_t>(i)).path).parent_path();
        const auto add = [&](const syntax::String& name) {
            if (name.written()) found.insert((folder / syntax::unescape(name.raw)).lexically_normal().generic_string());
        };
        for (const syntax::Data& data : bundle.trees[i].data) add(data.from);
        for (const syntax::Ladder& ladder : bundle.trees[i].ladders) add(ladder.from);
    }
    return found;
}

int watch(const std::string& folder, const std::function<Look()>& look) {
    const Ending ending;
    const bool terminal = isatty(STDOUT_FILENO) == 1;
    std::set<std::string> data;
    for (;;) {
        Snapshot seen;
        const Look result = steady_look(folder, look, seen, data);
        show(result, seen.size(), terminal);
        do
            if (ending.comes_within(pause_ns)) return result.status;
        while (snapshot(folder, data) == seen);
    }
}

}  // namespace ordain::cli
