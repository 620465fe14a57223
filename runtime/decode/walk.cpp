// The decoder's way through a line: first whole and well formed, then its envelope, then the payload by the plan.
#include "runtime/base/limits.hpp"
#include "runtime/decode/decoder.hpp"
#include "runtime/value/decimal.hpp"
#include "runtime/value/time_text.hpp"

namespace ordain {

using program::FieldRec;
using program::none;
using program::PlanNode;
using simdjson::ondemand::json_type;
namespace flags = program::field_flags;

namespace {

constexpr std::string_view envelope_members[] = {"type", "specversion", "id", "source", "time"};
constexpr std::string_view envelope_pointers[] = {"/type", "/specversion", "/id", "/source", "/time"};

std::string_view trimmed(std::string_view token) {
    while (!token.empty() && (token.back() == ' ' || token.back() == '\t' || token.back() == '\n' || token.back() == '\r'))
        token.remove_suffix(1);
    return token;
}

FaultCode code_of(simdjson::error_code error) {
    return error == simdjson::UTF8_ERROR ? FaultCode::INVALID_UTF8 : FaultCode::INVALID_JSON;
}

}  // namespace

FaultCode Decoder::check_value(Value value, unsigned depth) {
    json_type type{};
    if (const auto error = value.type().get(type)) return code_of(error);
    switch (type) {
        case json_type::object: {
            if (depth >= limits::json_depth) return FaultCode::TOO_DEEP;
            simdjson::ondemand::object object;
            if (const auto error = value.get_object().get(object)) return code_of(error);
            for (auto member : object) {
                std::string_view key;
                if (const auto error = member.unescaped_key().get(key)) return code_of(error);
                Value inner;
                if (const auto error = member.value().get(inner)) return code_of(error);
                if (const FaultCode bad = check_value(inner, depth + 1); bad != FaultCode::none) return bad;
            }
            return FaultCode::none;
        }
        case json_type::array: {
            if (depth >= limits::json_depth) return FaultCode::TOO_DEEP;
            simdjson::ondemand::array array;
            if (const auto error = value.get_array().get(array)) return code_of(error);
            for (auto element : array) {
                Value inner;
                if (const auto error = element.get(inner)) return code_of(error);
                if (const FaultCode bad = check_value(inner, depth + 1); bad != FaultCode::none) return bad;
            }
            return FaultCode::none;
        }
        case json_type::string: {
            std::string_view text;
            const auto error = value.get_string().get(text);
            return error ? code_of(error) : FaultCode::none;
        }
        case json_type::number: {
            return is_json_number(trimmed(value.raw_json_token())) ? FaultCode::none : FaultCode::INVALID_JSON;
        }
        case json_type::boolean: {
            bool ignored = false;
            return value.get_bool().get(ignored) ? FaultCode::INVALID_JSON : FaultCode::none;
        }
        case json_type::null: return trimmed(value.raw_json_token()) == "null" ? FaultCode::none : FaultCode::INVALID_JSON;
    }
    return FaultCode::INVALID_JSON;
}

void Decoder::envelope_member(std::string_view key, Value& value, bool& taken) {
    taken = false;
    std::string* const texts[] = {&envelope_.type, &envelope_.specversion, &envelope_.id, &envelope_.source, &envelope_.time};
    bool* const has[] = {&envelope_.has_type, &envelope_.has_specversion, &envelope_.has_id, &envelope_.has_source, &envelope_.has_time};
    for (unsigned i = 0; i < 5; ++i) {
        if (key != envelope_members[i]) continue;
        if ((envelope_.twice >> (i + 8) & 1) != 0) envelope_.twice |= 1u << i;
        envelope_.twice |= 1u << (i + 8);
        std::string_view text;
        json_type type{};
        if (value.type().get(type) || type == json_type::null) return;
        if (type != json_type::string) {
            envelope_.bad |= 1u << i;
            return;
        }
        taken = true;
        if (value.get_string().get(text)) return;
        *has[i] = true;
        if (text.empty() || text.size() > limits::text_bytes) envelope_.bad |= 1u << i;
        texts[i]->assign(text.substr(0, limits::text_bytes));
        return;
    }
}

FaultCode Decoder::scan(simdjson::ondemand::document& document) {
    envelope_.has_id = envelope_.has_source = envelope_.has_type = envelope_.has_specversion = envelope_.has_time = envelope_.has_data =
        false;
    envelope_.bad = envelope_.twice = 0;
    simdjson::ondemand::object object;
    if (const auto error = document.get_object().get(object)) return code_of(error);
    for (auto member : object) {
        std::string_view key;
        if (const auto error = member.unescaped_key().get(key)) return code_of(error);
        Value value;
        if (const auto error = member.value().get(value)) return code_of(error);
        if (key == "data") {
            if (envelope_.has_data) envelope_.twice |= 1u << 7;
            envelope_.has_data = true;
        }
        bool taken = false;
        envelope_member(key, value, taken);
        if (taken) continue;
        if (const FaultCode bad = check_value(value, 1); bad != FaultCode::none) return bad;
    }
    return document.current_location().error() == simdjson::OUT_OF_BOUNDS ? FaultCode::none : FaultCode::INVALID_JSON;
}

bool Decoder::envelope() {
    EventStore& store = *store_;
    const auto usable = [&](unsigned i, bool has) { return has && (envelope_.bad >> i & 1) == 0 && (envelope_.twice >> i & 1) == 0; };
    store.has_type = usable(0, envelope_.has_type);
    store.has_id = usable(2, envelope_.has_id);
    store.type = envelope_.type;
    store.id = envelope_.id;
    store.source = envelope_.source;
    const auto at = usable(4, envelope_.has_time) ? read_timestamp(envelope_.time, false) : std::nullopt;
    store.has_time = at.has_value();
    store.time = at.value_or(0);
    if (store.has_type)
        for (std::uint32_t e = 0; e < image_.events.size(); ++e)
            if (image_.str(image_.events[e].type) == store.type) store.event = e;
    const bool has[] = {envelope_.has_type, envelope_.has_specversion, envelope_.has_id, envelope_.has_source, envelope_.has_time};
    for (unsigned i = 0; i < 5; ++i) {
        if ((envelope_.twice >> i & 1) != 0) return fail(FaultCode::DUPLICATE_KEY, envelope_pointers[i]);
        if (!has[i]) return fail((envelope_.bad >> i & 1) != 0 ? FaultCode::WRONG_TYPE : FaultCode::MISSING_FIELD, envelope_pointers[i]);
        if ((envelope_.bad >> i & 1) != 0) return fail(FaultCode::WRONG_TYPE, envelope_pointers[i]);
        if (i == 0 && store.event == none) return fail(FaultCode::UNKNOWN_EVENT_TYPE, "/type");
        if (i == 1 && envelope_.specversion != "1.0") return fail(FaultCode::WRONG_TYPE, "/specversion");
        if (i == 4 && !store.has_time) return fail(FaultCode::INVALID_TIME, "/time");
    }
    if ((envelope_.twice >> 7 & 1) != 0) return fail(FaultCode::DUPLICATE_KEY, "/data");
    return true;
}

bool Decoder::place(Value value, const PlanNode& node, std::int64_t row) {
    json_type type{};
    if (value.type().get(type)) return fail(FaultCode::INVALID_JSON, "");
    if (type == json_type::null) return true;
    const auto leaves = program::slice(image_.plan_leaves, node.fields);
    if (type == json_type::boolean) {
        bool truth = true;
        bool may_be_false = false;
        for (const program::PlanLeaf& l : leaves) may_be_false |= (image_.fields[l.field].flags & flags::false_as_missing) != 0;
        if (may_be_false && !value.get_bool().get(truth) && !truth) return true;
    }
    bool aggregate = node.list != none || node.record != none;
    for (const program::PlanLeaf& l : leaves) {
        const FieldRec& f = image_.fields[l.field];
        if (f.type.kind == TypeKind::record || f.type.kind == TypeKind::list) {
            aggregate = true;
            if (f.type.kind == TypeKind::record ? type != json_type::object : type != json_type::array)
                return fail(FaultCode::WRONG_TYPE, image_.str(node.pointer));
            seen_[l.field] = 1;
            write(f, f.presence, row, 1);
        } else if (!leaf(value, l.field, node, row)) {
            return false;
        }
    }
    if (node.list != none) return elements(value, node, row);
    if (node.keys.count == 0) return !aggregate || type == json_type::object ? true : fail(FaultCode::WRONG_TYPE, image_.str(node.pointer));
    if (type == json_type::object) return leaves.empty() || aggregate ? members(value, node, row) : true;
    if (type == json_type::array && node.record == none) return items(value, node, row);
    return fail(FaultCode::WRONG_TYPE, image_.str(node.pointer));
}

bool Decoder::members(Value& value, const PlanNode& node, std::int64_t row) {
    const auto keys = program::slice(image_.plan_keys, node.keys);
    const std::uint64_t visit = ++visit_;
    simdjson::ondemand::object object;
    if (value.get_object().get(object)) return fail(FaultCode::INVALID_JSON, "");
    for (auto member : object) {
        std::string_view name;
        Value inner;
        if (member.unescaped_key().get(name) || member.value().get(inner)) return fail(FaultCode::INVALID_JSON, "");
        std::size_t low = 0, high = keys.size();
        while (low < high) {
            const std::size_t middle = (low + high) / 2;
            if (image_.str(keys[middle].name) < name)
                low = middle + 1;
            else
                high = middle;
        }
        if (low == keys.size() || image_.str(keys[low].name) != name) continue;
        const PlanNode& next = image_.plan_nodes[keys[low].node];
        if (visited_[node.keys.first + low] == visit) return fail(FaultCode::DUPLICATE_KEY, image_.str(next.pointer));
        visited_[node.keys.first + low] = visit;
        if (!place(inner, next, row)) return false;
    }
    return true;
}

bool Decoder::items(Value& value, const PlanNode& node, std::int64_t row) {
    const auto wanted = program::slice(image_.plan_keys, node.items);
    if (wanted.size() != node.keys.count) return fail(FaultCode::WRONG_TYPE, image_.str(node.pointer));
    simdjson::ondemand::array array;
    if (value.get_array().get(array)) return fail(FaultCode::INVALID_JSON, "");
    std::uint32_t number = 0;
    std::size_t next = 0;
    for (auto element : array) {
        Value inner;
        if (element.get(inner)) return fail(FaultCode::INVALID_JSON, "");
        if (next < wanted.size() && wanted[next].index == number && !place(inner, image_.plan_nodes[wanted[next++].node], row))
            return false;
        ++number;
    }
    return true;
}

bool Decoder::elements(Value& value, const PlanNode& node, std::int64_t row) {
    const program::ListRec& list = image_.lists[node.list];
    const PlanNode& element = image_.plan_nodes[node.element];
    simdjson::ondemand::array array;
    if (value.get_array().get(array)) return fail(FaultCode::INVALID_JSON, "");
    std::uint32_t count = 0;
    ++keys_[node.list].now;
    for (auto item : array) {
        Value inner;
        json_type type{};
        if (item.get(inner) || inner.type().get(type)) return fail(FaultCode::INVALID_JSON, "");
        if (count >= list.max || store_->rows[node.list] >= list.rows) return fail(FaultCode::LIST_TOO_LONG, image_.str(node.pointer));
        const std::int64_t at = store_->rows[node.list]++;
        elements_.push_back(count++);
        if (type == json_type::null) return fail(FaultCode::MISSING_FIELD, image_.str(element.pointer));
        begin(node.list, at);
        if (element.record != none && type != json_type::object) return fail(FaultCode::WRONG_TYPE, image_.str(element.pointer));
        if (!place(inner, element, at) || !finish(node.list, at)) return false;
        if (list.key_column != none && !distinct(node.list, at)) return fail(FaultCode::DUPLICATE_ELEMENT, image_.str(element.pointer));
        elements_.pop_back();
    }
    FieldRec own;
    own.flags = list.parent == none ? 0 : flags::in_list;
    write(own, list.count, row, count);
    return true;
}

}  // namespace ordain
