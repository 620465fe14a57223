// Entry: check_events. Where an event's values go: every place lies in the event's slots or columns.
#include <vector>

#include "runtime/base/limits.hpp"
#include "runtime/program/table_check.hpp"

namespace ordain::program {
namespace {

inline constexpr std::uint32_t column_words = 1U << 26;  // 512 MiB of columns: beyond it a bundle is not taken seriously
inline constexpr std::uint32_t fixed_slots = 4;          // event.time, id, source, type

/// Words that a value of this type takes, beside its presence.
std::uint32_t words(const FieldRec& field) {
    if ((field.flags & field_flags::advice) != 0) return field.type.kind == TypeKind::money_any ? 4 : 3;
    return field.type.kind == TypeKind::money_any ? 2 : 1;
}

/// A slot of the event, or a column if the field is in a list.
void check_place(const Image& image, TableCheck& check, std::uint32_t place, std::uint32_t count, bool in_list, std::uint32_t slots,
                 std::string_view what) {
    check.range({place, count}, in_list ? image.columns.size() : slots, what);
}

void check_lists(const Image& image, TableCheck& check, const EventRec& event, std::vector<std::uint32_t>& words_of_list) {
    for (std::uint32_t i = event.lists.first; i < event.lists.first + event.lists.count; ++i) {
        const ListRec& list = image.lists[i];
        check.at("lists", i);
        check.text(list.pointer, "the pointer");
        check.that(list.rows >= 1 && list.rows <= limits::list_rows, "the number of rows");
        check.range(list.columns, image.columns.size(), "the range of columns");
        check.index_or_none(list.key_column, image.columns.size(), "the key");
        if (!check.ok()) return;
        words_of_list[i] = event.column_words;
        if (list.key_column != none) check.that(image.columns[list.key_column].list == i, "the key");
        const bool outermost = list.parent == none;
        check.that(outermost || (list.parent >= event.lists.first && list.parent < i), "the list around");
        check_place(image, check, list.count, 1, !outermost, event.slots, "the place of the count");
        if (list.presence != none) check_place(image, check, list.presence, 1, !outermost, event.slots, "the place of the presence");
        if (outermost || !check.ok()) continue;
        check.index(list.start, image.columns.size(), "the place of the first row");
        if (!check.ok()) return;
        check.that(image.columns[list.start].list == list.parent && image.columns[list.count].list == list.parent, "the list around");
        check.that(list.presence == none || image.columns[list.presence].list == list.parent, "the place of the presence");
    }
}

void check_fields(const Image& image, TableCheck& check, const EventRec& event) {
    for (std::uint32_t i = event.fields.first; i < event.fields.first + event.fields.count; ++i) {
        const FieldRec& field = image.fields[i];
        check.at("fields", i);
        check.type(field.type, "the type");
        check.text(field.name, "the name");
        check.text(field.pointer, "the pointer");
        check.index_or_none(field.record, image.plan_records.size(), "the record");
        check.index_or_none(field.currency_field, image.fields.size(), "the field of the currency");
        check.index_or_none(field.list, image.lists.size(), "the list");
        const bool in_list = (field.flags & field_flags::in_list) != 0;
        if (field.target != none) check_place(image, check, field.target, words(field), in_list, event.slots, "the place of the value");
        if (field.presence != none) check_place(image, check, field.presence, 1, in_list, event.slots, "the place of the presence");
        if (!check.ok()) return;
    }
}

void check_event(const Image& image, TableCheck& check, const EventRec& event) {
    check.text(event.type, "the type");
    check.index(event.root, image.plan_nodes.size(), "the plan");
    check.that(event.slots >= fixed_slots && event.slots <= limits::frame_registers, "the number of slots");
    check.that(event.column_words <= column_words, "the size of the columns");
    check.range(event.chunks, image.chunks.size(), "the range of chunks");
    check.range(event.lists, image.lists.size(), "the range of lists");
    check.range(event.fields, image.fields.size(), "the range of fields");
    check.range(event.advice, image.advice.size(), "the range of advice");
    check.range(event.default_effects, image.effects.size(), "the default");
    check.range(event.binds, image.binds.size(), "the range of bound values");
    if (!check.ok()) return;
    check.that(event.has_subject == 0 || event.binds.count != 0, "the subject");
    for (const auto& bind : slice(image.binds, event.binds)) {
        check.index(bind.slot, event.slots, "a bound value");
        check.index_or_none(bind.presence, event.slots, "the presence of a bound value");
        check.text(bind.text, "the text of a bound value");
        check.type(bind.type, "the type of a bound value");
    }
    for (const auto& advice : slice(image.advice, event.advice))
        check.that(advice.field >= event.fields.first && advice.field - event.fields.first < event.fields.count, "the field of an advice");
}

/// Whatever is read or written at a row below a list's `rows` lies in the event's column store.
void check_columns(const Image& image, TableCheck& check, const std::vector<std::uint32_t>& words_of_list) {
    for (std::size_t i = 0; i < image.columns.size(); ++i) {
        const ColumnRec& column = image.columns[i];
        check.at("columns", i);
        check.index(column.list, image.lists.size(), "the list");
        if (!check.ok()) return;
        const std::uint64_t end = std::uint64_t{column.offset} + image.lists[column.list].rows;
        check.that(end <= words_of_list[column.list], "the place in the column store");
    }
}

void check_plan(const Image& image, TableCheck& check) {
    for (std::size_t i = 0; i < image.plan_nodes.size(); ++i) {
        const PlanNode& node = image.plan_nodes[i];
        check.at("plan_nodes", i);
        check.range(node.keys, image.plan_keys.size(), "the range of keys");
        check.range(node.items, image.plan_keys.size(), "the range of items");
        check.range(node.fields, image.plan_leaves.size(), "the range of fields");
        check.text(node.pointer, "the pointer");
        check.index_or_none(node.list, image.lists.size(), "the list");
        check.index_or_none(node.element, image.plan_nodes.size(), "the element");
        check.index_or_none(node.record, image.plan_records.size(), "the record");
    }
    for (std::size_t i = 0; i < image.plan_keys.size(); ++i) {
        check.at("plan_keys", i);
        check.text(image.plan_keys[i].name, "the name");
        check.index(image.plan_keys[i].node, image.plan_nodes.size(), "the place");
    }
    for (std::size_t i = 0; i < image.plan_leaves.size(); ++i) {
        check.at("plan_leaves", i);
        check.index(image.plan_leaves[i].field, image.fields.size(), "the field");
    }
    for (std::size_t i = 0; i < image.plan_records.size(); ++i) {
        const PlanRecord& record = image.plan_records[i];
        check.at("plan_records", i);
        check.index_or_none(record.parent, image.plan_records.size(), "the record around");
        check.index_or_none(record.list, image.lists.size(), "the list");
        check.range(record.fields, image.fields.size(), "the range of fields");
    }
}

}  // namespace

void check_events(const Image& image, TableCheck& check) {
    check_plan(image, check);
    std::vector<std::uint32_t> words_of_list(image.lists.size(), 0);
    for (std::size_t i = 0; i < image.columns.size() && check.ok(); ++i) {
        check.at("columns", i);
        check.index(image.columns[i].list, image.lists.size(), "the list");
    }
    for (std::size_t i = 0; i < image.events.size() && check.ok(); ++i) {
        check.at("events", i);
        check_event(image, check, image.events[i]);
        if (check.ok()) check_lists(image, check, image.events[i], words_of_list);
        if (check.ok()) check_fields(image, check, image.events[i]);
    }
    if (check.ok()) check_columns(image, check, words_of_list);
}

}  // namespace ordain::program
