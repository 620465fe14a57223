// Sources to bundles, and bundles to memory: parsing, compiling, loading (mapping and verifying).
#include <benchmark/benchmark.h>
#include <fmt/format.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

#include "bench/common/bundle.hpp"
#include "bench/common/report.hpp"
#include "compiler/driver/load.hpp"
#include "compiler/syntax/parse.hpp"
#include "runtime/program/bundle_file.hpp"

namespace ordain::bench {
namespace {

std::string many_rules() {
    std::string text =
        "module bench.many\nbundle many { edition 1  default on * hold in other  fault in other }\nqueue other\nrole boss\n"
        "reason LARGE \"Large\"\nevent order.created { amount money EUR  region int in 0..100 }\npolicy p on order.created {\n";
    for (int i = 0; i < 1000; ++i)
        text += fmt::format(
            "  rule r{} \"Amounts of region {}\"\n    when region = {} and amount in {} EUR..{} EUR\n"
            "    then require boss within {} hours\n         reason LARGE \"{{amount}} in region {{region}}\"\n\n",
            i, i % 100, i % 100, i * 50, i * 50 + 49, 1 + i % 40);
    return text + "}\n";
}

const std::string& rules_text() {
    static const std::string text = many_rules();
    return text;
}

void parse_1000_rules(benchmark::State& state) {
    for (auto _ : state) {
        SourceSet sources;
        Diagnostics diagnostics;
        benchmark::DoNotOptimize(syntax::parse(sources, sources.add("many.ord", rules_text()), diagnostics));
    }
    state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(rules_text().size()));
}
void compile_1000_rules(benchmark::State& state) {
    for (auto _ : state) benchmark::DoNotOptimize(compile_text(rules_text()));
    state.SetBytesProcessed(state.iterations() * static_cast<std::int64_t>(rules_text().size()));
}
void compile_superstore(benchmark::State& state) {
    for (auto _ : state) benchmark::DoNotOptimize(compile_folder(superstore()));
}

/// A bundle file that goes when the program ends.
class BundleFile {
public:
    explicit BundleFile(const program::ImageData& image)
        : path_((std::filesystem::temp_directory_path() / fmt::format("ordain-bench-{}-{}.ordb", getpid(), image.code.size())).string()) {
        const auto bytes = program::serialize(image);
        size_ = bytes.size();
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
    [[nodiscard]] std::int64_t size() const { return static_cast<std::int64_t>(size_); }

private:
    std::string path_;
    std::size_t size_ = 0;
};

void open_file(benchmark::State& state, const BundleFile& file) {
    for (auto _ : state)
        if (!Bundle::open(file.path())) refuse("a bundle could not be opened");
    state.SetBytesProcessed(state.iterations() * file.size());
    state.counters["KB"] = static_cast<double>(file.size()) / 1000;
}
void open_superstore(benchmark::State& state) {
    static const BundleFile file(compile_folder(superstore()));
    open_file(state, file);
}
void open_1000_rules(benchmark::State& state) {
    static const BundleFile file(compile_text(rules_text()));
    open_file(state, file);
}
void make_evaluator_superstore(benchmark::State& state) {
    const auto bundle = load(compile_folder(superstore()));
    for (auto _ : state) benchmark::DoNotOptimize(Evaluator(bundle));
}

BENCHMARK(parse_1000_rules)->Unit(benchmark::kMicrosecond);
BENCHMARK(compile_1000_rules)->Unit(benchmark::kMicrosecond);
BENCHMARK(compile_superstore)->Unit(benchmark::kMicrosecond);
BENCHMARK(open_superstore)->Unit(benchmark::kMicrosecond);
BENCHMARK(open_1000_rules)->Unit(benchmark::kMicrosecond);
BENCHMARK(make_evaluator_superstore)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace ordain::bench

int main(int argc, char** argv) {
    return ordain::bench::run(argc, argv, {});
}
