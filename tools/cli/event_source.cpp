#include "tools/cli/event_source.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "compiler/diag/diagnostic.hpp"
#include "runtime/base/limits.hpp"

namespace ordain::cli {

namespace {

Result<void> known_type(const program::Image& image, const std::string& type) {
    std::vector<std::string_view> types;
    for (const auto& event : image.events) types.push_back(image.str(event.type));
    if (std::find(types.begin(), types.end(), type) != types.end()) return {};
    const std::string near = did_you_mean(type, types);
    return Error{fmt::format("the bundle has no event `{}`{}{}", type, near.empty() ? "" : ": ", near)};
}

}  // namespace

void add_event_options(CLI::App& verb, EventOptions& options) {
    verb.add_option("EVENTS", options.files, "files with one event a line; `-` is standard input, and so is none");
    verb.add_option("--set", options.set, "PATH=VALUE: what if a field had another value? As in `order.net_total=44_000 EUR`")
        ->expected(1)
        ->take_all()
        ->type_name("PATH=VALUE");
    verb.add_option("--event", options.event, "only the events with this id")->type_name("ID");
    verb.add_option("--type", options.envelope.type, "the lines are payloads without an envelope, of events of this type")
        ->type_name("TYPE");
    verb.add_option("--id", options.envelope.id, "with --type: where the payload has the event's id, such as /order/id")
        ->type_name("POINTER");
    verb.add_option("--time", options.envelope.time, "with --type: where the payload has the event's time, or a timestamp for all")
        ->type_name("POINTER");
    verb.add_option("--source", options.envelope.source, "with --type: the source of the events")->type_name("TEXT")->capture_default_str();
}

Result<EventSource> EventSource::open(const program::Image& image, const EventOptions& options) {
    auto set = SetValues::parse(image, options.set);
    if (!set) return set.error();
    EventSource source(options, std::move(*set));
    const EnvelopeOptions& envelope = options.envelope;
    if (!envelope.type.empty() || !envelope.id.empty() || !envelope.time.empty()) {
        auto payloads = Payloads::make(envelope);
        if (!payloads) return payloads.error();
        if (const auto known = known_type(image, envelope.type); !known) return known.error();
        source.payloads_ = std::move(*payloads);
    }
    std::vector<std::string> paths = options.files;
    if (paths.empty()) paths.emplace_back("-");
    for (const std::string& path : paths) {
        auto lines = Lines::open(path);
        if (!lines) return lines.error();
        source.files_.push_back(std::move(*lines));
    }
    return source;
}

void EventSource::before_reading(const std::function<void()>& call) {
    for (Lines& file : files_) file.before_reading(call);
}

bool EventSource::next(std::string_view& line) {
    for (; file_ < files_.size(); ++file_) {
        if (files_[file_].next(line)) {
            if (payloads_) line = payloads_->wrap(line);
            if (!set_.empty()) {
                chosen_ = has_wanted_id(line);  // before it is changed
                line = set_.put_into(line);
            }
            return true;
        }
        unreadable_ = files_[file_].failed();
        if (unreadable_) return false;
    }
    return false;
}

bool EventSource::has_wanted_id(std::string_view line) {
    if (options_->event.empty() || line.size() > limits::event_bytes || !check_.valid(line)) return false;
    const auto id = json_find(line, json_root(line), {"id"});
    return id && json_text_of(id->in(line)) == options_->event;
}

bool EventSource::wants(const Decision& decision) {
    if (options_->event.empty()) return true;
    const bool wanted = set_.empty() ? decision.event_id() == options_->event : chosen_;
    seen_ = seen_ || wanted;
    return wanted;
}

bool EventSource::failed() const {
    return unreadable_ || (!options_->event.empty() && !seen_);
}

std::string EventSource::trouble() const {
    std::string out = set_.unplaced();
    if (unreadable_)
        out += fmt::format("ordain: cannot read `{}` to its end\n", options_->files.empty() ? "-" : options_->files[file_]);
    else if (failed())
        out += fmt::format("ordain: no event has the id `{}`\n", options_->event);
    return out;
}

}  // namespace ordain::cli
