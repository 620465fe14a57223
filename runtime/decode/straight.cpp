#include "runtime/decode/straight.hpp"

#include <simdjson.h>

#include <algorithm>

#include "runtime/base/limits.hpp"
#include "runtime/decode/moments.hpp"
#include "runtime/decode/quick.hpp"
#include "runtime/value/decimal.hpp"
#include "runtime/value/time_text.hpp"

namespace ordain::decode {

using program::FieldRec;
using program::none;
namespace flags = program::field_flags;

namespace {

bool is_word(const char* at, std::string_view word) {
    return std::memcmp(at, word.data(), word.size()) == 0;
}

const char* number_end(const char* at) {
    while ((*at >= '0' && *at <= '9') || *at == '-' || *at == '+' || *at == '.' || *at == 'e' || *at == 'E') ++at;
    return at;
}

std::string_view between(const char* begin, const char* end) {
    return {begin, static_cast<std::size_t>(end - begin)};
}

}  // namespace

bool Straight::read(const char* begin, const char* end, EventStore& store) {
    store_ = &store;
    rows_ = 0;
    beyond_ascii_ = false;
    const char* at = behind_space(begin);
    if (*at++ != '{') return false;
    std::uint32_t seen = 0;
    std::array<std::string_view, members> texts;
    Guess* const top = &after_[members + 1];
    for (Guess* guess = top;;) {
        std::uint32_t which = guess->member;
        if (guess->fits(at)) {
            at += guess->size;
        } else {
            const char* const from = at;
            at = behind_space(at);
            if (*at == '}') break;
            std::string_view name;
            at = key(at, guess == top, name);
            if (at == nullptr) return false;
            which = envelope_names_.find(name);
            guess->learn(from, at, which);
        }
        at = top_member(at, which, seen, texts);
        if (at == nullptr) return false;
        guess = &after_[std::min<std::uint32_t>(which, members)];
    }
    if (behind_space(at + 1) != end || seen != (1U << members) - 1) return false;
    if (beyond_ascii_ && !simdjson::validate_utf8(begin, static_cast<std::size_t>(end - begin))) return false;
    return envelope(texts);
}

const char* Straight::top_member(const char* at, std::uint32_t which, std::uint32_t& seen, std::array<std::string_view, members>& texts) {
    if (which == none) return skip(at, 1);
    if ((seen >> which & 1) != 0) return nullptr;
    seen |= 1U << which;
    if (which == data) return payload(at);
    at = string(at, texts[which]);
    if (at != nullptr && which == type) store_->event = plan_.event_types.find(texts[type]);
    return at;
}

const char* Straight::payload(const char* at) {
    if (store_->event == none || *at != '{') return nullptr;
    const Context& root = plan_.events[store_->event];
    Here here{store_->frame.data(), ++number_, 0};
    at = value(at, root.first_node, here, 1);
    return at != nullptr && complete(root, here) ? at : nullptr;
}

bool Straight::envelope(const std::array<std::string_view, members>& texts) {
    if (texts[specversion] != "1.0") return false;
    for (const Member m : {type, id, source})
        if (texts[m].empty() || texts[m].size() > limits::text_bytes) return false;
    const std::optional<std::int64_t> at = read_timestamp(texts[time], false);
    if (!at) return false;
    store_->time = *at;
    store_->type = texts[type];
    store_->id = texts[id];
    store_->source = texts[source];
    store_->has_type = store_->has_id = store_->has_time = true;
    plan_.write_envelope(*store_);
    return true;
}

// --- objects and arrays -------------------------------------------------------------------------------------------------------------

void Straight::Guess::learn(const char* from, const char* to, std::uint32_t which) {
    const auto length = static_cast<std::size_t>(to - from);
    if (length > literal_bytes) return;
    for (const char c : between(from, to))
        if (static_cast<unsigned char>(c) >= 0x80) return;  // what fits is not asked for its UTF-8 again
    std::memcpy(bytes.data(), from, length);
    size = static_cast<std::uint32_t>(length);
    mask = static_cast<std::uint32_t>((std::uint64_t{1} << length) - 1);
    member = which;
}

/// The name of a member, to where its value begins.
const char* Straight::key(const char* at, bool first, std::string_view& name) {
    if (!first && *at++ != ',') return nullptr;
    at = string(behind_space(at), name);
    if (at == nullptr) return nullptr;
    at = behind_space(at);
    return *at == ':' ? behind_space(at + 1) : nullptr;
}

const char* Straight::object(const char* at, std::uint32_t node, Here& here, unsigned depth) {
    if (++depth > limits::json_depth) return nullptr;
    for (Guess* guess = &first_[node];;) {
        std::uint32_t child = guess->member;
        if (*at == '}') return at + 1;
        if (guess->fits(at)) {
            at += guess->size;
        } else {
            const char* const from = at;
            at = behind_space(at);
            if (*at == '}') return at + 1;
            std::string_view name;
            at = key(at, guess == &first_[node], name);
            if (at == nullptr) return nullptr;
            child = plan_.child(plan_.places[node], name);
            guess->learn(from, at, child);
        }
        at = child == none ? skip(at, depth) : value(at, child, here, depth);
        if (at == nullptr) return nullptr;
        guess = child == none ? &next_unknown_[node] : &next_[child];
    }
}

inline const char* Straight::element(const char* at, const program::ListRec& list, std::uint32_t number, Here& here, unsigned depth) {
    const Context& context = plan_.list_contexts[number];
    if (context.elements_are_records ? *at != '{' : *at == 'n') return nullptr;
    at = value(at, context.first_node, here, depth);
    if (at == nullptr || !complete(context, here)) return nullptr;
    return list.key_field == none || new_key(list, number, here) ? at : nullptr;
}

const char* Straight::elements(const char* at, const Spot& spot, Here& here, unsigned depth) {
    if (*at != '[' || ++depth > limits::json_depth) return nullptr;
    const std::uint32_t number = spot.op->declared->list;
    const program::ListRec& list = image_.lists[number];
    std::uint32_t& rows = store_->rows[number - image_.events[store_->event].lists.first];
    const std::uint32_t first = rows;
    if (list.key_field != none) keys_[number].clear();
    at = behind_space(at + 1);
    for (bool more = *at != ']'; more;) {
        if (rows - first >= list.max || rows_ >= limits::list_rows || rows >= list.rows) return nullptr;
        ++rows_;
        Here own{store_->columns.data() + rows++, ++number_, 0};
        at = element(at, list, number, own, depth);
        if (at == nullptr) return nullptr;
        at = behind_space(at);
        more = *at == ',';
        if (more) at = behind_space(at + 1);
    }
    if (*at != ']') return nullptr;
    here.base[spot.target] = rows - first;
    if (spot.op->second != none) here.base[spot.op->second] = first;
    return at + 1;
}

bool Straight::new_key(const program::ListRec& list, std::uint32_t number, const Here& here) {
    const Spot& spot = spots_[image_.fields[list.key_field].node];
    const std::int64_t key = here.base[image_.columns[list.key_column].offset];
    const bool there = spot.seen == here.number && (spot.presence == none || here.base[spot.presence] != 0);
    if (!there || (spot.action == Action::enumerated && key == unknown_ordinal)) return true;
    return distinct(image_, *store_, list, keys_[number], key);
}

/// Writes what is absent. False if that may not be, or a currency is not as it has to be.
bool Straight::complete(const Context& context, Here& here) {
    if (here.fields != context.ops) {
        for (const Op& op : std::span(plan_.ops).subspan(context.first_op, context.ops)) {
            if (spots_[op.node].seen == here.number) continue;
            const std::uint32_t record = op.declared->record;
            if (op.required && (record == none || present_[record] != 0)) return false;
            plan_.write_absent(op, here.base, *store_);
            if (op.kind == Kind::record) present_[op.field] = 0;
        }
    }
    for (const std::uint32_t number : std::span(plan_.beside).subspan(context.first_beside, context.besides)) {
        const Op& op = plan_.ops[number];
        if (spots_[op.node].seen != here.number) continue;
        const Spot& said = spots_[op.declared->sibling];
        if (said.seen != here.number || !code_fits(op, said.code, here.base)) return false;
    }
    return true;
}

/// Whether a text can be the currency of an amount; a carried one is written.
bool Straight::code_fits(const Op& op, std::string_view code, std::int64_t* base) const {
    if (!is_currency(code)) return false;
    if (op.second == none) return currency_code(code) == op.declared->type.ref;
    base[op.second] = currency_code(code);
    return true;
}

// --- values -------------------------------------------------------------------------------------------------------------------------

inline const char* Straight::string(const char* at, std::string_view& out) {
    if (*at != '"') return nullptr;
    const char* const end = plain_string_end(at + 1, beyond_ascii_);
    if (end == nullptr) return nullptr;
    out = between(at + 1, end);
    return end + 1;
}

inline const char* Straight::number(const char* at, const Spot& spot, std::int64_t* base) {
    constexpr std::array<std::int64_t, 7> powers_of_ten{1, 10, 100, 1'000, 10'000, 100'000, 1'000'000};
    const bool negative = *at == '-';
    const char* end = at + (negative ? 1 : 0);
    const Digits whole = digits_at(end);
    std::int64_t v = 0;
    if (whole.count - 1 < 7) {
        if (*end == '0' && whole.count > 1) return nullptr;
        end += whole.count;
        v = whole.value * powers_of_ten[spot.scale];
        if (*end == '.') {
            const Digits part = digits_at(end + 1);
            if (part.count - 1 >= spot.scale) return nullptr;
            v += part.value * powers_of_ten[spot.scale - part.count];
            end += part.count + 1;
        }
        v = negative ? -v : v;
    } else {
        std::string_view digits;
        end = !spot.is_integer && *at == '"' ? string(at, digits) : number_end(at);
        if (end == nullptr || !quickly_scaled(*at == '"' ? digits : between(at, end), spot.scale, v)) return nullptr;
    }
    if (v < spot.low || v > spot.high) return nullptr;
    base[spot.target] = v;
    return end;
}

inline const char* Straight::amount(const char* at, std::uint32_t node, Here& here, unsigned depth) {
    const Spot& spot = spots_[node];
    const FieldRec& f = *spot.op->declared;
    if (*at != '{') return f.sibling != none || spot.op->second == none ? number(at, spot, here.base) : nullptr;
    if (f.amount == none || f.sibling != none) return nullptr;
    at = object(at + 1, node, here, depth);
    if (at == nullptr || spots_[f.amount].seen != here.number || spots_[f.currency].seen != here.number) return nullptr;
    return code_fits(*spot.op, spots_[f.currency].code, here.base) ? at : nullptr;
}

inline const char* Straight::texts(const char* at, Spot& spot, std::int64_t* base) {
    std::string_view bytes;
    const char* const end = string(at, bytes);
    if (end == nullptr) return nullptr;
    const FieldRec& f = *spot.op->declared;
    if (spot.action == Action::text) {
        if (bytes.size() > spot.max_bytes) return nullptr;
        if (spot.says_currency) spot.code = bytes;
        base[spot.target] = plan_.symbol(bytes, *store_);
    } else if (spot.action == Action::enumerated) {
        const std::uint32_t ordinal = plan_.spellings[f.type.ref].find(bytes);
        if (ordinal == none && image_.enums[f.type.ref].open == 0) return nullptr;
        base[spot.target] = ordinal != none ? ordinal : unknown_ordinal;
    } else {
        const std::optional<std::int64_t> read = read_moment(spot.op->kind, bytes, program::slice(image_.transitions, f.zone));
        if (!read || *read < spot.low || *read > spot.high) return nullptr;
        base[spot.target] = *read;
    }
    return end;
}

inline const char* Straight::boolean(const char* at, const Spot& spot, std::int64_t* base) {
    const bool yes = is_word(at, "true");
    if (!yes && (!is_word(at, "false") || (spot.op->declared->flags & flags::false_as_missing) != 0)) return nullptr;
    base[spot.target] = yes ? 1 : 0;
    return at + (yes ? 4 : 5);
}

inline const char* Straight::record(const char* at, std::uint32_t node, Here& here, unsigned depth) {
    if (*at != '{') return nullptr;
    present_[spots_[node].op->field] = 1;
    return object(at + 1, node, here, depth);
}

/// A field that is said to be missing.
const char* Straight::nothing(const char* at, const Spot& spot, Here& here) {
    if (!is_word(at, "null") || spot.op->required || spot.op->declared->sibling != none) return nullptr;
    plan_.write_absent(*spot.op, here.base, *store_);
    if (spot.action == Action::record) present_[spot.op->field] = 0;
    ++here.fields;
    return at + 4;
}

const char* Straight::value(const char* at, std::uint32_t node, Here& here, unsigned depth) {
    Spot& spot = spots_[node];
    if (spot.seen == here.number) return nullptr;
    spot.seen = here.number;
    const char* end = nullptr;
    switch (spot.action) {
        case Action::leave: return nullptr;
        case Action::path:
            if (*at == '{') return object(at + 1, node, here, depth);
            return is_word(at, "null") ? at + 4 : nullptr;
        case Action::code: return string(at, spot.code);
        case Action::amount_number: return number(at, spot, here.base);
        case Action::record: end = record(at, node, here, depth); break;
        case Action::list: end = elements(at, spot, here, depth); break;
        case Action::amount: end = amount(at, node, here, depth); break;
        case Action::boolean: end = boolean(at, spot, here.base); break;
        case Action::number: end = number(at, spot, here.base); break;
        case Action::text:
        case Action::enumerated:
        case Action::moment: end = texts(at, spot, here.base); break;
    }
    if (end == nullptr) return nothing(at, spot, here);
    if (spot.presence != none) here.base[spot.presence] = 1;
    ++here.fields;
    return end;
}

// --- values that nobody reads: only their form counts -------------------------------------------------------------------------------

const char* Straight::skip_scalar(const char* at) {
    std::string_view unused;
    if (*at == '"') return string(at, unused);
    if (is_word(at, "true") || is_word(at, "null")) return at + 4;
    if (is_word(at, "false")) return at + 5;
    const char* const end = number_end(at);
    return is_json_number(between(at, end)) ? end : nullptr;
}

const char* Straight::skip(const char* at, unsigned depth) {
    std::array<char, limits::json_depth + 1> closing;
    std::string_view unused;
    const unsigned outer = depth;
    while (true) {
        if (*at == '{' || *at == '[') {
            if (++depth > limits::json_depth) return nullptr;
            closing[depth] = *at == '{' ? '}' : ']';
            at = behind_space(at + 1);
            if (*at != closing[depth]) {
                if (closing[depth] == '}') at = key(at, true, unused);
                if (at == nullptr) return nullptr;
                continue;
            }
        } else {
            at = skip_scalar(at);
            if (at == nullptr) return nullptr;
            if (depth == outer) return at;
            at = behind_space(at);
        }
        for (; *at == closing[depth]; at = behind_space(at + 1))
            if (--depth == outer) return at + 1;
        at = closing[depth] == '}' ? key(at, false, unused) : *at == ',' ? behind_space(at + 1) : nullptr;
        if (at == nullptr) return nullptr;
    }
}

}  // namespace ordain::decode
