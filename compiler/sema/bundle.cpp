// The `bundle` declaration: edition, calendar, fault queue, and what applies when no rule says anything.
#include <algorithm>

#include "compiler/sema/checker.hpp"
#include "compiler/sema/numbers.hpp"

namespace ordain::sema {

namespace {

bool states_verdict(const syntax::Effect& e) {
    return e.kind == syntax::EffectKind::release || e.kind == syntax::EffectKind::require || e.kind == syntax::EffectKind::hold ||
           e.kind == syntax::EffectKind::reject;
}

/// How closely a pattern describes an event: 0 not at all, 1 for `*`, more for a longer prefix, most for the exact name.
std::size_t closeness(const syntax::Pattern& p, const std::string& event) {
    if (p.any) return 1;
    const std::string name = p.name.text();
    if (!p.wildcard) return name == event ? SIZE_MAX : 0;
    return event.compare(0, name.size() + 1, name + ".") == 0 ? 2 + name.size() : 0;
}

std::string pattern_text(const syntax::Pattern& p) {
    return p.any ? "*" : p.wildcard ? p.name.text() + ".*" : p.name.text();
}

/// Reports unless the effects state exactly one verdict.
bool one_verdict(Checker& c, const syntax::BundleDefault& d) {
    const syntax::Effect* first = nullptr;
    for (const syntax::Effect& e : d.effects) {
        if (!states_verdict(e)) continue;
        if (first) {
            c.diagnostics.report(DiagKind::default_without_verdict, e.span, "a default states one verdict, and this is a second")
                .with_other(first->span, "the first");
            return false;
        }
        first = &e;
    }
    if (first) return true;
    c.diagnostics.report(DiagKind::default_without_verdict, d.span, "this default doesn't say what happens")
        .with_help("say `release`, `require ROLE`, `hold in QUEUE` or `reject`");
    return false;
}

void check_patterns(Checker& c, const syntax::Bundle& bundle, std::uint32_t tree) {
    std::vector<std::pair<std::string, Span>> seen;
    for (const syntax::BundleDefault& d : bundle.defaults) {
        for (const syntax::Pattern& p : d.on) {
            const std::string text = pattern_text(p);
            const auto at = std::find_if(seen.begin(), seen.end(), [&](const auto& s) { return s.first == text; });
            if (at != seen.end()) {
                c.diagnostics.report(DiagKind::default_twice, p.span, "there are two defaults on `{}`", text)
                    .with_other(at->second, "first here");
            }
            seen.emplace_back(text, p.span);
            if (!p.any && !p.wildcard) c.resolve_event(p.name, tree);
        }
    }
}

}  // namespace

void Checker::check_bundle() {
    const syntax::Bundle* first = nullptr;
    for (std::uint32_t t = 0; t < trees.size(); ++t) {
        for (const syntax::Bundle& b : trees[t].bundles) {
            if (first) {
                diagnostics.report(DiagKind::several_bundles, b.name.span, "there is more than one `bundle`")
                    .with_other(first->name.span, "the first");
                continue;
            }
            first = &b;
            bundle_tree = t;
        }
    }
    if (!first) {
        // after a syntax error the declaration may be there and unreadable
        if (!diagnostics.has_errors()) {
            diagnostics.report(DiagKind::no_bundle, Span{trees.empty() ? 0 : trees.front().file, 0, 0}, "there is no `bundle`")
                .with_help("write a file bundle.ord with `bundle NAME { edition 1  default on * hold in QUEUE  fault in QUEUE }`");
        }
        return;
    }
    program.name = std::string(first->name.text);
    if (first->edition.text.empty()) {
        diagnostics.report(DiagKind::missing_clause, first->name.span, "the bundle doesn't say its edition").with_help("add `edition 1`");
    } else if (const ScaledNumber n = scaled_number(first->edition.text, 0, false); n.status != NumberStatus::ok || n.value != 1) {
        diagnostics.report(DiagKind::unknown_edition, first->edition.span, "there is no edition {} of the language", first->edition.text)
            .with_help("this compiler knows edition 1");
    }
    if (first->calendar.written()) program.calendar = resolve_calendar(first->calendar, *bundle_tree).value_or(typed::CalendarId{});
    if (first->fault_queue.written()) {
        program.fault_queue = resolve_queue(first->fault_queue, *bundle_tree).value_or(typed::QueueId{});
    } else {
        diagnostics.report(DiagKind::missing_clause, first->span, "the bundle doesn't say where faults are held")
            .with_help("add `fault in QUEUE`");
    }
}

void Checker::check_bundle_defaults() {
    program.defaults.resize(program.events.size());
    if (!bundle_tree) return;
    const syntax::Bundle& bundle = trees[*bundle_tree].bundles.front();
    check_patterns(*this, bundle, *bundle_tree);

    std::vector<typed::Default> made;
    for (const syntax::BundleDefault& d : bundle.defaults) {
        one_verdict(*this, d);
        made.push_back({check_default_effects(d.effects, *bundle_tree), d.span});
    }
    for (std::size_t e = 0; e < program.events.size(); ++e) {
        std::size_t best = 0, chosen = 0;
        for (std::size_t d = 0; d < bundle.defaults.size(); ++d) {
            for (const syntax::Pattern& p : bundle.defaults[d].on) {
                const std::size_t close = closeness(p, program.events[e].name);
                if (close > best) best = close, chosen = d;
            }
        }
        if (best > 0) {
            program.defaults[e] = made[chosen];
        } else {
            diagnostics
                .report(DiagKind::no_default, program.events[e].span, "nothing says what happens to `{}` when no rule applies",
                        program.events[e].name)
                .with_other(bundle.name.span, "no `default` here matches it")
                .with_help("add `default on * hold in QUEUE` to the bundle");
        }
    }
}

}  // namespace ordain::sema
