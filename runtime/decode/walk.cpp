// The way through a line: form of everything, and where the places of the plan stand.
#include <algorithm>

#include "runtime/base/limits.hpp"
#include "runtime/decode/reading.hpp"

namespace ordain::decode {

using program::none;

/// What follows is blank: whoever reads on finds nothing that fits, and ends.
std::uint32_t Reading::malformed() {
    malformed_ = true;
    return line_.count();
}

/// The name of a member, if a string and a colon stand there.
bool Reading::key(std::uint32_t mark, std::string_view& name) {
    return line_.at(mark) == '"' && line_.at(mark + 1) == ':' && line_.string(mark, name);
}

void Reading::note_again(std::uint32_t node, std::uint32_t key_mark) {
    if (twice_[node] != 0) return;
    twice_[node] = key_mark;
    repeated_.push_back(node);
}

void Reading::begin(const Context& context) {
    std::fill_n(marks_.begin() + context.first_node, context.nodes, 0U);
}

void Reading::forget_repeated(std::size_t from) {
    for (; repeated_.size() > from; repeated_.pop_back()) twice_[repeated_.back()] = 0;
}

void Reading::walk_line() {
    if (line_.at(0) != '{') {
        malformed();
        return;
    }
    std::uint32_t at = 1;
    if (line_.at(at) != '}') {
        for (at = top_member(at); line_.at(at) == ','; at = top_member(at + 1)) {
        }
        if (line_.at(at) != '}') malformed();
    }
    if (at + 1 != line_.count()) malformed();
}

std::uint32_t Reading::top_member(std::uint32_t key_mark) {
    if (line_.at(key_mark) != '"' || line_.at(key_mark + 1) != ':') return malformed();
    const std::uint32_t mark = key_mark + 2;
    std::uint32_t which = after_[previous_];
    if (!quoted_members_[which].begins(line_.behind(key_mark))) {
        std::string_view name;
        if (!line_.string(key_mark, name)) return malformed();
        which = envelope_names_.find(name);
        if (which == none) return skip(mark, 1);
        after_[previous_] = which;
    }
    previous_ = which;
    if (envelope_[which] != 0) {
        if (which == data && second_data_ == 0) second_data_ = key_mark;
        envelope_twice_ |= 1U << which;
        return skip(mark, 1);
    }
    envelope_[which] = mark;
    if (which != data || envelope_[type] == 0) return skip(mark, 1);
    store_->event = event_at(envelope_[type]);
    if (store_->event == none) return skip(mark, 1);
    const Context& root = plan_.events[store_->event];
    begin(root);
    marks_[root.first_node] = mark;
    return value(mark, root.first_node, 1);
}

std::uint32_t Reading::value(std::uint32_t mark, std::uint32_t node, unsigned depth) {
    const Place& place = plan_.places[node];
    const char c = line_.at(mark);
    if (c == '{') return place.members != none ? object(mark, node, depth) : skip(mark, depth);
    if (c == '[') return array_value(mark, node, depth);
    if (!place.read_as_scalar) check_scalar(mark);
    return mark + 1;
}

std::uint32_t Reading::array_value(std::uint32_t mark, std::uint32_t node, unsigned depth) {
    const Place& place = plan_.places[node];
    if (place.lists == 0) return place.items != 0 ? array(mark, node, depth) : skip(mark, depth);
    std::uint32_t end = 0;
    for (std::uint32_t i = 0; i < place.lists; ++i) end = elements(mark, plan_.lists[place.first_list + i], depth);
    return place.items != 0 && !malformed_ ? array(mark, node, depth) : end;
}

/// The child of a place by the name at a mark, or none. `guess`: the child that lines before had here. False if there is no name.
bool Reading::child(std::uint32_t mark, const Place& place, std::uint32_t& guess, std::uint32_t& node) {
    if (line_.at(mark) != '"' || line_.at(mark + 1) != ':') return false;
    node = guess;
    if (node != none && plan_.names[node].begins(line_.behind(mark))) return true;
    std::string_view name;
    if (!line_.string(mark, name)) return false;
    node = plan_.child(place, name);
    if (node != none) guess = node;
    return true;
}

std::uint32_t Reading::object(std::uint32_t mark, std::uint32_t node, unsigned depth) {
    if (++depth > limits::json_depth) return malformed();
    if (line_.at(++mark) == '}') return mark + 1;
    const Place& place = plan_.places[node];
    for (std::uint32_t* guess = &first_[node];; ++mark) {
        std::uint32_t found = none;
        if (!child(mark, place, *guess, found)) return malformed();
        if (found == none) {
            mark = skip(mark + 2, depth);
        } else if (marks_[found] != 0) {
            note_again(found, mark);
            mark = skip(mark + 2, depth);
        } else {
            marks_[found] = mark + 2;
            mark = value(mark + 2, found, depth);
            guess = &next_[found];
        }
        const char c = line_.at(mark);
        if (c == '}') return mark + 1;
        if (c != ',') return malformed();
    }
}

/// An array some of whose elements are places.
std::uint32_t Reading::array(std::uint32_t mark, std::uint32_t node, unsigned depth) {
    if (++depth > limits::json_depth) return malformed();
    if (line_.at(++mark) == ']') return mark + 1;
    const Place& place = plan_.places[node];
    const Item* wanted = plan_.items.data() + place.first_item;
    const Item* const end = wanted + place.items;
    for (std::uint32_t number = 0;; ++number) {
        if (wanted != end && wanted->index == number) {
            marks_[wanted->node] = mark;
            mark = value(mark, wanted->node, depth);
            ++wanted;
        } else {
            mark = skip(mark, depth);
        }
        if (line_.at(mark) == ']') return mark + 1;
        if (line_.at(mark) != ',') return malformed();
        ++mark;
    }
}

std::uint32_t Reading::elements(std::uint32_t mark, std::uint32_t field, unsigned depth) {
    const std::uint32_t number = image_.fields[field].list;
    const program::ListRec& list = image_.lists[number];
    ListState& state = list_states_[number];
    std::uint32_t& rows = store_->rows[number - image_.events[store_->event].lists.first];
    state.first = rows;
    state.count = 0;
    state.keys.clear();
    if (++depth > limits::json_depth) return malformed();
    if (line_.at(++mark) == ']') return mark + 1;
    bool too_long = false;
    for (std::uint32_t i = 0;; ++i) {
        if (!too_long && (i >= list.max || rows_ >= limits::list_rows || rows >= list.rows)) {
            too_long = true;
            troubles_.wrong(FaultCode::LIST_TOO_LONG, image_.fields[field].node, line_.offset(mark), rank(field));
        }
        if (too_long) {
            mark = skip(mark, depth);
        } else {
            ++rows_;
            around_.push(field);
            around_.push(i);
            mark = element(mark, list, number, depth);
            around_.size -= 2;
        }
        if (line_.at(mark) == ']') break;
        if (line_.at(mark) != ',') return malformed();
        ++mark;
    }
    state.count = rows - state.first;
    return mark + 1;
}

std::uint32_t Reading::element(std::uint32_t mark, const program::ListRec& list, std::uint32_t number, unsigned depth) {
    const Context& context = plan_.list_contexts[number];
    const std::uint32_t node = context.first_node;
    if (line_.at(mark) == 'n') {
        check_scalar(mark);
        troubles_.missing(node, around_);
        return mark + 1;
    }
    if (context.elements_are_records && line_.at(mark) != '{') {
        troubles_.wrong(FaultCode::WRONG_TYPE, node, line_.offset(mark), around_);
        return skip(mark, depth);
    }
    const std::int64_t outer_row = row_;
    const std::size_t repeated = repeated_.size();
    const std::uint32_t row = store_->rows[number - image_.events[store_->event].lists.first]++;
    begin(context);
    marks_[node] = mark;
    const std::uint32_t end = value(mark, node, depth);
    row_ = row;
    std::int64_t* const base = store_->columns.data() + row;
    const bool has_key = fields(context, base, repeated_.size() != repeated, list.key_field);
    if (has_key && !distinct(image_, *store_, list, list_states_[number].keys, base[image_.columns[list.key_column].offset])) {
        const std::uint32_t at = marks_[image_.fields[list.key_field].node];
        troubles_.wrong(FaultCode::DUPLICATE_ELEMENT, node, line_.offset(at), rank(UINT32_MAX));
    }
    forget_repeated(repeated);
    row_ = outer_row;
    return end;
}

/// A value that nobody reads: only its form counts.
std::uint32_t Reading::skip(std::uint32_t mark, unsigned depth) {
    const auto opens = [](char c) { return c == '{' || c == '['; };
    if (!opens(line_.at(mark))) {
        check_scalar(mark);
        return mark + 1;
    }
    std::array<char, limits::json_depth + 1> closing;
    const unsigned outer = depth;
    while (true) {
        if (opens(line_.at(mark))) {
            if (++depth > limits::json_depth) return malformed();
            closing[depth] = line_.at(mark++) == '{' ? '}' : ']';
            if (line_.at(mark) != closing[depth]) {
                std::string_view unused;
                if (closing[depth] == '}' && !key(mark, unused)) return malformed();
                if (closing[depth] == '}') mark += 2;
                continue;
            }
        } else {
            check_scalar(mark++);
        }
        for (; depth > outer && line_.at(mark) == closing[depth]; ++mark) --depth;
        if (depth == outer) return mark;
        if (line_.at(mark++) != ',') return malformed();
        std::string_view unused;
        if (closing[depth] != '}') continue;
        if (!key(mark, unused)) return malformed();
        mark += 2;
    }
}

}  // namespace ordain::decode
