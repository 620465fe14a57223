// Composer: the order of contributions and the lists they make.
#include "runtime/vm/compose.hpp"

#include <algorithm>
#include <utility>

#include "runtime/vm/show.hpp"

namespace ordain {

using program::EffectOp;
using program::NeedOp;
using Model = DecisionModel;

namespace {

template <class T, class Equal>
T& entry(std::vector<T>& list, const T& item, Equal equal) {
    const auto at = std::find_if(list.begin(), list.end(), equal);
    return at != list.end() ? *at : list.emplace_back(item);
}

int stated_by(EffectOp op) {
    switch (op) {
        case EffectOp::release: return 0;
        case EffectOp::require: return 1;
        case EffectOp::hold: return 2;
        case EffectOp::reject: return 3;
        default: return -1;
    }
}

std::size_t effects_end(const Contributions& pass, std::size_t fired) {
    return fired + 1 < pass.fired.size() ? pass.fired[fired + 1].first_emitted : pass.emitted.size();
}

}  // namespace

Composer::Composer(const program::Image& image) : image_(image) {
    std::size_t fired = 1;
    for (const auto& event : image.events) {
        std::size_t most = 1;
        for (const auto& chunk : program::slice(image.chunks, event.chunks)) most += chunk.max_fired;
        fired = std::max(fired, most);
    }
    items_.reserve(std::min<std::size_t>(2 * fired, 65'536));
}

void Composer::compose(const EventStore& store, const Contributions& without, const Contributions* with, DecisionModel& model) {
    store_ = &store;
    model_ = &model;
    model.clear();
    model.fault = without.fault;
    model.fault_code = store.fault != FaultCode::none ? store.fault : without.fault.code;
    if (model.fault_code != FaultCode::none) {
        model.verdict = Verdict::fault;
        model.holds.push_back({image_.meta[0].fault_queue, {}});
        return;
    }
    FaultCode dropped = FaultCode::none;
    if (with != nullptr && with->fault.code != FaultCode::none) {
        dropped = with->fault.code;
        with = nullptr;
    }
    items_.clear();
    collect(without, with == nullptr);
    if (with != nullptr) {
        collect(*with, true);
        sort_items();
    }
    for (const Item& item : items_) add(item);
    if (model.verdict == Verdict::reject) {
        model.approvals.clear();
        model.escalations.clear();
    }
    add_advice(dropped);
    add_shadow(without, with);
}

int Composer::verdict_of(const Contributions& pass, std::size_t fired) const {
    int verdict = -1;
    for (std::size_t i = pass.fired[fired].first_emitted; i < effects_end(pass, fired); ++i)
        verdict = std::max(verdict, stated_by(image_.effects[pass.emitted[i].effect].op));
    return verdict;
}

void Composer::collect(const Contributions& pass, bool last_pass) {
    int stated = -1;
    for (std::uint32_t i = 0; i < pass.fired.size(); ++i) {
        const auto& policy = image_.policies[image_.chunks[pass.fired[i].chunk].policy];
        if ((policy.flags & program::policy_flags::shadow) != 0) continue;
        stated = std::max(stated, verdict_of(pass, i));
        items_.push_back({&pass, i, last_pass, 0});
    }
    if (stated < 0) items_.push_back({&pass, program::none, last_pass, 0});
}

/// Decision order: policy, element, rule; a policy's `otherwise` and default after its rules; the bundle's default at the end.
bool Composer::before(const Item& a, const Item& b) const {
    if (a.index == program::none || b.index == program::none) return a.index != program::none;
    const auto& x = a.pass->fired[a.index];
    const auto& y = b.pass->fired[b.index];
    if (x.chunk != y.chunk) return x.chunk < y.chunk;
    if (x.element != y.element) return x.element < y.element;
    const std::uint32_t fx = image_.rules[x.rule].flags, fy = image_.rules[y.rule].flags;
    return fx != fy ? fx < fy : x.rule < y.rule;
}

/// Stable, and without taking memory.
void Composer::sort_items() {
    for (std::size_t i = 0; i < items_.size(); ++i) items_[i].position = static_cast<std::uint32_t>(i);
    std::sort(items_.begin(), items_.end(), [this](const Item& a, const Item& b) {
        if (before(a, b)) return true;
        return !before(b, a) && a.position < b.position;
    });
}

std::uint32_t Composer::source_of(const Item& item) {
    Model::Source source;
    if (item.index != program::none) {
        const auto& fired = item.pass->fired[item.index];
        source.rule = fired.rule;
        if (fired.element >= 0) {
            source.list = image_.chunks[fired.chunk].each_list;
            source.row = fired.element;
        }
    }
    // equal sources follow each other in decision order
    if (model_->sources.empty() || model_->sources.back() != source) model_->sources.push_back(source);
    return static_cast<std::uint32_t>(model_->sources.size() - 1);
}

void Composer::add_once(Model::Chain& chain, std::uint32_t source) {
    // sources come in ascending order, so that one who is there already is the last
    if (chain.last != Model::none && model_->links[chain.last].value == source) return;
    model_->append(chain, source);
}

void Composer::add(const Item& item) {
    Model& m = *model_;
    Place place{source_of(item), Model::none, item.last_pass, -1};
    Require require;
    if (item.index == program::none) {
        const auto effects = program::slice(image_.effects, image_.events[store_->event].default_effects);
        const std::int64_t* args = image_.default_args.data() + image_.events[store_->event].default_args;
        for (const auto& e : effects) {
            effect(e, args, place, require);
            args += e.args;
        }
    } else {
        const Contributions& pass = *item.pass;
        const auto& fired = pass.fired[item.index];
        if (m.rules.empty() || m.rules.back() != place.source) m.rules.push_back(place.source);
        if (fired.waiver != program::none && (m.waived.empty() || m.waived.back().source != place.source))
            m.waived.push_back({place.source, fired.waiver});
        if (fired.element >= 0) {
            const Model::Source source = m.sources[place.source];
            const Model::Element fresh{source.list, source.row, -1, {}};
            const auto same = [&](const Model::Element& e) { return e.list == source.list && e.row == source.row; };
            Model::Element& e = entry(m.elements, fresh, same);
            place.element = static_cast<std::uint32_t>(&e - m.elements.data());
            add_once(e.by, place.source);
        }
        const std::size_t end = effects_end(pass, item.index);
        // a require comes first: the rule's escalations speak of its need
        for (const bool requires_first : {true, false}) {
            for (std::size_t i = fired.first_emitted; i < end; ++i) {
                const auto& e = image_.effects[pass.emitted[i].effect];
                if ((e.op == EffectOp::require) == requires_first) effect(e, pass.args.data() + pass.emitted[i].first_arg, place, require);
            }
        }
    }
    m.verdict = std::max(m.verdict, static_cast<Verdict>(std::max(place.stated, 0)));
    if (place.element != Model::none) m.elements[place.element].verdict = std::max(m.elements[place.element].verdict, place.stated);
}

void Composer::effect(const program::EffectRec& e, const std::int64_t* args, Place& place, Require& require) {
    Model& m = *model_;
    place.stated = std::max(place.stated, stated_by(e.op));
    const std::uint32_t source = place.source;
    switch (e.op) {
        case EffectOp::release:
        case EffectOp::reject: return;
        case EffectOp::require: return add_require(e, args, source, require);
        case EffectOp::escalate: return add_escalations(e.escalation, args, source, require);
        case EffectOp::hold:
            return add_once(entry(m.holds, Model::Hold{e.id, {}}, [&](const auto& h) { return h.queue == e.id; }).by, source);
        case EffectOp::reason: {
            Model::Text text = fill(e.text, args);
            if (e.text.count == 0) {
                const std::string_view declared = image_.str(image_.reasons[e.id].text);
                text = {static_cast<std::uint32_t>(m.chars.size()), static_cast<std::uint32_t>(declared.size())};
                m.chars += declared;
            }
            const auto same = [&](const Model::Reason& r) { return r.reason == e.id && m.text(r.text) == m.text(text); };
            return add_once(entry(m.reasons, Model::Reason{e.id, text, {}}, same).by, source);
        }
        default: break;
    }
    if (!place.last_pass) return;
    switch (e.op) {
        case EffectOp::route: {
            const std::int64_t priority = (e.flags & program::effect_flags::dynamic_priority) != 0 ? args[0] : e.extra;
            Model::Route& r = entry(m.routes, Model::Route{e.id, priority, {}}, [&](const auto& x) { return x.queue == e.id; });
            r.priority = std::max(r.priority, priority);
            return add_once(r.by, source);
        }
        case EffectOp::do_: {
            const auto same = [&](const Model::Action& a) { return a.action == e.id && a.when == e.extra; };
            return add_once(entry(m.actions, Model::Action{e.id, e.extra, {}}, same).by, source);
        }
        case EffectOp::set: return add_output(e, args, place.element);
        default: return add_notice(e, args, source);
    }
}

Model::Text Composer::fill(program::Range32 parts, const std::int64_t* args) {
    std::string& out = model_->chars;
    const std::size_t begin = out.size();
    for (const auto& part : program::slice(image_.parts, parts)) {
        if (part.is_value == 0) {
            out += image_.str(part.text);
            continue;
        }
        const bool pair = part.type.kind == TypeKind::money_any;
        append_value_text(out, image_, *store_, part.type, args[0], pair ? args[1] : 0);
        args += pair ? 2 : 1;
    }
    return {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(out.size() - begin)};
}

void Composer::add_notice(const program::EffectRec& e, const std::int64_t* args, std::uint32_t source) {
    Model& m = *model_;
    Model::Notice n;
    n.to = e.op;
    n.id = e.op == EffectOp::notify_person ? Model::none : e.id;
    n.scoped = (e.flags & program::effect_flags::scoped) != 0;
    n.has_text = e.text.count != 0;
    const std::size_t begin = m.chars.size();
    if (n.scoped)
        append_scope(m.chars, image_, *store_, e.scope, *args++);
    else if (e.op == EffectOp::notify_person)
        m.chars += symbol_text(image_, *store_, *args++);
    n.subject = {static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(m.chars.size() - begin)};
    n.text = fill(e.text, args);
    const auto same = [&](const Model::Notice& x) {
        return x.to == n.to && x.id == n.id && x.scoped == n.scoped && x.has_text == n.has_text && m.text(x.subject) == m.text(n.subject) &&
               m.text(x.text) == m.text(n.text);
    };
    add_once(entry(m.notices, n, same).by, source);
}

void Composer::add_output(const program::EffectRec& e, const std::int64_t* args, std::uint32_t element) {
    Model::Output o{element, e.id, true, 0, 0};
    const Type type = image_.outputs[e.id].type;
    if (type.optional != 0) o.present = *args++ != 0;
    o.value = args[0];
    if (type.kind == TypeKind::money_any) o.currency = args[1];
    entry(model_->outputs, o, [&](const Model::Output& x) { return x.output == e.id && x.element == element; });
}

void Composer::shadow_rules(const Contributions& pass, Model::Shadow& shadow) {
    for (std::uint32_t i = 0; i < pass.fired.size(); ++i) {
        if (pass.fired[i].chunk != shadow.chunk) continue;
        shadow.verdict = std::max(shadow.verdict, verdict_of(pass, i));
        items_.push_back({&pass, i, false, 0});
    }
}

void Composer::add_shadow(const Contributions& without, const Contributions* with) {
    const auto fault_in = [](const Contributions& pass, std::uint32_t chunk) -> const Contributions::Fault* {
        for (const auto& f : pass.shadow_faults)
            if (f.chunk == chunk) return &f;
        return nullptr;
    };
    const auto applied = [](const Contributions& pass, std::uint32_t chunk) {
        return std::find(pass.applied.begin(), pass.applied.end(), chunk) != pass.applied.end();
    };
    const program::Range32 chunks = image_.events[store_->event].chunks;
    for (std::uint32_t chunk = chunks.first; chunk < chunks.first + chunks.count; ++chunk) {
        if ((image_.policies[image_.chunks[chunk].policy].flags & program::policy_flags::shadow) == 0) continue;
        const bool in_a = applied(without, chunk);
        const bool in_b = with != nullptr && applied(*with, chunk) && fault_in(*with, chunk) == nullptr;
        if (!in_a && !in_b) continue;
        Model::Shadow shadow;
        shadow.chunk = chunk;
        const auto* fault = fault_in(without, chunk);
        items_.clear();
        if (fault != nullptr) {
            shadow.fault = *fault;
        } else {
            if (in_a) shadow_rules(without, shadow);
            if (in_b) shadow_rules(*with, shadow);
        }
        sort_items();
        for (const Item& item : items_) add_once(shadow.rules, source_of(item));
        model_->shadow.push_back(shadow);
    }
}

bool Composer::advice_before(const Model::Advice& a, const Model::Advice& b) const {
    const auto list_of = [&](const Model::Advice& x) {
        const auto& f = image_.fields[x.field];
        return (f.flags & program::field_flags::in_list) != 0 ? image_.columns[f.target].list : program::none;
    };
    const auto place_of = [&](const Model::Advice& x) {
        const program::Range32 range = image_.events[store_->event].advice;
        std::uint32_t place = range.first;
        while (place < range.first + range.count && image_.advice[place].field != x.field) ++place;
        return place;
    };
    // the rows of the innermost list that holds both
    std::uint32_t la = list_of(a), lb = list_of(b);
    std::int64_t ra = a.row, rb = b.row;
    while (la != lb) {
        const bool up_a = lb == program::none || (la != program::none && la > lb);  // a list stands after the one it lies in
        std::uint32_t& list = up_a ? la : lb;
        std::int64_t& row = up_a ? ra : rb;
        const std::uint32_t above = image_.lists[list].parent;
        if (above != program::none) row = parent_row(image_, *store_, list, row);
        list = above;
    }
    if (la != program::none && ra != rb) return ra < rb;
    return place_of(a) < place_of(b);
}

void Composer::add_advice(FaultCode dropped) {
    for (const auto& seen : store_->advice) {
        const FaultCode fault = seen.fault != FaultCode::none ? seen.fault : dropped;
        model_->advice.push_back({seen.field, seen.row, fault == FaultCode::none, fault});
    }
    std::sort(model_->advice.begin(), model_->advice.end(),
              [this](const Model::Advice& a, const Model::Advice& b) { return advice_before(a, b); });
}

}  // namespace ordain
