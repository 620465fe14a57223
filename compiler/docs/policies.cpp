// The pages of policies, one for each module.
#include <fmt/format.h>

#include "compiler/docs/effects.hpp"
#include "compiler/docs/frame.hpp"
#include "compiler/docs/parts.hpp"
#include "compiler/docs/source.hpp"

namespace ordain::docs {

namespace {

class PolicySection {
public:
    PolicySection(const Site& site, const PolicyPlace& place) : site_(site), place_(place), policy_(*place.policy), tree_(*place.tree) {}

    Html html() {
        Html body = heading() + description(site_, policy_) + facts();
        body += policy_.is_table ? decision_grid(site_, place_) : rules();
        return element("section", {{"class", "policy"}, {"id", "policy-" + place_.id}}, body);
    }

private:
    Html heading() {
        Html title = link(place_.href(), text(policy_.name.text)) + span("kind", own(policy_.is_table ? Own("table") : Own("policy")));
        if (policy_.mode == syntax::Mode::shadow) title += span("badge shadow", own("shadow: watched, not enforced"));
        return element("h2", title);
    }

    void fact(Own name, const Html& value) {
        if (!value.empty()) facts_ += element("dt", own(name)) + element("dd", value);
    }

    Html facts() {
        fact("Owner", policy_.owner.written() ? text(syntax::unescape(policy_.owner.raw)) : Html());
        fact("Decides", events_of(site_, policy_));
        if (policy_.each) {
            Html each = own("each ") + code(policy_.each_var.text) + own(" in ") + source(site_, tree_, policy_.each_list.span);
            if (policy_.each_where.valid()) each += own(" where ") + condition(site_, tree_, policy_.each_where);
            fact("For", each);
        }
        if (policy_.applies.valid()) fact("Applies when", condition(site_, tree_, policy_.applies));
        fact("In force", in_force(policy_));
        if (policy_.calendar.written()) fact("Calendar", name_of(site_, Thing::calendar, policy_.calendar.text));
        fact("Match", own(policy_.match == syntax::Match::all      ? Own("every rule that applies counts")
                          : policy_.match == syntax::Match::unique ? Own("exactly one rule may apply")
                                                                   : Own("the first rule that applies counts")));
        Html lets;
        for (const syntax::Let& let : policy_.lets)
            lets += element("div", code(let.name.text) + own(" = ") + source(site_, tree_, tree_[let.value].span));
        fact("Where", lets);
        if (const std::size_t tests = site_.tests_of(policy_.name.text))
            fact("Tests", link("tests.html", text(counted(tests, "test", "tests"))));
        return element("dl", {{"class", "facts"}}, facts_);
    }

    Html rules() {
        Html out;
        for (std::size_t i = 0; i < policy_.rules.size(); ++i) {
            const syntax::Rule& rule = policy_.rules[i];
            out += one(rule, rule_name(policy_, i), span("head", own("when ")) + condition(site_, tree_, rule.when));
        }
        if (policy_.has_otherwise) out += one(policy_.otherwise, "otherwise", span("head", own("when no rule above applies")));
        return out;
    }

    Html one(const syntax::Rule& rule, const std::string& name, const Html& when) {
        Html title = link(place_.page + "#" + place_.rule_anchor(name), text(name));
        if (rule.text.written()) title += own(" ") + span("title", text(syntax::unescape(rule.text.raw)));
        return element("div", {{"class", "rule"}, {"id", place_.rule_anchor(name)}},
                       element("h3", title) + waivers_of(site_, place_, name) + element("div", {{"class", "when"}}, when) +
                           effects(site_, tree_, rule.effects));
    }

    const Site& site_;
    const PolicyPlace& place_;
    const syntax::Policy& policy_;
    const syntax::Tree& tree_;
    Html facts_;
};

}  // namespace

Html waivers_of(const Site& site, const PolicyPlace& place, const std::string& rule) {
    Html out;
    for (const syntax::Waive* waive : site.waivers(place.policy->name.text, rule))
        out += element("div", {{"class", "waived"}}, waiver(site, site.tree_of(*waive), *waive));
    return out;
}

Html in_force(const syntax::Policy& policy) {
    const bool from = !policy.from.text.empty(), until = !policy.until.text.empty();
    if (!from && !until) return own("always");
    Html out = from ? own("from ") + element("time", {{"datetime", std::string(policy.from.text)}}, text(policy.from.text)) : Html();
    if (until) out += (from ? own(" ") : Html()) + own("until ") + ending(policy.until.text);
    return out;
}

Html events_of(const Site& site, const syntax::Policy& policy) {
    Html out;
    for (const syntax::Path& event : policy.on) out += (out.empty() ? Html() : own(", ")) + name_of(site, Thing::event, event.text());
    return out;
}

std::vector<Page> policy_pages(const Site& site) {
    std::vector<Page> made;
    for (std::size_t i = 0; i < site.policies.size();) {
        const PolicyPlace& first = site.policies[i];
        Content content;
        content.file = first.page;
        content.title = module_name(*first.tree);
        content.lead = paragraphs(module_doc(*first.tree, site.sources));
        for (; i < site.policies.size() && site.policies[i].tree == first.tree; ++i) {
            content.contents += contents_entry("policy-" + site.policies[i].id, site.policies[i].policy->name.text);
            content.body += PolicySection(site, site.policies[i]).html();
        }
        made.push_back(framed(site, content));
    }
    return made;
}

}  // namespace ordain::docs
