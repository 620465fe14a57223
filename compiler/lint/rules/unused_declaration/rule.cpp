#include <map>
#include <string>

#include "compiler/lint/rule.hpp"
#include "compiler/lint/words.hpp"

namespace ordain::lint {

namespace {

/// How often each word stands in the sources, in texts too: `{name}` in a text is a use.
std::map<std::string_view, std::size_t> uses(const Subject& subject) {
    std::map<std::string_view, std::size_t> counts;
    for (const syntax::Tree& tree : subject.trees) count_words(subject.sources.file(tree.file).text, counts);
    return counts;
}

}  // namespace

void check_unused_declaration(const Subject& subject, Findings& findings) {
    const auto counts = uses(subject);
    const auto check = [&](const auto& declarations, std::string_view kind) {
        for (const auto& d : declarations) {
            const auto at = counts.find(d.name.text);
            if (at != counts.end() && at->second > 1) continue;
            findings.report(d.name.span, "the {} `{}` is not used", kind, d.name.text).with_help("leave it out");
        }
    };
    for (const syntax::Tree& tree : subject.trees) {
        check(tree.roles, "role"), check(tree.queues, "queue"), check(tree.actions, "action"), check(tree.channels, "channel");
        check(tree.reasons, "reason"), check(tree.calendars, "calendar"), check(tree.escalations, "escalation");
        check(tree.ladders, "ladder"), check(tree.enums, "enum"), check(tree.records, "record"), check(tree.consts, "const");
        check(tree.defines, "define"), check(tree.outputs, "output"), check(tree.data, "data"), check(tree.fixtures, "fixture");
    }
}

}  // namespace ordain::lint
