// The field plan of a bundle as the decoder walks it: made once from the image, laid out for reading in order.
#pragma once

#include <cstdint>
#include <cstring>
#include <string_view>
#include <vector>

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
    std::uint32_t slots = 0, mask = 0;        // members: slots [slots, slots + mask] by hash; mask 0: none
    std::uint32_t first_item = 0, items = 0;  // children that are elements of an array, by index
    std::uint32_t first_list = 0, lists = 0;  // lists whose array stands here
    bool read_as_scalar = false;              // a scalar here is always read as a field's value, which checks its form
    bool is_item = false;                     // of its parent
};
struct Item {
    std::uint32_t index = 0, node = 0;
};
struct KeySlot {
    const char* name = nullptr;  // null: free
    std::uint32_t size = 0, node = 0;
    std::uint64_t head = 0;  // see head_of
};

/// The fields outside lists of an event, or those of a list's elements.
struct Context {
    std::uint32_t first_op = 0, ops = 0;
    std::uint32_t first_node = 0, nodes = 0;  // the first is `data`, or the element
    bool elements_are_records = false;
};

/// The first eight bytes of a name, zeros behind them. 8 bytes from `name.data()` on can be read.
[[nodiscard]] inline std::uint64_t head_of(std::string_view name) {
    std::uint64_t head = 0;
    std::memcpy(&head, name.data(), 8);
    return name.size() >= 8 ? head : head & ((std::uint64_t{1} << (8 * name.size())) - 1);
}
[[nodiscard]] inline std::uint32_t hash_of(std::uint64_t head, std::size_t size) {
    return static_cast<std::uint32_t>((head ^ (std::uint64_t{size} << 56)) * 0x9e3779b97f4a7c15U >> 32);
}

/// Immutable once made; borrows from the verified image.
class Plan {
public:
    explicit Plan(const program::Image& image);

    std::vector<Op> ops;
    std::vector<Place> places;  // by PlanNode
    std::vector<Item> items;
    std::vector<std::uint32_t> lists;    // FieldRec numbers, see Place::first_list
    std::vector<Context> events;         // by EventRec
    std::vector<Context> list_contexts;  // by ListRec

    /// The child of a place by a member's name, or none. 8 bytes from `name.data()` on can be read.
    [[nodiscard]] std::uint32_t child(const Place& place, std::string_view name) const {
        if (place.mask == 0) return program::none;
        const std::uint64_t head = head_of(name);
        for (std::uint32_t h = hash_of(head, name.size());; ++h) {
            const KeySlot& slot = slots_[place.slots + (h & place.mask)];
            if (slot.name == nullptr) return program::none;
            if (slot.head == head && slot.size == name.size() &&
                (name.size() <= 8 || std::memcmp(slot.name, name.data(), name.size()) == 0))
                return slot.node;
        }
    }

    /// Where a slot or column begins: words from the frame's begin, or from row 0 of the column store.
    [[nodiscard]] std::uint32_t word(const program::FieldRec& field, std::uint32_t target) const {
        return word(target, (field.flags & program::field_flags::in_list) != 0);
    }

private:
    const program::Image& image_;
    std::vector<KeySlot> slots_;

    [[nodiscard]] std::uint32_t word(std::uint32_t target, bool in_list) const {
        return in_list ? image_.columns[target].offset : static_cast<std::uint32_t>(image_.constants.size()) + target;
    }
    Context context(program::Range32 fields, program::Range32 nodes, std::vector<std::vector<std::uint32_t>>& lists_at);
    Op op(std::uint32_t field) const;
    void add_place(const program::PlanNode& node, const std::vector<std::uint32_t>& lists_here, Place& place);
    void add_keys(program::Range32 keys, Place& place);
};

/// How the field itself is read; of advice, how its value is.
[[nodiscard]] Kind kind_of(const program::FieldRec& field);

}  // namespace ordain::decode
