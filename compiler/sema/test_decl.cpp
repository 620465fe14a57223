// Tests and fixtures: their events, paths, values, effects and rules exist and fit. Who runs them reads the tree.
#include <algorithm>
#include <iterator>
#include <set>

#include "compiler/sema/fold.hpp"
#include "compiler/sema/policies.hpp"
#include "runtime/base/fault.hpp"

namespace ordain::sema {

using typed::ExprId;

namespace {

constexpr std::string_view fault_names[] = {
#define ORDAIN_FAULT(NAME, TEXT) #NAME,
#include "runtime/base/fault.def"
#undef ORDAIN_FAULT
};

/// A place in an event, its type, and what more a test may write there.
struct Target {
    Type type;
    bool advice = false;
    typed::TestPlace place;
};

std::optional<typed::TestEvent> fixture_event(Checker& c, const Symbol& fixture);

class TestCheck {
public:
    TestCheck(Checker& c, std::uint32_t tree) : c_(c), exprs_(c, scope_) {
        scope_.code = &c.trees[tree];
        scope_.tree = tree;
        scope_.purpose = Purpose::test;
        scope_.calendar = c.program.calendar;
    }

    // The event that a source gives, through fixtures; checks what is written here.
    std::optional<typed::TestEvent> given(const syntax::GivenSource& source) {
        auto event = event_of(source);
        if (!event) return std::nullopt;
        event->span = source.span;
        if (source.from.written()) {
            event->file = syntax::unescape(source.from.raw);
            event->file_span = source.from.span;
        }
        for (const syntax::Assign& a : source.with) {
            auto t = target(a.target, event->event);
            if (!t) continue;
            auto v = value(a.value, *t);
            event->with.push_back({std::move(t->place), std::move(v), a.span});
        }
        return event;
    }

    // The tests that a test stands for: itself, or the rows of its table.
    std::vector<typed::Test> tests(const syntax::Test& test, const std::string& module) {
        typed::Test whole;
        whole.title = test.title.written() ? syntax::unescape(test.title.raw) : std::string();
        whole.module = module;
        whole.span = test.title.written() ? test.title.span : test.span;
        auto event = given(test.given);
        if (!event) return {std::move(whole)};
        for (const syntax::Expect& e : test.expects) whole.expects.push_back(expectation(e, event->event));
        whole.given = std::move(*event);
        if (!test.has_table) return {std::move(whole)};
        columns(test, whole.given.event);
        std::vector<typed::Test> rows;
        for (const syntax::Case& row : test.cases) rows.push_back(case_of(whole, row));
        return rows;
    }

private:
    typed::Expectation expectation(const syntax::Expect& e, typed::EventId event) {
        typed::Expectation result;
        result.negated = e.negated;
        result.span = e.span;
        scope_.event = event;
        switch (e.kind) {
            case syntax::Expect::Kind::fault: fault(e.name, result); break;
            case syntax::Expect::Kind::due: due(e, result); break;
            case syntax::Expect::Kind::output: output(e, result); break;
            case syntax::Expect::Kind::effects: effects(e.effects_list, result); break;
        }
        for (const syntax::Path& rule : e.by) {
            cited(rule);
            result.by.push_back(rule.text());
        }
        scope_.event = {};
        if (e.at.valid())
            if (auto at = target(e.at, event)) result.at = std::move(at->place);
        return result;
    }

    // --- tables -------------------------------------------------------------------------------------------------------

    // What the columns of a table give values to.
    void columns(const syntax::Test& test, typed::EventId event) {
        columns_.clear();
        std::set<std::string_view> known;
        for (const syntax::ExprId place : test.places) {
            columns_.push_back(target(place, event));
            const Span span = (*scope_.code)[place].span;
            if (!known.insert(c_.sources.text(span)).second)
                c_.diagnostics.report(DiagKind::duplicate_member, span, "`{}` is given twice", c_.sources.text(span));
        }
    }

    typed::Test case_of(const typed::Test& whole, const syntax::Case& row) {
        typed::Test result = whole;
        result.title += ": " + syntax::unescape(row.name.raw);
        result.span = row.name.span;
        for (std::size_t i = 0; i < row.cells.size() && i < columns_.size(); ++i) {
            const syntax::CaseCell& cell = row.cells[i];
            if (cell.as_given || !columns_[i]) continue;
            result.given.with.push_back({columns_[i]->place, value(cell.value, *columns_[i]), cell.span});
        }
        for (const syntax::Expect& e : row.expects) result.expects.push_back(expectation(e, whole.given.event));
        return result;
    }

    // --- events -------------------------------------------------------------------------------------------------------

    std::optional<typed::TestEvent> event_of(const syntax::GivenSource& source) {
        if (!source.name.written()) return std::nullopt;
        const std::string_view first = source.name.words[0].text;
        if (source.name.words.size() == 1 && !c_.find(SymbolKind::event, first, scope_.tree))
            if (const Symbol* fixture = c_.find(SymbolKind::fixture, first, scope_.tree)) return fixture_event(c_, *fixture);
        const auto event = c_.resolve_event(source.name, scope_.tree);
        if (!event) return std::nullopt;
        typed::TestEvent result;
        result.event = *event;
        return result;
    }

    // --- places of an event -------------------------------------------------------------------------------------------

    std::optional<Target> unknown_field(const syntax::Name& name, const std::string& owner, const std::vector<std::string_view>& names) {
        c_.diagnostics.report(DiagKind::unknown_field, name.span, "`{}` has no field `{}`", owner, name.text)
            .with_help(did_you_mean(name.text, names));
        return std::nullopt;
    }

    static typed::TestStep step(typed::TestStep::Kind kind) {
        typed::TestStep s;
        s.kind = kind;
        return s;
    }
    static Target beyond(const Target& of, Type type, typed::TestStep step) {
        Target next{type, false, of.place};
        next.place.steps.push_back(std::move(step));
        return next;
    }

    std::optional<Target> field(const Target& of, const syntax::Name& name) {
        if (of.advice && name.text == "confidence")
            return beyond(of, scalar(TypeKind::percent).opt(), step(typed::TestStep::Kind::advice_confidence));
        if (of.advice && name.text == "model") return beyond(of, scalar(TypeKind::text).opt(), step(typed::TestStep::Kind::advice_model));
        if (of.type.kind != TypeKind::record) {
            if (of.type.kind != TypeKind::error)
                c_.diagnostics.report(DiagKind::unknown_field, name.span, "{} has no field `{}`", c_.describe(of.type), name.text);
            return std::nullopt;
        }
        const typed::Record& record = c_.program.records[of.type.ref];
        std::vector<std::string_view> names;
        for (std::uint32_t i = 0; i < record.fields.size(); ++i) {
            const typed::Field& f = record.fields[i];
            names.push_back(f.name);
            if (f.name != name.text) continue;
            typed::TestStep s = step(typed::TestStep::Kind::field);
            s.record = {of.type.ref};
            s.index = i;
            Target next = beyond(of, f.type, std::move(s));
            next.advice = f.advice;
            return next;
        }
        return unknown_field(name, record.name, names);
    }

    std::optional<Target> envelope(const syntax::Name& member) {
        constexpr std::string_view members[] = {"id", "source", "", "time"};
        for (std::int32_t i = 0; i < 4; ++i)
            if (member.text == members[i]) return Target{scalar(i == 3 ? TypeKind::timestamp : TypeKind::text), false, {i, {}}};
        return unknown_field(member, "event", {"id", "source", "time"});
    }

    std::optional<Target> path(const syntax::Path& path, typed::EventId event) {
        const typed::Event& e = c_.program.events[event.value];
        Target at{{TypeKind::record, 0, 0, e.root.value}};
        const auto& fields = c_.program.records[e.root.value].fields;
        const std::string_view first = path.words[0].text;
        if (first == "event" && path.words.size() == 2) return envelope(path.words[1]);
        if (std::none_of(fields.begin(), fields.end(), [&](const typed::Field& f) { return f.name == first; })) {
            std::vector<std::string_view> names{"event"};
            for (const typed::Field& f : fields) names.push_back(f.name);
            return unknown_field(path.words[0], e.name, names);
        }
        for (const syntax::Name& word : path.words) {
            auto next = field(at, word);
            if (!next) return std::nullopt;
            at = std::move(*next);
        }
        return at;
    }

    // `order.lines[2].price`: the position in a list, or the key if it has one.
    std::optional<Target> target(syntax::ExprId id, typed::EventId event) {
        if (!id.valid() || !c_.program.events[event.value].root.valid()) return std::nullopt;
        const syntax::Expr& e = (*scope_.code)[id];
        if (e.kind == syntax::ExprKind::path) return path(e.path, event);
        if (e.kind == syntax::ExprKind::member) {
            const auto of = target(e.a, event);
            return of ? field(*of, e.name) : std::nullopt;
        }
        if (e.kind != syntax::ExprKind::index) {
            c_.diagnostics.report(DiagKind::test_value, e.span, "a place in the event is wanted, as `order.net_total`");
            return std::nullopt;
        }
        const auto list = target(e.a, event);
        return list && list->type.kind != TypeKind::error ? element(e, *list) : std::nullopt;
    }

    std::optional<Target> element(const syntax::Expr& e, const Target& list) {
        if (list.type.kind != TypeKind::list) {
            c_.diagnostics.report(DiagKind::not_a_list, e.span, "{} has no elements", c_.describe(list.type));
            return std::nullopt;
        }
        const typed::ListType l = c_.program.lists[list.type.ref];
        const Type key = l.key_field < 0 ? scalar(TypeKind::integer)
                                         : c_.program.records[l.element.ref].fields[static_cast<std::size_t>(l.key_field)].type.required();
        if (e.args.size() != 1) {
            c_.diagnostics.report(DiagKind::wrong_argument_count, e.span, "one element is meant, but {} are named", e.args.size());
            return std::nullopt;
        }
        typed::TestStep s = step(l.key_field < 0 ? typed::TestStep::Kind::position : typed::TestStep::Kind::key);
        s.type = key;
        if (l.key_field >= 0) {
            s.record = {l.element.ref};
            s.index = static_cast<std::uint32_t>(l.key_field);
        }
        const ExprId which = exprs_.coerce(exprs_.value(e.args[0], key), key);
        if (const auto known = constant(which)) s.value = *known;
        return beyond(list, l.element, std::move(s));
    }

    // --- values -------------------------------------------------------------------------------------------------------

    // The value of an expression that must be known before any event; reports another. Nothing, also for what is missing.
    std::optional<typed::Value> constant(ExprId e) {
        if (!exprs_.ok(e)) return std::nullopt;
        const Folded known = fold(c_.program, e);
        if (known.state == Folded::State::value) return known.value;
        if (known.state != Folded::State::missing)
            c_.diagnostics.report(DiagKind::test_value, c_.program[e].span, "the value of `{}` is not known before an event is decided",
                                  exprs_.text_of(e));
        return std::nullopt;
    }

    typed::TestValue value(syntax::ValueId id, const Target& target) {
        if (!id.valid() || target.type.kind == TypeKind::error) return {};
        const syntax::Value& v = (*scope_.code)[id];
        switch (v.kind) {
            case syntax::Value::Kind::missing: return {};
            case syntax::Value::Kind::expr: return scalar_value(v, target);
            case syntax::Value::Kind::list: return list_value(v, target);
            case syntax::Value::Kind::record: return record_value(v, target);
        }
        return {};
    }

    typed::TestValue mismatch(const syntax::Value& v, std::string_view found, Type expected) {
        c_.diagnostics.report(DiagKind::test_value, v.span, "expected {}, but this is {}", c_.describe(expected), found);
        return {};
    }

    // A scalar where `want` is wanted; a `money` takes an amount of any currency.
    ExprId scalar_expr(const syntax::Value& v, Type want) {
        const ExprId e = exprs_.value(v.expr_id, want.required());
        if (!exprs_.ok(e)) return e;
        const Type have = exprs_.type(e);
        if (want.kind == TypeKind::money_any && have.kind == TypeKind::money) return e;
        if (want.kind == TypeKind::record || want.kind == TypeKind::list) {
            mismatch(v, c_.describe(have), want);
            return exprs_.error();
        }
        return exprs_.coerce(e, want.opt());
    }

    typed::TestValue scalar_value(const syntax::Value& v, const Target& target) {
        const ExprId e = scalar_expr(v, target.type);
        const auto known = constant(e);
        if (!known) return {};
        typed::TestValue result;
        result.kind = typed::TestValue::Kind::scalar;
        result.type = (target.type.kind == TypeKind::money_any ? exprs_.type(e) : target.type).required();
        const auto& steps = target.place.steps;  // a confidence is a plain number in JSON
        if (!steps.empty() && steps.back().kind == typed::TestStep::Kind::advice_confidence) result.type = scalar(TypeKind::decimal);
        result.advice = target.advice;
        result.any_currency = target.type.kind == TypeKind::money_any;
        result.value = *known;
        return result;
    }

    typed::TestValue list_value(const syntax::Value& v, const Target& target) {
        if (target.type.kind != TypeKind::list) return mismatch(v, "a list", target.type);
        const Type element = c_.program.lists[target.type.ref].element;
        typed::TestValue result;
        result.kind = typed::TestValue::Kind::list;
        for (syntax::ValueId item : v.items) result.items.push_back(value(item, {element}));
        return result;
    }

    typed::TestValue record_value(const syntax::Value& v, const Target& target) {
        if (target.type.kind != TypeKind::record && !target.advice) return mismatch(v, "a record", target.type);
        typed::TestValue result;
        result.kind = typed::TestValue::Kind::record;
        std::set<std::string_view> known;
        for (std::size_t i = 0; i < v.names.size() && i < v.items.size(); ++i) {
            const syntax::Name& name = v.names[i];
            if (!known.insert(name.text).second) {
                c_.diagnostics.report(DiagKind::duplicate_member, name.span, "`{}` is given twice", name.text);
                continue;
            }
            const bool whole = target.advice && name.text == "value";
            auto f = whole ? beyond(target, target.type, step(typed::TestStep::Kind::advice_value)) : field(target, name);
            if (!f) continue;
            result.items.push_back(value(v.items[i], *f));
            result.members.push_back(std::move(f->place.steps.back()));
        }
        return result;
    }

    // --- expectations -------------------------------------------------------------------------------------------------

    void fault(const syntax::Name& code, typed::Expectation& result) {
        result.kind = typed::Expectation::Kind::fault;
        if (!code.written()) return;
        result.fault = code.text;
        const std::vector<std::string_view> names(std::begin(fault_names), std::end(fault_names));
        if (std::find(names.begin(), names.end(), code.text) != names.end()) return;
        c_.diagnostics.report(DiagKind::expectation, code.span, "there is no fault `{}`", code.text)
            .with_help(did_you_mean(code.text, names));
    }

    void due(const syntax::Expect& e, typed::Expectation& result) {
        result.kind = typed::Expectation::Kind::due;
        if (e.due_none || e.due.text.empty()) return;
        const auto time = c_.literal(e.due);
        if (time && time->type.kind != TypeKind::timestamp)
            c_.diagnostics.report(DiagKind::expectation, e.due.span, "a deadline is a timestamp, but this is {}", c_.describe(time->type))
                .with_help("for example `due 2026-11-23T12:15:30Z`");
        else if (time)
            result.due = time->value.number;
    }

    void output(const syntax::Expect& e, typed::Expectation& result) {
        result.kind = typed::Expectation::Kind::output;
        scope_.event = {};
        const auto output = c_.resolve_output(e.name, scope_.tree);
        if (!output || !e.value.valid()) return;
        result.output = *output;
        const Type type = c_.program.outputs[output->value].type;
        const syntax::Value& v = (*scope_.code)[e.value];
        if (v.kind != syntax::Value::Kind::expr) {
            static_cast<void>(value(e.value, {type.opt()}));
            return;
        }
        const ExprId wanted = scalar_expr(v, type);
        if (!constant(wanted)) return;
        typed::Effect set;
        set.kind = typed::EffectKind::set;
        set.span = e.span;
        set.output = *output;
        set.value = exprs_.coerce(wanted, type);
        result.effects.push_back(std::move(set));
    }

    void effects(const std::vector<syntax::Effect>& expected, typed::Expectation& result) {
        std::vector<syntax::Effect> effects = expected;
        for (syntax::Effect& e : effects) {
            if (e.escalation.written())
                if (const auto chain = c_.resolve_escalation(e.escalation, scope_.tree)) result.escalations.push_back(*chain);
            e.escalation = {};
            if (e.kind == syntax::EffectKind::require) roles_only(e.need);
        }
        std::erase_if(effects, [&](const syntax::Effect& e) {
            return e.kind == syntax::EffectKind::escalate || (e.kind == syntax::EffectKind::require && has_ladder_);
        });
        has_ladder_ = false;
        result.effects = check_effects(c_, scope_, pointers(effects), false);
        for (typed::Effect& e : result.effects) {  // a reason without a text asks for any text
            const auto same = [&](const syntax::Effect& s) { return s.span == e.span; };
            const auto it = std::find_if(effects.begin(), effects.end(), same);
            if (e.kind == typed::EffectKind::reason && it != effects.end() && !it->text.written()) e.text.clear();
        }
    }

    // A decision names roles; which rung a ladder gives is what the test is about.
    void roles_only(syntax::NeedId id) {
        if (!id.valid()) return;
        const syntax::Need& need = (*scope_.code)[id];
        for (syntax::NeedId child : need.children) roles_only(child);
        if (need.kind != syntax::NeedKind::role || c_.find(SymbolKind::role, need.name.text, scope_.tree)) return;
        if (!c_.find(SymbolKind::ladder, need.name.text, scope_.tree)) return;
        c_.diagnostics.report(DiagKind::expectation, need.span, "`{}` is a ladder; a decision names the role", need.name.text)
            .with_help("expect the role that the ladder gives");
        has_ladder_ = true;
    }

    void cited(const syntax::Path& rule) {
        if (rule.words.size() == 1 && rule.words[0].text == "default") return;
        const auto policies = c_.find_all(SymbolKind::policy, rule.words[0].text, scope_.tree);
        if (policies.empty()) {
            c_.resolve(SymbolKind::policy, rule.words[0], scope_.tree);
            return;
        }
        if (rule.words.size() != 2) {
            c_.diagnostics.report(DiagKind::unknown_rule, rule.span, "a rule is cited as `policy.rule`");
            return;
        }
        std::vector<std::string_view> names;
        for (const Symbol* s : policies) {
            const syntax::Policy& p = c_.trees[s->tree].policies[s->decl];
            for (std::string_view n : rule_names(p)) names.push_back(n);
            if (p.is_table) names.emplace_back("default");
        }
        if (std::find(names.begin(), names.end(), rule.words[1].text) != names.end()) return;
        c_.diagnostics.report(DiagKind::unknown_rule, rule.words[1].span, "`{}` has no rule `{}`", rule.words[0].text, rule.words[1].text)
            .with_help(did_you_mean(rule.words[1].text, names));
    }

    Checker& c_;
    Scope scope_;
    Exprs exprs_;
    bool has_ladder_ = false;
    std::vector<std::optional<Target>> columns_;  // of the table that is being read; none: not a place
};

// Worked out once; a fixture that leads back to itself is reported.
std::optional<typed::TestEvent> fixture_event(Checker& c, const Symbol& fixture) {
    const auto known = c.fixture_events.find(&fixture);
    if (known != c.fixture_events.end()) {
        if (known->second.open) c.diagnostics.report(DiagKind::needs_itself, fixture.span, "`{}` needs itself", fixture.name);
        return known->second.event;
    }
    c.fixture_events[&fixture].open = true;
    auto event = TestCheck(c, fixture.tree).given(c.trees[fixture.tree].fixtures[fixture.decl].source);
    c.fixture_events[&fixture] = {false, event};
    return event;
}

}  // namespace

void Checker::check_fixtures() {
    const std::size_t mark = program.exprs.size();
    for (const Symbol& symbol : symbols)
        if (symbol.kind == SymbolKind::fixture) static_cast<void>(fixture_event(*this, symbol));
    forget_exprs(*this, mark);
}

void Checker::check_tests() {
    const std::size_t exprs = program.exprs.size(), needs = program.needs.size();
    for (std::uint32_t tree : tree_order) {
        for (const syntax::Test& test : trees[tree].tests) {
            auto tests = TestCheck(*this, tree).tests(test, modules[module_of[tree]].name);
            std::move(tests.begin(), tests.end(), std::back_inserter(program.tests));
        }
    }
    const auto apart = [](auto& all, std::size_t from, auto& rest) {
        rest.assign(std::make_move_iterator(all.begin() + static_cast<std::ptrdiff_t>(from)), std::make_move_iterator(all.end()));
        all.resize(from);
    };
    apart(program.exprs, exprs, program.test_exprs);
    apart(program.needs, needs, program.test_needs);
}

}  // namespace ordain::sema
