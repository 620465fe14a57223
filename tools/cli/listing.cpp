#include "tools/cli/listing.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <string>

#include "compiler/lint/lint.hpp"
#include "compiler/sema/describe.hpp"
#include "runtime/value/time_text.hpp"

namespace ordain::cli {

namespace {

using driver::Loaded;

Json text_or_null(std::string_view text) {
    return text.empty() ? Json() : Json(text);
}

/// Null at either end of time: no date was written.
Json date_or_null(std::int32_t days) {
    if (days == INT32_MIN || days == INT32_MAX) return {};
    const Civil c = civil_of(days);
    return fmt::format("{:04}-{:02}-{:02}", c.year, c.month, c.day);
}

Json source_or_null(const Loaded& bundle, typed::ExprId id) {
    return id.valid() ? Json(bundle.sources.text(bundle.program[id].span)) : Json();
}

template <class Things>
Json names_of(const Things& things) {
    Json names = Json::array();
    for (const auto& thing : things) names.push_back(thing.name);
    return names;
}

void add_place(Json& row, const Loaded& bundle, Span span) {
    row["file"] = bundle.sources.file(span.file).path;
    row["line"] = bundle.sources.position(span.file, span.begin).line;
}

/// One row a thing: its name, what `members` adds, then module, file and line.
template <class Things, class Members>
Json each(const Loaded& bundle, const Things& things, const Members& members) {
    Json rows = Json::array();
    for (const auto& thing : things) {
        Json row{{"name", thing.name}};
        members(row, thing);
        row["module"] = text_or_null(thing.module);
        add_place(row, bundle, thing.span);
        rows.push_back(std::move(row));
    }
    return rows;
}

/// Tests that give an event of one of these types.
std::size_t tests_of(const Loaded& bundle, const std::set<typed::EventId>& events) {
    const auto& tests = bundle.program.tests;
    return static_cast<std::size_t>(
        std::count_if(tests.begin(), tests.end(), [&](const typed::Test& test) { return events.contains(test.given.event); }));
}

/// A policy is resolved once for each of its event types; its rules and waivers are the same in all.
std::vector<const typed::Instance*> instances_of(const Loaded& bundle, typed::PolicyId policy) {
    std::vector<const typed::Instance*> found;
    for (const typed::Instance& instance : bundle.program.instances)
        if (instance.policy == policy) found.push_back(&instance);
    return found;
}

Json policies(const Loaded& bundle) {
    return each(bundle, bundle.program.policies, [&](Json& row, const typed::Policy& policy) {
        const auto id = static_cast<std::uint32_t>(&policy - bundle.program.policies.data());
        const auto instances = instances_of(bundle, {id});
        std::set<typed::EventId> events;
        row["kind"] = policy.is_table ? "table" : "policy";
        row["on"] = Json::array();
        for (const typed::Instance* instance : instances) {
            events.insert(instance->event);
            row["on"].push_back(bundle.program.events[instance->event.value].name);
        }
        const typed::Instance* first = instances.empty() ? nullptr : instances.front();
        row["each"] = first == nullptr ? Json() : source_or_null(bundle, first->each_list);
        row["owner"] = text_or_null(policy.owner);
        row["from"] = date_or_null(policy.from);
        row["until"] = date_or_null(policy.until);
        row["mode"] = policy.mode == typed::Mode::shadow ? "shadow" : "enforced";
        row["match"] = policy.match == typed::Match::first ? "first" : policy.match == typed::Match::unique ? "unique" : "all";
        row["rules"] = first == nullptr ? 0 : first->rules.size();
        row["otherwise"] = first != nullptr && first->otherwise.has_value();
        row["tests"] = tests_of(bundle, events);
    });
}

Json events(const Loaded& bundle) {
    const typed::Program& program = bundle.program;
    return each(bundle, program.events, [&](Json& row, const typed::Event& event) {
        const typed::EventId id{static_cast<std::uint32_t>(&event - program.events.data())};
        row["fields"] = program.records[event.root.value].fields.size();
        row["subject"] = source_or_null(bundle, event.subject);
        row["binds"] = Json::array();
        for (const typed::Bind& bind : event.binds) row["binds"].push_back(bind.text);
        row["policies"] = std::count_if(program.instances.begin(), program.instances.end(),
                                        [&](const typed::Instance& instance) { return instance.event == id; });
        row["tests"] = tests_of(bundle, {id});
    });
}

Json roles(const Loaded& bundle) {
    const typed::Program& program = bundle.program;
    return each(bundle, program.roles, [&](Json& row, const typed::Role& role) {
        row["title"] = text_or_null(role.title);
        row["for"] = role.scoped ? Json(sema::describe(program, role.scope)) : Json();
        row["above"] = Json::array();
        for (const typed::RoleId other : role.above) row["above"].push_back(program.roles[other.value].name);
    });
}

Json symbols(const Loaded& bundle, const std::vector<typed::Symbol>& list) {
    return each(bundle, list, [](Json&, const typed::Symbol&) {});
}
Json queues(const Loaded& bundle) {
    return symbols(bundle, bundle.program.queues);
}
Json actions(const Loaded& bundle) {
    return symbols(bundle, bundle.program.actions);
}
Json channels(const Loaded& bundle) {
    return symbols(bundle, bundle.program.channels);
}

Json reasons(const Loaded& bundle) {
    Json rows = Json::array();
    for (const typed::Reason& reason : bundle.program.reasons) {
        rows.push_back({{"name", reason.code}, {"text", reason.text}, {"module", text_or_null(reason.module)}});
        add_place(rows.back(), bundle, reason.span);
    }
    return rows;
}

Json outputs(const Loaded& bundle) {
    return each(bundle, bundle.program.outputs,
                [&](Json& row, const typed::Output& output) { row["type"] = sema::describe(bundle.program, output.type); });
}

Json ladders(const Loaded& bundle) {
    const typed::Program& program = bundle.program;
    return each(bundle, program.ladders, [&](Json& row, const typed::Ladder& ladder) {
        row["for"] = ladder.scoped ? Json(sema::describe(program, ladder.scope)) : Json();
        row["of"] = sema::describe(program, ladder.of);
        row["roles"] = Json::array();
        for (const typed::RoleId role : ladder.roles) row["roles"].push_back(program.roles[role.value].name);
        row["rows"] = ladder.rows.size();
    });
}

Json calendars(const Loaded& bundle) {
    return each(bundle, bundle.program.calendars, [&](Json& row, const typed::Calendar& calendar) {
        const typed::CalendarId id{static_cast<std::uint32_t>(&calendar - bundle.program.calendars.data())};
        row["zone"] = calendar.zone;
        row["first_year"] = calendar.first_year;
        row["last_year"] = calendar.last_year;
        row["default"] = bundle.program.calendar == id;
    });
}

Json escalations(const Loaded& bundle) {
    return each(bundle, bundle.program.escalations,
                [](Json& row, const typed::Escalation& escalation) { row["steps"] = escalation.steps.size(); });
}

Json enums(const Loaded& bundle) {
    const auto& all = bundle.program.enums;
    const std::span<const typed::Enum> own(all.begin() + enum_weekday + 1, all.end());
    return each(bundle, own, [](Json& row, const typed::Enum& e) {
        row["open"] = e.open;
        row["values"] = names_of(e.values);
    });
}

/// Those that have a declaration: not the fields of an event, nor a row of data.
Json records(const Loaded& bundle) {
    const typed::Program& program = bundle.program;
    std::set<std::uint32_t> unnamed;
    for (const typed::Event& event : program.events) unnamed.insert(event.root.value);
    for (const typed::Data& data : program.data) unnamed.insert(data.row.value);
    std::vector<typed::Record> named;
    for (std::uint32_t i = 0; i < program.records.size(); ++i)
        if (!unnamed.contains(i)) named.push_back(program.records[i]);
    return each(bundle, named, [](Json& row, const typed::Record& record) { row["fields"] = names_of(record.fields); });
}

Json data(const Loaded& bundle) {
    return each(bundle, bundle.program.data, [&](Json& row, const typed::Data& data) {
        row["keys"] = data.key_names;
        row["columns"] = names_of(bundle.program.records[data.row.value].fields);
        row["rows"] = data.rows.size();
    });
}

Json waivers(const Loaded& bundle) {
    Json rows = Json::array();
    std::set<std::pair<std::uint32_t, std::uint32_t>> seen;  // of a policy for several events
    const auto add = [&](const typed::Rule& rule) {
        for (const typed::Waiver& waiver : rule.waivers) {
            if (!seen.emplace(waiver.span.file, waiver.span.begin).second) continue;
            rows.push_back({{"name", rule.id},
                            {"reject", waiver.reject},
                            {"when", source_or_null(bundle, waiver.when)},
                            {"from", date_or_null(waiver.from)},
                            {"until", date_or_null(waiver.until)},
                            {"approved_by", waiver.approved_by},
                            {"because", waiver.because}});
            add_place(rows.back(), bundle, waiver.span);
        }
    };
    for (const typed::Instance& instance : bundle.program.instances) {
        for (const typed::Rule& rule : instance.rules) add(rule);
        if (instance.otherwise) add(*instance.otherwise);
    }
    return rows;
}

Json tests(const Loaded& bundle) {
    Json rows = Json::array();
    for (const typed::Test& test : bundle.program.tests) {
        rows.push_back({{"name", test.title},
                        {"given", bundle.program.events[test.given.event.value].name},
                        {"expects", test.expects.size()},
                        {"module", text_or_null(test.module)}});
        add_place(rows.back(), bundle, test.span);
    }
    return rows;
}

Json lint(const Loaded& bundle) {
    return lint_rules(bundle.trees);
}

}  // namespace

Json lint_rules(std::span<const syntax::Tree> trees) {
    using Level = syntax::LintLevel::Level;
    const auto levels = lint::levels(trees);
    std::map<std::string_view, std::size_t> allowed;
    for (const syntax::Tree& tree : trees)
        for (const syntax::Allow& allow : tree.allows) ++allowed[allow.rule.text];
    Json rows = Json::array();
    for (const DiagKind rule : lint::rules()) {
        const std::string_view name = info(rule).name;
        const auto said = levels.find(name);
        const Level level = said == levels.end() ? Level::warn : said->second;
        rows.push_back({{"code", info(rule).code},
                        {"name", name},
                        {"group", lint::group(rule)},
                        {"level", level == Level::deny    ? "deny"
                                  : level == Level::allow ? "allow"
                                                          : "warn"},
                        {"allowed", allowed[name]}});
    }
    return rows;
}

std::span<const Listing> listings() {
    static const std::vector<Listing> all{
        {"policies",
         "policies and tables, in the order in which they decide (this is the default)",
         policies,
         {"name", "kind", "on", "owner", "from", "until", "mode", "rules", "tests", "place"}},
        {"events", "types of events", events, {"name", "fields", "subject", "binds", "policies", "tests", "place"}},
        {"roles", "roles", roles, {"name", "for", "above", "title", "place"}},
        {"queues", "queues", queues, {"name", "place"}},
        {"actions", "actions", actions, {"name", "place"}},
        {"channels", "channels", channels, {"name", "place"}},
        {"reasons", "reasons with their texts", reasons, {"name", "text", "place"}},
        {"outputs", "outputs", outputs, {"name", "type", "place"}},
        {"ladders", "ladders", ladders, {"name", "for", "of", "roles", "rows", "place"}},
        {"calendars", "calendars", calendars, {"name", "zone", "first_year", "last_year", "default", "place"}},
        {"escalations", "escalations", escalations, {"name", "steps", "place"}},
        {"enums", "enums", enums, {"name", "open", "values", "place"}},
        {"records", "records", records, {"name", "fields", "place"}},
        {"data", "tables of data", data, {"name", "keys", "columns", "rows", "place"}},
        {"waivers", "waivers", waivers, {"name", "reject", "from", "until", "approved_by", "place"}},
        {"tests", "tests", tests, {"name", "given", "expects", "place"}},
        {"lint",
         "the rules of the linter and what the bundle makes of them; needs no bundle",
         lint,
         {"code", "name", "group", "level", "allowed"}},
    };
    return all;
}

}  // namespace ordain::cli
