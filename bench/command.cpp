// `ordain decide BUNDLE EVENTS > /dev/null` on one core, in MB of events a second.
//
// The events are those of policies/superstore, again and again with other ids, until the file has the size wanted: 64 MB, or
// ORDAIN_BENCH_GB (decimal) gigabytes. It lies under the temporary folder and goes at the end. Times are the program's whole run, as the
// shell would see it.
#include <fcntl.h>
#include <fmt/format.h>
#include <sched.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "bench/common/bundle.hpp"
#include "bench/common/report.hpp"
#include "runtime/program/bundle_file.hpp"

namespace ordain::bench {
namespace {

constexpr double goal = 400;  // MB/s
constexpr int runs = 5;

/// A folder that goes at the end.
struct Folder {
    std::filesystem::path path = std::filesystem::temp_directory_path() / fmt::format("ordain-bench-{}", getpid());
    Folder() { std::filesystem::create_directories(path); }
    ~Folder() {
        std::error_code ignored;
        std::filesystem::remove_all(path, ignored);
    }
    Folder(const Folder&) = delete;
    Folder& operator=(const Folder&) = delete;
};

/// The event with `round` at the end of its id.
void append_event(std::string& out, std::string_view line, std::size_t round) {
    const std::string_view member = R"("id":")";
    const std::size_t end = line.find('"', line.find(member) + member.size());
    out += line.substr(0, end);
    if (round > 0) out += fmt::format("/{}", round);
    out += line.substr(end);
    out += '\n';
}

/// Returns the bytes written.
std::uint64_t write_events(const std::filesystem::path& path, std::uint64_t size) {
    std::string buffer, text;
    const auto lines = read_lines(superstore_events(), buffer);
    std::ofstream out(path, std::ios::binary);
    std::uint64_t written = 0;
    for (std::size_t round = 0; written < size; ++round) {
        text.clear();
        for (const std::string_view line : lines) {
            append_event(text, line, round);
            if (written + text.size() >= size) break;
        }
        out.write(text.data(), static_cast<std::streamsize>(text.size()));
        written += text.size();
    }
    if (!out.flush()) refuse("cannot write the events");
    return written;
}

struct Spent {
    double wall = 0, user = 0, system = 0;  // seconds
};

double seconds(const timeval& t) {
    return static_cast<double>(t.tv_sec) + static_cast<double>(t.tv_usec) / 1e6;
}

/// Runs the command with its output in `out`, bound to the processor it starts on.
Spent run_decide(const std::string& bundle, const std::string& events, const std::string& out) {
    const auto start = std::chrono::steady_clock::now();
    const pid_t child = fork();
    if (child == 0) {
        cpu_set_t one;
        CPU_ZERO(&one);
        CPU_SET(static_cast<std::size_t>(sched_getcpu()), &one);
        sched_setaffinity(0, sizeof one, &one);
        const int file = open(out.c_str(), O_WRONLY | O_CREAT | O_TRUNC, 0600);
        if (file < 0 || dup2(file, STDOUT_FILENO) < 0) _exit(126);
        execl(ORDAIN_PROGRAM, "ordain", "decide", bundle.c_str(), events.c_str(), static_cast<char*>(nullptr));
        _exit(127);
    }
    int status = 0;
    rusage usage{};
    if (child < 0 || wait4(child, &status, 0, &usage) != child || status != 0) refuse("`ordain decide` failed");
    const std::chrono::duration<double> wall = std::chrono::steady_clock::now() - start;
    return {wall.count(), seconds(usage.ru_utime), seconds(usage.ru_stime)};
}

/// The command must write what the library decides.
void check(const std::string& bundle_path, const Folder& folder) {
    const std::string events = superstore_events(), out = (folder.path / "decisions.jsonl").string();
    run_decide(bundle_path, events, out);
    const auto bundle = Bundle::open(bundle_path);
    if (!bundle) refuse(bundle.error().message);
    Evaluator evaluator(*bundle);
    std::string buffer, expected;
    for (const std::string_view line : read_lines(events, buffer)) evaluator.decide(line).append_json(expected), expected += '\n';
    std::ifstream in(out, std::ios::binary);
    const std::string got{std::istreambuf_iterator<char>(in), {}};
    if (got != expected) refuse("the command's decisions are not the library's");
}

int measure() {
    const char* gigabytes = std::getenv("ORDAIN_BENCH_GB");
    const double size = gigabytes != nullptr ? std::strtod(gigabytes, nullptr) * 1e9 : 64e6;
    if (!(size >= 1e6 && size <= 1e12)) {
        fmt::print(stderr, "ORDAIN_BENCH_GB must be a number of gigabytes from 0.001 to 1000\n");
        return 2;
    }
    const Folder folder;
    if (static_cast<double>(std::filesystem::space(folder.path).available) < size * 1.1 + 1e8) {
        fmt::print("skipped: no room for {:.0f} MB of events in {}\n", size / 1e6, folder.path.parent_path().string());
        return 0;
    }
    const std::string bundle = (folder.path / "superstore.ordb").string(), events = (folder.path / "events.jsonl").string();
    const auto bytes = program::serialize(compile_folder(superstore()));
    std::ofstream(bundle, std::ios::binary).write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
    check(bundle, folder);
    const double megabytes = static_cast<double>(write_events(events, static_cast<std::uint64_t>(size))) / 1e6;
    std::vector<Spent> all;
    for (int i = 0; i < runs; ++i) all.push_back(run_decide(bundle, events, "/dev/null"));
    const auto median = [&](auto value) {
        std::sort(all.begin(), all.end(), [&](const Spent& a, const Spent& b) { return value(a) < value(b); });
        return value(all[runs / 2]);
    };
    const double wall = median([](const Spent& s) { return s.wall; });
    const double processor = median([](const Spent& s) { return s.user + s.system; });
    fmt::print("ordain decide, {:.0f} MB of events, medians of {}: {:.2f} s, {:.2f} s of them on the processor; {:.0f} MB/s of wall time\n",
               megabytes, runs, wall, processor, megabytes / wall);
    const double speed = megabytes / processor;
    fmt::print("{:<64} {:6.0f} MB/s   goal {:.0f}{}\n", "decide, JSON to JSON, one core's time", speed, goal,
               speed >= goal ? "" : ", missed");
    return 0;
}

}  // namespace
}  // namespace ordain::bench

int main() {
    return ordain::bench::measure();
}
