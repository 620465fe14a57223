// Policies and tables: what is said once, their order, and their instances by event type.
#include <algorithm>
#include <cctype>
#include <map>
#include <unordered_map>

#include "compiler/sema/policies.hpp"

namespace ordain::sema {
namespace {

std::optional<std::int32_t> local_date(Checker& c, const syntax::Literal& l) {
    const auto date = c.literal(l);
    return date && date->type.kind == TypeKind::date ? std::optional(static_cast<std::int32_t>(date->value.number)) : std::nullopt;
}

std::string plain(const syntax::String& s) {
    return s.written() ? syntax::unescape(s.raw) : std::string();
}

void check_events(Checker& c, PolicyDecl& decl) {
    const syntax::Policy& p = *decl.policy;
    if (p.on.empty())
        c.diagnostics.report(DiagKind::no_event, p.name.span, "`{}` says no event to decide on", p.name.text)
            .with_help("for example `on order.created`");
    for (const syntax::Path& on : p.on) {
        const auto event = c.resolve_event(on, decl.tree);
        if (!event) continue;
        const auto twice = std::find(decl.events.begin(), decl.events.end(), *event);
        if (twice != decl.events.end()) {
            c.diagnostics.report(DiagKind::event_twice, on.span, "`{}` is named twice", on.text())
                .with_other(decl.event_spans[static_cast<std::size_t>(twice - decl.events.begin())], "first here");
            continue;
        }
        decl.events.push_back(*event);
        decl.event_spans.push_back(on.span);
    }
}

void check_rule_names(Checker& c, PolicyDecl& decl) {
    const syntax::Policy& p = *decl.policy;
    std::unordered_map<std::string, Span> known;

    const auto add = [&](const syntax::Name& name, std::size_t number) {
        const std::string own = name.written() ? std::string(name.text) : fmt::format("row{}", number);
        decl.rule_ids.push_back(fmt::format("{}.{}", p.name.text, own));
        const Span span = name.written() ? name.span : p.is_table ? p.rows[number - 1].span : p.name.span;
        const bool numbered = own.starts_with("row") && own.size() > 3 && own.find_first_not_of("0123456789", 3) == std::string::npos;
        if (name.written() && (own == "default" || own == "otherwise" || numbered)) {
            c.diagnostics
                .report(DiagKind::reserved_name, span, "`{}` has a meaning of its own and can't name a {}", own,
                        p.is_table ? "row" : "rule")
                .with_help("choose another name");
            return;
        }
        const auto [it, fresh] = known.try_emplace(own, span);
        if (!fresh)
            c.diagnostics
                .report(DiagKind::duplicate_rule, span, "`{}` has two {} named `{}`", p.name.text, p.is_table ? "rows" : "rules", own)
                .with_other(it->second, "the first is here");
    };
    std::size_t number = 0;
    for (const syntax::Rule& r : p.rules) add(r.name, ++number);
    for (const syntax::Row& r : p.rows) add(r.name, ++number);
}

typed::Policy header(Checker& c, PolicyDecl& decl) {
    const syntax::Policy& p = *decl.policy;
    typed::Policy result;
    result.name = p.name.text;
    result.module = c.modules[c.module_of[decl.tree]].name;
    result.owner = plain(p.owner.raw.empty() ? syntax::String{} : p.owner);
    result.doc = p.doc;
    result.is_table = p.is_table;
    result.span = p.name.span;
    result.mode = p.mode == syntax::Mode::shadow ? typed::Mode::shadow : typed::Mode::enforced;
    result.match = p.match == syntax::Match::unique ? typed::Match::unique
                   : p.match == syntax::Match::all  ? typed::Match::all
                                                    : typed::Match::first;
    result.calendar = c.program.calendar;
    if (p.calendar.written())
        if (const auto calendar = c.resolve_calendar(p.calendar, decl.tree)) result.calendar = *calendar;
    if (!p.from.text.empty())
        if (const auto date = local_date(c, p.from)) result.from = *date;
    if (!p.until.text.empty())
        if (const auto date = local_date(c, p.until)) result.until = *date;
    if (result.from > result.until)
        c.diagnostics.report(DiagKind::no_days, p.until.span, "`{}` ends before it begins", p.name.text)
            .with_other(p.from.span, "begins here");
    for (syntax::ExprId column : p.columns)
        result.column_names.emplace_back(column.valid() ? c.source_text(c.trees[decl.tree][column].span) : std::string_view());
    return result;
}

std::string_view zone_of(const Checker& c, const typed::Policy& policy) {
    return policy.calendar.valid() ? std::string_view(c.program.calendars[policy.calendar.value].zone) : "UTC";
}

// The same name again only with other days: a change of policy, not two policies.
void check_overlaps(Checker& c, const std::vector<PolicyDecl>& decls) {
    std::map<std::string_view, std::vector<const PolicyDecl*>> by_name;
    for (const PolicyDecl& d : decls)
        if (d.policy->name.written()) by_name[d.policy->name.text].push_back(&d);
    for (auto& [name, versions] : by_name) {
        std::stable_sort(versions.begin(), versions.end(), [&](const PolicyDecl* a, const PolicyDecl* b) {
            return c.program.policies[a->id.value].from < c.program.policies[b->id.value].from;
        });
        for (std::size_t i = 1; i < versions.size(); ++i) {
            const typed::Policy& before = c.program.policies[versions[i - 1]->id.value];
            const typed::Policy& after = c.program.policies[versions[i]->id.value];
            if (before.is_table != after.is_table) {
                c.diagnostics.report(DiagKind::duplicate_name, after.span, "`{}` is a policy and also a table", name)
                    .with_other(before.span, "also here")
                    .with_help("give them different names");
                continue;
            }
            if (zone_of(c, before) != zone_of(c, after)) {
                c.diagnostics
                    .report(DiagKind::policies_overlap, after.span, "`{}` counts its days in {}, but the one before it in {}", name,
                            zone_of(c, after), zone_of(c, before))
                    .with_other(before.span, "the one before")
                    .with_help("give both a calendar of one zone: else both or neither would be in force around midnight");
                continue;
            }
            if (after.from > before.until) continue;
            const bool later_first = after.span.file == before.span.file && after.span.begin < before.span.begin;
            c.diagnostics
                .report(DiagKind::policies_overlap, later_first ? before.span : after.span, "`{}` is declared twice for the same days",
                        name)
                .with_other(later_first ? after.span : before.span, "also here")
                .with_help("give them different names, or `from` and `until` that don't overlap");
        }
    }
}

/// The path that begins there.
Span path_at(const Checker& c, Span policy, std::uint32_t begin) {
    const std::string_view text = c.source_text({policy.file, begin, policy.end});
    const auto in_path = [](char ch) { return std::isalnum(static_cast<unsigned char>(ch)) != 0 || ch == '_' || ch == '.'; };
    const auto end = std::find_if_not(text.begin(), text.end(), in_path);
    return {policy.file, begin, begin + static_cast<std::uint32_t>(end - text.begin())};
}

// A path means one type, whichever event is decided.
void compare_path_types(Checker& c, const PolicyDecl& decl, const std::vector<std::map<std::uint32_t, Type>>& path_types) {
    for (std::size_t i = 1; i < path_types.size(); ++i)
        for (const auto& [begin, type] : path_types[i]) {
            const auto first = path_types[0].find(begin);
            if (first == path_types[0].end() || first->second == type) continue;
            c.diagnostics
                .report(DiagKind::types_differ, path_at(c, decl.policy->span, begin), "this is {} for `{}` and {} for `{}`",
                        c.describe(first->second), c.program.events[decl.events[0].value].name, c.describe(type),
                        c.program.events[decl.events[i].value].name)
                .with_help("make a policy for each event, or declare the fields alike");
        }
}

// Checks the policy for each of its events. A report that is the same for all of them is told once, another says for which.
void check_for_events(Checker& c, const PolicyDecl& decl) {
    struct Report {
        Diagnostic diagnostic;
        std::vector<std::size_t> events;
    };
    std::vector<Report> reports;
    std::vector<std::map<std::uint32_t, Type>> path_types(decl.events.size());
    for (std::size_t i = 0; i < decl.events.size(); ++i) {
        Diagnostics outer = std::exchange(c.diagnostics, Diagnostics{});
        c.program.instances.push_back(check_instance(c, decl, decl.events[i], decl.events.size() > 1 ? &path_types[i] : nullptr));
        const Diagnostics found = std::exchange(c.diagnostics, std::move(outer));
        for (const Diagnostic& d : found.all()) {
            const auto known = std::find_if(reports.begin(), reports.end(), [&](const Report& r) {
                return r.diagnostic.kind == d.kind && r.diagnostic.span == d.span && r.diagnostic.message == d.message;
            });
            if (known == reports.end()) {
                reports.push_back({d, {i}});
            } else if (known->events.back() != i) {
                known->events.push_back(i);
            }
        }
    }
    compare_path_types(c, decl, path_types);
    for (const Report& r : reports) {
        Diagnostic& d = c.diagnostics.report(r.diagnostic.kind, r.diagnostic.span, r.diagnostic.message);
        d.label = r.diagnostic.label;
        d.help = r.diagnostic.help;
        d.others = r.diagnostic.others;
        if (r.events.size() == decl.events.size() || r.diagnostic.kind == DiagKind::syntax) continue;
        for (std::size_t i : r.events)
            d.with_other(decl.event_spans[i], fmt::format("when decided for `{}`", c.program.events[decl.events[i].value].name));
    }
}

}  // namespace

std::vector<std::string_view> rule_names(const syntax::Policy& policy) {
    std::vector<std::string_view> names;
    for (const syntax::Rule& r : policy.rules) names.push_back(r.name.text);
    for (const syntax::Row& r : policy.rows) names.push_back(r.name.text);
    if (policy.has_otherwise) names.emplace_back("otherwise");
    return names;
}

void Checker::check_policies() {
    std::vector<PolicyDecl> decls;
    for (std::uint32_t tree : tree_order)
        for (const syntax::DeclRef& ref : trees[tree].order)
            if (ref.kind == syntax::DeclKind::policy) {
                PolicyDecl decl;
                decl.tree = tree;
                decl.policy = &trees[tree].policies[ref.index];
                decl.id = {static_cast<std::uint32_t>(decls.size())};
                decls.push_back(std::move(decl));
            }
    for (PolicyDecl& decl : decls) {
        program.policies.push_back(header(*this, decl));
        check_events(*this, decl);
        check_rule_names(*this, decl);
        decl.percent_lets = lets_with_percent(trees[decl.tree], *decl.policy);
    }
    check_overlaps(*this, decls);
    attach_waivers(*this, decls);
    for (const PolicyDecl& decl : decls) check_for_events(*this, decl);
    std::stable_sort(program.instances.begin(), program.instances.end(),
                     [](const typed::Instance& a, const typed::Instance& b) { return a.event.value < b.event.value; });
}

}  // namespace ordain::sema
