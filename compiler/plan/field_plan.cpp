#include "compiler/plan/field_plan.hpp"

#include <algorithm>
#include <map>
#include <queue>
#include <string>

#include "runtime/base/limits.hpp"

namespace ordain::plan {

namespace {

using program::FieldRec;
using program::none;

/// A place in the payload while the plan is made.
struct Place {
    std::map<std::string, Place*> members;
    std::vector<std::uint32_t> leaves;
    std::string pointer;
    std::uint32_t list = none, record = none;
    Place* element = nullptr;
};

bool is_index(const std::string& token) {
    if (token.empty() || token.size() > 9 || (token.size() > 1 && token[0] == '0')) return false;
    return std::all_of(token.begin(), token.end(), [](char c) { return c >= '0' && c <= '9'; });
}

std::string escaped(const std::string& token) {
    std::string out;
    for (const char c : token) {
        if (c == '~')
            out += "~0";
        else if (c == '/')
            out += "~1";
        else
            out += c;
    }
    return out;
}

class Builder {
public:
    Builder(const typed::Program& program, program::ImageData& image, Strings& strings)
        : program_(program), image_(image), strings_(strings) {}

    EventLayout build(typed::EventId id) {
        const typed::Event& event = program_.events[id.value];
        EventLayout layout;
        program::EventRec rec;
        rec.type = strings_.add(event.name);
        rec.fields.first = count(image_.fields);
        rec.lists.first = count(image_.lists);
        rec.advice.first = count(image_.advice);
        slots_ = 4;
        texts_ = 3;
        Place& data = place("/data");
        layout_ = &layout;
        Node& root = layout.add();
        record(root, event.root, data, none, none, none);
        rec.slots = slots_;
        rec.texts = static_cast<std::uint32_t>(std::min<std::uint64_t>(texts_, UINT32_MAX / 2));
        rec.column_words = words_;
        rec.fields.count = count(image_.fields) - rec.fields.first;
        rec.lists.count = count(image_.lists) - rec.lists.first;
        rec.advice.count = count(image_.advice) - rec.advice.first;
        rec.root = nodes(data);
        image_.events.push_back(rec);
        return layout;
    }

private:
    const typed::Program& program_;
    program::ImageData& image_;
    Strings& strings_;
    EventLayout* layout_ = nullptr;
    std::deque<Place> places_;
    std::uint32_t slots_ = 0, words_ = 0;
    std::uint64_t texts_ = 0;

    template <class T>
    static std::uint32_t count(const std::vector<T>& v) {
        return static_cast<std::uint32_t>(v.size());
    }

    Place& place(std::string pointer) {
        places_.emplace_back();
        places_.back().pointer = std::move(pointer);
        return places_.back();
    }
    Place& walk(Place& from, const std::vector<std::string>& tokens) {
        Place* at = &from;
        for (const std::string& token : tokens) {
            Place*& next = at->members[token];
            if (next == nullptr) next = &place(at->pointer + "/" + escaped(token));
            at = next;
        }
        return *at;
    }

    /// Columns of one list are reserved in one go, so that they are contiguous: a record's columns are counted first.
    std::uint32_t take(std::uint32_t list, std::uint32_t width) {
        if (list == none) {
            slots_ += width;
            return slots_ - width;
        }
        std::uint32_t& next = next_column_[list];
        next += width;
        return next - width;
    }
    std::map<std::uint32_t, std::uint32_t> next_column_;

    static std::uint32_t width(const typed::Field& field) {
        if (field.advice) return 3;
        return field.type.kind == TypeKind::money_any ? 2 : 1;
    }

    /// Columns that the fields of a record need, with those of the records in it.
    std::uint32_t width_of(typed::RecordId id, bool optional) const {
        std::uint32_t total = 0;
        for (const typed::Field& field : program_.records[id.value].fields) {
            const bool presence = optional || field.type.optional != 0;
            if (presence) ++total;
            if (field.type.kind == TypeKind::record)
                total += width_of(typed::RecordId{field.type.ref}, presence);
            else
                total += field.type.kind == TypeKind::list ? 2 : width(field);
        }
        return total;
    }

    void record(Node& node, typed::RecordId id, Place& at, std::uint32_t list, std::uint32_t parent, std::uint32_t presence) {
        const auto number = count(image_.plan_records);
        image_.plan_records.push_back({parent, presence, {}, list, 0});
        at.record = number;
        const auto& fields = program_.records[id.value].fields;
        node.fields.resize(fields.size());
        for (std::size_t i = 0; i < fields.size(); ++i) field(node.fields[i], fields[i], at, list, number, presence != none);
    }

    void field(Entry& entry, const typed::Field& f, Place& record_place, std::uint32_t list, std::uint32_t record_number,
               bool below_optional) {
        Place& at = walk(record_place, f.pointer);
        entry.type = f.type;
        if (below_optional || f.type.optional != 0) entry.presence = take(list, 1);
        const auto number = count(image_.fields);
        FieldRec rec;
        rec.type = f.type;
        rec.flags = flags(f) | (list == none ? 0 : program::field_flags::in_list);
        rec.presence = entry.presence;
        rec.record = record_number;
        rec.max_bytes = f.max_bytes;
        rec.name = strings_.add(f.name);
        rec.pointer = strings_.add(at.pointer);
        if (f.range) {
            rec.low = f.range->low;
            rec.high = f.range->high;
        }
        if (f.type.kind == TypeKind::record) {
            image_.fields.push_back(rec);
            at.leaves.push_back(number);
            Node& inner = layout_->add();
            entry.record = &inner;
            record(inner, typed::RecordId{f.type.ref}, at, list, record_number, entry.presence);
            return;
        }
        if (f.type.kind == TypeKind::list) {
            image_.fields.push_back(rec);
            at.leaves.push_back(number);
            add_list(entry, f, at, list, number);
            return;
        }
        entry.target = take(list, width(f));
        rec.target = entry.target;
        image_.fields.push_back(rec);
        at.leaves.push_back(number);
        count_texts(f.type.kind, f.advice, list);
        if (f.currency_pointer) sibling(f, number, walk(record_place, *f.currency_pointer), list, record_number);
        if (f.advice) image_.advice.push_back({number, 0});
    }

    void sibling(const typed::Field& f, std::uint32_t amount, Place& at, std::uint32_t list, std::uint32_t record_number) {
        const auto number = count(image_.fields);
        FieldRec rec;
        rec.type = {TypeKind::text, 1, 0, 0};
        rec.flags = program::field_flags::is_currency_sibling | (list == none ? 0 : program::field_flags::in_list);
        rec.currency_field = amount;
        rec.record = record_number;
        rec.name = strings_.add(f.name);
        rec.pointer = strings_.add(at.pointer);
        image_.fields.push_back(rec);
        image_.fields[amount].currency_field = number;
        at.leaves.push_back(number);
    }

    void add_list(Entry& entry, const typed::Field& f, Place& at, std::uint32_t parent, std::uint32_t field_number) {
        const typed::ListType& type = program_.lists[f.type.ref];
        const auto number = count(image_.lists);
        entry.list = number;
        image_.fields[field_number].list = number;
        program::ListRec rec;
        rec.parent = parent;
        rec.count = take(parent, 1);
        if (parent != none) rec.start = take(parent, 1);
        rec.presence = entry.presence;
        rec.max = type.max;
        const std::uint64_t rows = std::uint64_t{type.max} * (parent == none ? 1 : image_.lists[parent].rows);
        rec.rows = static_cast<std::uint32_t>(std::clamp<std::uint64_t>(rows, 1, limits::list_rows));
        rec.pointer = strings_.add(at.pointer);
        const bool records = type.element.kind == TypeKind::record;
        const std::uint32_t columns_needed = records ? width_of(typed::RecordId{type.element.ref}, false) : 1;
        rec.columns = {count(image_.columns), columns_needed};
        for (std::uint32_t c = 0; c < columns_needed; ++c) {
            image_.columns.push_back({number, words_});
            words_ += rec.rows;
        }
        next_column_[number] = rec.columns.first;
        image_.lists.push_back(rec);
        at.list = number;
        at.element = &place(at.pointer + "/*");
        if (records)
            element_records(entry, type, *at.element, number);
        else
            element_scalar(type, f, *at.element, number);
    }

    void element_records(Entry& entry, const typed::ListType& type, Place& element, std::uint32_t list) {
        Node& inner = layout_->add();
        entry.element = &inner;
        record(inner, typed::RecordId{type.element.ref}, element, list, none, none);
        if (type.key_field < 0) return;
        const Entry& key = inner.fields[static_cast<std::size_t>(type.key_field)];
        image_.lists[list].key_column = key.target;
        image_.lists[list].key_is_text = key.type.kind == TypeKind::text ? 1 : 0;
    }

    void element_scalar(const typed::ListType& type, const typed::Field& f, Place& element, std::uint32_t list) {
        const auto number = count(image_.fields);
        FieldRec rec;
        rec.type = type.element;
        rec.flags = program::field_flags::in_list | program::field_flags::is_element;
        rec.target = take(list, 1);
        rec.max_bytes = f.max_bytes != 0 ? f.max_bytes : static_cast<std::uint32_t>(limits::text_bytes);
        rec.name = strings_.add(f.name);
        rec.pointer = strings_.add(element.pointer);
        image_.fields.push_back(rec);
        element.leaves.push_back(number);
        count_texts(type.element.kind, false, list);
    }

    void count_texts(TypeKind kind, bool advice, std::uint32_t list) {
        const std::uint64_t rows = list == none ? 1 : image_.lists[list].rows;
        if (kind == TypeKind::text) texts_ += rows;
        if (advice) texts_ += rows;
    }

    static std::uint32_t flags(const typed::Field& f) {
        using namespace program::field_flags;
        std::uint32_t result = 0;
        if (f.advice) result |= advice;
        if (f.text_or_int) result |= text_or_int;
        if (f.points) result |= points;
        if (f.rounded) result |= rounded;
        if (f.false_as_missing) result |= false_as_missing;
        if (!f.zone.empty()) result |= zone_utc;
        if (f.range) result |= has_range | (f.range->low_open ? low_open : 0) | (f.range->high_open ? high_open : 0);
        return result;
    }

    /// Writes the places as plan nodes, breadth first; returns the number of the first.
    std::uint32_t nodes(Place& root) {
        std::queue<Place*> waiting;
        const auto first = count(image_.plan_nodes);
        std::uint32_t next = first + 1;
        waiting.push(&root);
        while (!waiting.empty()) {
            Place& at = *waiting.front();
            waiting.pop();
            program::PlanNode node;
            node.pointer = strings_.add(at.pointer);
            node.list = at.list;
            node.record = at.record;
            node.fields = {count(image_.plan_leaves), count(at.leaves)};
            for (const std::uint32_t leaf : at.leaves) image_.plan_leaves.push_back({leaf});
            std::vector<program::PlanKey> items;
            node.keys = {count(image_.plan_keys), static_cast<std::uint32_t>(at.members.size())};
            for (const auto& [name, child] : at.members) {
                program::PlanKey key{strings_.add(name), 0, next++};
                image_.plan_keys.push_back(key);
                if (is_index(name)) {
                    key.index = static_cast<std::uint32_t>(std::stoul(name));
                    items.push_back(key);
                }
                waiting.push(child);
            }
            std::sort(items.begin(), items.end(), [](const auto& a, const auto& b) { return a.index < b.index; });
            node.items = {count(image_.plan_keys), count(items)};
            image_.plan_keys.insert(image_.plan_keys.end(), items.begin(), items.end());
            if (at.element != nullptr) {
                node.element = next++;
                waiting.push(at.element);
            }
            image_.plan_nodes.push_back(node);
        }
        return first;
    }
};

}  // namespace

EventLayout build_field_plan(const typed::Program& program, typed::EventId event, program::ImageData& image, Strings& strings) {
    return Builder(program, image, strings).build(event);
}

}  // namespace ordain::plan
