// `ordain decide`: one decision line for each event line.
#include <chrono>
#include <cstdio>
#include <filesystem>
#include <memory>
#include <ordain/ordain.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "compiler/driver/compile.hpp"
#include "runtime/program/bundle_file.hpp"
#include "tools/cli/bundle.hpp"
#include "tools/cli/cli.hpp"
#include "tools/cli/lines.hpp"
#include "tools/cli/set_values.hpp"
#include "tools/cli/summary.hpp"

namespace ordain::cli {

namespace {

constexpr std::size_t write_size = std::size_t{1} << 18;

struct Options {
    std::string bundle;
    std::vector<std::string> events;
    std::vector<std::string> set;
    bool summary = false;
};

std::shared_ptr<const Bundle> opened(Result<std::shared_ptr<const Bundle>> bundle, int& status) {
    if (bundle) return bundle.value();
    complain(bundle.error().message);
    status = unreadable;
    return nullptr;
}

/// A folder of sources is compiled, a file is mapped. Nothing if that fails, which is told.
std::shared_ptr<const Bundle> open_bundle(const std::string& path, int& status) {
    std::error_code ignored;
    if (std::filesystem::is_regular_file(path, ignored)) return opened(Bundle::open(path), status);
    const auto loaded = load_for_use(path, status);
    if (!loaded) return nullptr;
    const auto image = driver::compile(loaded->program);
    if (image) return opened(Bundle::from_bytes(program::serialize(*image)), status);
    complain(image.error().message);
    status = findings;
    return nullptr;
}

/// Decides line after line, and writes or counts the decisions.
class Run {
public:
    Run(std::shared_ptr<const Bundle> bundle, std::vector<SetValue> set, bool summary)
        : evaluator_(std::move(bundle)), set_(std::move(set)), summarise_(summary) {}

    /// False if the decisions can't be written.
    bool decide(Lines& lines) {
        for (std::string_view line; lines.next(line);) {
            if (!set_.empty()) line = changed_ = put_values(line, set_);
            const auto start = std::chrono::steady_clock::now();
            evaluator_.decide(line).append_json(out_);
            spent_ += std::chrono::steady_clock::now() - start;
            if (summarise_) {
                summary_.add(out_);
                out_.clear();
                continue;
            }
            out_ += '\n';
            if (out_.size() >= write_size && !flush()) return false;
        }
        return flush();
    }

    void finish() const {
        if (summarise_) fmt::print("{}", summary_.text(std::chrono::duration<double>(spent_).count()));
    }

private:
    bool flush() {
        const bool written = std::fwrite(out_.data(), 1, out_.size(), stdout) == out_.size();
        out_.clear();
        return written && std::fflush(stdout) == 0;
    }

    Evaluator evaluator_;
    std::vector<SetValue> set_;
    bool summarise_;
    Summary summary_;
    std::chrono::steady_clock::duration spent_{};
    std::string out_, changed_;
};

int run(const Options& options) {
    std::vector<SetValue> set;
    for (const std::string& text : options.set) {
        auto value = parse_set_value(text);
        if (!value) {
            complain(value.error().message);
            return unreadable;
        }
        set.push_back(std::move(*value));
    }
    int status = fine;
    auto bundle = open_bundle(options.bundle, status);
    if (!bundle) return status;
    Run decisions(std::move(bundle), std::move(set), options.summary);
    for (const std::string& path : options.events) {
        auto lines = Lines::open(path);
        if (!lines) {
            complain(lines.error().message);
            return unreadable;
        }
        if (!decisions.decide(*lines)) {
            complain("cannot write the decisions");
            return unreadable;
        }
        if (lines->failed()) {
            complain(fmt::format("cannot read `{}` to its end", path));
            return unreadable;
        }
    }
    decisions.finish();
    return fine;
}

}  // namespace

void add_decide(CLI::App& program, int& status) {
    CLI::App* verb = program.add_subcommand("decide", "Write one decision line for each event line");
    const auto options = std::make_shared<Options>();
    options->events = {};
    verb->add_option("BUNDLE", options->bundle, "folder of .ord files, or a file made by `ordain compile`")->required();
    verb->add_option("EVENTS", options->events, "files with one event a line; `-` is standard input, and so is none");
    verb->add_option("--set", options->set, "PATH=VALUE: put another value into each event")->expected(1)->take_all();
    verb->add_flag("--summary", options->summary, "count verdicts, reasons and queues instead");
    verb->callback([options, &status] {
        if (options->events.empty()) options->events = {"-"};
        status = run(*options);
    });
}

}  // namespace ordain::cli
