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
constexpr std::string_view verdicts[] = {"\"release\"", "\"require\"", "\"hold\"", "\"reject\"", "\"fault\""};

/// Each member is written with its key as one literal, which is why the commas stand in those. `to` is where the next character goes; each
/// function returns what it is then (see JsonSink).
class Writer {
public:
    Writer(std::string& out, const program::Image& image, const Phrases& phrases, const EventStore& store, const Model& model)
        : out_(out), image_(image), phrases_(phrases), store_(store), m_(model) {}

    void all() {
        char* to = out_.position();
        to = out_.literal(to, "{\"id\":\"");
        to = name(to, m_.identity->id());
        to = out_.literal(to, "\",\"event\":");
        to = text_or_null(to, store_.has_id, store_.id);
        to = out_.literal(to, ",\"type\":");
        to = type(to);
        to = out_.literal(to, ",\"time\":");
        to = time_or_null(to, store_.has_time, store_.time);
        to = out_.literal(to, ",\"bundle\":");
        to = piece(to, phrases_.bundle);
        to = out_.literal(to, ",\"verdict\":");
        to = verdict_or_null(to, static_cast<int>(m_.verdict));
        to = out_.literal(to, ",\"approvals\":[");
        to = list(to, m_.approvals, [this](char* at, const auto& a) { return approval(at, a); });
        to = out_.literal(to, "],\"holds\":[");
        to = list(to, m_.holds, [this](char* at, const auto& h) { return hold(at, h); });
        to = out_.literal(to, "],\"routes\":[");
        to = list(to, m_.routes, [this](char* at, const auto& r) { return route(at, r); });
        to = out_.literal(to, "],\"actions\":[");
        to = list(to, m_.actions, [this](char* at, const auto& a) { return action(at, a); });
        to = out_.literal(to, "],\"escalations\":[");
        to = list(to, m_.escalations, [this](char* at, const auto& e) { return escalation(at, e); });
        to = out_.literal(to, "],\"notify\":[");
        to = list(to, m_.notices, [this](char* at, const auto& n) { return notice(at, n); });
        to = out_.literal(to, "],\"reasons\":[");
        to = list(to, m_.reasons, [this](char* at, const auto& r) { return reason(at, r); });
        to = out_.literal(to, "],\"outputs\":{");
        to = outputs(to, m_.own_outputs);
        to = out_.literal(to, "},\"elements\":[");
        to = list(to, m_.elements, [this](char* at, const auto& e) { return element(at, e); });
        to = out_.literal(to, "],\"rules\":[");
        to = fired(to);
        to = out_.literal(to, "],\"waived\":[");
        to = list(to, m_.waived, [this](char* at, const auto& w) { return waived(at, w); });
        to = out_.literal(to, "],\"advice\":[");
        to = list(to, m_.advice, [this](char* at, const auto& a) { return advice(at, a); });
        to = out_.literal(to, "],\"shadow\":[");
        to = list(to, m_.shadow, [this](char* at, const auto& s) { return shadow(at, s); });
        to = out_.literal(to, "],\"fingerprint\":");
        to = fingerprint(to);
        to = out_.literal(to, ",\"fault\":");
        to = decision_fault(to);
        to = out_.put(to, '}');
        out_.move_to(to);
    }

private:
    /// Of a kind that is seldom: written by others, who know the sink.
    template <class Write>
    char* by_sink(char* to, Write write) {
        out_.move_to(to);
        write(out_);
        return out_.position();
    }
    char* null(char* to) { return out_.literal(to, "null"); }
    char* piece(char* to, Phrases::Piece p) { return out_.padded(to, phrases_.data(p), p.size); }
    /// Letters, digits and a few signs, at most 64.
    char* name(char* to, std::string_view s) {
        return out_.form(to, [s](char* at) { return s.copy(at, form::longest_form), at + s.size(); });
    }
    char* text_or_null(char* to, bool there, std::string_view s) { return there ? out_.text(to, s) : null(to); }
    char* value(char* to, Type type, std::int64_t v, std::int64_t currency) {
        return by_sink(to, [&](JsonSink& sink) { put_value_json(sink, image_, store_, type, v, currency); });
    }
    char* type(char* to) {
        if (store_.has_type && store_.event != program::none) return piece(to, phrases_.types[store_.event]);
        return text_or_null(to, store_.has_type, store_.type);
    }
    char* time(char* to, std::int64_t at) {
        to = out_.form(to, [this, at](char* from) {
            *from = '"';
            char* const end = form::timestamp_after(from + 1, at, last_date_);
            *end = '"';
            return end + 1;
        });
        return to;
    }
    char* time_or_null(char* to, bool there, std::int64_t at) { return there ? time(to, at) : null(to); }
    char* verdict_or_null(char* to, int v) { return v >= 0 ? name(to, verdicts[v]) : null(to); }

    template <class T, class Body>
    char* list(char* to, const std::vector<T>& items, Body body) {
        for (const T& item : items) {
            if (&item != items.data()) to = out_.put(to, ',');
            to = body(to, item);
        }
        return to;
    }
    template <class Body>
    char* chain(char* to, const Model::Chain& links, Body body) {
        for (std::uint32_t l = links.first; l != Model::none; l = m_.links[l].next) {
            if (l != links.first) to = out_.put(to, ',');
            to = body(to, m_.links[l].value);
        }
        return to;
    }

    /// A pointer within a string that is open.
    char* pointer(char* to, std::uint32_t list, std::int64_t row) {
        if (image_.lists[list].parent == program::none) return out_.form(piece(to, phrases_.lists[list]), form::number, row);
        return by_sink(to, [&](JsonSink& sink) { put_element_pointer(sink, image_, store_, list, row); });
    }
    char* source(char* to, std::uint32_t id) {
        const Model::Source& s = m_.sources[id];
        if (s.rule == program::none) return out_.literal(to, "\"default\"");
        to = piece(to, phrases_.rules[s.rule]);
        if (s.list != program::none) to = pointer(out_.put(to, '@'), s.list, s.row);
        return out_.put(to, '"');
    }
    char* sources(char* to, const Model::Chain& links) {
        return chain(to, links, [this](char* at, std::uint32_t s) { return source(at, s); });
    }
    char* fired(char* to) {
        for (std::uint32_t s = 0; s < m_.fired; ++s) {
            if (s != 0) to = out_.put(to, ',');
            to = source(to, s);
        }
        return to;
    }
    /// The last member of its object.
    char* by(char* to, const Model::Chain& links) {
        to = out_.literal(to, ",\"by\":[");
        to = sources(to, links);
        return out_.literal(to, "]}");
    }

    char* need(char* to, std::uint32_t id) {
        const Model::Need& n = m_.needs[id];
        if (n.op == NeedOp::role) return role(to, n);
        if (n.op == NeedOp::any_of) {
            to = out_.literal(to, "{\"any\":");
            to = out_.form(to, form::number, n.count);
            to = out_.literal(to, ",\"of\":[");
        } else if (n.op == NeedOp::all) {
            to = out_.literal(to, "{\"all\":[");
        } else {
            to = out_.literal(to, "{\"then\":[");
        }
        for (std::uint32_t c = n.first_child; c != Model::none; c = m_.needs[c].next) {
            if (c != n.first_child) to = out_.put(to, ',');
            to = need(to, c);
        }
        return out_.literal(to, "]}");
    }
    char* role(char* to, const Model::Need& n) {
        if (!n.scoped && n.count == 1) return piece(to, phrases_.roles[n.role]);
        to = piece(out_.literal(to, "{\"role\":"), phrases_.roles[n.role]);
        if (n.scoped) to = out_.text(out_.literal(to, ",\"for\":"), m_.text(n.scope));
        if (n.count != 1) to = out_.form(out_.literal(to, ",\"count\":"), form::number, n.count);
        return out_.put(to, '}');
    }

    char* approval(char* to, const Model::Approval& a) {
        to = need(out_.literal(to, "{\"need\":"), a.need);
        to = time_or_null(out_.literal(to, ",\"due\":"), a.has_due, a.due);
        to = chain(out_.literal(to, ",\"never\":["), a.never, [this](char* at, std::uint32_t p) { return out_.text(at, m_.person(p)); });
        return by(out_.put(to, ']'), a.by);
    }
    char* hold(char* to, const Model::Hold& h) {
        to = piece(out_.literal(to, "{\"queue\":"), phrases_.queues[h.queue]);
        return by(to, h.by);
    }
    char* route(char* to, const Model::Route& r) {
        to = piece(out_.literal(to, "{\"queue\":"), phrases_.queues[r.queue]);
        to = out_.literal(to, ",\"priority\":");
        if (r.priority >= 0 && static_cast<std::size_t>(r.priority) < phrases_.priorities.size())
            to = piece(to, phrases_.priorities[static_cast<std::size_t>(r.priority)]);
        else
            to = value(to, {TypeKind::enumerated, 0, 0, enum_priority}, r.priority, 0);
        return by(to, r.by);
    }
    char* action(char* to, const Model::Action& a) {
        to = piece(out_.literal(to, "{\"do\":"), phrases_.actions[a.action]);
        to = name(out_.literal(to, ",\"when\":\""), when_names[a.when]);
        return by(out_.put(to, '"'), a.by);
    }
    char* escalation(char* to, const Model::Escalation& e) {
        to = piece(out_.literal(to, "{\"chain\":"), phrases_.escalations[e.chain]);
        to = time(out_.literal(to, ",\"at\":"), e.at);
        to = out_.literal(to, ",\"do\":");
        to = e.act.constant != nullptr ? piece(to, phrases_.acts[e.step]) : out_.text(to, m_.text(e.act));
        return by(to, e.by);
    }
    char* notice(char* to, const Model::Notice& n) {
        if (n.to == EffectOp::notify_role) {
            to = piece(out_.literal(to, "{\"to\":{\"role\":"), phrases_.roles[n.id]);
            if (n.scoped) to = out_.text(out_.literal(to, ",\"for\":"), m_.text(n.subject));
        } else if (n.to == EffectOp::notify_channel) {
            to = piece(out_.literal(to, "{\"to\":{\"channel\":"), phrases_.channels[n.id]);
        } else {
            to = out_.text(out_.literal(to, "{\"to\":{\"person\":"), m_.text(n.subject));
        }
        to = text_or_null(out_.literal(to, "},\"text\":"), n.has_text, m_.text(n.text));
        return by(to, n.by);
    }
    char* reason(char* to, const Model::Reason& r) {
        to = piece(out_.literal(to, "{\"code\":"), phrases_.reasons[r.reason]);
        to = out_.literal(to, ",\"text\":");
        to = r.text.constant != nullptr ? piece(to, phrases_.reason_texts[r.reason]) : out_.text(to, m_.text(r.text));
        return by(to, r.by);
    }
    char* outputs(char* to, const Model::Chain& all) {
        for (std::uint32_t at = all.first; at != Model::none; at = m_.outputs[at].next) {
            const Model::Output& o = m_.outputs[at];
            if (at != all.first) to = out_.put(to, ',');
            to = out_.put(piece(to, phrases_.outputs[o.output]), ':');
            to = o.present ? value(to, image_.outputs[o.output].type, o.value, o.currency) : null(to);
        }
        return to;
    }
    char* element(char* to, const Model::Element& e) {
        to = pointer(out_.literal(to, "{\"at\":\""), e.list, e.row);
        to = verdict_or_null(out_.literal(to, "\",\"verdict\":"), e.verdict);
        to = outputs(out_.literal(to, ",\"outputs\":{"), e.outputs);
        return by(out_.put(to, '}'), e.by);
    }
    char* waived(char* to, const Model::Waived& w) {
        const program::WaiverRec& waiver = image_.waivers[w.waiver];
        to = source(out_.literal(to, "{\"rule\":"), w.source);
        to = out_.text(out_.literal(to, ",\"approved_by\":"), image_.str(waiver.approved_by));
        to = out_.text(out_.literal(to, ",\"until\":"), image_.str(waiver.until));
        return out_.put(to, '}');
    }
    char* advice(char* to, const Model::Advice& a) {
        const program::FieldRec& f = image_.fields[a.field];
        to = out_.literal(to, "{\"field\":\"");
        to = by_sink(to, [&](JsonSink& sink) { put_field_pointer(sink, image_, store_, a.field, a.row); });
        const auto read = [&](std::uint32_t place) {
            if ((f.flags & program::field_flags::in_list) == 0) return store_.frame[image_.constants.size() + place];
            return store_.columns[image_.columns[place].offset + static_cast<std::size_t>(a.row)];
        };
        const std::uint32_t after = f.target + program::value_words(f.type);
        const std::int64_t confidence = read(after), model = read(after + 1);
        to = out_.literal(to, "\",\"confidence\":");
        to = confidence < 0 ? null(to) : value(to, {TypeKind::percent}, confidence, 0);
        to = out_.literal(to, ",\"model\":");
        to = text_or_null(to, model >= 0, model >= 0 ? symbol_text(image_, store_, model) : std::string_view{});
        to = a.used ? out_.literal(to, ",\"used\":true,\"fault\":") : out_.literal(to, ",\"used\":false,\"fault\":");
        to = text_or_null(to, a.fault != FaultCode::none, fault_name(a.fault));
        return out_.put(to, '}');
    }
    char* detail(char* to, const Contributions::Fault& f) {
        to = out_.put(to, '"');
        if (f.code == FaultCode::NOT_UNIQUE && f.rule_a != UINT32_MAX && f.rule_b != UINT32_MAX) {
            to = out_.escaped(to, image_.str(image_.rules[f.rule_a].id));
            to = out_.literal(to, " and ");
            to = out_.escaped(to, image_.str(image_.rules[f.rule_b].id));
            to = out_.literal(to, " both apply");
        } else {
            to = out_.escaped(to, fault_text(f.code));
            to = out_.literal(to, " in ");
            to = out_.escaped(to, image_.str(image_.policies[image_.chunks[f.chunk].policy].name));
        }
        return out_.put(to, '"');
    }
    char* shadow(char* to, const Model::Shadow& s) {
        to = out_.text(out_.literal(to, "{\"policy\":"), image_.str(image_.policies[image_.chunks[s.chunk].policy].name));
        to = verdict_or_null(out_.literal(to, ",\"verdict\":"), s.verdict);
        to = sources(out_.literal(to, ",\"rules\":["), s.rules);
        to = out_.literal(to, "],\"fault\":");
        if (s.fault.code == FaultCode::none) return out_.literal(to, "null}");
        to = out_.text(out_.literal(to, "{\"code\":"), fault_name(s.fault.code));
        to = detail(out_.literal(to, ",\"detail\":"), s.fault);
        return out_.literal(to, "}}");
    }
    char* fingerprint(char* to) {
        const std::string_view text = m_.identity->fingerprint();
        return text_or_null(to, !text.empty(), text);
    }
    char* decision_fault(char* to) {
        if (m_.verdict != Verdict::fault) return null(to);
        to = out_.text(out_.literal(to, "{\"code\":"), fault_name(m_.fault_code));
        to = out_.literal(to, ",\"field\":");
        if (store_.fault == FaultCode::none) {
            to = detail(out_.literal(to, "null,\"detail\":"), m_.fault);
        } else {
            to = text_or_null(to, store_.fault_has_field, {store_.fault_pointer.data(), store_.fault_pointer.size()});
            to = out_.text(out_.literal(to, ",\"detail\":"), {store_.fault_detail.data(), store_.fault_detail.size()});
        }
        return out_.put(to, '}');
    }

    JsonSink out_;
    const program::Image& image_;
    const Phrases& phrases_;
    const EventStore& store_;
    const Model& m_;
    form::LastDate last_date_;
};

}  // namespace

void append_decision(std::string& out, const program::Image& image, const Phrases& phrases, const EventStore& store,
                     const DecisionModel& model) {
    Writer(out, image, phrases, store, model).all();
}

}  // namespace ordain
