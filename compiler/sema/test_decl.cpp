// Tests and fixtures: their events, paths, values, effects and rules exist and fit. Who runs them reads the tree.
#include <algorithm>
#include <set>

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

/// A place in an event: its type, and what more a test may write there.
struct Target {
    Type type;
    bool advice = false;
};

class TestCheck {
public:
    TestCheck(Checker& c, std::uint32_t tree) : c_(c), exprs_(c, scope_) {
        scope_.code = &c.trees[tree];
        scope_.tree = tree;
        scope_.purpose = Purpose::test;
        scope_.calendar = c.program.calendar;
    }

    // The event that a source gives, through fixtures; checks what is written here.
    std::optional<typed::EventId> given(const syntax::GivenSource& source) {
        std::set<const Symbol*> passed;
        const auto event = event_of(source, scope_.tree, passed);
        if (!event) return std::nullopt;
        for (const syntax::Assign& a : source.with) {
            const auto t = target(a.target, *event);
            if (t) value(a.value, *t);
        }
        return event;
    }

    void expectation(const syntax::Expect& e, typed::EventId event) {
        scope_.event = event;
        switch (e.kind) {
            case syntax::Expect::Kind::fault: fault(e.name); break;
            case syntax::Expect::Kind::due: due(e); break;
            case syntax::Expect::Kind::output:
                scope_.event = {};
                if (const auto output = c_.resolve_output(e.name, scope_.tree))
                    value(e.value, {c_.program.outputs[output->value].type.opt()});
                break;
            case syntax::Expect::Kind::effects: effects(e.effects_list); break;
        }
        for (const syntax::Path& rule : e.by) cited(rule);
        scope_.event = {};
        if (e.at.valid()) static_cast<void>(target(e.at, event));
    }

private:
    std::optional<typed::EventId> event_of(const syntax::GivenSource& source, std::uint32_t tree, std::set<const Symbol*>& passed) {
        if (!source.name.written()) return std::nullopt;
        if (source.name.words.size() == 1 && !c_.find(SymbolKind::event, source.name.words[0].text, tree)) {
            const Symbol* fixture = c_.find(SymbolKind::fixture, source.name.words[0].text, tree);
            if (fixture && !passed.insert(fixture).second) {
                c_.diagnostics.report(DiagKind::needs_itself, fixture->span, "`{}` needs itself", fixture->name);
                return std::nullopt;
            }
            if (fixture) return event_of(c_.trees[fixture->tree].fixtures[fixture->decl].source, fixture->tree, passed);
        }
        return c_.resolve_event(source.name, tree);
    }

    // --- places of an event -------------------------------------------------------------------------------------------

    std::optional<Target> unknown_field(const syntax::Name& name, const std::string& owner, const std::vector<std::string_view>& names) {
        c_.diagnostics.report(DiagKind::unknown_field, name.span, "`{}` has no field `{}`", owner, name.text)
            .with_help(did_you_mean(name.text, names));
        return std::nullopt;
    }

    std::optional<Target> field(const Target& of, const syntax::Name& name) {
        if (of.advice && (name.text == "confidence" || name.text == "model"))
            return Target{scalar(name.text == "model" ? TypeKind::text : TypeKind::percent).opt()};
        if (of.type.kind != TypeKind::record) {
            if (of.type.kind != TypeKind::error)
                c_.diagnostics.report(DiagKind::unknown_field, name.span, "{} has no field `{}`", c_.describe(of.type), name.text);
            return std::nullopt;
        }
        const typed::Record& record = c_.program.records[of.type.ref];
        std::vector<std::string_view> names;
        for (const typed::Field& f : record.fields) {
            if (f.name == name.text) return Target{f.type, f.advice};
            names.push_back(f.name);
        }
        return unknown_field(name, record.name, names);
    }

    std::optional<Target> path(const syntax::Path& path, typed::EventId event) {
        const typed::Event& e = c_.program.events[event.value];
        Target at{{TypeKind::record, 0, 0, e.root.value}};
        const auto& fields = c_.program.records[e.root.value].fields;
        const std::string_view first = path.words[0].text;
        if (first == "event" && path.words.size() == 2) {
            const std::string_view member = path.words[1].text;
            if (member == "time") return Target{scalar(TypeKind::timestamp)};
            if (member == "id" || member == "source") return Target{scalar(TypeKind::text)};
            return unknown_field(path.words[1], "event", {"id", "source", "time"});
        }
        if (std::none_of(fields.begin(), fields.end(), [&](const typed::Field& f) { return f.name == first; })) {
            std::vector<std::string_view> names{"event"};
            for (const typed::Field& f : fields) names.push_back(f.name);
            return unknown_field(path.words[0], e.name, names);
        }
        for (const syntax::Name& word : path.words) {
            const auto next = field(at, word);
            if (!next) return std::nullopt;
            at = *next;
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
        if (!list || list->type.kind == TypeKind::error) return std::nullopt;
        if (list->type.kind != TypeKind::list) {
            c_.diagnostics.report(DiagKind::not_a_list, e.span, "{} has no elements", c_.describe(list->type));
            return std::nullopt;
        }
        const typed::ListType l = c_.program.lists[list->type.ref];
        const Type key = l.key_field < 0 ? scalar(TypeKind::integer)
                                         : c_.program.records[l.element.ref].fields[static_cast<std::size_t>(l.key_field)].type.required();
        if (e.args.size() != 1) {
            c_.diagnostics.report(DiagKind::wrong_argument_count, e.span, "one element is meant, but {} are named", e.args.size());
            return std::nullopt;
        }
        static_cast<void>(exprs_.coerce(exprs_.value(e.args[0], key), key));
        return Target{l.element};
    }

    // --- values -------------------------------------------------------------------------------------------------------

    void value(syntax::ValueId id, const Target& target) {
        if (!id.valid() || target.type.kind == TypeKind::error) return;
        const syntax::Value& v = (*scope_.code)[id];
        switch (v.kind) {
            case syntax::Value::Kind::missing: return;
            case syntax::Value::Kind::expr: return scalar_value(v, target.type);
            case syntax::Value::Kind::list: {
                if (target.type.kind != TypeKind::list) return mismatch(v, "a list", target.type);
                const Type element = c_.program.lists[target.type.ref].element;
                for (syntax::ValueId item : v.items) value(item, {element});
                return;
            }
            case syntax::Value::Kind::record: return record_value(v, target);
        }
    }

    void mismatch(const syntax::Value& v, std::string_view found, Type expected) {
        c_.diagnostics.report(DiagKind::test_value, v.span, "expected {}, but this is {}", c_.describe(expected), found);
    }

    void scalar_value(const syntax::Value& v, Type want) {
        const ExprId e = exprs_.value(v.expr_id, want.required());
        if (!exprs_.ok(e)) return;
        const Type have = exprs_.type(e);
        if (want.kind == TypeKind::money_any && have.kind == TypeKind::money) return;
        if (want.kind == TypeKind::record || want.kind == TypeKind::list) return mismatch(v, c_.describe(have), want);
        static_cast<void>(exprs_.coerce(e, want.opt()));
    }

    void record_value(const syntax::Value& v, const Target& target) {
        if (target.type.kind != TypeKind::record && !target.advice) return mismatch(v, "a record", target.type);
        std::set<std::string_view> known;
        for (std::size_t i = 0; i < v.names.size() && i < v.items.size(); ++i) {
            const syntax::Name& name = v.names[i];
            if (!known.insert(name.text).second) {
                c_.diagnostics.report(DiagKind::duplicate_member, name.span, "`{}` is given twice", name.text);
                continue;
            }
            if (target.advice && name.text == "value") {
                value(v.items[i], {target.type});
                continue;
            }
            const auto f = field(target, name);
            if (f) value(v.items[i], *f);
        }
    }

    // --- expectations -------------------------------------------------------------------------------------------------

    void fault(const syntax::Name& code) {
        if (!code.written()) return;
        const std::vector<std::string_view> names(std::begin(fault_names), std::end(fault_names));
        if (std::find(names.begin(), names.end(), code.text) != names.end()) return;
        c_.diagnostics.report(DiagKind::expectation, code.span, "there is no fault `{}`", code.text)
            .with_help(did_you_mean(code.text, names));
    }

    void due(const syntax::Expect& e) {
        if (e.due_none || e.due.text.empty()) return;
        const auto time = c_.literal(e.due);
        if (time && time->type.kind != TypeKind::timestamp)
            c_.diagnostics.report(DiagKind::expectation, e.due.span, "a deadline is a timestamp, but this is {}", c_.describe(time->type))
                .with_help("for example `due 2026-11-23T12:15:30Z`");
    }

    void effects(const std::vector<syntax::Effect>& expected) {
        std::vector<syntax::Effect> effects = expected;
        for (syntax::Effect& e : effects) {
            if (e.escalation.written()) static_cast<void>(c_.resolve_escalation(e.escalation, scope_.tree));
            e.escalation = {};
            if (e.kind == syntax::EffectKind::require) roles_only(e.need);
        }
        std::erase_if(effects, [&](const syntax::Effect& e) {
            return e.kind == syntax::EffectKind::escalate || (e.kind == syntax::EffectKind::require && has_ladder_);
        });
        has_ladder_ = false;
        static_cast<void>(check_effects(c_, scope_, pointers(effects), false));
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
};

}  // namespace

void Checker::check_fixtures() {
    for (std::uint32_t tree : tree_order) {
        for (const syntax::Fixture& fixture : trees[tree].fixtures) {
            const std::size_t mark = program.exprs.size();
            static_cast<void>(TestCheck(*this, tree).given(fixture.source));
            forget_exprs(*this, mark);
        }
    }
}

void Checker::check_tests() {
    for (std::uint32_t tree : tree_order) {
        for (const syntax::Test& test : trees[tree].tests) {
            const std::size_t mark = program.exprs.size();
            const std::size_t needs = program.needs.size();
            TestCheck check(*this, tree);
            if (const auto event = check.given(test.given))
                for (const syntax::Expect& e : test.expects) check.expectation(e, *event);
            forget_exprs(*this, mark);
            program.needs.resize(needs);
            const std::string title = test.title.written() ? syntax::unescape(test.title.raw) : std::string();
            program.tests.push_back({title, modules[module_of[tree]].name, test.title.written() ? test.title.span : test.span});
        }
    }
}

}  // namespace ordain::sema
