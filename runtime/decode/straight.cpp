#include "runtime/decode/straight.hpp"

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

/// The way that the bytes go, or nullptr.
[[gnu::always_inline]] inline const Passage* known_way(const Crossing& crossing, const char* at) {
    const Passage* const first = crossing.ways.data();
    if (first->fits(at)) [[likely]]
        return first;
    return first[1].fits(at) ? first + 1 : nullptr;
}

}  // namespace

// --- the line -----------------------------------------------------------------------------------------------------------------------

bool Straight::read(const char* begin, const char* end, bool controls, EventStore& store) {
    store_ = &store;
    rows_ = 0;
    controls_ = controls;
    const char* at = behind_space(begin);
    if (*at++ != '{') return false;
    std::uint32_t seen = 0;
    for (std::uint32_t from = members + 1, leaf = stranger; leaf != closed;) {
        const Passage* passage = known_way(envelope_[from], at);
        if (passage != nullptr)
            at += passage->size;
        else if ((passage = way_in_envelope(at, from)) == nullptr)
            return false;
        leaf = passage->leaf;
        from = passage->next;
        if ((seen & passage->members) != 0) return false;
        seen |= passage->members;
        if (leaf < members)
            at = envelope_member(at, leaf);
        else if (leaf == stranger)
            at = skip(at, 1);
        if (at == nullptr) return false;
    }
    if (behind_space(at) != end || seen != (1U << members) - 1) return false;
    store.has_type = store.has_id = store.has_time = true;
    plan_.write_envelope(store);
    return true;
}

inline const char* Straight::envelope_member(const char* at, std::uint32_t which) {
    if (which == data) return payload(at);
    if (*at != '"') return nullptr;
    if (which == time) {
        const std::optional<std::int64_t> usual = usual_timestamp(at + 1, date_);
        store_->time = usual.value_or(0);
        if (usual) return at + sizeof "YYYY-MM-DDThh:mm:ssZ" + 1;
    }
    std::string_view text;
    at = string(at, text);
    if (at == nullptr || text.empty()) return nullptr;
    if (which == time) {
        const std::optional<std::int64_t> read = read_timestamp(text, false);
        store_->time = read.value_or(0);
        return read ? at : nullptr;
    }
    if (text.size() > limits::text_bytes) return nullptr;
    (which == type ? store_->type : which == id ? store_->id : store_->source) = text;
    return which != type || expect(plan_.event_types.find(text)) ? at : nullptr;
}

/// False if the data was read as that of another type, because it stands before the type.
inline bool Straight::expect(std::uint32_t event) {
    const bool other = store_->event != none && store_->event != event;
    expected_ = store_->event = event;
    return !other;
}

inline const char* Straight::payload(const char* at) {
    if (store_->event == none) store_->event = expected_;
    if (store_->event == none || *at != '{') return nullptr;
    const Context& root = plan_.events[store_->event];
    if (spots_[root.first_node].action != Action::path) return nullptr;
    Here here{store_->frame.data(), ++number_};
    at = object(at + 1, root.first_node, here, 1);
    return at != nullptr && complete(root, here) ? at : nullptr;
}

// --- objects and arrays -------------------------------------------------------------------------------------------------------------

/// From behind the brace of the payload or of an element; `depth`: the objects and arrays around it.
const char* Straight::object(const char* at, std::uint32_t root, Here& here, unsigned depth) {
    if (depth + deepest_[root] > limits::json_depth) return nullptr;
    const Crossing* const crossings = crossings_.data();
    for (std::uint32_t from = crossing(root, beginning);;) {
        const Passage* passage = known_way(crossings[from], at);
        if (passage != nullptr) {
            at += passage->size;
            if (passage->entered_count != 0 && !enter_all(*passage, here)) return nullptr;
        } else {
            const char* end = at;  // `at` itself stays in a register
            if ((passage = way(end, from, here)) == nullptr) return nullptr;
            at = end;
        }
        const std::uint32_t leaf = passage->leaf;
        from = passage->next;
        if (leaf < stranger)
            at = value(at, leaf, here, depth, from);
        else if (leaf == stranger)
            at = skip(at, depth + passage->level);
        else
            return at;
        if (at == nullptr) return nullptr;
    }
}

inline bool Straight::enter_all(const Passage& passage, Here& here) {
    for (unsigned i = 0; i < passage.entered_count; ++i) {
        if (!first_time(passage.entered[i], here)) return false;
        enter(passage.entered[i], here);
    }
    return true;
}

inline const char* Straight::element(const char* at, const program::ListRec& list, std::uint32_t number, Here& here, unsigned depth) {
    const Context& context = plan_.list_contexts[number];
    const std::uint32_t root = context.first_node;
    if (context.elements_are_records) {
        at = *at == '{' && spots_[root].action == Action::path ? object(at + 1, root, here, depth) : nullptr;
    } else if (*at == 'n') {
        return nullptr;
    } else {
        std::uint32_t inside = none;
        at = value(at, root, here, depth, inside);
        if (at != nullptr && inside != none) at = object(at, root, here, depth);
    }
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
        Here own{store_->columns.data() + rows++, ++number_};
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
        if (spots_[op.node].seen == here.number && !code_fits(op, op.declared->sibling, here)) return false;
    }
    return !here.amounts || amounts_complete(context, here);
}

/// Whether the amounts that are objects have both members, and the currency is theirs.
bool Straight::amounts_complete(const Context& context, const Here& here) {
    for (const Op& op : std::span(plan_.ops).subspan(context.first_op, context.ops)) {
        if (op.kind != Kind::amount || codes_[op.node].entered != here.number) continue;
        if (spots_[op.declared->amount].seen != here.number || !code_fits(op, op.declared->currency, here)) return false;
    }
    return true;
}

/// Whether the text at a place is the currency of an amount; a carried one is written.
inline bool Straight::code_fits(const Op& op, std::uint32_t place, const Here& here) const {
    const Spot& spot = spots_[place];
    if (spot.seen != here.number) return false;
    if (spot.action == Action::fixed_code) return true;
    const std::string_view code = codes_[place].text;
    if (!is_currency(code)) return false;
    if (op.second == none) return currency_code(code) == op.declared->type.ref;
    here.base[op.second] = currency_code(code);
    return true;
}

// --- values -------------------------------------------------------------------------------------------------------------------------

[[gnu::always_inline]] inline const char* Straight::number(const char* at, const Spot& spot, std::int64_t* base) const {
    const unsigned negative = *at == '-' ? 1 : 0;
    const char* const first = at + negative;
    const std::uint32_t others = non_digits(first) | 0xffff0000U;
    const auto whole = static_cast<unsigned>(std::countr_zero(others));
    const char* end = first + whole;
    const unsigned point = *end == '.' ? 1 : 0;
    const unsigned part = static_cast<unsigned>(std::countr_zero(others >> (whole + 1))) & (0 - point);
    std::int64_t v = 0;
    if (whole - 1 < 7 && whole + part <= 8) {
        if (part < point || part > spot.scale || (*first == '0' && whole > 1)) return nullptr;
        const std::uint64_t front = eight_digits(first) & ((std::uint64_t{1} << 8 * whole) - 1);
        const std::uint64_t back = eight_digits(end + 1) << 8 * whole;
        v = number_of((front | back) << ((0 - 8 * (whole + part)) & 63)) * powers_of_ten[spot.scale - part];
        v = negative != 0 ? -v : v;
        end += point + part;
    } else {
        std::string_view digits;
        end = !spot.is_integer && *at == '"' ? string(at, digits) : number_end(at);
        if (end == nullptr || !quickly_scaled(*at == '"' ? digits : between(at, end), spot.scale, v)) return nullptr;
    }
    if (v < spot.low || v > spot.high) return nullptr;
    base[spot.target] = v;
    return end;
}

[[gnu::always_inline]] inline const char* Straight::text(const char* at, std::uint32_t place, std::int64_t* base) {
    std::string_view bytes;
    const Spot& spot = spots_[place];
    const char* const end = string(at, bytes);
    if (end == nullptr || bytes.size() > spot.max_bytes) return nullptr;
    if (spot.says_currency) codes_[place].text = bytes;
    base[spot.target] = plan_.symbol(bytes, *store_);
    return end;
}

[[gnu::always_inline]] inline const char* Straight::enumerated(const char* at, const Spot& spot, std::int64_t* base) const {
    std::string_view bytes;
    const char* const end = string(at, bytes);
    if (end == nullptr) return nullptr;
    const std::uint32_t ordinal = spot.spellings->find(bytes);
    if (ordinal == none && image_.enums[spot.op->declared->type.ref].open == 0) return nullptr;
    base[spot.target] = ordinal != none ? ordinal : unknown_ordinal;
    return end;
}

inline const char* Straight::moment(const char* at, const Spot& spot, std::int64_t* base) {
    std::string_view bytes;
    const char* const end = string(at, bytes);
    if (end == nullptr) return nullptr;
    std::optional<std::int64_t> read;
    if (spot.op->kind == Kind::timestamp && bytes.size() == 20) read = usual_timestamp(at + 1, date_);
    if (spot.op->kind == Kind::date && bytes.size() == 10) read = date_.day(at + 1);
    if (!read) read = read_moment(spot.op->kind, bytes, program::slice(image_.transitions, spot.op->declared->zone));
    if (!read || *read < spot.low || *read > spot.high) return nullptr;
    base[spot.target] = *read;
    return end;
}

inline const char* Straight::boolean(const char* at, const Spot& spot, std::int64_t* base) const {
    const bool yes = is_word(at, "true");
    if (!yes && (!is_word(at, "false") || (spot.op->declared->flags & flags::false_as_missing) != 0)) return nullptr;
    base[spot.target] = yes ? 1 : 0;
    return at + (yes ? 4 : 5);
}

/// A text that says nothing but the currency of an amount.
const char* Straight::code(const char* at, std::uint32_t place) {
    std::string_view& text = codes_[place].text;
    const char* const end = string(at, text);
    if (end == nullptr || spots_[place].action == Action::code) return end;
    return is_currency(text) && currency_code(text) == spots_[place].op->declared->type.ref ? end : nullptr;
}

/// A field that is said to be missing.
const char* Straight::nothing(const char* at, const Spot& spot, Here& here) {
    if (!is_word(at, "null") || spot.op->required || spot.op->declared->sibling != none) return nullptr;
    plan_.write_absent(*spot.op, here.base, *store_);
    if (spot.action == Action::record) present_[spot.op->field] = 0;
    ++here.fields;
    return at + 4;
}

/// `next`: the crossing where an object begins that is entered, else left alone.
[[gnu::always_inline]] inline const char* Straight::value(const char* at, std::uint32_t place, Here& here, unsigned depth,
                                                          std::uint32_t& next) {
    Spot& spot = spots_[place];
    if (spot.seen == here.number) return nullptr;
    spot.seen = here.number;
    const char* end = nullptr;
    switch (spot.action) {
        case Action::leave:
        case Action::path: return nullptr;
        case Action::code:
        case Action::fixed_code: return code(at, place);
        case Action::number: end = number(at, spot, here.base); break;
        case Action::boolean: end = boolean(at, spot, here.base); break;
        case Action::text: end = text(at, place, here.base); break;
        case Action::enumerated: end = enumerated(at, spot, here.base); break;
        case Action::moment: end = moment(at, spot, here.base); break;
        case Action::list: end = elements(at, spot, here, depth + spot.level); break;
        case Action::amount_number:
            end = number(at, spot, here.base);
            if (end == nullptr) return nullptr;
            break;
        case Action::amount:
            if (*at != '{') {
                if (spot.alone) end = number(at, spot, here.base);
                break;
            }
            [[fallthrough]];
        case Action::record:
            if (*at != '{' || !is_entered(spot)) break;
            enter(place, here);
            next = crossing(place, beginning);
            return at + 1;
    }
    if (end == nullptr) return nothing(at, spot, here);
    if (spot.presence != none) here.base[spot.presence] = 1;
    ++here.fields;
    return end;
}

}  // namespace ordain::decode
