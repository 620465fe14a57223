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
    std::string pointer;
    Place* parent = nullptr;
    std::uint32_t number = none;  // PlanNode, once written
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
        Place& data = place("/data", nullptr);
        contexts_.clear();
        uses_.clear();
        layout_ = &layout;
        Node& root = layout.add();
        record(root, event.root, data, none, none, false);
        rec.slots = slots_;
        rec.texts = static_cast<std::uint32_t>(std::min<std::uint64_t>(texts_, UINT32_MAX / 2));
        rec.column_words = words_;
        rec.fields.count = count(image_.fields) - rec.fields.first;
        rec.lists.count = count(image_.lists) - rec.lists.first;
        rec.advice.count = count(image_.advice) - rec.advice.first;
        rec.nodes = nodes(data);
        for (const auto& [list, element] : contexts_) image_.lists[list].nodes = nodes(*element);
        for (const Use& use : uses_) image_.fields[use.field].*use.member = use.place->number;
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
    std::vector<std::pair<std::uint32_t, Place*>> contexts_;  // lists with the place of their elements
    struct Use {
        std::uint32_t field;
        std::uint32_t FieldRec::*member;
        Place* place;
    };
    std::vector<Use> uses_;                          // numbers of places are known when all are
    std::map<std::string, program::Range32> zones_;  // transitions written for this event

    template <class T>
    static std::uint32_t count(const std::vector<T>& v) {
        return static_cast<std::uint32_t>(v.size());
    }

    Place& place(std::string pointer, Place* parent) {
        places_.emplace_back();
        places_.back().pointer = std::move(pointer);
        places_.back().parent = parent;
        return places_.back();
    }
    Place& walk(Place& from, const std::vector<std::string>& tokens) {
        Place* at = &from;
        for (const std::string& token : tokens) {
            Place*& next = at->members[token];
            if (next == nullptr) next = &place(at->pointer + "/" + escaped(token), at);
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

    static std::uint32_t width(const typed::Field& field) { return program::value_words(field.type) + (field.advice ? 2 : 0); }

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

    /// `owner`: FieldRec of the record, or none.
    void record(Node& node, typed::RecordId id, Place& at, std::uint32_t list, std::uint32_t owner, bool optional) {
        const auto& fields = program_.records[id.value].fields;
        node.fields.resize(fields.size());
        for (std::size_t i = 0; i < fields.size(); ++i) field(node.fields[i], fields[i], at, list, owner, optional);
    }

    void field(Entry& entry, const typed::Field& f, Place& record_place, std::uint32_t list, std::uint32_t owner, bool below_optional) {
        Place& at = walk(record_place, f.pointer);
        entry.type = f.type;
        if (below_optional || f.type.optional != 0) entry.presence = take(list, 1);
        const auto number = count(image_.fields);
        FieldRec rec;
        rec.type = f.type;
        rec.flags = flags(f) | (list == none ? 0 : program::field_flags::in_list);
        rec.presence = entry.presence;
        rec.record = owner;
        rec.steps = count(f.pointer);
        rec.max_bytes = f.max_bytes != 0 ? f.max_bytes : static_cast<std::uint32_t>(limits::text_bytes);
        rec.name = strings_.add(f.name);
        rec.pointer = strings_.add(at.pointer);
        if (!f.zone.empty()) rec.zone = zone(f.zone);
        if (f.range) {
            rec.low = f.range->low;
            rec.high = f.range->high;
        }
        const bool scalar = f.type.kind != TypeKind::record && f.type.kind != TypeKind::list;
        if (scalar) rec.target = entry.target = take(list, width(f));
        image_.fields.push_back(rec);
        uses_.push_back({number, &FieldRec::node, &at});
        if (f.type.kind == TypeKind::record) {
            Node& inner = layout_->add();
            entry.record = &inner;
            record(inner, typed::RecordId{f.type.ref}, at, list, number, entry.presence != none);
        } else if (f.type.kind == TypeKind::list) {
            add_list(entry, f, at, list, number);
        } else {
            scalar_parts(f, number, record_place, at, list);
        }
    }

    /// What belongs to a scalar besides its own place: the members of advice and of amounts, a currency beside an amount.
    void scalar_parts(const typed::Field& f, std::uint32_t number, Place& record_place, Place& at, std::uint32_t list) {
        count_texts(f.type.kind, f.advice, list);
        Place* value = &at;
        if (f.advice) {
            image_.advice.push_back({number, 0});
            value = &walk(at, {"value"});
            uses_.push_back({number, &FieldRec::value, value});
            uses_.push_back({number, &FieldRec::confidence, &walk(at, {"confidence"})});
            uses_.push_back({number, &FieldRec::model, &walk(at, {"model"})});
        }
        if (f.type.kind != TypeKind::money && f.type.kind != TypeKind::money_any) return;
        uses_.push_back({number, &FieldRec::amount, &walk(*value, {"amount"})});
        uses_.push_back({number, &FieldRec::currency, &walk(*value, {"currency"})});
        if (!f.currency_pointer) return;
        uses_.push_back({number, &FieldRec::sibling, &walk(record_place, *f.currency_pointer)});
        image_.fields[number].sibling_steps = count(*f.currency_pointer);
    }

    program::Range32 zone(const std::string& name) {
        const auto known = zones_.find(name);
        if (known != zones_.end()) return known->second;
        const std::vector<typed::Transition>* transitions = &program_.utc;
        for (const typed::Zone& z : program_.zones)
            if (z.name == name) transitions = &z.transitions;
        const program::Range32 range{count(image_.transitions), count(*transitions)};
        for (const typed::Transition& t : *transitions) image_.transitions.push_back({t.at, std::int64_t{t.offset} * ns_per_second});
        return zones_[name] = range;
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
        rec.fields.first = count(image_.fields);
        const bool records = type.element.kind == TypeKind::record;
        const std::uint32_t columns_needed =
            records ? width_of(typed::RecordId{type.element.ref}, false) : program::value_words(type.element);
        rec.columns = {count(image_.columns), columns_needed};
        for (std::uint32_t c = 0; c < columns_needed; ++c) {
            image_.columns.push_back({number, words_});
            words_ += rec.rows;
        }
        next_column_[number] = rec.columns.first;
        image_.lists.push_back(rec);
        Place& element = place(at.pointer + "/*", nullptr);
        contexts_.emplace_back(number, &element);
        if (records)
            element_records(entry, type, element, number);
        else
            element_scalar(type, element, number);
        image_.lists[number].fields.count = count(image_.fields) - image_.lists[number].fields.first;
    }

    void element_records(Entry& entry, const typed::ListType& type, Place& element, std::uint32_t list) {
        Node& inner = layout_->add();
        entry.element = &inner;
        record(inner, typed::RecordId{type.element.ref}, element, list, none, false);
        if (type.key_field < 0) return;
        const Entry& key = inner.fields[static_cast<std::size_t>(type.key_field)];
        image_.lists[list].key_column = key.target;
        image_.lists[list].key_is_text = key.type.kind == TypeKind::text ? 1 : 0;
        const std::uint32_t end = count(image_.fields);
        for (std::uint32_t i = image_.lists[list].fields.first; i < end; ++i)
            if (image_.fields[i].target == key.target) image_.lists[list].key_field = i;
    }

    void element_scalar(const typed::ListType& type, Place& element, std::uint32_t list) {
        const auto number = count(image_.fields);
        FieldRec rec;
        rec.type = type.element;
        rec.flags = program::field_flags::in_list | program::field_flags::is_element;
        rec.target = take(list, program::value_words(type.element));
        rec.max_bytes = static_cast<std::uint32_t>(limits::text_bytes);
        rec.name = strings_.add("");
        rec.pointer = strings_.add(element.pointer);
        image_.fields.push_back(rec);
        uses_.push_back({number, &FieldRec::node, &element});
        typed::Field plain;
        plain.type = type.element;
        scalar_parts(plain, number, element, element, list);
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
        if (f.range) result |= has_range | (f.range->low_open ? low_open : 0) | (f.range->high_open ? high_open : 0);
        return result;
    }

    /// Writes the places from `root` on as plan nodes, breadth first.
    program::Range32 nodes(Place& root) {
        std::queue<Place*> waiting;
        const auto first = count(image_.plan_nodes);
        std::uint32_t next = first;
        root.number = next++;
        waiting.push(&root);
        while (!waiting.empty()) {
            Place& at = *waiting.front();
            waiting.pop();
            program::PlanNode node;
            node.pointer = strings_.add(at.pointer);
            node.parent = at.parent != nullptr ? at.parent->number : none;
            std::vector<program::PlanKey> items;
            node.keys = {count(image_.plan_keys), static_cast<std::uint32_t>(at.members.size())};
            for (const auto& [name, child] : at.members) {
                child->number = next++;
                program::PlanKey key{strings_.add(name), 0, child->number};
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
            image_.plan_nodes.push_back(node);
        }
        return {first, next - first};
    }
};

}  // namespace

EventLayout build_field_plan(const typed::Program& program, typed::EventId event, program::ImageData& image, Strings& strings) {
    return Builder(program, image, strings).build(event);
}

}  // namespace ordain::plan
