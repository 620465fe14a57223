// to_json(): the decision's keys and shapes.
#include "tests/oracle/decision.hpp"

#include "tests/oracle/decimal.hpp"
#include "tests/oracle/time.hpp"

namespace ordain::oracle {

std::string verdict_text(Verdict v) {
    switch (v) {
        case Verdict::release: return "release";
        case Verdict::require: return "require";
        case Verdict::hold: return "hold";
        case Verdict::reject: return "reject";
        case Verdict::fault: return "fault";
    }
    return {};
}

namespace {

Json text_or_null(const std::optional<std::string>& s) {
    return s ? Json::string(*s) : Json::null();
}
Json time_or_null(const std::optional<std::int64_t>& t) {
    return t ? Json::string(timestamp_text(*t)) : Json::null();
}
Json verdict_or_null(const std::optional<Verdict>& v) {
    return v ? Json::string(verdict_text(*v)) : Json::null();
}
Json texts(const std::vector<std::string>& list) {
    Json j = Json::array();
    for (const std::string& s : list) j.push(Json::string(s));
    return j;
}

/// An array with `shape(item)` for each item.
template <class T, class Shape>
Json array_of(const std::vector<T>& list, Shape shape) {
    Json j = Json::array();
    for (const T& item : list) j.push(shape(item));
    return j;
}

Json need_json(const typed::Program& program, const Need& need) {
    const auto children = [&] { return array_of(need.children, [&](const Need& n) { return need_json(program, n); }); };
    switch (need.kind) {
        case typed::NeedKind::all: return Json::object().with("all", children());
        case typed::NeedKind::then: return Json::object().with("then", children());
        case typed::NeedKind::any_of: return Json::object().with("any", Json::number(need.count)).with("of", children());
        default: break;
    }
    const std::string& role = program.roles[need.role.value].name;
    if (!need.scope && need.count == 1) return Json::string(role);
    Json j = Json::object().with("role", Json::string(role));
    if (need.scope) j.with("for", Json::string(*need.scope));
    if (need.count != 1) j.with("count", Json::number(need.count));
    return j;
}

std::string when_text(typed::When when) {
    switch (when) {
        case typed::When::cleared: return "cleared";
        case typed::When::refused: return "refused";
        case typed::When::now: return "now";
    }
    return {};
}

Json outputs_json(const std::vector<Output>& outputs) {
    Json j = Json::object();
    for (const Output& o : outputs) j.with(o.name, o.value);
    return j;
}

Json advice_json(const Advice& a) {
    return Json::object()
        .with("field", Json::string(a.seen.pointer))
        .with("confidence", a.seen.confidence ? Json::number(decimal_text(*a.seen.confidence, 6)) : Json::null())
        .with("model", text_or_null(a.seen.model))
        .with("used", Json::boolean(a.used))
        .with("fault", a.fault == FaultCode::none ? Json::null() : Json::string(std::string(fault_name(a.fault))));
}

Json shadow_json(const Shadow& s) {
    Json fault = Json::null();
    if (s.fault) {
        fault =
            Json::object().with("code", Json::string(std::string(fault_name(s.fault->code)))).with("detail", Json::string(s.fault->detail));
    }
    return Json::object()
        .with("policy", Json::string(s.policy))
        .with("verdict", verdict_or_null(s.verdict))
        .with("rules", texts(s.rules))
        .with("fault", fault);
}

Json fault_json(const Fault& f) {
    return Json::object()
        .with("code", Json::string(std::string(fault_name(f.code))))
        .with("field", text_or_null(f.field))
        .with("detail", Json::string(f.detail));
}

}  // namespace

Json to_json(const typed::Program& program, const Decision& d) {
    Json j = Json::object();
    j.with("id", Json::string("d:"));
    j.with("event", text_or_null(d.event));
    j.with("type", text_or_null(d.type));
    j.with("time", time_or_null(d.time));
    j.with("bundle", Json::string("b:"));
    j.with("verdict", Json::string(verdict_text(d.verdict)));
    j.with("approvals", array_of(d.approvals, [&](const Approval& a) {
               return Json::object()
                   .with("need", need_json(program, a.need))
                   .with("due", time_or_null(a.due))
                   .with("never", texts(a.never))
                   .with("by", texts(a.by));
           }));
    j.with("holds",
           array_of(d.holds, [](const Hold& h) { return Json::object().with("queue", Json::string(h.queue)).with("by", texts(h.by)); }));
    j.with("routes", array_of(d.routes, [&](const Route& r) {
               const std::string& priority = program.enums[enum_priority].values[static_cast<std::size_t>(r.priority)].name;
               return Json::object().with("queue", Json::string(r.queue)).with("priority", Json::string(priority)).with("by", texts(r.by));
           }));
    j.with("actions", array_of(d.actions, [](const Action& a) {
               return Json::object().with("do", Json::string(a.name)).with("when", Json::string(when_text(a.when))).with("by", texts(a.by));
           }));
    j.with("escalations", array_of(d.escalations, [](const Escalation& e) {
               return Json::object()
                   .with("chain", Json::string(e.chain))
                   .with("at", Json::string(timestamp_text(e.at)))
                   .with("do", Json::string(e.act))
                   .with("by", texts(e.by));
           }));
    j.with("notify", array_of(d.notify, [](const Notice& n) {
               return Json::object().with("to", n.to).with("text", text_or_null(n.text)).with("by", texts(n.by));
           }));
    j.with("reasons", array_of(d.reasons, [](const Reason& r) {
               return Json::object().with("code", Json::string(r.code)).with("text", Json::string(r.text)).with("by", texts(r.by));
           }));
    j.with("outputs", outputs_json(d.outputs));
    j.with("elements", array_of(d.elements, [](const Element& e) {
               return Json::object()
                   .with("at", Json::string(e.at))
                   .with("verdict", verdict_or_null(e.verdict))
                   .with("outputs", outputs_json(e.outputs))
                   .with("by", texts(e.by));
           }));
    j.with("rules", texts(d.rules));
    j.with("waived", array_of(d.waived, [](const Waived& w) {
               return Json::object()
                   .with("rule", Json::string(w.rule))
                   .with("approved_by", Json::string(w.approved_by))
                   .with("until", Json::string(date_text(w.until)));
           }));
    j.with("advice", array_of(d.advice, advice_json));
    j.with("shadow", array_of(d.shadow, shadow_json));
    j.with("fingerprint", d.has_fingerprint ? Json::string("f:") : Json::null());
    j.with("fault", d.fault ? fault_json(*d.fault) : Json::null());
    return j;
}

}  // namespace ordain::oracle
