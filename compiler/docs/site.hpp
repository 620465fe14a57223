// What the pages know of each other: where each thing of a bundle is shown, and which rules use it.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "compiler/sema/typed.hpp"
#include "compiler/syntax/tree.hpp"

namespace ordain::docs {

enum class Thing : std::uint8_t {
    policy,
    table,
    rule,
    event,
    role,
    ladder,
    escalation,
    calendar,
    queue,
    action,
    channel,
    reason,
    output,
    record,
    enumeration,
    data,
    constant,
    define,
    test,
    fixture,
    proof
};
/// "policy", "reason", …
[[nodiscard]] std::string_view word(Thing thing);

/// A thing that has a place of its own.
struct Entry {
    Thing thing{};
    std::string name;  // as people call it
    std::string note;  // what it is, in a line; may be empty
    std::string page, anchor;
    const syntax::DeclBase* declaration = nullptr;  // rules have none
    [[nodiscard]] std::string href() const { return page + "#" + anchor; }
};

/// A policy or table and where it is shown.
struct PolicyPlace {
    const syntax::Tree* tree = nullptr;
    const syntax::Policy* policy = nullptr;
    std::string id;    // its name; a second one of that name is `name-2`
    std::string page;  // its module's
    std::set<std::string> roles, queues;
    std::uint8_t verdicts = 0;  // bit i: some rule states verdict i of release, require, hold, reject

    [[nodiscard]] std::string href() const { return page + "#policy-" + id; }
    [[nodiscard]] std::string rule_anchor(const std::string& rule) const { return "rule-" + id + "." + rule; }
};

struct Use {
    std::string label, href;
    friend auto operator<=>(const Use&, const Use&) = default;
};

/// Everything refers to the program, the trees and the sources, which outlive it.
class Site {
public:
    Site(const typed::Program& program, const std::vector<syntax::Tree>& trees, const SourceSet& sources);
    Site(const Site&) = delete;
    Site& operator=(const Site&) = delete;

    const typed::Program& program;
    const SourceSet& sources;
    std::vector<const syntax::Tree*> modules;  // in decision order: by name
    std::vector<PolicyPlace> policies;         // in decision order
    const syntax::Bundle* bundle = nullptr;

    /// Null if it is shown nowhere, as with `Priority`.
    [[nodiscard]] const Entry* find(Thing thing, std::string_view name) const;
    /// Of things that are unique in their module only: what `name` means in `from`.
    [[nodiscard]] const Entry* find(Thing thing, std::string_view name, const syntax::Tree& from) const;
    [[nodiscard]] const std::vector<Entry>& entries() const { return entries_; }
    /// Which rules, defaults and escalations name a thing, each once, in decision order.
    [[nodiscard]] const std::vector<Use>& uses(Thing thing, std::string_view name) const;
    /// Tests that name a rule of the policy.
    [[nodiscard]] std::size_t tests_of(std::string_view policy) const;
    /// The waivers of a rule, in order of declaration.
    [[nodiscard]] std::vector<const syntax::Waive*> waivers(std::string_view policy, std::string_view rule) const;
    /// What is said of a declaration in `##` lines before it, and before the `allow`s that belong to it.
    [[nodiscard]] std::string about(const syntax::DeclBase& declaration) const;
    /// The `allow`s that stand before a declaration.
    [[nodiscard]] const std::vector<const syntax::Allow*>& allowances(const syntax::DeclBase& declaration) const;
    [[nodiscard]] const syntax::Tree& tree_of(const syntax::Waive& waive) const;

private:
    void add_modules(const std::vector<syntax::Tree>& trees);
    void add_allowances(const syntax::Tree& tree);
    void add_policies();
    void add_declarations(const syntax::Tree& tree);
    void add_checks(const syntax::Tree& tree);
    void add_rule(const PolicyPlace& place, const std::string& rule, std::string note);
    void add(Thing thing, std::string key, std::string name, std::string note, std::string page, std::string anchor,
             const syntax::DeclBase* declaration);
    void collect_uses();
    void use_effects(PolicyPlace* place, const Use& use, const syntax::Tree& tree, const std::vector<syntax::Effect>& effects);
    void use_need(PolicyPlace* place, const Use& use, const syntax::Tree& tree, syntax::NeedId need);
    void use(Thing thing, std::string_view name, const Use& use);

    std::vector<Entry> entries_;
    std::map<std::pair<Thing, std::string>, std::size_t, std::less<>> by_name_;
    std::map<std::pair<Thing, std::string>, std::vector<Use>> uses_;
    std::map<std::string, std::size_t, std::less<>> tests_;
    std::vector<std::pair<const syntax::Tree*, const syntax::Waive*>> waivers_;
    std::map<std::pair<std::uint32_t, std::uint32_t>, std::vector<const syntax::Allow*>> allowances_;  // by where the declaration begins
    std::set<std::string> anchors_;
};

/// The name of the `i`-th rule of a policy or table: `margin`'s `loss`, or `row3`.
[[nodiscard]] std::string rule_name(const syntax::Policy& policy, std::size_t i);
/// Calls `see(rule name, effects)` for every rule, row and `otherwise`, in order; a row's effects once for each of its cells.
template <class See>
void each_effects(const syntax::Policy& policy, See see) {
    for (std::size_t i = 0; i < policy.rules.size(); ++i) see(rule_name(policy, i), policy.rules[i].effects);
    for (std::size_t i = 0; i < policy.rows.size(); ++i)
        for (const syntax::OutCell& cell : policy.rows[i].outs) see(rule_name(policy, i), cell.effects);
    if (policy.has_otherwise) see(std::string("otherwise"), policy.otherwise.effects);
}
/// `module a.b` as a file's name, and as people call it: bundle.ord has no name of its own.
[[nodiscard]] std::string module_name(const syntax::Tree& tree);
/// What `Site::find` knows a test or proof by: titles are not unique.
[[nodiscard]] std::string title_key(const syntax::String& title);
/// The lines of a `##` comment without their marks.
[[nodiscard]] std::string doc_text(std::string_view doc);
/// What is said of a module above its `module`.
[[nodiscard]] std::string module_doc(const syntax::Tree& tree, const SourceSet& sources);

}  // namespace ordain::docs
