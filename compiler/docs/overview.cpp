// The first page: what is decided, by which policies, who is asked, where it waits.
#include <fmt/format.h>

#include "compiler/docs/effects.hpp"
#include "compiler/docs/frame.hpp"
#include "compiler/docs/parts.hpp"
#include "compiler/docs/source.hpp"

namespace ordain::docs {

namespace {

/// A cell that names its column where rows are lists, on small screens.
Html labelled(const std::string& column, const Html& inside) {
    return element("td", {{"data-h", column}}, inside);
}

Html separated(const Site& site, Thing thing, const std::set<std::string>& names) {
    Html out;
    for (const std::string& name : names) out += (out.empty() ? Html() : own(", ")) + name_of(site, thing, name);
    return out.empty() ? span("quiet", own("–")) : out;
}

Html figures(const Site& site) {
    std::size_t rules = 0, tests = 0, proofs = 0;
    for (const Entry& entry : site.entries()) {
        if (entry.thing == Thing::rule) ++rules;
        if (entry.thing == Thing::test) ++tests;
        if (entry.thing == Thing::proof) ++proofs;
    }
    const auto figure = [](std::size_t n, Own name, const char* to) {
        return n == 0 ? Html() : element("li", link(to, element("b", text(grouped(std::to_string(n)))) + element("span", own(name))));
    };
    return element("ul", {{"class", "figures"}},
                   figure(site.program.events.size(), "events", "#events") +
                       figure(site.policies.size(), "policies and tables", "#policies") + figure(rules, "rules", "names.html") +
                       figure(site.program.roles.size(), "roles", "people.html") +
                       figure(site.program.queues.size(), "queues", "work.html") +
                       figure(site.program.reasons.size(), "reasons", "work.html#reasons") + figure(tests, "tests", "tests.html") +
                       figure(proofs, "proofs", "tests.html#proofs"));
}

/// What is decided where no rule states a verdict: the effects of the most specific default.
Html default_of(const Site& site, std::size_t event) {
    const typed::Default& chosen = site.program.defaults[event];
    for (const syntax::Tree* tree : site.modules)
        for (const syntax::Bundle& bundle : tree->bundles)
            for (const syntax::BundleDefault& d : bundle.defaults)
                if (d.span == chosen.span) return effects(site, *tree, d.effects);
    return own("–");
}

Html events(const Site& site) {
    Html rows;
    for (std::size_t i = 0; i < site.program.events.size(); ++i) {
        const std::string& name = site.program.events[i].name;
        Html policies;
        std::set<std::string> roles, queues;
        for (const PolicyPlace& place : site.policies) {
            bool decides = false;
            for (const syntax::Path& on : place.policy->on) decides = decides || on.text() == name;
            if (!decides) continue;
            policies += (policies.empty() ? Html() : own(", ")) + link(place.href(), text(place.policy->name.text));
            roles.insert(place.roles.begin(), place.roles.end());
            queues.insert(place.queues.begin(), place.queues.end());
        }
        rows += element("tr", element("th", {{"scope", "row"}}, name_of(site, Thing::event, name)) +
                                  labelled("decided by", policies.empty() ? span("quiet", own("–")) : policies) +
                                  labelled("may ask", separated(site, Thing::role, roles)) +
                                  labelled("may wait in", separated(site, Thing::queue, queues)) +
                                  labelled("where no rule speaks", default_of(site, i)));
    }
    return grid(own("<th>Event</th><th>Policies</th><th>May ask</th><th>May wait in</th><th>Where no rule speaks</th>"), rows, "listing");
}

Html policy_row(const Site& site, const PolicyPlace& place) {
    const syntax::Policy& policy = *place.policy;
    Html verdicts;
    for (unsigned v = 0; v < 4; ++v)
        if (place.verdicts & 1U << v) verdicts += verdict(v) + own(" ");
    Html name = link(place.href(), text(policy.name.text));
    if (policy.mode == syntax::Mode::shadow) name += span("badge shadow", own("shadow"));
    const std::string doc = site.about(policy);
    const Html about = doc.empty() ? Html() : element("div", {{"class", "quiet"}}, prose(doc.substr(0, doc.find('\n'))));
    return element("tr",
                   element("td", name + about) + labelled("decides", events_of(site, policy)) +
                       labelled("owner", policy.owner.written() ? text(syntax::unescape(policy.owner.raw)) : span("quiet", own("–"))) +
                       labelled("in force", in_force(policy)) + labelled("may say", verdicts));
}

Html policies(const Site& site) {
    Html out;
    for (std::size_t i = 0; i < site.policies.size();) {
        const PolicyPlace& first = site.policies[i];
        Html rows;
        for (; i < site.policies.size() && site.policies[i].tree == first.tree; ++i) rows += policy_row(site, site.policies[i]);
        out += element("h3", {{"style", "margin-top:1.2rem"}}, link(first.page, text(module_name(*first.tree)))) +
               grid(own("<th>Policy</th><th>Decides</th><th>Owner</th><th>In force</th><th>May say</th>"), rows, "policies listing");
    }
    return out;
}

Html waivers(const Site& site) {
    Html out;
    for (const PolicyPlace& place : site.policies) {
        std::vector<std::string> seen;
        each_effects(*place.policy, [&](const std::string& rule, const auto&) {
            if (!seen.empty() && seen.back() == rule) return;
            seen.push_back(rule);
            for (const syntax::Waive* waive : site.waivers(place.policy->name.text, rule))
                out += element("div", {{"class", "waived"}},
                               element("b", link(place.page + "#" + place.rule_anchor(rule),
                                                 text(std::string(place.policy->name.text) + "." + rule))) +
                                   own(" ") + waiver(site, site.tree_of(*waive), *waive));
        });
    }
    return out;
}

Html proofs(const Site& site) {
    Html out;
    for (const Entry& entry : site.entries())
        if (entry.thing == Thing::proof) out += element("li", link(entry.href(), text(entry.name)));
    return out.empty() ? out : element("ul", out);
}

Html defaults(const Site& site) {
    Html rows;
    for (const syntax::Tree* tree : site.modules) {
        for (const syntax::Bundle& bundle : tree->bundles) {
            for (const syntax::BundleDefault& d : bundle.defaults) {
                Html on;
                for (const syntax::Pattern& p : d.on)
                    on += (on.empty() ? Html() : own(", ")) + code(p.any ? "*" : p.name.text() + (p.wildcard ? ".*" : ""));
                rows += element("tr", element("td", on) + element("td", effects(site, *tree, d.effects)));
            }
            rows += element("tr", element("td", own("a fault")) +
                                      element("td", own("waits in ") + name_of(site, Thing::queue, bundle.fault_queue.text)));
        }
    }
    return grid(own("<th>Events</th><th>Where no rule states a verdict</th>"), rows);
}

}  // namespace

Page overview_page(const Site& site) {
    Content content{"index.html", site.program.name, site.bundle ? description(site, *site.bundle) : Html(), {}, {}};
    content.body = figures(site) + section("events", own("What is decided"), events(site)) +
                   section("policies", own("Policies"), policies(site)) + section("waivers", own("Waivers"), waivers(site)) +
                   section("proofs", own("What always holds"), proofs(site)) + section("defaults", own("Defaults"), defaults(site));
    return framed(site, content);
}

}  // namespace ordain::docs
