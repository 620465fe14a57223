// Entry: check_events. Where an event's values go: every place lies in the event's slots or columns.
#include <vector>

#include "runtime/base/limits.hpp"
#include "runtime/program/table_check.hpp"

namespace ordain::program {
namespace {

inline constexpr std::uint32_t column_words = 1U << 26;  // 512 MiB of columns: beyond it a bundle is not taken seriously
inline constexpr std::uint32_t fixed_slots = 4;          // event.time, id, source, type

/// Words that a value of this field takes, beside its presence.
std::uint32_t words(const FieldRec& field) {
    return value_words(field.type) + ((field.flags & field_flags::advice) != 0 ? 2 : 0);
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
        check.range(list.nodes, image.plan_nodes.size(), "the range of places");
        check.range(list.fields, image.fields.size(), "the range of fields");
        check.that(list.nodes.count != 0, "the range of places");
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

bool holds(Range32 range, std::uint32_t i) {
    return i >= range.first && i - range.first < range.count;
}

/// The fields of an event outside lists, or of the elements of one list.
class FieldCheck {
public:
    FieldCheck(const Image& image, TableCheck& check, const EventRec& event) : image_(image), check_(check), event_(event) {}

    void run() {
        std::vector<Context> waiting{{event_.fields, event_.nodes, none}};
        while (!waiting.empty() && check_.ok()) {
            const Context context = waiting.back();
            waiting.pop_back();
            for (std::uint32_t i = context.fields.first; i - context.fields.first < context.fields.count && check_.ok(); ++i) {
                check_.at("fields", i);
                one(image_.fields[i], i, context);
                if (image_.fields[i].type.kind != TypeKind::list || !check_.ok()) continue;
                const ListRec& list = image_.lists[image_.fields[i].list];
                waiting.push_back({list.fields, list.nodes, image_.fields[i].list});
                i += list.fields.count;
            }
        }
    }

private:
    struct Context {
        Range32 fields, nodes;
        std::uint32_t list;
    };
    const Image& image_;
    TableCheck& check_;
    const EventRec& event_;

    void place(std::uint32_t first, std::uint32_t count, const Context& context, std::string_view what) {
        check_place(image_, check_, first, count, context.list != none, event_.slots, what);
        if (context.list == none || !check_.ok()) return;
        for (std::uint32_t k = 0; k < count; ++k) check_.that(image_.columns[first + k].list == context.list, what);
    }
    void node(std::uint32_t n, std::uint32_t steps, const Context& context, std::string_view what) {
        check_.that(holds(context.nodes, n), what);
        for (; steps != 0 && check_.ok(); --steps) {
            n = image_.plan_nodes[n].parent;
            check_.that(n != none, what);
        }
    }
    void node_or_none(std::uint32_t n, const Context& context, std::string_view what) {
        if (n != none) node(n, 0, context, what);
    }

    void one(const FieldRec& f, std::uint32_t i, const Context& context) {
        const bool scalar = f.type.kind != TypeKind::record && f.type.kind != TypeKind::list;
        const bool advice = (f.flags & field_flags::advice) != 0;
        check_.type(f.type, "the type");
        check_.text(f.name, "the name");
        check_.text(f.pointer, "the pointer");
        check_.range(f.zone, image_.transitions.size(), "the zone");
        check_.that(((f.flags & field_flags::in_list) != 0) == (context.list != none), "the list");
        check_.that(f.record == none || (f.record >= context.fields.first && f.record < i), "the record");
        check_.that(!advice || (scalar && f.presence != none && f.value != none && f.confidence != none && f.model != none), "the advice");
        if (!check_.ok()) return;
        if (f.record != none) check_.that(image_.fields[f.record].type.kind == TypeKind::record, "the record");
        node(f.node, f.steps, context, "the place in the line");
        for (const std::uint32_t n : {f.amount, f.currency, f.value, f.confidence, f.model}) node_or_none(n, context, "a member");
        if (f.sibling != none) node(f.sibling, f.sibling_steps, context, "the place of the currency");
        const bool money = f.type.kind == TypeKind::money || f.type.kind == TypeKind::money_any;
        check_.that(!money || (f.amount != none && f.currency != none), "the amount");
        if (scalar) place(f.target, words(f), context, "the place of the value");
        if (f.presence != none) place(f.presence, 1, context, "the place of the presence");
        if (f.type.kind == TypeKind::list) list(f, i, context);
    }

    void list(const FieldRec& f, std::uint32_t i, const Context& context) {
        check_.that(holds(event_.lists, f.list), "the list");
        if (!check_.ok()) return;
        const ListRec& l = image_.lists[f.list];
        const std::uint32_t end = context.fields.first + context.fields.count;
        check_.that(l.parent == context.list && l.fields.first == i + 1 && l.fields.count <= end - (i + 1), "the list");
        check_.that((l.key_column == none) == (l.key_field == none), "the key");
        check_.that(l.key_column == none || holds(l.fields, l.key_field), "the key");
    }
};

void check_event(const Image& image, TableCheck& check, const EventRec& event) {
    check.text(event.type, "the type");
    check.range(event.nodes, image.plan_nodes.size(), "the plan");
    check.that(event.slots >= fixed_slots && event.slots <= limits::frame_registers, "the number of slots");
    check.that(event.column_words <= column_words, "the size of the columns");
    check.range(event.chunks, image.chunks.size(), "the range of chunks");
    check.range(event.lists, image.lists.size(), "the range of lists");
    check.range(event.fields, image.fields.size(), "the range of fields");
    check.range(event.advice, image.advice.size(), "the range of advice");
    check.range(event.default_effects, image.effects.size(), "the default");
    check.range(event.binds, image.binds.size(), "the range of bound values");
    check.that(event.nodes.count != 0, "the plan");
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

/// The children of a node stand in its own range, after it, and know it: every way up ends, and no place is in two ranges.
void check_nodes(const Image& image, TableCheck& check, Range32 range) {
    for (std::uint32_t i = range.first; i - range.first < range.count && check.ok(); ++i) {
        const PlanNode& node = image.plan_nodes[i];
        check.at("plan_nodes", i);
        check.range(node.keys, image.plan_keys.size(), "the range of keys");
        check.range(node.items, image.plan_keys.size(), "the range of items");
        check.text(node.pointer, "the pointer");
        check.that((node.parent == none) == (i == range.first), "the place around");
        check.that(node.parent == none || (holds(range, node.parent) && node.parent < i), "the place around");
        if (!check.ok()) return;
        for (const Range32 keys : {node.keys, node.items})
            for (const PlanKey& key : slice(image.plan_keys, keys)) {
                check.text(key.name, "the name of a member");
                check.that(holds(range, key.node) && image.plan_nodes[key.node].parent == i, "the place of a member");
            }
    }
}

}  // namespace

void check_events(const Image& image, TableCheck& check) {
    std::vector<std::uint32_t> words_of_list(image.lists.size(), 0);
    for (std::size_t i = 0; i < image.columns.size() && check.ok(); ++i) {
        check.at("columns", i);
        check.index(image.columns[i].list, image.lists.size(), "the list");
    }
    for (std::size_t i = 0; i < image.events.size() && check.ok(); ++i) {
        check.at("events", i);
        check_event(image, check, image.events[i]);
        if (check.ok()) check_lists(image, check, image.events[i], words_of_list);
        if (check.ok()) check_nodes(image, check, image.events[i].nodes);
        if (!check.ok()) return;
        for (const ListRec& list : slice(image.lists, image.events[i].lists)) check_nodes(image, check, list.nodes);
        if (check.ok()) FieldCheck(image, check, image.events[i]).run();
    }
    if (check.ok()) check_columns(image, check, words_of_list);
}

}  // namespace ordain::program
