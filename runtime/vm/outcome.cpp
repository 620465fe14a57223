#include "runtime/vm/outcome.hpp"

#include <algorithm>
#include <optional>
#include <string_view>
#include <utility>
#include <vector>

#include "runtime/base/arith.hpp"
#include "runtime/vm/show.hpp"

namespace ordain {

namespace {

using Model = DecisionModel;
using program::NeedOp;

constexpr std::size_t most_ways = 4096;      // of one need
constexpr std::size_t most_tries = 1 << 20;  // people tried for places in one comparison

struct Person {
    std::uint32_t role = 0;
    bool scoped = false;
    std::string_view scope;
};

/// One way to satisfy a need: people, and who decides before whom. The order of a `then` is between everyone of one child and everyone of
/// a later one, so it is kept as a matrix.
struct Way {
    std::vector<Person> people;
    std::vector<std::pair<std::size_t, std::size_t>> order;

    [[nodiscard]] bool ordered(std::size_t a, std::size_t b) const {
        return std::find(order.begin(), order.end(), std::pair{a, b}) != order.end();
    }
};
using Ways = std::vector<Way>;

Way joined(const Way& first, const Way& second, bool after) {
    Way all = first;
    const std::size_t n = first.people.size();
    all.people.insert(all.people.end(), second.people.begin(), second.people.end());
    for (const auto& [a, b] : second.order) all.order.emplace_back(n + a, n + b);
    for (std::size_t a = 0; after && a < n; ++a)
        for (std::size_t b = n; b < all.people.size(); ++b) all.order.emplace_back(a, b);
    return all;
}

/// All ways to satisfy a need, or nothing if there are too many.
std::optional<Ways> ways_of(const Model& m, std::uint32_t id) {
    const Model::Need& need = m.needs[id];
    if (need.op == NeedOp::role) {
        if (need.count > most_ways) return std::nullopt;
        Way way;
        way.people.assign(need.count, Person{need.role, need.scoped, m.text(need.scope)});
        return Ways{std::move(way)};
    }
    std::size_t children = 0;
    for (std::uint32_t c = need.first_child; c != Model::none; c = m.needs[c].next) ++children;
    const std::size_t take = need.op == NeedOp::any_of ? need.count : children;
    // by how many children have been taken
    std::vector<Ways> taken(take + 1);
    taken[0].emplace_back();
    for (std::uint32_t c = need.first_child; c != Model::none; c = m.needs[c].next) {
        const std::optional<Ways> child = ways_of(m, c);
        if (!child) return std::nullopt;
        for (std::size_t n = take; n > 0; --n) {
            for (const Way& before : taken[n - 1]) {
                for (const Way& way : *child) {
                    if (taken[n].size() == most_ways) return std::nullopt;
                    taken[n].push_back(joined(before, way, need.op == NeedOp::then));
                }
            }
        }
    }
    return std::move(taken[take]);
}

class Comparison {
public:
    explicit Comparison(const program::Image& image) : image_(image) {}

    /// Whether whoever satisfies `strong` satisfies `weak`.
    bool implies(const Model& strong_model, std::uint32_t strong, const Model& weak_model, std::uint32_t weak) {
        const auto have = ways_of(strong_model, strong), wanted = ways_of(weak_model, weak);
        if (!have || !wanted) return false;
        return std::all_of(have->begin(), have->end(), [&](const Way& h) {
            return std::any_of(wanted->begin(), wanted->end(), [&](const Way& w) {
                std::vector<std::size_t> given;
                return w.people.size() <= h.people.size() && satisfies(h, w, given);
            });
        });
    }

private:
    [[nodiscard]] bool stands_for(const Person& person, const Person& wanted) const {
        if (person.role != wanted.role) {
            const auto above = program::slice(image_.role_above, image_.roles[person.role].above);
            if (std::find(above.begin(), above.end(), wanted.role) == above.end()) return false;
        }
        return !person.scoped || (wanted.scoped && person.scope == wanted.scope);
    }

    [[nodiscard]] bool fits(const Way& have, const Way& wanted, const std::vector<std::size_t>& given, std::size_t person) const {
        const std::size_t next = given.size();
        if (std::find(given.begin(), given.end(), person) != given.end()) return false;
        if (!stands_for(have.people[person], wanted.people[next])) return false;
        for (std::size_t w = 0; w < next; ++w) {
            if (wanted.ordered(w, next) && !have.ordered(given[w], person)) return false;
            if (wanted.ordered(next, w) && !have.ordered(person, given[w])) return false;
        }
        return true;
    }

    /// Gives each wanted place to a person of `have`, each at most one, with every wanted order kept: a search without recursion.
    bool satisfies(const Way& have, const Way& wanted, std::vector<std::size_t>& given) {
        std::size_t person = 0;
        while (given.size() < wanted.people.size()) {
            if (++tries_ > most_tries) return false;
            while (person < have.people.size() && !fits(have, wanted, given, person)) ++person;
            if (person < have.people.size()) {
                given.push_back(std::exchange(person, 0));
            } else {
                if (given.empty()) return false;
                person = given.back() + 1;
                given.pop_back();
            }
        }
        return true;
    }

    const program::Image& image_;
    std::size_t tries_ = 0;
};

bool keeps_out(const Model& strong, const Model::Approval& a, const Model& weak, const Model::Approval& b) {
    for (std::uint32_t l = b.never.first; l != Model::none; l = weak.links[l].next) {
        const std::string_view person = weak.person(weak.links[l].value);
        bool known = false;
        for (std::uint32_t k = a.never.first; k != Model::none; k = strong.links[k].next)
            known = known || strong.person(strong.links[k].value) == person;
        if (!known) return false;
    }
    return true;
}

bool no_later(const Model::Approval& a, const Model::Approval& b) {
    return !b.has_due || (a.has_due && a.due <= b.due);
}

int128 size_of(int128 v) {
    return v < 0 ? -v : v;
}

}  // namespace

bool at_most_as_strict(const program::Image& image, const Model& d, const Model& other, DueTimes due) {
    if (d.verdict != other.verdict) return d.verdict < other.verdict;
    for (const Model::Hold& h : d.holds) {
        const auto same = [&](const Model::Hold& o) { return o.queue == h.queue; };
        if (std::none_of(other.holds.begin(), other.holds.end(), same)) return false;
    }
    Comparison comparison(image);
    return std::all_of(d.approvals.begin(), d.approvals.end(), [&](const Model::Approval& weak) {
        return std::any_of(other.approvals.begin(), other.approvals.end(), [&](const Model::Approval& strong) {
            return (due == DueTimes::ignored || no_later(strong, weak)) && keeps_out(other, strong, d, weak) &&
                   comparison.implies(other, strong.need, d, weak.need);
        });
    });
}

BoundValues bound_values(const program::Image& image, const EventStore& store) {
    BoundValues bound;
    if (store.fault != FaultCode::none) return bound;
    bound.event = store.event;
    const program::EventRec& event = image.events[store.event];
    const std::int64_t* slots = store.frame.data() + image.constants.size();
    for (const auto& bind : program::slice(image.binds, event.binds)) {
        BoundValues::Value value;
        value.present = bind.presence == program::none || slots[bind.presence] != 0;
        if (value.present && bind.type.kind == TypeKind::text)
            value.text = symbol_text(image, store, slots[bind.slot]);
        else if (value.present)
            value.number = slots[bind.slot];
        if (value.present && bind.type.kind == TypeKind::money_any) value.currency = slots[bind.slot + 1];
        bound.values.push_back(std::move(value));
    }
    return bound;
}

bool bound_values_stand(const program::Image& image, const BoundValues& approved, const BoundValues& now) {
    if (approved.event != now.event || approved.event == program::none) return false;
    const program::EventRec& event = image.events[approved.event];
    if (event.has_subject == 0) return false;
    for (std::size_t i = 0; i < approved.values.size(); ++i) {
        const program::BindRec& bind = image.binds[event.binds.first + i];
        const BoundValues::Value &was = approved.values[i], &is = now.values[i];
        if (was.present != is.present) return false;
        if (!was.present) continue;
        if (was.currency != is.currency || was.text != is.text) return false;
        // an open enum's unknown is not even equal to itself
        if (bind.type.kind == TypeKind::enumerated && was.number == unknown_ordinal) return false;
        const int128 moved = size_of(static_cast<int128>(is.number) - was.number);
        if (bind.tolerance == 0 && moved != 0) return false;
        if (bind.tolerance == 1 && moved * decimal_scale > size_of(was.number) * bind.amount) return false;
        if (bind.tolerance == 2 && moved > bind.amount) return false;
    }
    return true;
}

}  // namespace ordain
