#include "runtime/decode/decoder.hpp"

#include <algorithm>

#include "runtime/base/limits.hpp"
#include "runtime/program/hash_text.hpp"
#include "runtime/value/time_text.hpp"

namespace ordain {

using program::FieldRec;
using program::none;
namespace flags = program::field_flags;

namespace {

void assign(std::vector<char>& to, std::string_view text) {
    to.assign(text.begin(), text.end());
}

}  // namespace

Decoder::Decoder(const program::Image& image) : image_(image) {
    seen_.resize(image.fields.size());
    sibling_.resize(image.fields.size(), -1);
    visited_.resize(image.plan_keys.size());
    record_field_.assign(image.plan_records.size(), none);
    context_fields_.resize(image.lists.size() + image.events.size());
    context_lists_.resize(image.lists.size() + image.events.size());
    for (std::size_t e = 0; e < image.events.size(); ++e) {
        const program::EventRec& event = image.events[e];
        for (std::uint32_t i = event.fields.first; i < event.fields.first + event.fields.count; ++i) {
            const std::uint32_t list =
                image.plan_records.empty() || image.fields[i].record == none ? none : image.plan_records[image.fields[i].record].list;
            if ((image.fields[i].flags & flags::is_element) != 0) continue;
            context_fields_[list == none ? image.lists.size() + e : list].push_back(i);
        }
        for (std::uint32_t l = event.lists.first; l < event.lists.first + event.lists.count; ++l)
            context_lists_[image.lists[l].parent == none ? image.lists.size() + e : image.lists[l].parent].push_back(l);
        // a record's own field is the one whose place begins it
        for (std::uint32_t i = event.fields.first; i < event.fields.first + event.fields.count; ++i)
            if (image.fields[i].type.kind == TypeKind::record)
                for (std::size_t r = 0; r < image.plan_records.size(); ++r)
                    if (image.plan_records[r].parent == image.fields[i].record &&
                        image.plan_records[r].presence == image.fields[i].presence && record_field_[r] == none &&
                        r > image.fields[i].record) {
                        record_field_[r] = i;
                        break;
                    }
    }
    buffer_.reserve(std::size_t{1} << 16);
    keys_.resize(image.lists.size());
    for (std::size_t l = 0; l < image.lists.size(); ++l) {
        if (image.lists[l].key_column == none) continue;
        std::size_t size = 2;
        while (size < std::size_t{image.lists[l].max} * 2) size *= 2;
        keys_[l].stamp.resize(size);
        keys_[l].key.resize(size);
    }
}

void Decoder::reserve(const program::Image& image, EventStore& store) {
    std::size_t frame = image.constants.size(), columns = 0, texts = 3;
    for (const program::EventRec& event : image.events) {
        frame = std::max<std::size_t>(frame, image.constants.size() + event.slots);
        columns = std::max<std::size_t>(columns, event.column_words);
        texts = std::max<std::size_t>(texts, event.texts);
    }
    for (const program::ChunkRec& chunk : image.chunks) frame = std::max<std::size_t>(frame, chunk.frame);
    store.frame.assign(frame, 0);
    std::copy(image.constants.begin(), image.constants.end(), store.frame.begin());
    store.columns.assign(columns, 0);
    store.texts.reserve(texts);
    store.rows.resize(image.lists.size());
    store.fault_pointer.reserve(512);
    store.fault_detail.reserve(512);
}

bool Decoder::fail(FaultCode code, std::string_view pointer, std::string_view detail) {
    EventStore& store = *store_;
    if (store.fault != FaultCode::none) return false;
    store.fault = code;
    store.fault_has_field = true;
    store.fault_pointer.clear();
    std::size_t element = 0;
    for (const char c : pointer) {  // each * is the number of an element
        if (c != '*' || element >= elements_.size()) {
            store.fault_pointer.push_back(c);
            continue;
        }
        for (const char digit : std::to_string(elements_[element++])) store.fault_pointer.push_back(digit);
    }
    assign(store.fault_detail, detail.empty() ? fault_text(code) : detail);
    return false;
}

std::int64_t Decoder::intern(std::string_view text) {
    const auto& index = image_.symbol_index;
    for (std::size_t at = program::hash_text(text) & (index.size() - 1); !index.empty() && index[at] != 0;
         at = (at + 1) & (index.size() - 1))
        if (image_.str(image_.symbols[index[at] - 1]) == text) return index[at] - 1;
    store_->texts.push_back(text);
    return static_cast<std::int64_t>(image_.symbols.size() + store_->texts.size() - 1);
}

void Decoder::write(const FieldRec& f, std::uint32_t target, std::int64_t row, std::int64_t v) {
    if (target == none) return;
    if ((f.flags & flags::in_list) != 0)
        store_->columns[image_.columns[target].offset + static_cast<std::size_t>(row)] = v;
    else
        store_->frame[image_.constants.size() + target] = v;
}

std::size_t Decoder::context_of(const FieldRec& f) const {
    const std::uint32_t list = f.record == none ? none : image_.plan_records[f.record].list;
    return list == none ? image_.lists.size() + store_->event : list;
}

void Decoder::begin(std::size_t context, std::int64_t row) {
    for (const std::uint32_t i : context_fields_[context]) {
        const FieldRec& f = image_.fields[i];
        seen_[i] = 0;
        sibling_[i] = -1;
        const std::uint32_t width = (f.flags & flags::advice) != 0 ? 3 : f.type.kind == TypeKind::money_any ? 2 : 1;
        if (f.target != none)
            for (std::uint32_t k = 0; k < width; ++k) write(f, f.target + k, row, 0);
        write(f, f.presence, row, 0);
    }
    for (const std::uint32_t l : context_lists_[context]) {
        const program::ListRec& list = image_.lists[l];
        FieldRec at;
        at.flags = list.parent == none ? 0 : flags::in_list;
        write(at, list.count, row, 0);
        if (list.start != none) write(at, list.start, row, store_->rows[l]);
    }
}

bool Decoder::finish(std::size_t context, std::int64_t row) {
    if (!currencies(context, row)) return false;
    for (const std::uint32_t i : context_fields_[context]) {
        const FieldRec& f = image_.fields[i];
        if (seen_[i] != 0 || f.type.optional != 0 || (f.flags & (flags::advice | flags::is_currency_sibling)) != 0) continue;
        const std::uint32_t owner = record_field_[f.record];
        if (owner != none && seen_[owner] == 0) continue;  // the record itself is missing
        return fail(FaultCode::MISSING_FIELD, image_.str(f.pointer));
    }
    return true;
}

bool Decoder::currencies(std::size_t context, std::int64_t row) {
    for (const std::uint32_t i : context_fields_[context]) {
        const FieldRec& f = image_.fields[i];
        if ((f.flags & flags::is_currency_sibling) != 0 || f.currency_field == none || seen_[i] != 1)
            continue;  // 2: an object with its own
        const std::int64_t code = sibling_[i];
        if (f.type.kind == TypeKind::money_any) {
            if (code < 0) return fail(FaultCode::MISSING_FIELD, image_.str(image_.fields[f.currency_field].pointer));
            write(f, f.target + 1, row, code);
        } else if (code >= 0 && code != f.type.ref) {
            return fail(FaultCode::WRONG_CURRENCY, image_.str(f.pointer));
        }
    }
    return true;
}

void Decoder::decode(std::string_view line, EventStore& store) {
    store_ = &store;
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
    elements_.clear();
    const auto whole_line = [&](FaultCode code) {
        fail(code, "");
        store.fault_has_field = false;
    };
    if (line.size() > limits::event_bytes) return whole_line(FaultCode::EVENT_TOO_LONG);
    buffer_.resize(line.size() + simdjson::SIMDJSON_PADDING);
    std::copy(line.begin(), line.end(), buffer_.begin());
    std::fill(buffer_.begin() + static_cast<std::ptrdiff_t>(line.size()), buffer_.end(), ' ');
    simdjson::ondemand::document document;
    if (const auto error = parser_.iterate(buffer_.data(), line.size(), buffer_.size()).get(document))
        return whole_line(error == simdjson::UTF8_ERROR ? FaultCode::INVALID_UTF8 : FaultCode::INVALID_JSON);
    if (const FaultCode bad = scan(document); bad != FaultCode::none) return whole_line(bad);
    if (!envelope()) return;
    payload(document);
}

void Decoder::payload(simdjson::ondemand::document& document) {
    EventStore& store = *store_;
    event_ = &image_.events[store.event];
    const std::size_t base = image_.constants.size();
    const std::size_t context = image_.lists.size() + store.event;
    begin(context, -1);
    store.frame[base] = store.time;
    store.frame[base + 1] = intern(store.id);
    store.frame[base + 2] = intern(store.source);
    store.frame[base + 3] = intern(store.type);
    document.rewind();
    simdjson::ondemand::object object;
    simdjson::ondemand::value data;
    if (document.get_object().get(object) == simdjson::SUCCESS && object.find_field("data").get(data) == simdjson::SUCCESS)
        if (!place(data, image_.plan_nodes[event_->root], -1)) return;
    (void)finish(context, -1);
}

}  // namespace ordain
