// `ordain replay`: what a bundle decides of recorded events, of any number, on all cores; and what another bundle decides otherwise.
#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <csignal>
#include <deque>
#include <memory>
#include <mutex>
#include <ordain/ordain.hpp>
#include <string>
#include <system_error>
#include <thread>
#include <vector>

#include "tools/cli/bundle.hpp"
#include "tools/cli/changes.hpp"
#include "tools/cli/cli.hpp"
#include "tools/cli/line_blocks.hpp"
#include "tools/cli/progress.hpp"
#include "tools/cli/summary.hpp"

namespace ordain::cli {

namespace {

struct Options {
    std::string bundle, against;
    std::vector<std::string> files;
    unsigned threads = 0;
};

volatile std::sig_atomic_t interrupted = 0;

/// While it lives, Ctrl-C ends the reading instead of the program, also one that waits for input; a second one ends the program.
class Interruptible {
public:
    Interruptible() {
        struct sigaction action {};
        action.sa_handler = [](int) { interrupted = 1; };
        action.sa_flags = static_cast<int>(SA_RESETHAND);  // without SA_RESTART: read() returns
        sigaction(SIGINT, &action, &before_);
    }
    ~Interruptible() { sigaction(SIGINT, &before_, nullptr); }
    Interruptible(const Interruptible&) = delete;
    Interruptible& operator=(const Interruptible&) = delete;

private:
    struct sigaction before_ {};
};

/// Blocks on their way from the one who reads to those who decide: no more than `most` at one time.
class Queue {
public:
    explicit Queue(std::size_t most) : most_(most) {}

    void put(LineBlock block) {
        std::unique_lock lock(mutex_);
        room_.wait(lock, [this] { return blocks_.size() < most_; });
        blocks_.push_back(std::move(block));
        filled_.notify_one();
    }
    void close() {
        const std::lock_guard lock(mutex_);
        closed_ = true;
        filled_.notify_all();
    }
    /// False once it is closed and empty.
    bool take(LineBlock& block) {
        std::unique_lock lock(mutex_);
        filled_.wait(lock, [this] { return closed_ || !blocks_.empty(); });
        if (blocks_.empty()) return false;
        block = std::move(blocks_.front());
        blocks_.pop_front();
        room_.notify_one();
        return true;
    }

private:
    std::size_t most_;
    std::mutex mutex_;
    std::condition_variable room_, filled_;
    std::deque<LineBlock> blocks_;
    bool closed_ = false;
};

/// Decides lines with one bundle, or with two, and counts. One a thread.
class Worker {
public:
    Worker(const std::shared_ptr<const Bundle>& bundle, const std::shared_ptr<const Bundle>& against) : evaluator_(bundle) {
        if (against != nullptr) other_ = std::make_unique<Evaluator>(against);
    }

    void decide(const LineBlock& block, std::atomic<std::uint64_t>& events) {
        std::string_view rest = block.text;
        std::uint64_t lines = 0;
        while (!rest.empty()) {
            const std::size_t end = std::min(rest.find('\n'), rest.size());
            decide(rest.substr(0, end));
            rest.remove_prefix(std::min(end + 1, rest.size()));
            ++lines;
        }
        events += lines;
    }

    Summary summary;
    Changes changes;

private:
    Evaluator evaluator_;
    std::unique_ptr<Evaluator> other_;
    std::string line_, other_line_;

    void decide(std::string_view event) {
        const Decision& decision = evaluator_.decide(event);
        summary.add(decision);
        if (other_ == nullptr) return;
        line_.clear();
        other_line_.clear();
        decision.append_json(line_);
        other_->decide(event).append_json(other_line_);
        changes.add(line_, other_line_);
    }
};

class Replay {
public:
    static constexpr unsigned most_waiting = 64;  // blocks; of a megabyte, seldom of 17

    Replay(std::shared_ptr<const Bundle> bundle, std::shared_ptr<const Bundle> against, unsigned threads)
        : bundle_(std::move(bundle)), against_(std::move(against)), queue_(std::min(2 * threads, most_waiting)) {
        for (unsigned i = 0; i < threads; ++i) workers_.push_back(std::make_unique<Worker>(bundle_, against_));
    }

    void run(LineBlocks& blocks) {
        const auto start = std::chrono::steady_clock::now();
        std::vector<std::thread> threads;
        while (threads.size() < workers_.size() && start_thread(threads, *workers_[threads.size()])) {
        }
        Progress progress(blocks.bytes());
        for (LineBlock block; interrupted == 0 && blocks.next(block); block = {}) {
            const std::uint64_t read = block.read;
            queue_.put(std::move(block));
            progress.show(events_, read);
        }
        queue_.close();
        for (std::thread& thread : threads) thread.join();
        seconds_ = std::chrono::duration<double>(std::chrono::steady_clock::now() - start).count();
    }

    [[nodiscard]] std::string text() const {
        Summary summary;
        Changes changes;
        for (const auto& worker : workers_) summary.add(worker->summary), changes.add(worker->changes);
        return summary.text(seconds_) + (against_ != nullptr ? changes.text() : "");
    }

private:
    /// False if the system has no room for another, which matters only for the first.
    bool start_thread(std::vector<std::thread>& threads, Worker& worker) {
        try {
            threads.emplace_back([this, &worker] {
                for (LineBlock block; queue_.take(block);) worker.decide(block, events_);
            });
        } catch (const std::system_error&) {
            if (threads.empty()) throw;
            return false;
        }
        return true;
    }

    std::shared_ptr<const Bundle> bundle_, against_;
    Queue queue_;
    std::vector<std::unique_ptr<Worker>> workers_;
    std::atomic<std::uint64_t> events_ = 0;
    double seconds_ = 0;
};

int run(Options options) {
    int status = fine;
    const auto bundle = open_bundle(options.bundle, status);
    if (!bundle) return status;
    const auto against = options.against.empty() ? nullptr : open_bundle(options.against, status);
    if (!options.against.empty() && !against) return status;
    if (options.files.empty()) options.files.emplace_back("-");
    auto blocks = LineBlocks::open(options.files);
    if (!blocks) {
        complain(blocks.error().message);
        return unreadable;
    }
    Replay replay(bundle, against, options.threads != 0 ? options.threads : std::max(1U, std::thread::hardware_concurrency()));
    {
        const Interruptible while_running;
        replay.run(*blocks);
    }
    fmt::print("{}", replay.text());
    if (interrupted != 0) {
        complain("interrupted: the events up to there are counted");
        return interruption;
    }
    if (blocks->trouble().empty()) return fine;
    complain(blocks->trouble());
    return unreadable;
}

}  // namespace

void add_replay(CLI::App& program, int& status) {
    CLI::App* verb = program.add_subcommand("replay", "Count what is decided of many recorded events, on all cores");
    const auto options = std::make_shared<Options>();
    verb->add_option("BUNDLE", options->bundle, "folder of .ord files, or a file made by `ordain compile`")->required();
    verb->add_option("EVENTS", options->files, "files of event lines, plain or packed by gzip or zstd; - and none: standard input");
    verb->add_option("--against", options->against, "another bundle: count what it decides otherwise");
    verb->add_option("--threads", options->threads, "how many; as many as there are cores if not given")->check(CLI::Range(1, 1024));
    verb->callback([options, &status] { status = run(*options); });
}

}  // namespace ordain::cli
