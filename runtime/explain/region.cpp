// Entry: find_region. A cell is moved in the decoded event, and the policies run again: no claim rests on less.
#include "runtime/explain/region.hpp"

#include <algorithm>
#include <optional>
#include <set>
#include <utility>

#include "runtime/base/arith.hpp"
#include "runtime/explain/names.hpp"
#include "runtime/value/time_text.hpp"
#include "runtime/vm/show.hpp"

namespace ordain::explain {

namespace {

using program::FieldRec;
using program::none;

struct Limits {
    std::int64_t low = INT64_MIN, high = INT64_MAX;
};

Limits limits_of(Type type) {
    switch (type.kind) {
        case TypeKind::boolean: return {0, 1};
        case TypeKind::date: return {first_date, last_date};
        case TypeKind::time: return {0, 1439};
        case TypeKind::timestamp: return {first_timestamp, last_timestamp};
        default: return {};
    }
}

/// A value that policies can read: what is known of its cell.
struct Place {
    Cell cell;
    Type type;
    std::string pointer, name;
    Limits limits;
    Cell presence;
    bool has_presence = false;
    bool is_presence = false;  // the cell says whether the value is there
    bool fixed = false;        // nothing is claimed but the value itself
};

/// How round a number is: of two bounds that mean the same the rounder one is shown.
int zeros(std::int64_t v) {
    int count = 0;
    for (; v != 0 && v % 10 == 0; v /= 10) ++count;
    return v == 0 ? 20 : count;
}

class Search {
public:
    Search(detail::EvaluatorState& state, std::uint64_t work) : state_(state), image_(state.image()), work_(work) {
        runs_ = run_chunks(state);
        possible_ = !cut_short(runs_);
        if (possible_) base_ = consider(state, runs_);
    }

    std::vector<RegionItem> run() {
        std::vector<RegionItem> items;
        const auto names = written_names(image_, state_.store.event);
        const std::vector<Cell> read = cells_read(state_, runs_);
        for (const Cell& cell : read)
            if (auto place = place_of(cell, names)) items.push_back(item(*place));
        // a presence and its value are one
        std::set<std::string> valued;
        for (const RegionItem& i : items)
            if (i.kind != RegionKind::present) valued.insert(i.field);
        std::erase_if(items, [&](const RegionItem& i) { return i.kind == RegionKind::present && valued.contains(i.field); });
        std::set<std::string> seen;
        std::erase_if(items, [&](const RegionItem& i) { return !seen.insert(i.field).second; });
        return items;
    }

private:
    detail::EvaluatorState& state_;
    const program::Image& image_;
    std::uint64_t work_;
    std::vector<ChunkRun> runs_;
    Considered base_;
    bool possible_ = true;

    std::int64_t& at(const Cell& cell) {
        if (cell.in_list) return state_.store.columns[image_.columns[cell.number].offset + cell.row];
        return state_.store.frame[image_.constants.size() + cell.number];
    }

    [[nodiscard]] std::optional<Place> envelope(const Cell& cell) const {
        struct Member {
            TypeKind kind;
            std::string_view name;
        };
        static constexpr Member members[] = {
            {TypeKind::timestamp, "time"}, {TypeKind::text, "id"}, {TypeKind::text, "source"}, {TypeKind::text, "type"}};
        const Member& member = members[cell.number];
        Place place;
        place.cell = cell;
        place.type = Type{member.kind};
        place.pointer = "/" + std::string(member.name);
        place.name = "event." + std::string(member.name);
        place.limits = limits_of(place.type);
        place.fixed = member.name == "type";  // another type is decided by other policies
        return place;
    }

    /// Nothing for what is no value of its own.
    std::optional<Place> place_of(const Cell& cell, const std::map<Cell, std::string_view>& names) {
        if (!cell.in_list && cell.number < 4) return envelope(cell);
        const program::EventRec& event = image_.events[state_.store.event];
        for (std::uint32_t f = event.fields.first; f < event.fields.first + event.fields.count; ++f) {
            const FieldRec& field = image_.fields[f];
            if (((field.flags & program::field_flags::in_list) != 0) != cell.in_list) continue;
            if (auto place = place_in(f, field, cell)) {
                const auto written = names.find({cell.in_list, cell.number, 0});
                place->name = written == names.end() ? std::string(image_.str(field.name)) : std::string(written->second);
                return place;
            }
        }
        return {};
    }

    std::optional<Place> place_in(std::uint32_t number, const FieldRec& field, const Cell& cell) {
        Place place;
        place.cell = cell;
        place.type = field.type.required();
        place.limits = limits_of(place.type);
        place.has_presence = field.presence != none;
        place.presence = {cell.in_list, field.presence, cell.row};
        const bool advice = (field.flags & program::field_flags::advice) != 0;
        const bool has_value = field.type.kind != TypeKind::record && field.type.kind != TypeKind::list;
        const bool is_confidence = has_value && advice && cell.number == field.target + program::value_words(place.type);
        if (cell.number != field.presence && !(has_value && cell.number == field.target) && !is_confidence) return {};
        append_field_pointer(place.pointer, image_, state_.store, number, cell.in_list ? std::int64_t{cell.row} : -1);
        if (cell.number == field.presence) {
            place.is_presence = true;
        } else if (!is_confidence) {
            if ((field.flags & program::field_flags::has_range) != 0) {
                place.limits.low = field.low + ((field.flags & program::field_flags::low_open) != 0 ? 1 : 0);
                place.limits.high = field.high - ((field.flags & program::field_flags::high_open) != 0 ? 1 : 0);
            }
            place.fixed = is_key(cell);
            if (advice) place.pointer += "/value";
        } else {
            place.pointer += "/confidence";
            place.type = Type{TypeKind::percent};
            place.limits = {0, 1'000'000};
        }
        return place;
    }

    /// Keys of one list are distinct, which is more than deciding knows.
    [[nodiscard]] bool is_key(const Cell& cell) const {
        return cell.in_list && image_.lists[image_.columns[cell.number].list].key_column == cell.number;
    }

    RegionItem item(const Place& place) {
        RegionItem found;
        found.field = place.pointer;
        found.name = place.name;
        const bool there = !place.has_presence || at(place.presence) != 0;
        if (place.is_presence || !there) {
            found.kind = (place.is_presence ? at(place.cell) != 0 : there) ? RegionKind::present : RegionKind::missing;
            return found;
        }
        show(place, at(place.cell), found.shown, found.json);
        found.kind = RegionKind::exactly;
        if (!possible_ || place.fixed) return found;
        switch (place.type.kind) {
            case TypeKind::boolean:
            case TypeKind::enumerated: members(place, found); break;
            case TypeKind::text: text(place, found); break;
            case TypeKind::integer:
            case TypeKind::decimal:
            case TypeKind::percent:
            case TypeKind::money:
            case TypeKind::money_any:
            case TypeKind::date:
            case TypeKind::time:
            case TypeKind::timestamp: interval(place, found); break;
            default: break;
        }
        return found;
    }

    void show(const Place& place, std::int64_t value, std::string& shown, std::string& json) {
        const std::int64_t currency =
            place.type.kind == TypeKind::money_any ? at({place.cell.in_list, place.cell.number + 1, place.cell.row}) : 0;
        append_value_text(shown, image_, state_.store, place.type, value, currency);
        append_value_json(json, image_, state_.store, place.type, value, currency);
    }

    /// With another value in the cell: is what was considered the same? Nothing once the work is used up.
    std::optional<Considered> with(const Cell& cell, std::int64_t value) {
        if (work_ == 0) return {};
        const std::int64_t was = std::exchange(at(cell), value);
        const std::vector<ChunkRun> runs = run_chunks(state_);
        Considered considered = consider(state_, runs);
        at(cell) = was;
        std::uint64_t spent = 1'000;
        for (const ChunkRun& run : runs) spent += run.steps.size();
        work_ -= std::min(work_, spent);
        return considered;
    }
    bool same_way(const Cell& cell, std::int64_t value) {
        const auto other = with(cell, value);
        return other && other->path == base_.path && other->facts == base_.facts && other->outcome == base_.outcome;
    }

    /// What is found out about the cell by going through all steps; nothing good once the work is used up.
    Dependence looked_at(const Cell& cell, bool text) {
        Dependence none_known;
        none_known.monotone = false;
        if (work_ == 0) return none_known;
        std::uint64_t spent = 1'000;
        for (const ChunkRun& run : runs_) spent += run.steps.size();
        work_ -= std::min(work_, spent);
        return dependence(state_, runs_, cell, text);
    }

    void members(const Place& place, RegionItem& found) {
        const bool is_enum = place.type.kind == TypeKind::enumerated;
        const std::int64_t count = is_enum ? image_.enums[place.type.ref].values.count : 2;
        const bool open = is_enum && image_.enums[place.type.ref].open != 0;
        for (std::int64_t v = open ? -1 : 0; v < count; ++v) {
            const auto other = v == at(place.cell) ? std::optional(base_) : with(place.cell, v);
            if (!other) return;  // the work is used up: nothing is claimed
            if (other->outcome != base_.outcome) continue;
            show(place, v, found.values_shown.emplace_back(), found.values_json.emplace_back());
        }
        found.kind = RegionKind::one_of;
    }

    void text(const Place& place, RegionItem& found) {
        const Dependence depends = looked_at(place.cell, true);
        if (!depends.monotone || depends.pinned) return;
        found.kind = RegionKind::none_of;
        std::set<std::string> texts;
        for (const std::int64_t symbol : depends.excluded) texts.insert(std::string(symbol_text(image_, state_.store, symbol)));
        for (const std::string& one : texts) {
            found.values_shown.push_back(one);
            append_json_string(found.values_json.emplace_back(), one);
        }
    }

    void interval(const Place& place, RegionItem& found) {
        if (!looked_at(place.cell, false).monotone) return;
        const std::int64_t value = at(place.cell);
        const std::int64_t low = edge(place.cell, value, place.limits.low), high = edge(place.cell, value, place.limits.high);
        found.kind = RegionKind::interval;
        const Limits own = limits_of(place.type);  // of the type: beyond a declared range the event, or its advice, is not valid
        if (low != own.low) found.low = bound(place, low, -1);
        if (high != own.high) found.high = bound(place, high, 1);
    }

    /// The value farthest from `inside`, towards `limit`, up to which all is the same.
    std::int64_t edge(const Cell& cell, std::int64_t inside, std::int64_t limit) {
        if (limit == inside || same_way(cell, limit)) return limit;
        std::int64_t outside = limit;
        for (;;) {
            const auto gap = static_cast<std::int64_t>((static_cast<int128>(outside) - inside) / 2);
            if (gap == 0) return inside;
            const std::int64_t middle = inside + gap;
            (same_way(cell, middle) ? inside : outside) = middle;
        }
    }

    /// `last` is inside, `last + step` is not.
    Bound bound(const Place& place, std::int64_t last, std::int64_t step) {
        Bound found;
        const bool number = place.type.kind == TypeKind::decimal || place.type.kind == TypeKind::percent ||
                            place.type.kind == TypeKind::money || place.type.kind == TypeKind::money_any;
        found.open = number && zeros(last + step) > zeros(last);
        show(place, found.open ? last + step : last, found.shown, found.json);
        return found;
    }
};

}  // namespace

std::vector<RegionItem> find_region(detail::EvaluatorState& state, std::uint64_t work) {
    if (state.store.fault != FaultCode::none) return {};
    return Search(state, work).run();
}

}  // namespace ordain::explain
