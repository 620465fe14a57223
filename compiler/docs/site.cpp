#include "compiler/docs/site.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace ordain::docs {

namespace {

std::string lower(std::string_view s) {
    std::string out(s);
    for (char& c : out)
        if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
    return out;
}

/// A title as part of an anchor: small letters, digits, hyphens.
std::string slug(std::string_view title) {
    constexpr std::size_t longest = 80;
    std::string out;
    for (const char c : lower(title)) {
        const bool plain = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
        if (plain) {
            out += c;
        } else if (!out.empty() && out.back() != '-') {
            out += '-';
        }
        if (out.size() == longest) break;
    }
    while (!out.empty() && out.back() == '-') out.pop_back();
    return out.empty() ? "untitled" : out;
}

std::string first_line(const std::string& text) {
    return text.substr(0, text.find('\n'));
}

}  // namespace

std::string_view word(Thing thing) {
    constexpr std::string_view words[] = {"policy",   "table", "rule",   "event",   "role",   "ladder",  "escalation",
                                          "calendar", "queue", "action", "channel", "reason", "output",  "record",
                                          "enum",     "data",  "const",  "define",  "test",   "fixture", "proof"};
    return words[static_cast<std::size_t>(thing)];
}

std::string rule_name(const syntax::Policy& policy, std::size_t i) {
    const syntax::Name& name = policy.is_table ? policy.rows[i].name : policy.rules[i].name;
    return name.written() && name.text != "-" ? std::string(name.text) : fmt::format("row{}", i + 1);
}

std::string module_name(const syntax::Tree& tree) {
    return tree.module.written() ? tree.module.text() : "bundle.ord";
}

std::string title_key(const syntax::String& title) {
    return fmt::format("{}:{}", title.span.file, title.span.begin);
}

std::string doc_text(std::string_view doc) {
    std::string out;
    while (!doc.empty()) {
        const std::size_t end = std::min(doc.find('\n'), doc.size());
        std::string_view line = doc.substr(0, end);
        doc.remove_prefix(std::min(end + 1, doc.size()));
        line.remove_prefix(std::min(line.find_first_not_of(" \t"), line.size()));
        line.remove_prefix(std::min(line.find_first_not_of('#'), line.size()));
        if (line.starts_with(' ')) line.remove_prefix(1);
        line = line.substr(0, line.find_last_not_of(" \t\r") + 1);
        if (!out.empty()) out += '\n';
        out += line;
    }
    return out;
}

std::string module_doc(const syntax::Tree& tree, const SourceSet& sources) {
    std::string lines;
    for (const Span comment : tree.comments) {
        if (!tree.module.written() || comment.begin >= tree.module.span.begin) break;
        const std::string_view line = sources.text(comment);
        if (line.starts_with("##")) lines.append(line).append("\n");
    }
    std::string text = doc_text(lines);
    return text;
}

Site::Site(const typed::Program& p, const std::vector<syntax::Tree>& trees, const SourceSet& s) : program(p), sources(s) {
    add_modules(trees);
    for (const syntax::Tree* tree : modules) add_allowances(*tree);
    add_policies();
    for (const syntax::Tree* tree : modules) add_declarations(*tree);
    for (const syntax::Tree* tree : modules) add_checks(*tree);
    collect_uses();
}

void Site::add_modules(const std::vector<syntax::Tree>& trees) {
    for (const syntax::Tree& tree : trees) {
        modules.push_back(&tree);
        if (!tree.bundles.empty()) bundle = &tree.bundles.front();
    }
    std::sort(modules.begin(), modules.end(),
              [](const syntax::Tree* a, const syntax::Tree* b) { return a->module.text() < b->module.text(); });
}

void Site::add_allowances(const syntax::Tree& tree) {
    std::vector<const syntax::Allow*> before;
    for (const syntax::DeclRef ref : tree.order) {
        if (ref.kind == syntax::DeclKind::allow) {
            before.push_back(&tree.allows[ref.index]);
        } else if (!before.empty()) {
            const Span at = span_of(tree, ref);
            allowances_[{at.file, at.begin}] = std::move(before);
            before.clear();
        }
    }
}

void Site::add(Thing thing, std::string key, std::string name, std::string note, std::string page, std::string anchor,
               const syntax::DeclBase* declaration) {
    const std::string base = anchor;
    for (unsigned n = 2; !anchors_.insert(page + "#" + anchor).second; ++n) anchor = fmt::format("{}-{}", base, n);
    by_name_.try_emplace({thing, std::move(key)}, entries_.size());
    entries_.push_back({thing, std::move(name), std::move(note), std::move(page), std::move(anchor), declaration});
}

void Site::add_rule(const PolicyPlace& place, const std::string& rule, std::string note) {
    const std::string name = std::string(place.policy->name.text) + "." + rule;
    add(Thing::rule, name, name, std::move(note), place.page, place.rule_anchor(rule), nullptr);
}

void Site::add_policies() {
    std::set<std::string> files;
    std::map<std::string_view, unsigned> seen;
    for (const syntax::Tree* tree : modules) {
        if (tree->policies.empty()) continue;
        const std::string base = tree->module.written() ? "module-" + tree->module.text() : "bundle";
        std::string file = base;
        for (unsigned n = 2; !files.insert(lower(file)).second; ++n) file = fmt::format("{}-{}", base, n);
        for (const syntax::Policy& policy : tree->policies) {
            PolicyPlace place;
            place.tree = tree;
            place.policy = &policy;
            const unsigned n = ++seen[policy.name.text];
            place.id = n == 1 ? std::string(policy.name.text) : fmt::format("{}-{}", policy.name.text, n);
            place.page = file + ".html";
            policies.push_back(std::move(place));
        }
    }
    for (const PolicyPlace& place : policies) {
        const syntax::Policy& policy = *place.policy;
        const std::string name(policy.name.text);
        add(policy.is_table ? Thing::table : Thing::policy, name, name, first_line(about(policy)), place.page, "policy-" + place.id,
            &policy);
        for (std::size_t i = 0; i < policy.rules.size(); ++i)
            add_rule(place, rule_name(policy, i), policy.rules[i].text.written() ? syntax::unescape(policy.rules[i].text.raw) : "");
        for (std::size_t i = 0; i < policy.rows.size(); ++i) add_rule(place, rule_name(policy, i), "");
        if (policy.has_otherwise)
            add_rule(place, "otherwise", policy.otherwise.text.written() ? syntax::unescape(policy.otherwise.text.raw) : "");
    }
}

void Site::add_declarations(const syntax::Tree& tree) {
    const auto bundle_wide = [&](Thing thing, const syntax::DeclBase& d, const std::string& name, std::string note, const char* page) {
        add(thing, name, name, std::move(note), page, fmt::format("{}-{}", word(thing), name), &d);
    };
    const auto all = [&](Thing thing, const auto& list, const char* page) {
        for (const auto& d : list) bundle_wide(thing, d, std::string(d.name.text), first_line(about(d)), page);
    };
    const auto in_module = [&](Thing thing, const auto& list, const char* page) {
        for (const auto& d : list) {
            const std::string name(d.name.text), full = tree.module.text() + "." + name;
            add(thing, full, name, first_line(about(d)), page, fmt::format("{}-{}", word(thing), tree.module.written() ? full : name), &d);
        }
    };
    for (const syntax::Event& e : tree.events) bundle_wide(Thing::event, e, e.name.text(), first_line(about(e)), "schema.html");
    for (const syntax::Role& r : tree.roles)
        bundle_wide(Thing::role, r, std::string(r.name.text), r.title.written() ? syntax::unescape(r.title.raw) : first_line(about(r)),
                    "people.html");
    for (const syntax::Symbol& r : tree.reasons)
        bundle_wide(Thing::reason, r, std::string(r.name.text), syntax::unescape(r.text.raw), "work.html");
    all(Thing::ladder, tree.ladders, "people.html");
    all(Thing::escalation, tree.escalations, "people.html");
    all(Thing::calendar, tree.calendars, "calendars.html");
    all(Thing::queue, tree.queues, "work.html");
    all(Thing::action, tree.actions, "work.html");
    all(Thing::channel, tree.channels, "work.html");
    all(Thing::output, tree.outputs, "work.html");
    all(Thing::fixture, tree.fixtures, "tests.html");
    in_module(Thing::record, tree.records, "schema.html");
    in_module(Thing::enumeration, tree.enums, "schema.html");
    in_module(Thing::data, tree.data, "data.html");
    in_module(Thing::constant, tree.consts, "data.html");
    in_module(Thing::define, tree.defines, "data.html");
    for (const syntax::Waive& w : tree.waives) waivers_.emplace_back(&tree, &w);
}

void Site::add_checks(const syntax::Tree& tree) {
    const auto titled = [&](Thing thing, const auto& d) {
        const std::string title = syntax::unescape(d.title.raw);
        add(thing, title_key(d.title), title, module_name(tree), "tests.html", fmt::format("{}-{}", word(thing), slug(title)), &d);
    };
    for (const syntax::Prove& proof : tree.proofs) titled(Thing::proof, proof);
    for (const syntax::Test& test : tree.tests) {
        titled(Thing::test, test);
        std::set<std::string_view> named;
        const auto name = [&](const std::vector<syntax::Expect>& expects) {
            for (const syntax::Expect& expect : expects)
                for (const syntax::Path& rule : expect.by)
                    if (rule.written()) named.insert(rule.words.front().text);
        };
        name(test.expects);
        for (const syntax::Case& row : test.cases) name(row.expects);
        for (const std::string_view policy : named) ++tests_.try_emplace(std::string(policy)).first->second;
    }
}

std::string Site::about(const syntax::DeclBase& declaration) const {
    std::string lines;
    for (const syntax::Allow* allow : allowances(declaration))
        if (!allow->doc.empty()) lines.append(allow->doc).append("\n");
    return doc_text(lines.append(declaration.doc));
}

const std::vector<const syntax::Allow*>& Site::allowances(const syntax::DeclBase& declaration) const {
    static const std::vector<const syntax::Allow*> none;
    const auto at = allowances_.find({declaration.span.file, declaration.span.begin});
    return at == allowances_.end() ? none : at->second;
}

const Entry* Site::find(Thing thing, std::string_view name) const {
    const auto at = by_name_.find(std::pair<Thing, std::string>(thing, name));
    return at == by_name_.end() ? nullptr : &entries_[at->second];
}

const Entry* Site::find(Thing thing, std::string_view name, const syntax::Tree& from) const {
    const auto in = [&](const std::string& module) { return find(thing, module + "." + std::string(name)); };
    if (const Entry* here = in(from.module.text())) return here;
    for (const syntax::Use& use : from.uses)
        if (const Entry* there = in(use.module.text())) return there;
    if (!from.module.written()) {
        for (const syntax::Tree* tree : modules)
            if (const Entry* there = in(tree->module.text())) return there;
    }
    return nullptr;
}

const std::vector<Use>& Site::uses(Thing thing, std::string_view name) const {
    static const std::vector<Use> none;
    const auto at = uses_.find({thing, std::string(name)});
    return at == uses_.end() ? none : at->second;
}

std::size_t Site::tests_of(std::string_view policy) const {
    const auto at = tests_.find(policy);
    return at == tests_.end() ? 0 : at->second;
}

std::vector<const syntax::Waive*> Site::waivers(std::string_view policy, std::string_view rule) const {
    std::vector<const syntax::Waive*> found;
    for (const auto& [tree, waive] : waivers_)
        if (waive->policy.text == policy && waive->rule.text == rule) found.push_back(waive);
    return found;
}

const syntax::Tree& Site::tree_of(const syntax::Waive& waive) const {
    const auto at = std::find_if(waivers_.begin(), waivers_.end(), [&](const auto& w) { return w.second == &waive; });
    return *at->first;
}

}  // namespace ordain::docs
