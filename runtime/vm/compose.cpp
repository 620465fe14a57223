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

/// The strictest verdict that an effect states, by its EffectOp; -1: none.
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

std::uint64_t queue_hash(std::uint32_t queue) {
    return (KeyedHash() << queue).value();
}

}  // namespace

Composer::Composer(const program::Image& image) : image_(image), advice_places_(image.fields.size(), 0) {
    std::size_t fired = 1;
    for (const auto& event : image.events) {
        std::size_t most = 1;
        bool shadow = false;
        for (std::uint32_t i = event.chunks.first; i < event.chunks.first + event.chunks.count; ++i) {
            most += image.chunks[i].max_fired;
            shadow = shadow || is_shadow(i);
        }
        fired = std::max(fired, most);
        has_shadow_.push_back(shadow);
        for (std::uint32_t i = event.advice.first; i < event.advice.first + event.advice.count; ++i)
            advice_places_[image.advice[i].field] = i;
    }
    items_.reserve(std::min<std::size_t>(2 * fired, 65'536));
    prepare_acts();
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
    for (EqualIndex* index : {&indices_.persons, &indices_.approvals, &indices_.holds, &indices_.routes, &indices_.actions,
                              &indices_.escalations, &indices_.notices, &indices_.reasons, &indices_.outputs, &indices_.elements})
        index->clear();
    FaultCode dropped = FaultCode::none;
    if (with != nullptr && with->fault.code != FaultCode::none) {
        dropped = with->fault.code;
        with = nullptr;
    }
    with == nullptr ? add_pass(without) : add_passes(without, *with);
    if (model.verdict == Verdict::reject) {
        model.approvals.clear();
        model.escalations.clear();
    }
    if (!store.advice.empty()) add_advice(dropped);
    if (has_shadow_[store.event]) add_shadow(without, with);
}

bool Composer::is_shadow(std::uint32_t chunk) const {
    return (image_.policies[image_.chunks[chunk].policy].flags & program::policy_flags::shadow) != 0;
}

/// What a single pass contributed is in decision order.
void Composer::add_pass(const Contributions& pass) {
    const bool has_shadow = has_shadow_[store_->event];
    int stated = -1;
    for (std::uint32_t i = 0; i < pass.fired.size(); ++i) {
        if (has_shadow && is_shadow(pass.fired[i].chunk)) continue;
        stated = std::max(stated, add(pass, i, true));
    }
    if (stated < 0) add_default(true);
}

void Composer::add_passes(const Contributions& without, const Contributions& with) {
    items_.clear();
    for (const Contributions* pass : {&without, &with})
        for (std::uint32_t i = 0; i < pass->fired.size(); ++i)
            if (!is_shadow(pass->fired[i].chunk)) items_.push_back({pass, i, pass == &with, 0});
    sort_items();
    int stated = -1, stated_last = -1;
    for (const Item& item : items_) {
        int& of_pass = item.last_pass ? stated_last : stated;
        of_pass = std::max(of_pass, add(*item.pass, item.index, item.last_pass));
    }
    if (stated < 0) add_default(false);
    if (stated_last < 0) add_default(true);
}

int Composer::verdict_of(const Contributions& pass, std::size_t fired) const {
    int verdict = -1;
    for (std::size_t i = pass.fired[fired].first_emitted; i < effects_end(pass, fired); ++i)
        verdict = std::max(verdict, stated_by(image_.effects[pass.emitted[i].effect].op));
    return verdict;
}

/// Decision order: policy, element, rule; a policy's `otherwise` and default after its rules.
bool Composer::before(const Item& a, const Item& b) const {
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

std::uint32_t Composer::source_of(const Contributions::Fired& fired) {
    Model::Source source;
    source.rule = fired.rule;
    if (fired.element >= 0) {
        source.list = image_.chunks[fired.chunk].each_list;
        source.row = fired.element;
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

/// Adds what a rule contributed. Returns the verdict that it states, -1: none.
int Composer::add(const Contributions& pass, std::uint32_t index, bool last_pass) {
    Model& m = *model_;
    const Contributions::Fired& fired = pass.fired[index];
    Place place;
    place.source = source_of(fired);
    place.last_pass = last_pass;
    m.fired = place.source + 1;
    if (fired.waiver != program::none && (m.waived.empty() || m.waived.back().source != place.source))
        m.waived.push_back({place.source, fired.waiver});
    if (fired.element >= 0) place.element = add_element(m.sources[place.source], place.source);
    const std::size_t end = effects_end(pass, index);
    const auto apply = [&](std::size_t i) {
        effect(image_.effects[pass.emitted[i].effect], pass.args.data() + pass.emitted[i].first_arg, place);
    };
    std::size_t done = end;  // the require, if an escalation stood before it
    bool may_require = true;
    for (std::size_t i = fired.first_emitted; i < end; ++i) {
        const EffectOp op = image_.effects[pass.emitted[i].effect].op;
        if (op == EffectOp::require) may_require = false;
        if (op == EffectOp::escalate && may_require) {  // a rule's escalations speak of its need, wherever that is written
            may_require = false;
            for (std::size_t later = i + 1; later < end && done == end; ++later)
                if (image_.effects[pass.emitted[later].effect].op == EffectOp::require) done = later;
            if (done != end) apply(done);
        }
        if (i != done) apply(i);
    }
    m.verdict = std::max(m.verdict, static_cast<Verdict>(std::max(place.stated, 0)));
    if (place.element != Model::none) m.elements[place.element].verdict = std::max(m.elements[place.element].verdict, place.stated);
    return place.stated;
}

/// The bundle's default, at the end.
void Composer::add_default(bool last_pass) {
    Model& m = *model_;
    if (m.sources.empty() || m.sources.back().rule != program::none) m.sources.emplace_back();
    Place place;
    place.source = static_cast<std::uint32_t>(m.sources.size() - 1);
    place.last_pass = last_pass;
    const program::EventRec& event = image_.events[store_->event];
    const std::int64_t* args = image_.default_args.data() + event.default_args;
    for (const auto& e : program::slice(image_.effects, event.default_effects)) {
        effect(e, args, place);
        args += e.args;
    }
    m.verdict = std::max(m.verdict, static_cast<Verdict>(std::max(place.stated, 0)));
}

std::uint32_t Composer::add_element(const Model::Source& source, std::uint32_t number) {
    Model& m = *model_;
    Model::Element fresh;
    fresh.list = source.list;
    fresh.row = source.row;
    Model::Element& e = entry(
        m.elements, indices_.elements, fresh, [&](const Model::Element& x) { return x.list == fresh.list && x.row == fresh.row; },
        [](const Model::Element& x) { return (KeyedHash() << x.list << static_cast<std::uint64_t>(x.row)).value(); });
    add_once(e.by, number);
    return static_cast<std::uint32_t>(&e - m.elements.data());
}

void Composer::effect(const program::EffectRec& e, const std::int64_t* args, Place& place) {
    Model& m = *model_;
    place.stated = std::max(place.stated, stated_by(e.op));
    const std::uint32_t source = place.source;
    switch (e.op) {
        case EffectOp::release:
        case EffectOp::reject: return;
        case EffectOp::require: return add_require(e, args, source, place.require);
        case EffectOp::escalate: return add_escalations(e.escalation, args, source, place.require);
        case EffectOp::hold: {
            const auto same = [&](const Model::Hold& h) { return h.queue == e.id; };
            const auto hash = [](const Model::Hold& h) { return queue_hash(h.queue); };
            return add_once(entry(m.holds, indices_.holds, Model::Hold{e.id, {}}, same, hash).by, source);
        }
        case EffectOp::reason: return add_reason(e, args, source);
        default: break;
    }
    if (!place.last_pass) return;
    switch (e.op) {
        case EffectOp::route: {
            const std::int64_t priority = (e.flags & program::effect_flags::dynamic_priority) != 0 ? args[0] : e.extra;
            const auto same = [&](const Model::Route& r) { return r.queue == e.id; };
            const auto hash = [](const Model::Route& r) { return queue_hash(r.queue); };
            Model::Route& r = entry(m.routes, indices_.routes, Model::Route{e.id, priority, {}}, same, hash);
            r.priority = std::max(r.priority, priority);
            return add_once(r.by, source);
        }
        case EffectOp::do_: {
            const auto same = [&](const Model::Action& a) { return a.action == e.id && a.when == e.extra; };
            const auto hash = [](const Model::Action& a) { return (KeyedHash() << a.action << a.when).value(); };
            return add_once(entry(m.actions, indices_.actions, Model::Action{e.id, e.extra, {}}, same, hash).by, source);
        }
        case EffectOp::set: return add_output(e, args, place.element);
        default: return add_notice(e, args, source);
    }
}

/// What stands at the end of the model's characters.
Model::Text Composer::text_from(std::size_t begin) const {
    return {nullptr, static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(model_->chars.size() - begin)};
}

void Composer::add_reason(const program::EffectRec& e, const std::int64_t* args, std::uint32_t source) {
    Model& m = *model_;
    const std::size_t begin = m.chars.size();
    Model::Reason fresh{e.id, {}, {}};
    if (e.text.count == 0) {
        const std::string_view declared = image_.str(image_.reasons[e.id].text);
        fresh.text = {declared.data(), 0, static_cast<std::uint32_t>(declared.size())};
    } else {
        fresh.text = fill(e.text, args);
    }
    const std::string_view text = m.text(fresh.text);
    const auto same = [&](const Model::Reason& r) {
        if (r.reason != e.id) return false;
        return (r.text.constant != nullptr && r.text.constant == fresh.text.constant) || m.text(r.text) == text;
    };
    const auto hash = [&](const Model::Reason& r) { return (KeyedHash() << r.reason << m.text(r.text)).value(); };
    add_once(worded_entry(m.reasons, indices_.reasons, fresh, begin, same, hash).by, source);
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
    return text_from(begin);
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
    n.subject = text_from(begin);
    n.text = fill(e.text, args);
    const auto same = [&](const Model::Notice& x) {
        return x.to == n.to && x.id == n.id && x.scoped == n.scoped && x.has_text == n.has_text && m.text(x.subject) == m.text(n.subject) &&
               m.text(x.text) == m.text(n.text);
    };
    const auto hash = [&](const Model::Notice& x) {
        KeyedHash all;
        all << static_cast<std::uint64_t>(x.to) << x.id << (x.scoped ? 1 : 0) << (x.has_text ? 1 : 0);
        return (all << m.text(x.subject) << m.text(x.text)).value();
    };
    add_once(worded_entry(m.notices, indices_.notices, n, begin, same, hash).by, source);
}

void Composer::add_output(const program::EffectRec& e, const std::int64_t* args, std::uint32_t element) {
    Model& m = *model_;
    Model::Output o;
    o.element = element;
    o.output = e.id;
    const Type type = image_.outputs[e.id].type;
    if (type.optional != 0) o.present = *args++ != 0;
    o.value = args[0];
    if (type.kind == TypeKind::money_any) o.currency = args[1];
    const auto number = static_cast<std::uint32_t>(m.outputs.size());
    const auto same = [&](const Model::Output& x) { return x.output == e.id && x.element == element; };
    const auto hash = [](const Model::Output& x) { return (KeyedHash() << x.element << x.output).value(); };
    entry(m.outputs, indices_.outputs, o, same, hash);
    if (m.outputs.size() == number) return;
    Model::Chain& chain = element == Model::none ? m.own_outputs : m.elements[element].outputs;
    (chain.last == Model::none ? chain.first : m.outputs[chain.last].next) = number;
    chain.last = number;
}

void Composer::shadow_rules(const Contributions& pass, Model::Shadow& shadow) {
    const auto earlier = [](const Contributions::Fired& fired, std::uint32_t chunk) { return fired.chunk < chunk; };
    auto at = std::lower_bound(pass.fired.begin(), pass.fired.end(), shadow.chunk, earlier);
    for (; at != pass.fired.end() && at->chunk == shadow.chunk; ++at) {
        const auto index = static_cast<std::uint32_t>(at - pass.fired.begin());
        shadow.verdict = std::max(shadow.verdict, verdict_of(pass, index));
        items_.push_back({&pass, index, false, 0});
    }
}

/// Of a pass, fired rules, chunks that applied and faults in the shadow stand in the order of the chunks.
void Composer::add_shadow(const Contributions& without, const Contributions* with) {
    const auto fault_in = [](const Contributions& pass, std::uint32_t chunk) -> const Contributions::Fault* {
        const auto earlier = [](const Contributions::Fault& f, std::uint32_t c) { return f.chunk < c; };
        const auto at = std::lower_bound(pass.shadow_faults.begin(), pass.shadow_faults.end(), chunk, earlier);
        return at != pass.shadow_faults.end() && at->chunk == chunk ? &*at : nullptr;
    };
    const auto applied = [](const Contributions& pass, std::uint32_t chunk) {
        return std::binary_search(pass.applied.begin(), pass.applied.end(), chunk);
    };
    const program::Range32 chunks = image_.events[store_->event].chunks;
    for (std::uint32_t chunk = chunks.first; chunk < chunks.first + chunks.count; ++chunk) {
        if (!is_shadow(chunk)) continue;
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
        for (const Item& item : items_) add_once(shadow.rules, source_of(item.pass->fired[item.index]));
        model_->shadow.push_back(shadow);
    }
}

bool Composer::advice_before(const Model::Advice& a, const Model::Advice& b) const {
    const auto list_of = [&](const Model::Advice& x) {
        const auto& f = image_.fields[x.field];
        return (f.flags & program::field_flags::in_list) != 0 ? image_.columns[f.target].list : program::none;
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
    return advice_places_[a.field] < advice_places_[b.field];
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
