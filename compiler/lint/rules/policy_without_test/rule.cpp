#include <set>
#include <string>

#include "compiler/lint/rule.hpp"

namespace ordain::lint {

void check_policy_without_test(const Subject& subject, Findings& findings) {
    std::set<std::string> tested;  // event types
    std::set<std::pair<std::string, std::string>> fixture_events;
    for (const syntax::Tree& tree : subject.trees)
        for (const syntax::Fixture& f : tree.fixtures) fixture_events.emplace(std::string(f.name.text), f.source.name.text());
    for (const syntax::Tree& tree : subject.trees)
        for (const syntax::Test& test : tree.tests) {
            const std::string given = test.given.name.text();
            tested.insert(given);
            for (const auto& [fixture, event] : fixture_events)
                if (fixture == given) tested.insert(event);
        }
    for (const syntax::Tree& tree : subject.trees)
        for (const syntax::Policy& policy : tree.policies) {
            bool found = false;
            for (const syntax::Path& on : policy.on) found = found || tested.contains(on.text());
            if (!found)
                findings.report(policy.name.span, "no test gives an event to `{}`", policy.name.text)
                    .with_help("write a `test` below, at and above each of its thresholds");
        }
}

}  // namespace ordain::lint
