// The line's own members (G-3), and the order in which troubles count (G-2).
#include <algorithm>
#include <optional>

#include <simdjson.h>

#include "runtime/base/limits.hpp"
#include "runtime/decode/form.hpp"
#include "runtime/decode/reading.hpp"
#include "runtime/value/time_text.hpp"

namespace ordain::decode {

using program::none;

namespace {

constexpr std::string_view pointers[] = {"/type", "/specversion", "/id", "/source", "/time", "/data"};

}  // namespace

Reading::Reading(const program::Image& image)
    : image_(image),
      plan_(image),
      straight_(image, plan_),
      first_(image.plan_nodes.size(), none),
      next_(image.plan_nodes.size(), none),
      marks_(image.plan_nodes.size()),
      twice_(image.plan_nodes.size()),
      present_(image.fields.size()),
      list_states_(image.lists.size()) {
    std::vector<std::pair<std::string_view, std::uint32_t>> names;
    for (std::uint32_t m = 0; m < members; ++m) {
        const std::string_view name = pointers[m].substr(1);
        names.emplace_back(name, m);
        quoted_members_[m] = QuotedName(name);
    }
    envelope_names_ = Names(names);
    repeated_.reserve(image.plan_nodes.size());
    std::uint32_t steps = 0;
    for (const program::FieldRec& f : image.fields) steps = std::max({steps, f.steps, f.sibling_steps});
    way_.reserve(std::min<std::size_t>(steps, image.plan_nodes.size()) + 1);  // no way up is longer than there are places
}

void Reading::clear(EventStore& store) {
    store.event = none;
    store.texts.clear();
    store.advice.clear();
    store.has_advice = store.has_id = store.has_type = store.has_time = store.fault_has_field = false;
    store.id = store.source = store.type = {};
    store.time = 0;
    store.fault = FaultCode::none;
    store.fault_pointer.clear();
    store.fault_detail.clear();
    std::fill(store.rows.begin(), store.rows.end(), 0);
}

void Reading::read(std::string_view text, EventStore& store) {
    clear(store);
    store_ = &store;
    if (text.size() > limits::event_bytes) return fail(FaultCode::EVENT_TOO_LONG, {});
    while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.remove_suffix(1);
    const Look look = line_.take(text);
    const bool usual = !look.backslashes && (look.ascii || simdjson::validate_utf8(text));
    if (usual && straight_.read(line_.begin(), line_.begin() + text.size(), look.controls, store)) return;
    clear(store);
    envelope_ = {};
    envelope_twice_ = second_data_ = 0;
    previous_ = members;
    malformed_ = false;
    rows_ = 0;
    row_ = -1;
    around_.size = 0;
    troubles_.clear();
    forget_repeated(0);

    malformed_ = !line_.find_marks(text.size());
    if (!malformed_) walk_line();
    const std::uint32_t walked = store.event;  // the type stood before the data
    if (!malformed_ && walked != none) payload();
    if (malformed_) {
        store.event = none;
        const FaultCode code = form_fault(text);
        return fail(code == FaultCode::none ? FaultCode::INVALID_JSON : code, {});
    }
    store.event = none;
    read_envelope();
    if (store.fault != FaultCode::none) return;
    if (walked == none) {
        const Context& root = plan_.events[store.event];
        begin(root);
        if (envelope_[data] != 0) {
            marks_[root.first_node] = envelope_[data];
            (void)value(envelope_[data], root.first_node, 1);
        }
        payload();
    }
    if (!troubles_.none()) {
        fail(troubles_.first().code, {});
        write_pointer(image_, troubles_.first(), store.fault_pointer);
        write_detail(image_, troubles_.first(), text, store.fault_detail);
        store.fault_has_field = true;
        return;
    }
    plan_.write_envelope(store);
    straight_.expect_next(store.event);
}

/// The fields of the event itself, once its data has been walked through.
void Reading::payload() {
    const Context& root = plan_.events[store_->event];
    const std::uint32_t mark = marks_[root.first_node];
    if (second_data_ != 0) troubles_.wrong(FaultCode::DUPLICATE_KEY, root.first_node, line_.offset(second_data_), around_);
    if (mark != 0 && root.ops != 0 && line_.at(mark) != '{' && line_.at(mark) != 'n') {
        troubles_.wrong(FaultCode::WRONG_TYPE, root.first_node, line_.offset(mark), around_);
        (void)skip(mark, 1);  // its form: nobody reads what is in it
        return;
    }
    (void)fields(root, store_->frame.data(), !repeated_.empty(), none);
}

/// The event type of the text at a mark, or none.
std::uint32_t Reading::event_at(std::uint32_t mark) {
    std::string_view name;
    return line_.string(mark, name) ? plan_.event_types.find(name) : none;
}

void Reading::envelope_text(Member member, bool& has, std::string_view& out) {
    const std::uint32_t mark = envelope_[member];
    if ((envelope_twice_ >> member & 1) != 0) return fail(FaultCode::DUPLICATE_KEY, pointers[member]);
    if (mark == 0 || line_.at(mark) == 'n') return fail(FaultCode::MISSING_FIELD, pointers[member]);
    std::string_view read;
    if (!line_.string(mark, read) || read.empty()) return fail(FaultCode::WRONG_TYPE, pointers[member]);
    if (read.size() > limits::text_bytes) return fail(FaultCode::TEXT_TOO_LONG, pointers[member]);
    out = read;
    has = true;
}

void Reading::envelope_time() {
    const std::uint32_t mark = envelope_[time];
    if ((envelope_twice_ >> time & 1) != 0) return fail(FaultCode::DUPLICATE_KEY, pointers[time]);
    if (mark == 0 || line_.at(mark) == 'n') return fail(FaultCode::MISSING_FIELD, pointers[time]);
    std::string_view bytes;
    if (!line_.string(mark, bytes)) return fail(FaultCode::WRONG_TYPE, pointers[time]);
    const std::optional<std::int64_t> at = read_timestamp(bytes, false);
    if (!at) return fail(FaultCode::INVALID_TIME, pointers[time]);
    store_->time = *at;
    store_->has_time = true;
}

/// What can be read of the envelope is kept whatever is wrong with the rest of it: a decision names its event if it can.
void Reading::read_envelope() {
    bool has_source = false;
    envelope_text(type, store_->has_type, store_->type);
    if (store_->has_type) {
        store_->event = event_at(envelope_[type]);
        if (store_->event == none) fail(FaultCode::UNKNOWN_EVENT_TYPE, pointers[type]);
    }
    std::string_view version;
    const std::uint32_t version_mark = envelope_[specversion];
    if ((envelope_twice_ >> specversion & 1) != 0)
        fail(FaultCode::DUPLICATE_KEY, pointers[specversion]);
    else if (version_mark == 0 || line_.at(version_mark) == 'n')
        fail(FaultCode::MISSING_FIELD, pointers[specversion]);
    else if (!line_.string(version_mark, version) || version != "1.0")
        fail(FaultCode::WRONG_TYPE, pointers[specversion]);
    envelope_text(id, store_->has_id, store_->id);
    envelope_text(source, has_source, store_->source);
    envelope_time();
}

/// Keeps the first fault.
void Reading::fail(FaultCode code, std::string_view pointer) {
    if (store_->fault != FaultCode::none) return;
    store_->fault = code;
    store_->fault_has_field = !pointer.empty();
    store_->fault_pointer.assign(pointer.begin(), pointer.end());
    const std::string_view detail = fault_text(code);
    store_->fault_detail.assign(detail.begin(), detail.end());
}

}  // namespace ordain::decode
