// The field plan of a bundle as the decoder walks it: made once from the image, laid out for reading in order.
#pragma once

#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

#include "runtime/decode/event_store.hpp"
#include "runtime/decode/names.hpp"
#include "runtime/program/image.hpp"

namespace ordain::decode {

/// How a value is read.
enum class Kind : std::uint8_t { record, list, advice, boolean, integer, number, amount, text, enumerated, date, time, timestamp };

/// One field, in the order of declaration.
struct Op {
    Kind kind{};
    std::uint8_t scale = 0;  // integer, number, amount: digits after the point
    bool required = false;
    bool plain_absence = false;            // that its place is empty says that it is missing, and that this is fine
    std::uint32_t node = 0;                // its place
    std::uint32_t target = 0, second = 0;  // words from the frame's or the column row's begin; see words()
    std::uint32_t presence = program::none;
    std::uint32_t field = 0;  // FieldRec
    const program::FieldRec* declared = nullptr;
};

/// What stands at a place of the payload.
struct Place {
    std::uint32_t members = program::none;    // number of its table; none: no members
    std::uint32_t first_item = 0, items = 0;  // children that are elements of an array, by index
    std::uint32_t first_list = 0, lists = 0;  // lists whose array stands here
    bool read_as_scalar = false;              // a scalar here is always read as a field's value, which checks its form
    bool is_item = false;                     // of its parent
};
struct Item {
    std::uint32_t index = 0, node = 0;
};

/// The fields outside lists of an event, or those of a list's elements.
struct Context {
    std::uint32_t first_op = 0, ops = 0;
    std::uint32_t first_beside = 0, besides = 0;
    std::uint32_t first_node = 0, nodes = 0;  // the first is `data`, or the element
    bool elements_are_records = false;
};

/// Immutable once made; borrows from the verified image.
class Plan {
public:
    explicit Plan(const program::Image& image);

    std::vector<Op> ops;
    std::vector<Place> places;      // by PlanNode
    std::vector<QuotedName> names;  // by PlanNode: as a member of its parent
    std::vector<Item> items;
    std::vector<std::uint32_t> beside;   // ops: amounts whose currency stands beside them
    std::vector<std::uint32_t> lists;    // FieldRec numbers, see Place::first_list
    std::vector<Context> events;         // by EventRec
    std::vector<Context> list_contexts;  // by ListRec

    Names event_types;  // to EventRec
    Names symbols;
    std::vector<std::uint32_t> type_symbols;  // by EventRec: the symbol of its type, or none
    std::vector<Names> spellings;             // by EnumRec, to ordinals

    /// The child of a place by a member's name, or none. 8 bytes from `name.data()` on can be read.
    [[nodiscard]] std::uint32_t child(const Place& place, std::string_view name) const { return member_names_[place.members].find(name); }

    /// Where a slot or column begins: words from the frame's begin, or from row 0 of the column store.
    [[nodiscard]] std::uint32_t word(const program::FieldRec& field, std::uint32_t target) const {
        return word(target, (field.flags & program::field_flags::in_list) != 0);
    }

    /// The symbol of a text, which may be one of the event only.
    [[nodiscard]] std::int64_t symbol(std::string_view bytes, EventStore& store) const {
        const std::uint32_t known = symbols.find(bytes);
        if (known != program::none) return known;
        store.texts.push_back(bytes);
        return static_cast<std::int64_t>(image_.symbols.size() + store.texts.size() - 1);
    }
    /// Writes that a field has no value.
    void write_absent(const Op& op, std::int64_t* base, const EventStore& store) const;
    /// Writes the slots that every event has, from what the store says of its envelope.
    void write_envelope(EventStore& store) const;

private:
    const program::Image& image_;
    std::vector<Names> member_names_;

    [[nodiscard]] std::uint32_t word(std::uint32_t target, bool in_list) const {
        return in_list ? image_.columns[target].offset : static_cast<std::uint32_t>(image_.constants.size()) + target;
    }
    Context context(program::Range32 fields, program::Range32 nodes, std::vector<std::vector<std::uint32_t>>& lists_at);
    Op op(std::uint32_t field) const;
    void texts();
    void add_place(const program::PlanNode& node, const std::vector<std::uint32_t>& lists_here, Place& place);
};

/// How the field itself is read; of advice, how its value is.
[[nodiscard]] Kind kind_of(const program::FieldRec& field);

}  // namespace ordain::decode
