#include <set>
#include <string>

#include "compiler/lint/rule.hpp"
#include "compiler/lint/words.hpp"

namespace ordain::lint {

namespace {

/// Names that the module declares and others may use.
std::set<std::string_view> declared_names(const syntax::Tree& tree) {
    std::set<std::string_view> names;
    const auto all = [&](const auto& declarations) {
        for (const auto& d : declarations) names.insert(d.name.text);
    };
    all(tree.roles), all(tree.queues), all(tree.actions), all(tree.channels), all(tree.reasons), all(tree.calendars);
    all(tree.escalations), all(tree.ladders), all(tree.enums), all(tree.records), all(tree.consts), all(tree.defines);
    all(tree.outputs), all(tree.data), all(tree.fixtures), all(tree.policies);
    for (const syntax::Event& event : tree.events)
        if (event.name.written()) names.insert(event.name.words.back().text);
    for (const syntax::Enum& e : tree.enums)
        for (const syntax::Enumerator& value : e.values) names.insert(value.name.text);
    return names;
}

}  // namespace

void check_unused_import(const Subject& subject, Findings& findings) {
    for (const syntax::Tree& tree : subject.trees) {
        if (tree.uses.empty()) continue;
        const std::set<std::string_view> words = words_of(subject.sources.file(tree.file).text);
        for (const syntax::Use& use : tree.uses) {
            const std::string module = use.module.text();
            bool used = false;
            for (const syntax::Tree& other : subject.trees) {
                if (other.module.text() != module) continue;
                for (const std::string_view name : declared_names(other)) used = used || words.contains(name);
            }
            if (!used) findings.report(use.span, "nothing of `{}` is used here", module).with_help("leave it out").with_edit(use.span, "");
        }
    }
}

}  // namespace ordain::lint
