// What it takes to get from a source to a loaded bundle, stage by stage, and what a bundle takes: parsing, checking, code generation,
// verifying, writing, opening (mapping and verifying), bytes. Then what swapping bundles does to decisions (swap.cpp).
//
// Times are processor times of one thread, medians of several runs.
#include <fmt/format.h>
#include <malloc.h>
#include <unistd.h>

#include <algorithm>
#include <ctime>
#include <filesystem>
#include <fstream>
#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "bench/bundle_sources.hpp"
#include "bench/common/bundle.hpp"
#include "bench/common/report.hpp"
#include "bench/swap.hpp"
#include "compiler/codegen/generate.hpp"
#include "compiler/diag/render.hpp"
#include "compiler/sema/check.hpp"
#include "compiler/syntax/parse.hpp"
#include "runtime/program/bundle_file.hpp"
#include "runtime/program/verify.hpp"

namespace ordain::bench {
namespace {

double processor_ms() {
    timespec now{};
    clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
    return static_cast<double>(now.tv_sec) * 1e3 + static_cast<double>(now.tv_nsec) / 1e6;
}

/// Bytes in use on the heap.
double heap_bytes() {
    const struct mallinfo2 info = mallinfo2();
    return static_cast<double>(info.uordblks) + static_cast<double>(info.hblkhd);
}

/// The most memory the process had since the last call, in bytes; then what it has is the most. 0 if the system doesn't say.
double peak_bytes() {
    double kilobytes = 0;
    std::ifstream status("/proc/self/status");
    for (std::string line; std::getline(status, line);)
        if (line.starts_with("VmHWM:")) kilobytes = std::strtod(line.c_str() + 6, nullptr);
    std::ofstream("/proc/self/clear_refs") << "5";
    return kilobytes * 1024;
}

/// A bundle file that goes with this object.
class BundleFile {
public:
    explicit BundleFile(const std::vector<std::byte>& bytes)
        : path_((std::filesystem::temp_directory_path() / fmt::format("ordain-bench-{}-{}.ordb", getpid(), bytes.size())).string()) {
        std::ofstream out(path_, std::ios::binary);
        out.write(reinterpret_cast<const char*>(bytes.data()), static_cast<std::streamsize>(bytes.size()));
        if (!out.flush()) refuse("cannot write " + path_);
    }
    ~BundleFile() {
        std::error_code ignored;
        std::filesystem::remove(path_, ignored);
    }
    BundleFile(const BundleFile&) = delete;
    BundleFile& operator=(const BundleFile&) = delete;

    [[nodiscard]] const std::string& path() const { return path_; }

private:
    std::string path_;
};

/// The stages of one run. Times in ms, sizes in bytes.
struct Stages {
    double parse = 0, check = 0, generate = 0, verify = 0, write = 0, open = 0;
    double bundle = 0, program = 0, peak = 0, opened = 0;

    [[nodiscard]] double compile() const { return check + generate + verify; }
};

Stages run_once(const std::string& source, bool explains) {
    Stages s;
    malloc_trim(0);
    const double heap = heap_bytes();
    (void)peak_bytes();
    const double before = peak_bytes();
    double at = processor_ms();
    const auto lap = [&at] {
        const double begun = std::exchange(at, processor_ms());
        return at - begun;
    };
    std::vector<std::byte> bytes;
    {
        SourceSet sources;
        Diagnostics diagnostics;
        const std::uint32_t file = sources.add("bench.ord", source);
        lap();
        std::vector<syntax::Tree> trees;
        trees.push_back(syntax::parse(sources, file, diagnostics));
        s.parse = lap();
        const sema::ReadFile none = [](const std::string&, const std::string&) -> Result<std::string> {
            return Error{"there are no files"};
        };
        const typed::Program program = sema::check(trees, sources, none, diagnostics);
        s.check = lap();
        if (diagnostics.has_errors()) refuse(render_text(diagnostics, sources, false));
        s.program = heap_bytes() - heap;
        lap();
        const auto image = codegen::generate(program, diagnostics, {.sources = explains ? &sources : nullptr});
        s.generate = lap();
        if (!image) refuse(render_text(diagnostics, sources, false));
        if (const auto verified = program::verify(image->view()); !verified) refuse(verified.error().message);
        s.verify = lap();
        bytes = program::serialize(*image);
        s.write = lap();
    }
    s.bundle = static_cast<double>(bytes.size());
    s.peak = peak_bytes() - before;
    const BundleFile file(bytes);
    (void)Bundle::open(file.path());  // the file's pages are in memory then, as after copying it
    const double unopened = heap_bytes();
    at = processor_ms();
    const auto bundle = Bundle::open(file.path());
    s.open = lap();
    if (!bundle) refuse(bundle.error().message);
    const Evaluator evaluator(*bundle);
    s.opened = heap_bytes() - unopened;
    return s;
}

double median(const std::vector<Stages>& all, const std::function<double(const Stages&)>& value) {
    std::vector<double> values;
    for (const Stages& s : all) values.push_back(value(s));
    std::sort(values.begin(), values.end());
    return values[values.size() / 2];
}

std::string against(double value, double goal, bool at_most) {
    return (at_most ? value <= goal : value >= goal) ? " " : "!";
}

struct Workload {
    std::string_view name;
    std::string (*source)(std::int64_t);
    std::string_view counted;
};
constexpr Workload workloads[] = {
    {"mixed", mixed_rules, "rules"}, {"worded", worded_rules, "rules"}, {"table", table_rows, "rows"}, {"data", data_rows, "rows"}};

void report(const Workload& work, std::int64_t count, bool explains) {
    const std::string source = work.source(count);
    const auto rules = static_cast<double>(count);
    const double megabytes = static_cast<double>(source.size()) / 1e6;
    std::vector<Stages> all;
    for (int i = 0; i < (count > 10'000 ? 3 : 7); ++i) all.push_back(run_once(source, explains));
    const auto of = [&](const std::function<double(const Stages&)>& value) { return median(all, value); };
    const double parse_speed = megabytes * 1e3 / of([](const Stages& s) { return s.parse; });
    const double compile = of(&Stages::compile), compile_goal = count > 10'000 ? rules / 100 : rules / 200;
    const double bundle = of([](const Stages&s) { return s.bundle; }), open = of([](const Stages&s) { return s.open; });
    const double open_speed = open * 1e3 / (bundle / 1e6);
    fmt::print(
        "{:>7} {:>7}{} | {:6.1f} {:6.1f}{} | {:7.1f} {:8.1f} {:6.1f} {:8.1f}{} | {:6.1f} | {:7.2f} {:6.0f}{} | {:6.0f} {:7.0f} {:6.0f} "
        "{:6.0f}\n",
        work.name, count, explains ? "+" : " ", megabytes, parse_speed, against(parse_speed, 50, false),
        of([](const Stages& s) { return s.check; }), of([](const Stages& s) { return s.generate; }),
        of([](const Stages& s) { return s.verify; }), compile, against(compile, compile_goal, true),
        of([](const Stages& s) { return s.write; }), open, open_speed, against(open_speed, 100, true), bundle / rules,
        of([](const Stages& s) { return s.program; }) / rules, of([](const Stages& s) { return s.peak; }) / rules,
        of([](const Stages& s) { return s.opened; }) / rules);
    std::fflush(stdout);
}

/// `only`, `only_count`: a workload's name and number of rules, or `swap`; null and 0: all.
int measure(const char* only, std::int64_t only_count) {
    fmt::print(
        "From source to loaded bundle. `+`: the bundle explains its decisions. `!`: a goal is missed (parse 50 MB/s; compile 10 000 in\n"
        "50 ms, 100 000 in 1 s; open 100 us a MB). Times in ms, memory in bytes a rule: the bundle, trees and typed program, the peak\n"
        "from parsing to the written bundle, and the heap of an opened bundle with one evaluator.\n"
        "               |  source  parse |   check generate verify  compile  |  write |    open us/MB  | bundle program   peak opened\n"
        "               |      MB  MB/s  |      ms       ms     ms       ms  |     ms |      ms        | B/rule  B/rule B/rule B/rule\n");
    for (const Workload& work : workloads) {
        if (only != nullptr && work.name != only) continue;
        for (const std::int64_t count : {std::int64_t{10'000}, std::int64_t{100'000}}) {
            if (only_count != 0 && count != only_count) continue;
            for (const bool explains : {false, true}) report(work, count, explains);
        }
    }
    if (only == nullptr || std::string_view(only) == "swap") measure_swaps(mixed_rules(10'000));
    return 0;
}

}  // namespace
}  // namespace ordain::bench

int main(int argc, char** argv) {
    return ordain::bench::measure(argc > 1 ? argv[1] : nullptr, argc > 2 ? std::strtoll(argv[2], nullptr, 10) : 0);
}
