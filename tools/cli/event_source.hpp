// The event lines that a verb works on: from files or standard input, with what the options change in them.
#pragma once

#include <CLI/CLI.hpp>
#include <functional>
#include <optional>
#include <ordain/ordain.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "tools/cli/json_text.hpp"
#include "tools/cli/lines.hpp"
#include "tools/cli/payload.hpp"
#include "tools/cli/set_values.hpp"

namespace ordain::cli {

struct EventOptions {
    std::vector<std::string> files;  // `-`, and none: standard input
    std::vector<std::string> set;
    std::string event;  // only the events with this id
    EnvelopeOptions envelope;
};

/// EVENTS, --set, --event, --type, --id, --time, --source.
void add_event_options(CLI::App& verb, EventOptions& options);

/// Event lines, one after the other, in the order of the files. Borrows the image and the options. Not thread-safe.
class EventSource {
public:
    /// Errors: wrong options, or a file that can't be read; all files are tried before the first line.
    [[nodiscard]] static Result<EventSource> open(const program::Image& image, const EventOptions& options);

    void before_reading(const std::function<void()>& call);
    /// The next line as it is to be decided, valid until the next call; false at the end, or when reading failed.
    [[nodiscard]] bool next(std::string_view& line);
    /// Is this decision, of the last line, for an event that was asked for? Its id is that of the line before `--set`.
    [[nodiscard]] bool wants(const Decision& decision);

    /// After the last line: did reading fail, or was the event that was asked for not there?
    [[nodiscard]] bool failed() const;
    /// What is to be said on standard error, perhaps nothing.
    [[nodiscard]] std::string trouble() const;

private:
    EventSource(const EventOptions& options, SetValues set) : options_(&options), set_(std::move(set)) {}

    /// Has the line the id that was asked for?
    [[nodiscard]] bool has_wanted_id(std::string_view line);

    const EventOptions* options_;
    std::vector<Lines> files_;
    std::size_t file_ = 0;
    bool unreadable_ = false, seen_ = false;
    SetValues set_;
    bool chosen_ = false;  // the last line had the id that was asked for, before a value was set in it
    JsonCheck check_;
    std::optional<Payloads> payloads_;
};

}  // namespace ordain::cli
