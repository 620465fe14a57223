// at_most_as_strict() and still_stands(): decisions compared.
#include <algorithm>

#include "runtime/base/arith.hpp"
#include "tests/oracle/decide.hpp"
#include "tests/oracle/evaluate.hpp"

namespace ordain::oracle {

namespace {

using typed::NeedKind;
using typed::Program;

/// Whether `a` is the role `b` or stands above it, by declaration or on a ladder.
bool covers_role(const Program& program, typed::RoleId a, typed::RoleId b) {
    std::vector<typed::RoleId> reached{a};
    const auto reach = [&](typed::RoleId r) {
        if (std::find(reached.begin(), reached.end(), r) == reached.end()) reached.push_back(r);
    };
    for (std::size_t i = 0; i < reached.size(); ++i) {
        const typed::RoleId here = reached[i];
        for (typed::RoleId below : program.roles[here.value].above) reach(below);
        for (const typed::Ladder& ladder : program.ladders) {
            const auto at = std::find(ladder.roles.begin(), ladder.roles.end(), here);
            for (auto lower = ladder.roles.begin(); lower != at && at != ladder.roles.end(); ++lower) reach(*lower);
        }
    }
    return std::find(reached.begin(), reached.end(), b) != reached.end();
}

/// One way to satisfy a need with as few people as possible: who they are, and who must decide before whom.
struct Person {
    typed::RoleId role;
    std::optional<std::string> scope;
};
struct Approvers {
    std::vector<Person> people;
    std::vector<std::pair<std::size_t, std::size_t>> order;  // first before second

    [[nodiscard]] bool ordered(std::size_t a, std::size_t b) const {  // transitive closure is kept by append()
        return std::find(order.begin(), order.end(), std::pair{a, b}) != order.end();
    }
};

/// `more` joins `all`; with `after`, all of `more` decide after all who are there.
void append(Approvers& all, const Approvers& more, bool after) {
    const std::size_t n = all.people.size();
    all.people.insert(all.people.end(), more.people.begin(), more.people.end());
    for (const auto& [a, b] : more.order) all.order.emplace_back(a + n, b + n);
    if (!after) return;
    for (std::size_t a = 0; a < n; ++a)
        for (std::size_t b = n; b < all.people.size(); ++b) all.order.emplace_back(a, b);
}

std::vector<Approvers> ways(const Need& need);

/// Every choice of `take` of the children from `from` on, put after `so_far`.
void choose(const Need& need, std::size_t from, std::size_t take, const Approvers& so_far, std::vector<Approvers>& out) {
    if (take == 0) return out.push_back(so_far);
    for (std::size_t i = from; i + take <= need.children.size(); ++i) {
        for (const Approvers& way : ways(need.children[i])) {
            Approvers next = so_far;
            append(next, way, need.kind == NeedKind::then);
            choose(need, i + 1, take - 1, next, out);
        }
    }
}

std::vector<Approvers> ways(const Need& need) {
    if (need.kind == NeedKind::role) {
        Approvers a;
        a.people.assign(need.count, Person{need.role, need.scope});
        return {a};
    }
    std::vector<Approvers> out;
    choose(need, 0, need.kind == NeedKind::any_of ? need.count : need.children.size(), {}, out);
    return out;
}

bool stands_for(const Program& program, const Person& person, const Person& wanted) {
    if (!covers_role(program, person.role, wanted.role)) return false;
    return !person.scope || person.scope == wanted.scope;
}

/// Whether the people of `have` can be given to those wanted, each to one at most, with every wanted order kept.
bool satisfies(const Program& program, const Approvers& have, const Approvers& wanted, std::vector<std::size_t>& given) {
    const std::size_t next = given.size();
    if (next == wanted.people.size()) return true;
    for (std::size_t p = 0; p < have.people.size(); ++p) {
        if (std::find(given.begin(), given.end(), p) != given.end()) continue;
        if (!stands_for(program, have.people[p], wanted.people[next])) continue;
        bool kept = true;
        for (std::size_t w = 0; w < next; ++w) {
            if (wanted.ordered(w, next) && !have.ordered(given[w], p)) kept = false;
            if (wanted.ordered(next, w) && !have.ordered(p, given[w])) kept = false;
        }
        if (!kept) continue;
        given.push_back(p);
        if (satisfies(program, have, wanted, given)) return true;
        given.pop_back();
    }
    return false;
}

/// Whether whoever satisfies `strong` satisfies `weak`.
bool implies(const Program& program, const Need& strong, const Need& weak) {
    const std::vector<Approvers> wanted = ways(weak);
    for (const Approvers& have : ways(strong)) {
        const bool some = std::any_of(wanted.begin(), wanted.end(), [&](const Approvers& w) {
            std::vector<std::size_t> given;
            return satisfies(program, have, w, given);
        });
        if (!some) return false;
    }
    return true;
}

bool contains_all(const std::vector<std::string>& all, const std::vector<std::string>& some) {
    return std::all_of(some.begin(), some.end(), [&](const std::string& s) { return std::find(all.begin(), all.end(), s) != all.end(); });
}

bool no_later(const std::optional<std::int64_t>& a, const std::optional<std::int64_t>& b) {
    return !b || (a && *a <= *b);
}

bool covered(const Program& program, const Approval& weak, const Decision& strong, bool due_counts) {
    return std::any_of(strong.approvals.begin(), strong.approvals.end(), [&](const Approval& a) {
        return implies(program, a.need, weak.need) && contains_all(a.never, weak.never) && (!due_counts || no_later(a.due, weak.due));
    });
}

bool within(const typed::Bind& bind, Type type, const Value& approved, const Value& now) {
    if (approved.missing || now.missing) return approved.missing && now.missing;
    if (bind.tolerance == typed::Tolerance::none) return equal(type.required(), approved, now);
    if (approved.currency != now.currency) return false;
    const int128 moved = static_cast<int128>(now.number) - approved.number;
    const int128 distance = moved < 0 ? -moved : moved;
    if (bind.tolerance == typed::Tolerance::absolute) return distance <= bind.amount;
    const int128 size = approved.number < 0 ? -static_cast<int128>(approved.number) : static_cast<int128>(approved.number);
    return distance * decimal_scale <= size * bind.amount;
}

}  // namespace

bool at_most_as_strict(const Program& program, const Decision& d, const Decision& other, bool due_counts) {
    if (d.verdict != other.verdict) return d.verdict < other.verdict;
    for (const Hold& h : d.holds)
        if (std::none_of(other.holds.begin(), other.holds.end(), [&](const Hold& o) { return o.queue == h.queue; })) return false;
    return std::all_of(d.approvals.begin(), d.approvals.end(), [&](const Approval& a) { return covered(program, a, other, due_counts); });
}

bool still_stands(const Program& program, std::string_view before, std::string_view after) {
    const Event approved = read_event(program, before);
    const Event now = read_event(program, after);
    if (approved.fault || now.fault || approved.schema != now.schema) return false;
    const typed::Event& schema = program.events[now.schema.value];
    if (!schema.subject.valid()) return false;
    Evaluation was(program, approved, false);
    Evaluation is(program, now, false);
    if (!equal(program[schema.subject].type, was(schema.subject), is(schema.subject))) return false;
    for (const typed::Bind& bind : schema.binds)
        if (!within(bind, program[bind.value].type, was(bind.value), is(bind.value))) return false;
    const Decision then = decide(program, before);
    const Decision next = decide(program, after);
    if (then.fault || next.fault) return false;
    return at_most_as_strict(program, next, then, false);
}

}  // namespace ordain::oracle
