#include "runtime/decode/plan.hpp"

#include <algorithm>
#include <array>

namespace ordain::decode {

using program::FieldRec;
using program::none;

namespace {

/// Digits after the point of the JSON number. A percent in points counts hundredths.
std::uint8_t scale_of(const FieldRec& field) {
    switch (field.type.kind) {
        case TypeKind::decimal: return 6;
        case TypeKind::percent: return (field.flags & program::field_flags::points) != 0 ? 4 : 6;
        case TypeKind::money:
        case TypeKind::money_any: return 4;
        default: return 0;
    }
}

bool is_scalar(const FieldRec& field) {
    return field.type.kind != TypeKind::record && field.type.kind != TypeKind::list;
}

}  // namespace

Kind kind_of(const FieldRec& field) {
    switch (field.type.kind) {
        case TypeKind::record: return Kind::record;
        case TypeKind::list: return Kind::list;
        case TypeKind::boolean: return Kind::boolean;
        case TypeKind::integer: return Kind::integer;
        case TypeKind::decimal:
        case TypeKind::percent: return Kind::number;
        case TypeKind::money:
        case TypeKind::money_any: return Kind::amount;
        case TypeKind::enumerated: return Kind::enumerated;
        case TypeKind::date: return Kind::date;
        case TypeKind::time: return Kind::time;
        case TypeKind::timestamp: return Kind::timestamp;
        default: return Kind::text;
    }
}

Plan::Plan(const program::Image& image) : image_(image) {
    places.resize(image.plan_nodes.size());
    names.resize(image.plan_nodes.size());
    list_contexts.resize(image.lists.size());
    std::vector<std::vector<std::uint32_t>> lists_at(image.plan_nodes.size());
    for (const program::EventRec& event : image.events) {
        events.push_back(context(event.fields, event.nodes, lists_at));
        for (std::uint32_t l = event.lists.first; l - event.lists.first < event.lists.count; ++l) {
            list_contexts[l] = context(image.lists[l].fields, image.lists[l].nodes, lists_at);
            const bool scalars = std::any_of(ops.end() - list_contexts[l].ops, ops.end(),
                                             [](const Op& o) { return (o.declared->flags & program::field_flags::is_element) != 0; });
            list_contexts[l].elements_are_records = !scalars;
        }
    }
    for (std::size_t n = 0; n < places.size(); ++n) add_place(image.plan_nodes[n], lists_at[n], places[n]);
    texts();
}

void Plan::texts() {
    std::vector<std::pair<std::string_view, std::uint32_t>> known;
    for (const program::EventRec& event : image_.events) known.emplace_back(image_.str(event.type), known.size());
    event_types = Names(known);
    known.clear();
    for (const program::Str symbol : image_.symbols) known.emplace_back(image_.str(symbol), known.size());
    symbols = Names(known);
    for (const program::EventRec& event : image_.events) {
        std::array<char, 8> padded{};  // which a look-up reads
        const std::string_view type = image_.str(event.type);
        std::copy_n(type.data(), std::min(type.size(), padded.size()), padded.begin());
        type_symbols.push_back(symbols.find(type.size() < padded.size() ? std::string_view(padded.data(), type.size()) : type));
    }
    for (const program::EnumRec& e : image_.enums) {
        known.clear();
        for (const program::SpellingRec& s : program::slice(image_.spellings, e.spellings))
            known.emplace_back(image_.str(s.spelling), s.ordinal);
        spellings.emplace_back(known);
    }
}

Context Plan::context(program::Range32 fields, program::Range32 nodes, std::vector<std::vector<std::uint32_t>>& lists_at) {
    Context made;
    made.first_op = static_cast<std::uint32_t>(ops.size());
    made.first_node = nodes.first;
    made.first_beside = static_cast<std::uint32_t>(beside.size());
    made.nodes = nodes.count;
    for (std::uint32_t i = fields.first; i - fields.first < fields.count; ++i) {
        const FieldRec& field = image_.fields[i];
        ops.push_back(op(i));
        const bool advice = ops.back().kind == Kind::advice;
        if (!advice && field.sibling != none) beside.push_back(static_cast<std::uint32_t>(ops.size() - 1));
        if (is_scalar(field) && !advice) {
            places[field.node].read_as_scalar = true;
            if (field.amount != none) places[field.amount].read_as_scalar = places[field.currency].read_as_scalar = true;
        }
        if (field.type.kind != TypeKind::list) continue;
        lists_at[field.node].push_back(i);
        i += image_.lists[field.list].fields.count;
    }
    made.ops = static_cast<std::uint32_t>(ops.size()) - made.first_op;
    made.besides = static_cast<std::uint32_t>(beside.size()) - made.first_beside;
    return made;
}

Op Plan::op(std::uint32_t number) const {
    const FieldRec& field = image_.fields[number];
    const bool in_list = (field.flags & program::field_flags::in_list) != 0;
    Op made;
    made.kind = (field.flags & program::field_flags::advice) != 0 ? Kind::advice : kind_of(field);
    made.scale = scale_of(field);
    made.required = field.type.optional == 0 && made.kind != Kind::advice;
    made.plain_absence = !made.required && field.steps <= 1;
    made.node = field.node;
    made.field = number;
    made.declared = &field;
    if (field.presence != none) made.presence = word(field.presence, in_list);
    if (field.type.kind == TypeKind::list) {
        const program::ListRec& list = image_.lists[field.list];
        made.target = word(list.count, in_list);
        made.second = list.start == none ? none : word(list.start, in_list);
    } else if (is_scalar(field)) {
        made.target = word(field.target, in_list);
        made.second = field.type.kind == TypeKind::money_any ? word(field.target + 1, in_list) : none;
    }
    return made;
}

void Plan::write_absent(const Op& op, std::int64_t* base, const EventStore& store) const {
    if (op.presence != none) base[op.presence] = 0;
    if (op.kind == Kind::record) return;
    base[op.target] = 0;
    if (op.second == none) return;
    const bool start = op.kind == Kind::list;  // of no rows: where the next begin
    base[op.second] = start ? store.rows[op.declared->list - image_.events[store.event].lists.first] : 0;
}

void Plan::write_envelope(EventStore& store) const {
    std::int64_t* const slots = store.frame.data() + image_.constants.size();
    slots[0] = store.time;
    slots[1] = symbol(store.id, store);
    slots[2] = symbol(store.source, store);
    slots[3] = type_symbols[store.event] != none ? type_symbols[store.event] : symbol(store.type, store);
}

void Plan::add_place(const program::PlanNode& node, const std::vector<std::uint32_t>& lists_here, Place& place) {
    if (node.keys.count != 0) {
        std::vector<std::pair<std::string_view, std::uint32_t>> children;
        for (const program::PlanKey& key : program::slice(image_.plan_keys, node.keys)) {
            children.emplace_back(image_.str(key.name), key.node);
            names[key.node] = QuotedName(image_.str(key.name));
        }
        place.members = static_cast<std::uint32_t>(member_names_.size());
        member_names_.emplace_back(children);
    }
    place.first_item = static_cast<std::uint32_t>(items.size());
    place.items = node.items.count;
    for (const program::PlanKey& key : program::slice(image_.plan_keys, node.items)) {
        items.push_back({key.index, key.node});
        places[key.node].is_item = true;
    }
    place.first_list = static_cast<std::uint32_t>(lists.size());
    place.lists = static_cast<std::uint32_t>(lists_here.size());
    lists.insert(lists.end(), lists_here.begin(), lists_here.end());
}

}  // namespace ordain::decode
