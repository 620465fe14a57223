#include "runtime/decode/plan.hpp"

#include <algorithm>

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
}

Context Plan::context(program::Range32 fields, program::Range32 nodes, std::vector<std::vector<std::uint32_t>>& lists_at) {
    Context made;
    made.first_op = static_cast<std::uint32_t>(ops.size());
    made.first_node = nodes.first;
    made.nodes = nodes.count;
    for (std::uint32_t i = fields.first; i - fields.first < fields.count; ++i) {
        const FieldRec& field = image_.fields[i];
        ops.push_back(op(i));
        const bool advice = ops.back().kind == Kind::advice;
        if (is_scalar(field) && !advice) {
            places[field.node].read_as_scalar = true;
            if (field.amount != none) places[field.amount].read_as_scalar = places[field.currency].read_as_scalar = true;
        }
        if (field.type.kind != TypeKind::list) continue;
        lists_at[field.node].push_back(i);
        i += image_.lists[field.list].fields.count;
    }
    made.ops = static_cast<std::uint32_t>(ops.size()) - made.first_op;
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

void Plan::add_place(const program::PlanNode& node, const std::vector<std::uint32_t>& lists_here, Place& place) {
    add_keys(node.keys, place);
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

void Plan::add_keys(program::Range32 keys, Place& place) {
    if (keys.count == 0) return;
    std::uint32_t size = 4;
    while (size < keys.count * 2) size *= 2;
    place.slots = static_cast<std::uint32_t>(slots_.size());
    place.mask = size - 1;
    slots_.resize(slots_.size() + size);
    for (const program::PlanKey& key : program::slice(image_.plan_keys, keys)) {
        const std::string_view name = image_.str(key.name);
        char padded[8] = {};
        std::memcpy(padded, name.data(), std::min<std::size_t>(name.size(), 8));
        const std::uint64_t head = head_of({padded, std::min<std::size_t>(name.size(), 8)});
        std::uint32_t h = hash_of(head, name.size());
        while (slots_[place.slots + (h & place.mask)].name != nullptr) ++h;
        slots_[place.slots + (h & place.mask)] = {name.data(), static_cast<std::uint32_t>(name.size()), key.node, head};
    }
}

}  // namespace ordain::decode
