#include "runtime/vm/decision_json.hpp"

#include "runtime/vm/identity.hpp"
#include "runtime/vm/json_sink.hpp"
#include "runtime/vm/show.hpp"

namespace ordain {

namespace {

using Model = DecisionModel;
using program::EffectOp;
using program::NeedOp;

constexpr std::string_view when_names[] = {"cleared", "refused", "now"};

/// Each member is written with its key as one literal, which is why the commas stand in those.
class Writer {
public:
    Writer(std::string& out, const program::Image& image, const EventStore& store, const Model& model)
        : out_(out), image_(image), store_(store), m_(model) {}

    void all(std::string_view bundle) {
        out_.literal("{\"id\":"), out_.text(m_.identity->id());
        out_.literal(",\"event\":"), text_or_null(store_.has_id, store_.id);
        out_.literal(",\"type\":"), text_or_null(store_.has_type, store_.type);
        out_.literal(",\"time\":"), time_or_null(store_.has_time, store_.time);
        out_.literal(",\"bundle\":"), out_.text(bundle);
        out_.literal(",\"verdict\":"), out_.text(verdict_name(m_.verdict));
        out_.literal(",\"approvals\":"), list(m_.approvals, [this](const auto& a) { approval(a); });
        out_.literal(",\"holds\":"), list(m_.holds, [this](const auto& h) {
            out_.literal("{\"queue\":"), name(image_.queues, h.queue);
            by(h.by);
        });
        out_.literal(",\"routes\":"), list(m_.routes, [this](const auto& r) { route(r); });
        out_.literal(",\"actions\":"), list(m_.actions, [this](const auto& a) { action(a); });
        out_.literal(",\"escalations\":"), list(m_.escalations, [this](const auto& e) { escalation(e); });
        out_.literal(",\"notify\":"), list(m_.notices, [this](const auto& n) { notice(n); });
        out_.literal(",\"reasons\":"), list(m_.reasons, [this](const auto& r) {
            out_.literal("{\"code\":"), name(image_.reasons, r.reason);
            out_.literal(",\"text\":"), out_.text(m_.text(r.text));
            by(r.by);
        });
        out_.literal(",\"outputs\":"), outputs(Model::none);
        std::uint32_t number = 0;
        out_.literal(",\"elements\":"), list(m_.elements, [&](const auto& e) { element(e, number++); });
        out_.literal(",\"rules\":"), list(m_.rules, [this](std::uint32_t s) { source(s); });
        out_.literal(",\"waived\":"), list(m_.waived, [this](const auto& w) { waived(w); });
        out_.literal(",\"advice\":"), list(m_.advice, [this](const auto& a) { advice(a); });
        out_.literal(",\"shadow\":"), list(m_.shadow, [this](const auto& s) { shadow(s); });
        out_.literal(",\"fingerprint\":"), fingerprint();
        out_.literal(",\"fault\":"), decision_fault();
        out_.put('}');
    }

private:
    void fingerprint() {
        const std::string_view text = m_.identity->fingerprint();
        text_or_null(!text.empty(), text);
    }
    void null() { out_.literal("null"); }
    void text_or_null(bool there, std::string_view s) { there ? out_.text(s) : null(); }
    void value(Type type, std::int64_t v, std::int64_t currency) { put_value_json(out_, image_, store_, type, v, currency); }
    void time_or_null(bool there, std::int64_t at) {
        if (!there) return null();
        out_.put('"');
        out_.form(form::timestamp, at);
        out_.put('"');
    }
    void verdict_or_null(int v) { text_or_null(v >= 0, v >= 0 ? verdict_name(static_cast<Verdict>(v)) : std::string_view{}); }
    void name(std::span<const program::NameRec> names, std::uint32_t id) { out_.text(image_.str(names[id].name)); }

    template <class T, class Body>
    void list(const std::vector<T>& items, Body body) {
        out_.put('[');
        bool first = true;
        for (const T& item : items) {
            if (!first) out_.put(',');
            first = false;
            body(item);
        }
        out_.put(']');
    }
    template <class Body>
    void chain(const Model::Chain& links, Body body) {
        out_.put('[');
        for (std::uint32_t l = links.first; l != Model::none; l = m_.links[l].next) {
            if (l != links.first) out_.put(',');
            body(m_.links[l].value);
        }
        out_.put(']');
    }

    /// A pointer within a string that is open.
    void pointer(std::uint32_t list, std::int64_t row) { put_element_pointer(out_, image_, store_, list, row); }
    void source(std::uint32_t id) {
        const Model::Source& s = m_.sources[id];
        if (s.rule == program::none) return out_.literal("\"default\"");
        out_.put('"');
        out_.escaped(image_.str(image_.rules[s.rule].id));
        if (s.list != program::none) {
            out_.put('@');
            pointer(s.list, s.row);
        }
        out_.put('"');
    }
    void sources(const Model::Chain& links) {
        chain(links, [this](std::uint32_t s) { source(s); });
    }
    /// The last member of its object.
    void by(const Model::Chain& links) {
        out_.literal(",\"by\":"), sources(links);
        out_.put('}');
    }

    void need(std::uint32_t id) {
        const Model::Need& n = m_.needs[id];
        if (n.op == NeedOp::role) return role(n);
        if (n.op == NeedOp::any_of) {
            out_.literal("{\"any\":"), out_.form(form::number, n.count);
            out_.literal(",\"of\":[");
        } else if (n.op == NeedOp::all) {
            out_.literal("{\"all\":[");
        } else {
            out_.literal("{\"then\":[");
        }
        for (std::uint32_t c = n.first_child; c != Model::none; c = m_.needs[c].next) {
            if (c != n.first_child) out_.put(',');
            need(c);
        }
        out_.literal("]}");
    }
    void role(const Model::Need& n) {
        const std::string_view name_of_role = image_.str(image_.roles[n.role].name);
        if (!n.scoped && n.count == 1) return out_.text(name_of_role);
        out_.literal("{\"role\":"), out_.text(name_of_role);
        if (n.scoped) out_.literal(",\"for\":"), out_.text(m_.text(n.scope));
        if (n.count != 1) out_.literal(",\"count\":"), out_.form(form::number, n.count);
        out_.put('}');
    }

    void approval(const Model::Approval& a) {
        out_.literal("{\"need\":"), need(a.need);
        out_.literal(",\"due\":"), time_or_null(a.has_due, a.due);
        out_.literal(",\"never\":"), chain(a.never, [this](std::uint32_t person) { out_.text(m_.text(m_.persons[person])); });
        by(a.by);
    }
    void route(const Model::Route& r) {
        out_.literal("{\"queue\":"), name(image_.queues, r.queue);
        out_.literal(",\"priority\":"), value({TypeKind::enumerated, 0, 0, enum_priority}, r.priority, 0);
        by(r.by);
    }
    void action(const Model::Action& a) {
        out_.literal("{\"do\":"), name(image_.actions, a.action);
        out_.literal(",\"when\":"), out_.text(when_names[a.when]);
        by(a.by);
    }
    void escalation(const Model::Escalation& e) {
        out_.literal("{\"chain\":"), out_.text(image_.str(image_.escalations[e.chain].name));
        out_.literal(",\"at\":"), time_or_null(true, e.at);
        out_.literal(",\"do\":"), out_.text(m_.text(e.act));
        by(e.by);
    }
    void notice(const Model::Notice& n) {
        if (n.to == EffectOp::notify_role) {
            out_.literal("{\"to\":{\"role\":"), out_.text(image_.str(image_.roles[n.id].name));
            if (n.scoped) out_.literal(",\"for\":"), out_.text(m_.text(n.subject));
        } else if (n.to == EffectOp::notify_channel) {
            out_.literal("{\"to\":{\"channel\":"), name(image_.channels, n.id);
        } else {
            out_.literal("{\"to\":{\"person\":"), out_.text(m_.text(n.subject));
        }
        out_.literal("},\"text\":"), text_or_null(n.has_text, m_.text(n.text));
        by(n.by);
    }
    void outputs(std::uint32_t element) {
        out_.put('{');
        bool first = true;
        for (const Model::Output& o : m_.outputs) {
            if (o.element != element) continue;
            if (!first) out_.put(',');
            first = false;
            out_.text(image_.str(image_.outputs[o.output].name));
            out_.put(':');
            o.present ? value(image_.outputs[o.output].type, o.value, o.currency) : null();
        }
        out_.put('}');
    }
    void element(const Model::Element& e, std::uint32_t number) {
        out_.literal("{\"at\":\""), pointer(e.list, e.row);
        out_.literal("\",\"verdict\":"), verdict_or_null(e.verdict);
        out_.literal(",\"outputs\":"), outputs(number);
        by(e.by);
    }
    void waived(const Model::Waived& w) {
        out_.literal("{\"rule\":"), source(w.source);
        out_.literal(",\"approved_by\":"), out_.text(image_.str(image_.waivers[w.waiver].approved_by));
        out_.literal(",\"until\":"), out_.text(image_.str(image_.waivers[w.waiver].until));
        out_.put('}');
    }
    void advice(const Model::Advice& a) {
        const program::FieldRec& f = image_.fields[a.field];
        out_.literal("{\"field\":\""), put_field_pointer(out_, image_, store_, a.field, a.row);
        const auto read = [&](std::uint32_t place) {
            if ((f.flags & program::field_flags::in_list) == 0) return store_.frame[image_.constants.size() + place];
            return store_.columns[image_.columns[place].offset + static_cast<std::size_t>(a.row)];
        };
        const std::uint32_t after = f.target + program::value_words(f.type);
        const std::int64_t confidence = read(after), model = read(after + 1);
        out_.literal("\",\"confidence\":"), confidence < 0 ? null() : value({TypeKind::percent}, confidence, 0);
        out_.literal(",\"model\":"), text_or_null(model >= 0, model >= 0 ? symbol_text(image_, store_, model) : std::string_view{});
        out_.literal(",\"used\":"), a.used ? out_.literal("true") : out_.literal("false");
        out_.literal(",\"fault\":"), text_or_null(a.fault != FaultCode::none, fault_name(a.fault));
        out_.put('}');
    }
    void detail(const Contributions::Fault& f) {
        out_.put('"');
        if (f.code == FaultCode::NOT_UNIQUE && f.rule_a != UINT32_MAX && f.rule_b != UINT32_MAX) {
            out_.escaped(image_.str(image_.rules[f.rule_a].id));
            out_.literal(" and ");
            out_.escaped(image_.str(image_.rules[f.rule_b].id));
            out_.literal(" both apply");
        } else {
            out_.escaped(fault_text(f.code));
            out_.literal(" in ");
            out_.escaped(image_.str(image_.policies[image_.chunks[f.chunk].policy].name));
        }
        out_.put('"');
    }
    void shadow(const Model::Shadow& s) {
        out_.literal("{\"policy\":"), out_.text(image_.str(image_.policies[image_.chunks[s.chunk].policy].name));
        out_.literal(",\"verdict\":"), verdict_or_null(s.verdict);
        out_.literal(",\"rules\":"), sources(s.rules);
        out_.literal(",\"fault\":");
        if (s.fault.code == FaultCode::none) return out_.literal("null}");
        out_.literal("{\"code\":"), out_.text(fault_name(s.fault.code));
        out_.literal(",\"detail\":"), detail(s.fault);
        out_.literal("}}");
    }
    void decision_fault() {
        if (m_.verdict != Verdict::fault) return null();
        out_.literal("{\"code\":"), out_.text(fault_name(m_.fault_code));
        out_.literal(",\"field\":");
        if (store_.fault == FaultCode::none) {
            out_.literal("null,\"detail\":"), detail(m_.fault);
        } else {
            text_or_null(store_.fault_has_field, {store_.fault_pointer.data(), store_.fault_pointer.size()});
            out_.literal(",\"detail\":"), out_.text({store_.fault_detail.data(), store_.fault_detail.size()});
        }
        out_.put('}');
    }

    JsonSink out_;
    const program::Image& image_;
    const EventStore& store_;
    const Model& m_;
};

}  // namespace

void append_decision(std::string& out, const program::Image& image, const EventStore& store, const DecisionModel& model,
                     std::string_view bundle_id) {
    Writer(out, image, store, model).all(bundle_id);
}

}  // namespace ordain
