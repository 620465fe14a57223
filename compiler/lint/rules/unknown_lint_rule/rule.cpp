#include "compiler/lint/rule.hpp"

namespace ordain::lint {

void check_unknown_lint_rule(const Subject& subject, Findings& findings) {
    std::vector<std::string_view> names;
    for (const DiagKind kind : rules()) names.push_back(info(kind).name);
    const auto check = [&](const syntax::Name& rule) {
        for (const std::string_view name : names)
            if (name == rule.text) return;
        Diagnostic& d = findings.report(rule.span, "there is no lint rule `{}`", rule.text).with_help(did_you_mean(rule.text, names));
        for (const DiagKind kind : rules())
            if (info(kind).code == rule.text) d.with_help(fmt::format("rules go by their names: `{}`", info(kind).name));
    };
    for (const syntax::Tree& tree : subject.trees) {
        for (const syntax::Bundle& bundle : tree.bundles)
            for (const syntax::LintLevel& level : bundle.lint) check(level.rule);
        for (const syntax::Allow& allow : tree.allows) check(allow.rule);
    }
}

}  // namespace ordain::lint
