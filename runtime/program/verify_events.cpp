// Entry: check_events. Where an event's values go: every place lies in the event's slots or columns.
#include <algorithm>
#include <vector>

#include "runtime/base/limits.hpp"
#include "runtime/program/table_check.hpp"

namespace ordain::program {
namespace {

inline constexpr std::uint32_t column_words = 1U << 26;  // 512 MiB of columns: beyond it a bundle is not taken seriously
inline constexpr std::uint32_t fixed_slots = 4;          // event.time, id, source, type

inline constexpr std::uint32_t longest_pointer = 4096;  // steps; more than any line is deep

/// Words that a value of this field takes, beside its presence.
std::uint32_t words(const FieldRec& field) {
    return value_words(field.type) + ((field.flags & field_flags::advice) != 0 ? 2 : 0);
}

bool is_scalar(const FieldRec& field) {
    return field.type.kind != TypeKind::record && field.type.kind != TypeKind::list;
}

/// Which places of one event have a writer. Two fields in one place would be read as what they are not.
class Places {
public:
    Places(const Image& image, TableCheck& check, const EventRec& event)
        : image_(image), check_(check), event_(event), slots_(event.slots, 0), first_column_(0) {
        std::fill_n(slots_.begin(), fixed_slots, std::uint8_t{1});
        std::size_t last_column = 0;
        for (const auto& list : slice(image.lists, event.lists)) {
            if (last_column == 0) first_column_ = list.columns.first;
            last_column = std::size_t{list.columns.first} + list.columns.count;
        }
        columns_.assign(last_column > first_column_ ? last_column - first_column_ : 0, 0);
    }

    /// `count` places from `first` on become this writer's: columns of `list`, or slots if that is none.
    void take(std::uint32_t first, std::uint32_t count, std::uint32_t list, std::string_view what) {
        if (list == none) {
            check_.range({first, count}, event_.slots, what);
            if (check_.ok()) mark(slots_, first, count, what);
            return;
        }
        const Range32 columns = image_.lists[list].columns;
        check_.that(first >= columns.first && std::uint64_t{first} + count <= std::uint64_t{columns.first} + columns.count, what);
        if (check_.ok()) mark(columns_, first - first_column_, count, what);
    }

private:
    const Image& image_;
    TableCheck& check_;
    const EventRec& event_;
    std::vector<std::uint8_t> slots_, columns_;
    std::uint32_t first_column_;

    void mark(std::vector<std::uint8_t>& places, std::size_t first, std::size_t count, std::string_view what) {
        for (std::size_t i = first; i < first + count; ++i) {
            check_.that(places[i] == 0, what);
            places[i] = 1;
        }
    }
};

bool holds(Range32 range, std::uint32_t i) {
    return i >= range.first && i - range.first < range.count;
}

/// A nested list's pointer continues that of the list around it: messages put the element's number between.
bool continues(const Image& image, Str pointer, Str around) {
    const std::string_view whole = image.str(pointer), begin = image.str(around);
    return whole.size() >= begin.size() + 2 && whole.starts_with(begin) && whole.substr(begin.size(), 2) == "/*";
}

void check_list(const Image& image, TableCheck& check, const EventRec& event, std::uint32_t number, std::vector<unsigned>& depth) {
    const ListRec& list = image.lists[number];
    check.at("lists", number);
    check.text(list.pointer, "the pointer");
    check.that(list.rows >= 1 && list.rows <= limits::list_rows && list.max <= list.rows, "the number of rows");
    check.range(list.columns, image.columns.size(), "the range of columns");
    check.range(list.nodes, image.plan_nodes.size(), "the range of places");
    check.range(list.fields, image.fields.size(), "the range of fields");
    check.that(list.nodes.count != 0, "the range of places");
    if (!check.ok()) return;
    for (const auto& column : slice(image.columns, list.columns)) check.that(column.list == number, "the list of a column");
    if (list.key_column != none) check.index(list.key_column - list.columns.first, list.columns.count, "the key");
    if (list.parent == none) {
        check.that(list.start == none, "the place of the first row");
        check.index_or_none(list.presence, event.slots, "the place of the presence");
        return;
    }
    check.that(list.parent >= event.lists.first && list.parent < number, "the list around");
    if (!check.ok()) return;
    depth[number - event.lists.first] = depth[list.parent - event.lists.first] + 1;
    check.that(depth[number - event.lists.first] <= limits::json_depth, "the depth");
    check.that(list.start != none, "the place of the first row");
    const Range32 around = image.lists[list.parent].columns;
    check.that(list.presence == none || list.presence - around.first < around.count, "the place of the presence");
    check.that(continues(image, list.pointer, image.lists[list.parent].pointer), "the pointer");
}

/// Columns of an event follow each other in its store, so that none lies over another.
void check_columns(const Image& image, TableCheck& check, const EventRec& event) {
    std::uint64_t end = 0;
    std::uint32_t next = 0;
    for (std::uint32_t i = event.lists.first; i < event.lists.first + event.lists.count; ++i) {
        const ListRec& list = image.lists[i];
        check.at("lists", i);
        check.that(list.columns.first >= next, "the range of columns");
        next = list.columns.first + list.columns.count;
        for (std::uint32_t c = list.columns.first; c < next && check.ok(); ++c) {
            check.at("columns", c);
            check.that(image.columns[c].offset >= end, "the place in the column store");
            end = std::uint64_t{image.columns[c].offset} + list.rows;
            check.that(end <= event.column_words, "the place in the column store");
        }
    }
}

/// The fields of an event outside lists, or of the elements of one list.
class FieldCheck {
public:
    FieldCheck(const Image& image, TableCheck& check, const EventRec& event, const ZoneCheck& zones)
        : image_(image), check_(check), event_(event), zones_(zones), places_(image, check, event), lists_(event.lists.count, 0) {}

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
        for (std::uint32_t i = 0; i < event_.lists.count; ++i) {
            check_.at("lists", event_.lists.first + i);
            check_.that(lists_[i] != 0, "a list that is no field");
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
    const ZoneCheck& zones_;
    Places places_;
    std::vector<std::uint8_t> lists_;  // 1: a field is this list

    void place(std::uint32_t first, std::uint32_t count, const Context& context, std::string_view what) {
        if (check_.ok()) places_.take(first, count, context.list, what);
    }
    void node(std::uint32_t n, std::uint32_t steps, const Context& context, std::string_view what) {
        check_.that(holds(context.nodes, n) && steps <= longest_pointer, what);
        for (; steps != 0 && check_.ok(); --steps) {
            n = image_.plan_nodes[n].parent;
            check_.that(n != none, what);
        }
    }
    void node_or_none(std::uint32_t n, const Context& context, std::string_view what) {
        if (n != none) node(n, 0, context, what);
    }

    void one(const FieldRec& f, std::uint32_t i, const Context& context) {
        const bool scalar = is_scalar(f);
        const bool advice = (f.flags & field_flags::advice) != 0;
        check_.type(f.type, "the type");
        check_.text(f.name, "the name");
        check_.text(f.pointer, "the pointer");
        check_.that(zones_.valid(f.zone), "the zone");
        check_.that(((f.flags & field_flags::in_list) != 0) == (context.list != none), "the list");
        check_.that(f.record == none || (f.record >= context.fields.first && f.record < i), "the record");
        check_.that(!advice || (scalar && f.presence != none && f.value != none && f.confidence != none && f.model != none), "the advice");
        if (!check_.ok()) return;
        if (f.record != none) check_.that(image_.fields[f.record].type.kind == TypeKind::record, "the record");
        node(f.node, f.steps, context, "the place in the line");
        for (const std::uint32_t n : {f.amount, f.currency, f.value, f.confidence, f.model}) node_or_none(n, context, "a member");
        if (f.sibling != none) node(f.sibling, f.sibling_steps, context, "the place of the currency");
        const bool money = f.type.kind == TypeKind::money || f.type.kind == TypeKind::money_any;
        check_.that((f.amount != none) == money && (f.currency != none) == money, "the amount");
        if (scalar) place(f.target, words(f), context, "the place of the value");
        if (f.presence != none) place(f.presence, 1, context, "the place of the presence");
        if (f.type.kind == TypeKind::list) list(f, i, context);
        if (advice && context.list != none) check_.that(continues(image_, f.pointer, image_.lists[context.list].pointer), "the pointer");
    }

    void list(const FieldRec& f, std::uint32_t i, const Context& context) {
        check_.that(holds(event_.lists, f.list), "the list");
        if (!check_.ok()) return;
        const ListRec& l = image_.lists[f.list];
        const std::uint32_t end = context.fields.first + context.fields.count;
        check_.that(l.parent == context.list && l.fields.first == i + 1 && l.fields.count <= end - (i + 1), "the list");
        place(l.count, 1, context, "the place of the count");
        if (context.list != none) place(l.start, 1, context, "the place of the first row");
        check_.that(lists_[f.list - event_.lists.first]++ == 0, "the list");
        check_.that((l.key_column == none) == (l.key_field == none), "the key");
        if (l.key_column == none || !check_.ok()) return;
        check_.that(holds(l.fields, l.key_field), "the key");
        if (!check_.ok()) return;
        const FieldRec& key = image_.fields[l.key_field];
        const bool read_at_once = is_scalar(key) && (key.flags & field_flags::advice) == 0;
        check_.that(read_at_once && key.target == l.key_column, "the key");
        check_.that((l.key_is_text != 0) == (key.type.kind == TypeKind::text), "the key");
    }
};

/// How far the events before have come in the sections that each event has a part of.
struct Ends {
    std::uint64_t chunks = 0, lists = 0, fields = 0, advice = 0, effects = 0, binds = 0;
};

void check_event(const Image& image, TableCheck& check, const EventRec& event, Ends& ends) {
    check.text(event.type, "the type");
    check.range(event.nodes, image.plan_nodes.size(), "the plan");
    check.that(event.nodes.count != 0, "the plan");
    check.that(event.slots >= fixed_slots && event.slots <= limits::frame_registers, "the number of slots");
    check.that(event.column_words <= column_words, "the size of the columns");
    check.that(event.texts <= std::uint64_t{event.slots} + event.column_words, "the number of texts");
    check.next_range(event.chunks, image.chunks.size(), ends.chunks, "the range of chunks");
    check.next_range(event.lists, image.lists.size(), ends.lists, "the range of lists");
    check.next_range(event.fields, image.fields.size(), ends.fields, "the range of fields");
    check.next_range(event.advice, image.advice.size(), ends.advice, "the range of advice");
    check.next_range(event.default_effects, image.effects.size(), ends.effects, "the default");
    check.next_range(event.binds, image.binds.size(), ends.binds, "the range of bound values");
    if (!check.ok()) return;
    check.that(event.has_subject == 0 || event.binds.count != 0, "the subject");
    for (const auto& bind : slice(image.binds, event.binds)) {
        check.range({bind.slot, bind.type.kind == TypeKind::money_any ? 2u : 1u}, event.slots, "a bound value");
        check.index_or_none(bind.presence, event.slots, "the presence of a bound value");
        check.that(bind.tolerance <= 2 && bind.amount >= 0, "the tolerance of a bound value");
        check.text(bind.text, "the text of a bound value");
        check.type(bind.type, "the type of a bound value");
    }
    for (const auto& advice : slice(image.advice, event.advice)) {
        check.index(advice.field - event.fields.first, event.fields.count, "the field of an advice");
        if (check.ok()) check.that((image.fields[advice.field].flags & field_flags::advice) != 0, "the field of an advice");
    }
}

/// The children of a node stand in its own range, after it, and know it: every way up ends. Only the first of a range has nothing around
/// it, so that ranges with a place in common begin with the same one; `begun` tells of those.
void check_nodes(const Image& image, TableCheck& check, Range32 range, std::vector<std::uint8_t>& begun) {
    check.at("plan_nodes", range.first);
    check.that(begun[range.first] == 0, "the place around");
    begun[range.first] = 1;
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
        if (!check.ok()) return;
        const auto keys = slice(image.plan_keys, node.keys), items = slice(image.plan_keys, node.items);
        const auto same_or_after = [&](const PlanKey& a, const PlanKey& b) { return image.str(a.name) >= image.str(b.name); };
        check.that(std::adjacent_find(keys.begin(), keys.end(), same_or_after) == keys.end(), "the order of members");
        const auto not_before = [](const PlanKey& a, const PlanKey& b) { return a.index >= b.index; };
        check.that(std::adjacent_find(items.begin(), items.end(), not_before) == items.end(), "the order of items");
    }
}

void check_places(const Image& image, TableCheck& check, const EventRec& event) {
    std::vector<unsigned> depth(event.lists.count, 1);
    for (std::uint32_t i = event.lists.first; i < event.lists.first + event.lists.count && check.ok(); ++i)
        check_list(image, check, event, i, depth);
    if (check.ok()) check_columns(image, check, event);
}

}  // namespace

void check_events(const Image& image, TableCheck& check) {
    Ends ends;
    std::uint64_t chunks = 0, lists = 0, fields = 0, nodes = 0;
    const ZoneCheck zones(image.transitions);
    std::vector<std::uint8_t> begun(image.plan_nodes.size(), 0);
    for (std::size_t i = 0; i < image.events.size() && check.ok(); ++i) {
        const EventRec& event = image.events[i];
        check.at("events", i);
        check_event(image, check, event, ends);
        chunks += event.chunks.count, lists += event.lists.count, fields += event.fields.count;
        if (check.ok()) check_places(image, check, event);
        if (!check.ok()) return;
        nodes += event.nodes.count;
        for (const ListRec& list : slice(image.lists, event.lists)) nodes += list.nodes.count;
        check.at("events", i);
        check.that(nodes <= image.plan_nodes.size(), "the number of places");
        if (check.ok()) check_nodes(image, check, event.nodes, begun);
        for (const ListRec& list : slice(image.lists, event.lists))
            if (check.ok()) check_nodes(image, check, list.nodes, begun);
        if (check.ok()) FieldCheck(image, check, event, zones).run();
    }
    check.at("events", image.events.size());
    check.that(chunks == image.chunks.size() && lists == image.lists.size() && fields == image.fields.size(), "what belongs to no event");
    check.that(nodes == image.plan_nodes.size(), "what belongs to no event");
    for (std::size_t c = 0; c < image.columns.size() && check.ok(); ++c) {
        const std::uint32_t list = image.columns[c].list;
        check.at("columns", c);
        check.that(list < image.lists.size() && c - image.lists[list].columns.first < image.lists[list].columns.count, "the list");
    }
}

}  // namespace ordain::program
