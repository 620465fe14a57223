#include <fmt/format.h>

#include "compiler/syntax/dump_expressions.hpp"
#include "compiler/syntax/parse.hpp"

namespace ordain::syntax {
namespace {

template <typename List, typename Show>
std::string joined(const List& list, Show show, std::string_view separator = ", ") {
    std::string out;
    for (const auto& item : list) {
        if (!out.empty()) out += separator;
        out += show(item);
    }
    return out;
}

class Dumper {
public:
    explicit Dumper(const Tree& tree) : tree_(tree) {}

    std::string run() {
        if (tree_.module.written()) line("module {}", tree_.module.text());
        for (const DeclRef ref : tree_.order) declaration(ref);
        return std::move(out_);
    }

private:
    template <typename... Args>
    void line(fmt::format_string<Args...> format, Args&&... args) {
        out_.append(2 * depth_, ' ');
        out_ += fmt::format(format, std::forward<Args>(args)...);
        out_ += '\n';
    }
    /// What fn writes stands one step deeper.
    template <typename Fn>
    void within(Fn fn) {
        ++depth_;
        fn();
        --depth_;
    }
    static std::string names(const std::vector<Name>& list) {
        return joined(list, [](const Name& n) { return std::string(n.text); });
    }
    static std::string optional(std::string_view before, std::string_view text) {
        return text.empty() ? "" : fmt::format(" {}{}", before, text);
    }
    std::string expr(ExprId id) const { return dump_expr(tree_, id); }
    void effects(const std::vector<Effect>& list) {
        for (const Effect& e : list) line("{}", dump_effect(tree_, e));
    }
    void fields(const std::vector<Field>& list) {
        for (const Field& f : list) line("{} {}{}", f.name.text, dump_type(f.type), dump_modifiers(f.mods));
    }
    static std::string pattern(const Pattern& p) { return p.any ? "*" : p.name.text() + (p.wildcard ? ".*" : ""); }

    void declaration(DeclRef ref) {
        const auto i = ref.index;
        switch (ref.kind) {
            case DeclKind::use: return line("use {}", tree_.uses[i].module.text());
            case DeclKind::bundle: return bundle(tree_.bundles[i]);
            case DeclKind::role: return role(tree_.roles[i]);
            case DeclKind::queue: return line("queue {}", tree_.queues[i].name.text);
            case DeclKind::action: return line("action {}", tree_.actions[i].name.text);
            case DeclKind::channel: return line("channel {}", tree_.channels[i].name.text);
            case DeclKind::reason: return line("reason {} {}", tree_.reasons[i].name.text, tree_.reasons[i].text.raw);
            case DeclKind::calendar: return calendar(tree_.calendars[i]);
            case DeclKind::escalation: return escalation(tree_.escalations[i]);
            case DeclKind::ladder: return ladder(tree_.ladders[i]);
            case DeclKind::enumeration: return enumeration(tree_.enums[i]);
            case DeclKind::record: return record(tree_.records[i]);
            case DeclKind::event: return event(tree_.events[i]);
            case DeclKind::constant: return line("const {} = {}", tree_.consts[i].name.text, expr(tree_.consts[i].value));
            case DeclKind::define: return define(tree_.defines[i]);
            case DeclKind::output:
                return line("output {} {}{}", tree_.outputs[i].name.text, dump_type(tree_.outputs[i].type),
                            dump_modifiers(tree_.outputs[i].mods));
            case DeclKind::data: return data(tree_.data[i]);
            case DeclKind::policy: return policy(tree_.policies[i]);
            case DeclKind::waive: return waive(tree_.waives[i]);
            case DeclKind::prove: return prove(tree_.proofs[i]);
            case DeclKind::test: return test(tree_.tests[i]);
            case DeclKind::fixture:
                line("fixture {}", tree_.fixtures[i].name.text);
                return within([&] { source(tree_.fixtures[i].source); });
            case DeclKind::allow: return line("allow {} because {}", tree_.allows[i].rule.text, tree_.allows[i].because.raw);
        }
    }

    void bundle(const Bundle& b) {
        constexpr std::string_view levels[] = {"deny", "warn", "allow"};
        line("bundle {}", b.name.text);
        within([&] {
            if (!b.edition.text.empty()) line("edition {}", b.edition.text);
            if (b.calendar.written()) line("calendar {}", b.calendar.text);
            for (const LintLevel& l : b.lint) line("lint {} {}", levels[static_cast<std::size_t>(l.level)], l.rule.text);
            for (const BundleDefault& d : b.defaults) {
                line("default {}", joined(d.on, pattern));
                within([&] { effects(d.effects); });
            }
            if (b.fault_queue.written()) line("fault in {}", b.fault_queue.text);
        });
    }
    void role(const Role& r) {
        const std::string scope = r.scoped ? " for " + dump_type(r.scope) + dump_modifiers(r.scope_mods) : "";
        line("role {}{}{}{}", r.name.text, scope, optional("above ", names(r.above)), optional("", r.title.raw));
    }
    static std::string days(const Days& d) {
        const auto one = [&](const SignedLiteral& date, const Name& day) {
            return d.dated ? std::string(date.literal.text) : std::string(day.text);
        };
        return one(d.from_date, d.from_day) + (d.range ? ".." + one(d.to_date, d.to_day) : "");
    }
    void calendar(const Calendar& c) {
        line("calendar {}", c.name.text);
        within([&] {
            if (c.zone.written()) line("zone {}", c.zone.raw);
            if (!c.covers_from.text.empty())
                line("covers {}{}", c.covers_from.text, c.covers_to.text.empty() ? "" : fmt::format("..{}", c.covers_to.text));
            for (const Hours& h : c.hours) {
                line("hours {} {}", joined(h.days, days),
                     joined(h.times, [](const TimeRange& t) { return fmt::format("{}..{}", t.from.text, t.to.text); }));
            }
            if (!c.closed.empty()) line("closed {}", joined(c.closed, days));
        });
    }
    void escalation(const Escalation& e) {
        line("escalation {}", e.name.text);
        within([&] {
            for (const EscalationStep& step : e.steps) {
                using Kind = EscalationStep::Kind;
                if (step.kind == Kind::after) line("after {}", step.duration.text);
                if (step.kind == Kind::at_due) line("at due");
                if (step.kind == Kind::past_due) line("{} past due", step.duration.text);
                if (step.kind == Kind::every_past_due) line("every {} past due up to {} times", step.duration.text, step.times.text);
                within([&] {
                    for (const EscalationAct& a : step.acts) act(a);
                });
            }
        });
    }
    void act(const EscalationAct& a) {
        switch (a.kind) {
            case EscalationAct::Kind::notify: return line("{}", dump_effect(tree_, a.notify_effect));
            case EscalationAct::Kind::reassign: return line("reassign to {}", a.name.text);
            case EscalationAct::Kind::reassign_next: return line("reassign to next");
            case EscalationAct::Kind::hold: return line("hold in {}", a.name.text);
            case EscalationAct::Kind::reject: return line("reject");
        }
    }
    void ladder(const Ladder& l) {
        line("ladder {}{}{}{}", l.name.text, l.scoped ? " for " + dump_type(l.scope) : "", l.typed ? " of " + dump_type(l.of) : "",
             optional("from ", l.from.raw));
        within([&] {
            for (const Rung& r : l.rungs) line("{} {}", r.role.text, r.unlimited ? "unlimited" : "up to " + dump_slit(r.up_to));
            if (!l.grid_roles.empty())
                line("| scope | {} |", joined(
                                           l.grid_roles, [](const Name& n) { return std::string(n.text); }, " | "));
            for (const LadderRow& row : l.grid) {
                const auto cell = [](const LadderRow::Cell& c) {
                    using Kind = LadderRow::Cell::Kind;
                    return c.kind == Kind::none        ? std::string("-")
                           : c.kind == Kind::unlimited ? std::string("unlimited")
                                                       : dump_slit(c.limit_value);
                };
                line("| {} | {} |", row.any ? "-" : row.is_string ? row.string.raw : row.word.text, joined(row.cells, cell, " | "));
            }
        });
    }
    void enumeration(const Enum& e) {
        line("enum {}{}", e.name.text, e.open ? " open" : "");
        within([&] {
            for (const Enumerator& v : e.values) {
                line("{}{}", v.name.text,
                     optional("", joined(
                                      v.spellings, [](const String& s) { return std::string(s.raw); }, " or ")));
            }
        });
    }
    void record(const Record& r) {
        line("record {}", r.name.text);
        within([&] { fields(r.fields); });
    }
    void event(const Event& e) {
        line("event {}", e.name.text());
        within([&] {
            fields(e.fields);
            if (e.subject.written()) line("subject {}", e.subject.text());
            for (const Bind& b : e.binds) line("binds {}{}", b.path.text(), b.has_tolerance ? fmt::format(" + {}", b.tolerance.text) : "");
        });
    }
    void define(const Define& d) {
        const auto param = [](const Param& p) { return fmt::format("{} {}{}", p.name.text, dump_type(p.type), dump_modifiers(p.mods)); };
        line("define {}({}) = {}", d.name.text, joined(d.params, param), expr(d.body));
    }
    void data(const Data& d) {
        line("data {}{}", d.name.text, optional("from ", d.from.raw));
        within([&] {
            line("key");
            within([&] { fields(d.keys); });
            fields(d.columns);
            if (d.has_grid) line("| {} || {} |", names(d.grid_keys), names(d.grid_columns));
            for (const DataRow& row : d.rows) {
                const auto cell = [](const DataCell& c) {
                    return c.missing ? std::string("-") : c.is_word ? std::string(c.word.text) : dump_slit(c.value);
                };
                line("| {} || {} |", joined(row.keys, dump_cell, " | "), joined(row.values, cell, " | "));
            }
        });
    }

    void policy(const Policy& p) {
        line("{} {}", p.is_table ? "table" : "policy", p.name.text);
        within([&] {
            if (p.each) {
                line("each {} in {}{}", p.each_var.text, p.each_list.text(), p.each_where.valid() ? " where " + expr(p.each_where) : "");
            }
            if (!p.on.empty()) line("on {}", joined(p.on, [](const Path& path) { return path.text(); }));
            if (p.owner.written()) line("owner {}", p.owner.raw);
            if (!p.from.text.empty()) line("from {}", p.from.text);
            if (!p.until.text.empty()) line("until {}", p.until.text);
            if (p.calendar.written()) line("calendar {}", p.calendar.text);
            if (p.mode == Mode::shadow) line("mode shadow");
            if (p.match != Match::first) line("match {}", p.match == Match::all ? "all" : "unique");
            if (p.applies.valid()) line("applies when {}", expr(p.applies));
            for (const Let& let : p.lets) line("let {} = {}", let.name.text, expr(let.value));
            for (const Rule& r : p.rules) rule(r);
            if (p.has_otherwise) rule(p.otherwise);
            if (p.is_table) grid(p);
        });
    }
    void rule(const Rule& r) {
        line("{}{}{}", r.name.written() ? "rule " : "otherwise", r.name.text, optional("", r.text.raw));
        within([&] {
            if (r.when.valid()) line("when {}", expr(r.when));
            effects(r.effects);
        });
    }
    void grid(const Policy& p) {
        constexpr std::string_view kinds[] = {"decide", "reason", "route", "notify", "set"};
        const auto out = [&](const OutColumn& c) {
            return std::string(kinds[static_cast<std::size_t>(c.kind)]) + optional("", c.output.text);
        };
        line("|{} {} || {} |", p.named_rows ? " rule |" : "",
             joined(
                 p.columns, [&](ExprId id) { return expr(id); }, " | "),
             joined(p.outs, out, " | "));
        for (const Row& row : p.rows) {
            const auto result = [&](const OutCell& c) {
                if (c.empty) return std::string("-");
                return c.expr.valid() ? expr(c.expr)
                                      : joined(
                                            c.effects, [&](const Effect& e) { return dump_effect(tree_, e); }, "; ");
            };
            const std::string name = row.name.written() ? fmt::format(" {} |", row.name.text) : p.named_rows ? " - |" : "";
            line("|{} {} || {} |", name, joined(row.cells, dump_cell, " | "), joined(row.outs, result, " | "));
        }
    }

    void waive(const Waive& w) {
        line("waive{} {}.{}", w.reject ? " reject" : "", w.policy.text, w.rule.text);
        within([&] {
            if (w.when.valid()) line("when {}", expr(w.when));
            if (!w.from.text.empty()) line("from {}", w.from.text);
            line("until {} approved by {} because {}", w.until.text, w.by.raw, w.because.raw);
        });
    }
    void prove(const Prove& p) {
        line("prove {}", p.title.raw);
        within([&] {
            line("on {}", joined(p.on, pattern));
            if (p.when.valid()) line("when {}", expr(p.when));
            line("holds {}", expr(p.holds));
        });
    }
    void source(const GivenSource& s) {
        line("given {}{}", s.name.text(), optional("from ", s.from.raw));
        within([&] {
            for (const Assign& a : s.with) line("{} = {}", expr(a.target), dump_value(tree_, a.value));
        });
    }
    void test(const Test& t) {
        line("test {}", t.title.raw);
        within([&] {
            source(t.given);
            for (const Expect& e : t.expects) expectation(e);
            if (t.has_table) cases(t);
        });
    }
    void cases(const Test& t) {
        const auto places = joined(
            t.places, [&](ExprId e) { return expr(e); }, " | ");
        const auto outs = joined(
            t.outs,
            [](const CaseColumn& c) {
                constexpr std::string_view kinds[] = {"expect", "reason", "due", "output"};
                return std::string(kinds[static_cast<std::size_t>(c.kind)]) + optional("", c.output.text);
            },
            " | ");
        line("| case{} || {} |", t.places.empty() ? "" : " | " + places, outs);
        for (const Case& row : t.cases) {
            line("| {} |", joined(
                               row.cells, [&](const CaseCell& c) { return c.as_given ? "-" : dump_value(tree_, c.value); }, " | "));
            within([&] {
                for (const Expect& e : row.expects) expectation(e);
            });
        }
    }
    void expectation(const Expect& e) {
        std::string what;
        switch (e.kind) {
            case Expect::Kind::effects:
                what = joined(
                    e.effects_list, [&](const Effect& x) { return dump_effect(tree_, x); }, "; ");
                break;
            case Expect::Kind::fault: what = "fault" + optional("", e.name.text); break;
            case Expect::Kind::due: what = "due " + std::string(e.due_none ? "none" : e.due.text); break;
            case Expect::Kind::output: what = fmt::format("output {} = {}", e.name.text, dump_value(tree_, e.value)); break;
        }
        line("expect{} {}{}{}", e.negated ? " not" : "", what, optional("by ", joined(e.by, [](const Path& p) { return p.text(); })),
             e.at.valid() ? " at " + expr(e.at) : "");
    }

    const Tree& tree_;
    std::string out_;
    std::size_t depth_ = 0;
};

}  // namespace

std::string dump(const Tree& tree, const SourceSet&) {
    return Dumper(tree).run();
}

}  // namespace ordain::syntax
