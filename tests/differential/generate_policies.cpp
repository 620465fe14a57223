#include <algorithm>
#include <set>

#include "tests/differential/generate.hpp"

namespace ordain::differential {

namespace {

const GType kBool{Kind::boolean, ""};
const GType kText{Kind::text, ""};

/// One policy or table while it is written.
struct Draft {
    std::string name;
    std::string dates;  // head lines; empty: as it comes
    Scope scope;
    bool version = false;       // another of the same name: its calendar is chosen for both
    std::string own_calendar;   // not the bundle's
    bool calendar = false;      // business time has a calendar
    bool reads_advice = false;  // then nothing is done at once
    struct Waivable {
        std::string rule;
        bool reject = false;  // only that can be waived
        Scope scope;          // what the rule knows
    };
    std::vector<Waivable> waivable;
};

class Policies {
public:
    Policies(Random& random, const Model& model, Expressions& expressions, int number)
        : random_(random), model_(model), expressions_(expressions), number_(number) {}

    Piece module() {
        std::vector<Piece> parts{"module gen.p" + std::to_string(number_) + "\nuse gen.schema\nuse gen.org\n"};
        for (std::size_t i = 0; i < 1 + random_.below(3); ++i) {
            Draft draft;
            draft.name = "p" + std::to_string(number_) + "_" + std::to_string(i);
            if (random_.chance(10)) {  // one name, one after the other
                if (!model_.calendars.empty() && random_.chance(50)) draft.own_calendar = random_.pick(model_.calendars);
                draft.version = true;
                Draft later = draft;
                draft.dates = "  until 2026-06-14\n";
                later.dates = "  from 2026-06-15\n";
                parts.push_back(removable(policy(draft)));
                parts.push_back(removable(policy(later)));
                continue;
            }
            parts.push_back(removable(random_.chance(60) ? policy(draft) : table(draft)));
            if (!draft.waivable.empty() && random_.chance(30)) parts.push_back(removable(waiver(draft)));
        }
        return cat(std::move(parts));
    }

private:
    // --- heads ----------------------------------------------------------------------------------------------------
    Piece header(const char* word, Draft& draft, bool& each) {
        std::vector<const GEvent*> events{&model_.events.front()};
        if (model_.events.size() > 1 && random_.chance(50)) events.push_back(&model_.events.back());
        if (events.size() > 1 && random_.chance(50)) events.erase(events.begin());
        if (events.size() > 1)
            add_fields(model_, {model_.events.front().fields.front()}, "", {}, draft.scope);  // both have `order`
        else
            add_fields(model_, events.front()->fields, "", {}, draft.scope);

        draft.calendar = model_.bundle_calendar;
        if (!draft.version && !model_.calendars.empty() && random_.chance(50)) draft.own_calendar = random_.pick(model_.calendars);
        draft.calendar = draft.calendar || !draft.own_calendar.empty();
        draft.scope.calendar = draft.calendar;

        std::vector<Piece> parts{std::string(word) + " " + draft.name};
        each = false;
        bool filtered = false;
        std::vector<ReadableList> lists;
        for (const ReadableList& l : draft.scope.lists)
            if (!l.optional) lists.push_back(l);
        if (!lists.empty() && random_.chance(25)) {
            each = true;
            const ReadableList list = random_.pick(lists);
            const std::string name = expressions_.fresh("x");
            parts.push_back(" each " + name + " in " + list.path);
            Scope element = draft.scope;
            add_element(model_, list, name, element);
            if (random_.chance(30)) {
                Scope when_false;
                filtered = true;
                parts.push_back(removable(cat({" where ", expressions_.test(1, Scope(element), element, when_false)})));
            }
            draft.scope = element;
        }
        std::string on = " on ";
        for (std::size_t i = 0; i < events.size(); ++i) on += (i > 0 ? ", " : "") + events[i]->name;
        parts.push_back(on + " {\n");
        if (!draft.own_calendar.empty()) parts.push_back("  calendar " + draft.own_calendar + "\n");
        static const std::vector<std::string> days{"2025-12-31", "2026-01-01", "2026-03-29", "2026-06-15"};
        if (!draft.dates.empty()) parts.push_back(removable(draft.dates));
        const bool free = draft.dates.empty();
        if (free && random_.chance(15)) parts.push_back(removable("  from " + random_.pick(days) + "\n"));
        if (free && random_.chance(15)) parts.push_back(removable("  until 2026-10-2" + std::to_string(random_.below(10)) + "\n"));
        if (random_.chance(12)) parts.push_back(removable("  mode shadow\n"));
        const std::size_t match = random_.below(10);
        if (match < 3) parts.push_back(removable("  match all\n"));
        if (match == 9) parts.push_back(removable("  match unique\n"));
        if (!filtered && random_.chance(25)) parts.push_back(applies(draft));  // neither knows what the other narrows
        return cat(std::move(parts));
    }

    static bool mentions_advice(const Scope& scope) {
        return std::any_of(scope.values.begin(), scope.values.end(), [](const Readable& r) { return r.advice; }) ||
               std::any_of(scope.lists.begin(), scope.lists.end(), [](const ReadableList& l) { return !l.record.empty(); });
    }

    /// `applies when`, sometimes one that narrows an optional for the whole policy.
    Piece applies(Draft& draft) {
        std::vector<std::size_t> optionals;
        for (std::size_t i = 0; i < draft.scope.values.size(); ++i) {
            const Readable& r = draft.scope.values[i];
            if (r.optional && r.simple && r.path.find('x') != 0) optionals.push_back(i);
        }
        if (optionals.empty() || random_.chance(40)) {
            Scope plain = draft.scope;  // it knows no element
            std::erase_if(plain.values, [](const Readable& r) { return r.path.starts_with("x"); });
            std::erase_if(plain.lists, [](const ReadableList& l) { return l.path.starts_with("x"); });
            Scope when_true, when_false;
            Piece condition = expressions_.test(2, plain, when_true, when_false);
            draft.scope = draft.scope.known_from(plain, when_true);
            return removable(cat({"  applies when ", std::move(condition), "\n"}));
        }
        const Readable r = draft.scope.values[random_.pick(optionals)];
        draft.scope = draft.scope.narrowed(r);
        return removable("  applies when " + r.path + " is present\n");
    }

    Piece lets(Draft& draft) {
        static const std::vector<GType> types{{Kind::integer, ""},  {Kind::decimal, ""}, {Kind::percent, ""}, {Kind::money, "EUR"},
                                              {Kind::money, "EUR"}, {Kind::text, ""},    {Kind::date, ""},    {Kind::boolean, ""}};
        std::vector<Piece> parts;
        for (std::size_t n = random_.below(4); n > 0; --n) {
            const std::string name = "l" + draft.name.substr(1) + "_" + std::to_string(n);
            const GType euro{Kind::money, "EUR"};
            if (random_.chance(20)) {
                const auto a = expressions_.read(euro, 1, draft.scope);
                const auto b = expressions_.read(euro, 1, draft.scope);
                if (a && b) {
                    parts.push_back(removable(cat({"  let " + name + " = 1 - ", *a, " / ", *b, "\n"})));
                    draft.scope.ratios.push_back(name);
                    continue;
                }
            }
            const GType type = random_.pick(types);
            const bool optional = random_.chance(25);
            if (type.kind == Kind::decimal || type.kind == Kind::percent) {
                // rounding fixes the type: without it, a decimal let could be shown as per cents
                const auto value = expressions_.read(type, 2, draft.scope);
                if (!value) continue;
                parts.push_back(removable(cat({"  let " + name + " = round(", *value, ", 6)\n"})));
                draft.scope.values.push_back({name, type, false, false, false});
                continue;
            }
            Piece value = optional ? expressions_.optional_of(type, 2, draft.scope) : expressions_.of(type, 3, draft.scope);
            if (type.kind == Kind::integer && !optional) value = cat({"round(", std::move(value), ", 0)"});
            Readable let{name, type, optional, false, false, {}, {}};
            for (const Readable& r : draft.scope.values)  // just a path: then it is narrowed with that path
                if (r.optional && r.path == render(value)) let.missing_at = {r.path}, let.aliased = r.missing_at;
            if (optional && let.missing_at.empty()) let.missing_at = {name};
            parts.push_back(removable(cat({"  let " + name + " = ", std::move(value), "\n"})));
            draft.scope.values.push_back(std::move(let));
        }
        return cat(std::move(parts));
    }

    // --- effects --------------------------------------------------------------------------------------------------
    std::string role_name(bool scoped) { return scoped ? "s" + std::to_string(random_.below(3)) : "r" + std::to_string(random_.below(5)); }

    Piece scope_of(const GType& type, const Scope& scope) { return expressions_.of(type, 1, scope); }

    Piece need(int depth, const Scope& scope, bool& has_scope) {
        const std::size_t way = random_.below(depth > 0 ? 10 : 5);
        if (way < 3) return tagged("need", (random_.chance(20) ? "2 " : "") + role_name(false), {"r0"});
        if (way < 5) {
            has_scope = true;
            return tagged("need", cat({role_name(true) + " for ", scope_of(model_.roles.back().scope, scope)}), {"r0"});
        }
        if (way < 6) return ladder_need(scope);
        const std::string joint = way < 7 ? " and " : way < 8 ? " or " : " then ";
        const bool any = way == 9;
        const std::size_t count = 2 + random_.below(2);
        std::vector<Piece> parts{any ? "any " + std::to_string(1 + random_.below(count)) + " of (" : "("};
        for (std::size_t i = 0; i < count; ++i) {
            if (i > 0) parts.push_back(any ? ", " : joint);
            parts.push_back(need(depth - 1, scope, has_scope));
        }
        parts.push_back(")");
        return tagged("need", cat(std::move(parts)), {"r0"});
    }

    Piece ladder_need(const Scope& scope) {
        if (model_.ladders.empty()) return tagged("need", "r1", {"r0"});
        const GLadder& l = random_.pick(model_.ladders);
        std::vector<Piece> parts{l.name};
        if (l.scoped) {
            parts.push_back(" for ");
            parts.push_back(scope_of(l.scope, scope));
        }
        parts.push_back(" covering ");
        parts.push_back(expressions_.of(l.of, 2, scope));
        return tagged("need", cat(std::move(parts)), {"r0"});
    }

    std::string duration(bool business) {
        static const std::vector<std::string> elapsed{"30 minutes", "4 hours", "2 days"};
        static const std::vector<std::string> working{"30 business minutes", "4 business hours", "9 business hours", "1 business day",
                                                      "5 business days"};
        return random_.pick(business ? working : elapsed);
    }

    Piece require(const Draft& draft, const Scope& scope) {
        bool has_scope = false;
        const bool ladder = random_.chance(30) && !model_.ladders.empty();
        Piece n = ladder ? ladder_need(scope) : need(2, scope, has_scope);
        std::vector<Piece> parts{"require ", std::move(n)};
        const bool due = random_.chance(60);
        if (due) {
            const bool business = draft.calendar && random_.chance(60);
            parts.push_back(" within " + duration(business));
            const auto stamps = scope.of({Kind::timestamp, ""}, false);
            std::vector<Readable> paths;
            for (const Readable& r : stamps)
                if (r.simple) paths.push_back(r);
            if (!paths.empty() && random_.chance(30)) parts.push_back(removable(" of " + random_.pick(paths).path));
            if (business && random_.chance(20)) parts.push_back(removable(" on " + random_.pick(model_.calendars)));
        }
        if (random_.chance(40)) parts.push_back(never(scope));
        for (const GChain& c : model_.chains) {
            const bool fits =
                (due || !c.needs_due) && (ladder || !c.needs_ladder) && (has_scope || !c.needs_scope) && (draft.calendar || !c.business);
            if (!fits || !random_.chance(40)) continue;
            if (random_.chance(30))
                standalone_ = c.name;  // it belongs to the `require` wherever it stands in the rule
            else
                parts.push_back(removable(" escalate " + c.name));
            break;
        }
        return cat(std::move(parts));
    }

    Piece never(const Scope& scope) {
        std::vector<Readable> persons;
        for (const Readable& r : scope.values)
            if (r.type == kText && r.simple && !r.advice) persons.push_back(r);
        if (persons.empty()) return "";
        std::string s = " never ";
        bool optional = false;
        for (std::size_t i = 0; i < 1 + random_.below(2); ++i) {
            const Readable& r = random_.pick(persons);
            optional = optional || r.optional;
            s += (i > 0 ? ", " : "") + r.path;
        }
        return removable(s + (optional ? " if missing nobody" : ""));
    }

    Piece extra(const Draft& draft, const Scope& scope) {
        switch (random_.below(7)) {
            case 0: {
                static const std::vector<std::string> priorities{"", " priority high", " priority low", " priority urgent"};
                return "route to " + random_.pick(model_.queues) + random_.pick(priorities);
            }
            case 1: {
                const std::string when = random_.chance(50) ? "" : random_.chance(50) || draft.reads_advice ? "once refused " : "at once ";
                return when + "do " + random_.pick(model_.actions);
            }
            case 2: return cat({"notify ", notice(scope)});
            case 3:
            case 4: return cat({"reason ", reason(scope)});
            default: return set(scope);
        }
    }

    Piece notice(const Scope& scope) {
        std::vector<Piece> parts;
        const auto persons = scope.of(kText, false);
        const std::size_t way = random_.below(4);
        if (way == 0 && !persons.empty() && persons.front().simple)
            parts.push_back("person " + persons.front().path);
        else if (way == 1)
            parts.push_back(cat({role_name(true) + " for ", scope_of(model_.roles.back().scope, scope)}));
        else
            parts.push_back(way == 2 ? random_.pick(model_.channels) : role_name(false));
        if (random_.chance(60)) parts.push_back(removable(cat({" ", expressions_.text_with_braces(scope)})));
        return cat(std::move(parts));
    }

    Piece reason(const Scope& scope) {
        std::vector<Piece> parts{random_.pick(model_.reasons)};
        if (random_.chance(60)) parts.push_back(removable(cat({" ", expressions_.text_with_braces(scope)})));
        return cat(std::move(parts));
    }

    Piece set_value(const GNamed& output, const Scope& scope) {
        return output.optional && random_.chance(60) ? expressions_.optional_of(output.type, 2, scope)
                                                     : expressions_.of(output.type, 2, scope);
    }

    Piece set(const Scope& scope) {
        const GNamed& o = random_.pick(model_.outputs);
        if (!outputs_set_.insert(o.name).second) return "reason C0";  // a rule sets an output once
        return cat({"set " + o.name + " = ", set_value(o, scope)});
    }

    Piece effects(Draft& draft, const std::string& rule, const Scope& scope, const char* separator,
                  const std::string* set_elsewhere = nullptr) {
        std::vector<Piece> parts;
        if (set_elsewhere)
            outputs_set_ = {*set_elsewhere};
        else
            outputs_set_.clear();
        const std::size_t way = random_.below(12);
        const auto put = [&](Piece p) { parts.push_back(removable(cat({std::move(p), separator}))); };
        standalone_.clear();
        if (way < 4) put("release");
        if (way < 4 || way == 11)
            for (const GChain& c : model_.chains)
                if (!c.reassigns && !c.needs_due && !c.needs_ladder && !c.needs_scope && (draft.calendar || !c.business))
                    standalone_ = random_.chance(20) ? c.name : "";
        if (way >= 4 && way < 9) {
            put(require(draft, scope));
            draft.waivable.push_back({rule, false, scope});
        }
        if (way == 9 || (way == 5 && random_.chance(30))) {
            put("hold in " + random_.pick(model_.queues));
            if (way == 9) draft.waivable.push_back({rule, false, scope});
        }
        if (way == 10) {
            put("reject");
            draft.waivable.push_back({rule, true, scope});
        }
        for (std::size_t n = (way == 11 ? 1 : 0) + random_.below(3); n > 0; --n) put(extra(draft, scope));
        if (!standalone_.empty()) put("escalate " + standalone_);
        if (parts.empty()) parts.push_back("release");
        return cat(std::move(parts));
    }

    // --- policies -------------------------------------------------------------------------------------------------
    Piece policy(Draft& draft) {
        bool each = false;
        std::vector<Piece> parts{header("policy", draft, each), lets(draft)};
        draft.reads_advice = mentions_advice(draft.scope);
        const std::size_t rules = 1 + random_.below(4);
        for (std::size_t i = 0; i < rules; ++i) {
            const std::string name = "ru" + std::to_string(i);
            parts.push_back(removable(rule(draft, name)));
        }
        if (random_.chance(40)) {
            parts.push_back(removable(cat({"  otherwise ", effects(draft, "otherwise", draft.scope, " "), "\n"})));
        }
        parts.push_back("}\n");
        return cat(std::move(parts));
    }

    Piece rule(Draft& draft, const std::string& name) {
        Scope scope = draft.scope;
        std::vector<Piece> condition{"    when "};
        std::vector<std::size_t> optionals;
        for (std::size_t i = 0; i < scope.values.size(); ++i)
            if (scope.values[i].optional && scope.values[i].simple) optionals.push_back(i);
        if (!optionals.empty() && random_.chance(25)) {
            const Readable r = scope.values[random_.pick(optionals)];
            condition.push_back(r.path + " is present and ");
            scope = scope.narrowed(r);  // for what follows and for the effects
        }
        Scope when_false;
        condition.push_back(expressions_.test(3, Scope(scope), scope, when_false));
        return cat({"  rule " + name + (random_.chance(30) ? " \"as agreed\"\n" : "\n"), cat(std::move(condition)), "\n    then ",
                    effects(draft, name, scope, "\n         "), "\n"});
    }

    Piece waiver(const Draft& draft) {
        const auto& [rule, reject, scope] = random_.pick(draft.waivable);
        std::vector<Piece> parts{std::string("waive ") + (reject ? "reject " : "") + draft.name + "." + rule};
        if (random_.chance(50)) {
            parts.push_back(removable(cat({" when ", expressions_.of(kBool, 2, scope)})));
        }
        if (random_.chance(30)) parts.push_back(removable(" from 2026-01-02"));
        parts.push_back(" until 2026-1" + std::to_string(random_.below(3)) + "-15 approved by \"ann\" because \"agreed\"\n");
        return cat(std::move(parts));
    }

    // --- tables ---------------------------------------------------------------------------------------------------
    std::string ordered_cell(const GType& type) {
        static const std::vector<std::string> comparisons{"<= ", "< ", "> ", ">= ", "!= "};
        const auto bounds = expressions_.ordered_literals(type);
        switch (random_.below(bounds ? 6 : 3)) {
            case 0: return random_.pick(comparisons) + expressions_.literal(type);
            case 1: return expressions_.literal(type);
            case 2: return "not (<= " + expressions_.literal(type) + ")";
            case 3: return bounds->first + ".." + bounds->second;
            case 4: return "(" + bounds->first + " .. " + bounds->second + "]";
            default: return "not ([" + bounds->first + " .. " + bounds->second + "))";
        }
    }

    std::string cell(const Readable& column) {
        const GType& type = column.type;
        if (random_.chance(30)) return "-";
        if (column.optional && random_.chance(30)) return random_.chance(50) ? "present" : "missing";
        if (type.kind == Kind::enumerated && model_.enumeration(type.ref).open && random_.chance(20)) return "unknown";
        if (has_order(type.kind) && random_.chance(70)) return ordered_cell(type);
        if (type.kind == Kind::boolean) return random_.chance(50) ? "true" : "false";
        if (random_.chance(30)) return "!= " + expressions_.literal(type);
        if (random_.chance(30)) return "not (" + expressions_.literal(type) + ", " + expressions_.literal(type) + ")";
        return expressions_.literal(type) + (random_.chance(40) ? ", " + expressions_.literal(type) : "");
    }

    Piece table(Draft& draft) {
        bool each = false;
        std::vector<Piece> parts{header("table", draft, each), lets(draft)};
        draft.reads_advice = mentions_advice(draft.scope);
        std::vector<Readable> columns;
        std::vector<Readable> candidates;
        for (const Readable& r : draft.scope.values)
            if (r.type.kind != Kind::money_any) candidates.push_back(r);
        for (const std::string& ratio : draft.scope.ratios) candidates.push_back({ratio, {Kind::percent, ""}});
        for (std::size_t n = 1 + random_.below(3); n > 0 && !candidates.empty(); --n) columns.push_back(random_.pick(candidates));
        if (columns.empty()) columns.push_back({"event.id", kText});

        const bool named = random_.chance(60);
        const bool with_reason = random_.chance(50), with_route = random_.chance(30), with_notify = random_.chance(30),
                   with_set = random_.chance(40);
        const GNamed& output = random_.pick(model_.outputs);
        std::string head = named ? "  | rule" : " ";
        std::string dashes = named ? "  | ---" : " ";
        for (const Readable& c : columns) head += " | " + c.path, dashes += " | ---";
        head += " || decide", dashes += " || ---";
        const auto result = [&](bool there, const std::string& name) {
            if (there) head += " | " + name, dashes += " | ---";
        };
        result(with_reason, "reason");
        result(with_route, "route");
        result(with_notify, "notify");
        result(with_set, "set " + output.name);
        parts.push_back(head + " |\n" + dashes + " |\n");
        for (std::size_t i = 0; i < 1 + random_.below(7); ++i) {
            const std::string name = "ro" + std::to_string(i);
            std::string conditions = named ? "  | " + name : " ";
            for (const Readable& c : columns) conditions += " | " + cell(c);
            std::vector<Piece> row{conditions + " || "};
            row.push_back(random_.chance(15) ? Piece("-")
                                             : effects(draft, named ? name : "row" + std::to_string(i + 1), draft.scope, " ",
                                                       with_set ? &output.name : nullptr));
            if (with_reason) row.push_back(cat({" | ", random_.chance(30) ? Piece("-") : reason(draft.scope)}));
            if (with_route)
                row.push_back(" | " +
                              (random_.chance(40) ? "-" : random_.pick(model_.queues) + (random_.chance(40) ? " priority high" : "")));
            if (with_notify) row.push_back(cat({" | ", random_.chance(40) ? Piece("-") : notice(draft.scope)}));
            if (with_set) row.push_back(cat({" | ", random_.chance(30) ? Piece("-") : set_value(output, draft.scope)}));
            row.push_back(" |\n");
            parts.push_back(removable(cat(std::move(row))));
        }
        if (!named) draft.waivable.clear();  // only named rows may be waived
        parts.push_back("}\n");
        return cat(std::move(parts));
    }

    Random& random_;
    const Model& model_;
    Expressions& expressions_;
    int number_;
    std::string standalone_;             // the chain that the rule still names in an effect of its own
    std::set<std::string> outputs_set_;  // by the rule that is being written
};

}  // namespace

Piece generate_policies(Random& random, const Model& model, Expressions& expressions, int number) {
    return Policies(random, model, expressions, number).module();
}

}  // namespace ordain::differential
