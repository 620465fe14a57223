// `ordain decide`: one decision line for each event line.
#include <chrono>
#include <cstdio>
#include <memory>
#include <optional>
#include <ordain/explain.hpp>
#include <ordain/ordain.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "runtime/vm/evaluator_state.hpp"
#include "tools/cli/bundle.hpp"
#include "tools/cli/cli.hpp"
#include "tools/cli/event_source.hpp"
#include "tools/cli/summary.hpp"

namespace ordain::cli {

namespace {

constexpr std::size_t write_size = std::size_t{1} << 18;

struct Options {
    std::string bundle;
    EventOptions events;
    bool summary = false;
    bool validity = false;
};

/// Decides line after line, and writes or counts the decisions.
class Run {
public:
    Run(const std::shared_ptr<const Bundle>& bundle, EventSource& events, bool summarise)
        : evaluator_(bundle), events_(events), summarise_(summarise) {
        events_.before_reading([this] { flush(); });
    }

    /// False if the decisions can't be written.
    bool decide() {
        for (std::string_view line; !broken_ && events_.next(line);) {
            summarise_ ? count(line) : write(line);
        }
        flush();
        return !broken_;
    }

    [[nodiscard]] std::string summary() const { return summary_.text(std::chrono::duration<double>(spent_).count()); }

private:
    void write(std::string_view line) {
        const Decision& decision = evaluator_.decide(line);
        if (!events_.wants(decision)) return;
        decision.append_json(out_);
        out_ += '\n';
        if (out_.size() >= write_size) flush();
    }
    void count(std::string_view line) {
        const auto start = std::chrono::steady_clock::now();
        const Decision& decision = evaluator_.decide(line);
        spent_ += std::chrono::steady_clock::now() - start;
        if (events_.wants(decision)) summary_.add(decision);
    }
    void flush() {
        if (!out_.empty() && (std::fwrite(out_.data(), 1, out_.size(), stdout) != out_.size() || std::fflush(stdout) != 0)) broken_ = true;
        out_.clear();
    }

    Evaluator evaluator_;
    EventSource& events_;
    bool summarise_;
    bool broken_ = false;
    Summary summary_;
    std::chrono::steady_clock::duration spent_{};
    std::string out_;
};

/// Decides with the region of each decision, which takes a run for each edge of it.
bool decide_with_region(const std::shared_ptr<const Bundle>& bundle, EventSource& events) {
    Explainer explainer(bundle);
    std::string out;
    for (std::string_view line; events.next(line);) {
        const Explanation& explanation = explainer.explain(line);
        if (!events.wants(explanation.decision())) continue;
        out.clear();
        explanation.append_decision_with_region(out);
        out += '\n';
        if (std::fwrite(out.data(), 1, out.size(), stdout) != out.size() || std::fflush(stdout) != 0) return false;
    }
    return true;
}

int run(const Options& options) {
    int status = fine;
    const auto bundle = open_bundle(options.bundle, status);
    if (!bundle) return status;
    auto events = EventSource::open(bundle->loaded().image(), options.events);
    if (!events) {
        complain(events.error().message);
        return unreadable;
    }
    Run decisions(bundle, *events, options.summary);
    if (options.validity && !can_explain(*bundle)) {
        complain(fmt::format("`{}` was compiled without what explanations are made from", options.bundle));
        return unreadable;
    }
    const bool written = options.validity ? decide_with_region(bundle, *events) : decisions.decide();
    if (!written) {
        complain("cannot write the decisions");
        return unreadable;
    }
    if (options.summary) fmt::print("{}", decisions.summary());
    const std::string trouble = events->trouble();
    fmt::print(stderr, "{}", trouble);
    return events->failed() ? unreadable : fine;
}

}  // namespace

void add_decide(CLI::App& program, int& status) {
    CLI::App* verb = program.add_subcommand("decide", "Write one decision line for each event line");
    const auto options = std::make_shared<Options>();
    verb->add_option("BUNDLE", options->bundle, "folder of .ord files, or a file made by `ordain compile`")->required();
    add_event_options(*verb, options->events);
    verb->add_flag("--summary", options->summary, "count verdicts, reasons and queues instead");
    verb->add_flag("--validity", options->validity, "add how far each value may move, as `region`")->excludes("--summary");
    verb->callback([options, &status] { status = run(*options); });
}

}  // namespace ordain::cli
