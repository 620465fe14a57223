// From an event's schema to where its values lie: slots and columns, and the plan by which the decoder fills them.
#pragma once

#include <cstdint>
#include <deque>
#include <vector>

#include "compiler/plan/strings.hpp"
#include "compiler/sema/typed.hpp"
#include "runtime/program/image.hpp"

namespace ordain::plan {

struct Node;

/// Where a field of a record lies. Targets are slots, or columns if the record is an element of a list.
struct Entry {
    Type type;
    std::uint32_t target = program::none;    // scalars; money_any: also target + 1; advice: value, confidence, model
    std::uint32_t presence = program::none;  // also set for required fields below an optional record
    std::uint32_t list = program::none;      // lists: number of the ListRec
    const Node* record = nullptr;            // records
    const Node* element = nullptr;           // lists of records
};
struct Node {
    std::vector<Entry> fields;  // as in typed::Record::fields
};

/// Places of all values of one event type. Owns its nodes; movable, nodes stay where they are.
class EventLayout {
public:
    [[nodiscard]] const Node* root() const { return &nodes_.front(); }
    [[nodiscard]] Node& add() { return nodes_.emplace_back(); }

private:
    std::deque<Node> nodes_;
};

/// Appends the EventRec of `event` with its plan, fields, lists, columns and advice. Events must be added in the order of their ids.
/// Expects that no more rows are declared than limits::list_rows (the checker's business). Cost: linear in the flattened schema.
[[nodiscard]] EventLayout build_field_plan(const typed::Program& program, typed::EventId event, program::ImageData& image,
                                           Strings& strings);

}  // namespace ordain::plan
