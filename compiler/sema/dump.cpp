// The typed program as indented text. Types and constants are printed as authors write them, expressions as `(op operand …)`.
#include <fmt/format.h>

#include "compiler/sema/check.hpp"
#include "compiler/sema/describe.hpp"
#include "compiler/sema/dump_expr.hpp"

namespace ordain::sema {

namespace {

using typed::Program;

class Dump {
public:
    Dump(const Program& program, const SourceSet& sources) : p_(program), sources_(sources), exprs_(program) {}

    std::string run() {
        line(0, "bundle {}", p_.name);
        if (p_.calendar.valid()) line(1, "calendar {}", p_.calendars[p_.calendar.value].name);
        if (p_.fault_queue.valid()) line(1, "fault in {}", p_.queues[p_.fault_queue.value].name);
        schema();
        organisation();
        for (const auto& c : p_.calendars) calendar(c);
        for (const auto& l : p_.ladders) ladder(l);
        for (const auto& e : p_.escalations) escalation(e);
        for (const auto& d : p_.data) data(d);
        for (const auto& e : p_.events) event(e);
        for (const auto& p : p_.policies) policy(p);
        for (const auto& i : p_.instances) instance(i);
        for (const auto& t : p_.tests) line(0, "test \"{}\"", t.title);
        return std::move(out_);
    }

private:
    template <class... Args>
    void line(unsigned indent, fmt::format_string<Args...> format, Args&&... args) {
        out_.append(indent * 2, ' ');
        fmt::format_to(std::back_inserter(out_), format, std::forward<Args>(args)...);
        out_ += '\n';
    }

    std::string type(Type t) const { return t.kind == TypeKind::error ? "error" : describe(p_, t); }
    std::string value(Type t, std::int64_t n) const { return describe(p_, t, typed::Value{n, {}}); }
    std::string range(Type t, const typed::Range& r) const {
        const std::string low = r.low == INT64_MIN ? "" : value(t.required(), r.low),
                          high = r.high == INT64_MAX ? "" : value(t.required(), r.high);
        return fmt::format("{}{} .. {}{}", r.low_open ? '(' : '[', low, high, r.high_open ? ')' : ']');
    }
    static std::string joined(const std::vector<std::string>& parts, std::string_view between) {
        std::string text;
        for (std::size_t i = 0; i < parts.size(); ++i) text.append(i == 0 ? std::string_view{} : between).append(parts[i]);
        return text;
    }
    std::string place(Span span) const {
        if (span.file >= sources_.size()) return "?";
        return fmt::format("{}:{}", sources_.file(span.file).path, sources_.position(span.file, span.begin).line);
    }

    void schema() {
        for (const auto& e : p_.enums) {
            line(0, "enum {}{}", e.name, e.open ? " open" : "");
            for (const auto& v : e.values) line(1, "{} \"{}\"", v.name, joined(v.spellings, "\" or \""));
        }
        for (const auto& r : p_.records) {
            line(0, "record {}", r.name);
            for (const auto& f : r.fields) field(f);
        }
    }

    void field(const typed::Field& f) {
        std::string more;
        if (f.type.kind == TypeKind::list) {
            const typed::ListType& l = p_.lists[f.type.ref];
            more += fmt::format(" max {}", l.max);
            if (l.key_field >= 0) more += " key " + p_.records[l.element.ref].fields[static_cast<std::size_t>(l.key_field)].name;
        }
        if (f.advice) more += " advice";
        if (f.text_or_int) more += " or int";
        if (f.points) more += " points";
        if (!f.zone.empty()) more += fmt::format(" zone \"{}\"", f.zone);
        if (f.type.kind == TypeKind::text) more += fmt::format(" max {}", f.max_bytes);
        if (f.range) more += " in " + range(f.type, *f.range);
        if (f.rounded) more += " rounded";
        if (f.false_as_missing) more += " false as missing";
        if (f.currency_pointer) more += fmt::format(" currency \"{}\"", joined(*f.currency_pointer, "/"));
        if (f.pointer != std::vector<std::string>{f.name}) more += fmt::format(" from \"{}\"", joined(f.pointer, "/"));
        line(1, "{} {}{}", f.name, type(f.type), more);
    }

    void organisation() {
        for (const auto& r : p_.roles) {
            std::vector<std::string> above;
            for (const auto id : r.above) above.push_back(p_.roles[id.value].name);
            line(0, "role {}{}{}", r.name, r.scoped ? " for " + type(r.scope) : "", above.empty() ? "" : " above " + joined(above, ", "));
        }
        for (const auto& s : p_.queues) line(0, "queue {}", s.name);
        for (const auto& s : p_.actions) line(0, "action {}", s.name);
        for (const auto& s : p_.channels) line(0, "channel {}", s.name);
        for (const auto& r : p_.reasons) line(0, "reason {} \"{}\"", r.code, r.text);
        for (const auto& o : p_.outputs) line(0, "output {} {}", o.name, type(o.type));
    }

    static std::string openings(const std::vector<typed::Opening>& list) {
        std::string text;
        for (const auto& o : list) text += fmt::format(" {:02}:{:02}..{:02}:{:02}", o.from / 60, o.from % 60, o.to / 60, o.to % 60);
        return text.empty() ? " none" : text;
    }

    void calendar(const typed::Calendar& c) {
        constexpr std::string_view days[] = {"mon", "tue", "wed", "thu", "fri", "sat", "sun"};
        constexpr Type date{TypeKind::date, 0, 0, 0};
        line(0, "calendar {} zone {} covers {}..{} ({} transitions)", c.name, c.zone, c.first_year, c.last_year, c.transitions.size());
        for (std::size_t d = 0; d < 7; ++d)
            if (!c.weekly[d].empty()) line(1, "{}{}", days[d], openings(c.weekly[d]));
        for (const auto& d : c.dated) line(1, "{}..{}{}", value(date, d.first), value(date, d.last), openings(d.openings));
        for (const auto& [first, last] : c.closed) line(1, "closed {}..{}", value(date, first), value(date, last));
    }

    void ladder(const typed::Ladder& l) {
        line(0, "ladder {}{} of {}", l.name, l.scoped ? " for " + type(l.scope) : "", type(l.of));
        for (const auto& r : l.rows) {
            std::string text = r.any ? "-" : describe(p_, l.scope, r.scope);
            for (const auto& rung : r.rungs) {
                text += " | " + p_.roles[rung.role.value].name + " ";
                text += rung.absent ? "-" : rung.unlimited ? "unlimited" : value(l.of, rung.limit);
            }
            line(1, "{}", text);
        }
    }

    void escalation(const typed::Escalation& e) {
        line(0, "escalation {}", e.name);
        for (const auto& s : e.steps) {
            const std::string d = s.kind == typed::StepKind::at_due ? "" : value(s.duration_type, s.duration);
            const std::string when = s.kind == typed::StepKind::after    ? "after " + d
                                     : s.kind == typed::StepKind::at_due ? "at due"
                                                                         : d + " past due";
            line(1, "{}: {}{}", when, act(s), s.text.empty() ? "" : " \"" + s.text + "\"");
        }
    }

    std::string act(const typed::Step& s) const {
        switch (s.act) {
            case typed::StepAct::notify_role: return "notify " + p_.roles[s.target].name;
            case typed::StepAct::notify_channel: return "notify " + p_.channels[s.target].name;
            case typed::StepAct::notify_person: return "notify person";
            case typed::StepAct::reassign: return "reassign to " + p_.roles[s.target].name;
            case typed::StepAct::reassign_next: return "reassign to next";
            case typed::StepAct::hold: return "hold in " + p_.queues[s.target].name;
            case typed::StepAct::reject: return "reject";
        }
        return "?";
    }

    void data(const typed::Data& d) {
        std::vector<std::string> keys;
        for (std::size_t k = 0; k < d.key_names.size(); ++k) keys.push_back(d.key_names[k] + " " + type(d.key_types[k]));
        line(0, "data {} key ({})", d.name, joined(keys, ", "));
        const auto& columns = p_.records[d.row.value].fields;
        for (const auto& r : d.rows) {
            std::vector<std::string> cells;
            for (std::size_t k = 0; k < r.keys.size(); ++k) {
                const auto& key = r.keys[k];
                const Type t = d.key_types[k];
                cells.push_back(key.kind == typed::DataKey::Kind::any     ? "-"
                                : key.kind == typed::DataKey::Kind::exact ? describe(p_, t, key.value)
                                                                          : range(t, key.range));
            }
            cells.push_back("");
            for (std::size_t i = 0; i < r.cells.size(); ++i)
                cells.push_back(r.cells[i].missing ? "-" : describe(p_, columns[i].type.required(), r.cells[i].value));
            line(1, "{}", joined(cells, " | "));
        }
    }

    void event(const typed::Event& e) {
        exprs_.enter(nullptr);
        line(0, "event {}", e.name);
        if (e.subject.valid()) line(1, "subject {}", exprs_.expr(e.subject));
        for (const auto& b : e.binds) line(1, "binds {} ({})", exprs_.expr(b.value), b.text);
        const auto id = static_cast<std::size_t>(&e - p_.events.data());
        if (id < p_.defaults.size())
            for (const auto& effect : p_.defaults[id].effects) line(1, "default {}", exprs_.effect(effect));
    }

    void policy(const typed::Policy& p) {
        constexpr Type date{TypeKind::date, 0, 0, 0};
        constexpr std::string_view matches[] = {"first", "unique", "all"};
        line(0, "{} {} ({}) match {}{}", p.is_table ? "table" : "policy", p.name, place(p.span), matches[static_cast<std::size_t>(p.match)],
             p.mode == typed::Mode::shadow ? " shadow" : "");
        if (p.from != INT32_MIN) line(1, "from {}", value(date, p.from));
        if (p.until != INT32_MAX) line(1, "until {}", value(date, p.until));
        if (p.calendar.valid()) line(1, "calendar {}", p_.calendars[p.calendar.value].name);
    }

    void instance(const typed::Instance& i) {
        exprs_.enter(&i);
        line(0, "{} on {}", p_.policies[i.policy.value].name, p_.events[i.event.value].name);
        if (i.each_list.valid()) line(1, "each v{} in {} where {}", i.each_var, exprs_.expr(i.each_list), exprs_.expr(i.each_where));
        if (i.applies.valid()) line(1, "applies when {}", exprs_.expr(i.applies));
        for (const auto& l : i.lets) line(1, "let {} {} = {}", l.name, type(p_[l.value].type), exprs_.expr(l.value));
        for (const auto& r : i.rules) rule(r);
        if (i.otherwise) rule(*i.otherwise);
    }

    void rule(const typed::Rule& r) {
        line(1, "rule {}", r.id);
        for (const auto c : r.conditions) line(2, "when {}", exprs_.expr(c));
        for (const auto& e : r.effects) line(2, "{}", exprs_.effect(e));
        for (const auto& w : r.waivers) {
            constexpr Type date{TypeKind::date, 0, 0, 0};
            line(2, "waived{} until {} when {}", w.reject ? " with reject" : "", value(date, w.until), exprs_.expr(w.when));
        }
    }

    const Program& p_;
    const SourceSet& sources_;
    ExprPrinter exprs_;
    std::string out_;
};

}  // namespace

std::string dump(const Program& program, const SourceSet& sources) {
    return Dump(program, sources).run();
}

}  // namespace ordain::sema
