#include <cctype>

#include "compiler/lint/rule.hpp"

namespace ordain::lint {

namespace {

enum class Style { snake, capitals, pascal };

bool fits(std::string_view name, Style style) {
    bool before_underscore = true;
    for (const char c : name) {
        const auto u = static_cast<unsigned char>(c);
        if (c == '_' && (before_underscore || style == Style::pascal)) return false;
        before_underscore = c == '_';
        if (style == Style::snake && std::isupper(u) != 0) return false;
        if (style == Style::capitals && std::islower(u) != 0) return false;
    }
    return !before_underscore;
}

}  // namespace

void check_name_style(const Subject& subject, Findings& findings) {
    const auto check = [&](const syntax::Name& name, Style style) {
        if (!name.written() || fits(name.text, style)) return;
        constexpr std::string_view words[] = {"small letters, words joined by `_`", "capitals, words joined by `_`",
                                              "words that begin with a capital"};
        findings.report(name.span, "`{}` is not written like other names of its kind", name.text)
            .with_help(fmt::format("use {}", words[static_cast<std::size_t>(style)]));
    };
    const auto all = [&](const auto& declarations, Style style) {
        for (const auto& d : declarations) check(d.name, style);
    };
    for (const syntax::Tree& tree : subject.trees) {
        all(tree.roles, Style::snake);
        all(tree.queues, Style::snake);
        all(tree.actions, Style::snake);
        all(tree.channels, Style::snake);
        all(tree.reasons, Style::capitals);
        all(tree.calendars, Style::snake);
        all(tree.escalations, Style::snake);
        all(tree.ladders, Style::snake);
        all(tree.enums, Style::pascal);
        all(tree.records, Style::pascal);
        all(tree.consts, Style::snake);
        all(tree.defines, Style::snake);
        all(tree.outputs, Style::snake);
        all(tree.data, Style::snake);
        all(tree.policies, Style::snake);
        all(tree.fixtures, Style::snake);
        for (const syntax::Record& record : tree.records) all(record.fields, Style::snake);
        for (const syntax::Event& event : tree.events) all(event.fields, Style::snake);
        for (const syntax::Enum& e : tree.enums) all(e.values, Style::snake);
        for (const syntax::Policy& policy : tree.policies) {
            all(policy.lets, Style::snake);
            all(policy.rules, Style::snake);
            all(policy.rows, Style::snake);
        }
    }
}

}  // namespace ordain::lint
