// assemble(): from the contributions of fired rules to the lists of a decision.
#include <algorithm>

#include "tests/oracle/decision.hpp"

namespace ordain::oracle {

namespace {

void add_once(Ids& ids, const std::string& id) {
    if (std::find(ids.begin(), ids.end(), id) == ids.end()) ids.push_back(id);
}

/// The entry of `list` that `equal` accepts, or a copy of `item` (its `by` empty) put at the end.
template <class T, class Equal>
T& entry(std::vector<T>& list, const T& item, Equal equal) {
    for (T& t : list)
        if (equal(t)) return t;
    list.push_back(item);
    list.back().by.clear();
    return list.back();
}

void merge(Approval& into, const Approval& a) {
    if (a.due && (!into.due || *a.due < *into.due)) into.due = a.due;
    for (const std::string& person : a.never) add_once(into.never, person);
}

void set_first(std::vector<Output>& outputs, const Output& o) {
    for (const Output& before : outputs)
        if (before.name == o.name) return;
    outputs.push_back(o);
}

/// What counts from both passes.
void add_joined(const Fired& f, Decision& d) {
    if (f.verdict && *f.verdict > d.verdict) d.verdict = *f.verdict;
    if (f.listed) add_once(d.rules, f.id);
    for (const Approval& a : f.approvals) {
        Approval& e = entry(d.approvals, a, [&](const Approval& x) { return same_need(x.need, a.need); });
        merge(e, a);
        add_once(e.by, f.id);
    }
    for (const Hold& h : f.holds) add_once(entry(d.holds, h, [&](const Hold& x) { return x.queue == h.queue; }).by, f.id);
    for (const Escalation& s : f.escalations) {
        const auto same = [&](const Escalation& x) { return x.chain == s.chain && x.at == s.at && x.act == s.act; };
        add_once(entry(d.escalations, s, same).by, f.id);
    }
    for (const Reason& r : f.reasons)
        add_once(entry(d.reasons, r, [&](const Reason& x) { return x.code == r.code && x.text == r.text; }).by, f.id);
    if (f.waived) {
        const auto same = [&](const Waived& w) { return w.rule == f.waived->rule; };
        if (std::none_of(d.waived.begin(), d.waived.end(), same)) d.waived.push_back(*f.waived);
    }
    if (f.at) {
        Element fresh;
        fresh.at = *f.at;
        Element& e = entry(d.elements, fresh, [&](const Element& x) { return x.at == *f.at; });
        if (f.verdict && (!e.verdict || *f.verdict > *e.verdict)) e.verdict = f.verdict;
        add_once(e.by, f.id);
    }
}

/// What counts from the last pass alone. The elements are already there.
void add_last(const Fired& f, Decision& d) {
    for (const Route& r : f.routes) {
        Route& e = entry(d.routes, r, [&](const Route& x) { return x.queue == r.queue; });
        e.priority = std::max(e.priority, r.priority);
        add_once(e.by, f.id);
    }
    for (const Action& a : f.actions)
        add_once(entry(d.actions, a, [&](const Action& x) { return x.name == a.name && x.when == a.when; }).by, f.id);
    for (const Notice& n : f.notify)
        add_once(entry(d.notify, n, [&](const Notice& x) { return x.to == n.to && x.text == n.text; }).by, f.id);
    std::vector<Output>* outputs = &d.outputs;
    for (Element& e : d.elements)
        if (f.at && e.at == *f.at) outputs = &e.outputs;
    for (const Output& o : f.outputs) set_first(*outputs, o);
}

}  // namespace

bool same_need(const Need& a, const Need& b) {
    if (a.kind != b.kind || a.count != b.count || a.role != b.role || a.scope != b.scope || a.children.size() != b.children.size())
        return false;
    if (a.kind == typed::NeedKind::then) return std::equal(a.children.begin(), a.children.end(), b.children.begin(), same_need);
    std::vector<const Need*> unmatched;
    for (const Need& child : b.children) unmatched.push_back(&child);
    for (const Need& child : a.children) {
        const auto partner = std::find_if(unmatched.begin(), unmatched.end(), [&](const Need* n) { return same_need(child, *n); });
        if (partner == unmatched.end()) return false;
        unmatched.erase(partner);
    }
    return true;
}

bool before(const Fired& a, const Fired& b) {
    if (a.policy != b.policy) return a.policy < b.policy;
    if (a.element != b.element) return a.element < b.element;
    return a.position < b.position;
}

void assemble(const Pass& without, const Pass* with, Decision& decision) {
    Pass both = without;
    if (with != nullptr) both.insert(both.end(), with->begin(), with->end());
    std::stable_sort(both.begin(), both.end(), before);
    for (const Fired& f : both) add_joined(f, decision);
    for (const Fired& f : with != nullptr ? *with : without) add_last(f, decision);
    if (decision.verdict == Verdict::reject) {
        decision.approvals.clear();
        decision.escalations.clear();
    }
}

}  // namespace ordain::oracle
