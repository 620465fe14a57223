// What is done with the values at each place, where one way of reading says all.
#include <algorithm>

#include "runtime/decode/straight.hpp"

namespace ordain::decode {

using program::FieldRec;
using program::none;
namespace flags = program::field_flags;

Straight::Straight(const program::Image& image, const Plan& plan)
    : image_(image),
      plan_(plan),
      spots_(image.plan_nodes.size()),
      codes_(image.plan_nodes.size()),
      deepest_(image.plan_nodes.size()),
      crossings_(image.plan_nodes.size() * sides),
      present_(image.fields.size()),
      keys_(image.lists.size()),
      envelope_names_({{"type", type}, {"specversion", specversion}, {"id", id}, {"source", source}, {"time", time}, {"data", data}}) {
    std::vector<std::uint32_t> uses(spots_.size());  // by PlanNode: values that stand there
    for (const Op& op : plan.ops) place(op, uses);
    for (const Op& op : plan.ops)
        if (op.declared->sibling != none) currency_beside(op);
    settle(uses);
    levels();
}

void Straight::place(const Op& op, std::vector<std::uint32_t>& uses) {
    constexpr Action actions[] = {Action::record, Action::list, Action::leave,      Action::boolean, Action::number, Action::number,
                                  Action::amount, Action::text, Action::enumerated, Action::moment,  Action::moment, Action::moment};
    const FieldRec& f = *op.declared;
    Spot& spot = spots_[op.node];
    ++uses[op.node];
    spot.action = actions[static_cast<std::size_t>(op.kind)];
    spot.op = &op;
    spot.scale = op.scale;
    spot.is_integer = op.kind == Kind::integer;
    spot.alone = op.second == none || f.sibling != none;
    spot.target = op.target;
    spot.presence = op.presence;
    spot.max_bytes = f.max_bytes;
    if (op.kind == Kind::enumerated) spot.spellings = &plan_.spellings[f.type.ref];
    if ((f.flags & flags::has_range) != 0) {
        const bool above = (f.flags & flags::low_open) != 0, below = (f.flags & flags::high_open) != 0;
        const bool any = !(above && f.low == spot.high) && !(below && f.high == spot.low);  // else no value is in the range
        spot.low = any ? f.low + (above ? 1 : 0) : 1;
        spot.high = any ? f.high - (below ? 1 : 0) : 0;
    }
    if (op.kind != Kind::amount || f.amount == none) return;
    ++uses[f.amount];
    ++uses[f.currency];
    Spot& number = spots_[f.amount];
    number = spot;
    number.action = Action::amount_number;
    Spot& code = spots_[f.currency];
    code.op = &op;
    code.action = op.second == none ? Action::fixed_code : Action::code;
}

/// The place of a currency that stands beside its amount, or beside several.
void Straight::currency_beside(const Op& op) {
    Spot& spot = spots_[op.declared->sibling];
    const bool first = spot.op == nullptr;
    spot.says_currency = true;
    if (first) {
        spot.op = &op;
        spot.action = op.second == none ? Action::fixed_code : Action::code;
    } else if (spot.action == Action::fixed_code) {
        const bool same = op.second == none && op.declared->type.ref == spot.op->declared->type.ref;
        if (!same) spot.action = Action::code;
    }
}

/// Leaves alone what stands where something else stands, too.
void Straight::settle(const std::vector<std::uint32_t>& uses) {
    for (std::uint32_t n = 0; n < spots_.size(); ++n) {
        Spot& spot = spots_[n];
        const Place& place = plan_.places[n];
        const bool has_members = place.members != none;
        bool fits = uses[n] <= 1 && place.items == 0;
        if (uses[n] == 0 && !spot.says_currency) spot.action = has_members ? Action::path : Action::leave;
        if (spot.says_currency)
            fits = fits && (spot.action == Action::text || spot.action == Action::code || spot.action == Action::fixed_code);
        switch (spot.action) {
            case Action::leave: break;
            case Action::path:
            case Action::record: fits = fits && has_members && place.lists == 0; break;
            case Action::list: fits = fits && !has_members && place.lists == 1; break;
            case Action::amount: {
                const bool own = spot.op->declared->amount != none && image_.plan_nodes[n].keys.count == 2;
                fits = fits && (own || !has_members) && place.lists == 0;
                break;
            }
            default: fits = fits && !has_members && place.lists == 0; break;
        }
        if (!fits) spot.action = Action::leave;
    }
}

/// How deep each place stands, and what stands in it.
void Straight::levels() {
    for (std::uint32_t n = 0; n < spots_.size(); ++n) {
        const std::uint32_t parent = image_.plan_nodes[n].parent;  // a smaller number
        if (parent != none) spots_[n].level = spots_[parent].level + 1;
        for (std::uint32_t around = n; around != none; around = image_.plan_nodes[around].parent)
            deepest_[around] = std::max(deepest_[around], spots_[n].level + 1);
    }
}

}  // namespace ordain::decode
