#include "runtime/vm/decision_json.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

#include "runtime/vm/show.hpp"

namespace ordain {

namespace {

using Model = DecisionModel;
using program::EffectOp;
using program::NeedOp;

constexpr std::string_view when_names[] = {"cleared", "refused", "now"};

class Writer {
public:
    Writer(std::string& out, const program::Image& image, const EventStore& store, const Model& model)
        : out_(out), image_(image), store_(store), m_(model) {}

    void all(std::string_view bundle) {
        out_ += '{';
        key("id"), text(m_.id);
        key("event"), text_or_null(store_.has_id, store_.id);
        key("type"), text_or_null(store_.has_type, store_.type);
        key("time"), time_or_null(store_.has_time, store_.time);
        key("bundle"), text(bundle);
        key("verdict"), text(verdict_name(m_.verdict));
        approvals();
        list("holds", m_.holds, [&](const auto& h) { key("queue"), name(image_.queues, h.queue), by(h.by); });
        list("routes", m_.routes, [&](const auto& r) {
            key("queue"), name(image_.queues, r.queue);
            key("priority"), value({TypeKind::enumerated, 0, 0, enum_priority}, r.priority, 0);
            by(r.by);
        });
        list("actions", m_.actions, [&](const auto& a) {
            key("do"), name(image_.actions, a.action);
            key("when"), text(when_names[a.when]);
            by(a.by);
        });
        list("escalations", m_.escalations, [&](const auto& e) {
            key("chain"), text(image_.str(image_.escalations[e.chain].name));
            key("at"), time_or_null(true, e.at);
            key("do"), text(m_.text(e.act));
            by(e.by);
        });
        list("notify", m_.notices, [&](const auto& n) { notice(n); });
        list("reasons", m_.reasons, [&](const auto& r) {
            key("code"), name(image_.reasons, r.reason);
            key("text"), text(m_.text(r.text));
            by(r.by);
        });
        key("outputs"), outputs(Model::none);
        std::uint32_t element = 0;
        list("elements", m_.elements, [&](const auto& e) {
            key("at");
            out_ += '"';
            pointer(e.list, e.row);
            out_ += '"';
            key("verdict"), verdict_or_null(e.verdict);
            key("outputs"), outputs(element++);
            by(e.by);
        });
        key("rules");
        out_ += '[';
        for (const std::uint32_t s : m_.rules) comma(), source(s);
        out_ += ']';
        list("waived", m_.waived, [&](const auto& w) {
            key("rule"), source(w.source);
            key("approved_by"), text(image_.str(image_.waivers[w.waiver].approved_by));
            key("until"), text(image_.str(image_.waivers[w.waiver].until));
        });
        list("advice", m_.advice, [&](const auto& a) { advice(a); });
        list("shadow", m_.shadow, [&](const auto& s) { shadow(s); });
        key("fingerprint"), text_or_null(!m_.fingerprint.empty(), m_.fingerprint);
        key("fault"), decision_fault();
        out_ += '}';
    }

private:
    void comma() {
        if (out_.back() != '{' && out_.back() != '[') out_ += ',';
    }
    void key(std::string_view k) {
        comma();
        out_ += '"';
        out_ += k;
        out_ += "\":";
    }
    void text(std::string_view s) { append_json_string(out_, s); }
    void text_or_null(bool there, std::string_view s) {
        if (there)
            text(s);
        else
            out_ += "null";
    }
    void value(Type type, std::int64_t v, std::int64_t currency) { append_value_json(out_, image_, store_, type, v, currency); }
    void time_or_null(bool there, std::int64_t at) {
        if (there)
            value({TypeKind::timestamp}, at, 0);
        else
            out_ += "null";
    }
    void verdict_or_null(int v) { text_or_null(v >= 0, v >= 0 ? verdict_name(static_cast<Verdict>(v)) : std::string_view{}); }
    void name(std::span<const program::NameRec> names, std::uint32_t id) { text(image_.str(names[id].name)); }

    template <class T, class Body>
    void list(std::string_view k, const std::vector<T>& items, Body body) {
        key(k);
        out_ += '[';
        for (const T& item : items) {
            comma();
            out_ += '{';
            body(item);
            out_ += '}';
        }
        out_ += ']';
    }

    /// Escapes what was written of an open string from `begin` on. Names and pointers seldom need it: only then is memory taken.
    void escape_from(std::size_t begin) {
        const auto plain = [](char c) { return static_cast<unsigned char>(c) >= 0x20 && c != '"' && c != '\\'; };
        if (std::all_of(out_.begin() + static_cast<std::ptrdiff_t>(begin), out_.end(), plain)) return;
        const std::string unescaped = out_.substr(begin);
        out_.resize(begin);
        append_json_string(out_, unescaped);
        out_.erase(begin, 1);
        out_.pop_back();
    }
    /// Within a string that is already open.
    void pointer(std::uint32_t list_id, std::int64_t row) {
        const std::size_t begin = out_.size();
        append_element_pointer(out_, image_, store_, list_id, row);
        escape_from(begin);
    }
    void source(std::uint32_t id) {
        const Model::Source& s = m_.sources[id];
        if (s.rule == program::none) return text("default");
        text(image_.str(image_.rules[s.rule].id));
        if (s.list == program::none) return;
        out_.back() = '@';
        pointer(s.list, s.row);
        out_ += '"';
    }
    void sources(const Model::Chain& chain) {
        out_ += '[';
        for (std::uint32_t l = chain.first; l != Model::none; l = m_.links[l].next) comma(), source(m_.links[l].value);
        out_ += ']';
    }
    void by(const Model::Chain& chain) { key("by"), sources(chain); }

    void need(std::uint32_t id) {
        const Model::Need& n = m_.needs[id];
        if (n.op == NeedOp::role) {
            const std::string_view role = image_.str(image_.roles[n.role].name);
            if (!n.scoped && n.count == 1) return text(role);
            out_ += '{';
            key("role"), text(role);
            if (n.scoped) key("for"), text(m_.text(n.scope));
            if (n.count != 1) key("count"), fmt::format_to(std::back_inserter(out_), "{}", n.count);
            out_ += '}';
            return;
        }
        out_ += '{';
        if (n.op == NeedOp::any_of) key("any"), fmt::format_to(std::back_inserter(out_), "{}", n.count);
        key(n.op == NeedOp::all ? "all" : n.op == NeedOp::then ? "then" : "of");
        out_ += '[';
        for (std::uint32_t c = n.first_child; c != Model::none; c = m_.needs[c].next) comma(), need(c);
        out_ += "]}";
    }

    void approvals() {
        list("approvals", m_.approvals, [&](const auto& a) {
            key("need"), need(a.need);
            key("due"), time_or_null(a.has_due, a.due);
            key("never");
            out_ += '[';
            for (std::uint32_t l = a.never.first; l != Model::none; l = m_.links[l].next)
                comma(), text(m_.text(m_.persons[m_.links[l].value]));
            out_ += ']';
            by(a.by);
        });
    }
    void notice(const Model::Notice& n) {
        key("to");
        out_ += '{';
        if (n.to == EffectOp::notify_role) {
            key("role"), text(image_.str(image_.roles[n.id].name));
            if (n.scoped) key("for"), text(m_.text(n.subject));
        } else if (n.to == EffectOp::notify_channel) {
            key("channel"), name(image_.channels, n.id);
        } else {
            key("person"), text(m_.text(n.subject));
        }
        out_ += '}';
        key("text"), text_or_null(n.has_text, m_.text(n.text));
        by(n.by);
    }
    void outputs(std::uint32_t element) {
        out_ += '{';
        for (const Model::Output& o : m_.outputs) {
            if (o.element != element) continue;
            key(image_.str(image_.outputs[o.output].name));
            if (o.present)
                value(image_.outputs[o.output].type, o.value, o.currency);
            else
                out_ += "null";
        }
        out_ += '}';
    }
    void advice(const Model::Advice& a) {
        const program::FieldRec& f = image_.fields[a.field];
        key("field");
        out_ += '"';
        const std::size_t begin = out_.size();
        append_field_pointer(out_, image_, store_, a.field, a.row);
        escape_from(begin);
        out_ += '"';
        const auto read = [&](std::uint32_t place) {
            if ((f.flags & program::field_flags::in_list) == 0) return store_.frame[image_.constants.size() + place];
            return store_.columns[image_.columns[place].offset + static_cast<std::size_t>(a.row)];
        };
        const std::uint32_t after = f.target + program::value_words(f.type);
        const std::int64_t confidence = read(after), model = read(after + 1);
        key("confidence");
        if (confidence < 0)
            out_ += "null";
        else
            value({TypeKind::percent}, confidence, 0);
        key("model"), text_or_null(model >= 0, model >= 0 ? symbol_text(image_, store_, model) : std::string_view{});
        key("used");
        out_ += a.used ? "true" : "false";
        key("fault"), text_or_null(a.fault != FaultCode::none, fault_name(a.fault));
    }
    void detail(const Contributions::Fault& f) {
        out_ += '"';
        const std::size_t begin = out_.size();
        if (f.code == FaultCode::NOT_UNIQUE && f.rule_a != UINT32_MAX && f.rule_b != UINT32_MAX)
            fmt::format_to(std::back_inserter(out_), "{} and {} both apply", image_.str(image_.rules[f.rule_a].id),
                           image_.str(image_.rules[f.rule_b].id));
        else
            fmt::format_to(std::back_inserter(out_), "{} in {}", fault_text(f.code),
                           image_.str(image_.policies[image_.chunks[f.chunk].policy].name));
        escape_from(begin);
        out_ += '"';
    }
    void shadow(const Model::Shadow& s) {
        key("policy"), text(image_.str(image_.policies[image_.chunks[s.chunk].policy].name));
        key("verdict"), verdict_or_null(s.verdict);
        key("rules"), sources(s.rules);
        key("fault");
        if (s.fault.code == FaultCode::none) {
            out_ += "null";
            return;
        }
        out_ += '{';
        key("code"), text(fault_name(s.fault.code));
        key("detail"), detail(s.fault);
        out_ += '}';
    }
    void decision_fault() {
        if (m_.verdict != Verdict::fault) {
            out_ += "null";
            return;
        }
        out_ += '{';
        key("code"), text(fault_name(m_.fault_code));
        key("field");
        if (store_.fault == FaultCode::none) {
            out_ += "null";
            key("detail"), detail(m_.fault);
        } else {
            text_or_null(store_.fault_has_field, {store_.fault_pointer.data(), store_.fault_pointer.size()});
            key("detail"), text({store_.fault_detail.data(), store_.fault_detail.size()});
        }
        out_ += '}';
    }

    std::string& out_;
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
